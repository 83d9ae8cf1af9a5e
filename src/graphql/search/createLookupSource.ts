import { BadUserInputError, type GatewayError } from '../../errors.js';
import { isDatabaseId } from '../../databaseId.js';
import { comparePlaces, notesOf } from '../../orderedList.js';
import type { Position, ReadNotes, ReadResult, Row } from '../../orderedList.js';
import { statusOf, type SourceStatus } from '../../federation/sourceStatus.js';
import { findPostings } from '../../catalog/lookups/findPostings.js';
import { childOperation } from '../../catalog/operation/childScope.js';
import type { PatchworkClient } from '../../patchwork/PatchworkClient.js';
import { isOfInstance } from '../../patchwork/resourceUrl.js';
import type { LookupTerm, SearchTerm } from '../../search/ParsedQuery.js';
import { searchError } from '../../search/searchError.js';
import type { RequestContext } from '../context.js';
import { messageIdsFor } from '../../catalog/lookups/findArchived.js';
import { findByUrl, type FoundObject } from '../../catalog/lookups/findByUrl.js';
import { matchesTerm } from './matchesTerm.js';
import {
  asFailure,
  RANKS,
  type SearchHit,
  type SearchSource,
  type SearchEntity,
} from './SearchSource.js';
import {
  coverSubject,
  patchSubject,
  personSubject,
  projectSubject,
  seriesSubject,
  type SearchSubject,
} from './SearchSubject.js';
import type { SearchType } from './searchTypes.js';

/** Input of the source of a pasted object. */
export interface LookupSourceOptions {
  readonly client: PatchworkClient;
  readonly lookup: LookupTerm;
  readonly types: readonly SearchType[];
  /** Other terms that must match. */
  readonly terms: readonly SearchTerm[];
  /** The query, to point into. */
  readonly text: string;
  readonly context: RequestContext;
}

/** A source of few objects that were pasted. */
export interface LookupSource extends SearchSource {
  /** Whether this instance has any, regardless of other terms; a failure is none. */
  readonly hasFound: () => Promise<boolean>;
}

interface Found extends ReadNotes {
  readonly rows: readonly Row<SearchHit>[];
  /** Errors of failed requests. */
  readonly failure?: GatewayError | undefined;
}

interface KnownFound extends Found {
  /** Whether there are any, regardless of other terms. */
  readonly isKnown: boolean;
}

/** The source of an instance's objects with a pasted Message-ID, URL or number. */
export function createLookupSource(options: LookupSourceOptions): LookupSource {
  const { client, types, terms } = options;
  const { operation: context, ledger } = childOperation(options.context);
  const { requests, notes } = ledger;
  let finding: Promise<KnownFound> | undefined;
  const find = (): Promise<KnownFound> => {
    finding ??= lookUp(options, context).then((found) => ({
      ...found,
      ...notesOf([found, notes()]),
      isKnown: found.rows.length > 0,
      rows: found.rows.filter(({ value }) => isMet(value, types, terms)),
    }));
    return finding;
  };
  const compare = comparePlaces('DESC');
  return {
    instance: client.name,
    key: `${client.name}:lookup`,
    client,
    types,
    requests,
    read: async (after: Position | null): Promise<ReadResult<SearchHit>> => {
      const found = await find();
      const { rows, failure } = found;
      if (failure !== undefined && rows.length === 0) throw failure;
      return {
        ...notesOf([found]),
        rows: [...rows].sort(compare).filter((row) => after === null || compare(row, after) > 0),
        exhausted: failure === undefined,
        ...(failure === undefined ? {} : { failure }),
      };
    },
    hasFound: async () => (await find()).isKnown,
    count: async (type) => {
      const { rows, failure } = await find();
      if (failure !== undefined) throw failure;
      return rows.filter(({ value }) => value.type === type).length;
    },
    complete: (status: SourceStatus = statusOf({ instance: client.name, notes: [] })) => ({
      ...status,
      fetchedAt: status.fetchedAt ?? notes().fetchedAt ?? null,
    }),
  };
}

async function lookUp(options: LookupSourceOptions, context: RequestContext): Promise<Found> {
  const { client, lookup } = options;
  switch (lookup.lookup) {
    case 'messageId':
      return await findMails(client, lookup.forms ?? [lookup.value], context);
    case 'number':
      return await findByNumber(options, lookup.value, context);
    case 'url': {
      const archived = await archivedMail(options);
      if (archived !== null) return await findMails(client, archived, context);
      const node = await findByUrl(lookup.value, context);
      return { rows: rowsOf(node, options) };
    }
  }
}

