/*
 * The contract of an ordered list that is read piece by piece: rows, places, readers, and what holds for
 * each of them. Rooms that read lists and the room that merges them share it.
 */
import type { GatewayError } from './errors.js';

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

/** What readers and page callbacks can report in addition to rows. */
export interface ReadNotes {
  readonly warnings?: readonly SourceWarning[];
  readonly stale?: Staleness;
  /** When the oldest of it was fetched. */
  readonly fetchedAt?: Date;
}

/** What one read of one source gave. */
export interface ReadResult<T> extends ReadNotes {
  /**
   * Rows strictly after the requested position, in order; may be fewer or more than requested.
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
  /** Statuses and errors name it. */
  readonly instance: string;
  /**
   * Name in the merge and in its cursors, different for each source of a merge. Default: the instance, for merges
   * with one source for each.
   */
  readonly key?: string;
  readonly read: Reader<T>;
  /** Upstream requests this source has cost so far, counted where they are made. */
  readonly requests?: () => number;
}

/** Compares by UTF-16 code units: the same on every machine, whatever its locale. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/**
 * The order of one instance's list: by key, then by id.
 * @returns a comparison whose result is negative when `a` comes before `b`.
 */
export function comparePlaces(direction: Direction): (a: Place, b: Place) => number {
  const sign = direction === 'ASC' ? 1 : -1;
  return (a, b) => sign * (compareText(a.key, b.key) || a.id - b.id);
}

/**
 * Where to go on once the first `taken` rows of a read are used up.
 * @param after the position that the read started from.
 */
export function resumePosition<T>(
  result: ReadResult<T>,
  after: Position | null,
  taken: number,
): Position | null {
  if (result.positionAfter) return result.positionAfter(taken);
  const last = result.rows[taken - 1];
  if (!last) return after;
  let ties = after?.key === last.key ? after.ties : 0;
  for (let index = taken - 1; result.rows[index]?.key === last.key; index -= 1) ties += 1;
  return { key: last.key, id: last.id, ties };
}

/** Merges the notes of several reads: every warning once, the oldest staleness and the oldest age. */
export function notesOf(parts: readonly ReadNotes[]): ReadNotes {
  const warnings = new Map<string, SourceWarning>();
  let stale: Staleness | undefined;
  let fetchedAt: Date | undefined;
  for (const part of parts) {
    for (const warning of part.warnings ?? []) {
      warnings.set(`${warning.code} ${warning.message}`, warning);
    }
    if (part.stale && (!stale || part.stale.fetchedAt < stale.fetchedAt)) stale = part.stale;
    if (part.fetchedAt && (!fetchedAt || part.fetchedAt < fetchedAt)) fetchedAt = part.fetchedAt;
  }
  return {
    ...(warnings.size > 0 ? { warnings: [...warnings.values()] } : {}),
    ...(stale ? { stale } : {}),
    ...(fetchedAt ? { fetchedAt } : {}),
  };
}
