import type { SearchIndex } from './SearchIndex.js';
import { SqliteIndex } from './sqlite/SqliteIndex.js';

/** Where an index is. */
export type IndexPlace =
  | {
      readonly engine: 'sqlite';
      /** File, or `:memory:`. */
      readonly path: string;
      /** Time for one query. */
      readonly timeoutMs: number;
    }
  | { readonly engine: 'postgres'; readonly url: string; readonly timeoutMs: number };

/**
 * An index at a place. Nothing is opened before the first call, which rejects with `IndexUnavailable` where it
 * cannot be.
 *
 * @param onSetAside called with the new name of a damaged file; a new one was begun in its place.
 */
export async function openSearchIndex(
  place: IndexPlace,
  onSetAside: (path: string) => void,
): Promise<SearchIndex> {
  if (place.engine === 'postgres') {
    // Loaded when needed: an index in a file does without.
    const { PostgresIndex } = await import('./postgres/PostgresIndex.js');
    return new PostgresIndex(place);
  }
  return new SqliteIndex({ path: place.path, timeoutMs: place.timeoutMs, onSetAside });
}
