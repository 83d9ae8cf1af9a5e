import { BadUserInputError, GatewayError } from '../../errors.js';
import { comparePlaces, compareText, notesOf } from '../../orderedList.js';
import { isDateKey } from './dateKey.js';
import type { Resolution } from './dateKey.js';
import { emptyRange } from './dateBounds.js';
import { keyWindow } from './keyWindow.js';
import { pageCovering } from './pageCovering.js';
import { readInstant } from './readInstant.js';
import { MAX_PAGE_SIZE } from '../ListDescription.js';
import type { Direction, Place, Position, ReadResult, Reader } from '../../orderedList.js';
import type { FetchPage, KeyWindow, KeyedPage, KeyedPageRequest } from './KeyedPage.js';
import { HOUR_MS } from '../../durations.js';

export interface KeysetReaderOptions<T> {
  readonly instance: string;
  readonly direction: Direction;
  /** Resolution of the list's keys; every key must have this form (see `dateKey`). */
  readonly resolution: Resolution;
  /** Fetches a page in the order (key, id) of `direction`, filtered by `window`. */
  readonly fetchPage: FetchPage<T>;
  /** The user's `since` and `before`, in key form (see `boundKey`). */
  readonly bounds?: KeyWindow;
  /** Maximum page size of the server. Default 250. */
  readonly maxPageSize?: number;
  /**
   * False where the server sorts by date alone (events), so that rows of one instant have no order:
   * then only instants that are completely on one page are trusted, and a larger one is read
   * completely (see `readInstant`). Default true.
   */
  readonly tiesOrdered?: boolean;
}

/**
 * How far a server's rows may be outside the window. PostgreSQL stores mail dates in the server's
 * zone, so one in the hour that summer time skips is moved, and so is a `before` in that hour: the
 * rows of the following hour are included too.
 */
const SKIPPED_HOUR_MS = HOUR_MS;

/** Maximum upstream pages of one read; only huge groups of ties need more than one. */
const MAX_PAGES_PER_READ = 100;

/** How often a page may repeat the previous one: rows come and go while a list is read. */
const MAX_SAME_PAGES = 5;

/**
 * Reads a list that the server sorts by date and id and filters by `since` and `before`. Each read
 * opens a window at the last key, so rows that are added or deleted meanwhile do not shift pages;
 * one read costs one page. Further pages of a window are read only inside a group of equal keys
 * that is larger than a page, and each of them must contain a row that was already returned.
 */
export function createKeysetReader<T>(options: KeysetReaderOptions<T>): Reader<T> {
  return async (after, count) => new KeysetRead(options, after, count).run();
}

/** One read: it ends with the first page that has a row after the position. */
class KeysetRead<T> {
  readonly #pages: KeyedPage<T>[] = [];
  readonly #compare: (a: Place, b: Place) => number;
  #window: KeyWindow | null;
  #pageLimit: number;
  #passed: number;
  #wanted: number;
  #tiesOrdered: boolean;
  /** Number of rows up to the end of the last page, if its last row was already returned. */
  #readTo = 0;
  #widened = false;
  /** Consecutive pages with the rows of the previous one. */
  #samePages = 0;
  /** Key of an instant that does not fit on a page and has no order. */
  #hugeInstant: string | null = null;

  readonly #options: KeysetReaderOptions<T>;
  readonly #after: Position | null;
  readonly #count: number;

  constructor(options: KeysetReaderOptions<T>, after: Position | null, count: number) {
    this.#options = options;
    this.#after = after;
    this.#count = count;
    if (after && !isDateKey(after.key, options.resolution)) {
      throw new BadUserInputError('The cursor in "after" does not fit the order of this list.');
    }
    this.#compare = comparePlaces(options.direction);
    this.#pageLimit = options.maxPageSize ?? MAX_PAGE_SIZE;
    this.#passed = after?.ties ?? 0;
    this.#wanted = count;
    this.#tiesOrdered = options.tiesOrdered ?? true;
    this.#window = this.#windowAt(after?.key ?? null, true);
  }

  async run(): Promise<ReadResult<T>> {
    while (this.#window !== null) {
      if (this.#pages.length === MAX_PAGES_PER_READ) {
        throw this.#badResponse('the list kept changing while its ties were read');
      }
      const request = this.#nextRequest(this.#window);
      const page = await this.#fetch(request);
      const result = this.#tiesOrdered
        ? this.#takeOrdered(page, request)
        : this.#takeUnordered(page, request);
      if (result) return result;
      if (this.#hugeInstant !== null) {
        const rest = await this.#takeInstant(this.#hugeInstant, page, request);
        if (rest) return rest;
      }
    }
    return this.#result([], true);
  }

