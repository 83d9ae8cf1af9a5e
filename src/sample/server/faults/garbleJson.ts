import { isObject } from '../../../isObject.js';
import type { Garbling } from './FaultPlan.js';

/** Every way to corrupt JSON, in the order in which it is applied to the rows of a list. */
const GARBLINGS: readonly Garbling[] = [
  'number-for-string',
  'string-for-number',
  'missing-id',
  'null-row',
  'list-for-object',
  'object-for-list',
];

/**
 * Corrupts the types of a JSON answer as a broken or unrelated server might. In a list, row 0 is corrupted
 * in the first way, row 1 in the second and so on; a single object is corrupted in all ways that keep it
 * an object. A body that is not JSON is returned unchanged.
 */
export function garbleJson(text: string, how: readonly Garbling[] = GARBLINGS): string {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return text;
  }
  if (Array.isArray(value)) {
    return JSON.stringify(
      value.map((row: unknown, index) => {
        const way = how[index % how.length];
        return way === undefined ? row : garbleRow(row, way);
      }),
    );
  }
  const ways = how.length > 1 ? how.filter((way) => way !== 'null-row') : how;
  return JSON.stringify(ways.reduce<unknown>(garbleRow, value));
}

function garbleRow(row: unknown, way: Garbling): unknown {
  if (way === 'null-row') return null;
  if (!isObject(row)) return row;
  if (way === 'missing-id') {
    return Object.fromEntries(Object.entries(row).filter(([key]) => key !== 'id'));
  }
  return Object.fromEntries(Object.entries(row).map(([key, value]) => [key, spoil(value, way)]));
}

function spoil(value: unknown, way: Garbling): unknown {
  if (way === 'number-for-string' && typeof value === 'string') return value.length;
  if (way === 'string-for-number' && typeof value === 'number') return `no. ${value}`;
  if (way === 'list-for-object' && isObject(value)) return Object.values(value);
  if (way === 'object-for-list' && Array.isArray(value))
    return Object.fromEntries(Object.entries(value));
  return value;
}
