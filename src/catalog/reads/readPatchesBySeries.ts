import { chunksOf } from '../../chunksOf.js';
import { GatewayError } from '../../errors.js';
import type { PatchworkClient } from '../../patchwork/PatchworkClient.js';
import { patches, type PatchSummary } from '../../patchwork/resources/patch.js';
import type { Entity } from '../kinds/Entity.js';
import { hasAllCachedRows, addCachedRows } from './addCachedRows.js';
import type { Batch } from './LoadRequest.js';

/** A patch, as far as this needs it. */
type PatchOfSeries = Entity & {
  /** The series through which it was reached. */
  readonly seriesId: number | undefined;
};

/** Series a request: each costs the server one more query, and the request line has to stay short. @internal */
export const SERIES_PER_REQUEST = 25;

/**
 * Reads summaries of many patches by the series they belong to, the one batch that Patchwork has
 * (`/patches/?series=1&series=2`).
 *
 * One unknown series empties the whole answer, so an empty answer to several is split and asked
 * again. Where a list fails, its patches are taken from other cached lists; its failure is that of each other
 * patch of it: asking a server that fails for every single patch would only make it worse.
 *
 * @param keep takes a row of a list into the entity of its patch.
 * @returns the patches that are still missing: those whose series is not known, and those for which
 * a list would cost as much as their own detail.
 */
export async function readPatchesBySeries<E extends PatchOfSeries>(
  batch: Batch<E>,
  wanted: readonly E[],
  keep: (client: PatchworkClient, row: PatchSummary) => E,
): Promise<readonly E[]> {
  const { client } = batch;
  const seriesIds = new Set<number>();
  let patchCount = 0;
  for (const { seriesId } of wanted) {
    if (seriesId === undefined) continue;
    seriesIds.add(seriesId);
    patchCount += 1;
  }
  if (patchCount < 2) return wanted;
  const scope = batch.scopeOf(wanted);
  const readSeries = async (ids: readonly number[]): Promise<void> => {
    const params = ids.map((id) => ['series', String(id)] as const);
    const own = new Set(ids);
    const hasSubstitute = (error: GatewayError): boolean => {
      const ofThese = wanted.filter(({ seriesId }) => seriesId !== undefined && own.has(seriesId));
      return hasAllCachedRows(batch, ofThese, patches, error);
    };
    const { rows } = await client.lists.all(patches, { params, hasSubstitute }, scope);
    if (rows.length === 0 && ids.length > 1) {
      const middle = Math.ceil(ids.length / 2);
      await Promise.all([readSeries(ids.slice(0, middle)), readSeries(ids.slice(middle))]);
    }
    for (const row of rows) keep(client, row);
  };
  const failed = new Map<number, GatewayError>();
  const reads = chunksOf([...seriesIds], SERIES_PER_REQUEST).map((ids) =>
    readSeries(ids).catch((error: unknown) => {
      if (!(error instanceof GatewayError)) throw error;
      for (const id of ids) failed.set(id, error);
    }),
  );
  await Promise.all(reads);
  for (const error of new Set(failed.values())) {
    const own = wanted.filter(({ seriesId }) => failed.get(seriesId ?? 0) === error);
    addCachedRows(batch, own, { list: patches, keep }, error);
  }
  return wanted.filter((patch) => {
    if (patch.at('summary') !== undefined) return false;
    const error = patch.seriesId === undefined ? undefined : failed.get(patch.seriesId);
    if (error !== undefined) batch.fail(patch, error);
    return error === undefined;
  });
}
