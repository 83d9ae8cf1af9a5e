import { isOutage } from '../cache/Flight.js';
import type { CachedReads, Servable } from './CachedReads.js';
import type { ListDescription } from './ListDescription.js';
import { names, type ObjectName, type ResourceName } from './names.js';
import type { PageData } from './page.js';
import { toQuery, type Params } from './query.js';
import type { Scope } from './Scope.js';

/** Rows of one list, by the objects of a batch to which they belong. */
interface ListBatch<Row extends object> {
  readonly list: ListDescription<Row>;
  /** The filter that names the objects: `series`. */
  readonly by: string;
  /** The values of that filter by which a row is found. */
  readonly partsOf: (row: Row) => readonly number[];
  /**
   * Whether an empty answer for several objects means that none of them has rows. Otherwise it may
   * be empty because one of them is unknown to the server.
   */
  readonly trustsEmpty: boolean;
}

/** Why cached answers are used, and by whom. */
export interface ListFailure {
  readonly scope: Scope;
  readonly error: unknown;
  /** Only looks for them: nothing is reported as used. Default: false. */
  readonly isProbe?: boolean;
}

/** A list that was read completely for some objects. */
interface CachedBatch<Row> {
  readonly ids: ReadonlySet<number>;
  /** Its other filters. */
  readonly params: URLSearchParams;
  readonly rows: readonly Row[];
  /** When the oldest of its pages was fetched, in milliseconds since 1970. */
  readonly fetchedAt: number;
}

/**
 * After a failure of the server, finds the rows of a list in other cached lists. Lists of several
 * objects are rarely requested for the same objects twice, so they seldom have a stale answer.
 * Lists are not indexed by their rows, so all cached lists of this process are searched.
 */
export class CachedLists {
  readonly #reads: CachedReads;

  constructor(reads: CachedReads) {
    this.#reads = reads;
  }

  /**
   * Objects by number, as the newest cached answer shows them that lists them or is about them alone.
   *
   * @returns those that are found; none unless the server failed.
   */
  rows<Row extends object>(
    { path }: ListDescription<Row>,
    ids: readonly number[],
    { scope, error, isProbe = false }: ListFailure,
  ): ReadonlyMap<number, Row> {
    const newest = new Map<number, { readonly row: Row | null; readonly fetchedAt: number }>();
    const wanted = new Set(ids);
    const offer = (id: number, row: Row | null, fetchedAt: number): void => {
      const known = newest.get(id);
      if (known === undefined || known.fetchedAt < fetchedAt) newest.set(id, { row, fetchedAt });
    };
    for (const { value, fetchedAt } of this.#reads.servable(names.list(path), scope, error)) {
      for (const row of isPage<Row>(value) ? value.rows : []) {
        if (!('id' in row) || typeof row.id !== 'number') continue;
        if (wanted.has(row.id)) offer(row.id, row, fetchedAt);
      }
    }
    for (const id of wanted) {
      const name = names.of(path, id);
      for (const { query, value, fetchedAt } of this.#reads.servable(name, scope, error)) {
        if (query === `${name.path}/`) offer(id, value as Row | null, fetchedAt);
      }
    }
    const found = new Map<number, Row>();
    let oldest = Infinity;
    for (const [id, { row, fetchedAt }] of newest) {
      if (row === null) continue;
      found.set(id, row);
      oldest = Math.min(oldest, fetchedAt);
    }
    if (found.size > 0 && !isProbe && isOutage(error))
      this.#reads.reportStale(scope, oldest, error);
    return found;
  }

  /** Whether the list of an object's children is cached, and the server failed. */
  hasList(resource: ResourceName, of: ObjectName, { scope, error }: ListFailure): boolean {
    return this.#reads.servable(names.list(resource, of), scope, error).length > 0;
  }

  /** Cached lists that have the form of a batch; none unless the server failed. */
  batches<Row extends object>(batch: ListBatch<Row>, failure: ListFailure): CachedBatches<Row> {
    const name = names.list(batch.list.path);
    const answers = this.#reads.servable(name, failure.scope, failure.error);
    const cached = wholeLists<Row>(answers, batch.by).filter(
      ({ rows, ids }) => batch.trustsEmpty || rows.length > 0 || ids.size === 1,
    );
    return new CachedBatches(batch, cached, (fetchedAt) => {
      if (failure.isProbe === true || !isOutage(failure.error)) return;
      this.#reads.reportStale(failure.scope, fetchedAt, failure.error);
    });
  }
}

