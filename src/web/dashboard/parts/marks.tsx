import type { ReactElement } from 'react';
import { readFragment, type FragmentType } from '../generated/fragment-masking.js';
import {
  PatchDotFragmentDoc,
  type CheckRollupState,
  type StateCategory,
} from '../generated/graphql.js';

const CHECK = {
  SUCCESS: { icon: '✓', word: 'success', tone: 'text-ok' },
  WARNING: { icon: '!', word: 'warning', tone: 'text-warn' },
  FAIL: { icon: '✕', word: 'fail', tone: 'text-fail' },
  PENDING: { icon: '…', word: 'pending', tone: 'text-muted' },
  NONE: { icon: '–', word: 'none', tone: 'text-muted' },
} as const satisfies Record<CheckRollupState, unknown>;

/** The state of checks as an icon and a word. */
export function CheckMark({ state }: { state: CheckRollupState }): ReactElement {
  const { icon, word, tone } = CHECK[state];
  return (
    <span className={`${tone} inline-flex items-center gap-1 whitespace-nowrap`}>
      <span aria-hidden="true" className="w-3 text-center font-bold">
        {icon}
      </span>
      {word}
    </span>
  );
}

const CATEGORY = {
  ACTION_REQUIRED: { icon: '○', tone: 'text-accent' },
  ACCEPTED: { icon: '●', tone: 'text-ok' },
  CLOSED: { icon: '×', tone: 'text-muted' },
  UNKNOWN: { icon: '?', tone: 'text-warn' },
} as const satisfies Record<StateCategory, unknown>;

/** A state of a patch as an icon and the server's word. */
export function StateMark({
  name,
  category,
}: {
  name: string;
  category: StateCategory;
}): ReactElement {
  const { icon, tone } = CATEGORY[category];
  return (
    <span className="inline-flex max-w-full items-center gap-1">
      <span aria-hidden="true" className={`${tone} w-3 shrink-0 text-center`}>
        {icon}
      </span>
      <bdi title={name} className="truncate">
        {name}
      </bdi>
    </span>
  );
}

const MOST_DOTS = 12;

/** One sign per patch, and how many of the series have arrived. */
export function StateDots({
  patches,
  total,
}: {
  patches: readonly FragmentType<typeof PatchDotFragmentDoc>[] | null;
  total: number | null | undefined;
}): ReactElement {
  const dots = patches === null ? [] : readFragment(PatchDotFragmentDoc, patches);
  const numbers = new Map<string, number>();
  for (const { state } of dots) {
    const name = state?.name ?? 'not known';
    numbers.set(name, (numbers.get(name) ?? 0) + 1);
  }
  const extra = total != null && total > 0 ? Math.max(0, dots.length - total) : 0;
  const words = [
    ...[...numbers].map(([name, number]) => `${number} ${name}`),
    ...(extra > 0 ? [`${extra} more than the subjects say`] : []),
  ].join(', ');
  return (
    <span title={words} className="inline-flex items-center gap-1 whitespace-nowrap">
      <span className="tabular-nums">{receivedWords(patches?.length ?? null, total ?? null)}</span>
      <span aria-hidden="true" className="tracking-tighter">
        {dots.slice(0, MOST_DOTS).map(({ id, state }) => {
          const { icon, tone } = CATEGORY[state?.category ?? 'UNKNOWN'];
          return (
            <span key={id} className={tone}>
              {icon}
            </span>
          );
        })}
        {dots.length > MOST_DOTS && <span className="text-muted">+</span>}
      </span>
      <span className="sr-only">{words}</span>
    </span>
  );
}

/** How many patches of a series have arrived: `2/4`, or `2/2 +1` where there are more than its subjects say. */
function receivedWords(received: number | null, total: number | null): string {
  if (received !== null && total !== null && total > 0 && received > total) {
    return `${total}/${total} +${received - total}`;
  }
  return `${received ?? '?'}/${total ?? '?'}`;
}

/** People who reviewed, acked, tested and rejected. */
export function ReviewCounts({
  counts,
}: {
  counts: {
    readonly reviewCount: number;
    readonly ackCount: number;
    readonly testCount: number;
    readonly nackCount: number;
  };
}): ReactElement {
  const { reviewCount, ackCount, testCount, nackCount } = counts;
  const words = `${reviewCount} reviewed, ${ackCount} acked, ${testCount} tested, ${nackCount} rejected`;
  const quiet = (count: number): string => (count === 0 ? 'text-muted' : 'font-semibold');
  return (
    <span title={words} className="inline-flex gap-1.5 whitespace-nowrap tabular-nums">
      <span aria-hidden="true" className={quiet(reviewCount)}>
        R{reviewCount}
      </span>
      <span aria-hidden="true" className={quiet(ackCount)}>
        A{ackCount}
      </span>
      <span aria-hidden="true" className={quiet(testCount)}>
        T{testCount}
      </span>
      {nackCount > 0 && (
        <span aria-hidden="true" className="font-semibold text-fail">
          N{nackCount}
        </span>
      )}
      <span className="sr-only">{words}</span>
    </span>
  );
}

/** Name of an instance. */
export function InstanceTag({ name }: { name: string }): ReactElement {
  return (
    <span
      title={name}
      className="inline-block max-w-full truncate rounded border border-line px-1.5 align-bottom text-xs text-muted"
    >
      {name}
    </span>
  );
}

/** In place of a value that could not be read. */
export function Missing({ reason }: { reason: string | null }): ReactElement {
  const label = reason ?? 'not known';
  return (
    <span title={label} className="text-warn">
      <span aria-hidden="true">?</span>
      <span className="sr-only">{label}</span>
    </span>
  );
}

/** What a series is called. Patchwork has no name for one whose cover letter or first patch has not come. */
export function SeriesName({
  series: { name, databaseId },
  reason,
}: {
  series: { readonly name: string | null; readonly databaseId: number };
  /** Why the name could not be read; null: there is none. */
  reason: string | null;
}): ReactElement {
  if (name === null && reason !== null) return <Missing reason={reason} />;
  return <bdi>{name ?? `Series ${databaseId}`}</bdi>;
}
