import { GatewayError } from '../../errors.js';
import { nextInstant, utcToNaive } from '../../patchwork/dates.js';
import type { PatchworkClient } from '../../patchwork/PatchworkClient.js';
import { MAX_PAGE_SIZE } from '../../patchwork/Resource.js';
import { seriesList } from '../../patchwork/resources/series.js';
import type { Scope } from '../../patchwork/Scope.js';
import type { EntityStore } from './EntityStore.js';
import type { SeriesEntity } from './entities.js';

/** Fewer than these cost less at their own addresses than a list of strangers. */
const MIN_SERIES = 3;
/** Pages that are read for one project before the rest is asked for one by one. */
const MAX_PAGES = 3;
/** A page is worth the next one when at least one row in so many was wanted. */
const WORTHWHILE_ONE_IN = 8;

/**
 * Reads many series by the span of time they lie in: Patchwork has no batch by id, but the series of
 * a list of patches lie close together, so one list covers them.
 *
 * @returns the series that are still missing: those of which too little is known, and those among
 * too many others.
 */
export async function readSeriesByRange(
  client: PatchworkClient,
  wanted: readonly SeriesEntity[],
  store: EntityStore,
  scope: Scope,
  onFailure: (series: SeriesEntity, error: Error) => void,
): Promise<readonly SeriesEntity[]> {
  const byProject = new Map<number, SeriesEntity[]>();
  for (const series of wanted) {
    if (series.projectId === undefined || series.basic?.date == null) continue;
    const known = byProject.get(series.projectId);
    if (known === undefined) byProject.set(series.projectId, [series]);
    else known.push(series);
  }
  const failed = new Set<SeriesEntity>();
  await Promise.all(
    Array.from(byProject, async ([projectId, group]) => {
      if (group.length < MIN_SERIES) return;
      try {
        await readRange(client, projectId, group, store, scope);
      } catch (error) {
        if (!(error instanceof GatewayError)) throw error;
        // Asking a server that fails for every single series would only make it worse.
        for (const series of group) {
          if (series.at('summary') !== undefined) continue;
          failed.add(series);
          onFailure(series, error);
        }
      }
    }),
  );
  return wanted.filter((series) => series.at('summary') === undefined && !failed.has(series));
}

async function readRange(
  client: PatchworkClient,
  projectId: number,
  group: readonly SeriesEntity[],
  store: EntityStore,
  scope: Scope,
): Promise<void> {
  const dates = group.map(({ basic }) => basic?.date ?? '').sort();
  const missing = new Set(group);
  const params = [
    ['project', String(projectId)],
    ['since', dates[0] ?? ''],
    // `before` is exclusive.
    ['before', utcToNaive(nextInstant(`${dates.at(-1) ?? ''}Z`, 'second'))],
    ['order', '-date,-id'],
  ] as const;
  // Room for as many others as there are wanted; more come with the next page.
  const perPage = Math.min(MAX_PAGE_SIZE, Math.max(30, group.length * 2));
  for (let page = 1; page <= MAX_PAGES; page += 1) {
    const answer = await client.page(seriesList, { params, page, perPage }, scope);
    const before = missing.size;
    for (const row of answer.rows) missing.delete(store.listedSeries(client, row));
    const found = before - missing.size;
    if (missing.size === 0 || !answer.hasNext) return;
    if (found * WORTHWHILE_ONE_IN < answer.rows.length) return;
  }
}
