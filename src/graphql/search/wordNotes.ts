import { tokensOf } from '../../corpus/tokens.js';
import type { SourceWarning } from '../../orderedList.js';
import { leavesOf, type PlainTerm } from '../../search/ParsedQuery.js';

/** Warns of words that an index cannot look for. */
export function punctuationNotes(terms: readonly PlainTerm[]): readonly SourceWarning[] {
  const found = terms
    .flatMap(leavesOf)
    .flatMap((term) =>
      term.kind === 'text' && tokensOf(term.value).length === 0 ? [term.value] : [],
    );
  if (found.length === 0) return [];
  const message = `${found.join(' ')} is ignored, because texts of mails are searched for words`;
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
