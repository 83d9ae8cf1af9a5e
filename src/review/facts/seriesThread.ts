import type { MailAddress } from '../../mail/address.js';
import { personKey } from '../../mail/identity.js';
import { buildThread, type ThreadMail, type ThreadNode } from '../../mail/thread.js';
import {
  compareByDate,
  numberOf,
  NO_PEOPLE_OPTIONS,
  type PeopleOptions,
  type ReviewMail,
  type ReviewSeries,
} from './mails.js';
import { findReplyTargets } from './replyTargets.js';

/** The thread of a series. */
export interface SeriesThread {
  /** Depth first: patches by number, the rest by date. */
  readonly entries: readonly ThreadNode[];
  /** By date of their first mail. */
  readonly participants: readonly MailAddress[];
  readonly lastMessageAt: string | null;
}

/**
 * Puts cover, patches and replies of a series into a thread by their headers. Patchwork's filing only
 * says where to look: a reply that is filed at another series is taken where it answers this one.
 */
export function readSeriesThread(
  series: ReviewSeries,
  options: PeopleOptions = NO_PEOPLE_OPTIONS,
): SeriesThread {
  const heads = new Set(series.patches.map(({ messageId }) => messageId));
  if (series.cover !== null) heads.add(series.cover.messageId);
  // Replies that lead to another series, over replies between, have none.
  const targets = findReplyTargets(series);
  const mails: ThreadMail[] = [
    ...(series.cover === null ? [] : [toThreadMail(series.cover, 0, true)]),
    ...series.patches.map((patch) => toThreadMail(patch, numberOf(patch), true)),
    ...series.replies.map((reply) =>
      toThreadMail(reply, null, heads.has(reply.filedAt) && targets.has(reply.messageId)),
    ),
  ];
  const entries = buildThread(mails, series.externalIds);
  const inside = new Set(
    entries.filter(({ place }) => place === 'INSIDE').map(({ messageId }) => messageId),
  );
  const shown = [
    ...(series.cover === null ? [] : [series.cover]),
    ...series.patches,
    ...series.replies,
  ]
    .filter(({ messageId }) => inside.has(messageId))
    .sort(compareByDate);
  return {
    entries,
    participants: participantsOf(shown, options),
    lastMessageAt: shown.findLast(({ date }) => date !== null)?.date ?? null,
  };
}

function toThreadMail(mail: ReviewMail, index: number | null, isInside: boolean): ThreadMail {
  const { messageId, date, routing } = mail;
  return { messageId, date, index, isInside, references: routing.references };
}

function participantsOf(mails: readonly ReviewMail[], { mailmap }: PeopleOptions): MailAddress[] {
  const people = new Map<string, MailAddress>();
  for (const { submitter } of mails) {
    const key = personKey(submitter, mailmap);
    if (submitter !== null && key !== null && !people.has(key)) people.set(key, submitter);
  }
  return [...people.values()];
}
