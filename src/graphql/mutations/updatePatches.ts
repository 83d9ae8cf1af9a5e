import { BadUserInputError } from '../../errors.js';
import type { PatchEntity } from '../../loaders/entities.js';
import { splitMail, type PatchContent } from '../../patchwork/MailHalves.js';
import type { PatchworkClient } from '../../patchwork/PatchworkClient.js';
import { patches, type PatchDetail, type PatchSummary } from '../../patchwork/resources/patch.js';
import { series } from '../../patchwork/resources/series.js';
import type { Scope } from '../../patchwork/Scope.js';
import { updatePatch as writePatch, type PatchChanges } from '../../patchwork/writes/patch.js';
import type { RequestContext } from '../context.js';
import type { MutationResolvers, WriteOutcome } from '../generated/types.js';
import { encodeGlobalId } from '../globalId.js';
import { inTurn } from './inTurn.js';
import { patchChangesFor, patchInputErrors, type PatchInput } from './patchChanges.js';
import {
  failureOf,
  notSent,
  settle,
  settledBy,
  type Settled,
  type UserErrorModel,
} from './userErrors.js';
import { forgetRead, scopeToWrite, writeTarget } from './writeTarget.js';

/** The most objects that one mutation writes. */
const MAX_WRITES = 500;

/** A patch to write. */
interface Target {
  readonly client: PatchworkClient;
  readonly id: number;
}

/** What became of one of many patches. */
interface PatchResult {
  readonly id: string;
  readonly patch: PatchEntity | null;
  readonly outcome: WriteOutcome;
  readonly errors: readonly UserErrorModel[];
}

/** Changes one patch. */
export const updatePatch: NonNullable<MutationResolvers['updatePatch']> = async (
  _root,
  { input },
  context,
) => {
  const { client, id } = writeTarget(input.id, ['Patch'], 'id', context);
  const scope = scopeToWrite(client, context);
  const errors = patchInputErrors(input);
  const { outcome, value, ...rest } =
    errors.length > 0
      ? notSent(errors)
      : await settle<PatchDetail>(async () => {
          const changes = await patchChangesFor(client, input, scope);
          if ('errors' in changes) return notSent(changes.errors);
          return settledBy(await writePatch(client, id, changes, scope));
        });
  forgetRead(context);
  return { patch: patchOf(client, value, context), outcome, errors: rest.errors };
};

/** Changes many patches alike, over several instances. */
export const updatePatches: NonNullable<MutationResolvers['updatePatches']> = async (
  _root,
  { input },
  context,
) => {
  requireWritable(input.ids.length, 'ids');
  const targets = input.ids.map((text) => writeTarget(text, ['Patch'], 'ids', context));
  requireAnyToken(targets, context);
  const results = await writeAll(targets, input, context);
  return {
    results,
    patches: results.flatMap(({ outcome, patch }) =>
      outcome === 'APPLIED' && patch !== null ? [patch] : [],
    ),
    errors: errorsOf(results, 'ids'),
  };
};

/** Changes all patches of a series alike; they are listed anew, since one may have come in. */
export const updateSeriesPatches: NonNullable<MutationResolvers['updateSeriesPatches']> = async (
  _root,
  { input },
  context,
) => {
  const { client, id } = writeTarget(input.series, ['Series'], 'series', context);
  const scope = scopeToWrite(client, context);
  const errors = patchInputErrors(input);
  if (errors.length > 0) return { series: null, results: [], errors };
  const listed = await settle<readonly Target[]>(async () => {
    const params = [['series', String(id)] as const];
    const { rows } = await client.all(patches, { params }, scope);
    const isThere =
      rows.length > 0 || (await client.detail(`series/${String(id)}`, series, scope)) !== null;
    if (isThere) {
      const value = rows.map((row) => ({ client, id: row.id }));
      return { outcome: 'APPLIED', value, errors: [] };
    }
    const message = `${client.name}: there is no such series`;
    return notSent([{ field: ['series'], message, code: 'NOT_FOUND' }]);
  });
  if (listed.value === null) return { series: null, results: [], errors: listed.errors };
  const targets = listed.value;
  requireWritable(Math.max(targets.length, 1), 'series');
  const results = await writeAll(targets, input, context);
  return {
    series: context.store.seriesById(client, id),
    results,
    errors: errorsOf(results, 'patches'),
  };
};

