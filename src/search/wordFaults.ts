import type { QueryFault } from './searchError.js';
import { HASH_FIELDS, MAIL_FIELDS } from './ParsedQuery.js';
import { FIELD_BY_NAME } from './searchFields.js';

/** Names that do not occur before `=` or `>` by chance. */
const SHORT_NAMES: ReadonlySet<string> = new Set([
  ...MAIL_FIELDS,
  ...HASH_FIELDS,
  ...['rt', 'age', 'to', 'cc', 'body'],
]);
const LONG_NAMES = [...FIELD_BY_NAME.keys()]
  .filter((name) => name.length > 1 && !SHORT_NAMES.has(name))
  .join('|');
const COMPARED = new RegExp(`^-?(${LONG_NAMES})(=+|[<>]=?)([^=<>].*)$`, 'i');
const SIGNED = new RegExp(
  `^(\\+|!|~|--+|[–—−－])((?:${[...FIELD_BY_NAME.keys()].join('|')}):.*)$`,
  'i',
);
const GLUED = new RegExp(`^(.+?)[,;|&]((?:${LONG_NAMES}):[^:/].*)$`, 'i');

const OPERATORS: ReadonlyMap<string, QueryFault> = new Map([
  ...['|', '||'].map((word): [string, QueryFault] => [
    word,
    {
      problem: `${word} is not supported`,
      advice: 'write OR between two terms; or quote it',
      suggestion: 'OR',
    },
  ]),
  [
    'OR',
    {
      problem: 'OR must be between two terms',
      advice: 'write a term on both sides of it; or quote it',
    },
  ],
  ...['AND', '&&'].map((word): [string, QueryFault] => [
    word,
    {
      problem: `${word} is not supported`,
      advice: 'omit it, since all terms must match anyway; or quote it',
    },
  ]),
  ...['NOT', '!'].map((word): [string, QueryFault] => [
    word,
    {
      problem: `${word} is not supported`,
      advice: 'put - directly before the term; or quote it',
    },
  ]),
]);

/**
 * Problems with a word that has a meaning in other search languages and hardly occurs in names: as
 * text it would find nothing, without an explanation.
 */
export function faultOfWord(text: string): QueryFault | undefined {
  const operator = OPERATORS.get(text);
  if (operator !== undefined) return operator;
  const wildcard = faultOfWildcard(text);
  if (wildcard !== undefined) return wildcard;
  const wide = faultOfWideLetters(text);
  if (wide !== undefined) return wide;
  const [, name, sign, value] = COMPARED.exec(text) ?? [];
  if (name !== undefined && sign !== undefined && value !== undefined) {
    const isRange = sign !== '=' && sign !== '==' && /^(?:version|date)$/i.test(name);
    return {
      problem: 'A field is followed by a colon',
      advice: 'write field:value; or quote it if it is text',
      suggestion: `${name}:${isRange ? sign : ''}${value}`,
    };
  }
  const [, mark, term] = SIGNED.exec(text) ?? [];
  if (mark !== undefined && term !== undefined) {
    return {
      problem: `${mark} before a field is not supported`,
      advice: 'all terms must match, and a single - excludes one; or quote it if it is text',
      suggestion: mark === '+' ? term : `-${term}`,
    };
  }
  if (/^[–—−－]\p{L}/u.test(text)) {
    return {
      problem: 'This dash is not a minus',
      advice: 'write - to exclude a word; or quote it if it is text',
      suggestion: `-${text.slice(1)}`,
    };
  }
  const [, before, field] = GLUED.exec(text) ?? [];
  if (before !== undefined && field !== undefined) {
    return {
      problem: 'A field is inside a word',
      advice: 'separate terms with spaces; or quote it if it is text',
      suggestion: `${before} ${field}`,
    };
  }
  return undefined;
}

/** Problems with the value of a field of text. */
export function faultOfValue(text: string): QueryFault | undefined {
  const wildcard = faultOfWildcard(text);
  if (wildcard !== undefined) return wildcard;
  if (/[，、；]/.test(text)) {
    return {
      problem: 'Values are separated by plain commas',
      advice: 'write , between them; or quote it if it is text',
      suggestion: text.replace(/[，、；]/g, ','),
    };
  }
  return faultOfWideLetters(text);
}

function faultOfWildcard(text: string): QueryFault | undefined {
  // `*p` and `char **` occur in names.
  if (!/^(?:[\w.@-]{2,}\*|\*)$/.test(text)) return undefined;
  if (text === '*') {
    return { problem: 'A wildcard (*) must end a word', advice: 'omit it; or quote it' };
  }
  return {
    problem: 'This field does not accept a wildcard (*)',
    advice: 'omit it; or quote it',
    suggestion: text.slice(0, -1),
  };
}

/** The letters before the `*` of `spin*`; null for any other word. */
export function wordBeforeStar(text: string): string | null {
  return /^([\p{L}\p{N}_.@/-]*[\p{L}\p{N}_]{2})\*$/u.exec(text)?.[1] ?? null;
}

/** Shorter prefixes match too many words. */
const MIN_PREFIX_LENGTH = 3;

/** Faults of a prefix search. */
export function faultOfPrefix(beginning: string): QueryFault | undefined {
  const [last = ''] = /[\p{L}\p{N}_]*$/u.exec(beginning) ?? [];
  if (last.length >= MIN_PREFIX_LENGTH) return undefined;
  return {
    problem: `A wildcard (*) needs at least ${String(MIN_PREFIX_LENGTH)} letters before it`,
    advice: 'write more of the word; or quote it',
  };
}

function faultOfWideLetters(text: string): QueryFault | undefined {
  if (!/[０-９Ａ-Ｚａ-ｚ]/.test(text)) return undefined;
  return {
    problem: 'This is written in full-width letters',
    advice: 'write it in plain letters; or quote it to search for it as it is',
    suggestion: text.normalize('NFKC'),
  };
}
