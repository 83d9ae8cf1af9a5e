import type { PatchworkClient } from '../../patchwork/PatchworkClient.js';
import { isReadAsId } from '../../patchwork/isReadAsId.js';
import { bundles, type Bundle } from '../../patchwork/resources/bundle.js';
import { refuseUnreadable } from '../../patchwork/shape.js';
import type { BundleEntity } from '../kinds/bundle.js';
import type { Operation } from '../operation/Operation.js';

/**
 * A user's bundle by its name. Costs 1 request per 250 bundles of the user.
 *
 * @param owner login name.
 * @returns null when it is absent or hidden.
 * @throws GatewayError when the server cannot answer, or where an unreadable row may have been it.
 */
export async function findBundle(
  client: PatchworkClient,
  owner: string,
  name: string,
  { scope, store }: Operation,
): Promise<BundleEntity | null> {
  const params = isReadAsId(owner) ? [] : [['owner', owner] as const];
  const { rows, unreadable } = await client.lists.all(bundles, { params }, scope);
  const isOwn = (row: Bundle): boolean =>
    row.owner?.username?.toLowerCase() === owner.toLowerCase();
  const found = rows.find((row) => row.name === name && isOwn(row));
  if (found !== undefined) return store.bundles.addDetail(client, found);
  refuseUnreadable(unreadable);
  return null;
}

/**
 * All bundles of a user. Costs 1 request per 250 of them.
 *
 * @throws GatewayError when the server cannot answer, or where a row cannot be read.
 */
export async function bundlesOf(
  client: PatchworkClient,
  ownerId: number,
  { scope, store }: Operation,
): Promise<readonly BundleEntity[]> {
  const request = { params: [['owner', String(ownerId)] as const] };
  const { rows, unreadable } = await client.lists.all(bundles, request, scope);
  refuseUnreadable(unreadable);
  return rows.map((row) => store.bundles.addDetail(client, row));
}
