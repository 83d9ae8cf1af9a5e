import { NotSupportedError, UpstreamError } from '../../errors.js';
import { findTokenOwner } from '../../patchwork/findTokenOwner.js';
import { names } from '../../patchwork/names.js';
import type { PatchworkClient } from '../../patchwork/PatchworkClient.js';
import { bundle as bundleShape, type Bundle } from '../../patchwork/resources/bundle.js';
import type { Scope } from '../../patchwork/Scope.js';
import { capabilitiesOf } from '../../patchwork/versions.js';
import {
  createBundle,
  findBundles,
  readBundleOrder,
  type BundleChanges,
} from '../../patchwork/writes/bundle.js';
import {
  invalid,
  notApplied,
  toMutationResult,
  textErrors,
  type MutationResult,
  type UserErrorModel,
} from './mutationResult.js';

/** As `patchwork/models.py` bounds a bundle's name. */
const MAX_NAME_LENGTH = 50;

/**
 * Makes a bundle, unless the caller has another one of its name. Costs 2 requests, and more where others
 * use the name.
 *
 * @throws GatewayError when the server does not answer a read that must come first.
 */
export async function makeBundle(
  client: PatchworkClient,
  made: Parameters<typeof createBundle>[1],
  scope: Scope,
): Promise<MutationResult<Bundle>> {
  const { name } = made;
  const namesakes = await findBundles(client, name, undefined, scope);
  if (await hasOwn(client, namesakes, scope)) return notApplied([nameIsTaken(client, name)]);
  const ids = new Set(namesakes.map(({ id }) => id));
  return toMutationResult(await createBundle(client, made, ids, scope), []);
}

/**
 * Completes the changes of a bundle with reads that must come first: patches that stay keep their order.
 *
 * @throws GatewayError when the server cannot answer, or where the order cannot be read.
 */
export async function prepareBundleUpdate(
  client: PatchworkClient,
  id: number,
  changes: BundleChanges,
  added: readonly number[],
  removed: readonly number[],
  scope: Scope,
): Promise<BundleChanges | { readonly errors: readonly UserErrorModel[] }> {
  const { name } = changes;
  if (name === undefined && added.length === 0 && removed.length === 0) return changes;
  const stored = await client.detail(names.of('bundles', id), bundleShape, scope);
  if (stored === null) {
    const message = `${client.name}: the bundle was not found, or is private to another user`;
    return { errors: [{ field: ['id'], message, code: 'NOT_FOUND' }] };
  }
  if (name !== undefined && name !== stored.name) {
    const namesakes = await findBundles(client, name, stored.owner?.id, scope);
    const others = namesakes.filter((row) => row.id !== id && row.owner?.id === stored.owner?.id);
    if (others.length > 0) return { errors: [nameIsTaken(client, name)] };
  }
  if (added.length === 0 && removed.length === 0) return changes;
  const order = await readBundleOrder(client, stored, scope);
  if (order === null) {
    throw new UpstreamError(
      'UPSTREAM_BAD_RESPONSE',
      'the order of the bundle cannot be read from its mbox; pass all its patches in `patches`',
      { instance: client.name, request: `bundle ${String(id)}` },
    );
  }
  const there = new Set(order);
  const missing = removed.flatMap((one, index) =>
    there.has(one)
      ? []
      : [invalid(['removePatches', String(index)], 'this patch is not in the bundle')],
  );
  if (missing.length > 0) return { errors: missing };
  const leaving = new Set(removed);
  const patches = [...new Set([...order.filter((one) => !leaving.has(one)), ...added])];
  return { ...changes, patches };
}

/**
 * Problems with the name of a bundle. Patchwork stores them all, but a name is part of the bundle's address: with a slash every list of
 * bundles is a 500 from then on, for everybody, dots alone lead elsewhere, and with a line break its
 * mbox is a 500, which has the name in a header.
 */
export function bundleNameErrors(name: string): readonly UserErrorModel[] {
  if (name === '') return [invalid('name', 'a bundle must have a name')];
  if (name.includes('/')) {
    return [
      invalid('name', 'a slash is not allowed, because Patchwork could no longer show any bundle'),
    ];
  }
  if (name === '.' || name === '..') {
    return [invalid('name', 'a name of only dots is not allowed, because it would have no URL')];
  }
  if (Array.from(name).length > MAX_NAME_LENGTH) {
    return [invalid('name', `${String(MAX_NAME_LENGTH)} characters are the maximum`)];
  }
  return textErrors({ name });
}

/** A name that the owner has used is a 500, and nothing says why. */
function nameIsTaken(client: PatchworkClient, name: string): UserErrorModel {
  const message = `${client.name}: you already have a bundle named "${name}"`;
  return { field: ['name'], message, code: 'CONFLICT' };
}

/** Whether one of these bundles is the caller's: others may use the same name. */
async function hasOwn(
  client: PatchworkClient,
  found: readonly Bundle[],
  scope: Scope,
): Promise<boolean> {
  if (found.length === 0) return false;
  // Only one's own private bundles are shown.
  if (found.some((row) => row.public === false)) return true;
  const caller = await findTokenOwner(client, scope);
  return found.some((row) => row.owner?.id === caller?.id);
}

/** @throws NotSupportedError where bundles can only be read. */
export async function requireWritableBundles(client: PatchworkClient): Promise<void> {
  const version = await client.version();
  if (capabilitiesOf(version).bundlesWritable) return;
  throw new NotSupportedError(
    client.name,
    `writing bundles requires API 1.2; this server has ${version}`,
  );
}