/** Cached lists that requested several objects each. */
export class CachedBatches<Row extends object> {
  readonly #batch: ListBatch<Row>;
  readonly #cached: readonly CachedBatch<Row>[];
  readonly #report: (fetchedAt: number) => void;

  constructor(
    batch: ListBatch<Row>,
    cached: readonly CachedBatch<Row>[],
    report: (fetchedAt: number) => void,
  ) {
    this.#batch = batch;
    this.#cached = cached;
    this.#report = report;
  }

  /**
   * All rows of each object, from the newest list that requested it.
   *
   * @param accepts by its other filters, whether a list would have all rows wanted.
   * @returns rows by object; those without a list are missing.
   */
  rowsOf(
    ids: readonly number[],
    accepts: (params: URLSearchParams) => boolean,
  ): ReadonlyMap<number, readonly Row[]> {
    const found = new Map<number, readonly Row[]>();
    const lists = this.#cached.filter(({ params }) => accepts(params));
    let oldest = Infinity;
    for (const id of ids) {
      let best: CachedBatch<Row> | undefined;
      for (const one of lists) {
        if (one.ids.has(id) && (best === undefined || isBetter(one, best))) best = one;
      }
      if (best === undefined) continue;
      found.set(
        id,
        best.rows.filter((row) => this.#batch.partsOf(row).includes(id)),
      );
      oldest = Math.min(oldest, best.fetchedAt);
    }
    if (found.size > 0) this.#report(oldest);
    return found;
  }
}

/** Whether the parameters are these, in any order. */
export function isAsked(params: Params): (asked: URLSearchParams) => boolean {
  const own = new URLSearchParams(toQuery(params));
  own.sort();
  const text = own.toString();
  return (asked) => asked.toString() === text;
}

/** An empty list may be empty since the server did not know one of the objects. */
function isBetter<Row>(one: CachedBatch<Row>, other: CachedBatch<Row>): boolean {
  const isEmpty = one.rows.length === 0;
  if (isEmpty !== (other.rows.length === 0)) return !isEmpty;
  return one.fetchedAt > other.fetchedAt;
}

/** Lists of which every page is there and readable. */
function wholeLists<Row>(answers: readonly Servable[], by: string): readonly CachedBatch<Row>[] {
  const lists = new Map<string, { params: URLSearchParams; pages: Map<number, CachedPage<Row>> }>();
  for (const { query, value, fetchedAt } of answers) {
    if (!query.includes(`${by}=`) || !isPage<Row>(value)) continue;
    const params = new URLSearchParams(query.slice(query.indexOf('?') + 1));
    const page = Number(params.get('page') ?? '1');
    params.delete('page');
    params.sort();
    const key = params.toString();
    const known = lists.get(key) ?? { params, pages: new Map<number, CachedPage<Row>>() };
    known.pages.set(page, { ...value, fetchedAt });
    lists.set(key, known);
  }
  return [...lists.values()].flatMap(({ params, pages }) => {
    // Projects may go by their names.
    const ids = new Set(params.getAll(by).map(Number).filter(Number.isSafeInteger));
    params.delete(by);
    params.delete('per_page');
    const whole = inOrder(pages);
    if (whole === null || ids.size === 0) return [];
    const fetchedAt = Math.min(...whole.map((page) => page.fetchedAt));
    return { ids, params, rows: whole.flatMap(({ rows }) => rows), fetchedAt };
  });
}

interface CachedPage<Row> extends PageData<Row> {
  readonly fetchedAt: number;
}

/** Pages from the first to the last; null where one is missing or has rows that cannot be read. */
function inOrder<Row>(
  pages: ReadonlyMap<number, CachedPage<Row>>,
): readonly CachedPage<Row>[] | null {
  const found: CachedPage<Row>[] = [];
  for (let number = 1; ; number += 1) {
    const page = pages.get(number);
    if (page === undefined || page.unreadable.length > 0) return null;
    found.push(page);
    if (!page.hasNext) return found;
  }
}

// Rows are of the list's kind: keys of one list name one kind of value, beside its counts.
function isPage<Row>(value: unknown): value is PageData<Row> {
  return (
    typeof value === 'object' && value !== null && 'rows' in value && Array.isArray(value.rows)
  );
}
