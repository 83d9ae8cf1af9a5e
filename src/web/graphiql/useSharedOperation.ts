import { useGraphiQL, useGraphiQLActions } from '@graphiql/react';
import { useEffect, useRef } from 'react';

/**
 * Selects the operation that a shared link names: where a document has several, that is the one which
 * Ctrl-Enter runs, so the cursor goes there.
 */
export function useSharedOperation(operationName: string | undefined): void {
  const queryEditor = useGraphiQL((state) => state.queryEditor);
  const actions = useGraphiQLActions();
  const isDone = useRef(false);

  useEffect(() => {
    if (operationName === undefined || queryEditor === undefined || isDone.current) return;
    isDone.current = true;
    actions.setOperationName(operationName);
    const lines = queryEditor.getValue().split('\n');
    const start = lines.findIndex(
      (line) => /^\s*(?:query|mutation|subscription)\s+(\w+)/.exec(line)?.[1] === operationName,
    );
    if (start >= 0) queryEditor.setPosition({ lineNumber: start + 1, column: 1 });
  }, [operationName, queryEditor, actions]);
}
