import { NotSupportedError } from '../../errors.js';
import { names } from '../../patchwork/names.js';
import type { PatchworkClient } from '../../patchwork/PatchworkClient.js';
import { patchDetail, type PatchDetail } from '../../patchwork/resources/patch.js';
import type { Scope } from '../../patchwork/Scope.js';
import { capabilitiesOf } from '../../patchwork/versions.js';
import { leaveRelation } from '../../patchwork/writes/patch.js';
import {
  failureOf,
  invalid,
  notApplied,
  toMutationResult,
  type MutationResult,
} from './mutationResult.js';

/**
 * Removes patches from the set of another, one after another: Patchwork removes only the one that is
 * written. Costs 2 requests beside the writes.
 *
 * @throws GatewayError when the patch cannot be read first.
 */
export async function leaveRelations(
  client: PatchworkClient,
  id: number,
  asked: readonly number[],
  fieldOf: (index: number) => readonly string[],
  scope: Scope,
): Promise<MutationResult<PatchDetail>> {
  const read = async (): Promise<PatchDetail | null> =>
    await client.detail(names.of('patches', id), patchDetail, scope);
  const before = await read();
  if (before === null) {
    const message = `${client.name}: the patch was not found`;
    return notApplied([{ field: ['id'], message, code: 'NOT_FOUND' }]);
  }
  const members = new Set([id, ...(before.related ?? []).map((other) => other.id)]);
  const unrelated = asked.flatMap((one, index) =>
    members.has(one)
      ? []
      : [invalid(fieldOf(index), 'this patch is not related to the patch of `id`')],
  );
  if (unrelated.length > 0) return notApplied(unrelated);
  const distinct = [...new Set(asked)];
  const written: MutationResult<PatchDetail>[] = [];
  for (const one of distinct) {
    try {
      written.push(toMutationResult(await leaveRelation(client, one, scope), []));
    } catch (error) {
      written.push(notApplied([failureOf(error)]));
    }
  }
  const errors = written.flatMap((one, index) => {
    const place = fieldOf(asked.indexOf(distinct[index] ?? 0));
    return one.errors.map((error) => ({ ...error, field: [...place, ...error.field] }));
  });
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

/** @throws NotSupportedError where relations are not shown. */
export async function requireRelations(client: PatchworkClient): Promise<void> {
  if (capabilitiesOf(await client.version()).relatedPatches) return;
  throw new NotSupportedError(client.name, 'related patches require API 1.2');
}
