import { names } from '../../patchwork/names.js';
import type { PatchworkClient } from '../../patchwork/PatchworkClient.js';
import { patches } from '../../patchwork/resources/patch.js';
import { series } from '../../patchwork/resources/series.js';
import type { Scope } from '../../patchwork/Scope.js';

/**
 * Numbers of the patches that a series has now. Costs 1 request per 250 of them, and 1 more where it
 * has none.
 *
 * @returns null when the series was not found.
 * @throws GatewayError when the server cannot answer.
 */
export async function patchNumbersOf(
  client: PatchworkClient,
  seriesId: number,
  scope: Scope,
): Promise<readonly number[] | null> {
  const { rows } = await client.lists.all(
    patches,
    { params: [['series', String(seriesId)]] },
    scope,
  );
  if (rows.length > 0) return rows.map((row) => row.id);
  const found = await client.detail(names.of('series', seriesId), series, scope);
  return found === null ? null : [];
}
