import type { AnyEntity } from '../kinds/kinds.js';
import type { Operation } from '../operation/Operation.js';

/**
 * The entity itself once it is known to exist; null when it is absent or hidden.
 *
 * @throws GatewayError when the server cannot answer.
 */
export function loadExisting<E extends AnyEntity>(
  entity: E,
  { facets }: Pick<Operation, 'facets'>,
): E | null | Promise<E | null> {
  if (entity.at('summary') !== undefined) return entity;
  return facets.load(entity, 'detail').then(() => (entity.absent ? null : entity));
}
