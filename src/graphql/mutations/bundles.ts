import { NotSupportedError, UpstreamError } from '../../errors.js';
import type { BundleEntity } from '../../catalog/operation/entities.js';
import { findTokenOwner } from '../../patchwork/findTokenOwner.js';
import type { PatchworkClient } from '../../patchwork/PatchworkClient.js';
import { bundle as bundleShape, type Bundle } from '../../patchwork/resources/bundle.js';
import type { Scope } from '../../patchwork/Scope.js';
import { capabilitiesOf } from '../../patchwork/versions.js';
import {
  createBundle as writeNewBundle,
  deleteBundle as writeDeletion,
  findBundles,
  readBundleOrder,
  updateBundle as writeBundle,
  type BundleChanges,
} from '../../patchwork/writes/bundle.js';
import type { RequestContext } from '../context.js';
import type { MutationResolvers, UpdateBundleInput } from '../generated/types.js';
import { patchNumbers } from './patchNumbers.js';
import {
  invalid,
  notSent,
  settle,
  settledBy,
  textErrors,
  type UserErrorModel,
} from './userErrors.js';
import { forgetRead, scopeToWrite, writeTarget } from './writeTarget.js';

/** As `patchwork/models.py` bounds a bundle's name. */
const MAX_NAME_LENGTH = 50;

/** Makes a bundle, unless its name would be a 500 or break the list of bundles. */
export const createBundle: NonNullable<MutationResolvers['createBundle']> = async (
  _root,
  { input },
  context,
) => {
  const [first] = input.patches;
  if (first === undefined) {
    // No patch, no instance: there is nobody to ask whether the rest is right.
    const mistakes = [invalid('patches', 'this is an empty list; a bundle has at least one patch')];
    const errors = [...nameErrors(input.name.trim()), ...mistakes];
    return { bundle: null, outcome: 'NOT_APPLIED', errors };
  }
  const { client } = writeTarget(first, ['Patch'], 'patches', context);
  const scope = scopeToWrite(client, context);
  const patches = patchNumbers(client, input.patches, 'patches', context);
  const { value, outcome, errors } = await settle<Bundle>(async () => {
    await requireWritableBundles(client);
    const name = input.name.trim();
    const mistakes = [...nameErrors(name), ...patches.errors];
    if (mistakes.length > 0) return notSent(mistakes);
    const namesakes = await findBundles(client, name, undefined, scope);
    if (await hasOwn(client, namesakes, scope)) return notSent([nameIsTaken(client, name)]);
    const ids = new Set(namesakes.map(({ id }) => id));
    const made = { name, patches: patches.ids, public: input.public ?? false };
    return settledBy(await writeNewBundle(client, made, ids, scope));
  });
  forgetRead(context);
  return { bundle: bundleOf(client, value, patches.ids, context), outcome, errors };
};

/** Changes a bundle; patches that stay keep their order. */
export const updateBundle: NonNullable<MutationResolvers['updateBundle']> = async (
  _root,
  { input },
  context,
) => {
  const { client, id } = writeTarget(input.id, ['Bundle'], 'id', context);
  const scope = scopeToWrite(client, context);
  const patches = patchNumbers(client, input.patches ?? [], 'patches', context);
  const added = patchNumbers(client, input.addPatches ?? [], 'addPatches', context);
  const removed = patchNumbers(client, input.removePatches ?? [], 'removePatches', context);
  let order: readonly number[] | undefined;
  const { value, outcome, errors } = await settle<Bundle>(async () => {
    await requireWritableBundles(client);
    const mistakes = [...inputErrors(input), ...patches.errors, ...added.errors, ...removed.errors];
    if (mistakes.length > 0) return notSent(mistakes);
    const rest = {
      ...(input.name != null && { name: input.name.trim() }),
      ...(input.public != null && { public: input.public }),
      ...(input.patches != null && { patches: patches.ids }),
    };
    const prepared = await prepareUpdate(client, id, rest, added.ids, removed.ids, scope);
    if ('errors' in prepared) return notSent(prepared.errors);
    const names = input.removePatches == null ? {} : { patches: 'removePatches' };
    order = prepared.patches;
    return settledBy(
      await writeBundle(client, id, prepared, scope),
      input.addPatches == null ? names : { patches: 'addPatches' },
    );
  });
  forgetRead(context);
  return { bundle: bundleOf(client, value, order, context), outcome, errors };
};

