const MAX_DEPTH = 1_000;

const BEYOND_LATIN1 = /[\u0100-\uffff]/;

/**
 * Estimates the heap bytes of a JSON value in 64-bit V8. Rather too high than too low, so that
 * limits in bytes are met.
 */
export function estimateBytes(value: unknown, depthLeft = MAX_DEPTH): number {
  if (typeof value === 'string') {
    // V8 stores strings with one byte per character if all fit in Latin-1. Checking is worthwhile
    // for long strings only.
    const wide = value.length < 32 || BEYOND_LATIN1.test(value);
    return 24 + value.length * (wide ? 2 : 1);
  }
  if (typeof value !== 'object' || value === null) return 16;
  // Too deep to be traversed: it does not fit into any cache.
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