/**
 * Refuses what is too much at once.
 *
 * @throws BadUserInputError
 */
export function requireWritable(count: number, argument: string): void {
  if (count >= 1 && count <= MAX_WRITES) return;
  const problem = count === 0 ? 'is an empty list' : `has ${String(count)} entries`;
  throw new BadUserInputError(
    `${argument} ${problem}; 1 to ${String(MAX_WRITES)} can be written at once`,
    { argument },
  );
}

/**
 * Refuses an operation that cannot write at all.
 *
 * @throws GatewayError UNAUTHENTICATED when there is a token for none of the instances.
 */
export function requireAnyToken(
  targets: readonly { readonly client: PatchworkClient }[],
  context: RequestContext,
): void {
  const [first] = targets;
  const { scope } = context;
  if (targets.some(({ client }) => client.writingScope(scope) !== undefined)) return;
  if (first !== undefined) scopeToWrite(first.client, context);
}

/** Errors of many writes in one list, each with its position. */
export function errorsOf(
  results: readonly { readonly errors: readonly UserErrorModel[] }[],
  list: string,
): readonly UserErrorModel[] {
  return results.flatMap(({ errors }, index) =>
    errors.map((error) => ({ ...error, field: [list, String(index), ...error.field] })),
  );
}

/** Writes the same to many patches, each once. */
async function writeAll(
  targets: readonly Target[],
  input: PatchInput,
  context: RequestContext,
): Promise<readonly PatchResult[]> {
  const inputErrors = patchInputErrors(input);
  const prepared = new Map<PatchworkClient, ReturnType<typeof prepare>>();
  const prepareOnce = (client: PatchworkClient): ReturnType<typeof prepare> => {
    let known = prepared.get(client);
    if (known === undefined) prepared.set(client, (known = prepare(client, input, context)));
    return known;
  };
  const distinct = new Map(targets.map((target) => [keyOf(target), target]));
  const writes = await inTurn([...distinct.values()], async (target) => {
    if (inputErrors.length > 0) return notSent(inputErrors);
    try {
      const { changes, scope } = await prepareOnce(target.client);
      if ('errors' in changes) return notSent(changes.errors);
      return settledBy(await writePatch(target.client, target.id, changes, scope));
    } catch (error) {
      return notSent([failureOf(error)]);
    }
  });
  const byKey = new Map([...distinct.keys()].map((key, index) => [key, writes[index]]));
  forgetRead(context);
  return targets.map((target): PatchResult => {
    const { client, id } = target;
    const settled: Settled<PatchDetail> = byKey.get(keyOf(target)) ?? notSent([]);
    return {
      id: encodeGlobalId({ instance: client.name, type: 'Patch', id }),
      patch: patchOf(client, settled.value, context),
      outcome: settled.outcome,
      errors: settled.errors,
    };
  });
}

async function prepare(
  client: PatchworkClient,
  input: PatchInput,
  context: RequestContext,
): Promise<{
  readonly scope: Scope;
  readonly changes: PatchChanges | { readonly errors: readonly UserErrorModel[] };
}> {
  const scope = scopeToWrite(client, context);
  return { scope, changes: await patchChangesFor(client, input, scope) };
}

function keyOf({ client, id }: Target): string {
  return `${client.name} ${String(id)}`;
}

/** The patch as a write's answer tells it. */
export function patchOf(
  client: PatchworkClient,
  detail: PatchDetail | null,
  { store }: RequestContext,
): PatchEntity | null {
  if (detail === null) return null;
  const { summary, content } = splitMail<PatchSummary, PatchContent>(detail);
  const entity = store.listedPatch(client, summary);
  entity.detail = content;
  return entity;
}
