import type { TextField } from '../../corpus/IndexedMail.js';
import type { IndexCondition } from '../../corpus/IndexPlan.js';
import { headerTokens, tokensOf } from '../../corpus/tokens.js';
import type { EmbeddedProject } from '../../patchwork/resources/project.js';
import { toSlug } from '../../patchwork/StateNumbers.js';
import {
  leavesOf,
  type FieldTerm,
  type MailWords,
  type PlainTerm,
} from '../../search/ParsedQuery.js';
import { isMailField, type MailTerm } from './mailTerms.js';
import { isOfProject } from './matchesTerm.js';

const EVERY_MAIL: IndexCondition = { kind: 'and', parts: [] };

const DIFF: readonly TextField[] = ['dfn', 'dfa', 'dfb', 'dfctx', 'dfhh'];
/** As on lore.kernel.org, text that is not quoted includes diffs. */
const NOT_QUOTED: readonly TextField[] = ['nq', ...DIFF];
const BODY: readonly TextField[] = [...NOT_QUOTED, 'q'];
/** Fields that are searched for words without a field. */
const WORDS: readonly TextField[] = ['s', 'f', 'n', ...BODY];

type TextTermField = Exclude<MailTerm['field'], 'dfpre' | 'dfpost' | 'dfblob' | 'patchid' | 'h'>;

const FIELDS: Readonly<Record<TextTermField, readonly TextField[]>> = {
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
};

const HEADER_FIELDS: ReadonlyMap<string, TextField> = new Map([
  ['subject', 's'],
  ['from', 'f'],
  ['to', 't'],
  ['cc', 'c'],
]);

/** Beginnings of fewer letters are those of too many words. */
const MIN_PREFIX_LENGTH = 3;

/**
 * Condition of an index for terms that must all match. Where it knows less than a term asks, the condition is wider:
 * the rows are looked at again.
 *
 * @param projects of the instance, which a query names by list id or address as well. Default: none.
 */
export function indexCondition(
  terms: readonly PlainTerm[],
  projects: readonly EmbeddedProject[] = [],
): IndexCondition {
  return { kind: 'and', parts: terms.map((term) => conditionOf(term, projects)) };
}

/** Whether the index alone decides a term, so that its count is exact. */
export function isDecidedByIndex(term: PlainTerm): boolean {
  if (term.kind === 'text') return tokensOf(term.value).length > 0;
  if (term.kind === 'group') return term.alternatives.every((one) => one.every(isDecidedByIndex));
  switch (term.field) {
    case 'path':
    case 'reviewer':
    case 'status':
    case 'has':
      return false;
    case 'subject':
    case 'submitter':
      return term.values.every(({ value }) => tokensOf(value).length > 0);
    case 'delegate':
      return term.values.every(({ value }) => value === null || isAscii(value));
    case 'check':
      return !asksForNoChecks(term);
    case 'is':
      return !term.values.some(({ value }) => !PLAIN_WORDS.has(value));
    default:
      return true;
  }
}

/** Fields that the index may not know of a mail, which then matches, so that its row is compared. */
const MAYBE_UNKNOWN: ReadonlySet<FieldTerm['field']> = new Set<FieldTerm['field']>([
  'state',
  'delegate',
  'archived',
  'check',
  'version',
]);

/** Condition of mails of which the index does not know what terms ask for; null where it knows all of it. */
export function unknownCondition(terms: readonly PlainTerm[]): IndexCondition | null {
  const parts = terms
    .flatMap(leavesOf)
    .filter((term) => term.kind === 'field' && MAYBE_UNKNOWN.has(term.field))
    .map((term): IndexCondition => {
      // Only what is not known matches both.
      const part = wideConditionOf(term, []);
      return { kind: 'and', parts: [part, { kind: 'not', part }] };
    });
  return parts.length === 0 ? null : { kind: 'or', parts };
}

const PLAIN_WORDS: ReadonlySet<string> = new Set(['patch', 'cover', 'series', 'project', 'person']);

function conditionOf(term: PlainTerm, projects: readonly EmbeddedProject[]): IndexCondition {
  const condition = wideConditionOf(term, projects);
  if (!term.negated) return condition;
  // The opposite of a condition that is too wide is too narrow. `is:patch` narrows the types only.
  return isDecidedByIndex(term) && condition !== EVERY_MAIL
    ? { kind: 'not', part: condition }
    : EVERY_MAIL;
}

function wideConditionOf(term: PlainTerm, projects: readonly EmbeddedProject[]): IndexCondition {
  if (term.kind === 'text') {
    const { value, phrase, prefix = false } = term;
    const words = wordsIn(WORDS, { text: value, prefix });
    return phrase || prefix ? words : anyOf([words, namesIn('s', value)]);
  }
  if (term.kind === 'group') {
    return anyOf(term.alternatives.map((one) => indexCondition(one, projects)));
  }
  if (isMailField(term)) return mailCondition(term);
  return term.field === 'project' ? projectCondition(term, projects) : rowCondition(term);
}

