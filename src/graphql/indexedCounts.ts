import { keyOf, secondsOf } from '../corpus/dateKeys.js';
import type { CountIndexed } from '../catalog/counts/countIndexed.js';
import type { CountDimension } from '../catalog/counts/patchGroups.js';
import { GatewayError } from '../errors.js';
import type { PatchListFilter } from '../patchwork/lists/plans.js';
import type { PatchworkClient } from '../patchwork/PatchworkClient.js';
import type { RequestContext } from './context.js';
import { isUpToDate, isWhole } from './indexTrust.js';
import { indexCall, readCoverage } from './search/IndexScope.js';

/** Filters that the index counts by itself. */
const KNOWN_FILTERS: ReadonlySet<string> = new Set(['project', 'since', 'before']);

/**
 * Counts patches from the search index, where it is sure to know what the server has: the projects are named
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
      // Responses are cached as long as the values read for them; the index changes independently.
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
