import type { CountIndexed } from '../catalog/counts/countIndexed.js';
import type { CountDimension } from '../catalog/counts/patchGroups.js';
import type { ProjectCoverage } from '../corpus/indexCoverage.js';
import { GatewayError } from '../errors.js';
import type { Feed } from '../live/feed.js';
import type { PatchListFilter } from '../patchwork/lists/plans.js';
import type { PatchworkClient } from '../patchwork/PatchworkClient.js';
import type { RequestContext } from './context.js';
import { indexCall, readCoverage } from './search/IndexScope.js';

/** Filters that the index counts by itself. */
const KNOWN_FILTERS: ReadonlySet<string> = new Set(['project', 'since', 'before']);
/** Events become visible after their date. */
const EVENT_DELAY_MS = 5_000;

/**
 * Counts patches out of the search index, where it is sure to know what the server has: the projects are named
 * and indexed without a hole, and the states and checks of patches have been brought up to date since the last
 * event of the server, which is followed.
 *
 * @returns undefined where the index is of no use to the question.
 */
export function indexedCounts(
  client: PatchworkClient,
  filter: PatchListFilter,
  by: CountDimension | undefined,
  { gateway, scope }: RequestContext,
): CountIndexed | undefined {
  const { feeds, index } = gateway;
  const { project: projects } = filter;
  if (index === undefined || projects === undefined || !isPlain(filter)) return undefined;
  if (by !== undefined && by !== 'STATE' && by !== 'CHECK') return undefined;
  const feed = feeds?.get(client.name);
  return async (edges) => {
    try {
      const coverage = await readCoverage(index, client.now());
      const since = secondsOf(edges[0] ?? '');
      const names = [...new Set(projects)];
      const isKnown = names.every((name) => {
        const own = coverage.find((one) => one.instance === client.name && one.project === name);
        if (own === undefined || !isWhole(own, since)) return false;
        return by === undefined || (feed !== undefined && isUpToDate(own, feed));
      });
      if (!isKnown) return null;
      // Answers are kept as long as what was read for them; the index changes beside that.
      scope.onRead(null);
      const parts = await Promise.all(
        names.map((project) =>
          indexCall(() =>
            index.tally({
              instance: client.name,
              project,
              kinds: ['PATCH'],
              edges: edges.map(secondsOf),
              by: by ?? null,
            }),
          ),
        ),
      );
      const points = parts.flat();
      if (by !== undefined && points.some(({ key }) => key === null)) return null;
      return points.map(({ time, ...rest }) => ({ ...rest, time: keyOf(time) }));
    } catch (error) {
      // Without the index the server is asked.
      if (!(error instanceof GatewayError)) throw error;
      return null;
    }
  };
}

function isPlain(filter: PatchListFilter): boolean {
  return Object.entries(filter).every(
    ([name, value]) => KNOWN_FILTERS.has(name) || value === undefined || value === '',
  );
}

/** Whether all mails since a time are indexed. */
function isWhole({ state, holes, reachesStart, from }: ProjectCoverage, since: number): boolean {
  if (state !== 'LIVE' || holes.some(({ to }) => to > since)) return false;
  return reachesStart || (from !== null && from <= since);
}

/** Whether the index has taken all events of the server that are known. */
function isUpToDate({ until }: ProjectCoverage, feed: Feed): boolean {
  const { state, lastEventAt } = feed.status();
  if (!feed.isFollowing || state !== 'LIVE' || until === null) return false;
  if (lastEventAt === null) return true;
  const seenAtMs = Date.parse(lastEventAt) + EVENT_DELAY_MS + Math.abs(feed.client.clockOffsetMs);
  return until * 1000 >= seenAtMs;
}

function secondsOf(key: string): number {
  return Math.floor(Date.parse(`${key}Z`) / 1000);
}

function keyOf(seconds: number): string {
  return new Date(seconds * 1000).toISOString().slice(0, 19);
}
