import { createHash } from 'node:crypto';

/** What a cursor belongs to: it makes no sense for any other query. */
export interface QueryIdentity {
  /** The kind of list, for example `patches`. */
  readonly kind: string;
  /** The instances asked, resolved; their order does not matter. */
  readonly instances: readonly string[];
  readonly filter?: unknown;
  readonly orderBy?: unknown;
  /** Anything else that changes which rows come, for example the project a connection hangs on. */
  readonly [part: string]: unknown;
}

/**
 * A short hash that is the same for the same query in every process. The order of object keys and of
 * instances does not matter, and an undefined value is as good as none.
 */
export function hashQuery(query: QueryIdentity): string {
  const instances = [...new Set(query.instances)].sort();
  const text = JSON.stringify({ ...query, instances }, sortKeys);
  return createHash('sha256').update(text).digest('base64url').slice(0, 12);
}

function sortKeys(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
