import { isOneOf, personKey } from '../../mail/identity.js';
import { parseReply } from '../../mail/reply.js';
import type { CheckRollupState } from './checkRollup.js';
import {
  instantOf,
  NO_PEOPLE_OPTIONS,
  numberOf,
  type PeopleOptions,
  type ReviewMail,
  type ReviewReply,
  type ReviewSeries,
} from './mails.js';
import { decideReview } from './reviewSummary.js';
import type { SeriesStatus } from './seriesStatus.js';
import { isApproval, type TrailerFact } from './trailerFacts.js';
import { isBot } from './trailers.js';
import { DAY_MS } from '../../durations.js';

/** Who has to act next. */
export type WaitingOn = 'AUTHOR' | 'REVIEWERS' | 'MAINTAINER' | 'NOBODY';

/** Why a series is in a queue; those with ME and MY are about the people who ask. */
export type QueueReason =
  | 'STATE'
  | 'INCOMPLETE'
  | 'NACKED'
  | 'UNANSWERED_COMMENT'
  | 'CHECKS_FAILED'
  | 'READY'
  | 'AUTHOR_REPLIED'
  | 'NEW_VERSION'
  | 'NO_REVIEW'
  | 'NEWER_VERSION'
  | 'REPLY_TO_ME'
  | 'CHANGED_SINCE_MY_REVIEW'
  | 'MY_REVIEW_MISSING'
  | 'STALE';

/** A reply with the mark that people set in Patchwork. */
export interface QueuedReply extends ReviewReply {
  /** Null where nobody marked it, and below API 1.3. */
  readonly addressed: boolean | null;
}

/** A series with everything a queue asks of it. */
export interface QueuedSeries extends ReviewSeries {
  readonly replies: readonly QueuedReply[];
  /** Trailers by number of the patch ({@link readSeriesTrailers}). */
  readonly trailers: ReadonlyMap<number, readonly TrailerFact[]>;
  readonly status: SeriesStatus;
  readonly stateSlugs: readonly string[];
  readonly isComplete: boolean;
  readonly isLatestVersion: boolean;
  /** Mails that people wrote on earlier versions. */
  readonly earlierMails: readonly ReviewMail[];
  readonly hasEarlierVersion: boolean;
  readonly checks: CheckRollupState;
  /** Last change of a state, by event; null where unknown. */
  readonly stateChangedAt: string | null;
  /** The same for the delegate. */
  readonly delegatedAt: string | null;
  /** Addresses of the delegate and of owners by path. */
  readonly responsible: readonly string[];
}

/** The question. */
export interface QueueOptions {
  readonly nowMs: number;
  readonly minApprovals: number;
  readonly staleAfterDays: number;
  readonly failedChecksWaitOnAuthor: boolean;
  /** Slugs of states in which the author has to act. */
  readonly authorStates: readonly string[];
  /** Addresses of one person. */
  readonly me: readonly string[];
  readonly people: PeopleOptions;
}

/** As people expect it where they say nothing else. */
export const DEFAULT_QUEUE: Omit<QueueOptions, 'nowMs'> = {
  minApprovals: 1,
  staleAfterDays: 14,
  failedChecksWaitOnAuthor: true,
  authorStates: ['changes-requested', 'needs-info'],
  me: [],
  people: NO_PEOPLE_OPTIONS,
};

/** The place of a series in the queue. */
export interface QueuePlace {
  readonly waitingOn: WaitingOn;
  /** The first is why it waits. */
  readonly reasons: readonly QueueReason[];
  /** Messages that wait for an answer of the author. */
  readonly unanswered: readonly QueuedReply[];
  readonly lastActivityAt: string | null;
  /** The submitter and bots left out: a ping is not a review. */
  readonly lastReviewActivityAt: string | null;
  readonly waitingSince: string | null;
}

const INCOMPLETE_AFTER_MS = 30 * 60_000;

/**
 * Decides who has to act on a series, by the first rule that applies; null if it is not work for
 * anybody: settled, accepted or closed.
 */
