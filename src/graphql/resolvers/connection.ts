import type { PageInfoResolvers, SourceStatusResolvers } from '../generated/types.js';
import type { ConnectionModel, EdgeModel } from '../models.js';

/** Resolvers of any federated list. */
export const connection = {
  edges: async <Node>(list: ConnectionModel<Node>) => (await list.page()).edges,
  nodes: async <Node>(list: ConnectionModel<Node>) =>
    (await list.page()).edges.map(({ node }) => node),
  pageInfo: async <Node>(list: ConnectionModel<Node>) => (await list.page()).merged,
  totalCount: async <Node>(list: ConnectionModel<Node>) => await list.totalCount(),
  sources: async <Node>(list: ConnectionModel<Node>) => await list.sources(),
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
  warnings: ({ status }) => status.warnings,
  totalCount: async ({ totalCount }) => await totalCount(),
  fetchedAt: ({ status }) => status.fetchedAt?.toISOString() ?? null,
  requests: ({ status }) => status.requests ?? 0,
};
