import { comparePlaces, notesOf, resumePosition } from '../../orderedList.js';
import type { Direction, Position, Reader, Row } from '../../orderedList.js';

/**
 * Merges several lists of one instance, for filters of which REST accepts one value per request
 * (`msgid`, `category`). All lists share the order (key, id), so one position serves them all. A
 * row that is in several lists counts once. Not for offset readers, because their positions differ.
 * If one list fails, the read fails, because the position could not include it.
 */
export function createUnionReader<T>(
  direction: Direction,
  readers: readonly Reader<T>[],
): Reader<T> {
  const compare = comparePlaces(direction);

  return async (after, count) => {
    const reads = await Promise.all(readers.map((read) => read(after, count)));
    // Past the end of a list that goes on, rows of that list are still unknown.
    let end: Position | null = null;
    let open = false;
    for (const read of reads) {
      if (read.exhausted) continue;
      const reached = resumePosition(read, after, read.rows.length);
      if (!open || (end && (!reached || compare(reached, end) < 0))) end = reached;
      open = true;
    }
    const limit = end;
    const known = new Map<number, Row<T>>();
    for (const row of reads.flatMap((read) => read.rows)) {
      if (!open || (limit !== null && compare(row, limit) <= 0)) known.set(row.id, row);
    }
    const rows = [...known.values()].sort(compare);
    const scanLimitReached = reads.find((read) => read.scanLimitReached)?.scanLimitReached;
    const unasked = reads.every((read) => read.unasked) ? reads[0]?.unasked : undefined;
    const failure = reads.find((read) => read.failure)?.failure;
    const result = {
      rows,
      exhausted: !open,
      ...notesOf(reads),
      ...(scanLimitReached && rows.length < count ? { scanLimitReached } : {}),
      ...(failure ? { failure } : {}),
      ...(unasked ? { unasked } : {}),
    };
    return {
      ...result,
      positionAfter: (taken: number) => {
        const place = resumePosition(result, after, taken);
        if (taken < rows.length || !limit) return place;
        return { ...limit, ties: Math.max(limit.ties, place?.key === limit.key ? place.ties : 0) };
      },
    };
  };
}
