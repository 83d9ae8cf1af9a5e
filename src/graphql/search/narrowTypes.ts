import {
  HASH_FIELDS,
  MAIL_FIELDS,
  type FieldTerm,
  type IsWord,
  type ParsedQuery,
  type PlainTerm,
  type SearchTerm,
  type TextTerm,
} from '../../search/ParsedQuery.js';
import { tokensOf } from '../../corpus/tokens.js';
import { namesMailText } from './mailTerms.js';
import { searchError } from '../../search/searchError.js';
import { unwrapped } from './termsOn.js';
import { listInWords } from './listInWords.js';
import {
  isPatchWord,
  isReplyType,
  isReviewWord,
  SEARCH_TYPES,
  type SearchType,
} from './searchTypes.js';
import { lacksWords } from './wordNotes.js';

/** People need a token, so a search without one is not to fail on them. */
const DEFAULT_TYPES: readonly SearchType[] = ['PATCH', 'SERIES', 'COVER', 'PROJECT'];

const DATED: readonly SearchType[] = ['PATCH', 'SERIES', 'COVER', 'COMMENT', 'MESSAGE'];
/** Types in the index. */
const MAILS: readonly SearchType[] = ['PATCH', 'COVER', 'COMMENT', 'MESSAGE'];
/** Types that a pasted Message-ID can name. */
const POSTINGS: readonly SearchType[] = ['PATCH', 'COVER', 'MESSAGE'];

/** Which types can answer a field. */
const TYPES_BY_FIELD: Readonly<Record<FieldTerm['field'], readonly SearchType[]>> = {
  subject: DATED,
  submitter: [...DATED, 'PERSON'],
  project: [...DATED, 'PROJECT'],
  state: ['PATCH'],
  delegate: ['PATCH'],
  archived: ['PATCH'],
  check: ['PATCH'],
  version: ['PATCH', 'SERIES', 'COVER'],
  date: DATED,
  messageId: MAILS,
  instance: SEARCH_TYPES,
  is: SEARCH_TYPES,
  path: ['PATCH', 'SERIES'],
  reviewer: ['PATCH'],
  status: ['SERIES'],
  has: ['PATCH'],
  h: MAILS,
  ...sameFor(MAIL_FIELDS, MAILS),
  ...sameFor(HASH_FIELDS, MAILS),
};

function sameFor<F extends string>(
  fields: readonly F[],
  types: readonly SearchType[],
): Readonly<Record<F, readonly SearchType[]>> {
  return Object.fromEntries(fields.map((field) => [field, types])) as Record<F, typeof types>;
}

const NAMES: Readonly<Record<SearchType, string>> = {
  PATCH: 'patches',
  SERIES: 'series',
  COVER: 'covers',
  COMMENT: 'comments',
  MESSAGE: 'messages',
  PROJECT: 'projects',
  PERSON: 'people',
};

/** The types to which a value of `is:` can apply. */
function typesOfWord(word: IsWord): readonly SearchType[] {
  if (isPatchWord(word)) return ['PATCH'];
  if (word === 'reviewed' || word === 'latest' || word === 'obsolete') return ['PATCH', 'SERIES'];
  if (word === 'tested') return ['PATCH'];
  return word === 'complete' ? ['SERIES'] : [word.toUpperCase() as SearchType];
}

/**
 * The types that a query looks for: those asked for (or the default ones) that all its terms can be
 * answered by. None where none are asked for.
 *
 * @throws BadUserInputError with the position of the term that leaves none.
 */
