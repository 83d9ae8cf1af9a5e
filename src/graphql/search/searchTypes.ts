import type { StateCategory } from '../../stateCategories.js';
import type { IsWord } from '../../search/ParsedQuery.js';

/** The types that search finds, in the order in which `parsedQuery.types` and `counts` name them. */
export const SEARCH_TYPES = [
  'PATCH',
  'SERIES',
  'COVER',
  'COMMENT',
  'MESSAGE',
  'PROJECT',
  'PERSON',
] as const;
/** One of {@link SEARCH_TYPES}. */
export type SearchType = (typeof SEARCH_TYPES)[number];

/** Types with replies: only the index finds them, each of them is read by a request of its own. */
export function isReplyType(type: SearchType): type is 'COMMENT' | 'MESSAGE' {
  return type === 'COMMENT' || type === 'MESSAGE';
}

/** A word of `is:` that must be read of each row. */
export type ReviewWord = 'reviewed' | 'complete' | 'latest' | 'tested' | 'obsolete';

const REVIEW_WORDS: ReadonlySet<IsWord> = new Set<ReviewWord>([
  'reviewed',
  'complete',
  'latest',
  'tested',
  'obsolete',
]);

/** Whether a value of `is:` requires a read of each row. */
export function isReviewWord(word: IsWord): word is ReviewWord {
  return REVIEW_WORDS.has(word);
}

/** Whether a word of `is:` says more of a patch than that it is one. */
export function isPatchWord(word: IsWord): word is 'pr' | 'open' | 'closed' {
  return word === 'pr' || word === 'open' || word === 'closed';
}

/** Meanings of `is:open` and `is:closed`. A state without a known meaning is neither. */
export const CATEGORIES: Readonly<Record<'open' | 'closed', readonly StateCategory[]>> = {
  open: ['ACTION_REQUIRED'],
  closed: ['ACCEPTED', 'CLOSED'],
};
