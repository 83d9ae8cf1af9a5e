import { BadUserInputError } from '../../errors.js';
import type { CommentEntity } from '../../catalog/kinds/comment.js';
import { PatchworkClient } from '../../patchwork/PatchworkClient.js';
import { messageIdsFor } from '../../catalog/lookups/findArchived.js';
import { findByUrl } from '../../catalog/lookups/findByUrl.js';
import { findNode, type NodeModel } from '../findNode.js';
import { loadExisting } from '../../catalog/lookups/loadExisting.js';
import type { QueryResolvers } from '../generated/types.js';
import type { PersonModel } from '../models.js';
import { clientOf, clientsOf, requireDatabaseId } from '../instances.js';
import { listQueries } from './lists.js';
import { findMessage, emptyMessage } from '../findMessage.js';
import { findPersonBy } from '../findPersonBy.js';

/** The most ids that `nodes` takes at once. */
const MAX_NODES = 250;

type Typed = NodeModel | CommentEntity | PersonModel;

/** The GraphQL type of a node. */
export function nodeType(node: Typed): 'Instance' | Exclude<Typed, PatchworkClient>['kind'] {
  return node instanceof PatchworkClient ? 'Instance' : node.kind;
}

export const Query: QueryResolvers = {
  node: async (_root, { id }, context) => await findNode(id, context),
  nodes: (_root, { ids }, context) => {
    if (ids.length > MAX_NODES) {
      throw new BadUserInputError(
        `ids: too many at once (${String(ids.length)}); the maximum is ${String(MAX_NODES)}`,
        { argument: 'ids' },
      );
    }
    // graphql-js awaits each item by itself, so that a bad id spoils only its own place.
    return ids.map((id) => findNode(id, context, 'ids', ids.length)) as Promise<NodeModel>[];
  },
  instances: (_root, _args, { gateway }) => clientsOf(gateway, null),
  instance: (_root, { name }, { gateway }) => clientOf(gateway, name, 'name'),
  patch: (_root, { instance, databaseId }, context) => {
    const client = clientOf(context.gateway, instance);
    return loadExisting(context.store.patches.get(client, requireDatabaseId(databaseId)), context);
  },
  series: (_root, { instance, databaseId }, context) => {
    const client = clientOf(context.gateway, instance);
    return loadExisting(context.store.series.get(client, requireDatabaseId(databaseId)), context);
  },
  cover: (_root, { instance, databaseId }, context) => {
    const client = clientOf(context.gateway, instance);
    return loadExisting(context.store.covers.get(client, requireDatabaseId(databaseId)), context);
  },
  person: findPersonBy,
  user: (_root, { instance, databaseId }, context) => {
    const client = clientOf(context.gateway, instance);
    return loadExisting(context.store.users.get(client, requireDatabaseId(databaseId)), context);
  },
  bundle: (_root, { instance, databaseId }, context) => {
    const client = clientOf(context.gateway, instance);
    return loadExisting(context.store.bundles.get(client, requireDatabaseId(databaseId)), context);
  },
  check: (_root, { instance, patch, databaseId }, context) => {
    const client = clientOf(context.gateway, instance);
    const owner = context.store.patches.get(client, requireDatabaseId(patch, 'patch'));
    return loadExisting(context.store.checks.get(owner, requireDatabaseId(databaseId)), context);
  },
  project: async (_root, { instance, linkName }, context) => {
    const client = clientOf(context.gateway, instance);
    if (!/^[^/\s]+$/.test(linkName)) {
      throw new BadUserInputError(
        `linkName: "${linkName.slice(0, 80)}" is not a valid link name; it is the word after /project/ in the project's URL`,
        { argument: 'linkName' },
      );
    }
    return await context.readers.projectByName.load({ client, name: linkName });
  },
  operationCost: (_root, _args, { cost }) => ({
    ...cost,
    upstreamRequests: cost.upstreamRequests(),
  }),
  resource: async (_root, { url }, context) => await findByUrl(url, context),
  message: async (_root, { messageId, instances }, context) => {
    const clients = clientsOf(context.gateway, instances);
    if (clients.length === 0) return emptyMessage(messageId, context);
    return await findMessage(await messageIdsFor(messageId, context), clients, context);
  },
  ...listQueries,
};
