import type { PatchDetail } from '../../patchwork/resources/patch.js';
import { addRelated } from '../../patchwork/writes/patch.js';
import type { MutationResolvers } from '../generated/types.js';
import { patchNumbers } from './patchNumbers.js';
import { sizeErrors } from './manyWrites.js';
import { patchOf } from './patchChanges.js';
import { leaveRelations, requireRelations } from '../../catalog/writes/relations.js';
import {
  invalid,
  notApplied,
  withUserErrors,
  toMutationResult,
} from '../../catalog/writes/mutationResult.js';
import { forgetRead, scopeToWrite, writeTarget } from './writeTarget.js';

/** Relates patches to one another, and shows the set as it is then. */
export const addRelatedPatches: NonNullable<MutationResolvers['addRelatedPatches']> = async (
  _root,
  { input },
  context,
) => {
  const { client, id } = writeTarget(input.id, ['Patch'], 'id', context);
  const scope = scopeToWrite(client, context);
  const wrongSize = sizeErrors(input.related.length, 'related');
  const related = patchNumbers(client, input.related, 'related', context);
  const { value, outcome, errors } = await withUserErrors<PatchDetail>(async () => {
    const itself = input.related.flatMap((one, index) =>
      one === input.id
        ? [invalid(['related', String(index)], 'this is the patch of `id` itself')]
        : [],
    );
    const mistakes = [...wrongSize, ...related.errors, ...itself];
    if (mistakes.length > 0) return notApplied(mistakes);
    await requireRelations(client);
    return toMutationResult(await addRelated(client, id, [...new Set(related.ids)], scope), ['id']);
  });
  forgetRead(context);
  return { patch: patchOf(client, value, context), outcome, errors };
};

/** Takes patches out of the set they are in. */
export const removeRelatedPatches: NonNullable<MutationResolvers['removeRelatedPatches']> = async (
  _root,
  { input },
  context,
) => {
  const { client, id } = writeTarget(input.id, ['Patch'], 'id', context);
  const scope = scopeToWrite(client, context);
  const wrongSize = input.related == null ? [] : sizeErrors(input.related.length, 'related');
  const asked = patchNumbers(client, input.related ?? [input.id], 'related', context);
  const { value, outcome, errors } = await withUserErrors<PatchDetail>(async () => {
    const mistakes = [...wrongSize, ...asked.errors];
    if (mistakes.length > 0) return notApplied(mistakes);
    await requireRelations(client);
    const fieldOf = (index: number): readonly string[] =>
      input.related == null ? ['id'] : ['related', String(index)];
    return await leaveRelations(client, id, asked.ids, fieldOf, scope);
  });
  forgetRead(context);
  return { patch: patchOf(client, value, context), outcome, errors };
};