export function placeInQueue(series: QueuedSeries, options: QueueOptions): QueuePlace | null {
  const view = new QueueView(series, options);
  const turn = decideTurn(view);
  if (turn === null) return null;
  const lastActivityAt = newest([
    ...view.all.map(({ date }) => date),
    series.stateChangedAt,
    series.delegatedAt,
  ]);
  const isStale =
    lastActivityAt !== null &&
    options.nowMs - instantOf(lastActivityAt) > options.staleAfterDays * DAY_MS;
  const mine = turn.waitingOn === 'NOBODY' ? [] : findMine(view);
  return {
    waitingOn: turn.waitingOn,
    reasons: [turn.reason, ...mine, ...(isStale ? (['STALE'] as const) : [])],
    unanswered: view.unanswered,
    lastActivityAt,
    lastReviewActivityAt: newest(view.byOthers.map(({ date }) => date)),
    waitingSince: turn.since,
  };
}

/** A series with its mails grouped by author. */
class QueueView {
  readonly all: readonly ReviewMail[];
  readonly byAuthor: readonly ReviewMail[];
  readonly byOthers: readonly QueuedReply[];
  readonly unanswered: readonly QueuedReply[];
  readonly #parents = new Map<string, string>();

  constructor(
    readonly series: QueuedSeries,
    readonly options: QueueOptions,
  ) {
    const heads = [...(series.cover === null ? [] : [series.cover]), ...series.patches];
    this.all = [...heads, ...series.replies];
    for (const { messageId, routing } of this.all) {
      const parent = routing.references.at(-1);
      if (parent !== undefined) this.#parents.set(messageId, parent);
    }
    const isAuthor = (mail: ReviewMail): boolean =>
      isOneOf(mail.submitter, [series.submitter], options.people.mailmap);
    this.byAuthor = this.all.filter(isAuthor);
    this.byOthers = series.replies.filter(
      (reply) => !isAuthor(reply) && !isBot(reply, options.people),
    );
    const others = new Set(this.byOthers.map(({ messageId }) => messageId));
    const answered = this.above(this.byAuthor);
    this.unanswered = series.replies.filter(
      (reply) =>
        reply.addressed === false ||
        (others.has(reply.messageId) && !answered.has(reply.messageId) && asksAuthor(reply)),
    );
  }

  keyOf(email: string | null): string | null {
    return personKey({ name: null, email }, this.options.people.mailmap);
  }

  /** Message-IDs that some mails stand below of; each mail is examined once, however long a thread is. */
  above(mails: readonly ReviewMail[]): ReadonlySet<string> {
    const found = new Set<string>();
    for (const { messageId } of mails) {
      let at = this.#parents.get(messageId);
      while (at !== undefined && !found.has(at)) {
        found.add(at);
        at = this.#parents.get(at);
      }
    }
    return found;
  }
}

/** Whether a reply by itself wants something of the author. */
function asksAuthor({ addressed, content }: QueuedReply): boolean {
  if (addressed === true) return false;
  const { trailers, ownText } = parseReply(content);
  const approves = trailers.some(({ kind }) => isApproval(kind) || kind === 'TEST');
  return !approves || ownText.includes('?');
}

interface Turn {
  readonly waitingOn: WaitingOn;
  readonly reason: QueueReason;
  readonly since: string | null;
}

function decideTurn(view: QueueView): Turn | null {
  const { series, options, unanswered } = view;
  const sent = newest(
    [...series.patches, ...(series.cover === null ? [] : [series.cover])].map(({ date }) => date),
  );
  const isOpen = series.status === 'ACTION_REQUIRED' || series.status === 'PARTIALLY_APPLIED';
  const isAuthorsState = series.stateSlugs.some((slug) => options.authorStates.includes(slug));
  if (!isOpen && !isAuthorsState) return null;
  if (!series.isLatestVersion) return { waitingOn: 'NOBODY', reason: 'NEWER_VERSION', since: null };
  if (isAuthorsState) return { waitingOn: 'AUTHOR', reason: 'STATE', since: series.stateChangedAt };
  const isOld = sent !== null && options.nowMs - instantOf(sent) >= INCOMPLETE_AFTER_MS;
  if (!series.isComplete && isOld)
    return { waitingOn: 'AUTHOR', reason: 'INCOMPLETE', since: sent };
  const nackedAt = findNack(view);
  if (nackedAt !== null) return { waitingOn: 'AUTHOR', reason: 'NACKED', since: nackedAt };
  if (unanswered.length > 0) {
    const since = oldest(unanswered.map(({ date }) => date));
    return { waitingOn: 'AUTHOR', reason: 'UNANSWERED_COMMENT', since };
  }
  if (series.checks === 'FAIL' && options.failedChecksWaitOnAuthor) {
    return { waitingOn: 'AUTHOR', reason: 'CHECKS_FAILED', since: sent };
  }
  return decideReviewers(view, sent);
}

