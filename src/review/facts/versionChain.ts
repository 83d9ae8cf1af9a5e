import { isFragment, type LinkConfidence, type PostedSeries } from './versionEvidence.js';
import {
  effectivePatches,
  findVersions,
  type EffectivePatch,
  type SeriesVersion,
} from './versions.js';
import type { Mailmap } from '../../mail/mailmap.js';

/** The versions of a series, with the place of that series among them. */
export interface VersionChain<Series extends PostedSeries> {
  /** Oldest first, the series itself included. */
  readonly versions: readonly SeriesVersion<Series>[];
  readonly own: SeriesVersion<Series>;
  /** The one that it replaces; null for the first. Of pieces of one posting, the first piece. */
  readonly previous: SeriesVersion<Series> | null;
  /** The one that replaces it; null for the latest. */
  readonly next: SeriesVersion<Series> | null;
  readonly latest: SeriesVersion<Series>;
}

/**
 * The chain of a series among candidates. Pieces of one posting are not versions of each other: each of
 * them is the latest where one is.
 */
export function findChain<Series extends PostedSeries>(
  series: Series,
  candidates: readonly Series[],
  minConfidence: LinkConfidence,
  mailmap: Mailmap,
): VersionChain<Series> {
  const found = findVersions(series, candidates, minConfidence, mailmap);
  const place = found.findIndex((version) => version.series === series);
  const isPiece = (one: Series, other: Series): boolean => one === other || isFragment(one, other);
  const last = found.at(-1);
  const versions = found.map((version) => ({
    ...version,
    isLatest: last !== undefined && isPiece(version.series, last.series),
  }));
  const own = versions[place];
  if (own === undefined) throw new Error('a series is a version of itself');
  const whole = (at: SeriesVersion<Series> | undefined): SeriesVersion<Series> | null =>
    at === undefined ? null : (versions.find((one) => isPiece(one.series, at.series)) ?? at);
  const isOther = ({ series: other }: SeriesVersion<Series>): boolean => !isPiece(other, series);
  return {
    versions,
    own,
    previous: whole(versions.slice(0, place).findLast(isOther)),
    next: whole(versions.slice(place + 1).find(isOther)),
    latest: own.isLatest ? own : (whole(versions.at(-1)) ?? own),
  };
}

/**
 * The patches of a version that is sent in parts: those of its other pieces, and those of earlier versions
 * that it lets stand, included. Null for a version that has all of its patches itself.
 */
export function patchesInParts<Series extends PostedSeries>(
  versions: readonly SeriesVersion<Series>[],
  { series }: SeriesVersion<Series>,
): readonly EffectivePatch<Series>[] | null {
  const isPiece = (one: SeriesVersion<Series>): boolean =>
    one.series === series || isFragment(one.series, series);
  const last = versions.findLastIndex(isPiece);
  const isWhole = versions.filter(isPiece).length === 1 && versions[last]?.kind !== 'PARTIAL';
  return isWhole ? null : effectivePatches(versions.slice(0, last + 1));
}
