import { decodeEncodedWords } from './encodedWords.js';
import { unfold } from './headers.js';

/** A name and an address as a mail gives them; either may be missing. */
export interface MailAddress {
  readonly name: string | null;
  readonly email: string | null;
}

const BARE_ADDRESS = /^[^\s@<>]+@[^\s@<>]+$/;

/**
 * Reads the addresses of a `From`, `Reply-To`, `To` or `Cc` header as it was mailed. Encoded words
 * are decoded after the split, since a decoded name may contain a comma. Lists write `Doe, Jane
 * <jane@example.org>` without quotes; the piece without an address belongs to the one behind it,
 * where RFC 5322 parsers report two people.
 *
 * Never throws; pieces without an address are left out.
 */
export function parseAddresses(raw: string): MailAddress[] {
  const addresses: MailAddress[] = [];
  let before: string[] = [];
  for (const piece of splitAtCommas(unfold(raw))) {
    const found = parseOne(piece.trim());
    if (found === null) {
      before.push(piece.trim());
      continue;
    }
    const name = [...before, found.name].filter((part) => part !== '').join(', ');
    before = [];
    addresses.push({ name: readName(name), email: found.email });
  }
  return addresses;
}

function splitAtCommas(text: string): string[] {
  const pieces: string[] = [];
  let start = 0;
  let isQuoted = false;
  let comments = 0;
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charAt(at);
    if (char === '\\') at += 1;
    else if (char === '"' && comments === 0) isQuoted = !isQuoted;
    else if (isQuoted) continue;
    else if (char === '(') comments += 1;
    else if (char === ')') comments = Math.max(0, comments - 1);
    else if (char === ',' && comments === 0) {
      pieces.push(text.slice(start, at));
      start = at + 1;
    }
  }
  pieces.push(text.slice(start));
  return pieces;
}

/** Name, not yet decoded, and address of one piece; null where it contains no address. */
function parseOne(text: string): { readonly name: string; readonly email: string } | null {
  const open = text.lastIndexOf('<');
  const close = open === -1 ? -1 : text.indexOf('>', open);
  if (close !== -1) {
    const email = text.slice(open + 1, close).trim();
    return BARE_ADDRESS.test(email) ? { name: text.slice(0, open).trim(), email } : null;
  }
  const [first = '', ...rest] = text.split(' ');
  if (!BARE_ADDRESS.test(first)) return null;
  const comment = rest.join(' ').trim();
  const isName = comment.startsWith('(') && comment.endsWith(')');
  return { name: isName ? comment.slice(1, -1) : '', email: first };
}

function readName(raw: string): string | null {
  const name = stripQuotes(decodeEncodedWords(stripQuotes(raw.trim())).trim());
  return name === '' ? null : name;
}

/** Takes off one pair of double quotes around a name, and the backslashes inside (RFC 5322 3.2.4). */
export function stripQuotes(name: string): string {
  if (name.length < 2 || !name.startsWith('"') || !name.endsWith('"')) return name;
  return name.slice(1, -1).replace(/\\(.)/g, '$1').trim();
}
