/** The types that search finds, in the order in which `parsedQuery.types` and `counts` name them. */
export const SEARCH_TYPES = ['PATCH', 'SERIES', 'COVER', 'PROJECT', 'PERSON'] as const;
/** One of {@link SEARCH_TYPES}. */
export type SearchType = (typeof SEARCH_TYPES)[number];
