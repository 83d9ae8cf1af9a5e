import type { CommentRow } from '../SampleState.js';
import type { PathParams } from '../http/ApiView.js';
import type { SampleRequest } from '../SampleRequest.js';
import type { Table } from '../store/Table.js';
import { objectNotFound, rowOr404 } from './notFound.js';

/** The parent of a comment. */
export type CommentParent = CommentRow['on']['type'];

/** The comment in the path, if it is on the patch or cover in the path. */
export function commentOr404(
  request: SampleRequest,
  parent: CommentParent,
  params: PathParams,
): CommentRow {
  const { rows } = commentsOfPath(request, parent, params);
  const comment = rows.find(({ id }) => id === Number(params['comment']));
  if (comment === undefined) {
    throw objectNotFound(request, parent === 'patch' ? 'PatchComment' : 'CoverComment');
  }
  return comment;
}

/** The comments on the patch or cover in the path. */
export function commentsOfPath(
  request: SampleRequest,
  parent: CommentParent,
  { id }: PathParams,
): { readonly table: Table<CommentRow>; readonly rows: readonly CommentRow[] } {
  const { store, traits } = request;
  // 2.2 passes a word to the database without checking it.
  if (!/^\d+$/.test(id ?? '')) throw new Error('ValueError: the id is no number');
  const kind = traits.separatesCommentTables ? parent : kindOfSubmission(request, id);
  if (kind === 'patch') {
    const patch = rowOr404(request, store.patches, id, 'Patch');
    return { table: store.patchComments, rows: store.commentsOfPatch(patch.id) };
  }
  const cover = rowOr404(request, store.covers, id, 'Cover');
  return { table: store.coverComments, rows: store.commentsOfCover(cover.id) };
}

/** On 2.2 patches and covers are one kind of submission, and either path serves both. */
function kindOfSubmission(request: SampleRequest, id: string | undefined): CommentParent {
  return request.store.covers.get(Number(id)) === undefined ? 'patch' : 'cover';
}
