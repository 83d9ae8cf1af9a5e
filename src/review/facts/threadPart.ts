import type { MailAddress } from '../../mail/address.js';
import { personKey } from '../../mail/identity.js';
import type { ThreadNode } from '../../mail/thread.js';
import { compareByDate, NO_PEOPLE_OPTIONS, type PeopleOptions, type ReviewMail } from './mails.js';
import type { SeriesThread } from './seriesThread.js';

/**
 * The part of a thread that begins with one mail; empty where the thread does not have it.
 *
 * @param mails those of the whole thread.
 */
export function threadPart(
  entries: readonly ThreadNode[],
  messageId: string,
  mails: readonly ReviewMail[],
  { mailmap }: PeopleOptions = NO_PEOPLE_OPTIONS,
): SeriesThread {
  const start = entries.findIndex((entry) => entry.messageId === messageId);
  const root = entries[start];
  if (root === undefined) return { entries: [], participants: [], lastMessageAt: null };
  const end = entries.findIndex(({ depth }, index) => index > start && depth <= root.depth);
  const part = entries.slice(start, end === -1 ? undefined : end);
  const inside = new Set(
    part.filter(({ place }) => place === 'INSIDE').map((entry) => entry.messageId),
  );
  const shown = mails.filter((mail) => inside.has(mail.messageId)).sort(compareByDate);
  const people = new Map<string, MailAddress>();
  for (const { submitter } of shown) {
    const key = personKey(submitter, mailmap);
    if (submitter !== null && key !== null && !people.has(key)) people.set(key, submitter);
  }
  return {
    entries: part.map((entry) => ({ ...entry, depth: entry.depth - root.depth })),
    participants: [...people.values()],
    lastMessageAt: shown.findLast(({ date }) => date !== null)?.date ?? null,
  };
}
