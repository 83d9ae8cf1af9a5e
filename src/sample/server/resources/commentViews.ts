import type { CommentRow } from '../SampleState.js';
import type { ApiView } from '../http/ApiView.js';
import { jsonResponse } from '../http/SampleResponse.js';
import { listRows, type ListSpec } from '../query/listRows.js';
import { byValue } from '../query/ordering.js';
import { paginate } from '../query/paginate.js';
import { serializeComment } from '../serialize/serializeComment.js';
import { commentOr404, commentsOfPath, type CommentParent } from './commentOr404.js';
import { updateComment } from './updateComment.js';

const commentList: ListSpec<CommentRow> = {
  filters: [],
  // `subject` is declared, but it is not a column: both `?q=` and `?order=subject` result in a 500.
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
      const source = commentsOfPath(request, parent, params);
      const { rows, headers } = paginate(request, listRows(request, commentList, source));
      return jsonResponse(
        200,
        rows.map((comment) => serializeComment(request, comment)),
        headers,
      );
    },
  };
}

/** `/patches/{id}/comments/{comment}/`, and the same path of covers, from API 1.3. */
export function commentDetailView(parent: CommentParent): ApiView {
  return {
    name: parent === 'patch' ? 'Patch Comment Detail' : 'Cover Comment Detail',
    description:
      `get:\nShow a ${parent} comment.\n\npatch:\nUpdate a ${parent} comment.\n\n` +
      `put:\nUpdate a ${parent} comment.`,
    get: (request, params) =>
      jsonResponse(200, serializeComment(request, commentOr404(request, parent, params))),
    put: updateComment(parent),
    patch: updateComment(parent),
  };
}
