import {
  ApolloClient,
  HttpLink,
  InMemoryCache,
  type FieldPolicy,
  type InMemoryCacheConfig,
} from '@apollo/client';
import { relayStylePagination } from '@apollo/client/utilities';

declare module '@apollo/client' {
  // eslint-disable-next-line @typescript-eslint/no-namespace -- Apollo Client's way to declare defaults
  namespace ApolloClient {
    // eslint-disable-next-line @typescript-eslint/no-namespace
    namespace DeclareDefaultOptions {
      interface WatchQuery {
        errorPolicy: 'all';
      }
      interface Query {
        errorPolicy: 'all';
      }
      interface Mutate {
        errorPolicy: 'all';
      }
    }
  }
}

/** Pages of one list are merged; lists with different arguments are separate. */
function pages(keyArgs: string[]): FieldPolicy {
  const relay = relayStylePagination(keyArgs) as FieldPolicy<unknown>;
  const { merge } = relay;
  if (typeof merge !== 'function') return relay;
  return {
    ...relay,
    // A list that the gateway refused is null and has an error. It must not become an empty list.
    merge: (existing: unknown, incoming: unknown, options): unknown =>
      incoming === null ? null : merge(existing ?? undefined, incoming, options),
  };
}

const FILTERED = ['filter', 'orderBy'];
const FEDERATED = ['instances', ...FILTERED];

export const cacheOptions: InMemoryCacheConfig = {
  possibleTypes: {
    Node: [
      'Instance',
      'Project',
      'Person',
      'User',
      'Series',
      'Cover',
      'Patch',
      'Bundle',
      'Check',
      'Comment',
    ],
    MailMessage: ['Patch', 'Cover', 'Comment'],
    SearchResult: ['Patch', 'Series', 'Cover', 'Comment', 'Message', 'Project', 'Person'],
    Event: [
      'CoverCreatedEvent',
      'PatchCreatedEvent',
      'PatchCompletedEvent',
      'PatchStateChangedEvent',
      'PatchDelegatedEvent',
      'PatchRelationChangedEvent',
      'CheckCreatedEvent',
      'SeriesCreatedEvent',
      'SeriesCompletedEvent',
      'CoverCommentCreatedEvent',
      'PatchCommentCreatedEvent',
      'UnknownEvent',
    ],
  },
  typePolicies: {
    Query: {
      fields: {
        projects: pages(FEDERATED),
        patches: pages(FEDERATED),
        seriesList: pages(FEDERATED),
        covers: pages(FEDERATED),
        people: pages(FEDERATED),
        users: pages(FEDERATED),
        bundles: pages(FEDERATED),
        events: pages(FEDERATED),
        search: pages(['query', 'types', 'instances', 'requireComplete']),
        reviewQueue: pages(['instances', 'filter']),
      },
    },
    Instance: {
      fields: {
        projects: pages(FILTERED),
        patches: pages(FILTERED),
        seriesList: pages(FILTERED),
        covers: pages(FILTERED),
        people: pages(FILTERED),
        users: pages(FILTERED),
        bundles: pages(FILTERED),
        events: pages(FILTERED),
      },
    },
    Project: {
      fields: {
        patches: pages(FILTERED),
        seriesList: pages(FILTERED),
        covers: pages(FILTERED),
        bundles: pages(FILTERED),
        events: pages(FILTERED),
      },
    },
    Person: { fields: { patches: pages(FILTERED), covers: pages(FILTERED) } },
    User: { fields: { delegatedPatches: pages(FILTERED) } },
    Viewer: { fields: { toDo: pages(['orderBy']), queue: pages(['filter']) } },
    // Part of one answer, without an id: fields read by another query are kept.
    PatchCounts: { merge: true },
  },
};

/** By default, Apollo Client discards all data if one field has an error. */
export const defaultOptions = {
  watchQuery: { errorPolicy: 'all' },
  query: { errorPolicy: 'all' },
  mutate: { errorPolicy: 'all' },
} as const;

export function createApolloClient(uri: string, tokens?: Record<string, string>): ApolloClient {
  const header = Object.entries(tokens ?? {}).map(([instance, token]) => `${instance}=${token}`);
  return new ApolloClient({
    link: new HttpLink({
      uri,
      headers: header.length === 0 ? {} : { 'X-Patchwork-Token': header.join(', ') },
    }),
    cache: new InMemoryCache(cacheOptions),
    defaultOptions,
  });
}
