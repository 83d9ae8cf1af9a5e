import { tokensOf } from '../../corpus/tokens.js';
import type { PlainTerm } from '../../search/ParsedQuery.js';
import { namesMailText } from './mailTerms.js';
import type { SearchType } from './searchTypes.js';

/**
 * Role of the index for terms of one type. `only`: nothing else can answer. `more`: servers look for words in names,
 * the index in whole mails. `faster`: it finds the few mails of which the rest is read. `none`: servers
 * answer as well.
 */
export type IndexNeed = 'only' | 'more' | 'faster' | 'none';

/** Role of the index for a query. */
export function indexNeed(type: SearchType, terms: readonly PlainTerm[]): IndexNeed {
  if (type === 'COMMENT' || type === 'MESSAGE') return 'only';
  if (type !== 'PATCH' && type !== 'COVER') return 'none';
  if (terms.some(namesMailText)) return 'only';
  if (terms.some(hasWords)) return 'more';
  const hasPath = terms.some(
    (term) => term.kind === 'field' && term.field === 'path' && !term.negated,
  );
  return hasPath ? 'faster' : 'none';
}

function hasWords(term: PlainTerm): boolean {
  if (term.kind === 'group') return term.alternatives.some((one) => one.some(hasWords));
  // Punctuation is not indexed; names are compared with it.
  return term.kind === 'text' && tokensOf(term.value).length > 0;
}
