import type { z } from 'zod';
import type { Scope } from '../../patchwork/Scope.js';
import type { Entity } from '../kinds/Entity.js';
import type { Batch } from './LoadRequest.js';

/** Reads each object by itself, whatever facets are asked of it. */
export async function readEach<E extends Entity>(
  batch: Batch<E>,
  readOne: (entity: E, scope: Scope) => Promise<void>,
): Promise<void> {
  await Promise.all(
    Array.from(batch.entities, (entity) =>
      batch.attempt(entity, (scope) => readOne(entity, scope)),
    ),
  );
}

/** Reads one object at its own address, which has all of it. */
export async function readDetail<E extends Entity>(
  entity: E,
  schema: z.ZodType<NonNullable<E['detail']>>,
  scope: Scope,
): Promise<void> {
  const detail = await entity.client.detail(entity.address, schema, scope);
  if (detail === null) entity.absent = true;
  else entity.summary = entity.detail = detail;
}
