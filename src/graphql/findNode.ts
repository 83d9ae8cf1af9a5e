import { BadUserInputError } from '../errors.js';
import { entityAt, nameOfId } from '../catalog/kinds/kinds.js';
import { loadExisting } from '../catalog/lookups/loadExisting.js';
import type { FoundObject } from '../catalog/lookups/findByUrl.js';
import { PatchworkClient } from '../patchwork/PatchworkClient.js';
import type { RequestContext } from './context.js';
import { decodeGlobalId } from './globalId.js';
import { clientOf } from './instances.js';

/** Whatever `node(id:)` can give. */
export type NodeModel = FoundObject;

/**
 * The object that a global id names, without reading it: it may be absent or hidden.
 *
 * @param argument name of the argument that the id came in.
 * @throws BadUserInputError if the text is not a global id, or names no configured instance.
 */
export function entityOfId(
  text: string,
  { gateway, store }: Pick<RequestContext, 'gateway' | 'store'>,
  argument: string,
): NodeModel {
  const { instance, type, id, parent } = decodeGlobalId(text, argument);
  const client = clientOf(gateway, instance, argument);
  if (type === 'Instance') return client;
  if (type === 'Event') {
    throw new BadUserInputError(
      'Patchwork cannot look up a single event; find it in events(filter: {since: ..., before: ...})',
      { argument },
    );
  }
  return entityAt(store, client, nameOfId(type, id, parent ?? 0));
}

/**
 * The object of a global id.
 *
 * @param argument name of the argument that the id came in.
 * @param among how many are looked up with it.
 * @returns null when it is absent or hidden.
 * @throws BadUserInputError if the text is not a global id, or names no configured instance.
 */
export async function findNode(
  text: string,
  context: RequestContext,
  argument = 'id',
  among = 1,
): Promise<NodeModel | null> {
  const entity = entityOfId(text, context, argument);
  if (entity instanceof PatchworkClient) return entity;
  return await loadExisting(entity, context, among > 1 ? 'summary' : 'detail');
}
