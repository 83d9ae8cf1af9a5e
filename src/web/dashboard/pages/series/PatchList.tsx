import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { readFragment } from '../../generated/fragment-masking.js';
import { PatchDotFragmentDoc, SeriesPatchFragmentDoc } from '../../generated/graphql.js';
import { CheckMark, Missing, ReviewCounts, StateMark } from '../../parts/marks.js';
import type { ReplyCount } from './replies.js';
import type { SeriesData } from './SeriesData.js';

/** The patches of a series with their state; the chosen one is what the other parts show. */
export function PatchList({
  series,
  position,
  replies,
  onChoose,
}: {
  series: SeriesData;
  /** Undefined: the whole series. */
  position: number | undefined;
  /** Counts the replies to a mail. */
  replies: (messageId: string | null | undefined) => ReplyCount;
  onChoose: (position: number | undefined) => void;
}): ReactElement {
  const patches = readFragment(SeriesPatchFragmentDoc, series.patches ?? []);
  return (
    <ol className="flex flex-col gap-1">
      <li>
        <Choice
          isChosen={position === undefined}
          onChoose={() => {
            onChoose(undefined);
          }}
        >
          {series.coverLetter === null ? 'All patches' : 'Cover letter'}{' '}
          <Replies {...replies(series.coverLetter?.messageId)} />
        </Choice>
      </li>
      {patches.map((patch, index) => {
        const dot = readFragment(PatchDotFragmentDoc, patch);
        const at = patch.index ?? index + 1;
        return (
          <li key={dot.id} className="rounded border border-transparent">
            <Choice
              isChosen={position === at}
              onChoose={() => {
                onChoose(at);
              }}
            >
              <span className="block truncate">
                <span className="text-muted tabular-nums">{at}</span> <bdi>{dot.name}</bdi>
              </span>
              <span className="flex flex-wrap gap-x-3 text-xs">
                {dot.state === null ? (
                  <Missing reason="The state could not be read." />
                ) : (
                  <StateMark {...dot.state} />
                )}
                {patch.checkRollup !== null && <CheckMark state={patch.checkRollup.state} />}
                {patch.reviewSummary !== null && <ReviewCounts counts={patch.reviewSummary} />}
                <Replies {...replies(patch.messageId)} />
              </span>
            </Choice>
            {position === at && (
              <Link
                to="/p/$instance/$number"
                params={{ instance: series.instance.name, number: String(dot.databaseId) }}
                className="block px-2 pb-1 text-xs text-accent underline"
              >
                Page of this patch
              </Link>
            )}
          </li>
        );
      })}
    </ol>
  );
}

function Replies({ total, unseen }: ReplyCount): ReactElement | null {
  if (total === 0) return null;
  return (
    <span className="text-xs whitespace-nowrap text-muted">
      {total === 1 ? '1 reply' : `${total} replies`}
      {unseen > 0 && <span className="font-semibold text-accent"> ({unseen} new)</span>}
    </span>
  );
}

function Choice({
  isChosen,
  onChoose,
  children,
}: {
  isChosen: boolean;
  onChoose: () => void;
  children: React.ReactNode;
}): ReactElement {
  return (
    <button
      type="button"
      aria-current={isChosen}
      onClick={onChoose}
      className={`w-full cursor-default rounded px-2 py-1 text-left ${isChosen ? 'bg-select' : 'hover:bg-panel'}`}
    >
      {children}
    </button>
  );
}
