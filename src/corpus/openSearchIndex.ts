import type { SearchIndex } from './SearchIndex.js';
import { SqliteIndex } from './sqlite/SqliteIndex.js';

/** Location of an index. */
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
 * Creates an index at a location. It is opened by the first call, which rejects with
 * `IndexUnavailable` if that fails.
 *
 * @param onSetAside called with the new name of a damaged file, which was replaced by an empty one.
 */
export async function openSearchIndex(
  place: IndexPlace,
  onSetAside: (path: string) => void,
): Promise<SearchIndex> {
  if (place.engine === 'postgres') {
    // Loaded on demand, because an index in a file does not need it.
    const { PostgresIndex } = await import('./postgres/PostgresIndex.js');
    return new PostgresIndex(place);
  }
  return new SqliteIndex({ path: place.path, timeoutMs: place.timeoutMs, onSetAside });
}
