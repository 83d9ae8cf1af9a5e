import { readFragment } from '../../generated/fragment-masking.js';
import { MailFragmentDoc } from '../../generated/graphql.js';
import type { SeriesData } from './SeriesData.js';

/** Replies, and how many of them the reader has not seen. */
export interface ReplyCount {
  readonly total: number;
  readonly unseen: number;
}

const NONE: ReplyCount = { total: 0, unseen: 0 };

/**
 * Counts the replies to each mail of a series, replies to replies among them.
 *
 * @param lastSeen when the reader last looked at the series; ISO 8601.
 * @returns the numbers by the Message-ID of the cover letter or patch; those of all replies by `all`.
 */
export function countReplies(
  thread: SeriesData['thread'],
  lastSeen: string,
): { readonly of: (messageId: string | null | undefined) => ReplyCount; readonly all: ReplyCount } {
  const roots = new Map<string, string>();
  const counts = new Map<string, ReplyCount>();
  let all = NONE;
  // Parents come before their replies.
  for (const { messageId, parentMessageId, message } of thread?.entries ?? []) {
    const mail = message === null ? null : readFragment(MailFragmentDoc, message);
    if (mail?.__typename !== 'Comment') {
      roots.set(messageId, messageId);
      continue;
    }
    const root = roots.get(parentMessageId ?? '') ?? parentMessageId ?? messageId;
    roots.set(messageId, root);
    const isUnseen = mail.date !== null && mail.date > lastSeen;
    counts.set(root, plusOne(counts.get(root) ?? NONE, isUnseen));
    all = plusOne(all, isUnseen);
  }
  return { of: (messageId) => counts.get(messageId ?? '') ?? NONE, all };
}

function plusOne({ total, unseen }: ReplyCount, isUnseen: boolean): ReplyCount {
  return { total: total + 1, unseen: unseen + (isUnseen ? 1 : 0) };
}
