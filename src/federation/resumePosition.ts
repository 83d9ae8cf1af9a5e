import type { Position, ReadResult } from './source.js';

/**
 * Where to go on once the first `taken` rows of a read are used up.
 * @param after the position that the read started from.
 */
export function resumePosition<T>(
  result: ReadResult<T>,
  after: Position | null,
  taken: number,
): Position | null {
  if (result.positionAfter) return result.positionAfter(taken);
  const last = result.rows[taken - 1];
  if (!last) return after;
  let ties = after?.key === last.key ? after.ties : 0;
  for (let index = taken - 1; result.rows[index]?.key === last.key; index -= 1) ties += 1;
  return { key: last.key, id: last.id, ties };
}
