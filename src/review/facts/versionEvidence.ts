import type { MailAddress } from '../../mail/address.js';
import { matchSender } from '../../mail/identity.js';
import type { Mailmap } from '../../mail/mailmap.js';
import type { MailMetadata } from '../../mail/metadata.js';
import { normalizeTitle, type Posting } from '../../mail/posting.js';
import { instantOf } from './mails.js';

/** How sure it is that two series are versions of one. */
export type LinkConfidence = 'LOW' | 'MEDIUM' | 'HIGH' | 'CERTAIN';

/** Why two series are taken for versions of one. */
export type VersionReasonKind =
  'CHANGE_ID' | 'SUPERSEDES' | 'LINK' | 'RELATION' | 'REPLY' | 'TITLE' | 'PATCHES' | 'SIMILAR';

/** One reason, with its evidence. */
export interface VersionReason {
  readonly kind: VersionReasonKind;
  readonly detail: string;
  /** Share from 0 to 1, of PATCHES and SIMILAR. */
  readonly score: number | null;
}

/** A patch of a posting. */
export interface PostedPatch {
  readonly messageId: string;
  readonly posting: Posting;
  readonly hash: string | null;
  /** Message-IDs it refers to; null where its headers were not read. */
  readonly references: readonly string[] | null;
}

/** A series as version linking needs it. */
export interface PostedSeries {
  /** Key of the caller. */
  readonly id: string;
  readonly project: string;
  readonly submitter: MailAddress | null;
  readonly date: string | null;
  readonly total: number | null;
  /** Cover, or patch 1 where there is none. */
  readonly head: {
    readonly messageId: string;
    readonly posting: Posting;
    /** Null where its headers or text were not read. */
    readonly references: readonly string[] | null;
    readonly metadata: MailMetadata | null;
  };
  readonly patches: readonly PostedPatch[];
  /** Ids of series whose patches Patchwork relates to patches of this one. */
  readonly related: readonly string[];
}

/** Evidence that one posting follows another. */
export interface VersionEvidence {
  readonly confidence: LinkConfidence;
  readonly reasons: readonly VersionReason[];
}

const LEVELS: readonly LinkConfidence[] = ['LOW', 'MEDIUM', 'HIGH', 'CERTAIN'];
const EMPTY_HASH = 'da39a3ee5e6b4b0d3255bfef95601890afd80709';
const MIN_SHARED = 0.5;
const MIN_SIMILAR_TITLE = 0.8;
const MIN_SIMILAR_SHARED = 0.3;
const FRAGMENT_MS = 20 * 60_000;

/** Whether a confidence is at least another. */
export function isAtLeast(one: LinkConfidence, least: LinkConfidence): boolean {
  return LEVELS.indexOf(one) >= LEVELS.indexOf(least);
}

interface Found extends VersionReason {
  readonly confidence: LinkConfidence;
}

/**
 * What speaks for `later` being a version of the series that `earlier` is one of; null where nothing
 * does. Names alone mislead both ways (`panel A` and `panel B` are 97 % equal in letters), so titles
 * count where they are equal, and words only together with patches.
 *
 * @param isUnambiguous whether no other posting of the earlier version has the same title.
 */
export function weighEvidence(
  earlier: PostedSeries,
  later: PostedSeries,
  isUnambiguous: boolean,
  mailmap: Mailmap,
): VersionEvidence | null {
  if (earlier.id === later.id || earlier.head.messageId === later.head.messageId) return null;
  const named = findNamed(earlier, later);
  const guessed = canBeGuessed(earlier, later)
    ? findGuessed(earlier, later, isUnambiguous, isSameAuthor(earlier, later, mailmap))
    : [];
  const found = [...named, ...guessed];
  if (found.length === 0) return null;
  const best = Math.max(...found.map(({ confidence }) => LEVELS.indexOf(confidence)));
  // Two reasons that agree raise the confidence by one step.
  const level = found.length > 1 ? best + 1 : best;
  return {
    confidence: LEVELS[Math.min(level, LEVELS.length - 1)] ?? 'CERTAIN',
    reasons: found.map(({ kind, detail, score }) => ({ kind, detail, score })),
  };
}

