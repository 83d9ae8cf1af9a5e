import { GatewayError } from '../../errors.js';
import type { SourceWarning } from '../../orderedList.js';
import { DEFAULT_STATES } from '../../patchwork/StateNumbers.js';
import { planPatches } from '../../patchwork/lists/plans.js';
import { countIndexed, type CountIndexed } from './countIndexed.js';
import type { CountPatchesOptions } from './countPatches.js';
import { intervalsBetween, nextInterval, type Interval } from './intervals.js';
import {
  groupOf,
  isFiltered,
  placeOf,
  sumGroups,
  VALUE_PARAMS,
  type CountDimension,
  type PatchGroup,
  type PatchGroups,
  type Unplaced,
} from './patchGroups.js';
import { SentPatches } from './SentPatches.js';

export interface CountOverTimeOptions extends Omit<CountPatchesOptions, 'by' | 'readProjects'> {
  readonly interval: Interval;
  /** Second dimension; undefined for none. */
  readonly by: CountDimension | undefined;
  /** Name of the limit `scanRows`, for messages. */
  readonly limitName: string;
  /** Counts from the search index. Default: there is none. */
  readonly indexed?: CountIndexed | undefined;
}

/** Up to this many pages, reading every patch costs less than a count for each group. */
const CHEAP_SCAN_PAGES = 4;
/** Most groups that are counted by a request each. */
const MOST_COUNTS = 200;
/** Counts whose answers a server gives in the time that it takes for a page of patches. */
const COUNTS_PER_PAGE = 4;

/** Input of one count over time. */
interface TimeCount extends CountOverTimeOptions {
  readonly sent: SentPatches;
}

/**
 * Counts one instance's patches by the interval in which they were sent, and by a second dimension, by
 * the requests that cost the server least and make it exact: reading every patch where they are few or
 * nothing else gives their groups, else one count per group, checked against the count of all.
 *
 * @throws GatewayError when the instance does not answer.
 */
export async function countOverTime(options: CountOverTimeOptions): Promise<PatchGroups> {
  const { client, filter, scope } = options;
  await client.version(scope);
  const plan = await planPatches(client, filter, scope);
  const sent = new SentPatches({ ...options, plan });
  const { wide, exact } = sent;
  const notes: SourceWarning[] = [];
  const rest = () => ({
    warnings: [...new Set([...wide.warnings, ...notes])],
    stale: wide.stale ?? exact.stale,
    fetchedAt: sent.fetchedAt,
  });
  const all = await wide.total();
  if (all === 0) {
    const isUnasked = sent.fetchedAt === null;
    return { groups: [], total: 0, ...rest(), ...(isUnasked ? { isUnasked } : {}) };
  }
  const isSeenByServer = plan.matches === undefined && plan.examine === undefined;
  const counting: TimeCount = { ...options, sent };
  try {
    const counted =
      isSeenByServer && all !== null
        ? ((await countByIndex(counting, all)) ?? (await countIntervals(counting, all, notes)))
        : undefined;
    return { ...(counted ?? (await scanIntervals(counting, all))), ...rest() };
  } catch (error) {
    if (!(error instanceof GatewayError) || error.code !== 'QUERY_TOO_EXPENSIVE') throw error;
    const total = isSeenByServer ? await exact.total() : null;
    return { groups: [], total, error, ...rest() };
  }
}

type Counted = Pick<PatchGroups, 'groups' | 'total' | 'error' | 'unplaced'>;

/** @returns undefined where the index does not know, or one page of the server has all. */
async function countByIndex(
  { client, indexed, interval, sent }: TimeCount,
  all: number,
): Promise<Counted | undefined> {
  if (indexed === undefined || all <= client.lists.pageLimit) return undefined;
  const now = new Date(client.now()).toISOString().slice(0, 19);
  const groups = await countIndexed(indexed, sent, interval, { all, now });
  return groups === null ? undefined : { groups, total: sumGroups(groups) };
}

