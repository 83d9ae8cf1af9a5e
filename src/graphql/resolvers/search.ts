import { formatParsedQuery } from '../../search/formatParsedQuery.js';
import type { SearchTerm } from '../../search/ParsedQuery.js';
import type {
  ParsedSearchQueryResolvers,
  ParsedSearchTermResolvers,
  QueryResolvers,
  SearchConnectionResolvers,
  SearchTypeCountResolvers,
} from '../generated/types.js';
import { createSearch } from '../search/SearchList.js';
import { connection } from './connection.js';

export const search: NonNullable<QueryResolvers['search']> = (_root, args, context) =>
  createSearch(args, context, new Date());

export const SearchConnection: SearchConnectionResolvers = {
  ...connection,
  parsedQuery: (list) => list.request,
  counts: (list) => list.request.types.map((type) => ({ list, type })),
  warnings: (list) => list.warnings(),
};

export const SearchTypeCount: SearchTypeCountResolvers = {
  count: async ({ list, type }) => await list.count(type),
};

export const ParsedSearchQuery: ParsedSearchQueryResolvers = {
  text: ({ parsed }) => formatParsedQuery(parsed),
  terms: ({ parsed }) => parsed.terms,
  instances: ({ clients }) => clients.map(({ name }) => name),
};

/** `text`, the name of a field, or what was pasted. */
function fieldOf(term: SearchTerm): string {
  if (term.kind === 'text') return 'text';
  return term.kind === 'lookup' ? term.lookup : term.field;
}

export const ParsedSearchTerm: ParsedSearchTermResolvers = {
  field: fieldOf,
  value: (term) => {
    if (term.kind !== 'field') return String(term.value);
    const text = formatParsedQuery({ terms: [{ ...term, negated: false }] });
    return text.slice(text.indexOf(':') + 1);
  },
  phrase: (term) => term.kind === 'text' && term.phrase,
  start: ({ position }) => position.start,
  end: ({ position }) => position.end,
};
