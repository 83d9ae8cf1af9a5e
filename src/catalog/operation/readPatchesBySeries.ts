import type { PatchworkClient } from '../../patchwork/PatchworkClient.js';
import { GatewayError } from '../../errors.js';
import { patches } from '../../patchwork/resources/patch.js';
import type { Scope } from '../../patchwork/Scope.js';
import type { EntityStore } from './EntityStore.js';
import type { PatchEntity } from './entities.js';

/** Series a request: each costs the server one more query, and the request line has to stay short. */
const SERIES_PER_REQUEST = 25;

/**
 * Reads summaries of many patches by the series they belong to, the one batch that Patchwork has
 * (`/patches/?series=1&series=2`).
 *
 * One unknown series empties the whole answer, so an empty answer to several is split and asked
 * again. A list that fails is told to `onFailure` for each patch of it: asking a server that fails
 * for every single patch would only make it worse.
 *
 * @returns the patches that are still missing: those whose series is not known, and those for which
 * a list would cost as much as their own detail.
 */
export async function readPatchesBySeries(
  client: PatchworkClient,
  wanted: readonly PatchEntity[],
  store: EntityStore,
  scope: Scope,
  onFailure: (patch: PatchEntity, error: GatewayError) => void,
): Promise<readonly PatchEntity[]> {
  const seriesIds = new Set<number>();
  let patchCount = 0;
  for (const { seriesId } of wanted) {
    if (seriesId === undefined) continue;
    seriesIds.add(seriesId);
    patchCount += 1;
  }
  if (patchCount < 2) return wanted;

  const readSeries = async (ids: readonly number[]): Promise<void> => {
    const params = ids.map((id) => ['series', String(id)] as const);
    const { rows } = await client.all(patches, { params }, scope);
    if (rows.length === 0 && ids.length > 1) {
      const middle = Math.ceil(ids.length / 2);
      await Promise.all([readSeries(ids.slice(0, middle)), readSeries(ids.slice(middle))]);
    }
    for (const row of rows) store.listedPatch(client, row);
  };
  const failed = new Map<number, GatewayError>();
  const ids = [...seriesIds];
  const batches: Promise<void>[] = [];
  for (let start = 0; start < ids.length; start += SERIES_PER_REQUEST) {
    const batch = ids.slice(start, start + SERIES_PER_REQUEST);
    batches.push(
      readSeries(batch).catch((error: unknown) => {
        if (!(error instanceof GatewayError)) throw error;
        for (const id of batch) failed.set(id, error);
      }),
    );
  }
  await Promise.all(batches);
  return wanted.filter((patch) => {
    if (patch.at('summary') !== undefined) return false;
    const error = patch.seriesId === undefined ? undefined : failed.get(patch.seriesId);
    if (error !== undefined) onFailure(patch, error);
    return error === undefined;
  });
}