export function narrowTypes(
  { text, terms }: ParsedQuery,
  asked: readonly SearchType[] | null | undefined,
): readonly SearchType[] {
  if (asked?.length === 0) return [];
  let types: readonly SearchType[] = asked ?? DEFAULT_TYPES;
  const wantsPeople = terms.some(
    (term) =>
      isField(term, 'is') && !term.negated && term.values.some(({ value }) => value === 'person'),
  );
  if (asked == null && wantsPeople) types = [...DEFAULT_TYPES, 'PERSON'];
  // Comments are found by the index only, so they are looked for where the query asks for it.
  if (asked == null && terms.some(namesMailText)) types = [...types, 'COMMENT'];
  for (const term of terms) {
    const able = typesOf(term);
    const left = types.filter((type) => able.includes(type));
    if (left.length === 0) {
      throw searchError(text, term.position, {
        problem: `This term applies to ${listed(able)}, but the search is limited to ${listed(types)}`,
        advice:
          able.length === 0
            ? 'omit it'
            : `remove it, or let "types" and the other terms include ${listed(able)}`,
      });
    }
    types = left;
  }
  return SEARCH_TYPES.filter((type) => types.includes(type));
}

/**
 * The types that the terms for one instance can match: without alternatives on other instances, those of
 * `(state:new OR instance:three)` can match patches only.
 */
export function typesOn(
  terms: readonly PlainTerm[],
  types: readonly SearchType[],
): readonly SearchType[] {
  return types.filter((type) => terms.every((term) => typesOf(term).includes(type)));
}

/**
 * The terms of a query as they are asked of one type: an alternative on what the type does not have is none of
 * it. A comment has no state, so of `(state:new OR nq:leak)` the second is left. Only names are compared with
 * punctuation, so replies are not found by it.
 */
export function termsFor(type: SearchType, terms: readonly PlainTerm[]): readonly PlainTerm[] {
  return terms.flatMap((term) => {
    if (term.kind !== 'group') return isReplyType(type) ? replyTerms(term) : [term];
    const own = term.alternatives.filter(
      (one) =>
        one.every((part) => typesOf(part).includes(type)) &&
        !(isReplyType(type) && lacksWords(one)),
    );
    return unwrapped({ ...term, alternatives: own.map((one) => termsFor(type, one)) });
  });
}

/** A term of names as it is asked of replies: without punctuation, for which the index has no words. */
function replyTerms(term: TextTerm | FieldTerm): readonly PlainTerm[] {
  if (!isField(term, 'subject') && !isField(term, 'submitter')) return [term];
  const values = term.values.filter(({ value }) => tokensOf(value).length > 0);
  if (values.length > 0) return [{ ...term, values }];
  const { position } = term;
  return term.negated ? [] : [{ kind: 'group', alternatives: [], negated: false, position }];
}

function isField<F extends FieldTerm['field']>(
  term: SearchTerm,
  field: F,
): term is Extract<FieldTerm, { readonly field: F }> {
  return term.kind === 'field' && term.field === field;
}

function typesOf(term: SearchTerm): readonly SearchType[] {
  if (term.kind === 'text') return SEARCH_TYPES;
  if (term.kind === 'group') {
    return SEARCH_TYPES.filter((type) =>
      term.alternatives.some((terms) => terms.every((one) => typesOf(one).includes(type))),
    );
  }
  if (term.kind === 'lookup') {
    if (term.lookup === 'number') return ['PATCH', 'SERIES', 'COVER'];
    if (term.lookup === 'url') return SEARCH_TYPES.filter((type) => type !== 'MESSAGE');
    return term.mayBeAddress ? SEARCH_TYPES : POSTINGS;
  }
  if (!isField(term, 'is')) return TYPES_BY_FIELD[term.field];
  const words = term.values.map(({ value }) => value);
  if (!term.negated) {
    return SEARCH_TYPES.filter((type) => words.some((word) => typesOfWord(word).includes(type)));
  }
  // -is:pr leaves the other patches; what is not reviewed can be a patch or series only.
  const [review] = words.filter(isReviewWord);
  if (review !== undefined) return typesOfWord(review);
  return SEARCH_TYPES.filter(
    (type) => !words.some((word) => !isPatchWord(word) && typesOfWord(word).includes(type)),
  );
}

function listed(types: readonly SearchType[]): string {
  return types.length === 0 ? 'nothing' : listInWords(types.map((type) => NAMES[type]));
}
