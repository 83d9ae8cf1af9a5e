import { decodeCursor } from '../../src/federation/cursor.js';
import { mergeSources } from '../../src/federation/mergeSources.js';
import type { MergedPage } from '../../src/federation/mergeSources.js';
import type { Direction, Source } from '../../src/orderedList.js';

export interface Walk {
  readonly values: string[];
  readonly places: { key: string; instance: string; id: number }[];
  readonly pages: MergedPage<string>[];
}

export interface WalkOptions {
  readonly sources: () => readonly Source<string>[];
  readonly direction: Direction;
  /** Page sizes, used in turn. */
  readonly sizes: readonly number[];
  /** Called before every page except the first. */
  readonly between?: (page: number, walk: Walk) => void;
  readonly maxPages?: number;
}

/** Reads all pages as a client does, using only the text of the cursors. */
export async function walkAll(options: WalkOptions): Promise<Walk> {
  const { sources, direction, sizes, between, maxPages = 2000 } = options;
  const walk: Walk = { values: [], places: [], pages: [] };
  let cursor: string | null = null;
  for (let page = 0; page < maxPages; page += 1) {
    if (page > 0) between?.(page, walk);
    const merged: MergedPage<string> = await mergeSources({
      sources: sources(),
      direction,
      first: sizes[page % sizes.length] ?? 1,
      after: cursor === null ? null : decodeCursor(cursor, 'hash'),
      queryHash: { value: 'hash' },
    });
    walk.pages.push(merged);
    for (const { row, instance } of merged.edges) {
      walk.values.push(row.value);
      walk.places.push({ key: row.key, instance, id: row.id });
    }
    cursor = merged.endCursor();
    if (!merged.hasNextPage) return walk;
    if (cursor === null) throw new Error('a next page without a cursor');
  }
  throw new Error('the walk does not end');
}

/** Whether positions are in the order (key, instance, id) or its exact reverse. */
export function isInOrder(places: Walk['places'], direction: Direction): boolean {
  const sorted = [...places].sort((a, b) => {
    if (a.key !== b.key) return a.key < b.key ? -1 : 1;
    if (a.instance !== b.instance) return a.instance < b.instance ? -1 : 1;
    return a.id - b.id;
  });
  if (direction === 'DESC') sorted.reverse();
  return sorted.every((place, index) => place === places[index]);
}
