import type { CheckEntity } from '../../catalog/kinds/check.js';
import type { PatchworkClient } from '../../patchwork/PatchworkClient.js';
import type { Check } from '../../patchwork/resources/check.js';
import { createCheck as writeCheck } from '../../patchwork/writes/check.js';
import type { RequestContext } from '../context.js';
import type { CreateCheckInput, MutationResolvers } from '../generated/types.js';
import { toCheckWord } from '../listFilters.js';
import { writeEach } from '../../catalog/writes/writeEach.js';
import { errorsOf, requireAnyToken, sizeErrors } from './manyWrites.js';
import {
  failureOf,
  invalid,
  notApplied,
  withUserErrors,
  toMutationResult,
  textErrors,
  type MutationResult,
  type UserErrorModel,
} from '../../catalog/writes/mutationResult.js';
import { forgetRead, listedTarget, scopeToWrite, writeTarget } from './writeTarget.js';

/** Records one test result. */
export const createCheck: NonNullable<MutationResolvers['createCheck']> = async (
  _root,
  { input },
  context,
) => {
  const { client, id } = writeTarget(input.patch, ['Patch'], 'patch', context);
  const { value, outcome, errors } = await withUserErrors(() => send(client, id, input, context));
  forgetRead(context);
  return { check: checkOf(client, id, value, context), outcome, errors };
};

/** Records many test results, on several instances. */
export const createChecks: NonNullable<MutationResolvers['createChecks']> = async (
  _root,
  { input },
  context,
) => {
  const wrongSize = sizeErrors(input.checks.length, 'checks');
  if (wrongSize.length > 0) return { results: [], checks: [], errors: wrongSize };
  const listed = input.checks.map((check) => ({
    check,
    ...listedTarget(check.patch, ['Patch'], 'checks', ['patch'], context),
  }));
  const targets = listed.flatMap((one) =>
    'target' in one ? [{ ...one.target, check: one.check }] : [],
  );
  requireAnyToken(targets, context);
  const sent = await writeEach(targets, async ({ client, id, check }) => {
    try {
      return await send(client, id, check, context);
    } catch (error) {
      return notApplied([failureOf(error)]);
    }
  });
  forgetRead(context);
  const written = sent.values();
  const results = listed.map((one) => {
    const patchId = one.check.patch;
    if ('error' in one) return { patchId, check: null, ...notApplied([one.error]) };
    const { client, id } = one.target;
    const { value, outcome, errors } = written.next().value ?? notApplied([]);
    return { patchId, check: checkOf(client, id, value, context), outcome, errors };
  });
  return {
    results,
    checks: results.flatMap(({ check }) => check ?? []),
    errors: errorsOf(results, 'checks'),
  };
};

async function send(
  client: PatchworkClient,
  patchId: number,
  input: CreateCheckInput,
  context: RequestContext,
): Promise<MutationResult<Check>> {
  const scope = scopeToWrite(client, context);
  const { state, description, targetUrl } = input;
  const name = input.context ?? 'default';
  const errors = [
    ...contextErrors(name),
    ...textErrors({ targetUrl }),
    // The only text that may have several lines (`Check.description` of `patchwork/models.py`).
    ...textErrors({ description }, 'LINES_AND_TABS'),
  ];
  if (errors.length > 0) return notApplied(errors);
  const check = {
    state: toCheckWord(state),
    context: name,
    ...(description != null && { description }),
    ...(targetUrl != null && { target_url: targetUrl }),
  };
  return toMutationResult(await writeCheck(client, patchId, check, scope), ['patch']);
}

/** Patchwork accepts a slug; `netdev/apply` is a name that other forges accept. */
function contextErrors(name: string): readonly UserErrorModel[] {
  if (/^[-\w]{1,255}$/.test(name)) return [];
  const words = 'a context consists of letters, digits, dashes and underscores, at most 255';
  const proposal = name
    .replaceAll(/[^-\w]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 255);
  return [invalid('context', proposal === '' ? words : `${words}, for example "${proposal}"`)];
}

function checkOf(
  client: PatchworkClient,
  patchId: number,
  check: Check | null,
  { store }: RequestContext,
): CheckEntity | null {
  return check === null ? null : store.checks.addDetail(store.patches.get(client, patchId), check);
}
