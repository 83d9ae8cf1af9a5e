const MAX_DEPTH = 1_000;

const BEYOND_LATIN1 = /[\u0100-\uffff]/;

/**
 * About how many bytes of heap a JSON value takes in V8 on 64 bits. An upper guess rather than a
 * lower one, so that a bound in bytes holds.
 */
export function estimateBytes(value: unknown, depthLeft = MAX_DEPTH): number {
  if (typeof value === 'string') {
    // V8 keeps a string in one byte a character until one does not fit in Latin-1. Testing pays
    // for long strings only.
    const wide = value.length < 32 || BEYOND_LATIN1.test(value);
    return 24 + value.length * (wide ? 2 : 1);
  }
  if (typeof value !== 'object' || value === null) return 16;
  // Too deep to be walked through: it fits into no cache.
  if (depthLeft === 0) return Number.MAX_SAFE_INTEGER;
  let bytes = 48;
  if (Array.isArray(value)) {
    for (const item of value) bytes += 8 + estimateBytes(item, depthLeft - 1);
    return bytes;
  }
  // Property names are shared between objects of one shape. `for in` makes no list of the values.
  for (const name in value) {
    const inner = (value as Readonly<Record<string, unknown>>)[name];
    bytes += 16 + estimateBytes(inner, depthLeft - 1);
  }
  return bytes;
}
