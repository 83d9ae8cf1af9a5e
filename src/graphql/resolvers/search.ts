import { formatParsedQuery } from '../../search/formatParsedQuery.js';
import type { SearchTerm } from '../../search/ParsedQuery.js';
import type {
  ParsedSearchQueryResolvers,
  ParsedSearchTermResolvers,
  QueryResolvers,
  SearchConnectionResolvers,
  SearchEdgeResolvers,
  SearchTypeCountResolvers,
} from '../generated/types.js';
import { readFileFields, readMailFields } from '../../corpus/readMailFields.js';
import { MailHeaders } from '../../mail/headers.js';
import { decodeSubject } from '../../mail/subject.js';
import { read } from '../../patchwork/shape.js';
import { matchExcerpts } from '../search/matchExcerpts.js';
import { createSearch } from '../search/SearchList.js';
import { connection, edge } from './connection.js';
import { coverageModels } from './searchCoverage.js';

/** Excerpts are looked for in so much of a text. UTF-16 units. */
const MAX_TEXT_LENGTH = 1_000_000;

export const search: NonNullable<QueryResolvers['search']> = (_root, args, context) =>
  createSearch(args, context, new Date());

export const SearchConnection: SearchConnectionResolvers = {
  ...connection,
  parsedQuery: (list) => list.request,
  counts: (list) => list.request.types.map((type) => ({ list, type })),
  warnings: (list) => list.warnings(),
  complete: (list) => list.complete(),
  coverage: async (list) => coverageModels(await list.coverage(), list.request.clients),
};

export const SearchEdge: SearchEdgeResolvers = {
  ...edge,
  matches: async ({ node: found, terms }, _args, { facets }) => {
    if (terms === undefined) return null;
    const node = found.kind === 'Message' ? found.first : found;
    if (node === undefined) return null;
    if (node.kind !== 'Patch' && node.kind !== 'Cover' && node.kind !== 'Comment') return null;
    await facets.load(node, 'detail');
    const data = node.at('detail');
    if (data === undefined) return null;
    const named = node.kind === 'Comment' ? undefined : node.at('summary');
    const subject =
      node.kind === 'Comment' ? decodeSubject(node.at('summary')?.subject ?? '') : named?.name;
    const patch = node.kind === 'Patch' ? node.at('detail') : undefined;
    const mail = {
      subject: subject ?? '',
      headers: new MailHeaders(read(data, 'headers')),
      content: read(data, 'content') ?? '',
      diff: patch === undefined ? null : read(patch, 'diff'),
    };
    const fields = readMailFields(mail, MAX_TEXT_LENGTH);
    return matchExcerpts(fields, readFileFields(mail, MAX_TEXT_LENGTH), terms);
  },
};

export const SearchTypeCount: SearchTypeCountResolvers = {
  count: async ({ list, type }) => await list.count(type),
};

export const ParsedSearchQuery: ParsedSearchQueryResolvers = {
  text: ({ parsed }) => formatParsedQuery(parsed),
  terms: ({ parsed }) => parsed.terms,
  instances: ({ clients }) => clients.map(({ name }) => name),
};

/** `text`, the name of a field, or the pasted text. */
function fieldOf(term: SearchTerm): string {
  if (term.kind === 'text') return 'text';
  if (term.kind === 'group') return 'group';
  return term.kind === 'lookup' ? term.lookup : term.field;
}

export const ParsedSearchTerm: ParsedSearchTermResolvers = {
  field: fieldOf,
  value: (term) => {
    if (term.kind === 'group') return formatParsedQuery({ terms: [{ ...term, negated: false }] });
    if (term.kind !== 'field') return String(term.value);
    const text = formatParsedQuery({ terms: [{ ...term, negated: false }] });
    return text.slice(text.indexOf(':') + 1);
  },
  phrase: (term) => term.kind === 'text' && term.phrase,
  start: ({ position }) => position.start,
  end: ({ position }) => position.end,
};
