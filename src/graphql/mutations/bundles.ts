import type { BundleEntity } from '../../catalog/kinds/bundle.js';
import type { PatchworkClient } from '../../patchwork/PatchworkClient.js';
import type { Bundle } from '../../patchwork/resources/bundle.js';
import {
  deleteBundle as writeDeletion,
  updateBundle as writeBundle,
} from '../../patchwork/writes/bundle.js';
import {
  bundleNameErrors,
  makeBundle,
  prepareBundleUpdate,
  requireWritableBundles,
} from '../../catalog/writes/bundles.js';
import { stripBlanks } from '../../stripBlanks.js';
import type { RequestContext } from '../context.js';
import type {
  CreateBundleInput,
  MutationResolvers,
  UpdateBundleInput,
} from '../generated/types.js';
import { patchNumbers } from './patchNumbers.js';
import {
  invalid,
  notApplied,
  withUserErrors,
  toMutationResult,
  type UserErrorModel,
} from '../../catalog/writes/mutationResult.js';
import { forgetRead, listedTarget, scopeToWrite, writeTarget } from './writeTarget.js';

/** Makes a bundle, unless its name would be a 500 or break the list of bundles. */
export const createBundle: NonNullable<MutationResolvers['createBundle']> = async (
  _root,
  { input },
  context,
) => {
  const client = instanceOf(input.patches, context);
  if (client === undefined) {
    // No patch, no instance: there is nobody to ask whether the rest is right.
    return { bundle: null, outcome: 'NOT_APPLIED', errors: patchlessErrors(input, context) };
  }
  const scope = scopeToWrite(client, context);
  const patches = patchNumbers(client, input.patches, 'patches', context);
  const ids = [...new Set(patches.ids)];
  const { value, outcome, errors } = await withUserErrors<Bundle>(async () => {
    await requireWritableBundles(client);
    const name = stripBlanks(input.name);
    const mistakes = [...bundleNameErrors(name), ...patches.errors];
    if (mistakes.length > 0) return notApplied(mistakes);
    const made = { name, patches: ids, public: input.public ?? false };
    return await makeBundle(client, made, scope);
  });
  forgetRead(context);
  return { bundle: bundleOf(client, value, ids, context), outcome, errors };
};

/** The instance of the first patch that has one. */
function instanceOf(
  patches: readonly string[],
  context: RequestContext,
): PatchworkClient | undefined {
  for (const text of patches) {
    const listed = listedTarget(text, ['Patch'], 'patches', [], context);
    if ('target' in listed) return listed.target.client;
  }
  return undefined;
}

/** Problems with a bundle of which no patch is known. */
function patchlessErrors(
  { name, patches }: CreateBundleInput,
  context: RequestContext,
): readonly UserErrorModel[] {
  const none = invalid('patches', 'the list is empty; a bundle needs at least one patch');
  const wrong = patches.flatMap((text, index) => {
    const listed = listedTarget(text, ['Patch'], 'patches', ['patches', String(index)], context);
    return 'error' in listed ? [listed.error] : [];
  });
  return [...bundleNameErrors(stripBlanks(name)), ...(patches.length === 0 ? [none] : wrong)];
}

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
  const { value, outcome, errors } = await withUserErrors<Bundle>(async () => {
    await requireWritableBundles(client);
    const mistakes = [...inputErrors(input), ...patches.errors, ...added.errors, ...removed.errors];
    if (mistakes.length > 0) return notApplied(mistakes);
    const rest = {
      ...(input.name != null && { name: stripBlanks(input.name) }),
      ...(input.public != null && { public: input.public }),
      ...(input.patches != null && { patches: [...new Set(patches.ids)] }),
    };
    const prepared = await prepareBundleUpdate(client, id, rest, added.ids, removed.ids, scope);
    if ('errors' in prepared) return notApplied(prepared.errors);
    const names = input.removePatches == null ? {} : { patches: 'removePatches' };
    order = prepared.patches;
    return toMutationResult(
      await writeBundle(client, id, prepared, scope),
      ['id'],
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
  const { outcome, errors } = await withUserErrors<null>(async () => {
    await requireWritableBundles(client);
    return toMutationResult(await writeDeletion(client, id, scope), ['id']);
  });
  forgetRead(context);
  return { deletedId: outcome === 'APPLIED' ? input.id : null, outcome, errors };
};

function inputErrors(input: UpdateBundleInput): readonly UserErrorModel[] {
  const { name, public: isPublic, patches, addPatches, removePatches } = input;
  const given = [name, isPublic, patches, addPatches, removePatches];
  if (given.every((value) => value === undefined)) {
    return [{ field: [], message: 'nothing to change', code: 'INVALID' }];
  }
  const errors: UserErrorModel[] = [];
  if (name === null)
    errors.push(invalid('name', 'a bundle needs a name; omit it to keep the name'));
  else if (name !== undefined) errors.push(...bundleNameErrors(stripBlanks(name)));
  if (isPublic === null)
    errors.push(invalid('public', 'must be true or false; omit it to keep the value'));
  if (patches === null || patches?.length === 0) {
    errors.push(invalid('patches', 'a bundle cannot be emptied; delete it instead'));
  }
  if (patches != null && (addPatches != null || removePatches != null)) {
    errors.push(invalid('patches', 'pass either patches, or addPatches and removePatches'));
  }
  if (addPatches?.some((one) => removePatches?.includes(one))) {
    errors.push(invalid('removePatches', 'the same patch is in addPatches and removePatches'));
  }
  return errors;
}

/** @param order numbers of the patches as they were written: the answer has them by date. */
function bundleOf(
  client: PatchworkClient,
  bundle: Bundle | null,
  order: readonly number[] | undefined,
  { readers, store }: RequestContext,
): BundleEntity | null {
  if (bundle === null) return null;
  const entity = store.bundles.addDetail(client, bundle);
  if (order !== undefined) readers.bundleOrder.prime(entity, order);
  return entity;
}
