import { keyOf } from '../../corpus/dateKeys.js';
import { firstRowOf, secondsOfRow, SEQUENCES } from '../../corpus/rows.js';
import type { Position } from '../../orderedList.js';

/** A row of the index as a place in a list by date. */
export function positionOf(row: number): Position {
  const seconds = secondsOfRow(row);
  return { key: keyOf(seconds), id: row - firstRowOf(seconds) + 1, ties: 0 };
}

/** The row behind which reading goes on: those of its second with a smaller id come next. */
export function rowOfPosition({ key, id }: Position): number {
  const first = firstRowOf(Date.parse(`${key}Z`) / 1000);
  return first + Math.min(Math.max(id, 1), SEQUENCES) - 1;
}
