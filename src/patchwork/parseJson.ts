import { scanJson, startOfJson, type JsonElement } from './scanJson.js';

/** Bounds of a JSON text. */
export interface JsonBounds {
  /** Levels of lists and objects. */
  readonly maxDepth: number;
  /**
   * Keys and values of one object; the rows of a list may have {@link ROWS_FACTOR} times as many together.
   * An object of n plain fields has 2n.
   */
  readonly maxValues: number;
}

/** As `limits.maxJsonDepth` and `limits.maxJsonValues` have it: Patchwork's answers have 6 levels at most. */
export const DEFAULT_JSON_BOUNDS: JsonBounds = { maxDepth: 64, maxValues: 100_000 };

/** A text is above one of the bounds; the message names it. */
export class JsonBoundError extends Error {}

/** 250 rows of Patchwork have a few ten thousand keys and values. */
const ROWS_FACTOR = 10;
/** Up to here any text is parsed at once: the worst takes 30 ms. */
const MAX_UNSCANNED_LENGTH = 256 * 1024;
/** Parsed at once, after its values are counted. */
const SLICE_VALUES = 25_000;
const SLICE_LENGTH = 4 * 1024 * 1024;
/** Characters of one object, such as a patch with its diff. */
const MAX_OBJECT_LENGTH = 16 * 1024 * 1024;
/** Patchwork's own indexes and refusals are far smaller. */
const MAX_SHORT_LENGTH = 64 * 1024;

/**
 * Parses the JSON of an answer. A long list is parsed in slices, so that other work gets its turn; rows
 * above a bound are null in it.
 *
 * @throws JsonBoundError for a text with too many levels or values, SyntaxError for one that is not JSON.
 */
export async function parseJson(text: string, bounds: JsonBounds): Promise<unknown> {
  const { maxDepth, maxValues } = bounds;
  if (text.length <= MAX_UNSCANNED_LENGTH) {
    const json = JSON.parse(text) as unknown;
    if (isDeeper(json, maxDepth)) throw tooDeep(maxDepth);
    return json;
  }
  const start = startOfJson(text);
  if (start === -1) throw new SyntaxError('the JSON starts after a thousand blanks');
  if (text[start] !== '[' && text.length > MAX_OBJECT_LENGTH) throw tooLong();
  const scan = scanJson(text, maxDepth, maxValues * ROWS_FACTOR);
  if (scan === 'maxDepth') throw tooDeep(maxDepth);
  if (scan === 'maxValues') throw tooMuch(maxValues * ROWS_FACTOR, 'rows');
  const { elements, values } = scan;
  if (elements === undefined) {
    if (values > maxValues) throw tooMuch(maxValues, 'an object');
    return JSON.parse(text) as unknown;
  }
  if (values <= SLICE_VALUES && text.length <= SLICE_LENGTH) return JSON.parse(text) as unknown;
  return await parseRows(text, elements, maxValues);
}

/**
 * Parses a short text, such as the reason of a refusal.
 *
 * @throws SyntaxError where it is not JSON or not short.
 */
export function parseShortJson(text: string): unknown {
  if (text.length > MAX_SHORT_LENGTH) throw new SyntaxError('the JSON is too long');
  return JSON.parse(text) as unknown;
}

/** Parses the rows of a list, some of them at a time. */
async function parseRows(
  text: string,
  elements: readonly JsonElement[],
  maxValues: number,
): Promise<readonly unknown[]> {
  const rows: unknown[] = [];
  for (const slice of slicesOf(elements, maxValues)) {
    const [first] = slice;
    const last = slice.at(-1);
    if (first === undefined || last === undefined) continue;
    if (isTooLarge(first, maxValues)) {
      rows.push(null);
      continue;
    }
    const parsed = JSON.parse(`[${text.slice(first.start, last.end)}]`) as readonly unknown[];
    if (parsed.length !== slice.length && elements.length > 1) {
      throw new SyntaxError('a row is missing');
    }
    for (const row of parsed) rows.push(row);
    await new Promise((resolve) => setImmediate(resolve));
  }
  const end = elements.at(-1)?.end ?? 0;
  if (text.slice(end).trim() !== ']') throw new SyntaxError('text after the list');
  return rows;
}

/** Runs of elements that are parsed together; one that is too large stands alone. */
function* slicesOf(
  elements: readonly JsonElement[],
  maxValues: number,
): Generator<readonly JsonElement[]> {
  let slice: JsonElement[] = [];
  let values = 0;
  for (const element of elements) {
    const length = element.end - (slice[0]?.start ?? element.start);
    const isFull = values + element.values > SLICE_VALUES || length > SLICE_LENGTH;
    if (slice.length > 0 && (isFull || isTooLarge(element, maxValues))) {
      yield slice;
      slice = [];
      values = 0;
    }
    slice.push(element);
    values += element.values;
    if (isTooLarge(element, maxValues)) {
      yield slice;
      slice = [];
      values = 0;
    }
  }
  yield slice;
}

function isTooLarge({ start, end, values }: JsonElement, maxValues: number): boolean {
  return values > maxValues || end - start > MAX_OBJECT_LENGTH;
}

function tooLong(): JsonBoundError {
  return new JsonBoundError(
    `the JSON of an object has more than ${String(MAX_OBJECT_LENGTH)} characters`,
  );
}

function tooDeep(maxDepth: number): JsonBoundError {
  return new JsonBoundError(
    `the JSON has more than ${String(maxDepth)} levels (limits.maxJsonDepth)`,
  );
}

function tooMuch(most: number, what: string): JsonBoundError {
  return new JsonBoundError(
    `the JSON of ${what} has more than ${String(most)} keys and values (limits.maxJsonValues)`,
  );
}

/**
 * Whether a JSON value has more levels of lists and objects than a bound. To look at the value takes a
 * twentieth of the time of parsing it; to count brackets in the text takes a third.
 */
function isDeeper(json: unknown, most: number): boolean {
  if (typeof json !== 'object' || json === null) return false;
  if (most === 0) return true;
  if (Array.isArray(json)) {
    for (const item of json) if (isDeeper(item, most - 1)) return true;
    return false;
  }
  for (const key in json) {
    const value = (json as Readonly<Record<string, unknown>>)[key];
    if (typeof value === 'object' && value !== null && isDeeper(value, most - 1)) return true;
  }
  return false;
}