function mailCondition(term: MailTerm): IndexCondition {
  switch (term.field) {
    case 'h':
      return anyOf(
        term.values.map(({ value }) => {
          const field = HEADER_FIELDS.get(value.name.toLowerCase());
          if (field !== undefined) return wordsIn([field], value);
          const tokens = headerTokens(value.name, value.text);
          return { kind: 'text', fields: ['h'], tokens, prefix: value.prefix };
        }),
      );
    case 'dfpre':
    case 'dfpost':
    case 'dfblob': {
      const side = term.field === 'dfpre' ? 'pre' : term.field === 'dfpost' ? 'post' : 'both';
      return anyOf(term.values.map(({ value }) => ({ kind: 'blob', side, id: value })));
    }
    case 'patchid':
      return anyOf(term.values.map(({ value }) => ({ kind: 'patchId', id: value })));
    default: {
      const fields = FIELDS[term.field];
      return anyOf(term.values.map(({ value }) => wordsIn(fields, value)));
    }
  }
}

function projectCondition(
  { values }: Extract<FieldTerm, { readonly field: 'project' }>,
  projects: readonly EmbeddedProject[],
): IndexCondition {
  const names = projects
    .filter((project) => values.some(({ value }) => isOfProject(project, value)))
    .flatMap(({ link_name: name }) => name ?? []);
  return { kind: 'project', names };
}

function rowCondition(
  term: Exclude<FieldTerm, MailTerm | { readonly field: 'project' }>,
): IndexCondition {
  switch (term.field) {
    case 'subject':
      return anyOf(term.values.map(({ value }) => namesIn('s', value)));
    case 'submitter':
      return anyOf(term.values.map(({ value }) => namesIn('f', value)));
    case 'state':
      return summary(
        'state',
        term.values.flatMap(({ value }) => [value, toSlug(value)]),
      );
    case 'delegate':
      // SQLite compares letters beyond ASCII as they are.
      if (!isDecidedByIndex(term)) return EVERY_MAIL;
      return summary(
        'delegate',
        term.values.map(({ value }) => value?.toLowerCase() ?? ''),
      );
    case 'archived':
      return anyOf(term.values.map(({ value }) => ({ kind: 'archived', value })));
    case 'check': {
      if (asksForNoChecks(term)) return EVERY_MAIL;
      // Servers show a patch without checks as pending.
      const words = term.values.flatMap(({ value }) =>
        value === 'pending' ? [value, 'none'] : [value],
      );
      return summary('check', words);
    }
    case 'version':
      return anyOf(term.values.map(({ value }) => ({ kind: 'version', ...value })));
    case 'date':
      return anyOf(
        term.values.map(({ value: { since, before } }) => ({
          kind: 'date',
          since: secondsOf(since),
          before: secondsOf(before),
        })),
      );
    case 'messageId':
      return { kind: 'messageId', ids: term.values.map(({ value }) => value) };
    case 'path':
      return anyOf(term.values.map(({ value }) => pathCondition(value)));
    default:
      return EVERY_MAIL;
  }
}

function isAscii(text: string): boolean {
  return !/[^\p{ASCII}]/u.test(text);
}

function asksForNoChecks(term: Extract<FieldTerm, { readonly field: 'check' }>): boolean {
  return term.values.some(({ value }) => value === 'none');
}

/** The part of a pattern before its first wildcard; the rest is looked at in the diff. */
export function pathCondition(pattern: string): IndexCondition {
  const wildcard = pattern.search(/[*?[]/);
  const plain = wildcard < 0 ? pattern : pattern.slice(0, pattern.lastIndexOf('/', wildcard) + 1);
  const tokens = tokensOf(plain);
  return tokens.length === 0
    ? EVERY_MAIL
    : { kind: 'text', fields: ['dfn'], tokens, prefix: false };
}

/** A part of a name: its last word may go on. */
function namesIn(field: TextField, text: string): IndexCondition {
  const last = tokensOf(text).at(-1) ?? '';
  return wordsIn([field], { text, prefix: last.length >= MIN_PREFIX_LENGTH });
}

function wordsIn(fields: readonly TextField[], { text, prefix }: MailWords): IndexCondition {
  const tokens = tokensOf(text);
  // Punctuation is not indexed, so it narrows nothing.
  return tokens.length === 0 ? EVERY_MAIL : { kind: 'text', fields, tokens, prefix };
}

function summary(field: 'state' | 'delegate' | 'check', values: readonly string[]): IndexCondition {
  return { kind: 'summary', field, values: [...new Set(values)] };
}

function anyOf(parts: readonly IndexCondition[]): IndexCondition {
  const [only] = parts;
  return only !== undefined && parts.length === 1 ? only : { kind: 'or', parts };
}

function secondsOf(date: string | null): number | null {
  return date === null ? null : Math.ceil(Date.parse(date) / 1000);
}
