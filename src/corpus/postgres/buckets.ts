/*
 * Each mail has a word for the span of 12 days that it is of, so that the index finds a word among the newest mails
 * without a look at all others with that word.
 */

/** Name of the field of such words, which is none of `TEXT_FIELDS`. */
export const BUCKET_FIELD = 'at';
/** Word of that field that marks mails in several parts. */
export const PARTS_WORD = 'parts';
/** Lower bits of a row that are left out. */
export const BUCKET_BITS = 40;
/** More spans are not named: it takes longer than to look at all of them. */
const MAX_BUCKETS = 40;

/** The word of a row. */
export function bucketOf(row: number): number {
  return Math.floor(row / 2 ** BUCKET_BITS);
}

/** The words of the rows from `first` on, and before `end`; null where they are too many. */
export function bucketsOf(first: number, end: number): readonly number[] | null {
  const newest = bucketOf(end - 1);
  const oldest = bucketOf(first);
  if (newest - oldest >= MAX_BUCKETS) return null;
  return Array.from({ length: newest - oldest + 1 }, (_, at) => oldest + at);
}
