import type { GatewayError } from '../../errors.js';
import type { ListDescription } from '../../patchwork/ListDescription.js';
import type { PatchworkClient } from '../../patchwork/PatchworkClient.js';
import type { Entity } from '../kinds/Entity.js';
import type { Batch } from './LoadRequest.js';

/** A list with the objects, and a function that stores its rows. */
interface CachedList<E extends Entity, Row extends object> {
  readonly list: ListDescription<Row>;
  readonly keep: (client: PatchworkClient, row: Row) => E;
}

/**
 * Fills objects whose list failed from other cached lists, without a request. Nothing is
 * filled unless the failure is an outage.
 */
export function addCachedRows<E extends Entity, Row extends object>(
  batch: Batch<E>,
  wanted: readonly E[],
  list: CachedList<E, Row>,
  error: GatewayError,
): void {
  const left = wanted.filter((entity) => entity.at('summary') === undefined);
  if (left.length === 0) return;
  const { client } = batch;
  const ids = left.map(({ id }) => id);
  const rows = client.lists.cached.rows(list.list, ids, { scope: batch.scopeOf(left), error });
  for (const row of rows.values()) list.keep(client, row);
}

/** Whether {@link addCachedRows} would fill all of them. */
export function hasAllCachedRows<E extends Entity, Row extends object>(
  batch: Batch<E>,
  wanted: readonly E[],
  list: ListDescription<Row>,
  error: GatewayError,
): boolean {
  const failure = { scope: batch.scopeOf(wanted), error, isProbe: true };
  const ids = [...new Set(wanted.map(({ id }) => id))];
  return batch.client.lists.cached.rows(list, ids, failure).size === ids.length;
}
