import { useEffect, useState, type ReactElement } from 'react';
import type { WriteOutcome } from '../generated/graphql.js';
import { Button } from '../parts/controls.js';
import { InstanceTag } from '../parts/marks.js';

/** What became of one object of a write. */
export interface WriteResult {
  readonly id: string;
  readonly name: string;
  readonly instance?: string | undefined;
  readonly outcome: WriteOutcome;
  readonly errors: readonly { readonly code: string; readonly message: string }[];
  /** What was found out afterwards. */
  readonly note?: string;
}

const SHOWN = {
  UNKNOWN: { icon: '?', tone: 'text-warn', words: 'not known' },
  NOT_APPLIED: { icon: '✕', tone: 'text-fail', words: 'not written' },
  APPLIED: { icon: '✓', tone: 'text-ok', words: 'written' },
} as const;

/** What needs attention stands first. */
const ORDER: readonly WriteOutcome[] = ['UNKNOWN', 'NOT_APPLIED', 'APPLIED'];

/** For how long a write can be undone here. */
const UNDO_MS = 10_000;

/** What became of a write, one by one, in the server's words. */
export function WriteOutcomes({
  what,
  results,
  busy = null,
  onUndo,
  onLook,
  onRetry,
  onClose,
}: {
  /** What was written, for example `patches`. */
  what: string;
  results: readonly WriteResult[];
  /** What is being done, in words; null: nothing. */
  busy?: string | null;
  /** Undefined: nothing can be undone. */
  onUndo: (() => void) | undefined;
  /** Reads again what is not known. */
  onLook?: (() => void) | undefined;
  /** Writes again what was not written. */
  onRetry?: (() => void) | undefined;
  onClose: () => void;
}): ReactElement {
  const canUndo = useTimeLeft(busy === null);
  const written = results.filter(({ outcome }) => outcome === 'APPLIED').length;
  const sorted = results.toSorted((a, b) => ORDER.indexOf(a.outcome) - ORDER.indexOf(b.outcome));
  return (
    <div className="flex flex-col gap-3">
      <p role="status">{busy ?? `${written} of ${results.length} ${what} were written.`}</p>
      <ul
        aria-label="Outcomes"
        tabIndex={0}
        className="max-h-72 overflow-auto rounded border border-line p-2 text-sm"
      >
        {sorted.map((result) => (
          <OutcomeLine key={result.id} result={result} />
        ))}
      </ul>
      <span className="flex flex-wrap gap-2">
        {/* What had the focus is gone with the form, or with the button that was pressed. */}
        <Button
          key={busy === null ? 'ended' : 'busy'}
          primary
          autoFocus
          onPress={onClose}
          isDisabled={busy !== null}
        >
          Done
        </Button>
        {busy === null && onLook !== undefined && <Button onPress={onLook}>Look again</Button>}
        {busy === null && onRetry !== undefined && <Button onPress={onRetry}>Write again</Button>}
        {busy === null && canUndo && onUndo !== undefined && written > 0 && (
          <Button onPress={onUndo}>Undo</Button>
        )}
      </span>
    </div>
  );
}

function OutcomeLine({
  result: { outcome, errors, name, instance, note },
}: {
  result: WriteResult;
}): ReactElement {
  const { icon, tone, words } = SHOWN[outcome];
  return (
    <li className="wrap-anywhere">
      <span className={tone}>
        <span aria-hidden="true">{icon}</span> {words}
      </span>{' '}
      {instance !== undefined && <InstanceTag name={instance} />} <bdi>{name}</bdi>
      {note !== undefined && <span className="block pl-5">{note}</span>}
      {errors.map(({ message, code }) => (
        <span key={code + message} className="block pl-5 text-muted">
          {message}
        </span>
      ))}
    </li>
  );
}

/** Whether the time to undo lasts; it begins when the write has ended. */
function useTimeLeft(hasBegun: boolean): boolean {
  const [isOver, setOver] = useState(false);
  useEffect(() => {
    setOver(false);
    if (!hasBegun) return undefined;
    const timer = setTimeout(() => {
      setOver(true);
    }, UNDO_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [hasBegun]);
  return !isOver;
}
