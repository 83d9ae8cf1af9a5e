import { readFilterDate, type DateReading } from '../dates.js';
import type { SampleRequest } from '../SampleRequest.js';
import type { Row, Table } from '../store/Table.js';

/** Whether a row is included. */
export type Predicate<T> = (row: T) => boolean;

/** The value of a known filter is invalid: the whole answer is empty, with status 200. */
export const refused = Symbol('refused');

/**
 * One filter of a list (`patchwork/api/filters.py`): undefined when the request does not use it.
 * Parameters that no filter of the list uses are ignored, since nothing reads them.
 */
export type Filter<T> = (request: SampleRequest) => Predicate<T> | typeof refused | undefined;

/** Applies every filter; the result is {@link refused} as soon as one filter is. */
export function combineFilters<T>(
  filters: readonly Filter<T>[],
  request: SampleRequest,
): readonly Predicate<T>[] | typeof refused {
  const predicates: Predicate<T>[] = [];
  for (const filter of filters) {
    const outcome = filter(request);
    if (outcome === refused) return refused;
    if (outcome !== undefined) predicates.push(outcome);
  }
  return predicates;
}

/**
 * A filter by foreign key that takes several values. If one value matches no row, the answer is empty.
 *
 * @param find - Returns the id of the row that a value denotes.
 */
export function manyKeys<T>(
  name: string,
  find: (value: string, request: SampleRequest) => number | undefined,
  keyOf: (row: T) => number | null | undefined,
): Filter<T> {
  return (request) => {
    const values = request.query.all(name);
    if (values.length === 0) return undefined;
    const wanted = new Set<number>();
    for (const value of values) {
      const id = find(value, request);
      if (id === undefined) return refused;
      wanted.add(id);
    }
    return (row) => {
      const key = keyOf(row);
      return key !== null && key !== undefined && wanted.has(key);
    };
  };
}

/** Finds a row by its number, as parsed by Python's `int()`, and by nothing else. */
export function byNumber(
  tableOf: (request: SampleRequest) => Table<Row>,
): (value: string, request: SampleRequest) => number | undefined {
  return (value, request) => {
    const number = pythonInt(value);
    return number === undefined ? undefined : tableOf(request).get(number)?.id;
  };
}

/** Finds a row by its number, or by a text that is compared without regard to case. */
export function byNumberOrText<R extends Row>(
  tableOf: (request: SampleRequest) => Table<R>,
  textOf: (row: R) => string,
  normalise: (value: string) => string = (value) => value,
): (value: string, request: SampleRequest) => number | undefined {
  return (value, request) => {
    const table = tableOf(request);
    const number = pythonInt(value);
    if (number !== undefined) return table.get(number)?.id;
    const wanted = normalise(value).toUpperCase();
    return table.rows.find((row) => textOf(row).toUpperCase() === wanted)?.id;
  };
}

/** A filter of one text; an empty value is ignored, NUL is refused, and the last of several is used. */
export function oneText<T>(
  name: string,
  predicateOf: (value: string) => Predicate<T>,
  applies: (request: SampleRequest) => boolean = () => true,
): Filter<T> {
  return (request) => {
    const value = request.query.last(name)?.trim();
    if (value === undefined || value === '' || !applies(request)) return undefined;
    return value.includes('\0') ? refused : predicateOf(value);
  };
}

/** A filter of one word from a list; an empty value is ignored, and the last of several is used. */
export function oneChoice<T>(
  name: string,
  choices: readonly string[],
  predicateOf: (value: string) => Predicate<T>,
): Filter<T> {
  return (request) => {
    const value = request.query.last(name);
    if (value === undefined || value === '') return undefined;
    return choices.includes(value) ? predicateOf(value) : refused;
  };
}

const BOOLEAN_WORDS = new Map([
  ['1', true],
  ['true', true],
  ['0', false],
  ['false', false],
]);

/** A boolean filter; any other word is ignored (django-filter's BooleanWidget). */
export function oneBoolean<T>(name: string, valueOf: (row: T) => boolean): Filter<T> {
  return (request) => {
    const wanted = BOOLEAN_WORDS.get(request.query.last(name)?.toLowerCase() ?? '');
    return wanted === undefined ? undefined : (row) => valueOf(row) === wanted;
  };
}

/** `since` (inclusive) and `before` (exclusive) on the row's own date. */
export function timestamps<T extends { readonly date: string }>(): readonly Filter<T>[] {
  const bound =
    (name: string, keeps: (date: string, bound: string) => boolean): Filter<T> =>
    (request) => {
      const text = request.query.last(name);
      if (text === undefined || text === '') return undefined;
      const date = readFilterDate(text, naiveDateReading(request));
      return date === undefined ? refused : (row) => keeps(row.date, date);
    };
  return [
    bound('since', (date, limit) => date >= limit),
    bound('before', (date, limit) => date < limit),
  ];
}

/** Parses a text as Python's `int()` does. */
export function pythonInt(text: string): number | undefined {
  return /^\s*[+-]?\d+(?:_\d+)*\s*$/.test(text) ? Number(text.replaceAll('_', '')) : undefined;
}

/** How the server interprets `since` and `before` in a request. */
function naiveDateReading(request: SampleRequest): DateReading {
  const { traits, store } = request;
  return {
    offsetZone: traits.convertsOffsetsToUtc ? 'UTC' : store.facts.time_zone,
    acceptsBareDates: traits.acceptsBareDates,
  };
}