function decideReviewers(
  { series, options, byAuthor, byOthers }: QueueView,
  sent: string | null,
): Turn {
  const patches = series.patches.map((patch) => ({
    number: numberOf(patch),
    stateSlug: null,
    trailers: (series.trailers.get(numberOf(patch)) ?? []).filter(({ kind }) => kind !== 'NACK'),
  }));
  const { minApprovals } = options;
  if (decideReview(patches, { minApprovals, confirmedKeys: null }) === 'APPROVED') {
    const since = newest(patches.map(({ trailers }) => approvedAt(trailers, minApprovals)));
    return { waitingOn: 'MAINTAINER', reason: 'READY', since };
  }
  const replies = new Set(series.replies.map(({ messageId }) => messageId));
  const answers = byAuthor.filter(({ messageId }) => replies.has(messageId));
  const answeredAt = newest(answers.map(({ date }) => date));
  if (answeredAt !== null && byOthers.length > 0) {
    const asked = newest(byOthers.map(({ date }) => date));
    const behind = answers.filter(({ date }) => isLater(date, asked));
    // Pings of the author do not make the wait shorter.
    const since = oldest(behind.map(({ date }) => date)) ?? answeredAt;
    return { waitingOn: 'REVIEWERS', reason: 'AUTHOR_REPLIED', since };
  }
  const reason = series.hasEarlierVersion ? 'NEW_VERSION' : 'NO_REVIEW';
  return { waitingOn: 'REVIEWERS', reason, since: sent };
}

/** When a patch had as many approvals as it needs; those that follow do not matter. */
function approvedAt(trailers: readonly TrailerFact[], minApprovals: number): string | null {
  const first = new Map<string | null, string | null>();
  for (const { kind, counts, personKey: key, occurrence } of trailers) {
    if (counts && isApproval(kind) && !first.has(key)) first.set(key, occurrence.date);
  }
  return sortDates([...first.values()])[minApprovals - 1] ?? null;
}

/** Date of the first rejection that is later than the author's last mail; null without one. */
function findNack({ series, byAuthor }: QueueView): string | null {
  const last = newest(byAuthor.map(({ date }) => date));
  const dates = [...series.trailers.values()]
    .flat()
    .filter(({ kind, counts }) => kind === 'NACK' && counts)
    .flatMap(({ occurrences }) => occurrences.map(({ date }) => date))
    .filter((date) => isLater(date, last));
  return oldest(dates);
}

function findMine(view: QueueView): QueueReason[] {
  const { series, options, byOthers, byAuthor, all } = view;
  const me = new Set(options.me.flatMap((email) => view.keyOf(email) ?? []));
  if (me.size === 0) return [];
  const isMine = (mail: ReviewMail): boolean => {
    const key = view.keyOf(mail.submitter?.email ?? null);
    return key !== null && me.has(key);
  };
  const mine = all.filter(isMine);
  const ids = new Set(mine.map(({ messageId }) => messageId));
  const reasons: QueueReason[] = [];
  const answeredByMe = view.above(mine);
  const isAnswered = [...byOthers, ...byAuthor].some(
    (mail) =>
      !ids.has(mail.messageId) &&
      ids.has(mail.routing.references.at(-1) ?? '') &&
      !answeredByMe.has(mail.messageId),
  );
  if (isAnswered) reasons.push('REPLY_TO_ME');
  if (mine.length === 0 && series.earlierMails.some(isMine))
    reasons.push('CHANGED_SINCE_MY_REVIEW');
  const isResponsible = series.responsible.some((email) => me.has(view.keyOf(email) ?? ''));
  const hasTrailer = [...series.trailers.values()]
    .flat()
    .some(
      ({ personKey: key, counts, kind }) =>
        counts && isApproval(kind) && key !== null && me.has(key),
    );
  if (isResponsible && !hasTrailer) reasons.push('MY_REVIEW_MISSING');
  return reasons;
}

function isLater(date: string | null, other: string | null): boolean {
  return date !== null && (other === null || instantOf(date) > instantOf(other));
}

function newest(dates: readonly (string | null)[]): string | null {
  return sortDates(dates).at(-1) ?? null;
}

function oldest(dates: readonly (string | null)[]): string | null {
  return sortDates(dates)[0] ?? null;
}

function sortDates(dates: readonly (string | null)[]): string[] {
  return dates
    .flatMap((date) => (date === null ? [] : [date]))
    .sort((one, other) => instantOf(one) - instantOf(other));
}
