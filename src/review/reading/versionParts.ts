import type { PatchEntity } from '../../catalog/kinds/patch.js';
import type { SeriesEntity } from '../../catalog/kinds/series.js';
import { groupBy } from '../../groupBy.js';
import { numberOf } from '../facts/mails.js';
import type { SeriesTrailers } from '../facts/trailers.js';
import { patchesInParts } from '../facts/versionChain.js';
import type { SeriesReview } from './SeriesReviews.js';
import type { ReadVersion } from './SeriesVersions.js';
import type { Chain } from './versionSearch.js';

/** A patch with the series that it was sent in. */
export interface SeriesPatch {
  readonly series: SeriesEntity;
  readonly patch: PatchEntity;
}

/**
 * The patches of a version that was sent in parts, by number: a PARTIAL one includes those that it does
 * not replace, and the pieces of one posting are one. Null for a version that is one series.
 */
export function partsOf({ versions }: Chain, version: ReadVersion): readonly SeriesPatch[] | null {
  const patches = patchesInParts(versions, version);
  return (
    patches?.map(({ patch, series }) => ({ patch: patch.entity, series: series.entity })) ?? null
  );
}

/** What was said about the patches of a version. */
export interface VersionReview extends Pick<SeriesReview, 'series' | 'mails'> {
  readonly trailers: Pick<SeriesTrailers, 'byPatch'>;
}

/**
 * The review of a series, with that of the patches of other series which are part of its version. What
 * was said about the covers of these is as old as the patches that were replaced; only its trailers
 * count.
 *
 * @param load as of {@link SeriesReviews}; called once for each series.
 * @returns null where one of them is.
 */
export async function loadWithParts(
  series: SeriesEntity,
  parts: readonly SeriesPatch[],
  load: (series: SeriesEntity) => Promise<SeriesReview | null>,
): Promise<VersionReview | null> {
  const others = groupBy(
    parts.filter((part) => part.series !== series),
    (part) => part.series,
  );
  const [own, ...reviews] = await Promise.all([
    load(series),
    ...Array.from(others, async ([other, kept]) => {
      const review = await load(other);
      return review && ofPatches(review, new Set(kept.map(({ patch }) => patch.id)));
    }),
  ]);
  const known = reviews.flatMap((review) => review ?? []);
  if (own == null || known.length < others.size) return null;
  const all: readonly VersionReview[] = [own, ...known];
  return {
    series: {
      ...own.series,
      patches: all.flatMap((review) => review.series.patches),
      replies: all.flatMap((review) => review.series.replies),
    },
    trailers: { byPatch: new Map(all.flatMap((review) => [...review.trailers.byPatch])) },
    mails: new Map(all.flatMap(({ mails }) => [...mails])),
  };
}

/** The part of a review that is about some patches. */
function ofPatches(
  { series, trailers, mails }: SeriesReview,
  ids: ReadonlySet<number>,
): VersionReview {
  const patches = series.patches.filter(({ id }) => ids.has(id));
  const messageIds = new Set(patches.map(({ messageId }) => messageId));
  const byPatch = new Map(
    patches.map((patch) => [numberOf(patch), trailers.byPatch.get(numberOf(patch)) ?? []]),
  );
  const replies = series.replies.filter(({ filedAt }) => messageIds.has(filedAt));
  return { series: { ...series, patches, replies }, trailers: { byPatch }, mails };
}
