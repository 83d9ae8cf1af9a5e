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
  const groups = new Map<string, Extract<SearchHitFragment, { __typename: 'Series' }>[]>();
  for (const hit of hits) {
    if (hit.__typename !== 'Series' || hit.name === null) continue;
    const { instance, project, submitter, name } = hit;
    const key = [instance.name, project?.id, submitter?.id, name.toLowerCase()].join('\n');
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [hit]);
    else group.push(hit);
  }
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
