import { stripQuotes, type MailAddress } from './address.js';
import { messageIdOfLink } from './links.js';
import { namesPerson, type TrailerKind } from './trailerKinds.js';

/** Abbreviated hash and title of a `Fixes:` trailer. */
export interface FixesReference {
  readonly hash: string;
  readonly title: string | null;
}

/** The parts of a trailer's value. */
export interface TrailerValue {
  /** On one line, without its note. */
  readonly value: string;
  /** Who is named; null where the trailer names nobody. A name without address has `email` null. */
  readonly person: MailAddress | null;
  /** `# for 2, 4`, `(docs)`, `[with the nit fixed]`, or text behind the address. */
  readonly note: string | null;
  readonly fixes: FixesReference | null;
  /** Message-ID in the URL of a link, of what it closes, depends on or replaces. */
  readonly linkedMessageId: string | null;
}

/** `377748135/clusterfuzz-testcase` and `decade-old bug` begin like a hash and are none. */
const HASH = /^(?:commit\s{1,4})?([0-9a-f]{6,64})(?![^\s(:,;.])\s*/i;
const ADDRESS = /^[^\s@]+@[^\s@]+$/;
/** RFC 5321 section 4.5.3.1 allows 320 characters with the `@`. */
const MAX_ADDRESS_LENGTH = 320;

/**
 * Takes the value of a trailer apart. Trailers are plain text and follow no grammar: names contain
 * commas, quotes and parentheses, so no RFC 5322 parser is used (b4 `LoreTrailer` says the same).
 */
export function parseTrailerValue(name: string, kind: TrailerKind, raw: string): TrailerValue {
  const text = raw.trim();
  if (namesPerson(name, kind)) return readPerson(text);
  if (kind === 'FIXES') return readFixes(text);
  const { value, note } = splitNote(text);
  const linkedMessageId = kind === 'OTHER' || isChangeId(name) ? null : messageIdOfLink(value);
  return { value, note, linkedMessageId, person: null, fixes: null };
}

function isChangeId(name: string): boolean {
  return /(?:change-id|base-commit|patch-id)$/i.test(name);
}

function readPerson(text: string): TrailerValue {
  const cleaned = stripMailto(text);
  const bracketed = findBracketed(cleaned) ?? findBare(cleaned);
  const rest = { fixes: null, linkedMessageId: null };
  if (bracketed === null) {
    const { value, note } = splitNote(cleaned);
    return { ...rest, value, note, person: { name: nameOf(value), email: null } };
  }
  const { name, email, value, behind } = bracketed;
  return { ...rest, value, person: { name: nameOf(name), email }, note: noteOf(behind) };
}

function noteOf(behind: string): string | null {
  return /[^,;.>]/.test(behind) ? behind : null;
}

interface FoundAddress {
  readonly name: string;
  readonly email: string;
  readonly value: string;
  readonly behind: string;
}

/**
 * The first `<…>` without blanks and brackets in the address, preferably with an `@`: git takes the first one of all
 * (`split_ident_line` of ident.c), so that of `O'Brien <script> <o'brien@a.example>` it would be `script`.
 */
function findBracketed(text: string): FoundAddress | null {
  let first: FoundAddress | null = null;
  for (let open = text.indexOf('<'); open !== -1; open = text.indexOf('<', open + 1)) {
    const start = skipBlanks(text, open + 1);
    const end = nextDelimiter(text, start);
    const close = skipBlanks(text, end);
    if (text[close] !== '>' || end === start) continue;
    const found: FoundAddress = {
      name: text.slice(0, open).trim(),
      email: text.slice(start, end),
      value: text.slice(0, close + 1),
      behind: text.slice(close + 1).trim(),
    };
    if (found.email.includes('@')) return found;
    first ??= found;
  }
  return first;
}

function nextDelimiter(text: string, from: number): number {
  let at = from;
  while (at < text.length && !/[<>\s]/.test(text.charAt(at))) at += 1;
  return at;
}

function skipBlanks(text: string, from: number): number {
  let at = from;
  while (/[ \t]/.test(text.charAt(at))) at += 1;
  return at;
}

/** An address without brackets: the first word that looks like one. */
function findBare(text: string): FoundAddress | null {
  let end = 0;
  for (const word of text.split(' ')) {
    const start = end;
    end = start + word.length + 1;
    if (word.startsWith('#')) return null;
    const email = word.replace(/[,;]$/, '');
    if (!looksLikeAddress(email) || /[<>()]/.test(email)) continue;
    return {
      name: text.slice(0, start).trim(),
      email,
      value: text.slice(0, start + email.length),
      behind: text.slice(end).trim(),
    };
  }
  return null;
}

/** b4's `\S+@\S+\.\S+`, in linear time. */
export function looksLikeAddress(text: string): boolean {
  if (text.length > MAX_ADDRESS_LENGTH || !ADDRESS.test(text)) return false;
  const dot = text.lastIndexOf('.');
  return dot > text.indexOf('@') + 1 && dot < text.length - 1;
}

/** Mailers that convert HTML write `<jane@a.example<mailto:jane@a.example>>`. */
function stripMailto(text: string): string {
  if (!/<mailto:/i.test(text)) return text;
  const stripped = text.replace(/<mailto:[^<>]*>/gi, '').trimEnd();
  if (stripped.includes('@')) return stripped;
  return text.replace(/<mailto:/gi, '<');
}

function nameOf(text: string): string | null {
  return stripQuotes(text.trim()) || null;
}

/** Whether the value of a `Fixes:` names a commit by its hash. */
export function startsWithHash(value: string): boolean {
  return HASH.test(value);
}

function readFixes(text: string): TrailerValue {
  const rest = { person: null, linkedMessageId: null };
  const hash = HASH.exec(text);
  if (hash === null) return { ...rest, ...splitNote(text), fixes: null };
  const behind = text.slice(hash[0].length);
  const closes = behind.lastIndexOf('")');
  if (!behind.startsWith('("') || closes < 2) {
    const { value, note } = splitNote(text);
    return { ...rest, value, note, fixes: { hash: hash[1] ?? '', title: null } };
  }
  return {
    ...rest,
    value: text.slice(0, hash[0].length + closes + 2),
    note: behind.slice(closes + 2).trim() || null,
    fixes: { hash: hash[1] ?? '', title: behind.slice(2, closes) },
  };
}

/** Cuts off ` # …`, or a `(…)` or `[…]` that ends the text. */
function splitNote(text: string): { readonly value: string; readonly note: string | null } {
  const hash = text.search(/[ \t]#/);
  if (hash > 0) return { value: text.slice(0, hash).trim(), note: text.slice(hash).trim() };
  const open = text.endsWith(')') ? '(' : text.endsWith(']') ? '[' : null;
  const at = open === null ? -1 : text.indexOf(` ${open}`);
  if (at < 1) return { value: text, note: null };
  return { value: text.slice(0, at).trim(), note: text.slice(at + 1) };
}
