import { tokensOf } from '../../corpus/tokens.js';
import type { SourceWarning } from '../../orderedList.js';
import { namesMailText } from './mailTerms.js';
import {
  leavesOf,
  type FieldTerm,
  type PlainTerm,
  type TextTerm,
} from '../../search/ParsedQuery.js';

/** Whether a query searches texts for punctuation only, so that the index cannot find a mail for it. */
export function lacksWords(terms: readonly PlainTerm[]): boolean {
  const leaves = terms.flatMap(leavesOf).filter(({ negated }) => !negated);
  const texts = leaves.flatMap(textsOf);
  return (
    texts.length > 0 &&
    texts.every((text) => tokensOf(text).length === 0) &&
    !terms.some(namesMailText)
  );
}

function textsOf(term: TextTerm | FieldTerm): readonly string[] {
  if (term.kind === 'text') return [term.value];
  if (term.field !== 'subject' && term.field !== 'submitter') return [];
  return term.values.map(({ value }) => value);
}

/** Warns of words that an index cannot look for. */
export function punctuationNotes(terms: readonly PlainTerm[]): readonly SourceWarning[] {
  const isWordless = lacksWords(terms);
  const found = terms
    .flatMap(leavesOf)
    .flatMap((term) => (term.kind === 'text' || isWordless ? textsOf(term) : []))
    .filter((text) => tokensOf(text).length === 0);
  if (found.length === 0) return [];
  const words = found.join(' ');
  const message = isWordless
    ? `comments are not searched for ${words}, because texts of mails are searched for words`
    : `${words} is ignored, because texts of mails are searched for words`;
  return [{ code: 'PUNCTUATION', message }];
}

/** Warns of parts of names and addresses, which servers find within words. */
export function wholeWordNotes(terms: readonly PlainTerm[]): readonly SourceWarning[] {
  const isNamed = terms
    .flatMap(leavesOf)
    .some(
      (term) => term.kind === 'field' && (term.field === 'subject' || term.field === 'submitter'),
    );
  if (!isNamed) return [];
  const message =
    'beside a field of the index, s: and f: find whole words, and the beginning of the last one';
  return [{ code: 'WHOLE_WORDS', message }];
}
