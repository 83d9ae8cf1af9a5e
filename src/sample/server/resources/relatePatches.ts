import type { PatchRow } from '../SampleState.js';
import { ApiError } from '../http/ApiError.js';
import { maintains } from '../permissions.js';
import { recordEvent } from '../recordEvent.js';
import type { SampleRequest } from '../SampleRequest.js';

/** How relating changed a patch. */
export interface Relating {
  readonly patch: PatchRow;
  /** The related patches in the answer: of an old relation, the patches it had before. */
  readonly shown: readonly PatchRow[];
}

/**
 * Writes `related` (`PatchDetailSerializer.update`): adds patches to the relation of `patch`, or, for an
 * empty list, removes `patch` from it.
 *
 * @throws ApiError 403 for a patch of a project that the caller does not maintain, 409 for one in
 *   another relation.
 */
export function relatePatches(
  request: SampleRequest,
  patch: PatchRow,
  related: readonly PatchRow[],
): Relating {
  const { store } = request;
  const members = store.patchesOfRelation(patch.relation);
  const involved = new Map([...related, ...members].map((each) => [each.id, each]));
  if ([patch, ...involved.values()].some(({ project }) => !maintains(request, project))) {
    throw ApiError.detail(403, 'At least one patch is part of a project you are not maintaining.');
  }
  if (related.length === 0) return { patch: leaveRelation(request, patch, members), shown: [] };

  const relations = new Set(
    [patch, ...involved.values()].flatMap(({ relation }) => relation ?? []),
  );
  if (relations.size > 1) {
    throw ApiError.detail(
      409,
      'At least one patch is already part of another relation. You have to explicitly remove a ' +
        'patch from its existing relation before moving it to this one.',
    );
  }
  const [known] = relations;
  const relation = known ?? createRelation(request, [patch.id, ...involved.keys()]);
  // Only the patch in the path records who edits it: the events of the others have no actor.
  for (const each of involved.values()) setRelation(request, each, relation, null);
  const current = store.patches.require(patch.id);
  setRelation(request, current, relation, request.user?.id ?? null);
  return {
    patch: store.patches.require(patch.id),
    shown: patch.relation === null ? store.patchesOfRelation(relation) : members,
  };
}

function createRelation(request: SampleRequest, patches: readonly number[]): number {
  const { relations } = request.store;
  return relations.insert({ id: relations.takeId(), patches }).id;
}

/** A relation of two patches is deleted, without an event in the log. */
function leaveRelation(
  request: SampleRequest,
  patch: PatchRow,
  members: readonly PatchRow[],
): PatchRow {
  const { patches, relations } = request.store;
  if (patch.relation !== null && members.length === 2) {
    for (const each of members) patches.replace({ ...each, relation: null });
    relations.delete(patch.relation);
  } else {
    setRelation(request, patch, null, request.user?.id ?? null);
  }
  return patches.require(patch.id);
}

function setRelation(
  request: SampleRequest,
  patch: PatchRow,
  relation: number | null,
  actor: number | null,
): void {
  if (patch.relation === relation) return;
  recordEvent(request, {
    category: 'patch-relation-changed',
    project: patch.project,
    actor,
    patch: patch.id,
  });
  request.store.patches.replace({ ...patch, relation });
}
