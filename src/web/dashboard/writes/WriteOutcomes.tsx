import { useEffect, useState, type ReactElement } from 'react';
import type { WriteOutcome } from '../generated/graphql.js';
import { Button } from '../parts/controls.js';

/** What became of one object of a write. */
export interface WriteResult {
  readonly id: string;
  readonly name: string;
  readonly outcome: WriteOutcome;
  readonly errors: readonly { readonly code: string; readonly message: string }[];
}

const SHOWN = {
  APPLIED: { icon: '✓', tone: 'text-ok', words: 'written' },
  NOT_APPLIED: { icon: '✕', tone: 'text-fail', words: 'not written' },
  UNKNOWN: { icon: '?', tone: 'text-warn', words: 'not known: look again' },
} as const;

/** For how long a write can be undone here. */
const UNDO_MS = 10_000;

/** What became of a write, one by one, in the server's words. */
export function WriteOutcomes({
  what,
  results,
  onUndo,
  onClose,
}: {
  /** What was written, for example `patches`. */
  what: string;
  results: readonly WriteResult[];
  /** Undefined: nothing can be undone. */
  onUndo: (() => void) | undefined;
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
  const written = results.filter(({ outcome }) => outcome === 'APPLIED').length;
  return (
    <div className="flex flex-col gap-3">
      <p role="status">
        {written} of {results.length} {what} were written.
      </p>
      <ul className="max-h-72 overflow-auto rounded border border-line p-2 text-sm">
        {results.map(({ id, outcome, errors, name }) => (
          <li key={id} className="wrap-anywhere">
            <span className={SHOWN[outcome].tone}>
              <span aria-hidden="true">{SHOWN[outcome].icon}</span> {SHOWN[outcome].words}
            </span>{' '}
            <bdi>{name}</bdi>
            {errors.map(({ message, code }) => (
              <span key={code + message} className="block pl-5 text-muted">
                {message}
              </span>
            ))}
          </li>
        ))}
      </ul>
      <span className="flex gap-2">
        {/* What had the focus is gone with the form, or with "Undo". */}
        <Button primary autoFocus onPress={onClose}>
          Done
        </Button>
        {canUndo && onUndo !== undefined && written > 0 && <Button onPress={onUndo}>Undo</Button>}
      </span>
    </div>
  );
}
