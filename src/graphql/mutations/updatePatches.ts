import { BadUserInputError } from '../../errors.js';
import { patchNumbersOf } from '../../catalog/lookups/patchNumbersOf.js';
import type { PatchEntity } from '../../catalog/kinds/patch.js';
import type { PatchworkClient } from '../../patchwork/PatchworkClient.js';
import type { PatchDetail } from '../../patchwork/resources/patch.js';
import type { Scope } from '../../patchwork/Scope.js';
import { updatePatch as writePatch, type PatchChanges } from '../../patchwork/writes/patch.js';
import type { RequestContext } from '../context.js';
import type {
  MutationResolvers,
  UpdatePatchesEntry,
  UpdatePatchesInput,
  WriteOutcome,
} from '../generated/types.js';
import { encodeGlobalId } from '../globalId.js';
import { writeEach } from '../../catalog/writes/writeEach.js';
import { errorsOf, requireAnyToken, sizeErrors } from './manyWrites.js';
import { patchChangesFor, patchInputErrors, patchOf, type PatchInput } from './patchChanges.js';
import {
  failureOf,
  invalid,
  notApplied,
  withUserErrors,
  toMutationResult,
  type MutationResult,
  type UserErrorModel,
} from '../../catalog/writes/mutationResult.js';
import { forgetRead, listedTarget, scopeToWrite, writeTarget } from './writeTarget.js';

/** A patch to write. */
interface Target {
  readonly client: PatchworkClient;
  readonly id: number;
  /** The commit of this patch, where it has one of its own. */
  readonly commitRef?: string | null | undefined;
}

/** Outcome for one of many patches. */
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
      ? notApplied(errors)
      : await withUserErrors<PatchDetail>(async () => {
          const changes = await patchChangesFor(client, input, scope);
          if ('errors' in changes) return notApplied(changes.errors);
          return toMutationResult(await writePatch(client, id, changes, scope), ['id']);
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
  const [list, entries] = entriesOf(input);
  const wrongSize = sizeErrors(entries.length, list);
  if (wrongSize.length > 0) return { results: [], patches: [], errors: wrongSize };
  // An entry of `patches` has its id in a field.
  const field = list === 'patches' ? ['id'] : [];
  const listed = entries.map(({ id, commitRef }) => ({
    id,
    commitRef,
    ...listedTarget(id, ['Patch'], list, field, context),
  }));
  const targets = listed.flatMap((one) =>
    'target' in one ? [{ ...one.target, commitRef: one.commitRef }] : [],
  );
  requireAnyToken(targets, context);
  const written = (await writeAll(targets, input, field, context)).values();
  const results = listed.map((one): PatchResult =>
    'error' in one
      ? { id: one.id, patch: null, outcome: 'NOT_APPLIED', errors: [one.error] }
      : (written.next().value ?? { id: one.id, patch: null, outcome: 'UNKNOWN', errors: [] }),
  );
  return {
    results,
    patches: results.flatMap(({ outcome, patch }) =>
      outcome === 'APPLIED' && patch !== null ? [patch] : [],
    ),
    errors: errorsOf(results, list),
  };
};

/**
 * The patches to write, and the field that names them.
 *
 * @throws BadUserInputError unless there is exactly one such field.
 */
function entriesOf({
  ids,
  patches,
}: UpdatePatchesInput): readonly ['ids' | 'patches', readonly UpdatePatchesEntry[]] {
  if (ids != null && patches == null) return ['ids', ids.map((id) => ({ id }))];
  if (patches != null && ids == null) return ['patches', patches];
  throw new BadUserInputError(
    'updatePatches: pass either ids or patches (with a commit for each)',
    { argument: 'input' },
  );
}

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
  const listed = await withUserErrors<readonly Target[]>(async () => {
    const numbers = await patchNumbersOf(client, id, scope);
    if (numbers !== null) {
      const value = numbers.map((number) => ({ client, id: number }));
      return { outcome: 'APPLIED', value, errors: [] };
    }
    const message = `${client.name}: the series was not found`;
    return notApplied([{ field: ['series'], message, code: 'NOT_FOUND' }]);
  });
  if (listed.value === null) return { series: null, results: [], errors: listed.errors };
  const targets = listed.value;
  const wrongSize = sizeErrors(Math.max(targets.length, 1), 'series');
  if (wrongSize.length > 0) return { series: null, results: [], errors: wrongSize };
  const results = await writeAll(targets, input, [], context);
  return {
    series: context.store.series.get(client, id),
    results,
    errors: errorsOf(results, 'patches'),
  };
};

/** Changes to one of many patches. */
function inputFor({ commitRef }: Target, input: PatchInput): PatchInput {
  return commitRef === undefined ? input : { ...input, commitRef };
}

/** Problems with one of many patches before a server is asked. */
function targetErrors(
  target: Target,
  input: PatchInput,
  commits: ReadonlySet<string | null | undefined>,
): readonly UserErrorModel[] {
  const errors = patchInputErrors(inputFor(target, input));
  if (commits.size < 2) return errors;
  return [...errors, invalid('commitRef', 'this patch is given twice with different commits')];
}

/**
 * Writes to many patches, each once.
 *
 * @param field where an entry of the input has the id of its patch.
 */
async function writeAll(
  targets: readonly Target[],
  input: PatchInput,
  field: readonly string[],
  context: RequestContext,
): Promise<readonly PatchResult[]> {
  const prepared = new Map<PatchworkClient, ReturnType<typeof prepare>>();
  const prepareOnce = (client: PatchworkClient): ReturnType<typeof prepare> => {
    let known = prepared.get(client);
    if (known === undefined) prepared.set(client, (known = prepare(client, input, context)));
    return known;
  };
  const distinct = new Map(targets.map((target) => [keyOf(target), target]));
  const commits = new Map<string, Set<string | null | undefined>>();
  for (const target of targets) {
    const known = commits.get(keyOf(target));
    if (known === undefined) commits.set(keyOf(target), new Set([target.commitRef]));
    else known.add(target.commitRef);
  }
  const writes = await writeEach([...distinct.values()], async (target) => {
    const mistakes = targetErrors(target, input, commits.get(keyOf(target)) ?? new Set());
    if (mistakes.length > 0) return notApplied(mistakes);
    try {
      const { changes, scope } = await prepareOnce(target.client);
      if ('errors' in changes) return notApplied(changes.errors);
      const { commitRef } = target;
      const own = commitRef === undefined ? changes : { ...changes, commit_ref: commitRef };
      return toMutationResult(await writePatch(target.client, target.id, own, scope), field);
    } catch (error) {
      return notApplied([failureOf(error)]);
    }
  });
  const byKey = new Map([...distinct.keys()].map((key, index) => [key, writes[index]]));
  forgetRead(context);
  return targets.map((target): PatchResult => {
    const { client, id } = target;
    const settled: MutationResult<PatchDetail> = byKey.get(keyOf(target)) ?? notApplied([]);
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
