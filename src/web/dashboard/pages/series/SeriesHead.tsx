import type { ReactElement } from 'react';
import { page } from '../../app/page.js';
import { reasonAt, type AnswerError } from '../../data/request.js';
import { Button } from '../../parts/controls.js';
import { CopyButton } from '../../parts/CopyButton.js';
import { CheckMark, InstanceTag, ReviewCounts, SeriesName } from '../../parts/marks.js';
import { OutLink } from '../../parts/OutLink.js';
import { Time } from '../../parts/time.js';
import type { Action } from '../../writes/useWrites.js';
import { b4Line, messageIdOf } from './messageIds.js';
import type { SeriesData } from './SeriesData.js';

/** What the series is, and what can be done with it. */
export function SeriesHead({
  series,
  errors,
  onWrite,
}: {
  series: SeriesData;
  errors: readonly AnswerError[];
  onWrite: (action: Action) => void;
}): ReactElement {
  const { instance, project, submitter } = series;
  const b4 = b4Line(messageIdOf(series, undefined));
  return (
    <header className="flex flex-wrap items-start gap-x-4 gap-y-2 border-b border-line px-3 py-2">
      <div className="min-w-0 flex-1 basis-80">
        <p className="text-sm wrap-anywhere text-muted">
          <InstanceTag name={instance.name} /> <bdi>{project?.name ?? project?.linkName}</bdi> ·
          series {series.databaseId}
        </p>
        <h1 className="text-lg font-semibold wrap-anywhere">
          <SeriesName series={series} reason={reasonAt(errors, ['series', 'name'])} />
          {series.version !== null && series.version > 1 && (
            <span className="font-normal text-muted"> v{series.version}</span>
          )}
        </h1>
        <p className="flex flex-wrap gap-x-3 text-sm text-muted">
          <span className="min-w-0 wrap-anywhere">
            <bdi>{submitter?.name ?? submitter?.email}</bdi>, <Time date={series.date} />
          </span>
          <span>
            {patchWords(series)}
            {(series.missingIndexes?.length ?? 0) > 0 &&
              `, missing ${series.missingIndexes?.join(', ') ?? ''}`}
          </span>
          {series.checkRollup !== null && <CheckMark state={series.checkRollup.state} />}
          {series.reviewSummary !== null && <ReviewCounts counts={series.reviewSummary} />}
        </p>
      </div>
      <div className="flex flex-wrap items-center gap-2">
        <Button onPress={() => onWrite('state')}>State (s)</Button>
        <Button onPress={() => onWrite('delegate')}>Delegate (d)</Button>
        <Button onPress={() => onWrite('archive')}>Archive (A)</Button>
        <Button onPress={() => onWrite('bundle')}>Bundle</Button>
        {b4 !== null && <CopyButton label="Copy: b4 am" text={b4} />}
        <CopyButton
          label="Copy: git am"
          text={`curl -s ${new URL(`mbox/${instance.name}/${series.databaseId}`, page.endpoint).href} | git am`}
        />
        {series.webUrl !== null && <OutLink href={series.webUrl}>Patchwork</OutLink>}
        {series.coverLetter?.listArchiveUrl != null && (
          <OutLink href={series.coverLetter.listArchiveUrl}>List archive</OutLink>
        )}
      </div>
    </header>
  );
}

/** How many of the patches have arrived; some series have more than their subjects say. */
function patchWords({
  receivedTotal: received,
  total,
}: Pick<SeriesData, 'receivedTotal' | 'total'>): string {
  if (received !== null && total !== null && total > 0 && received > total) {
    return `${received} patches, ${received - total} more than the subjects say`;
  }
  return `${received ?? '?'} of ${total ?? '?'} patches`;
}
