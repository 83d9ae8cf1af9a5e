import { compareText } from '../store/SampleStore.js';
import type { SampleRequest } from '../SampleRequest.js';

/** Something by which a list can be ordered. */
export type OrderField<T> =
  | { readonly kind: 'value'; readonly valueOf: (row: T, request: SampleRequest) => SortValue }
  /** The join with another table: the row is repeated for each of these ids (`order=check`). */
  | { readonly kind: 'join'; readonly idsOf: (row: T, request: SampleRequest) => readonly number[] }
  /** Declared in Patchwork but not a column: the database raises an error, and the answer is 500. */
  | { readonly kind: 'broken' };

/** A column's value; null sorts last, as in PostgreSQL. */
export type SortValue = string | number | boolean | null;

/** Orders by the value of a column. */
export function byValue<T>(valueOf: (row: T, request: SampleRequest) => SortValue): OrderField<T> {
  return { kind: 'value', valueOf };
}

/** One term of an order. */
export interface OrderTerm<T> {
  readonly field: OrderField<T>;
  readonly descending: boolean;
}

/** A requested order: its text (for caching) and its terms. */
export interface Order<T> {
  readonly text: string;
  readonly terms: readonly OrderTerm<T>[];
}

/**
 * Parses `?order=`: unknown fields are skipped, and if none is left, the default order is used.
 *
 * @throws Error for a field that is not backed by a column.
 */
export function readOrder<T>(
  request: SampleRequest,
  fields: Readonly<Record<string, OrderField<T>>>,
  defaultOrder: string,
): Order<T> {
  const asked = readTerms(request.query.last('order') ?? '', fields);
  const order = asked.terms.length > 0 ? asked : readTerms(defaultOrder, fields);
  if (order.terms.some(({ field }) => field.kind === 'broken')) {
    throw new Error(`FieldError: cannot order by ${order.text}`);
  }
  return order;
}

function readTerms<T>(text: string, fields: Readonly<Record<string, OrderField<T>>>): Order<T> {
  const words = text
    .split(',')
    .map((word) => word.trim())
    .filter((word) => Object.hasOwn(fields, word.replace(/^-/, '')));
  const terms = words.flatMap((word) => {
    const field = fields[word.replace(/^-/, '')];
    return field === undefined ? [] : [{ field, descending: word.startsWith('-') }];
  });
  return { text: words.join(','), terms };
}

/** Compares two rows by every term that is a column. */
export function compareRows<T>(
  terms: readonly OrderTerm<T>[],
  request: SampleRequest,
): (one: T, other: T) => number {
  return (one, other) => {
    for (const { field, descending } of terms) {
      if (field.kind !== 'value') continue;
      const sign = compareValues(field.valueOf(one, request), field.valueOf(other, request));
      if (sign !== 0) return descending ? -sign : sign;
    }
    return 0;
  };
}

/** Repeats and orders rows for an order that joins another table. */
export function joinRows<T>(
  rows: readonly T[],
  terms: readonly OrderTerm<T>[],
  request: SampleRequest,
): readonly T[] {
  let joined: { readonly row: T; readonly ids: readonly (number | null)[] }[] = rows.map((row) => ({
    row,
    ids: [],
  }));
  for (const { field } of terms) {
    joined = joined.flatMap(({ row, ids }) => {
      if (field.kind !== 'join') return [{ row, ids: [...ids, null] }];
      const found = field.idsOf(row, request);
      return (found.length === 0 ? [null] : found).map((id) => ({ row, ids: [...ids, id] }));
    });
  }
  joined.sort((one, other) => {
    for (const [index, { field, descending }] of terms.entries()) {
      const sign =
        field.kind === 'value'
          ? compareValues(field.valueOf(one.row, request), field.valueOf(other.row, request))
          : compareValues(one.ids[index] ?? null, other.ids[index] ?? null);
      if (sign !== 0) return descending ? -sign : sign;
    }
    return 0;
  });
  return joined.map(({ row }) => row);
}

function compareValues(one: SortValue, other: SortValue): number {
  if (one === null || other === null) return Number(one === null) - Number(other === null);
  if (typeof one === 'string') return compareText(one, String(other));
  return Number(one) - Number(other);
}
