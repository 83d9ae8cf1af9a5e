import type { Direction, Place } from './source.js';

/** Compares by UTF-16 code units: the same on every machine, whatever its locale. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/**
 * The order of one instance's list: by key, then by id.
 * @returns a comparison whose result is negative when `a` comes before `b`.
 */
export function comparePlaces(direction: Direction): (a: Place, b: Place) => number {
  const sign = direction === 'ASC' ? 1 : -1;
  return (a, b) => sign * (compareText(a.key, b.key) || a.id - b.id);
}
