const beyondLatin1 = /[\u0100-\uffff]/;

/**
 * About how many bytes of heap a JSON value takes in V8 on 64 bits. An upper guess rather than a
 * lower one, so that a bound in bytes holds.
 */
export function estimateBytes(value: unknown): number {
  if (typeof value === 'string') {
    // V8 keeps a string in one byte a character until one does not fit in Latin-1. Testing pays
    // for long strings only.
    const wide = value.length < 32 || beyondLatin1.test(value);
    return 24 + value.length * (wide ? 2 : 1);
  }
  if (typeof value !== 'object' || value === null) return 16;
  let bytes = 48;
  if (Array.isArray(value)) {
    for (const item of value) bytes += 8 + estimateBytes(item);
    return bytes;
  }
  // Property names are shared between objects of one shape. `for in` makes no list of the values.
  for (const name in value) {
    bytes += 16 + estimateBytes((value as Readonly<Record<string, unknown>>)[name]);
  }
  return bytes;
}
