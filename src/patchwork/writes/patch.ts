import { UpstreamError } from '../../errors.js';
import { stripBlanks } from '../../stripBlanks.js';
import type { Answer } from '../answers.js';
import { toSlug } from '../StateNumbers.js';
import { names, type CacheName, type ObjectName } from '../names.js';
import type { PatchworkClient } from '../PatchworkClient.js';
import { patchDetail, type PatchDetail } from '../resources/patch.js';
import type { Scope } from '../Scope.js';
import { performWrite, type WriteResult } from './performWrite.js';
import { readObject } from './readObject.js';

/** Fields of a patch to write; those left out stay as they are. */
export interface PatchChanges {
  /** Slug or name. Never a number or a list: those are a 500. */
  readonly state?: string | undefined;
  /** A user's number, never that of a profile as `maintainers` have; null clears. */
  readonly delegate?: number | null | undefined;
  readonly archived?: boolean | undefined;
  readonly commit_ref?: string | null | undefined;
  readonly pull_url?: string | null | undefined;
}

/**
 * Changes one patch. Costs 1 request: the answer is the whole patch. Another one is made only where no
 * proper answer came.
 */
export async function updatePatch(
  client: PatchworkClient,
  id: number,
  changes: PatchChanges,
  scope: Scope,
): Promise<WriteResult<PatchDetail>> {
  const name = names.of('patches', id);
  return await performWrite(
    client,
    {
      request: { method: 'PATCH', path: name.path, body: { ...changes } },
      read: (answer) => readPatch(name, answer),
      holds: (value) => holds(value, changes),
      readBack: async () => {
        const value = await client.detail(name, patchDetail, scope);
        return { isApplied: value !== null && holds(value, changes), value };
      },
      changes: () => [
        ...changedByPatches([id]),
        ...(changes.delegate === undefined ? [] : [names.mbox('patches', id), ...MBOXES_OF_MANY]),
      ],
    },
    scope,
  );
}

/**
 * Relates patches to one another: adds to the set that `id` is in. The answer shows the old set, so the
 * patch is read again. Costs 2 requests.
 */
export async function addRelated(
  client: PatchworkClient,
  id: number,
  related: readonly number[],
  scope: Scope,
): Promise<WriteResult<PatchDetail>> {
  const name = names.of('patches', id);
  const read = async (): Promise<PatchDetail | null> =>
    await client.detail(name, patchDetail, scope);
  const isApplied = (patch: PatchDetail | null): boolean =>
    related.every((other) => other === id || patch?.related?.some((one) => one.id === other));
  const written = await performWrite(
    client,
    {
      request: { method: 'PATCH', path: name.path, body: { related: [...related] } },
      read: (answer) => readPatch(name, answer),
      readBack: async () => {
        const value = await read();
        return { isApplied: isApplied(value), value };
      },
      // Patches that are in the set already are changed too.
      changes: () => EVERY_PATCH,
    },
    scope,
  );
  if (written.outcome !== 'APPLIED') return written;
  const value = await read().catch(() => undefined);
  if (value === undefined) return written;
  if (isApplied(value)) return { ...written, value };
  const detail = 'the patch does not have the change';
  const request = `PATCH /api/${await client.version()}/${name.path}/`;
  const origin = { instance: client.name, request };
  const failure = new UpstreamError('UPSTREAM_BAD_RESPONSE', detail, origin);
  return { outcome: 'NOT_APPLIED', value, faults: [], failure };
}

/** Removes one patch from the set it is in; a set of one dissolves. Costs 1 request. */
export async function leaveRelation(
  client: PatchworkClient,
  id: number,
  scope: Scope,
): Promise<WriteResult<PatchDetail>> {
  const name = names.of('patches', id);
  return await performWrite(
    client,
    {
      request: { method: 'PATCH', path: name.path, body: { related: [] } },
      // The answer still shows the set.
      read: async (answer) => ({ ...(await readPatch(name, answer)), related: [] }),
      readBack: async () => {
        const value = await client.detail(name, patchDetail, scope);
        return { isApplied: value?.related?.length === 0, value };
      },
      changes: () => EVERY_PATCH,
    },
    scope,
  );
}

/**
 * An mbox names the delegate (`X-Patchwork-Delegate`) and nothing else that REST can change
 * (`_submission_to_mbox` of `patchwork/views/utils.py`).
 */
const MBOXES_OF_MANY = [names.mbox('series'), names.mbox('bundles')];

const EVERY_PATCH = [names.every('patches'), names.list('events')];

/** Resources that contain the states and checks of patches. */
export function changedByPatches(ids: readonly number[]): readonly CacheName[] {
  return [...ids.map((id) => names.of('patches', id)), names.list('patches'), names.list('events')];
}

async function readPatch(name: ObjectName, answer: Answer): Promise<PatchDetail> {
  const patch = await readObject(name, patchDetail, answer);
  // A partial serializer leaves out a field that would need its default: a patch without relation.
  return { ...patch, related: patch.related ?? [] };
}

/** Whether a patch has all that was to be written. */
function holds(patch: PatchDetail, changes: PatchChanges): boolean {
  const { state, delegate, archived, commit_ref: commitRef, pull_url: pullUrl } = changes;
  return (
    (state === undefined || toSlug(patch.state ?? '') === toSlug(state)) &&
    (delegate === undefined || (patch.delegate?.id ?? null) === delegate) &&
    (archived === undefined || patch.archived === archived) &&
    isSameText(patch.commit_ref, commitRef) &&
    isSameText(patch.pull_url, pullUrl)
  );
}

/** Whether a text is stored as it was sent. */
export function isSameText(
  stored: string | null | undefined,
  sent: string | null | undefined,
): boolean {
  if (sent == null) return sent === undefined || stored == null;
  return stored === stripBlanks(sent);
}
