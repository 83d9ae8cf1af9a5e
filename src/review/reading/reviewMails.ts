import type { CommentEntity } from '../../catalog/kinds/comment.js';
import type { CoverEntity } from '../../catalog/kinds/cover.js';
import type { PatchEntity } from '../../catalog/kinds/patch.js';
import { MailHeaders } from '../../mail/headers.js';
import { displayMessageId } from '../../mail/messageId.js';
import { parsePatchName } from '../../mail/subject.js';
import { mailDateToUtc } from '../../patchwork/dates.js';
import type { EmbeddedMail } from '../../patchwork/resources/embeddedMail.js';
import { read } from '../../patchwork/shape.js';
import {
  readRouting,
  type MailRouting,
  type ReviewMail,
  type ReviewPatch,
  type ReviewReply,
} from '../facts/mails.js';
import { toMailAddress } from './SeriesPatches.js';
import type { MessageFacts } from './textFacts.js';

/*
 * Objects of Patchwork as the mails that the facts of a review are read from.
 */

/** A mail of a review. */
export type MailEntity = PatchEntity | CoverEntity | CommentEntity;

const NOWHERE: MailRouting = { senders: [], references: [] };

/** The Message-ID of a mail. */
export function idOf(data: EmbeddedMail): string {
  return displayMessageId(read(data, 'msgid') ?? '');
}

/** A mail of which only the place matters. */
export function emptyMail(data: EmbeddedMail, id: number): ReviewMail {
  return {
    id,
    messageId: idOf(data),
    date: mailDateToUtc(read(data, 'date')),
    submitter: null,
    content: '',
    routing: NOWHERE,
  };
}

/** Patches of which only the numbers matter. @param count how many; at most 10,000 are made. */
export function placeholders(count: number): ReviewPatch[] {
  return Array.from({ length: Math.min(count, 10_000) }, (_, index) => ({
    id: 0,
    messageId: '',
    date: null,
    submitter: null,
    content: '',
    routing: NOWHERE,
    index: index + 1,
    diff: null,
  }));
}

/** A patch of a review; null where its data or its text is missing. */
export function toPatch(patch: PatchEntity, message: MessageFacts | null): ReviewPatch | null {
  const data = patch.at('basic');
  if (data === undefined || message === null) return null;
  const { summary } = patch;
  const known = summary === undefined ? null : toMailAddress(read(summary, 'submitter'));
  return {
    ...emptyMail(data, patch.id),
    submitter: known ?? message.submitter,
    content: message.content,
    routing: message.routing,
    index: parsePatchName(read(data, 'name')).index,
    diff: message.frontText === '' ? null : message.frontText,
  };
}

/** A reply of a review. @param filedAt Message-ID of the mail that it is filed at. */
export function toReply(comment: CommentEntity, filedAt: string): ReviewReply {
  const { summary } = comment;
  if (summary === undefined) throw new Error('a reply is read before its trailers are');
  const messageId = displayMessageId(read(summary, 'msgid') ?? '');
  return {
    id: comment.id,
    messageId,
    filedAt,
    date: mailDateToUtc(read(summary, 'date')),
    submitter: toMailAddress(read(summary, 'submitter')),
    content: read(summary, 'content') ?? '',
    routing: readRouting(new MailHeaders(read(summary, 'headers')), messageId),
  };
}
