/** One element of a list that is the whole of a JSON text. */
export interface JsonElement {
  /** Offsets in the text. */
  readonly start: number;
  readonly end: number;
  /** Keys and values in it; only exact up to the bound. */
  readonly values: number;
}

/** What a JSON text is made of, found without parsing it. The text may still not be JSON. */
export interface JsonScan {
  /** Keys and values of the whole. */
  readonly values: number;
  /** Elements of the list that the text is; undefined where it is something else. */
  readonly elements: readonly JsonElement[] | undefined;
}

const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_BRACKET = 0x5b;
const BACKSLASH = 0x5c;
/** Set in the codes of braces, and not in those of brackets. */
const BRACE_BIT = 0x20;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
/** Characters per escaped quote from which on searching for the next quote is faster than reading. */
const SPARSE_LENGTH = 16;

/**
 * Counts what is in a JSON text. It takes a third of the time of parsing ordinary rows, and a hundredth of
 * that of parsing the worst: values are what parsing takes time for, and not characters.
 *
 * @returns the bound as soon as there are more levels or values than it allows.
 */
export function scanJson(
  text: string,
  maxDepth: number,
  maxValues: number,
): JsonScan | 'maxDepth' | 'maxValues' {
  const start = startOfJson(text);
  const elements: JsonElement[] | undefined =
    text.charCodeAt(start) === OPEN_BRACKET ? [] : undefined;
  let elementStart = start + 1;
  let before = 1;
  let values = 0;
  let depth = 0;
  for (let at = Math.max(start, 0); at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) {
      at = endOfString(text, at);
      continue;
    }
    const kind = code | BRACE_BIT;
    if (kind === OPEN_BRACE) {
      depth += 1;
      values += 1;
      if (depth > maxDepth) return 'maxDepth';
      if (values > maxValues) return 'maxValues';
    } else if (kind === CLOSE_BRACE) {
      if (depth === 1) {
        elements?.push({ start: elementStart, end: at, values: values - before });
        elementStart = at + 1;
      }
      depth -= 1;
    } else if (code === COMMA || code === COLON) {
      values += 1;
      if (values > maxValues) return 'maxValues';
      if (depth === 1 && code === COMMA) {
        elements?.push({ start: elementStart, end: at, values: values - before });
        elementStart = at + 1;
        before = values;
      }
    }
  }
  return { values, elements };
}

/**
 * Index at which the JSON of a text begins; -1 where a thousand blanks come first, since servers send one or
 * none.
 */
export function startOfJson(text: string): number {
  return text.slice(0, 1_000).search(/\S/);
}

/** Index of the quote that ends the string which begins at `start`; beyond the text where none does. */
function endOfString(text: string, start: number): number {
  let escaped = 0;
  let quote = text.indexOf('"', start + 1);
  while (quote !== -1 && isEscaped(text, quote)) {
    escaped += 1;
    if (quote - start < escaped * SPARSE_LENGTH) return endOfDenseString(text, quote + 1);
    quote = text.indexOf('"', quote + 1);
  }
  return quote === -1 ? text.length : quote;
}

/** A quote is escaped by an odd number of backslashes before it; the one that begins the string ends them. */
function isEscaped(text: string, quote: number): boolean {
  let at = quote - 1;
  while (text.charCodeAt(at) === BACKSLASH) at -= 1;
  return (quote - at) % 2 === 0;
}

/** The same from inside of a string in which quotes follow closely: to search for each takes longer than to read on. */
function endOfDenseString(text: string, from: number): number {
  let at = from;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) return at;
    at += code === BACKSLASH ? 2 : 1;
  }
  return at;
}
