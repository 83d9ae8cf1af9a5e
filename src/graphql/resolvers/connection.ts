import type { GraphQLResolveInfo } from 'graphql';
import type { PageInfoResolvers, SourceStatusResolvers } from '../generated/types.js';
import type { ConnectionModel, EdgeModel } from '../models.js';
import { selectedFields } from '../selectedFields.js';

/** Resolvers of any federated list. */
export const connection = {
  edges: async <Node>(list: ConnectionModel<Node>) => (await list.page()).edges,
  nodes: async <Node>(list: ConnectionModel<Node>) =>
    (await list.page()).edges.map(({ node }) => node),
  pageInfo: async <Node>(list: ConnectionModel<Node>) => (await list.page()).merged,
  totalCount: async <Node>(list: ConnectionModel<Node>) => await list.totalCount(),
  sources: async <Node>(
    list: ConnectionModel<Node>,
    _args: unknown,
    _context: unknown,
    info: GraphQLResolveInfo,
  ) => {
    // Counts do not wait for the page of the slowest instance.
    if (selectedFields(info).has('totalCount')) list.startCounts?.();
    return await list.sources();
  },
};

/** Resolvers of any row of a federated list. */
export const edge = {
  cursor: <Node>({ edge: merged }: EdgeModel<Node>) => merged.cursor(),
  node: <Node>({ node }: EdgeModel<Node>) => node,
};

export const PageInfo: PageInfoResolvers = {
  startCursor: (page) => page.startCursor(),
  endCursor: (page) => page.endCursor(),
  hasNextPage: (page) => page.hasNextPage,
  hasPreviousPage: (page) => page.hasPreviousPage,
};

export const SourceStatus: SourceStatusResolvers = {
  instance: ({ status }) => status.instance,
  status: ({ status }) => status.status,
  error: ({ status }) => status.error,
  warnings: async ({ status, countWarnings }) => {
    const known = new Set(status.warnings.map(({ message }) => message));
    const late = (await countWarnings?.()) ?? [];
    return [...status.warnings, ...late.filter(({ message }) => !known.has(message))];
  },
  totalCount: async ({ totalCount }) => await totalCount(),
  fetchedAt: ({ status }) => status.fetchedAt?.toISOString() ?? null,
  live: ({ status: { instance, status } }, _args, { gateway }) =>
    (status === 'OK' || status === 'PARTIAL') && gateway.feeds?.get(instance)?.isFollowing === true,
  requests: ({ status }) => status.requests ?? 0,
};
