import { groupBy } from '../../../groupBy.js';

/** A row that has an id. */
export interface Row {
  readonly id: number;
}

/**
 * The rows of one kind, in the order of their ids. Rows are never changed in place: a change replaces
 * the row. Derived orders and groups are computed on first use and dropped at the next change.
 */
export class Table<T extends Row> {
  readonly #byId = new Map<number, T>();
  #rows: T[];
  #nextId: number;
  readonly #orders = new Map<string, readonly T[]>();
  readonly #groups = new Map<string, ReadonlyMap<unknown, readonly T[]>>();

  /** @param nextId - Id of the next row; default: one more than the highest. */
  constructor(rows: readonly T[], nextId?: number) {
    this.#rows = [...rows].sort((one, other) => one.id - other.id);
    for (const row of rows) this.#byId.set(row.id, row);
    this.#nextId = nextId ?? (this.#rows.at(-1)?.id ?? 0) + 1;
  }

  /** Every row in ascending order of ids. */
  get rows(): readonly T[] {
    return this.#rows;
  }

  get(id: number | null | undefined): T | undefined {
    return id === null || id === undefined ? undefined : this.#byId.get(id);
  }

  /**
   * The row that a foreign key refers to.
   * @throws Error if the data are inconsistent; the server then answers 500, as Django would.
   */
  require(id: number): T {
    const row = this.#byId.get(id);
    if (row === undefined) throw new Error(`no row has the id ${String(id)}`);
    return row;
  }

  /** Takes an id from the sequence. As in PostgreSQL, it is used up even if the insert then fails. */
  takeId(): number {
    return this.#nextId++;
  }

  insert(row: T): T {
    if (this.#byId.has(row.id)) throw new Error(`the id ${String(row.id)} is taken`);
    const last = this.#rows.at(-1);
    this.#byId.set(row.id, row);
    this.#rows.push(row);
    if (last !== undefined && last.id > row.id) this.#rows.sort((a, b) => a.id - b.id);
    this.#nextId = Math.max(this.#nextId, row.id + 1);
    this.#forget();
    return row;
  }

  /** Replaces the row that has the same id as `row`. */
  replace(row: T): T {
    const index = this.#indexOf(row.id);
    this.#rows[index] = row;
    this.#byId.set(row.id, row);
    this.#forget();
    return row;
  }

  delete(id: number): void {
    if (!this.#byId.delete(id)) return;
    this.#rows = this.#rows.filter((row) => row.id !== id);
    this.#forget();
  }

  /** Every row in the order of `compare`; equal rows are ordered by id. */
  sorted(name: string, compare: (one: T, other: T) => number): readonly T[] {
    let order = this.#orders.get(name);
    if (order === undefined) {
      order = [...this.#rows].sort(compare);
      this.#orders.set(name, order);
    }
    return order;
  }

  /** The rows for which `keyOf` returns `key`, in ascending order of ids. */
  where<K>(name: string, keyOf: (row: T) => K, key: K): readonly T[] {
    let groups = this.#groups.get(name);
    if (groups === undefined) {
      groups = groupBy<unknown, T>(this.#rows, keyOf);
      this.#groups.set(name, groups);
    }
    return groups.get(key) ?? [];
  }

  #indexOf(id: number): number {
    let low = 0;
    let high = this.#rows.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const found = this.#rows[middle]?.id ?? Infinity;
      if (found === id) return middle;
      if (found < id) low = middle + 1;
      else high = middle - 1;
    }
    throw new Error(`no row has the id ${String(id)}`);
  }

  #forget(): void {
    this.#orders.clear();
    this.#groups.clear();
  }
}
