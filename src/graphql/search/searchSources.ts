import type { PatchworkClient } from '../../patchwork/PatchworkClient.js';
import type { FieldTerm, LookupTerm, PlainTerm, SearchTerm } from '../../search/ParsedQuery.js';
import { displayMessageId } from '../../mail/messageId.js';
import type { RequestContext } from '../context.js';
import { INDEXED_KINDS, IndexSource, type IndexedType } from './IndexSource.js';
import { createListSource, type ListedType } from './createListSource.js';
import { createLookupSource } from './createLookupSource.js';
import { indexNeed } from './indexNeed.js';
import type { IndexScope } from './IndexScope.js';
import type { SearchRequest } from './readSearchRequest.js';
import type { SearchSource } from './SearchSource.js';
import { termsFor, typesOn } from './narrowTypes.js';
import type { SearchType } from './searchTypes.js';
import { termsOn } from './termsOn.js';

/** What a search reads: for each instance and type its index, its list or both, or a lookup. */
export function createSources(
  request: SearchRequest,
  context: RequestContext,
): readonly SearchSource[] {
  const { clients, lookup, parsed, terms: asked, types } = request;
  // Every instance that is left has something to be requested.
  const termsOf = ({ name }: PatchworkClient) => termsOn(name, asked) ?? asked;
  if (lookup === undefined) {
    return clients.flatMap((client) => {
      const all = termsOf(client);
      const scope = request.scopeOf(client, all, context);
      const sharing = types.length * clients.length;
      return typesOn(all, types).flatMap((type) =>
        sourcesOf({ type, client, terms: termsFor(type, all), context, scope, sharing }),
      );
    });
  }
  const mailTypes = types.filter((type) => type === 'PATCH' || type === 'COVER');
  const found = lookup.lookup === 'messageId' ? mailTypes : types;
  const lookups = clients.map((client) =>
    createLookupSource({
      client,
      lookup,
      types: found,
      terms: termsOf(client),
      text: parsed.text,
      context,
    }),
  );
  const messages =
    lookup.lookup === 'messageId' && types.includes('MESSAGE')
      ? clients.map((client) => messageSource(client, lookup, termsOf(client), request, context))
      : [];
  if (lookup.lookup !== 'messageId' || !lookup.mayBeAddress) {
    return found.length === 0 ? messages : [...lookups, ...messages];
  }

  // `jane@example.org` is a Message-ID first; where no instance has it, it is somebody's address.
  let isWanted: Promise<boolean> | undefined;
  const noneFound = (): Promise<boolean> => {
    isWanted ??= Promise.allSettled(lookups.map((source) => source.hasFound())).then((outcomes) =>
      outcomes.every((one) => one.status === 'rejected' || !one.value),
    );
    return isWanted;
  };
  const lists = clients.flatMap((client) =>
    types.filter(isListed).map((type) =>
      createListSource({
        type,
        client,
        terms: [
          ...termsFor(type, termsOf(client)),
          addressTerm(type, lookup.value, lookup.position),
        ],
        context,
        isWanted: noneFound,
        isGuess: true,
      }),
    ),
  );
  return mailTypes.length === 0 ? [...messages, ...lists] : [...lookups, ...messages, ...lists];
}

/** The indexed mails with a pasted Message-ID. */
function messageSource(
  client: PatchworkClient,
  { value, position }: Extract<LookupTerm, { readonly lookup: 'messageId' }>,
  terms: readonly PlainTerm[],
  request: SearchRequest,
  context: RequestContext,
): SearchSource {
  const values = [{ value: displayMessageId(value), position }];
  const term: PlainTerm = { kind: 'field', field: 'messageId', values, negated: false, position };
  const asked = [...termsFor('MESSAGE', terms), term];
  const scope = request.scopeOf(client, asked, context);
  return new IndexSource({ type: 'MESSAGE', client, terms: asked, context, scope });
}

/** The sources of one type of one instance: the index, the server's list, or both. */
function sourcesOf(options: {
  readonly type: SearchType;
  readonly client: PatchworkClient;
  readonly terms: readonly PlainTerm[];
  readonly context: RequestContext;
  readonly scope: () => Promise<IndexScope | null>;
  readonly sharing: number;
}): readonly SearchSource[] {
  const { type, client, terms, context, scope, sharing } = options;
  const need = indexNeed(type, terms);
  if (isIndexed(type) && need === 'only') {
    return [new IndexSource({ type, client, terms, context, scope, sharing })];
  }
  if (!isListed(type)) return [];
  if (!isIndexed(type) || need === 'none' || context.gateway.index === undefined) {
    return [createListSource({ type, client, terms, context })];
  }
  // Where the index does not answer, the server's list stands alone; the other source reports why.
  const known = (): Promise<IndexScope | null> => scope().catch(() => null);
  const list = createListSource({
    type,
    client,
    terms,
    context,
    // The server adds results that the index lacks.
    isWanted: async () => (await known())?.missing !== null,
    moreTerms: async () => {
      const before = (await known())?.listedBefore ?? null;
      return need === 'more' && before !== null ? [beforeTerm(before)] : [];
    },
  });
  return [new IndexSource({ type, client, terms, context, scope, sharing }), list];
}

function isListed(type: SearchType): type is ListedType {
  return type !== 'COMMENT' && type !== 'MESSAGE';
}

function isIndexed(type: SearchType): type is IndexedType {
  return type in INDEXED_KINDS;
}

const NOWHERE = { start: 0, end: 0 };

function beforeTerm(before: string): SearchTerm {
  const values = [{ value: { since: null, before }, position: NOWHERE }];
  return { kind: 'field', field: 'date', values, negated: false, position: NOWHERE };
}

/** A pasted address as a term: whose mails they are, or which project's list it is. */
function addressTerm(
  type: SearchType,
  value: string,
  position: SearchTerm['position'],
): SearchTerm {
  if (type === 'PROJECT') return { kind: 'text', value, phrase: true, negated: false, position };
  const term: Extract<FieldTerm, { readonly field: 'submitter' }> = {
    kind: 'field',
    field: 'submitter',
    values: [{ value, position }],
    negated: false,
    position,
  };
  return term;
}
