import { groupBy } from '../../../../groupBy.js';
import type { SearchHitFragment } from '../../generated/graphql.js';

/** Where a series stands among its versions in the results. */
export type VersionPlace = 'newest' | 'older';

/**
 * Finds the newest of several versions of a series among results: those of one submitter in one project with
 * the same name.
 *
 * @returns by global id; a series without another version in the results has no entry.
 */
export function newestVersions(
  hits: readonly SearchHitFragment[],
): ReadonlyMap<string, VersionPlace> {
  const named = hits.flatMap((hit) =>
    hit.__typename === 'Series' && hit.name !== null ? [{ ...hit, name: hit.name }] : [],
  );
  const groups = groupBy(named, ({ instance, project, submitter, name }) =>
    [instance.name, project?.id, submitter?.id, name.toLowerCase()].join('\n'),
  );
  const places = new Map<string, VersionPlace>();
  for (const group of groups.values()) {
    const versions = new Set(group.map(({ version }) => version ?? 1));
    if (versions.size < 2) continue;
    const newest = Math.max(...versions);
    for (const { id, version } of group) {
      places.set(id, (version ?? 1) === newest ? 'newest' : 'older');
    }
  }
  return places;
}
