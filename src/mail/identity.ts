import type { MailAddress } from './address.js';
import { EMPTY_MAILMAP, type Mailmap } from './mailmap.js';

/**
 * How the address in a trailer goes with the sender of the mail. EXACT, ALIAS and NAME count as the
 * sender's own word.
 */
export type SenderMatch = 'EXACT' | 'ALIAS' | 'NAME' | 'MISMATCH';

/**
 * How people are distinguished: by the address after the mailmap, in lower case, without `+detail`.
 * Null without an address.
 */
export function personKey(
  person: MailAddress | null,
  mailmap: Mailmap = EMPTY_MAILMAP,
): string | null {
  if (person?.email == null) return null;
  return withoutDetail((mailmap.canonicalize(person).email ?? person.email).toLowerCase());
}

/**
 * Compares who a trailer names with the senders of the mail that contains it: Patchwork's `submitter`,
 * and the addresses of From and Reply-To. The best match wins. The rules are those of b4
 * (`LoreTrailer.email_eq`, `get_trailers`), but for names with a comma: b4 compares the sender with
 * itself there and accepts any name; here the words must be the same.
 */
export function matchSender(
  person: MailAddress,
  senders: readonly MailAddress[],
  mailmap: Mailmap = EMPTY_MAILMAP,
): SenderMatch {
  let best: SenderMatch = 'MISMATCH';
  for (const sender of senders) {
    const match = matchOne(person, sender, mailmap);
    if (match === 'EXACT') return match;
    if (match === 'ALIAS' || best === 'MISMATCH') best = match;
  }
  return best;
}

/** Whether a person is one of some others, by address or name. */
export function isOneOf(
  person: MailAddress | null,
  others: readonly (MailAddress | null)[],
  mailmap: Mailmap = EMPTY_MAILMAP,
): boolean {
  if (person === null) return false;
  const known = others.filter((other) => other !== null);
  return matchSender(person, known, mailmap) !== 'MISMATCH';
}

function matchOne(person: MailAddress, sender: MailAddress, mailmap: Mailmap): SenderMatch {
  const ours = person.email?.toLowerCase();
  const theirs = sender.email?.toLowerCase();
  if (ours !== undefined && theirs !== undefined) {
    if (ours === theirs) return 'EXACT';
    if (isAlias(ours, theirs)) return 'ALIAS';
    if (personKey(person, mailmap) === personKey(sender, mailmap)) return 'ALIAS';
  }
  return isSameName(person.name, sender.name) ? 'NAME' : 'MISMATCH';
}

function isAlias(ours: string, theirs: string): boolean {
  const [ourLocal, ourDomain] = splitAddress(withoutDetail(ours));
  const [theirLocal, theirDomain] = splitAddress(withoutDetail(theirs));
  if (ourLocal !== theirLocal || ourLocal === '') return false;
  return ourDomain === theirDomain || isOneLabelMore(ourDomain, theirDomain);
}

/** `uk.example.org` against `example.org`, either way round. */
function isOneLabelMore(one: string, other: string): boolean {
  const [short, long] = one.length < other.length ? [one, other] : [other, one];
  // A bare top-level domain is nobody's mail domain.
  if (!short.includes('.') || !long.endsWith(`.${short}`)) return false;
  return !long.slice(0, -short.length - 1).includes('.');
}

function withoutDetail(email: string): string {
  const at = email.lastIndexOf('@');
  const plus = email.indexOf('+');
  return plus > 0 && plus < at ? email.slice(0, plus) + email.slice(at) : email;
}

function splitAddress(email: string): readonly [string, string] {
  const at = email.lastIndexOf('@');
  return at === -1 ? [email, ''] : [email.slice(0, at), email.slice(at + 1)];
}

/**
 * Whether two names of two words or more are the same: Unicode NFC, case, blanks and quotes are
 * folded, `Last, First` equals `First Last`, and what follows a name (`(ACME)`, `via B4 Relay`)
 * is ignored.
 *
 * @internal
 */
export function isSameName(one: string | null, other: string | null): boolean {
  const ours = foldName(one);
  const theirs = foldName(other);
  if (ours.words.length < 2 || ours.words.length !== theirs.words.length) return false;
  if (ours.words.every((word, index) => word === theirs.words[index])) return true;
  if (!ours.hasComma && !theirs.hasComma) return false;
  const sorted = theirs.words.toSorted();
  return ours.words.toSorted().every((word, index) => word === sorted[index]);
}

function foldName(name: string | null): {
  readonly words: readonly string[];
  readonly hasComma: boolean;
} {
  const folded = plainName(name ?? '')
    .normalize('NFC')
    .toLowerCase()
    .replace(/["'“”‘’]/g, '');
  return {
    words: folded.split(/[\s,]+/).filter((word) => word !== ''),
    hasComma: folded.includes(','),
  };
}

/** `Ana Ruiz (ACME)`, and `Ana Ruiz via B4 Relay` as lists and relays write. */
function plainName(name: string): string {
  const text = name.trimEnd();
  const bracket = text.endsWith(')') ? '(' : text.endsWith(']') ? '[' : null;
  const open = bracket === null ? -1 : text.lastIndexOf(bracket);
  const bare = open > 0 ? text.slice(0, open) : text;
  const via = bare.toLowerCase().indexOf(' via ');
  return via > 0 ? bare.slice(0, via) : bare;
}
