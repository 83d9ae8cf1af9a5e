import { useEffect, useState, type ReactElement } from 'react';
import type { UpdatePatchesMutation } from '../generated/graphql.js';
import { Button } from '../parts/controls.js';

type Outcomes = NonNullable<UpdatePatchesMutation['updatePatches']>;

const SHOWN = {
  APPLIED: { icon: '✓', tone: 'text-ok', words: 'written' },
  NOT_APPLIED: { icon: '✕', tone: 'text-fail', words: 'not written' },
  UNKNOWN: { icon: '?', tone: 'text-warn', words: 'not known: look again' },
} as const;

/** For how long a write can be undone here. */
const UNDO_MS = 10_000;

/** What became of a write, patch by patch, in the server's words. */
export function WriteOutcomes({
  outcomes,
  names,
  onUndo,
  onClose,
}: {
  outcomes: readonly Outcomes[];
  /** Names of the patches, by global id. */
  names: ReadonlyMap<string, string>;
  onUndo: () => void;
  onClose: () => void;
}): ReactElement {
  const [canUndo, setCanUndo] = useState(true);
  useEffect(() => {
    const timer = setTimeout(() => {
      setCanUndo(false);
    }, UNDO_MS);
    return () => {
      clearTimeout(timer);
    };
  }, []);
  const results = outcomes.flatMap((one) => one.results);
  const written = results.filter(({ outcome }) => outcome === 'APPLIED').length;
  return (
    <div className="flex flex-col gap-3">
      <p role="status">
        {written} of {results.length} patches were written.
      </p>
      <ul className="max-h-72 overflow-auto rounded border border-line p-2 text-sm">
        {results.map(({ id, outcome, errors, patch: _patch }) => (
          <li key={id}>
            <span className={SHOWN[outcome].tone}>
              <span aria-hidden="true">{SHOWN[outcome].icon}</span> {SHOWN[outcome].words}
            </span>{' '}
            {names.get(id)}
            {errors.map(({ message, code }) => (
              <span key={code + message} className="block pl-5 text-muted">
                {message}
              </span>
            ))}
          </li>
        ))}
      </ul>
      <span className="flex gap-2">
        <Button primary onPress={onClose}>
          Done
        </Button>
        {canUndo && written > 0 && <Button onPress={onUndo}>Undo</Button>}
      </span>
    </div>
  );
}
