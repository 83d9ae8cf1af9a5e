import type { PatchEntity } from '../../catalog/kinds/patch.js';
import { parsePosting } from '../../mail/posting.js';
import { read } from '../../patchwork/shape.js';
import { carryTrailers, findConfirmation, type CarriedTrailer } from '../facts/carriedTrailers.js';
import {
  isSameDiff,
  pairVersions,
  unhashedChanges,
  type PairablePatch,
} from '../facts/pairVersions.js';
import type { TrailerFact } from '../facts/trailerFacts.js';
import type { PatchTexts } from './PatchTexts.js';
import type { SeriesComparisons } from './SeriesComparisons.js';
import type { MailEntity } from './reviewMails.js';
import { trailersOfPatch, type SeriesReview, type SeriesReviews } from './SeriesReviews.js';
import type { ReadVersion, SeriesVersions } from './SeriesVersions.js';

/** How texts pair what neither diffs nor titles do; git's default. */
const CREATION_FACTOR = 60;

/** The review of a patch in an earlier version. */
export interface EarlierPatch {
  readonly review: SeriesReview;
  readonly trailers: readonly TrailerFact[];
  readonly isUnchanged: boolean;
}

/** A patch in the versions before, newest first. */
export interface PatchHistory {
  /** In the previous version; null where that has no such patch. */
  readonly before: EarlierPatch | null;
  readonly earlier: readonly EarlierPatch[];
}

export interface EarlierSources {
  readonly reviews: SeriesReviews;
  readonly versions: SeriesVersions;
  readonly comparisons: SeriesComparisons;
  readonly texts: PatchTexts;
}

type Histories = ReadonlyMap<PatchEntity, PatchHistory>;

/** Follows the patches of series through their earlier versions, each series once per operation. */
export class EarlierReviews {
  readonly #histories = new Map<SeriesReview, Promise<Histories>>();

  readonly #sources: EarlierSources;

  constructor(sources: EarlierSources) {
    this.#sources = sources;
  }

  /**
   * The patches of a review in its earlier versions. Costs {@link SeriesVersions.versionsOf}, and
   * {@link SeriesReviews.load} for each of them; where diffs and titles leave patches without a pair,
   * a comparison of both as well.
   *
   * @throws UpstreamError when one of them cannot be read; GatewayError when a comparison is given up.
   */
  load(review: SeriesReview): Promise<Histories> {
    let reading = this.#histories.get(review);
    if (reading === undefined) this.#histories.set(review, (reading = this.#load(review)));
    return reading;
  }

  /** How the trailers of the previous version of a patch were carried over; null without one. */
  async carried(
    review: SeriesReview,
    patch: PatchEntity,
  ): Promise<{ readonly before: EarlierPatch; readonly carried: CarriedTrailer[] } | null> {
    const before = (await this.load(review)).get(patch)?.before ?? null;
    if (before === null) return null;
    const now = trailersOfPatch(review, patch);
    return { before, carried: carryTrailers(before.trailers, now, before.isUnchanged) };
  }

  /**
   * The reply that confirms a trailer of some patches: one of this version, which costs nothing, else
   * the first of an earlier one.
   */
  async confirmation(
    review: SeriesReview,
    patches: readonly PatchEntity[],
    trailer: TrailerFact,
  ): Promise<MailEntity | null> {
    const own = findConfirmation(trailer, []);
    if (own !== null) return review.mails.get(own.messageId) ?? null;
    if (trailer.personKey === null) return null;
    const histories = await this.load(review);
    const earlier = patches.flatMap((patch) => histories.get(patch)?.earlier ?? []);
    const found = findConfirmation(
      trailer,
      earlier.map(({ trailers }) => trailers),
    );
    if (found === null) return null;
    return earlier.flatMap((one) => one.review.mails.get(found.messageId) ?? [])[0] ?? null;
  }

  /** Forgets what was read, so that it is read again. */
  clear(): void {
    this.#histories.clear();
  }

  async #load(review: SeriesReview): Promise<Histories> {
    const { entity, patches } = review;
    const chain = entity === null ? null : await this.#sources.versions.versionsOf(entity);
    const place = chain?.versions.indexOf(chain.own) ?? -1;
    const before = (chain?.versions.slice(0, Math.max(place, 0)) ?? []).filter(
      (version) => version.label !== chain?.own.label || chain.own.kind === 'RESEND',
    );
    const read = await Promise.all(before.map((version) => this.#readVersion(review, version)));
    const newestFirst = read.flatMap((one) => one ?? []).reverse();
    return new Map(
      patches.map((patch) => {
        const earlier = newestFirst.flatMap(({ pairs }) => pairs.get(patch) ?? []);
        // What a partial version does not send again stands as it was.
        const whole = newestFirst.findIndex(({ isWhole }) => isWhole);
        const reach = whole === -1 ? newestFirst : newestFirst.slice(0, whole + 1);
        const [last = null] = reach.flatMap(({ pairs }) => pairs.get(patch) ?? []);
        return [patch, { before: last, earlier }];
      }),
    );
  }

  async #readVersion(
    now: SeriesReview,
    { kind, series }: ReadVersion,
  ): Promise<{
    readonly isWhole: boolean;
    readonly pairs: ReadonlyMap<PatchEntity, EarlierPatch>;
  } | null> {
    const review = await this.#sources.reviews.load(series.entity);
    if (review === null || now.entity === null) return null;
    const [later, earlier] = await Promise.all([this.#facts(now), this.#facts(review)]);
    const { pairs, isOpen } = pairVersions(later, earlier);
    const places = isOpen ? await this.#compare(review, now) : pairs;
    const found = new Map<PatchEntity, EarlierPatch>();
    for (const [place, other] of places ?? pairs) {
      const patch = now.patches[place];
      const paired = review.patches[other];
      const [ours, theirs] = [later[place], earlier[other]];
      if (patch === undefined || paired === undefined) continue;
      if (ours === undefined || theirs === undefined) continue;
      const trailers = trailersOfPatch(review, paired);
      found.set(patch, { review, trailers, isUnchanged: isSameDiff(theirs, ours) });
    }
    return { isWhole: kind !== 'PARTIAL' && kind !== 'FRAGMENT', pairs: found };
  }

  async #facts({ patches }: SeriesReview): Promise<readonly PairablePatch[]> {
    return await Promise.all(
      patches.map(async (patch) => {
        const data = patch.at('basic');
        const diff = await this.#sources.texts.diff(patch);
        const name = data === undefined ? null : read(data, 'name');
        return {
          patchId: diff?.patchId ?? null,
          hash: patch.summary?.hash ?? null,
          unhashed: unhashedChanges(diff?.files ?? []),
          title: parsePosting(name).normalizedTitle,
        };
      }),
    );
  }

  /** Places of patches by what their texts have in common. */
  async #compare(
    earlier: SeriesReview,
    later: SeriesReview,
  ): Promise<ReadonlyMap<number, number> | null> {
    if (earlier.entity === null || later.entity === null) return null;
    const comparison = await this.#sources.comparisons.compare(
      earlier.entity,
      later.entity,
      CREATION_FACTOR,
    );
    if (comparison === null) return null;
    const { data, fromPatches, toPatches } = comparison;
    const pairs = new Map<number, number>();
    for (const { from, to } of data.pairs) {
      const [before, now] = [fromPatches[from ?? -1], toPatches[to ?? -1]];
      if (before === undefined || now === undefined) continue;
      const [other, place] = [earlier.patches.indexOf(before), later.patches.indexOf(now)];
      if (other !== -1 && place !== -1) pairs.set(place, other);
    }
    return pairs;
  }
}
