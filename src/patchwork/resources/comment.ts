import { z } from 'zod';
import { flag, id, text, url } from '../shape.js';
import type { ListDescription } from '../ListDescription.js';
import { embeddedPerson } from './person.js';

/** Mail headers as stored: raw, folded, a list where a header occurs more than once. */
export const headers = z.record(z.string(), z.union([z.string(), z.array(z.string())])).nullish();

/** A comment inside an event. */
export const embeddedComment = z.object({
  id,
  /** At 1.3 on main and v3.2, absent at 1.3 on v3.1. */
  url,
  web_url: url,
  msgid: text,
  /** From API 1.2 on. */
  list_archive_url: url,
  date: text,
});
export type EmbeddedComment = z.infer<typeof embeddedComment>;

export const comment = embeddedComment.extend({
  /** The raw header: folded and encoded. */
  subject: text,
  submitter: embeddedPerson.nullish(),
  content: text,
  headers,
  /** From API 1.3 on; null where nobody has said. */
  addressed: flag,
});
export type Comment = z.infer<typeof comment>;

/** The half of a comment that never changes. */
export const commentContent = comment.omit({ addressed: true });
export type CommentContent = z.infer<typeof commentContent>;

/** Comments of one patch or cover: `/patches/{id}/comments/`, from API 1.1 on. */
export const comments: ListDescription<Comment> = {
  path: 'comments',
  row: comment,
  filters: {},
  orders: ['id', 'date'],
};
