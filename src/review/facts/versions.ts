import { EMPTY_MAILMAP, type Mailmap } from '../../mail/mailmap.js';
import { instantOf } from './mails.js';
import {
  compareVersions,
  isAtLeast,
  isFragment,
  weighEvidence,
  type LinkConfidence,
  type PostedSeries,
  type VersionEvidence,
  type VersionReason,
} from './versionEvidence.js';

/** FULL: all patches. PARTIAL: some replace those before. RESEND: sent again. FRAGMENT: a piece. */
export type VersionKind = 'FULL' | 'PARTIAL' | 'RESEND' | 'FRAGMENT';

/** One version of a series. */
export interface SeriesVersion<Series extends PostedSeries> {
  /** `3`, or `5.1`. */
  readonly label: string;
  readonly version: number;
  readonly kind: VersionKind;
  readonly series: Series;
  /** Of its best link to an earlier one; null for the first. */
  readonly confidence: LinkConfidence | null;
  readonly reasons: readonly VersionReason[];
  readonly isLatest: boolean;
}

/**
 * The versions of a series, itself included, by version and date. Postings are linked pair by pair,
 * with gaps where a version was lost, and everything that is linked to the series over others belongs
 * to it.
 *
 * @param candidates postings that may be versions of it: the submitter's, and those that mails name.
 * @param minConfidence links below it are left out; supersededBy and filters take MEDIUM.
 */
export function findVersions<Series extends PostedSeries>(
  series: Series,
  candidates: readonly Series[],
  minConfidence: LinkConfidence = 'MEDIUM',
  mailmap: Mailmap = EMPTY_MAILMAP,
): SeriesVersion<Series>[] {
  const all = uniqueSeries([series, ...candidates]).sort(comparePostings);
  const links = linkAll(all, minConfidence, mailmap);
  const chain = reach(all.indexOf(series), links);
  const members = all.filter((_, index) => chain.has(index));
  return members.map((member, place) => {
    const index = all.indexOf(member);
    const link = bestLink(links[index] ?? new Map());
    return {
      label: member.head.posting.label,
      version: member.head.posting.version,
      kind: kindOf(member, members.slice(0, place)),
      series: member,
      confidence: link?.confidence ?? null,
      reasons: link?.reasons ?? [],
      isLatest: place === members.length - 1,
    };
  });
}

/** A posting that was sent to two projects is one. */
function uniqueSeries<Series extends PostedSeries>(all: readonly Series[]): Series[] {
  const seen = new Set<string>();
  return all.filter(({ head }) => {
    const isNew = !seen.has(head.messageId);
    seen.add(head.messageId);
    return isNew;
  });
}

function comparePostings(one: PostedSeries, other: PostedSeries): number {
  return compareVersions(one, other) || dateOf(one) - dateOf(other);
}

function dateOf({ date }: PostedSeries): number {
  return date === null ? 0 : instantOf(date);
}

type Links = readonly ReadonlyMap<number, VersionEvidence>[];

/** For each posting, its links to earlier ones by their place. */
function linkAll(
  all: readonly PostedSeries[],
  minConfidence: LinkConfidence,
  mailmap: Mailmap,
): Links {
  const titles = countTitles(all);
  return all.map((later, place) => {
    const links = new Map<number, VersionEvidence>();
    let repliedVersion: string | null = null;
    for (let before = place - 1; before >= 0; before -= 1) {
      const earlier = all[before];
      if (earlier === undefined) continue;
      const evidence = weighEvidence(earlier, later, isOnly(earlier, later, titles), mailmap);
      if (evidence === null || !isAtLeast(evidence.confidence, minConfidence)) continue;
      const [only, ...others] = evidence.reasons;
      // A reply that names several versions follows the highest.
      if (only?.kind === 'REPLY' && others.length === 0) {
        repliedVersion ??= earlier.head.posting.label;
        if (repliedVersion !== earlier.head.posting.label) continue;
      }
      links.set(before, evidence);
    }
    return links;
  });
}

/** Whether the earlier posting is the only one of its version and title; a resend does not count. */
function isOnly(
  earlier: PostedSeries,
  later: PostedSeries,
  titles: ReadonlyMap<string, number>,
): boolean {
  const others = titleKey(earlier) === titleKey(later) ? 1 : 0;
  return (titles.get(titleKey(earlier)) ?? 0) - others === 1;
}

function countTitles(all: readonly PostedSeries[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const series of all) counts.set(titleKey(series), (counts.get(titleKey(series)) ?? 0) + 1);
  return counts;
}

/** Postings of one version with equal keys are candidates for the same place in a chain. */
function titleKey({ project, head: { posting } }: PostedSeries): string {
  return JSON.stringify([project, posting.label, posting.branch, posting.normalizedTitle]);
}

function reach(start: number, links: Links): ReadonlySet<number> {
  const neighbours = new Map<number, number[]>();
  const connect = (from: number, to: number): void => {
    neighbours.set(from, [...(neighbours.get(from) ?? []), to]);
  };
  for (const [later, earlier] of links.entries()) {
    for (const index of earlier.keys()) {
      connect(later, index);
      connect(index, later);
    }
  }
  const reached = new Set([start]);
  for (const index of reached) for (const next of neighbours.get(index) ?? []) reached.add(next);
  return reached;
}

function bestLink(links: ReadonlyMap<number, VersionEvidence>): VersionEvidence | undefined {
  let best: VersionEvidence | undefined;
  for (const evidence of links.values()) {
    if (best === undefined || !isAtLeast(best.confidence, evidence.confidence)) best = evidence;
  }
  return best;
}

function kindOf(series: PostedSeries, before: readonly PostedSeries[]): VersionKind {
  if (before.some((one) => isFragment(one, series))) return 'FRAGMENT';
  if (isPartial(series, before)) return 'PARTIAL';
  const isAgain = before.some((one) => compareVersions(one, series) === 0);
  return isAgain || series.head.posting.isResend ? 'RESEND' : 'FULL';
}

/** Fewer patches than announced, each an answer to its number in an earlier version (b4). */
function isPartial(series: PostedSeries, before: readonly PostedSeries[]): boolean {
  const { total, patches } = series;
  if (total === null || patches.length === 0 || patches.length >= total) return false;
  return patches.every(({ posting, references }) =>
    before.some((earlier) =>
      earlier.patches.some(
        (one) =>
          one.posting.index === posting.index &&
          one.posting.count === posting.count &&
          references?.includes(one.messageId) === true,
      ),
    ),
  );
}

/** A patch of a version, with the version it comes from. */
export interface EffectivePatch<Series extends PostedSeries> {
  readonly index: number;
  readonly patch: Series['patches'][number];
  readonly label: string;
  readonly series: Series;
}

/**
 * The patches of the last of some versions: of a PARTIAL one, the previous version with these replaced;
 * pieces of one posting together.
 */
export function effectivePatches<Series extends PostedSeries>(
  versions: readonly SeriesVersion<Series>[],
): EffectivePatch<Series>[] {
  const patches = new Map<number, EffectivePatch<Series>>();
  for (const { kind, label, series } of versions) {
    if (kind !== 'PARTIAL' && kind !== 'FRAGMENT') patches.clear();
    for (const patch of series.patches) {
      const index = patch.posting.index ?? 1;
      patches.set(index, { index, patch, label, series });
    }
  }
  return [...patches.values()].sort((one, other) => one.index - other.index);
}
