import type { FieldTerm, SearchTerm } from '../../search/ParsedQuery.js';
import { isWholeAddress } from './matchesTerm.js';
import type { StateCategory } from '../../stateCategories.js';
import { CATEGORIES, isPatchWord, isReviewWord, type SearchType } from './searchTypes.js';

/** A query split into filters of the servers and conditions that the gateway checks row by row. */
export interface SplitTerms {
  /** Every one has to occur in the name. */
  readonly words: readonly string[];
  /** Several texts of `s:a,b`: one of them has to occur. */
  readonly subjects: readonly string[];
  readonly project?: readonly string[];
  readonly submitter?: readonly string[];
  readonly delegate?: readonly string[];
  readonly state?: readonly string[];
  /** Meaning of the state. */
  readonly category?: readonly StateCategory[];
  readonly archived?: boolean;
  readonly messageIds?: readonly string[];
  /** RFC 3339 in UTC. */
  readonly since?: string;
  readonly before?: string;
  /** Conditions for which REST has no filter. */
  readonly leftover: readonly SearchTerm[];
  /** Data that must be read for each row. */
  readonly review: readonly FieldTerm[];
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** With more texts in one `s:`, the gateway filters: each text costs a separate list. */
const MAX_SUBJECTS = 5;

/**
 * Words as every server takes them in `q`. Servers part it at blanks and commas, newer ones read
 * quotes too (`rest_framework/filters.py`), and none takes control characters.
 */
export function serverWords(text: string): readonly string[] {
  return text.split(/[\s,'"\p{Cc}]+/u).filter((word) => word !== '');
}

/** Parts the terms of a query. `instance:` is none of a server's business. */
export function splitTerms(terms: readonly SearchTerm[]): SplitTerms {
  const words: string[] = [];
  const leftover: SearchTerm[] = [];
  const review: FieldTerm[] = [];
  const split: Mutable<SplitTerms> = { words, subjects: [], leftover, review };
  const addWords = (text: string, term: SearchTerm): void => {
    const found = serverWords(text);
    words.push(...found);
    if (found.length !== 1 || found[0] !== text) leftover.push(term);
  };
  for (const term of terms) {
    if (term.kind === 'text' && !term.negated) addWords(term.value, term);
    else if (term.kind === 'text' || term.kind === 'group') leftover.push(term);
    else if (term.kind === 'field' && mustBeRead(term)) review.push(term);
    else if (term.kind === 'field' && !takeField(term, split, addWords)) leftover.push(term);
  }
  return split;
}

/** Whether rows do not show by themselves if they meet a term. */
function mustBeRead(term: FieldTerm): boolean {
  switch (term.field) {
    case 'path':
    case 'reviewer':
    case 'status':
    case 'has':
      return true;
    case 'check':
      return term.values.some(({ value }) => value === 'none');
    case 'is':
      return term.values.some(({ value }) => isReviewWord(value));
    default:
      return false;
  }
}

/** @returns whether the servers take this term. */
function takeField(
  term: FieldTerm,
  split: Mutable<SplitTerms>,
  addWords: (text: string, term: SearchTerm) => void,
): boolean {
  if (term.field === 'instance') return true;
  if (term.field === 'archived') {
    const [first] = term.values;
    if (first === undefined || split.archived !== undefined) return false;
    split.archived = first.value !== term.negated;
    return true;
  }
  if (term.negated) return false;
  switch (term.field) {
    case 'subject': {
      const texts = term.values.map(({ value }) => value);
      const [only] = texts;
      if (only !== undefined && texts.length === 1) {
        addWords(only, term);
        return true;
      }
      if (split.subjects.length === 0 && texts.length <= MAX_SUBJECTS) split.subjects = texts;
      // Lists of several texts overlap, so their rows are looked at in any case.
      return false;
    }
    case 'date':
      for (const { value } of term.values) {
        const { since, before } = value;
        if (since !== null && !(Date.parse(split.since ?? '') >= Date.parse(since))) {
          split.since = since;
        }
        if (before !== null && !(Date.parse(split.before ?? '') <= Date.parse(before))) {
          split.before = before;
        }
      }
      return true;
    case 'project':
      if (split.project !== undefined) return false;
      split.project = term.values.map(({ value }) => value);
      return true;
    case 'state':
      if (split.state !== undefined) return false;
      split.state = term.values.map(({ value }) => value);
      return true;
    case 'messageId':
      if (split.messageIds !== undefined) return false;
      split.messageIds = [...new Set(term.values.map(({ value }) => value))];
      return true;
    case 'submitter': {
      const values = term.values.map(({ value }) => value);
      if (split.submitter !== undefined || !values.every(isWholeAddress)) return false;
      split.submitter = values;
      return true;
    }
    case 'delegate': {
      const values = term.values.flatMap(({ value }) => (value === null ? [] : [value]));
      if (split.delegate !== undefined || values.length < term.values.length) return false;
      split.delegate = values;
      return true;
    }
    case 'is': {
      const categories = term.values.flatMap(({ value }) =>
        value === 'open' || value === 'closed' ? [CATEGORIES[value]] : [],
      );
      if (split.category !== undefined || categories.length < term.values.length) return false;
      split.category = categories.flat();
      return true;
    }
    default:
      return false;
  }
}

/** Terms that rows of one type have to be looked at for. */
export function leftoverFor(type: SearchType, { leftover }: SplitTerms): readonly SearchTerm[] {
  return leftover.filter((term) => {
    if (term.kind !== 'field' || term.field !== 'is') return true;
    // The types were narrowed by it already, and only of patches it says more.
    const words = term.values.map(({ value }) => value);
    return type === 'PATCH' && words.some(isPatchWord) && !words.includes('patch');
  });
}
