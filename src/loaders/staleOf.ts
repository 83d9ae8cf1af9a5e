import type { ReadNotes } from '../federation/source.js';
import type { Dated } from '../patchwork/page.js';

/** The notes of one answer: its age, and whether it is an old one since the server failed. */
export function staleOf({ fetchedAt, staleBecause }: Dated): ReadNotes {
  const date = new Date(fetchedAt);
  if (staleBecause === null) return { fetchedAt: date };
  return { fetchedAt: date, stale: { fetchedAt: date, error: staleBecause } };
}