/** @returns undefined where every patch has to be read. */
async function countIntervals(
  counting: TimeCount,
  all: number,
  notes: SourceWarning[],
): Promise<Counted | undefined> {
  const { client, scanRows, sent, interval } = counting;
  const pages = Math.ceil(all / client.lists.pageLimit);
  const { since, before = new Date(client.now()).toISOString().slice(0, 19) } = sent.bounds;
  if (pages <= CHEAP_SCAN_PAGES || since === undefined) return undefined;
  const span = { since, before };
  const starts = intervalsBetween(span, interval, MOST_COUNTS);
  const most = Math.min(MOST_COUNTS, pages * COUNTS_PER_PAGE);
  const values = await valuesOf(counting, most / starts.length);
  if (values === undefined || starts.length * values.length > most) return undefined;
  const cells = starts.flatMap((start) => values.map((value) => ({ start, value })));
  const found = await Promise.all(
    cells.map(({ start, value }) => countCell(counting, span, start, value)),
  );
  if (found.includes(null)) return undefined;
  // Two spellings of one value are one group.
  const distinct = new Map<string, PatchGroup>();
  for (const group of found) {
    if (group !== null && group.count > 0) distinct.set(placeOf(group), group);
  }
  const groups = [...distinct.values()];
  const total = await sent.exact.total();
  const counted = sumGroups(groups);
  // Mail that arrives between two counts is in the groups and not in the count of all.
  if (total === null || counted >= total) return { groups, total: counted };
  if (all <= scanRows) return undefined;
  const missing = String(total - counted);
  const message = `${client.name}: ${missing} patches are in no group: they are dated in the future, or changed during counting`;
  notes.push({ code: 'UNCOUNTED', message });
  const error = new GatewayError(message, { code: 'QUERY_TOO_EXPENSIVE', instance: client.name });
  return { groups, total, error };
}

/** A value of the second dimension, as REST filters by it; null without one. */
type FilterValue = { readonly param: string; readonly value: string } | null;

/**
 * @param most how many would be counted.
 * @returns undefined where REST does not filter by them, or nobody knows all of them.
 */
async function valuesOf(
  { by, client, scope, sent }: TimeCount,
  most: number,
): Promise<readonly FilterValue[] | undefined> {
  if (by === undefined) return [null];
  if (!isFiltered(by)) return undefined;
  const param = VALUE_PARAMS[by];
  const named = sent.exact.valuesOf(param);
  if (named !== undefined) return named.map((value) => ({ param, value }));
  if (by !== 'STATE' || most < DEFAULT_STATES.size) return undefined;
  return (await client.states.complete(scope))?.map(({ value }) => ({ param, value }));
}

/** @returns null where the server does not say how many there are. */
async function countCell(
  { by, interval, sent }: TimeCount,
  span: { readonly since: string; readonly before: string },
  start: string,
  value: FilterValue,
): Promise<PatchGroup | null> {
  const end = nextInterval(start, interval) ?? span.before;
  const window = {
    since: start < span.since ? span.since : start,
    before: end < span.before ? end : span.before,
  };
  const { count, sample } = await sent.exact.countWithin(window, value ?? undefined);
  if (count === null) return null;
  const named =
    by === undefined || sample === undefined ? { key: null, label: null } : groupOf(by, sample);
  return { time: start, ...named, count };
}

/** Reads every patch. */
async function scanIntervals(
  { by, interval, sent }: TimeCount,
  all: number | null,
): Promise<Counted> {
  const { patches, unplaced } = await sent.read(all, interval);
  const groups = new Map<string, PatchGroup>();
  const keyless = new Map<string, Unplaced>();
  for (const { row, time } of patches) {
    try {
      const named = by === undefined ? { key: null, label: null } : groupOf(by, row);
      const place = placeOf({ time, ...named });
      groups.set(place, { time, ...named, count: (groups.get(place)?.count ?? 0) + 1 });
    } catch (error) {
      if (!(error instanceof GatewayError)) throw error;
      const known = keyless.get(time);
      keyless.set(time, { error, ...known, time, count: (known?.count ?? 0) + 1 });
    }
  }
  const left = [...(unplaced === undefined ? [] : [unplaced]), ...keyless.values()];
  return {
    groups: [...groups.values()],
    total: patches.length + (unplaced?.count ?? 0),
    error: left[0]?.error,
    unplaced: left,
  };
}
