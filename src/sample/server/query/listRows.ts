import type { SampleRequest } from '../SampleRequest.js';
import type { Row, Table } from '../store/Table.js';
import { combineFilters, refused, type Filter, type Predicate } from './filters.js';
import { compareRows, joinRows, readOrder, type OrderField } from './ordering.js';
import { matchesTerms, searchTerms } from './search.js';

/** How a list of the API can be filtered, searched and ordered. */
export interface ListSpec<T extends Row> {
  readonly filters: readonly Filter<T>[];
  /** The texts that `?q=` searches; `broken` makes `?q=` a 500; if omitted, `?q=` is ignored. */
  readonly searches?: ((row: T) => readonly (string | null)[]) | 'broken';
  readonly orders: Readonly<Record<string, OrderField<T>>>;
  readonly defaultOrder: string;
}

/** The source of the rows of a list. */
export interface ListSource<T extends Row> {
  readonly table: Table<T>;
  /** Rows of one parent instead of the whole table. */
  readonly rows?: readonly T[];
  /** Rows that the caller may see. */
  readonly visible?: Predicate<T>;
}

/** The rows that a list request selects, in order, before pagination. */
export function listRows<T extends Row>(
  request: SampleRequest,
  spec: ListSpec<T>,
  source: ListSource<T>,
): readonly T[] {
  const filtered = combineFilters(spec.filters, request);
  const terms = searchTerms(request);
  const { searches } = spec;
  if (searches === 'broken' && terms.length > 0) {
    throw new Error('FieldError: cannot search the fields');
  }
  const order = readOrder(request, spec.orders, spec.defaultOrder);
  if (filtered === refused) return [];

  const predicates = [...filtered];
  if (source.visible !== undefined) predicates.push(source.visible);
  if (typeof searches === 'function' && terms.length > 0) {
    predicates.push((row) => matchesTerms(terms, searches(row)));
  }
  const compare = compareRows(order.terms, request);
  const ordered =
    source.rows === undefined
      ? source.table.sorted(order.text, compare)
      : [...source.rows].sort(compare);
  const kept =
    predicates.length === 0
      ? ordered
      : ordered.filter((row) => predicates.every((keeps) => keeps(row)));
  const joins = order.terms.some(({ field }) => field.kind === 'join');
  // The paginator counts without the join, so the repeated rows push the last ones off the final page.
  return joins ? joinRows(kept, order.terms, request).slice(0, kept.length) : kept;
}
