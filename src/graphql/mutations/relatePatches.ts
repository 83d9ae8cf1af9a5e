import { NotSupportedError } from '../../errors.js';
import type { PatchworkClient } from '../../patchwork/PatchworkClient.js';
import { patchDetail, type PatchDetail } from '../../patchwork/resources/patch.js';
import type { Scope } from '../../patchwork/Scope.js';
import { capabilitiesOf } from '../../patchwork/versions.js';
import { addRelated, leaveRelation } from '../../patchwork/writes/patch.js';
import type { MutationResolvers } from '../generated/types.js';
import { patchNumbers } from './patchNumbers.js';
import { patchOf, sizeErrors } from './updatePatches.js';
import { failureOf, invalid, notSent, settle, settledBy, type Settled } from './userErrors.js';
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
  const { value, outcome, errors } = await settle<PatchDetail>(async () => {
    const mistakes = [...wrongSize, ...related.errors];
    if (mistakes.length > 0) return notSent(mistakes);
    await requireRelations(client);
    return settledBy(await addRelated(client, id, related.ids, scope));
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
  const { value, outcome, errors } = await settle<PatchDetail>(async () => {
    const mistakes = [...wrongSize, ...asked.errors];
    if (mistakes.length > 0) return notSent(mistakes);
    await requireRelations(client);
    return await removeAll(client, id, asked.ids, scope);
  });
  forgetRead(context);
  return { patch: patchOf(client, value, context), outcome, errors };
};

/** Takes patches out one after another: Patchwork takes out only the one that is written. */
async function removeAll(
  client: PatchworkClient,
  id: number,
  asked: readonly number[],
  scope: Scope,
): Promise<Settled<PatchDetail>> {
  const read = async (): Promise<PatchDetail | null> =>
    await client.detail(`patches/${String(id)}`, patchDetail, scope);
  const before = await read();
  if (before === null) {
    const message = `${client.name}: there is no such patch`;
    return notSent([{ field: ['id'], message, code: 'NOT_FOUND' }]);
  }
  const members = new Set([id, ...(before.related ?? []).map((other) => other.id)]);
  const strangers = asked.flatMap((one, index) =>
    members.has(one)
      ? []
      : [invalid(['related', String(index)], 'this patch is not related to the patch of `id`')],
  );
  if (strangers.length > 0) return notSent(strangers);
  const written: Settled<PatchDetail>[] = [];
  for (const one of new Set(asked)) {
    try {
      written.push(settledBy(await leaveRelation(client, one, scope)));
    } catch (error) {
      written.push(notSent([failureOf(error)]));
    }
  }
  const errors = written.flatMap((one, index) =>
    one.errors.map((error) => ({ ...error, field: ['related', String(index), ...error.field] })),
  );
  const outcomes = written.map(({ outcome }) => outcome);
  return {
    outcome: outcomes.includes('UNKNOWN')
      ? 'UNKNOWN'
      : outcomes.includes('NOT_APPLIED')
        ? 'NOT_APPLIED'
        : 'APPLIED',
    value: await read().catch(() => null),
    errors,
  };
}

async function requireRelations(client: PatchworkClient): Promise<void> {
  if (capabilitiesOf(await client.version()).relatedPatches) return;
  throw new NotSupportedError(client.name, 'related patches are shown from API 1.2 on only');
}
