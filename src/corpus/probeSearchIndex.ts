import type { IndexUnavailable } from './IndexUnavailable.js';
import type { IndexPlace } from './openSearchIndex.js';

/**
 * Checks whether a gateway can use an index, and changes nothing: no file is made, and a damaged one stays.
 *
 * @returns the reason why it cannot; null where it can.
 */
export async function probeSearchIndex(place: IndexPlace): Promise<IndexUnavailable | null> {
  // Loaded when needed: each engine brings its library.
  if (place.engine === 'postgres') {
    const { probeDatabase } = await import('./postgres/probeDatabase.js');
    return await probeDatabase(place.url);
  }
  const { probeIndexFile } = await import('./sqlite/indexFile.js');
  return probeIndexFile(place.path);
}
