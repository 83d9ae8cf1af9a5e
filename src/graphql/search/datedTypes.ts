import { parseSearchQuery } from '../../search/parseSearchQuery.js';
import { narrowTypes } from './narrowTypes.js';
import type { SearchType } from './searchTypes.js';

/**
 * The types that a query finds by default, without projects and people, which have no date.
 *
 * @param instances names of all.
 * @returns null for a query that cannot be parsed; the search reports it.
 */
export function datedTypes(
  query: string,
  instances: readonly string[],
): readonly SearchType[] | null {
  try {
    const types = narrowTypes(parseSearchQuery(query, { now: new Date(), instances }), null);
    return types.filter((type) => type !== 'PROJECT' && type !== 'PERSON');
  } catch {
    return null;
  }
}