  async #fetch(request: KeyedPageRequest): Promise<KeyedPage<T>> {
    const page = await this.#options.fetchPage(request);
    this.#requireNews(page);
    this.#pages.push(page);
    this.#checkOrder(page, request.window ?? {});
    return page;
  }

  #nextRequest(window: KeyWindow): KeyedPageRequest {
    if (!this.#tiesOrdered) {
      // One more row shows whether the instant of the last requested row is complete.
      const perPage = this.#widened ? this.#pageLimit : this.#passed + this.#count + 1;
      return { window, page: 1, perPage: Math.min(perPage, this.#pageLimit) };
    }
    const slice = pageCovering(this.#passed, this.#wanted, this.#pageLimit);
    if (slice) return { window, ...slice };
    // No page holds the last row passed and one more: first the page that ends with it, then the next.
    const page = Math.ceil(this.#passed / this.#pageLimit);
    const isRead = this.#readTo === this.#passed;
    return { window, page: isRead ? page + 1 : page, perPage: this.#pageLimit };
  }

  /** @returns null if another page must be read. */
  #takeOrdered(page: KeyedPage<T>, request: KeyedPageRequest): ReadResult<T> | null {
    const { rows } = page;
    if (!this.#areOrdered(rows)) {
      // The server ignores the second sort key, so it is read like one that has none.
      this.#tiesOrdered = false;
      return request.page === 1 ? this.#takeUnordered(page, request) : null;
    }
    const first = rows[0];
    const size = this.#sizeOf(page, request);
    const isNext = this.#readTo > 0 && this.#readTo === (request.page - 1) * request.perPage;
    if (request.page > 1 && !isNext && (!first || this.#isFresh(first))) {
      // Rows before this page went away, or the hint was wrong: what was skipped is unknown.
      this.#passed = 0;
      this.#readTo = 0;
      this.#wanted = this.#pageLimit;
      return null;
    }
    const fresh = this.#freshOf(rows);
    if (fresh.length > 0 || !page.hasNext) return this.#result(fresh, !page.hasNext);
    if (rows.length === 0) throw this.#badResponse('an empty page that has a next page');
    this.#passed = (request.page - 1) * size + sentOf(page);
    this.#readTo = this.#passed;
    return null;
  }

  /**
   * Stops early if the server sends the same page for each request, because the query is lost on
   * the way.
   */
  #requireNews({ rows, hasNext }: KeyedPage<T>): void {
    const before = this.#pages.at(-1)?.rows ?? [];
    const isSame =
      rows.length === before.length &&
      rows[0]?.id === before[0]?.id &&
      rows.at(-1)?.id === before.at(-1)?.id;
    this.#samePages = hasNext && isSame ? this.#samePages + 1 : 0;
    if (this.#samePages === MAX_SAME_PAGES) {
      throw this.#badResponse('the server sends the same page whichever is requested');
    }
  }

  /** The server's actual page size, which may be smaller than requested. */
  #sizeOf(page: KeyedPage<T>, { perPage }: KeyedPageRequest): number {
    const sent = sentOf(page);
    if (!page.hasNext || sent >= perPage || sent === 0) return perPage;
    this.#pageLimit = sent;
    return sent;
  }

  /** @returns null if another page must be read. */
  #takeUnordered(page: KeyedPage<T>, request: KeyedPageRequest): ReadResult<T> | null {
    this.#sizeOf(page, request);
    const lastKey = page.rows.at(-1)?.key;
    const complete = page.hasNext ? page.rows.filter((row) => row.key !== lastKey) : page.rows;
    const fresh = this.#freshOf(complete).sort(this.#compare);
    if (fresh.length > 0 || !page.hasNext) return this.#result(fresh, !page.hasNext);
    const passedKey = complete.at(-1)?.key;
    if (passedKey !== undefined) {
      this.#window = this.#windowAt(passedKey, false);
      this.#passed = 0;
    } else if (request.perPage >= this.#pageLimit) {
      if (lastKey === undefined) throw this.#badResponse('an empty page that has a next page');
      this.#hugeInstant = lastKey;
    }
    this.#widened = true;
    return null;
  }

  /**
   * @param known the page that showed the instant to be too large: often its first one.
   * @returns null if all its rows were already returned, so that the list continues after it.
   */
  async #takeInstant(
    key: string,
    known: KeyedPage<T>,
    knownRequest: KeyedPageRequest,
  ): Promise<ReadResult<T> | null> {
    this.#hugeInstant = null;
    const window = this.#windowAt(key, true);
    if (window === null) return this.#result([], true);
    const sign = this.#options.direction === 'ASC' ? 1 : -1;
    const knownText = JSON.stringify(knownRequest);
    let isFirst = true;
    const instant = await readInstant<T>({
      window,
      isPast: (row) => sign * compareText(row.key, key) > 0,
      maxPageSize: this.#pageLimit,
      fetchPage: async (request) => {
        const isKnown = isFirst && JSON.stringify(request) === knownText;
        isFirst = false;
        if (isKnown) return known;
        if (this.#pages.length === MAX_PAGES_PER_READ) throw this.#unreadableInstant(key);
        return await this.#fetch(request);
      },
    });
    if (!instant) throw this.#unreadableInstant(key);
    const fresh = this.#freshOf(instant.rows).sort(this.#compare);
    if (fresh.length > 0 || instant.exhausted) return this.#result(fresh, instant.exhausted);
    this.#window = this.#windowAt(key, false);
    this.#passed = 0;
    return null;
  }

  // Loops instead of callbacks: V8 drops the optimized code of functions that do not outlive the read.
  #areOrdered(rows: readonly Place[]): boolean {
    let previous: Place | undefined;
    for (const row of rows) {
      if (!this.#follows(row, previous)) return false;
      previous = row;
    }
    return true;
  }

  #freshOf<P extends Place>(rows: readonly P[]): P[] {
    const fresh: P[] = [];
    for (const row of rows) if (this.#isFresh(row)) fresh.push(row);
    return fresh;
  }

  #follows(row: Place, place: Place | null | undefined): boolean {
    return !place || this.#compare(row, place) > 0;
  }

  /** Not returned yet, and within the user's bounds. */
  #isFresh(row: Place): boolean {
    const { since, before } = this.#options.bounds ?? {};
    if ((since !== undefined && row.key < since) || (before !== undefined && row.key >= before)) {
      return false;
    }
    return this.#follows(row, this.#after);
  }

  #windowAt(key: string | null, includeTies: boolean): KeyWindow | null {
    const { direction, resolution, bounds = {} } = this.#options;
    return keyWindow(key, includeTies, direction, resolution, bounds);
  }

  /** If the server ignored the order or window, pages would be silently wrong. */
  #checkOrder({ rows }: KeyedPage<T>, { since, before }: KeyWindow): void {
    const sign = this.#options.direction === 'ASC' ? 1 : -1;
    let previous: string | undefined;
    for (const { key } of rows) {
      if (!isDateKey(key, this.#options.resolution)) throw this.#badResponse(`sort key "${key}"`);
      if (
        (since !== undefined && key < since && msBetween(key, since) > SKIPPED_HOUR_MS) ||
        (before !== undefined && key >= before && msBetween(before, key) > SKIPPED_HOUR_MS)
      ) {
        throw this.#badResponse('rows outside the requested dates');
      }
      if (previous !== undefined && sign * (key < previous ? -1 : key > previous ? 1 : 0) < 0) {
        throw this.#badResponse('rows that are not in the requested order');
      }
      previous = key;
    }
  }

  #result(rows: ReadResult<T>['rows'], exhausted: boolean): ReadResult<T> {
    const notes = notesOf(this.#pages);
    if (this.#pages.length > 0) return { rows, exhausted, ...notes };
    const unasked = emptyRange(this.#options.instance);
    return { rows, exhausted, warnings: [unasked], unasked };
  }

  #badResponse(detail: string): GatewayError {
    const { instance } = this.#options;
    return new GatewayError(`${instance}: ${detail}`, { code: 'UPSTREAM_BAD_RESPONSE', instance });
  }

  /** The list cannot continue past it, even after retries. */
  #unreadableInstant(key: string): GatewayError {
    const { instance } = this.#options;
    return new GatewayError(
      `${instance}: too many rows have the same date ${key}, which servers do not order: the list ends before them; narrow it with since, before or other filters`,
      { code: 'UPSTREAM_BAD_RESPONSE', instance, isFinal: true },
    );
  }
}

function sentOf({ rows, unreadable = 0 }: KeyedPage<unknown>): number {
  return rows.length + unreadable;
}

function msBetween(earlier: string, later: string): number {
  return Date.parse(`${later.slice(0, 19)}Z`) - Date.parse(`${earlier.slice(0, 19)}Z`);
}
