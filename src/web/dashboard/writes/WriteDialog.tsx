import type { ReactElement } from 'react';
import { useTokens } from '../data/tokens.js';
import { Dialog } from '../parts/controls.js';
import type { WriteAction } from './patchChange.js';
import type { Target } from './Target.js';
import { usePatchWrite } from './usePatchWrite.js';
import { WriteForm } from './WriteForm.js';
import { WriteOutcomes } from './WriteOutcomes.js';

const TITLES = {
  state: 'Set the state',
  delegate: 'Delegate',
  archive: 'Archive',
} as const satisfies Record<WriteAction, string>;

/** Says what a write will change, writes it, and shows what became of each patch. */
export function WriteDialog({
  action,
  targets,
  onClose,
}: {
  action: WriteAction;
  targets: readonly Target[];
  onClose: () => void;
}): ReactElement {
  const tokens = useTokens();
  const { results, busy, error, write, undo, look, retry } = usePatchWrite(action, targets);
  const instances = [...new Set(targets.map(({ instance }) => instance))];
  const without = instances.filter((name) => tokens[name] === undefined);
  // While it is being written, nothing else would say what became of it.
  const close = (): void => {
    if (busy === null) onClose();
  };
  return (
    <Dialog title={TITLES[action]} isOpen onClose={close} wide>
      <p className="mb-2">
        {targets.length === 1 ? '1 patch' : `${targets.length} patches`} on{' '}
        {instances.toSorted().join(', ')}.
      </p>
      {without.length > 0 && (
        <p className="mb-2 text-warn">
          No token is set for {without.join(', ')}: their patches will be refused. Tokens are set in
          Settings.
        </p>
      )}
      {results === null ? (
        <WriteForm
          action={action}
          title={TITLES[action]}
          targets={targets}
          busy={busy}
          error={error}
          onWrite={write}
          onClose={close}
        />
      ) : (
        <WriteOutcomes
          what="patches"
          results={results}
          busy={busy}
          onUndo={undo}
          onLook={look}
          onRetry={retry}
          onClose={close}
        />
      )}
    </Dialog>
  );
}
