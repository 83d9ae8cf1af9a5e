import type { CommentRow } from '../SampleState.js';
import { webUrl } from '../links.js';
import { hasVersion, type SampleRequest } from '../SampleRequest.js';
import {
  commentUrl,
  embeddedPerson,
  listArchiveUrl,
  projectOfComment,
  type JsonObject,
} from './embedded.js';
import { rawSubject, shownHeaders } from './mailHeaders.js';

/** A comment, in lists and alone (`patchwork/api/comment.py`). */
export function serializeComment(request: SampleRequest, comment: CommentRow): JsonObject {
  const { store, traits } = request;
  const at13 = hasVersion(request, '1.3');
  return {
    id: comment.id,
    ...(at13 && traits.linksComments && { url: commentUrl(request, comment) }),
    web_url: webUrl(request, `/comment/${String(comment.id)}/`),
    msgid: comment.msgid,
    ...listArchiveUrl(request, projectOfComment(request, comment), comment.msgid),
    date: comment.date,
    subject: rawSubject(comment.headers),
    submitter: embeddedPerson(request, store.people.require(comment.submitter)),
    content: comment.content,
    headers: shownHeaders(comment.headers),
    ...(at13 && { addressed: comment.addressed }),
  };
}
