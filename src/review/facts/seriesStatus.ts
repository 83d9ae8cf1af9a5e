/** Status of a series. */
export type SeriesStatus =
  | 'ACTION_REQUIRED'
  | 'PARTIALLY_APPLIED'
  | 'PARTIALLY_ACCEPTED'
  | 'ACCEPTED'
  | 'SUPERSEDED'
  | 'CLOSED'
  | 'UNKNOWN';

/** State of a patch. */
export interface PatchState {
  readonly slug: string | null;
  readonly category: 'ACTION_REQUIRED' | 'ACCEPTED' | 'CLOSED' | 'UNKNOWN';
}

/**
 * The status of a series, by the states of its patches. Partly applied series are usual, so one
 * closed patch closes none (the kernel's patches daemon does otherwise). Open patches beside
 * accepted ones are work to do; closed ones beside accepted ones are settled.
 */
export function decideSeriesStatus(states: readonly PatchState[]): SeriesStatus {
  const has = (category: PatchState['category']): boolean =>
    states.some((state) => state.category === category);
  if (states.length === 0) return 'UNKNOWN';
  if (has('ACTION_REQUIRED')) return has('ACCEPTED') ? 'PARTIALLY_APPLIED' : 'ACTION_REQUIRED';
  if (has('UNKNOWN')) return 'UNKNOWN';
  if (has('ACCEPTED')) return has('CLOSED') ? 'PARTIALLY_ACCEPTED' : 'ACCEPTED';
  return states.every(({ slug }) => isSuperseded(slug)) ? 'SUPERSEDED' : 'CLOSED';
}

function isSuperseded(slug: string | null): boolean {
  return slug === 'superseded' || slug?.startsWith('obsolete') === true;
}
