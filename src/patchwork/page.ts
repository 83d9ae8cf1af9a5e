import type { GatewayError } from '../errors.js';
import type { ReadNotes } from '../orderedList.js';
import type { ObjectName } from './names.js';
import type { Params } from './query.js';
import type { ParsedRows } from './shape.js';

/** Which part of a list to read. */
export interface PageRequest {
  /** Narrows the list to one object's. */
  readonly under?: ObjectName | undefined;
  readonly params?: Params;
  /** From 1. */
  readonly page?: number;
  /** At most `MAX_PAGE_SIZE`. */
  readonly perPage?: number;
  /** Whether other cached answers have what is requested: then a silent server is not waited for. */
  readonly hasSubstitute?: ((error: GatewayError) => boolean) | undefined;
}

/** One page of a list, as caches keep it. */
export interface PageData<Row> extends ParsedRows<Row> {
  /** Whether the server has a page after this one. */
  readonly hasNext: boolean;
  /** Number of the last page; null if the server does not report it (Patchwork 2.2). */
  readonly lastPage: number | null;
  /** Rows left out because the page held their id already. Default 0. */
  readonly repeated?: number;
  /** The Link header is missing where it should be, so that further pages are found by asking. */
  readonly isLinkless?: boolean;
}

/** Rows that a page had on the server, those included that are left out here. */
export function rowsSent({ rows, unreadable, repeated = 0 }: PageData<unknown>): number {
  return rows.length + unreadable.length + repeated;
}

/** How many rows a list has. */
export interface Count extends Dated {
  /** Null where the server sends no Link header, the only source of it. */
  readonly count: number | null;
}

/** When an answer was given; of several, the oldest. */
export interface Dated {
  /** Milliseconds since 1970. */
  readonly fetchedAt: number;
  /** Why it is an older answer than should be given: the server failed. Null within its policy. */
  readonly staleBecause: GatewayError | null;
}

/** One page of a list. */
export interface Page<Row> extends PageData<Row>, Dated {}

/** The notes of one answer: its age, and whether it is an old one since the server failed. */
export function staleOf({ fetchedAt, staleBecause }: Dated): ReadNotes {
  const date = new Date(fetchedAt);
  if (staleBecause === null) return { fetchedAt: date };
  return { fetchedAt: date, stale: { fetchedAt: date, error: staleBecause } };
}