async function findMails(
  client: PatchworkClient,
  forms: readonly string[],
  { store, scope }: RequestContext,
): Promise<Found> {
  const [postings] = await findPostings([client], forms, store, scope);
  const { value = [], error, status } = postings ?? {};
  return {
    rows: value.flatMap((node) => rowOf(node) ?? []),
    failure: error,
    warnings: status?.warnings ?? [],
  };
}

/**
 * The Message-IDs that the address of an archived mail can mean; null for an address of an instance.
 *
 * @throws BadUserInputError for any other address.
 */
async function archivedMail({
  lookup,
  text,
  context,
}: LookupSourceOptions): Promise<readonly string[] | null> {
  const { clients } = context.gateway;
  const address = String(lookup.value);
  const instances = [...clients.values()].map(({ name, options: { url } }) => ({ name, url }));
  if (isOfInstance(address, instances)) return null;
  try {
    return await messageIdsFor(address, context);
  } catch (error) {
    if (!(error instanceof BadUserInputError)) throw error;
    const known = instances.map(({ name, url }) => `${name} (${url})`).join(', ');
    throw searchError(text, lookup.position, {
      problem: `This is not a URL of a configured instance or a known archive; configured instances: ${known}`,
      advice: 'quote it to search for it as text',
    });
  }
}

async function findByNumber(
  { client, types }: LookupSourceOptions,
  id: number,
  { store, facets }: RequestContext,
): Promise<Found> {
  if (!isDatabaseId(id)) return { rows: [] };
  const entities: SearchEntity[] = [];
  if (types.includes('PATCH')) entities.push(store.patches.get(client, id));
  if (types.includes('SERIES')) entities.push(store.series.get(client, id));
  if (types.includes('COVER')) entities.push(store.covers.get(client, id));
  const outcomes = await Promise.allSettled(
    entities.map((entity) => facets.load(entity, 'summary')),
  );
  const failures = outcomes.flatMap((one) =>
    one.status === 'rejected' ? [asFailure(one.reason)] : [],
  );
  return { rows: entities.flatMap((entity) => rowOf(entity) ?? []), failure: failures[0] };
}

/** The object of a URL; a check or comment is replaced by its parent. */
function rowsOf(
  node: FoundObject | null,
  { text, lookup }: LookupSourceOptions,
): readonly Row<SearchHit>[] {
  if (node === null) return [];
  const kind = 'kind' in node ? node.kind : 'Instance';
  const shown =
    'kind' in node
      ? node.kind === 'Comment'
        ? node.parent
        : node.kind === 'Check'
          ? node.patch
          : node
      : node;
  if (!('kind' in shown) || !isSearchEntity(shown)) {
    throw searchError(text, lookup.position, {
      problem: `This is the URL of a ${kind}, which search does not support`,
      advice: 'use resource(url:)',
    });
  }
  const row = rowOf(shown);
  return row === undefined ? [] : [row];
}

function isSearchEntity(node: Exclude<FoundObject, PatchworkClient>): node is SearchEntity {
  return ['Patch', 'Series', 'Cover', 'Project', 'Person'].includes(node.kind);
}

/** An object as a row; nothing where the server has none. */
function rowOf(node: SearchEntity): Row<SearchHit> | undefined {
  const subject = subjectOf(node);
  if (subject === undefined) return undefined;
  const { type, date, messageId } = subject;
  // The type keeps apart objects of one number and date.
  const key = `${RANKS.lookup}${date ?? ''} ${type}`;
  return { key, id: node.id, value: { type, node, messageId } };
}

function subjectOf(node: SearchEntity): SearchSubject | undefined {
  const data = node.at('summary') ?? node.at('basic');
  if (data === undefined || node.absent) return undefined;
  switch (node.kind) {
    case 'Patch':
      return patchSubject(data, node.client.options.states);
    case 'Series':
      return seriesSubject(data);
    case 'Cover':
      return coverSubject(data);
    case 'Project':
      return projectSubject(data);
    case 'Person':
      return personSubject(data);
    case 'Comment':
      // Its URL leads to its parent.
      return undefined;
  }
}

function isMet(
  { type, node }: SearchHit,
  types: readonly SearchType[],
  terms: readonly SearchTerm[],
): boolean {
  const subject = node.kind === 'Message' ? undefined : subjectOf(node);
  return (
    subject !== undefined &&
    types.includes(type) &&
    terms.every((term) => matchesTerm(subject, term))
  );
}
