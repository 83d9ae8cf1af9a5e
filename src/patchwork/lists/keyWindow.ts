import { nextKey } from './dateKey.js';
import type { Resolution } from './dateKey.js';
import type { Direction } from '../../orderedList.js';
import type { KeyWindow } from './KeyedPage.js';

/**
 * The span of keys in which a list continues at `key`, within the user's bounds.
 * @param includeTies whether rows with this key are included.
 * @returns null if no key can be in the span.
 */
export function keyWindow(
  key: string | null,
  includeTies: boolean,
  direction: Direction,
  resolution: Resolution,
  bounds: KeyWindow,
): KeyWindow | null {
  let { since, before } = bounds;
  if (key !== null && direction === 'DESC') {
    const end = includeTies ? nextKey(key, resolution) : key;
    if (end !== null && (before === undefined || end < before)) before = end;
  }
  if (key !== null && direction === 'ASC') {
    const start = includeTies ? key : nextKey(key, resolution);
    if (start === null) return null;
    if (since === undefined || start > since) since = start;
  }
  if (since !== undefined && before !== undefined && since >= before) return null;
  return {
    ...(since === undefined ? {} : { since }),
    ...(before === undefined ? {} : { before }),
  };
}
