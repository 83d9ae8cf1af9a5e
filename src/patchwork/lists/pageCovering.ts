/** An upstream page by number and size. */
export interface PageSlice {
  /** Counted from 1. */
  readonly page: number;
  readonly perPage: number;
}

/**
 * The upstream page to request after `passed` rows of a list have been returned, if `wanted` more
 * are needed. It always contains the last returned row too, which proves that no row between it and
 * the next was lost, although rows may have been added or deleted meanwhile. Patchwork has no
 * offsets, so page size and number are chosen together.
 * @returns the smallest such page with enough new rows, else the one with the most; null when there
 *   is none: `passed` rows end a page of every size that there is, as with small pages they often
 *   do.
 */
export function pageCovering(
  passed: number,
  wanted: number,
  maxPageSize: number,
): PageSlice | null {
  if (passed + wanted <= maxPageSize) return { page: 1, perPage: Math.max(1, passed + wanted) };
  if (passed === 0) return { page: 1, perPage: maxPageSize };
  let best: PageSlice | null = null;
  let bestGain = 0;
  for (let perPage = 2; perPage <= maxPageSize; perPage += 1) {
    const page = Math.floor((passed - 1) / perPage) + 1;
    const gain = page * perPage - passed;
    if (gain > bestGain) {
      best = { page, perPage };
      bestGain = gain;
      if (gain >= wanted) break;
    }
  }
  return best;
}
