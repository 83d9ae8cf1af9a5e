import { GatewayError, UpstreamError } from '../../errors.js';
import { boundsOf } from '../../patchwork/lists/dateBounds.js';
import { dateKey } from '../../patchwork/lists/dateKey.js';
import type { KeyWindow } from '../../patchwork/lists/KeyedPage.js';
import type { ListPlan } from '../../patchwork/lists/ListPlan.js';
import type { PatchworkClient } from '../../patchwork/PatchworkClient.js';
import type { PatchSummary } from '../../patchwork/resources/patch.js';
import { read } from '../../patchwork/shape.js';
import { intervalStart, midnightAfter, type Interval } from './intervals.js';
import { PatchCounter, type PatchCounterOptions } from './PatchCounter.js';
import type { Unplaced } from './patchGroups.js';

/** A patch and the start of the interval in which it was sent. */
export interface SentPatch {
  readonly row: PatchSummary;
  readonly time: string;
}

/** All patches of a span. */
export interface SentRows {
  readonly patches: readonly SentPatch[];
  /** Those whose date could not be read. */
  readonly unplaced: Unplaced | undefined;
}

/** Nothing lies between these. */
const NO_SPAN: KeyWindow = { since: '9999-12-31T23:59:59', before: '0001-01-01T00:00:00' };

/**
 * The patches of one instance that were sent in a span of time.
 *
 * They are read in spans of whole days, so that a span which moves with the clock finds the answers of the
 * queries before it in the cache; patches outside the span are skipped here.
 */
export class SentPatches {
  /** The requested span. */
  readonly bounds: KeyWindow;
  /** Counts in the requested span. */
  readonly exact: PatchCounter;
  /** Counts in the span widened to whole days. */
  readonly wide: PatchCounter;
  readonly #client: PatchworkClient;

  constructor(options: PatchCounterOptions) {
    const { plan } = options;
    this.#client = options.client;
    this.bounds = boundsOf(plan, 'second') ?? NO_SPAN;
    this.exact = new PatchCounter(options);
    this.wide = new PatchCounter({ ...options, plan: widened(plan, this.bounds) });
  }

  /** When the oldest of the answers was given; null where nothing was asked. */
  get fetchedAt(): Date | null {
    const times = [this.exact.fetchedAt, this.wide.fetchedAt].filter((time) => time !== null);
    return times.length === 0 ? null : new Date(Math.min(...times));
  }

  /**
   * Reads all of them, 250 per request.
   *
   * @param all how many the widened span has; null where the server does not say.
   * @throws GatewayError QUERY_TOO_EXPENSIVE where there are more than may be read.
   */
  async read(all: number | null, interval: Interval): Promise<SentRows> {
    const { rows, unreadable, unreadableCount } = await this.wide.scan(all);
    const { since = '', before = '~' } = this.bounds;
    const patches: SentPatch[] = [];
    let count = unreadableCount;
    let error = unreadable;
    for (const row of rows) {
      try {
        const key = dateOf(row, this.#client);
        if (key >= since && key < before) patches.push({ row, time: intervalStart(key, interval) });
      } catch (reason) {
        if (!(reason instanceof GatewayError)) throw reason;
        count += 1;
        error ??= reason;
      }
    }
    return { patches, unplaced: error && { time: null, count, error } };
  }
}

function widened(
  plan: ListPlan<PatchSummary>,
  { since, before }: KeyWindow,
): ListPlan<PatchSummary> {
  return {
    ...plan,
    since: since === undefined ? undefined : `${intervalStart(since, 'DAY')}Z`,
    before: before === undefined ? undefined : `${midnightAfter(before)}Z`,
  };
}

/** @throws UpstreamError where it has no readable date. */
function dateOf(row: PatchSummary, client: PatchworkClient): string {
  const date = read(row, 'date');
  try {
    return dateKey(date ?? '', 'second');
  } catch (cause) {
    const detail = `the patch ${String(row.id)} has no readable date`;
    throw new UpstreamError('UPSTREAM_BAD_RESPONSE', detail, {
      instance: client.name,
      request: `GET /api/${client.knownVersion ?? ''}/patches/`,
      field: 'date',
      cause,
    });
  }
}
