import { Link, useParams, useSearch } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { reasonAt } from '../data/request.js';
import { usePageQuery } from '../data/pageQuery.js';
import { useAnswer } from '../data/useAnswer.js';
import { CompareDocument, type CompareQuery } from '../generated/graphql.js';
import { focusNext } from '../keys/focusNext.js';
import { useShortcuts } from '../keys/keys.js';
import { Empty, Failure, Skeleton } from '../parts/states.js';

type Pair = NonNullable<NonNullable<CompareQuery['series']>['compare']>['pairs'][number];

/** Two versions of a series, patch by patch. */
export function ComparePage(): ReactElement {
  const { instance, number } = useParams({ from: '/s/$instance/$number/compare' });
  const { with: other } = useSearch({ from: '/s/$instance/$number/compare' });
  const variables = { instance, databaseId: Number(number), with: other ?? null };
  usePageQuery(CompareDocument, variables);
  const { data, error, isPending, refetch } = useAnswer(CompareDocument, variables);
  useShortcuts([
    { keys: 'n', label: 'next hunk', run: () => focusNext('[data-hunk]', 1, 'center') },
    { keys: 'p', label: 'previous hunk', run: () => focusNext('[data-hunk]', -1, 'center') },
  ]);
  const heading = `Versions of series ${number} on ${instance}`;
  if (error !== null && data === undefined) {
    return <Failure heading={heading} error={error} onRetry={() => void refetch()} />;
  }
  if (isPending) return <Skeleton heading={heading} rows={8} label="Comparing" />;
  const comparison = data.data.series?.compare;
  if (comparison == null) {
    return (
      <Empty heading={heading}>
        {reasonAt(data.errors, ['series', 'compare']) ??
          'There is no earlier version to compare with.'}
      </Empty>
    );
  }
  const { from, to, pairs } = comparison;
  return (
    <article className="p-3">
      <h1 className="mb-2 text-lg font-semibold wrap-anywhere">
        <bdi>{to.name}</bdi>: v{from.version ?? '?'} and v{to.version ?? '?'}
      </h1>
      <p className="mb-3">
        <Link
          to="/s/$instance/$number"
          params={{ instance, number }}
          search={{ tab: 'versions' }}
          className="text-accent underline"
        >
          Back to the series
        </Link>
      </p>
      <ol className="flex flex-col gap-3">
        {pairs.map((pair, index) => (
          <li key={index} className="rounded-md border border-line">
            <PairView pair={pair} />
          </li>
        ))}
      </ol>
    </article>
  );
}

const WORDS = {
  IDENTICAL: { sign: '=', tone: 'text-muted', words: 'unchanged' },
  CHANGED: { sign: '!', tone: 'text-warn', words: 'changed' },
  ADDED: { sign: '>', tone: 'text-ok', words: 'new' },
  REMOVED: { sign: '<', tone: 'text-fail', words: 'removed' },
} as const;

function PairView({ pair }: { pair: Pair }): ReactElement {
  const { sign, tone, words } = WORDS[pair.kind];
  const changes = pair.changes.map((change) => change.toLowerCase()).join(', ');
  return (
    <>
      <p className="flex flex-wrap gap-x-3 bg-panel px-3 py-1.5">
        <span className={`${tone} font-mono font-bold`} aria-hidden="true">
          {sign}
        </span>
        <span className="text-muted tabular-nums">
          {pair.from?.index ?? '-'} → {pair.to?.index ?? '-'}
        </span>
        <strong className="min-w-0 wrap-anywhere">{pair.to?.name ?? pair.from?.name}</strong>
        <span className={tone}>
          {words}
          {changes !== '' && `: ${changes}`}
        </span>
      </p>
      {pair.problem !== null && <p className="px-3 py-2 text-warn">{pair.problem.message}</p>}
      {pair.hunks?.map(({ section, lines, fromStart, toStart }, index) => (
        <div
          key={index}
          data-hunk
          tabIndex={-1}
          className="overflow-x-auto px-3 py-1 font-mono text-[13px]"
        >
          <div className="text-muted">
            @@ {fromStart}, {toStart} @@ {section}
          </div>
          {lines.map((line, at) => (
            <div key={at} className={`whitespace-pre ${toneOf(line)}`}>
              {line === '' ? ' ' : line}
            </div>
          ))}
        </div>
      ))}
    </>
  );
}

/** By the sign of the comparison; the second sign is that of the patch itself. */
function toneOf(line: string): string {
  if (line.startsWith('+')) return 'text-ok';
  if (line.startsWith('-')) return 'text-fail';
  // What both versions have of the patch, apart from what is common ground.
  return /^ [+-]/.test(line) ? '' : 'text-muted';
}
