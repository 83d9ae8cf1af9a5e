import type { ReactElement } from 'react';
import { CheckboxButton, CheckboxField, GridListItem } from 'react-aria-components';
import { reasonAt } from '../../data/request.js';
import { seen, seenAt } from '../../data/settings.js';
import { useStored } from '../../data/stored.js';
import {
  CheckMark,
  InstanceTag,
  Missing,
  ReviewCounts,
  SeriesName,
  StateDots,
} from '../../parts/marks.js';
import { Time } from '../../parts/time.js';
import type { QueueRow } from './QueueRow.js';

/** One series of the queue: a line, and below its title what it is and why it is there. */
export function QueueListRow({
  row,
  isEarlier,
  isCompact,
}: {
  row: QueueRow;
  /** Whether its server did not answer since it was read. */
  isEarlier: boolean;
  isCompact: boolean;
}): ReactElement {
  const { errors, path } = row;
  const { series, unanswered, lastReviewActivityAt, waitingSince, reasons } = row.item;
  const seenTimes = useStored(seen);
  const isNewReply =
    lastReviewActivityAt !== null && lastReviewActivityAt > seenAt(seenTimes, series.id);
  const missing = (field: string): ReactElement => (
    <Missing reason={reasonAt(errors, [...path, field])} />
  );
  return (
    <GridListItem
      id={row.id}
      textValue={series.name ?? `Series ${series.databaseId}`}
      className={`grid cursor-default grid-cols-[auto_minmax(0,1fr)_auto] items-center gap-x-3 border-b border-line px-3 data-[focus-visible]:bg-select data-[selected]:bg-select hover:bg-panel md:grid-cols-[auto_6.5rem_5.5rem_minmax(0,1fr)_6.5rem_7rem_6rem] ${isCompact ? 'py-1' : 'py-1.5'}`}
    >
      <CheckboxField slot="selection" className="order-1 flex items-center">
        <CheckboxButton>
          {({ isSelected }) => (
            <span
              aria-hidden="true"
              className={`flex size-4 items-center justify-center rounded border text-xs ${isSelected ? 'border-accent bg-accent text-on-accent' : 'border-muted'}`}
            >
              {isSelected ? '✓' : ''}
            </span>
          )}
        </CheckboxButton>
      </CheckboxField>
      <span className="order-2 min-w-0 md:order-4">
        <span className="block truncate">
          <span className={isNewReply ? 'font-semibold' : ''}>
            <SeriesName series={series} reason={reasonAt(errors, [...path, 'name'])} />
          </span>{' '}
          {series.version !== null && series.version > 1 && (
            <span className="text-muted">v{series.version}</span>
          )}
        </span>
        {!isCompact && (
          <span className="block truncate text-xs text-muted">
            <bdi>{series.submitter?.name ?? series.submitter?.email ?? missing('submitter')}</bdi> ·{' '}
            <bdi>{series.project?.name ?? series.project?.linkName ?? missing('project')}</bdi> ·{' '}
            {reasons.map(reasonWords).join(', ')}
          </span>
        )}
      </span>
      {/* A line of its own below the title where the page is narrow. */}
      <span className="order-4 col-span-2 col-start-2 flex flex-wrap items-center gap-x-3 text-xs md:contents">
        <span className="md:order-2 md:text-sm">
          <StateDots patches={series.patches} total={series.total} />
        </span>
        <span className="md:order-3 md:text-sm">
          {series.checkRollup === null ? (
            missing('checkRollup')
          ) : (
            <CheckMark state={series.checkRollup.state} />
          )}
        </span>
        <span className="md:order-5 md:text-sm">
          {series.reviewSummary === null ? (
            missing('reviewSummary')
          ) : (
            <ReviewCounts counts={series.reviewSummary} />
          )}
        </span>
        <span className="text-muted md:order-6">
          {unanswered.length > 0 && unansweredWords(unanswered, seenAt(seenTimes, series.id))}
          {isNewReply && <span className="font-semibold text-accent"> new reply</span>}
        </span>
      </span>
      <span className="order-3 flex min-w-0 flex-col items-end gap-0.5 text-xs md:order-7">
        <Time date={waitingSince ?? series.date} asAge />
        <span className="whitespace-nowrap">
          {isEarlier && <span className="text-warn">earlier </span>}
          <InstanceTag name={series.instance.name} />
        </span>
      </span>
    </GridListItem>
  );
}

/** How many mails wait for an answer, and how many of them the reader has not seen. */
function unansweredWords(mails: readonly { date: string | null }[], since: string): string {
  const unseen = mails.filter(({ date }) => date !== null && date > since).length;
  return `${mails.length} unanswered${unseen === 0 ? '' : ` (${unseen} new)`}`;
}

function reasonWords(reason: string): string {
  return reason.toLowerCase().replaceAll('_', ' ');
}