/** Statements of the mails, or of people in Patchwork; across authors and projects too. */
function findNamed(earlier: PostedSeries, later: PostedSeries): Found[] {
  const found: Found[] = [];
  const ours = earlier.head.metadata;
  const theirs = later.head.metadata;
  const ids = messageIdsOf(earlier);
  if (theirs?.changeId != null && theirs.changeId === ours?.changeId) {
    found.push({ kind: 'CHANGE_ID', detail: theirs.changeId, score: null, confidence: 'CERTAIN' });
  }
  const superseded = theirs?.supersedes.find((id) => ids.has(id));
  if (superseded !== undefined) {
    found.push({ kind: 'SUPERSEDES', detail: superseded, score: null, confidence: 'CERTAIN' });
  }
  const link = theirs?.versionLinks.find(
    ({ messageId }) => messageId !== null && ids.has(messageId),
  );
  if (link !== undefined) {
    found.push({
      kind: 'LINK',
      detail: `v${link.label}: ${link.url}`,
      score: null,
      confidence: 'CERTAIN',
    });
  }
  if (earlier.related.includes(later.id) || later.related.includes(earlier.id)) {
    found.push({ kind: 'RELATION', detail: 'related patches', score: null, confidence: 'HIGH' });
  }
  return found;
}

/** Postings for different branches, or in different projects, are different series. */
function canBeGuessed(earlier: PostedSeries, later: PostedSeries): boolean {
  return (
    earlier.project === later.project && earlier.head.posting.branch === later.head.posting.branch
  );
}

function findGuessed(
  earlier: PostedSeries,
  later: PostedSeries,
  isUnambiguous: boolean,
  isOneAuthor: boolean,
): Found[] {
  const isLower = compareVersions(earlier, later) < 0;
  const isResend = compareVersions(earlier, later) === 0 && !isFragment(earlier, later);
  const hasTitle = earlier.head.posting.normalizedTitle === later.head.posting.normalizedTitle;
  const title = hasTitle && (isLower || isResend) && later.head.posting.normalizedTitle !== '';
  const reply = isLower ? findReply(earlier, later) : null;
  const found: Found[] = [];
  if (reply !== null && (isOneAuthor || title)) {
    found.push({
      kind: 'REPLY',
      detail: reply,
      score: null,
      confidence: isOneAuthor ? 'HIGH' : 'LOW',
    });
  }
  if (title) {
    const confidence = isOneAuthor ? (isUnambiguous ? 'HIGH' : 'MEDIUM') : 'LOW';
    found.push({ kind: 'TITLE', detail: later.head.posting.title, score: null, confidence });
  }
  if (isOneAuthor) found.push(...findShared(earlier, later, isLower));
  return found;
}

function findShared(earlier: PostedSeries, later: PostedSeries, isLower: boolean): Found[] {
  const shared = shareOfPatches(earlier, later);
  const detail = `${Math.round(shared * 100)} % of the patches`;
  if (isFragment(earlier, later)) {
    const numbers = 'other numbers of one posting';
    return [{ kind: 'PATCHES', detail: numbers, score: null, confidence: 'MEDIUM' }];
  }
  if (!isLower) return [];
  if (shared >= MIN_SHARED)
    return [{ kind: 'PATCHES', detail, score: shared, confidence: 'MEDIUM' }];
  const score = similarityOf(
    earlier.head.posting.normalizedTitle,
    later.head.posting.normalizedTitle,
  );
  const isNext = later.head.posting.version === earlier.head.posting.version + 1;
  return isNext && score >= MIN_SIMILAR_TITLE && shared >= MIN_SIMILAR_SHARED
    ? [{ kind: 'SIMILAR', detail: later.head.posting.title, score, confidence: 'LOW' }]
    : [];
}

