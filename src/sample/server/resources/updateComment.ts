import type { CommentRow } from '../SampleState.js';
import type { Handler } from '../http/ApiView.js';
import { jsonResponse } from '../http/SampleResponse.js';
import { mayEditComment, requirePermission } from '../permissions.js';
import { recordEvent } from '../recordEvent.js';
import type { SampleRequest } from '../SampleRequest.js';
import { projectOfComment } from '../serialize/embedded.js';
import { serializeComment } from '../serialize/serializeComment.js';
import { booleanField } from '../validation/fields.js';
import { readInput, requireFields } from '../validation/readInput.js';
import { validateInput } from '../validation/validateInput.js';
import { commentOr404, type CommentParent } from './commentOr404.js';

const commentFields = { addressed: booleanField({ nullable: true }) };

/** PUT and PATCH of a comment; only `addressed` can be written. */
export function updateComment(parent: CommentParent): Handler {
  return async (request, params) => {
    const found = commentOr404(request, parent, params);
    requirePermission(request, mayEditComment(request, found));
    const input = requireFields(await readInput(request));
    if (request.method === 'PUT') {
      // The serializer's hidden field reads a patch or cover from the request that was never set.
      throw new Error("AttributeError: 'Request' object has no attribute");
    }
    const values = validateInput(input, commentFields, true);
    const { store } = request;
    const table = parent === 'patch' ? store.patchComments : store.coverComments;
    const changed = table.replace({
      ...table.require(found.id),
      ...(values.addressed !== undefined && { addressed: values.addressed }),
    });
    recordCommentEvent(request, changed);
    return jsonResponse(200, serializeComment(request, changed));
  };
}

/** Every save of a comment, even of an unchanged one, is reported as a new comment. */
function recordCommentEvent(request: SampleRequest, comment: CommentRow): void {
  const project = projectOfComment(request, comment);
  if (comment.on.type === 'patch') {
    recordEvent(request, {
      category: 'patch-comment-created',
      project,
      actor: null,
      patch: comment.on.id,
      patch_comment: comment.id,
    });
  } else {
    recordEvent(request, {
      category: 'cover-comment-created',
      project,
      actor: null,
      cover: comment.on.id,
      cover_comment: comment.id,
    });
  }
}
