/** No argument of the schema is nested nearly as deep. */
const MAX_DEPTH = 100;

/** With the flag `u`, only half of a surrogate pair matches. */
const LONE_SURROGATE = /\p{Surrogate}/u;

/**
 * Whether variables can be worked with: all of their strings are text, and they are not nested
 * beyond reason. JSON lets clients send half of a surrogate pair, which cannot be part of an address;
 * in documents graphql-js refuses it itself.
 */
export function isWellFormed(variables: unknown): boolean {
  // Not recursive: a body may be nested deeper than the stack.
  const left: (readonly [value: unknown, depth: number])[] = [[variables, 0]];
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    const [value, depth] = next;
    if (typeof value === 'string' && LONE_SURROGATE.test(value)) return false;
    if (typeof value !== 'object' || value === null) continue;
    if (depth === MAX_DEPTH) return false;
    for (const child of Object.values(value)) left.push([child, depth + 1]);
  }
  return true;
}
