import type { GatewayError } from '../errors.js';

/** `DESC` is the exact reverse of `ASC`, ties included. */
export type Direction = 'ASC' | 'DESC';

/** A place in an ordered list: rows are ordered by key, and by id where keys are equal. */
export interface Place {
  /**
   * Sort key, compared by UTF-16 code units. For dates: UTC, fixed width (see `dateKey`). It must
   * never order two rows differently from the server that the list is read from, and all sources
   * of one merge use keys of one form.
   */
  readonly key: string;
  /** The number Patchwork uses, from 1; unique within one list of one instance. */
  readonly id: number;
}

/** One row of one instance. */
export interface Row<T> extends Place {
  readonly value: T;
}

/** Where reading goes on: strictly after this place. Survives in cursors, so it holds plain data. */
export interface Position extends Place {
  /** Rows with this very key that were already passed. Only a hint for the size of the next read. */
  readonly ties: number;
  /** Rows passed since the start of the list. Only a hint, used where a list has no keyset filter. */
  readonly offset?: number;
}

/** Something the user of a list should know, though it did not stop the list. */
export interface SourceWarning {
  readonly code: string;
  readonly message: string;
}

/** The rows come from a cache, since the server failed. */
export interface Staleness {
  readonly fetchedAt: Date;
  /** How it failed. */
  readonly error: GatewayError;
}

/** What readers and page callbacks can tell beside rows. */
export interface ReadNotes {
  readonly warnings?: readonly SourceWarning[];
  readonly stale?: Staleness;
  /** When the oldest of it was fetched. */
  readonly fetchedAt?: Date;
}

/** What one read of one source gave. */
export interface ReadResult<T> extends ReadNotes {
  /**
   * Rows strictly after the position asked for, in order; may be fewer or more than asked for.
   * None only when the list is exhausted, the scan limit was reached or a failure broke it off.
   */
  readonly rows: readonly Row<T>[];
  /** Nothing comes after the last row. */
  readonly exhausted: boolean;
  /**
   * Where to go on once the first `taken` (0 to `rows.length`) of the rows are used up. Left out, it
   * is the place of the last row taken. A filtering reader goes further: past rows that did not match.
   */
  readonly positionAfter?: (taken: number) => Position | null;
  /** The instance was not asked, since nothing can be there; `warnings` hold this reason too. */
  readonly unasked?: SourceWarning;
  /** The scan budget ran out before enough rows were found. Reading can go on from the position. */
  readonly scanLimitReached?: GatewayError;
  /** Reading broke off after these rows. */
  readonly failure?: GatewayError;
}

/**
 * Reads about `count` rows strictly after a place (null: from the start).
 * @throws GatewayError when the instance cannot answer.
 */
export type Reader<T> = (after: Position | null, count: number) => Promise<ReadResult<T>>;

/** One instance's part in a federated list. */
export interface Source<T> {
  readonly instance: string;
  readonly read: Reader<T>;
  /** Upstream requests this source has cost so far, counted by whoever makes them. */
  readonly requests?: () => number;
}

/** A span of sort keys, as Patchwork's filters take it: `since` inclusive, `before` exclusive. */
export interface KeyWindow {
  readonly since?: string;
  readonly before?: string;
}

/** One upstream page. */
export interface PageRequest {
  /** Only rows with keys in this span. Absent for readers that do not filter. */
  readonly window?: KeyWindow;
  /** Counted from 1. */
  readonly page: number;
  readonly perPage: number;
}

/** The answer to a {@link PageRequest}, in the server's order. */
export interface Page<T> extends ReadNotes {
  readonly rows: readonly Row<T>[];
  readonly hasNext: boolean;
  /** Rows that the server sent and that are left out: not readable, or sent twice. Default 0. */
  readonly unreadable?: number;
}

/**
 * Fetches one upstream page. A page past the end (Patchwork answers 404 "Invalid page.") is
 * `{ rows: [], hasNext: false }`.
 * @throws GatewayError when the instance cannot answer.
 */
export type FetchPage<T> = (request: PageRequest) => Promise<Page<T>>;

/** The largest page that Patchwork gives (`patchwork/api/base.py`, `max_page_size`). */
export const maxUpstreamPageSize = 250;
