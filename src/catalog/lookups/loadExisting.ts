import type { AnyEntity } from '../kinds/kinds.js';
import type { Operation } from '../operation/Operation.js';

/**
 * The entity itself once it is known to exist; null when it is absent or hidden.
 *
 * @param facet read for that: `summary` where many are looked up at once, because lists have those of many.
 * @throws GatewayError when the server cannot answer.
 */
export function loadExisting<E extends AnyEntity>(
  entity: E,
  { facets }: Pick<Operation, 'facets'>,
  facet: 'summary' | 'detail' = 'detail',
): E | null | Promise<E | null> {
  if (entity.at('summary') !== undefined) return entity;
  return facets.load(entity, facet).then(() => (entity.absent ? null : entity));
}
