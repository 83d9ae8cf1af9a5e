import { BadUserInputError } from '../errors.js';
import { existing } from '../catalog/lookups/existing.js';
import type { FoundObject } from '../catalog/lookups/findByUrl.js';
import type { RequestContext } from './context.js';
import { decodeGlobalId } from './globalId.js';
import { clientOf } from './instances.js';

/** Whatever `node(id:)` can give. */
export type NodeModel = FoundObject;

/**
 * The object of a global id.
 *
 * @param argument name of the argument that the id came in.
 * @returns null when it is absent or hidden.
 * @throws BadUserInputError when the text is no global id, or names no configured instance.
 */
export async function findNode(
  text: string,
  context: RequestContext,
  argument = 'id',
): Promise<NodeModel | null> {
  const { instance, type, id, parent } = decodeGlobalId(text, argument);
  const client = clientOf(context.gateway, instance, argument);
  const { store } = context;
  switch (type) {
    case 'Instance':
      return client;
    case 'Project':
      return await existing(store.projectById(client, id), context);
    case 'Person':
      return await existing(store.personById(client, id), context);
    case 'User':
      return await existing(store.userById(client, id), context);
    case 'Series':
      return await existing(store.seriesById(client, id), context);
    case 'Cover':
      return await existing(store.coverById(client, id), context);
    case 'Patch':
      return await existing(store.patchById(client, id), context);
    case 'Bundle':
      return await existing(store.bundleById(client, id), context);
    case 'Check':
      return await existing(store.checkById(store.patchById(client, parent ?? 0), id), context);
    case 'PatchComment':
      return await existing(store.commentById(store.patchById(client, parent ?? 0), id), context);
    case 'CoverComment':
      return await existing(store.commentById(store.coverById(client, parent ?? 0), id), context);
    case 'Event':
      throw new BadUserInputError(
        'Patchwork cannot look up a single event; find it in events(filter: {since: ..., before: ...})',
        { argument: 'id' },
      );
  }
}
