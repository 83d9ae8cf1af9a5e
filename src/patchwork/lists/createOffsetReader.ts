import { BadUserInputError } from '../../errors.js';
import { comparePlaces, notesOf } from '../../orderedList.js';
import { pageCovering } from './pageCovering.js';
import { MAX_PAGE_SIZE } from '../ListDescription.js';
import type { Direction, Position, ReadResult, Reader, Row } from '../../orderedList.js';
import type { FetchPage, KeyedPage, KeyedPageRequest } from './KeyedPage.js';

export interface OffsetReaderOptions<T> {
  readonly instance: string;
  /** Fetches a page in a total order of the server's: its `order` must end in `id`. */
  readonly fetchPage: FetchPage<T>;
  /**
   * Set where the server's order is known to be that of (key, id), for example for ids. The
   * position is then found even if its row was deleted. By default, the row itself is searched for.
   */
  readonly keyOrder?: Direction;
  /** Maximum page size of the server. Default 250. */
  readonly maxPageSize?: number;
  /** Large pages that are searched for a row that has moved. Default 7. */
  readonly searchPages?: number;
}

/**
 * Reads a list that can be sorted but not filtered by its sort key (state, submitter, name in the
 * server's own collation). Each page is requested so that it contains the last row of the previous
 * one; if that row has moved, the pages around it are searched. For one instance only: such orders
 * cannot be compared over servers.
 */
export function createOffsetReader<T>(options: OffsetReaderOptions<T>): Reader<T> {
  return async (after, count) => new OffsetRead(options, after, count).run();
}

/** Maximum pages without new rows: more means that the list changes continuously. */
const MAX_ATTEMPTS = 10;

/** The rows of one page that come after the position, and how many rows of the list precede them. */
interface Found<T> {
  readonly rows: readonly Row<T>[];
  readonly passed: number;
  readonly hasNext: boolean;
}

class OffsetRead<T> {
  readonly #pages: KeyedPage<T>[] = [];
  #pageLimit: number;

  readonly #options: OffsetReaderOptions<T>;
  readonly #after: Position | null;
  readonly #count: number;

  constructor(options: OffsetReaderOptions<T>, after: Position | null, count: number) {
    this.#options = options;
    this.#after = after;
    this.#count = count;
    this.#pageLimit = options.maxPageSize ?? MAX_PAGE_SIZE;
  }

  async run(): Promise<ReadResult<T>> {
    let passed = this.#after === null ? 0 : Math.max(1, this.#after.offset ?? 1);
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
      const limit = this.#pageLimit;
      const wanted = attempt === 0 ? this.#count : limit;
      const slice = pageCovering(passed, wanted, limit) ?? {
        page: Math.ceil(passed / limit),
        perPage: limit,
      };
      let found = await this.#tryPage(slice);
      // The server's pages are smaller than assumed, so this was another one.
      if (!found && this.#pageLimit < limit) continue;
      found ??= await this.#search(passed);
      if (!found && this.#pageLimit < limit) continue;
      if (!found) break;
      if (found.rows.length === 0 && found.hasNext) found = await this.#readBehind(found);
      if (found.rows.length > 0 || !found.hasNext) return this.#result(found);
      passed = found.passed;
    }
    throw new BadUserInputError(
      `${this.#options.instance}: the row that the cursor in "after" points to is no longer where it was, ` +
        'so the next page cannot be determined. Start again without "after", or order by date.',
    );
  }

  /**
   * If no page contains the last returned row and one more: reads the page after the one that ends
   * with it.
   */
  async #readBehind(found: Found<T>): Promise<Found<T>> {
    const { passed } = found;
    const perPage = this.#pageLimit;
    if (passed % perPage !== 0 || pageCovering(passed, perPage, perPage)) return found;
    const { rows, hasNext } = await this.#fetch({ page: passed / perPage + 1, perPage });
    return this.#pageLimit === perPage ? { rows, passed, hasNext } : found;
  }

  async #fetch(request: KeyedPageRequest): Promise<KeyedPage<T>> {
    const page = await this.#options.fetchPage(request);
    this.#pages.push(page);
    const sent = page.rows.length + (page.unreadable ?? 0);
    if (page.hasNext && sent > 0 && sent < request.perPage) this.#pageLimit = sent;
    return page;
  }

  /** @returns null if the page does not contain the last returned row. */
  async #tryPage(request: KeyedPageRequest): Promise<Found<T> | null> {
    const page = await this.#fetch(request);
    const index = this.#lastPassed(page.rows, request.page === 1);
    if (index === null) return null;
    return {
      rows: page.rows.slice(index + 1),
      passed: (request.page - 1) * Math.min(request.perPage, this.#pageLimit) + index + 1,
      hasNext: page.hasNext,
    };
  }

  /** The index of the last returned row, -1 before the first row, null if it cannot be determined. */
  #lastPassed(rows: readonly Row<T>[], startsList: boolean): number | null {
    const after = this.#after;
    const options = this.#options;
    if (after === null) return -1;
    if (options.keyOrder === undefined) {
      const index = rows.findIndex((row) => row.id === after.id);
      return index < 0 ? null : index;
    }
    const compare = comparePlaces(options.keyOrder);
    const index = rows.findLastIndex((row) => compare(row, after) <= 0);
    return index < 0 && !startsList ? null : index;
  }

  /** Searches the pages around the expected position of the row, the nearest first. */
  async #search(passed: number): Promise<Found<T> | null> {
    const { searchPages = 7 } = this.#options;
    const expected = Math.floor((passed - 1) / this.#pageLimit) + 1;
    let beyondEnd = Infinity;
    let asked = 0;
    for (let distance = 0; asked < searchPages && distance < searchPages; distance += 1) {
      for (const page of distance === 0 ? [expected] : [expected + distance, expected - distance]) {
        if (page < 1 || page >= beyondEnd || asked === searchPages) continue;
        asked += 1;
        const found = await this.#tryPage({ page, perPage: this.#pageLimit });
        if (found) return found;
        if (this.#pages.at(-1)?.hasNext === false) beyondEnd = page + 1;
      }
    }
    return null;
  }

  #result({ rows, passed, hasNext }: Found<T>): ReadResult<T> {
    const after = this.#after;
    return {
      rows,
      exhausted: !hasNext,
      positionAfter: (taken) => {
        const last = rows[taken - 1];
        return last ? { key: last.key, id: last.id, ties: 0, offset: passed + taken } : after;
      },
      ...notesOf(this.#pages),
    };
  }
}
