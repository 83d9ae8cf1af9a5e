import type { AnyEntity } from '../catalog/kinds/kinds.js';
import type { Facet } from '../catalog/kinds/Entity.js';
import type { RequestContext } from './context.js';

/** Data of an entity at a depth. */
type DataAt<E extends AnyEntity, F extends Facet> = NonNullable<
  F extends 'detail' ? E['detail'] : F extends 'summary' ? E['summary'] : E['basic']
>;

/** Makes the value of a field of the data of an entity. */
type PickValue<E extends AnyEntity, F extends Facet, A, R> = (
  data: DataAt<E, F>,
  entity: E,
  context: RequestContext,
  args: A,
) => R | Promise<R>;

type Resolver<E, A, R> = (
  entity: E,
  args: A,
  context: RequestContext,
) => R | null | Promise<R | null>;

/**
 * Makes resolvers for one kind of object: `field('summary', (data) => ...)` reads a field that needs
 * that depth. If the value is loaded there is no promise; an absent object reads as null.
 */
export function facetFields<E extends AnyEntity>() {
  return <F extends Facet, R, A = unknown>(
      facet: F,
      pick: PickValue<E, F, A, R>,
    ): Resolver<E, A, R> =>
    (entity, args, context) =>
      pickFrom(entity, facet, context, args, pick);
}

/** Passes the data of an entity at a depth to `use`, reading it first where it is not loaded. */
export function withFacet<E extends AnyEntity, F extends Facet, R>(
  entity: E,
  facet: F,
  context: RequestContext,
  use: (data: DataAt<E, F>) => R | Promise<R>,
): R | null | Promise<R | null> {
  return pickFrom(entity, facet, context, undefined, use);
}

function pickFrom<E extends AnyEntity, F extends Facet, A, R>(
  entity: E,
  facet: F,
  context: RequestContext,
  args: A,
  pick: PickValue<E, F, A, R>,
): R | null | Promise<R | null> {
  const data = entity.at(facet) as DataAt<E, F> | undefined;
  if (data !== undefined) return pick(data, entity, context, args);
  return entity.absent ? null : pickWhenLoaded(entity, facet, context, args, pick);
}

/** Not a callback for each field: V8 drops the optimized code of functions that do not outlive an operation. */
async function pickWhenLoaded<E extends AnyEntity, F extends Facet, A, R>(
  entity: E,
  facet: F,
  context: RequestContext,
  args: A,
  pick: PickValue<E, F, A, R>,
): Promise<R | null> {
  await context.facets.load(entity, facet);
  const loaded = entity.at(facet) as DataAt<E, F> | undefined;
  return loaded === undefined ? null : pick(loaded, entity, context, args);
}