function isSameAuthor(one: PostedSeries, other: PostedSeries, mailmap: Mailmap): boolean {
  if (one.submitter === null || other.submitter === null) return false;
  return matchSender(one.submitter, [other.submitter], mailmap) !== 'MISMATCH';
}

function messageIdsOf(series: PostedSeries): Set<string> {
  return new Set([series.head.messageId, ...series.patches.map(({ messageId }) => messageId)]);
}

/** The message of the earlier posting that the later one answers, by its head or a patch. */
function findReply(earlier: PostedSeries, later: PostedSeries): string | null {
  const ids = messageIdsOf(earlier);
  const own = messageIdsOf(later);
  const answered = [later.head, ...later.patches]
    .flatMap(({ references }) => references ?? [])
    .filter((id) => !own.has(id));
  return answered.findLast((id) => ids.has(id)) ?? null;
}

/** Pieces of one posting that Patchwork parted: one version and total, other numbers, 20 minutes. */
export function isFragment(one: PostedSeries, other: PostedSeries): boolean {
  if (compareVersions(one, other) !== 0 || one.total !== other.total || one.total === null)
    return false;
  if (one.patches.length >= one.total || other.patches.length >= one.total) return false;
  if (one.date === null || other.date === null) return false;
  if (Math.abs(instantOf(one.date) - instantOf(other.date)) > FRAGMENT_MS) return false;
  const numbers = new Set(one.patches.map(({ posting }) => posting.index));
  return other.patches.every(({ posting }) => !numbers.has(posting.index));
}

/** Share of patches that both have, by title or by hash (Jaccard). */
function shareOfPatches(one: PostedSeries, other: PostedSeries): number {
  const titles = (series: PostedSeries): string[] =>
    series.patches.map(({ posting }) => posting.normalizedTitle).filter((title) => title !== '');
  const hashes = (series: PostedSeries): string[] =>
    series.patches.flatMap(({ hash }) => (hash === null || hash === EMPTY_HASH ? [] : [hash]));
  return Math.max(jaccard(titles(one), titles(other)), jaccard(hashes(one), hashes(other)));
}

function jaccard(one: readonly string[], other: readonly string[]): number {
  const ours = new Set(one);
  const theirs = new Set(other);
  const shared = [...ours].filter((item) => theirs.has(item)).length;
  const all = ours.size + theirs.size - shared;
  return all === 0 ? 0 : shared / all;
}

/** Dice of the words of two titles; 0 where words with digits differ (`sm8450`, `sm8550`). */
export function similarityOf(one: string, other: string): number {
  const ours = wordsOf(one);
  const theirs = wordsOf(other);
  if (digitsOf(ours) !== digitsOf(theirs) || ours.length + theirs.length === 0) return 0;
  const left = [...theirs];
  let shared = 0;
  for (const word of ours) {
    const at = left.indexOf(word);
    if (at === -1) continue;
    left.splice(at, 1);
    shared += 1;
  }
  return (2 * shared) / (ours.length + theirs.length);
}

function wordsOf(title: string): string[] {
  return normalizeTitle(title)
    .split(/[^\p{L}\p{N}_]+/u)
    .filter((word) => word !== '')
    .slice(0, 100);
}

function digitsOf(words: readonly string[]): string {
  return words
    .filter((word) => /\d/.test(word))
    .sort()
    .join(' ');
}

/** Orders by version: 5 before 5.1 before 6. */
export function compareVersions(one: PostedSeries, other: PostedSeries): number {
  const ours = one.head.posting.label.split('.').map(Number);
  const theirs = other.head.posting.label.split('.').map(Number);
  return (ours[0] ?? 0) - (theirs[0] ?? 0) || (ours[1] ?? 0) - (theirs[1] ?? 0);
}
