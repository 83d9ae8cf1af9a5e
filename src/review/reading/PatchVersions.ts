import type { PatchEntity } from '../../catalog/kinds/patch.js';
import type { SeriesEntity } from '../../catalog/kinds/series.js';
import { isFragment } from '../facts/versionEvidence.js';
import type { SeriesComparisons } from './SeriesComparisons.js';
import type { SeriesPatches } from './SeriesPatches.js';
import type { ReadVersion, SeriesVersions } from './SeriesVersions.js';

/** How texts pair patches that neither diffs nor titles pair; git's default. */
const CREATION_FACTOR = 60;

/** Which patch of another version a patch is paired with. */
export type VersionSide = 'BEFORE' | 'AFTER';

/** Follows one patch to the versions next to its own. */
export class PatchVersions {
  readonly #sources: {
    readonly seriesPatches: SeriesPatches;
    readonly versions: SeriesVersions;
    readonly comparisons: SeriesComparisons;
  };

  constructor(sources: {
    readonly seriesPatches: SeriesPatches;
    readonly versions: SeriesVersions;
    readonly comparisons: SeriesComparisons;
  }) {
    this.#sources = sources;
  }

  /**
   * The patch that a patch replaces (BEFORE) or that replaces it (AFTER). A version that replaces some
   * patches lets the others stand, so these are looked for in the one behind it. Costs
   * {@link SeriesVersions.versionsOf}, and a comparison of both versions.
   *
   * @returns null where there is none, and if the patch is not part of its series' version.
   * @throws UpstreamError when one of them cannot be read; GatewayError when a comparison is given up.
   */
  async find(patch: PatchEntity, succession: VersionSide): Promise<PatchEntity | null> {
    const series = await this.#sources.seriesPatches.seriesOf(patch);
    const chain = series === null ? null : await this.#sources.versions.versionsOf(series);
    if (series === null || chain === null) return null;
    const place = chain.versions.indexOf(chain.own);
    const others =
      succession === 'BEFORE'
        ? chain.versions.slice(0, place).reverse()
        : chain.versions.slice(place + 1);
    for (const [index, version] of others.entries()) {
      if (isFragment(version.series, chain.own.series)) continue;
      const pair = await this.#pairOf(patch, series, version.series.entity, succession);
      if (pair !== null) return pair;
      if (isWhole(version, others[index + 1])) return null;
    }
    return null;
  }

  async #pairOf(
    patch: PatchEntity,
    own: SeriesEntity,
    other: SeriesEntity,
    succession: VersionSide,
  ): Promise<PatchEntity | null> {
    const isBefore = succession === 'BEFORE';
    const [from, to] = isBefore ? [other, own] : [own, other];
    const comparison = await this.#sources.comparisons.compare(from, to, CREATION_FACTOR);
    if (comparison === null) return null;
    const { fromPatches, toPatches, data } = comparison;
    const ours = isBefore ? toPatches : fromPatches;
    const theirs = isBefore ? fromPatches : toPatches;
    const place = ours.indexOf(patch);
    const pair = data.pairs.find((one) => (isBefore ? one.to : one.from) === place);
    const found = isBefore ? pair?.from : pair?.to;
    return place === -1 || found == null ? null : (theirs[found] ?? null);
  }
}

/** Whether a version has no other parts, and leaves none of the one before it standing. */
function isWhole({ kind, series }: ReadVersion, next: ReadVersion | undefined): boolean {
  if (kind === 'PARTIAL') return false;
  return next === undefined || !isFragment(series, next.series);
}