/** Deletes a bundle. */
export const deleteBundle: NonNullable<MutationResolvers['deleteBundle']> = async (
  _root,
  { input },
  context,
) => {
  const { client, id } = writeTarget(input.id, ['Bundle'], 'id', context);
  const scope = scopeToWrite(client, context);
  const { outcome, errors } = await settle<null>(async () => {
    await requireWritableBundles(client);
    return settledBy(await writeDeletion(client, id, scope));
  });
  forgetRead(context);
  return { deletedId: outcome === 'APPLIED' ? input.id : null, outcome, errors };
};

/** Completes the changes of a bundle by what has to be read first. */
async function prepareUpdate(
  client: PatchworkClient,
  id: number,
  changes: BundleChanges,
  added: readonly number[],
  removed: readonly number[],
  scope: Scope,
): Promise<BundleChanges | { readonly errors: readonly UserErrorModel[] }> {
  const { name } = changes;
  if (name === undefined && added.length === 0 && removed.length === 0) return changes;
  const stored = await client.detail(`bundles/${String(id)}`, bundleShape, scope);
  if (stored === null) {
    const message = `${client.name}: there is no such bundle, or it is private to somebody else`;
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
      'the order of the bundle cannot be read from its mbox; give all its patches by `patches`',
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

function inputErrors(input: UpdateBundleInput): readonly UserErrorModel[] {
  const { name, public: isPublic, patches, addPatches, removePatches } = input;
  const given = [name, isPublic, patches, addPatches, removePatches];
  if (given.every((value) => value === undefined)) {
    return [{ field: [], message: 'there is nothing to change', code: 'INVALID' }];
  }
  const errors: UserErrorModel[] = [];
  if (name === null) errors.push(invalid('name', 'a bundle has a name; leave it out to keep it'));
  else if (name !== undefined) errors.push(...nameErrors(name.trim()));
  if (isPublic === null) errors.push(invalid('public', 'true or false; leave it out to keep it'));
  if (patches === null || patches?.length === 0) {
    errors.push(invalid('patches', 'a bundle cannot be emptied; delete it instead'));
  }
  if (patches != null && (addPatches != null || removePatches != null)) {
    errors.push(invalid('patches', 'give either all patches, or those to add and to remove'));
  }
  if (addPatches?.some((one) => removePatches?.includes(one))) {
    errors.push(invalid('removePatches', 'the same patch is to be added and removed'));
  }
  return errors;
}

/**
 * Patchwork stores them all, but a name is part of the bundle's address: with a slash every list of
 * bundles is a 500 from then on, for everybody, dots alone lead elsewhere, and with a line break its
 * mbox is a 500, which has the name in a header.
 */
function nameErrors(name: string): readonly UserErrorModel[] {
  if (name === '') return [invalid('name', 'a bundle has a name')];
  if (name.includes('/')) {
    return [invalid('name', 'no slash: Patchwork could not show any bundle any more')];
  }
  if (name === '.' || name === '..') {
    return [invalid('name', 'not dots alone: no address would lead to the bundle')];
  }
  if (Array.from(name).length > MAX_NAME_LENGTH) {
    return [invalid('name', `${String(MAX_NAME_LENGTH)} characters at most`)];
  }
  return textErrors({ name });
}

/** A name that the owner has used is a 500, and nothing says why. */
function nameIsTaken(client: PatchworkClient, name: string): UserErrorModel {
  const message = `${client.name}: you have another bundle of the name "${name}"`;
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

async function requireWritableBundles(client: PatchworkClient): Promise<void> {
  const version = await client.version();
  if (capabilitiesOf(version).bundlesWritable) return;
  throw new NotSupportedError(client.name, `writing bundles needs API 1.2, this is ${version}`);
}

/** @param order numbers of the patches as they were written: the answer has them by date. */
function bundleOf(
  client: PatchworkClient,
  bundle: Bundle | null,
  order: readonly number[] | undefined,
  { readers, store }: RequestContext,
): BundleEntity | null {
  if (bundle === null) return null;
  const entity = store.bundle(client, bundle);
  if (order !== undefined) readers.bundleOrder.prime(entity, order);
  return entity;
}
