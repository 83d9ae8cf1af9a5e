import { groupBy } from '../../groupBy.js';
import type { MailAddress } from '../../mail/address.js';
import { personKey } from '../../mail/identity.js';
import type { TrailerKind } from '../../mail/trailerKinds.js';
import type { FixesReference } from '../../mail/trailerValue.js';
import { compareByDate, type PeopleOptions } from './mails.js';

/** Where a trailer was written. */
export type TrailerSource = 'MESSAGE' | 'REPLY' | 'COVER_REPLY' | 'EARLIER_VERSION';

/** How the address in a trailer goes with the sender of the mail. */
export type TrailerIdentity =
  'EXACT' | 'ALIAS' | 'NAME' | 'SELF' | 'MISMATCH' | 'MALFORMED' | 'EMBEDDED' | 'NONE';

/** One place where a trailer was given. */
export interface TrailerOccurrence {
  readonly messageId: string;
  /** Number of the patch or comment that holds it. */
  readonly id: number;
  readonly source: TrailerSource;
  readonly identity: TrailerIdentity;
  readonly author: MailAddress | null;
  readonly date: string | null;
  /** Number of its line in the content, from 1. */
  readonly line: number;
  readonly inBlock: boolean;
  /** As it is written there. */
  readonly name: string;
  readonly value: string;
  readonly note: string | null;
  /** Numbers that its text limits it to; null where its text says nothing. */
  readonly patchIndexes: readonly number[] | null;
  /** Numbers of the patches it is given for. */
  readonly appliesTo: readonly number[];
}

/** A trailer with all its occurrences: one per kind and person. */
export interface TrailerFact {
  /** Identity of a trailer: its kind and person, or its kind and value. */
  readonly key: string;
  /** As it was first written. */
  readonly name: string;
  readonly kind: TrailerKind;
  readonly value: string;
  readonly person: MailAddress | null;
  /** {@link personKey} of the person; null without address. */
  readonly personKey: string | null;
  readonly note: string | null;
  readonly fixes: FixesReference | null;
  readonly linkedMessageId: string | null;
  /** Of the leading occurrence. */
  readonly source: TrailerSource;
  /** The best of its occurrences. */
  readonly identity: TrailerIdentity;
  readonly inBlock: boolean;
  /** A kind but OTHER, and identity EXACT, ALIAS, NAME or NONE. */
  readonly counts: boolean;
  readonly occurrence: TrailerOccurrence;
  /** By date. */
  readonly occurrences: readonly TrailerOccurrence[];
  /** Numbers its text limits it to; null where one occurrence is not limited. */
  readonly patchIndexes: readonly number[] | null;
  /** Numbers of the patches that it counts for, or would. */
  readonly appliesTo: readonly number[];
}

/** One occurrence with its parsed text, before occurrences are joined. */
export interface FoundTrailer extends TrailerOccurrence {
  readonly kind: TrailerKind;
  readonly person: MailAddress | null;
  readonly fixes: FixesReference | null;
  readonly linkedMessageId: string | null;
}

const COUNTED: ReadonlySet<TrailerIdentity> = new Set(['EXACT', 'ALIAS', 'NAME', 'NONE']);
const BEST_FIRST: readonly TrailerIdentity[] = [
  'EXACT',
  'ALIAS',
  'NAME',
  'NONE',
  'SELF',
  'MISMATCH',
  'MALFORMED',
  'EMBEDDED',
];
/** Reported and suggested are two merits of one kind, so a person may have both. */
const KINDS_BY_NAME: ReadonlySet<TrailerKind> = new Set(['REPORT', 'OTHER']);

/** Whether a trailer of this kind and identity counts. */
export function isCounted(kind: TrailerKind, identity: TrailerIdentity): boolean {
  return kind !== 'OTHER' && COUNTED.has(identity);
}

/** Whether a trailer approves a patch: tests do not. */
export function isApproval(kind: TrailerKind): boolean {
  return kind === 'REVIEW' || kind === 'ACK';
}

/**
 * Joins occurrences of one trailer, the first by date leading; one that counts leads before one that
 * does not. A trailer that somebody else repeats is not new if the message itself has it.
 */
export function joinTrailers(
  found: readonly FoundTrailer[],
  options: PeopleOptions,
): TrailerFact[] {
  return [...groupBy(found, (trailer) => keyOf(trailer, options))]
    .map(([key, group]) => toFact(key, withoutRepeats(group), options))
    .sort((one, other) => compareOccurrences(one.occurrence, other.occurrence));
}

function keyOf(trailer: FoundTrailer, { mailmap }: PeopleOptions): string {
  const { kind, name, person, value, linkedMessageId } = trailer;
  const noun = KINDS_BY_NAME.has(kind) ? `${kind} ${name.toLowerCase()}` : kind;
  const who = personKey(person, mailmap);
  if (who !== null) return `${noun} <${who}>`;
  if (kind === 'LINK' && linkedMessageId !== null) return `${noun} <${linkedMessageId}>`;
  return `${noun} ${value.toLowerCase()}`;
}

function withoutRepeats(group: readonly FoundTrailer[]): readonly FoundTrailer[] {
  if (!group.some(({ source }) => source === 'MESSAGE')) return group;
  return group.filter(({ identity }) => identity !== 'MISMATCH');
}

function toFact(
  key: string,
  group: readonly FoundTrailer[],
  { mailmap }: PeopleOptions,
): TrailerFact {
  const sorted = group.toSorted(compareOccurrences);
  const counted = sorted.filter(({ kind, identity }) => isCounted(kind, identity));
  const relevant = counted.length > 0 ? counted : sorted;
  const [leading] = relevant;
  if (leading === undefined) throw new Error('A trailer has at least one occurrence.');
  const { kind, name, value, person, fixes, linkedMessageId, source } = leading;
  return {
    key,
    name,
    kind,
    value,
    person,
    personKey: personKey(person, mailmap),
    fixes,
    linkedMessageId,
    source,
    note: relevant.find(({ note }) => note !== null)?.note ?? null,
    identity: BEST_FIRST.find((one) => relevant.some(({ identity }) => identity === one)) ?? 'NONE',
    inBlock: relevant.some(({ inBlock }) => inBlock),
    counts: counted.length > 0,
    occurrence: leading,
    occurrences: sorted,
    patchIndexes: unionOrNull(relevant.map(({ patchIndexes }) => patchIndexes)),
    appliesTo: union(relevant.map(({ appliesTo }) => appliesTo)),
  };
}

/** By date, then by number of the mail, then by line. */
export function compareOccurrences(one: TrailerOccurrence, other: TrailerOccurrence): number {
  return compareByDate(one, other) || one.line - other.line;
}

function unionOrNull(lists: readonly (readonly number[] | null)[]): readonly number[] | null {
  const known = lists.flatMap((list) => (list === null ? [] : [list]));
  return known.length === lists.length ? union(known) : null;
}

function union(lists: readonly (readonly number[])[]): number[] {
  return [...new Set(lists.flat())].sort((one, other) => one - other);
}
