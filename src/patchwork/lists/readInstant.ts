import { pageCovering } from './pageCovering.js';
import type { Row } from '../../orderedList.js';
import type { KeyWindow, KeyedPage, KeyedPageRequest } from './KeyedPage.js';

export interface InstantOptions<T> {
  /** Starts with the rows of the instant; the server returns later ones after them. */
  readonly window: KeyWindow;
  /** Whether a row is after the instant. */
  readonly isPast: (row: Row<T>) => boolean;
  /** Reads one page. An error ends the reading: the caller limits the pages. */
  readonly fetchPage: (request: KeyedPageRequest) => Promise<KeyedPage<T>>;
  /** Maximum page size of the server. */
  readonly maxPageSize: number;
}

/** All rows of one instant. */
export interface Instant<T> {
  /** Each once, in no order. */
  readonly rows: readonly Row<T>[];
  /** Whether there are no rows after them. */
  readonly exhausted: boolean;
}

/** The rows of one pass over the instant's pages. */
interface Pass<T> {
  readonly rows: ReadonlyMap<number, Row<T>>;
  /** Rows that could not be read; those in the overlap of two pages count twice. */
  readonly unreadable: number;
  /** Number of rows of the instant, according to the number and size of its last page. */
  readonly total: number;
  /** Whether every page overlapped with the previous one. */
  readonly overlaps: boolean;
  readonly exhausted: boolean;
}

/**
 * Reads an instant that is larger than a page, from a server that has no order within it.
 * PostgreSQL may then order each page anew, by its limit and offset, so that rows come twice and
 * others never (seen on real servers: 52 of 6,392). So rows are distinguished by id, and a pass is
 * trusted if it has as many rows as the server. Otherwise there is another pass, with another page
 * size, which caches and PostgreSQL treat as different requests, until all passes together have
 * every row.
 *
 * @returns null if the server's pages are too small or contradict each other.
 */
export async function readInstant<T>(options: InstantOptions<T>): Promise<Instant<T> | null> {
  let { maxPageSize } = options;
  let union = new Map<number, Row<T>>();
  let previousTotal: number | undefined;
  for (let walk = 0; ; walk += 1) {
    const pass = await readPass(options, shrunk(maxPageSize, walk));
    if (pass === null) return null;
    if (typeof pass === 'number') {
      maxPageSize = pass;
      continue;
    }
    const { rows, unreadable, total, exhausted } = pass;
    if (pass.overlaps && rows.size + unreadable >= total) {
      return { rows: [...rows.values()], exhausted };
    }
    union = new Map([...union, ...rows]);
    // Some rows were deleted meanwhile, which may hide that others are missing.
    if (union.size > total) union = new Map(rows);
    else if (total === previousTotal && union.size + unreadable >= total) {
      return { rows: [...union.values()], exhausted };
    }
    previousTotal = total;
  }
}

/** Never less than half: 250, 225, 205, 189 ... */
function shrunk(pageSize: number, walk: number): number {
  const half = pageSize / 2;
  return Math.ceil(half + half * 0.8 ** walk);
}

/** @returns the server's page size if it is smaller than assumed. */
async function readPass<T>(
  { window, isPast, fetchPage }: InstantOptions<T>,
  pageSize: number,
): Promise<Pass<T> | number | null> {
  const rows = new Map<number, Row<T>>();
  let unreadable = 0;
  let passed = 0;
  let overlaps = true;
  for (;;) {
    // Pages of one row cannot overlap.
    const slice =
      pageSize === 1 ? { page: passed + 1, perPage: 1 } : pageCovering(passed, pageSize, pageSize);
    if (slice === null) return null;
    const page = await fetchPage({ window, ...slice });
    const unreadableHere = page.unreadable ?? 0;
    const size = page.rows.length + unreadableHere;
    if (page.hasNext && size < slice.perPage) return size < 1 ? null : size;
    const start = (slice.page - 1) * slice.perPage;
    const known = passed - start;
    const pastAt = page.rows.findIndex(isPast);
    const inside = pastAt === -1 ? page.rows : page.rows.slice(0, pastAt);
    // Rows deleted before this page shift others across its edge, where they are not read.
    const expected = Math.max(0, known - unreadableHere);
    const repeated = inside.slice(0, expected);
    overlaps &&= repeated.length === expected && repeated.every(({ id }) => rows.has(id));
    for (const row of inside) rows.set(row.id, row);
    unreadable += unreadableHere;
    if (pastAt !== -1 || !page.hasNext) {
      const total = start + inside.length + unreadableHere;
      return { rows, unreadable, total, overlaps, exhausted: pastAt === -1 };
    }
    passed = start + size;
  }
}
