import { combineReviewSeries, type RawSeries } from './reviewTask.js';
import { stateCategory } from '../src/patchwork/states.js';
import { checkCompleteness } from '../src/review/facts/completeness.js';
import { DEFAULT_QUEUE, placeInQueue } from '../src/review/facts/reviewQueue.js';
import { decideSeriesStatus } from '../src/review/facts/seriesStatus.js';
import { readSeriesTrailers } from '../src/review/facts/trailers.js';

/** A series with everything that a queue needs. */
export interface RawQueued extends Omit<RawSeries, 'patches'> {
  readonly instance: string;
  readonly version: number;
  readonly total: number;
  readonly patches: readonly (Omit<RawSeries['patches'][number], 'checks'> & {
    /** Patchwork's own combined state. */
    readonly check: string;
  })[];
}

/** States of patches that are open or wait for the author. */
export const QUEUED_STATES = ['new', 'under-review', 'changes-requested'];

/** Everything is in the distant past, whatever the clock of a peer is set to. */
const LATE_MS = 8e15;

/**
 * Places the latest version of a series in the queue, by the same rules for all peers. Whether it is stale
 * depends on the clock, which differs between peers, and is omitted.
 *
 * @returns for example `a 12 AUTHOR NACKED`; null if nobody has to act.
 */
export function queueLine(raw: RawQueued): string | null {
  const { id, instance, version, total, patches } = raw;
  const series = combineReviewSeries(raw);
  const place = placeInQueue(
    {
      ...series,
      replies: series.replies.map((reply) => ({ ...reply, addressed: null })),
      trailers: readSeriesTrailers(series).byPatch,
      status: decideSeriesStatus(
        patches.map(({ state: slug }) => ({ slug, category: stateCategory(slug, {}) })),
      ),
      stateSlugs: patches.map(({ state }) => state),
      isComplete: checkCompleteness({
        version,
        total,
        submitter: null,
        patches: patches.map(({ name }) => ({ name, submitter: null })),
      }).isComplete,
      isLatestVersion: true,
      earlierMails: [],
      hasEarlierVersion: version > 1,
      checks: patches.some(({ check }) => check === 'fail') ? 'FAIL' : 'NONE',
      stateChangedAt: null,
      delegatedAt: null,
      responsible: [],
    },
    { ...DEFAULT_QUEUE, nowMs: LATE_MS },
  );
  return place && lineOf(instance, id, place.waitingOn, place.reasons);
}

/** A row in the form in which all peers are compared. */
export function lineOf(
  instance: string,
  id: number,
  waitingOn: string,
  reasons: readonly string[],
): string {
  const lasting = reasons.filter((reason) => reason !== 'STALE');
  return [instance, id, waitingOn, ...lasting].join(' ');
}
