import { intervalsBetween, intervalStart, midnightAfter, type Interval } from './intervals.js';
import { placeOf, sumGroups, type PatchGroup } from './patchGroups.js';
import type { SentPatches } from './SentPatches.js';

/** Patches of one span between two edges that share a key. */
export interface IndexedPoint {
  /** One of the edges, as `YYYY-MM-DDTHH:MM:SS` in UTC. */
  readonly time: string;
  readonly key: string | null;
  readonly count: number;
}

/**
 * Counts patches between edges in the search index; null where it does not know them for sure.
 *
 * @param edges ascending, as `YYYY-MM-DDTHH:MM:SS` in UTC; the last one is the end.
 */
export type CountIndexed = (edges: readonly string[]) => Promise<readonly IndexedPoint[] | null>;

const MOST_EDGES = 4_000;

/**
 * Patches by the interval in which they were sent, from the search index.
 *
 * @param all how many the server has in the span widened to whole days: the index must have as many.
 * @returns null where it does not have them.
 */
export async function countIndexed(
  count: CountIndexed,
  { bounds: { since, before } }: SentPatches,
  interval: Interval,
  { all, now }: { readonly all: number; readonly now: string },
): Promise<readonly PatchGroup[] | null> {
  if (since === undefined) return null;
  const end = before ?? now;
  const starts = intervalsBetween({ since, before: end }, interval, MOST_EDGES);
  if (starts.length > MOST_EDGES || since >= end) return null;
  const edges = new Set([
    intervalStart(since, 'DAY'),
    since,
    ...starts.slice(1),
    end,
    before === undefined ? '9999-12-31T00:00:00' : midnightAfter(before),
  ]);
  const points = await count([...edges]);
  if (points === null) return null;
  const inside = points.filter(({ time }) => time >= since && time < end);
  const isOpen = before === undefined && points.some(({ time }) => time >= end);
  // Mails with a date in the future are left to the server.
  if (isOpen || points.reduce((sum, point) => sum + point.count, 0) !== all) return null;
  const groups = new Map<string, PatchGroup>();
  for (const { time, key, count: own } of inside) {
    const group = { time: intervalStart(time, interval), key, label: null };
    const known = groups.get(placeOf(group))?.count ?? 0;
    groups.set(placeOf(group), { ...group, count: known + own });
  }
  return sumGroups([...groups.values()]) === 0 ? null : [...groups.values()];
}
