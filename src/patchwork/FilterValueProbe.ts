import { MAX_PAGE_SIZE, type ListDescription } from './ListDescription.js';
import type { Scope } from './Scope.js';

/** How long it is assumed that a value has no rows: a new project or state shows up after that. */
const EMPTY_TTL_MS = 60_000;
/** Reads a list narrowed by one value, one row of it at the most. */
export type FirstRowReader = <Row extends object>(
  list: ListDescription<Row>,
  param: string,
  value: string,
  scope: Scope,
) => Promise<readonly Row[]>;

/**
 * Records which filter values one server supports. REST answers an unknown
 * value with an empty list and says no more.
 */
export class FilterValueProbe {
  /** When a value was last found without rows, by list, parameter and value. */
  readonly #emptySince = new Map<string, number>();

  readonly #readFirst: FirstRowReader;
  readonly #now: () => number;

  constructor(readFirst: FirstRowReader, now: () => number) {
    this.#readFirst = readFirst;
    this.#now = now;
  }

  /**
   * Whether a list has rows with this value alone. Costs 1 small request unless it is known not to.
   */
  async hasRows<Row extends object>(
    list: ListDescription<Row>,
    param: string,
    value: string,
    scope: Scope,
  ): Promise<boolean> {
    const key = `${list.path} ${param} ${value}`;
    const emptySince = this.#emptySince.get(key);
    if (emptySince !== undefined && this.#isWithin(emptySince, EMPTY_TTL_MS)) return false;
    const rows = await this.#readFirst(list, param, value, scope);
    if (rows.length > 0) this.#emptySince.delete(key);
    else this.#remember(key);
    return rows.length > 0;
  }

  /** Forgets which values had no rows: a write may have given them some. */
  forgetEmpty(): void {
    this.#emptySince.clear();
  }

  #isWithin(sinceMs: number, spanMs: number): boolean {
    const ageMs = this.#now() - sinceMs;
    // A clock that a test sets may step back.
    return ageMs >= 0 && ageMs <= spanMs;
  }

  #remember(key: string): void {
    // Values come from clients, so the memory of them is bounded.
    if (this.#emptySince.size > MAX_PAGE_SIZE * 4) this.#emptySince.clear();
    this.#emptySince.set(key, this.#now());
  }
}
