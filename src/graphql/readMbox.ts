import type { CoverEntity } from '../catalog/kinds/cover.js';
import type { PatchEntity } from '../catalog/kinds/patch.js';
import type { SeriesEntity } from '../catalog/kinds/series.js';
import { UpstreamError } from '../errors.js';
import { landingMboxPath } from '../patchwork/slashedIds.js';
import type { RequestContext } from './context.js';

/**
 * Reads the mbox of an object. Costs 1 request for each path up to the one that has it.
 *
 * @param paths where it can be, below the server's address.
 * @returns null where the object is absent or not known to be there.
 * @throws UpstreamError where the server has the object, and no mbox of it anywhere.
 */
export async function readMbox(
  entity: CoverEntity | PatchEntity | SeriesEntity,
  paths: readonly string[],
  { readers }: RequestContext,
): Promise<string | null> {
  const { client } = entity;
  for (const path of paths) {
    const text = await readers.text.load({ client, path, landing: landingOf(entity, path) });
    if (text !== null) return text;
  }
  if (entity.absent || entity.at('basic') === undefined) return null;
  throw new UpstreamError(
    'UPSTREAM_BAD_RESPONSE',
    `404 for the mbox, although the server has this ${entity.kind.toLowerCase()}`,
    { instance: client.name, request: `GET ${paths.at(-1) ?? ''}`, status: 404 },
  );
}

/** The pages of mails by their number redirect to those by their Message-ID. */
function landingOf(
  entity: CoverEntity | PatchEntity | SeriesEntity,
  path: string,
): string | undefined {
  if (entity.kind === 'Series' || !/^\/(?:patch|cover)\/\d+\/mbox\/$/.test(path)) return undefined;
  const data = entity.at('address');
  return data === undefined ? undefined : landingMboxPath(data);
}
