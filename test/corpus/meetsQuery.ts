import type { IndexedMail, TextField } from '../../src/corpus/IndexedMail.js';
import { matchesPath } from '../../src/mail/pathMatch.js';
import type { FieldTerm, MailWords, PlainTerm } from '../../src/search/ParsedQuery.js';

/** The result of checking a mail directly; null if only its server knows. */
type Verdict = boolean | null;

/**
 * Whether a mail matches terms according to docs/search.md, by checking its texts: no part of the index is used, neither its
 * words nor its plans.
 */
export function meetsQuery(mail: IndexedMail, terms: readonly PlainTerm[]): Verdict {
  return all(terms.map((term) => meetsTerm(mail, term)));
}

const all = (verdicts: readonly Verdict[]): Verdict =>
  verdicts.includes(false) ? false : verdicts.includes(null) ? null : true;
const any = (verdicts: readonly Verdict[]): Verdict =>
  verdicts.includes(true) ? true : verdicts.includes(null) ? null : false;

function meetsTerm(mail: IndexedMail, term: PlainTerm): Verdict {
  if (term.kind === 'group') return any(term.alternatives.map((one) => meetsQuery(mail, one)));
  const found = term.kind === 'text' ? meetsWord(mail, term) : meetsField(mail, term);
  return found === null ? null : found !== term.negated;
}

const DIFF = ['dfn', 'dfa', 'dfb', 'dfctx', 'dfhh'] as const;
const NOT_QUOTED = ['nq', ...DIFF] as const;
const BODY = ['q', ...NOT_QUOTED] as const;
const PLACES = {
  b: BODY,
  nq: NOT_QUOTED,
  q: ['q'],
  bs: ['s', ...BODY],
  t: ['t'],
  c: ['c'],
  tc: ['t', 'c'],
  a: ['f', 't', 'c'],
  n: ['n'],
  dfn: ['dfn'],
  dfa: ['dfa'],
  dfb: ['dfb'],
  dfctx: ['dfctx'],
  dfhh: ['dfhh'],
  tr: ['tr'],
} as const satisfies Readonly<Record<string, readonly TextField[]>>;

function meetsWord(
  mail: IndexedMail,
  term: Extract<PlainTerm, { readonly kind: 'text' }>,
): Verdict {
  const words = { text: term.value, prefix: term.prefix ?? false };
  if (wordsOf(term.value).length === 0) return null;
  const places = ['s', 'f', 'n', ...BODY] as const;
  if (stands(mail, places, words)) return true;
  return !term.phrase && isPart(mail, 's', term.value);
}

function meetsField(mail: IndexedMail, term: FieldTerm): Verdict {
  const { fields, summary } = mail;
  const some = <T>(
    values: readonly { readonly value: T }[],
    test: (value: T) => Verdict,
  ): Verdict => any(values.map(({ value }) => test(value)));
  const known = <T>(value: T | null | undefined, test: (value: T) => boolean): Verdict =>
    value == null ? null : test(value);
  switch (term.field) {
    case 'subject':
      return some(term.values, (value) => isPart(mail, 's', value));
    case 'submitter':
      return some(term.values, (value) => isPart(mail, 'f', value));
    case 'project':
      return some(term.values, (value) =>
        [mail.project, `list@${mail.project}.example.org`].includes(value),
      );
    case 'state':
      return some(term.values, (value) => known(summary?.state, (state) => state === value));
    case 'delegate':
      return some(term.values, (value) =>
        known(summary?.delegate, (name) => name.toLowerCase() === (value ?? '').toLowerCase()),
      );
    case 'archived':
      return some(term.values, (value) =>
        known(summary?.archived, (archived) => archived === value),
      );
    case 'check':
      return some(term.values, (value) =>
        // Servers report "none" as pending.
        value === 'none'
          ? null
          : known(summary?.check, (check) => check.replace('none', 'pending') === value),
      );
    case 'version':
      return some(term.values, ({ minimum, maximum }) =>
        known(
          mail.version,
          (version) => version >= (minimum ?? 0) && version <= (maximum ?? Infinity),
        ),
      );
    case 'date':
      return some(term.values, ({ since, before }) => {
        const date = new Date(mail.date * 1000).toISOString();
        return (since === null || date >= iso(since)) && (before === null || date < iso(before));
      });
    case 'messageId':
      return some(term.values, (value) => mail.messageId === value);
    case 'path':
      return some(term.values, (value) =>
        fields.dfn.some((path) => matchesPath(path, value)) ? null : false,
      );
    case 'h':
      return some(term.values, ({ name, ...words }) =>
        fields.h
          .filter((header) => header.name.toLowerCase() === name.toLowerCase())
          .some(({ value }) => hasInRow(wordsOf(value), words)),
      );
    case 'dfpre':
      return some(term.values, (value) => hasBlob(fields.preBlobs, value));
    case 'dfpost':
      return some(term.values, (value) => hasBlob(fields.postBlobs, value));
    case 'dfblob':
      return some(term.values, (value) =>
        hasBlob([...fields.preBlobs, ...fields.postBlobs], value),
      );
    case 'patchid':
      return some(term.values, (value) => fields.patchId?.startsWith(value) === true);
    case 'is':
    case 'has':
    case 'status':
    case 'reviewer':
    case 'instance':
      return null;
    default:
      return some<MailWords>(term.values, (words) => stands(mail, PLACES[term.field], words));
  }
}

const iso = (date: string): string => new Date(date).toISOString();

function hasBlob(blobs: readonly string[], id: string): boolean {
  return blobs.some((blob) => blob.startsWith(id) || id.startsWith(blob));
}

/** A part of a name: the last word may be a prefix. */
function isPart(mail: IndexedMail, field: TextField, text: string): boolean {
  const last = wordsOf(text).at(-1) ?? '';
  return stands(mail, [field], { text, prefix: last.length >= 3 });
}

function stands(mail: IndexedMail, places: readonly TextField[], words: MailWords): boolean {
  return places.some((place) =>
    textsAt(mail, place).some((text) => hasInRow(wordsOf(text), words)),
  );
}

function textsAt({ fields }: IndexedMail, place: TextField): readonly string[] {
  if (place === 'h' || place === 'tr')
    return fields[place].map(({ name, value }) => `${name}: ${value}`);
  const value = fields[place];
  return typeof value === 'string' ? [value] : value;
}

function hasInRow(words: readonly string[], { text, prefix }: MailWords): boolean {
  const wanted = wordsOf(text);
  const last = wanted.length - 1;
  return words.some((_, at) =>
    wanted.every((word, index) =>
      index === last && prefix
        ? words[at + index]?.startsWith(word) === true
        : words[at + index] === word,
    ),
  );
}

const known = new Map<string, readonly string[]>();

/** Words of a text, which is normalized as a whole and then split. Words are compared by their first 64 characters. */
function wordsOf(text: string): readonly string[] {
  const found = known.get(text);
  if (found !== undefined) return found;
  // A combining mark alone, or after punctuation, is ignored; otherwise it belongs to its letter.
  const plain = text.normalize('NFKD').toLowerCase().replaceAll('ς', 'σ').replace(/\p{M}/gu, '');
  const split = plain.replace(
    /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/gu,
    ' $& ',
  );
  const words = (split.match(/[\p{L}\p{N}_]+/gu) ?? []).map(beginning);
  known.set(text, words);
  return words;
}

function beginning(word: string): string {
  let end = '';
  for (const sign of word) {
    if (end.length + sign.length > 64) break;
    end += sign;
  }
  return end;
}
