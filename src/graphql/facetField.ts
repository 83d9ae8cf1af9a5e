import type { AnyEntity } from '../catalog/kinds/kinds.js';
import type { Facet } from '../catalog/kinds/Entity.js';
import type { RequestContext } from './context.js';

/** Data of an entity at a depth. */
type DataAt<E extends AnyEntity, F extends Facet> = NonNullable<
  F extends 'detail' ? E['detail'] : F extends 'summary' ? E['summary'] : E['basic']
>;

type Resolver<E, R> = (
  entity: E,
  args: unknown,
  context: RequestContext,
) => R | null | Promise<R | null>;

/**
 * Makes resolvers for one kind of object: `field('summary', (data) => ...)` reads a field that needs
 * that depth. If the value is loaded there is no promise; an absent object reads as null.
 */
export function facetFields<E extends AnyEntity>() {
  return <F extends Facet, R>(
    facet: F,
    pick: (data: DataAt<E, F>, entity: E, context: RequestContext) => R | Promise<R>,
  ): Resolver<E, R> => {
    return (entity, _args, context) => {
      // Mostly so: no closure is made where nothing has to be waited for.
      const data = entity.at(facet) as DataAt<E, F> | undefined;
      if (data !== undefined) return pick(data, entity, context);
      return withFacet(entity, facet, context, (loaded) => pick(loaded, entity, context));
    };
  };
}

/** Passes the data of an entity at a depth to `use`, reading it first where it is not loaded. */
export function withFacet<E extends AnyEntity, F extends Facet, R>(
  entity: E,
  facet: F,
  context: RequestContext,
  use: (data: DataAt<E, F>) => R | Promise<R>,
): R | null | Promise<R | null> {
  const data = entity.at(facet) as DataAt<E, F> | undefined;
  if (data !== undefined) return use(data);
  if (entity.absent) return null;
  return context.facets.load(entity, facet).then(() => {
    const loaded = entity.at(facet) as DataAt<E, F> | undefined;
    return loaded === undefined ? null : use(loaded);
  });
}
