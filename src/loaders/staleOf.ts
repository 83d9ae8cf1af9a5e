import type { ReadNotes } from '../federation/source.js';
import type { Dated } from '../patchwork/page.js';

/** The note of a read that got an old answer since the server failed. */
export function staleOf({ fetchedAt, staleBecause }: Dated): ReadNotes {
  return staleBecause === null
    ? {}
    : { stale: { fetchedAt: new Date(fetchedAt), error: staleBecause } };
}
