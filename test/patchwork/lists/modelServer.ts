import { GatewayError } from '../../../src/errors.js';
import { comparePlaces } from '../../../src/orderedList.js';
import type { Direction, Place, Row } from '../../../src/orderedList.js';
import type {
  FetchPage,
  KeyedPage,
  KeyedPageRequest,
} from '../../../src/patchwork/lists/KeyedPage.js';

/** How a {@link ModelServer} sorts: by (key, id), only by key with ties in any order, or differently. */
export type ServerOrder = 'keyAndId' | 'keyOnly' | ((a: Place, b: Place) => number);

/** A list on a server, paged by offsets as in Patchwork, in memory. */
export class ModelServer {
  readonly requests: KeyedPageRequest[] = [];
  /** Outcomes of the next requests: true means failure. */
  failures: boolean[] = [];
  #shuffle = 1;
  readonly #rows = new Map<number, Row<string>>();

  readonly #direction: Direction;
  readonly #order: ServerOrder;
  readonly #maxPageSize: number;

  constructor(
    readonly name: string,
    keys: readonly string[],
    direction: Direction,
    order: ServerOrder = 'keyAndId',
    maxPageSize = 250,
  ) {
    this.#direction = direction;
    this.#order = order;
    this.#maxPageSize = maxPageSize;
    for (const key of keys) this.insert(key);
  }

  #nextId = 1;

  insert(key: string): void {
    const id = this.#nextId++;
    this.#rows.set(id, { key, id, value: `${this.name}/${id}` });
  }

  delete(id: number): void {
    this.#rows.delete(id);
  }

  values(): string[] {
    return [...this.#rows.values()].map((row) => row.value);
  }

  list(): Row<string>[] {
    return [...this.#rows.values()];
  }

  readonly fetchPage: FetchPage<string> = (request) => this.#fetch(request, () => true);

  /** Pages of the rows that match a filter of the server. */
  only(keeps: (row: Row<string>) => boolean): FetchPage<string> {
    return (request) => this.#fetch(request, keeps);
  }

  #fetch(
    request: KeyedPageRequest,
    keeps: (row: Row<string>) => boolean,
  ): Promise<KeyedPage<string>> {
    this.requests.push(request);
    if (this.failures.shift()) {
      return Promise.reject(
        new GatewayError(`${this.name}: down`, {
          code: 'UPSTREAM_UNAVAILABLE',
          instance: this.name,
        }),
      );
    }
    return Promise.resolve(this.#page(request, keeps));
  }

  #page(
    { window = {}, page, perPage }: KeyedPageRequest,
    keeps: (row: Row<string>) => boolean,
  ): KeyedPage<string> {
    const { since, before } = window;
    const size = Math.min(perPage, this.#maxPageSize);
    const sorted = this.list()
      .filter(keeps)
      .filter((row) => since === undefined || row.key >= since)
      .filter((row) => before === undefined || row.key < before)
      .sort(this.#compare());
    const start = (page - 1) * size;
    return { rows: sorted.slice(start, start + size), hasNext: sorted.length > start + size };
  }

  #compare(): (a: Place, b: Place) => number {
    if (typeof this.#order === 'function') return this.#order;
    if (this.#order === 'keyAndId') return comparePlaces(this.#direction);
    const byKey = comparePlaces(this.#direction);
    const salt = (this.#shuffle = (this.#shuffle * 48271) % 2147483647);
    const random = (id: number): number => (id * salt) % 1009;
    return (a, b) =>
      byKey({ ...a, id: 0 }, { ...b, id: 0 }) || random(a.id) - random(b.id) || a.id - b.id;
  }
}

/** The date key `steps` steps after a fixed start. */
export function keyAt(steps: number, resolution: 'second' | 'microsecond'): string {
  if (resolution === 'second') {
    return new Date(Date.UTC(2026, 10, 20, 23, 59, 50) + steps * 1000).toISOString().slice(0, 19);
  }
  const micros = 999_990 + steps;
  const second = new Date(Date.UTC(2026, 10, 20, 23, 59, 59) + Math.floor(micros / 1e6) * 1000);
  return `${second.toISOString().slice(0, 19)}.${String(micros % 1_000_000).padStart(6, '0')}`;
}
