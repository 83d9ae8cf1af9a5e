import { tokensOf } from '../../corpus/tokens.js';
import type { SourceWarning } from '../../orderedList.js';
import { namesMailText } from './mailTerms.js';
import {
  leavesOf,
  type FieldTerm,
  type PlainTerm,
  type TextTerm,
} from '../../search/ParsedQuery.js';
import { isReplyType, type SearchType } from './searchTypes.js';

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

/**
 * Warns of words that an index cannot look for.
 *
 * @param types that are searched.
 */
export function punctuationNotes(
  terms: readonly PlainTerm[],
  types: readonly SearchType[],
): readonly SourceWarning[] {
  const { ignored, named } = punctuationIn(terms);
  const because = 'because texts of mails are searched for words';
  return [
    ...(ignored.length > 0 ? [`${ignored.join(' ')} is ignored, ${because}`] : []),
    ...(named.length > 0 && types.some(isReplyType)
      ? [`comments are not searched for ${named.join(' ')}, ${because}`]
      : []),
  ].map((message) => ({ code: 'PUNCTUATION', message }));
}

/** Punctuation that is ignored, and that only names are compared with. */
function punctuationIn(terms: readonly PlainTerm[]): {
  readonly ignored: readonly string[];
  readonly named: readonly string[];
} {
  const isWordless = lacksWords(terms);
  const found = terms.map((term) => {
    if (term.kind === 'group') {
      const alternatives = term.alternatives.map(punctuationIn);
      return {
        ignored: alternatives.flatMap(({ ignored }) => ignored),
        named: alternatives.flatMap(({ named }) => named),
      };
    }
    const texts = textsOf(term).filter((text) => tokensOf(text).length === 0);
    return term.kind === 'text' && !isWordless
      ? { ignored: texts, named: [] }
      : { ignored: [], named: texts };
  });
  return {
    ignored: found.flatMap(({ ignored }) => ignored),
    named: found.flatMap(({ named }) => named),
  };
}

/** Warns of parts of names and addresses, which servers find within words. */
export function wholeWordNotes(terms: readonly PlainTerm[]): readonly SourceWarning[] {
  const isNamed = terms
    .flatMap(leavesOf)
    .some(
      (term) => term.kind === 'field' && textsOf(term).some((text) => tokensOf(text).length > 0),
    );
  if (!isNamed) return [];
  const message =
    'the index compares s: and f: with whole words, and with the beginning of the last one';
  return [{ code: 'WHOLE_WORDS', message }];
}
