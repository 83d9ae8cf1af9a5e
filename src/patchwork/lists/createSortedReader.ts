import { comparePlaces } from '../../orderedList.js';
import type { Direction, ReadNotes, Reader, Row } from '../../orderedList.js';

/** A whole list, in any order. */
export interface WholeList<T> extends ReadNotes {
  readonly rows: readonly Row<T>[];
}

export interface SortedReaderOptions<T> {
  readonly direction: Direction;
  /**
   * Reads every page of the list. Called once in the life of the reader, again only after a failure.
   * @throws GatewayError when the instance cannot answer.
   */
  readonly fetchAll: () => Promise<WholeList<T>>;
}

/**
 * Reads a list that only the gateway can sort, such as names over several servers (see `nameKey`).
 * Costs the whole list, so it is meant for short ones. Duplicate rows count once.
 */
export function createSortedReader<T>(options: SortedReaderOptions<T>): Reader<T> {
  const compare = comparePlaces(options.direction);
  let sorted: Promise<WholeList<T>> | undefined;

  async function fetchSorted(): Promise<WholeList<T>> {
    const list = await options.fetchAll();
    const rows = [...new Map(list.rows.map((row) => [row.id, row])).values()].sort(compare);
    return { ...list, rows };
  }

  return async (after, count) => {
    sorted ??= fetchSorted().catch((error: unknown) => {
      sorted = undefined;
      throw error;
    });
    const { rows, ...notes } = await sorted;
    const start = after === null ? 0 : rows.findIndex((row) => compare(row, after) > 0);
    const taken = start < 0 ? [] : rows.slice(start, start + count);
    return { ...notes, rows: taken, exhausted: start < 0 || start + taken.length >= rows.length };
  };
}
