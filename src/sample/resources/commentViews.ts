import type { CommentRow } from '../SampleState.js';
import type { ApiView, PathParams } from '../http/ApiView.js';
import { jsonResponse } from '../http/SampleResponse.js';
import { listRows, type ListSpec } from '../query/listRows.js';
import { byValue } from '../query/ordering.js';
import { paginate } from '../query/paginate.js';
import type { SampleRequest } from '../SampleRequest.js';
import { serializeComment } from '../serialize/serializeComment.js';
import type { Table } from '../store/Table.js';
import { objectNotFound, rowOr404 } from './notFound.js';

/** What a comment is on. */
export type CommentParent = CommentRow['on']['type'];

const commentList: ListSpec<CommentRow> = {
  filters: [],
  // `subject` is declared, but it is no column: both `?q=` and `?order=subject` are a 500.
  searches: 'broken',
  orders: {
    id: byValue((comment) => comment.id),
    subject: { kind: 'broken' },
    date: byValue((comment) => comment.date),
    submitter: byValue((comment) => comment.submitter),
  },
  defaultOrder: 'id',
};

/** `/patches/{id}/comments/` or `/covers/{id}/comments/`. */
export function commentListView(parent: CommentParent): ApiView {
  return {
    name: parent === 'patch' ? 'Patch Comment List' : 'Cover Comment List',
    description: `List ${parent} comments`,
    get: (request, params) => {
      const source = parentOf(request, parent, params);
      const { rows, headers } = paginate(request, listRows(request, commentList, source));
      return jsonResponse(
        200,
        rows.map((comment) => serializeComment(request, comment)),
        headers,
      );
    },
  };
}

/** `/patches/{id}/comments/{comment}/` or that of covers, from API 1.3. */
export function commentDetailView(parent: CommentParent): ApiView {
  return {
    name: parent === 'patch' ? 'Patch Comment Detail' : 'Cover Comment Detail',
    description:
      `get:\nShow a ${parent} comment.\n\npatch:\nUpdate a ${parent} comment.\n\n` +
      `put:\nUpdate a ${parent} comment.`,
    get: (request, params) =>
      jsonResponse(200, serializeComment(request, commentOr404(request, parent, params))),
  };
}

/** The comment in the path, if it is on the patch or cover in the path. */
export function commentOr404(
  request: SampleRequest,
  parent: CommentParent,
  params: PathParams,
): CommentRow {
  const { rows } = parentOf(request, parent, params);
  const comment = rows.find(({ id }) => id === Number(params['comment']));
  if (comment === undefined) {
    throw objectNotFound(request, parent === 'patch' ? 'PatchComment' : 'CoverComment');
  }
  return comment;
}

function parentOf(
  request: SampleRequest,
  parent: CommentParent,
  { id }: PathParams,
): { readonly table: Table<CommentRow>; readonly rows: readonly CommentRow[] } {
  const { store, traits } = request;
  // 2.2 asks the database for a word before anyone has looked at it.
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
