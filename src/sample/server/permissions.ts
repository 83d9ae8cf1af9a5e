import type { CommentRow, PatchRow } from './SampleState.js';
import { notAuthenticated, permissionDenied } from './http/ApiError.js';
import type { SampleRequest } from './SampleRequest.js';

/** Whether the caller maintains the project. Being a superuser makes no difference. */
export function maintains(request: SampleRequest, projectId: number): boolean {
  return request.user?.maintainer_of.includes(projectId) === true;
}

/** `Patch.is_editable`: its submitter, its delegate and the maintainers of its project. */
export function mayEditPatch(request: SampleRequest, patch: PatchRow): boolean {
  const { user } = request;
  if (user === undefined) return false;
  return (
    isPerson(request, patch.submitter) ||
    patch.delegate === user.id ||
    maintains(request, patch.project)
  );
}

/** `PatchComment.is_editable` and `CoverComment.is_editable`. */
export function mayEditComment(request: SampleRequest, comment: CommentRow): boolean {
  if (isPerson(request, comment.submitter)) return true;
  const { store } = request;
  if (comment.on.type === 'patch')
    return mayEditPatch(request, store.patches.require(comment.on.id));
  const cover = store.covers.require(comment.on.id);
  return isPerson(request, cover.submitter) || maintains(request, cover.project);
}

/**
 * Checks whether the request is permitted.
 * @throws ApiError 403 with a message that depends on whether credentials were sent.
 */
export function requirePermission(request: SampleRequest, allowed: boolean): void {
  if (allowed) return;
  throw request.user === undefined ? notAuthenticated() : permissionDenied();
}

function isPerson(request: SampleRequest, personId: number): boolean {
  const { user, store } = request;
  return user !== undefined && store.people.get(personId)?.user === user.id;
}
