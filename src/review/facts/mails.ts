import { parseAddresses, type MailAddress } from '../../mail/address.js';
import { parseDiff } from '../../mail/diff/parseDiff.js';
import { readFileHeader } from '../../mail/diff/fileHeader.js';
import type { MailHeaders } from '../../mail/headers.js';
import { EMPTY_MAILMAP, type Mailmap } from '../../mail/mailmap.js';
import { readReferences } from '../../mail/thread.js';

/** A mail as the facts need it, whichever kind it is of. */
export interface ReviewMail {
  /** Patchwork's number. Patches, covers and comments are numbered apart. */
  readonly id: number;
  /** Without brackets. */
  readonly messageId: string;
  /** RFC 3339 in UTC; null where the server gave none. */
  readonly date: string | null;
  /** As Patchwork names it, which undoes what lists do to From. */
  readonly submitter: MailAddress | null;
  readonly content: string;
  readonly routing: MailRouting;
}

/** Sender of a mail and its place in a thread, from its headers. */
export interface MailRouting {
  /** From and Reply-To. */
  readonly senders: readonly MailAddress[];
  /** Message-IDs it refers to, its parent last. */
  readonly references: readonly string[];
}

/** A patch of a series. */
export interface ReviewPatch extends ReviewMail {
  /** Number within the series; null for a patch without number. */
  readonly index: number | null;
  /** Null where the text has none, such as a pull request. */
  readonly diff: string | null;
}

/** A reply, which Patchwork keeps as a comment. */
export interface ReviewReply extends ReviewMail {
  /** Message-ID of the patch or cover it is filed at. */
  readonly filedAt: string;
}

/** A series with everything that was said about it. */
export interface ReviewSeries {
  readonly submitter: MailAddress | null;
  readonly cover: ReviewMail | null;
  readonly patches: readonly ReviewPatch[];
  /** Also those that are filed elsewhere and may belong here by their headers. */
  readonly replies: readonly ReviewReply[];
  /** Message-IDs that lie in other series, as far as known. */
  readonly externalIds?: ReadonlySet<string>;
}

/** Configuration of people. */
export interface PeopleOptions {
  readonly mailmap: Mailmap;
  /** Addresses whose mails do not count as reviews: CI and patch bots. */
  readonly bots: readonly string[];
}

/** No mailmap, no bots. */
export const NO_PEOPLE_OPTIONS: PeopleOptions = { mailmap: EMPTY_MAILMAP, bots: [] };

/** Occurrences of a header that are read, and characters of each, the last ones: mails have far less. */
const MAX_VALUES = 20;
const MAX_VALUE_LENGTH = 64 * 1024;

/** Reads sender and references from the headers of a mail. */
export function readRouting(headers: MailHeaders, messageId: string): MailRouting {
  const raw = (name: string): string[] =>
    headers.rawValues(name, MAX_VALUES).map((value) => value.slice(-MAX_VALUE_LENGTH));
  const senders = [...raw('From'), ...raw('Reply-To')].flatMap(parseAddresses);
  const others = [...raw('To'), ...raw('Cc')].flatMap(parseAddresses);
  const references = readReferences({
    messageId,
    references: raw('References'),
    inReplyTo: raw('In-Reply-To'),
    addresses: [...senders, ...others].flatMap(({ email }) => email ?? []),
  });
  return { senders, references };
}

/** Number of a patch within its series; a patch without number is the only one. */
export function numberOf(patch: { readonly index: number | null }): number {
  return patch.index ?? 1;
}

const HEADER_LINES = 40;

/** Message text that Patchwork moved in front of the diff; "" for almost every patch. */
export function frontTextOf(diff: string | null): string {
  if (diff === null || diff === '') return '';
  const isPlain = readFileHeader(diff.split('\n', HEADER_LINES), 0) !== null;
  return isPlain ? '' : parseDiff(diff).frontText;
}

/** Orders by date, then by number; a mail without date comes last. */
export function compareByDate(
  one: { readonly date: string | null; readonly id: number },
  other: { readonly date: string | null; readonly id: number },
): number {
  return compareDates(one.date, other.date) || one.id - other.id;
}

function compareDates(one: string | null, other: string | null): number {
  if (one === null || other === null) return Number(one === null) - Number(other === null);
  return instantOf(one) - instantOf(other);
}

/** Milliseconds of a date; one without zone is UTC, as Patchwork's mail dates are. */
export function instantOf(date: string): number {
  const hasZone = /(?:Z|[-+]\d\d:?\d\d)$/i.test(date);
  const instant = Date.parse(hasZone ? date : `${date}Z`);
  return Number.isNaN(instant) ? 0 : instant;
}
