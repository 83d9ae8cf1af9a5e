import { isDeepStrictEqual } from 'node:util';
import type { PageData, PageRequest } from './page.js';
import { sortFieldsOf } from './query.js';
import { showsMatch } from './requireAsked.js';
import type { ListDescription, RowRenewal } from './ListDescription.js';

/** A page with rows that events have outdated. */
export interface OutdatedPage<Row extends object> {
  readonly list: ListDescription<Row>;
  readonly renewal: RowRenewal<Row>;
  readonly request: PageRequest;
  readonly page: PageData<Row>;
  /** By number. */
  readonly outdated: ReadonlySet<number>;
}

/** One read: a row at its own address, or those of a series. */
export interface RowsAsked {
  readonly by: 'id' | 'series';
  readonly id: number;
}

/** Other pages mostly need the same rows. */
const FREE_REQUESTS = 2;
/** Rows for which one more request may be sent. */
const ROWS_PER_REQUEST = 50;

/**
 * Replaces the outdated rows of a page: one request for each, or for each series of which several are outdated.
 * Pages that share a row share its request.
 *
 * @returns null where the page has to be read again: that takes fewer requests, or a row does not belong to the
 * list any more, or not at its place.
 */
export async function renewRows<Row extends object>(
  { list, renewal, request, page, outdated }: OutdatedPage<Row>,
  read: (asked: RowsAsked) => Promise<readonly (Row | undefined)[]>,
): Promise<PageData<Row> | null> {
  const { params = [] } = request;
  // A batch of a series is not read by itself.
  const isBatch = params.some(([name]) => name === 'series');
  const { idOf, seriesOf } = renewal;
  const rows = page.rows.filter((row) => outdated.has(idOf(row)));
  const asked = readsOf(rows, idOf, isBatch ? () => undefined : seriesOf);
  if (asked.length > FREE_REQUESTS + Math.floor(page.rows.length / ROWS_PER_REQUEST)) return null;
  const found = new Map<number, Row>();
  for (const row of (await Promise.all(asked.map(read))).flat()) {
    if (row !== undefined) found.set(idOf(row), row);
  }
  const sortKeys = new Set(sortFieldsOf(params));
  const renewed: Row[] = [];
  for (const row of page.rows) {
    const now = outdated.has(idOf(row)) ? found.get(idOf(row)) : row;
    if (now === undefined || showsMatch(list, params, now) === false) return null;
    if (!isInPlace(row, now, sortKeys)) return null;
    renewed.push(now);
  }
  return { ...page, rows: renewed };
}

function readsOf<Row extends object>(
  rows: readonly Row[],
  idOf: (row: Row) => number,
  seriesOf: (row: Row) => number | undefined,
): readonly RowsAsked[] {
  const sizes = new Map<number | undefined, number>();
  for (const row of rows) sizes.set(seriesOf(row), (sizes.get(seriesOf(row)) ?? 0) + 1);
  sizes.delete(undefined);
  const series = [...sizes].flatMap(([id = 0, size]) => (size > 1 ? [id] : []));
  const single = rows.filter((row) => (sizes.get(seriesOf(row)) ?? 0) < 2);
  return [
    ...series.map((id) => ({ by: 'series', id }) as const),
    ...single.map((row) => ({ by: 'id', id: idOf(row) }) as const),
  ];
}

function isInPlace(before: object, now: object, sortKeys: ReadonlySet<string>): boolean {
  if (before === now) return true;
  const fields = new Map<string, unknown>(Object.entries(now));
  return Object.entries(before).every(
    ([key, value]) => !sortKeys.has(key) || isDeepStrictEqual(value, fields.get(key)),
  );
}
