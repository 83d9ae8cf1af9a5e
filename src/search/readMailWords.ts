import { isIndexedHeader } from '../corpus/readMailFields.js';
import type { HeaderWords, MailWords } from './ParsedQuery.js';
import type { QueryFault } from './searchError.js';
import type { TokenText } from './tokenizeQuery.js';
import { faultOfPrefix, wordBeforeStar } from './wordFaults.js';

/** The result of reading a value: the value or a fault. */
export type Read<T> = { readonly value: T } | { readonly fault: QueryFault };

const NAME = /^([!-9;-~]{1,64})=(.+)$/s;

/** Headers that have separate fields. */
const OWN_FIELDS = /^(?:from|to|cc|subject)$/i;
/** Paths with a wildcard within: `net/*.c`, `net/dev?.c`. */
const PATH_PATTERN = /\/.*[*?]|[*?].*\//;

/** Shorter abbreviations match too many ids. */
const MIN_HASH_LENGTH = 5;
const MAX_HASH_LENGTH = 64;

/**
 * Reads words of a mail: any text with a letter or digit, `spin*`.
 *
 * @param isPath whether only paths are searched. Default: false.
 */
export function readMailWords({ text, quoted }: TokenText, isPath = false): Read<MailWords> {
  const beginning = quoted ? null : wordBeforeStar(text);
  const fault = beginning === null ? undefined : faultOfPrefix(beginning);
  if (fault !== undefined) return { fault };
  const value = beginning ?? text;
  if (!quoted && (PATH_PATTERN.test(value) || (isPath && /[*?]/.test(value)))) {
    return {
      fault: {
        problem: 'A wildcard must be at the end of a word',
        advice: 'write path: for a pattern of paths; or quote it if it is text',
        suggestion: `path:${text}`,
      },
    };
  }
  if (!quoted && value.startsWith('*')) {
    return { fault: { problem: 'A word cannot begin with a wildcard (*)', advice: 'omit it' } };
  }
  if (!/[\p{L}\p{N}_]/u.test(value)) {
    return {
      fault: {
        problem: 'There is no letter, digit or _ to search for',
        advice: 'punctuation is not indexed; write a word',
      },
    };
  }
  return { value: { text: value, prefix: beginning !== null } };
}

/** Reads `List-Id=netdev`. */
export function readHeaderWords(token: TokenText): Read<HeaderWords> {
  const [, name, rest] = NAME.exec(token.text) ?? [];
  if (name === undefined || rest === undefined) {
    return {
      fault: {
        problem: 'h: needs a header and its text',
        advice: 'write h:List-Id=netdev, in quotes if it has spaces: h:"X-Mailer=git send-email"',
      },
    };
  }
  if (!isIndexedHeader(name) && !OWN_FIELDS.test(name)) return { fault: faultOfHeader(name) };
  const read = readMailWords({ ...token, text: rest });
  return 'fault' in read ? read : { value: { ...read.value, name } };
}

function faultOfHeader(name: string): QueryFault {
  return {
    problem: `The header ${name} is not indexed`,
    advice:
      name.toLowerCase() === 'date'
        ? 'write d: for dates'
        : 'headers of routes, signatures and spam filters are not indexed; remove the term',
  };
}

/** Reads the id of a blob or diff. */
export function readHash({ text }: TokenText): Read<string> {
  const isHash = new RegExp(`^[0-9a-f]{${MIN_HASH_LENGTH},${MAX_HASH_LENGTH}}$`, 'i').test(text);
  if (isHash) return { value: text.toLowerCase() };
  return {
    fault: {
      problem: `"${text}" is not an id`,
      advice: `write ${String(MIN_HASH_LENGTH)} to ${String(MAX_HASH_LENGTH)} hexadecimal digits, such as 1b2c3d4`,
    },
  };
}
