import type { PatchEntity } from '../catalog/kinds/patch.js';
import type { SeriesEntity } from '../catalog/kinds/series.js';
import { read } from '../patchwork/shape.js';
import {
  decideReview,
  type DecisionOptions,
  type ReviewDecision,
} from '../review/facts/reviewSummary.js';
import { isApproval } from '../review/facts/trailerFacts.js';
import { numberIn, trailersOfPatch, type SeriesReview } from '../review/reading/SeriesReviews.js';
import type { RequestContext } from './context.js';

/** How strict a decision is. */
interface DecisionArgs {
  readonly minApprovals: number;
  readonly confirmedOnly: boolean;
}

/**
 * The next step in the review of a series; null below API 1.1.
 *
 * @throws UpstreamError where a text, a list of replies or a state cannot be read.
 */
export async function decisionOfSeries(
  series: SeriesEntity,
  { minApprovals, confirmedOnly }: DecisionArgs,
  context: RequestContext,
): Promise<ReviewDecision | null> {
  const { reviews, seriesPatches } = context.review;
  const [review] = await Promise.all([reviews.load(series), seriesPatches.load(series)]);
  if (review === null) return null;
  const claimed = decide(review, review.patches, { minApprovals, confirmedKeys: null });
  // Whether own ones are borne out decides nothing without them, nor where replies are enough.
  if (!confirmedOnly || claimed !== 'APPROVED') return claimed;
  const given = decide(review, review.patches, { minApprovals, confirmedKeys: new Set() });
  if (given === 'APPROVED') return given;
  const confirmedKeys = await confirmedKeysOf(review, context);
  return decide(review, review.patches, { minApprovals, confirmedKeys });
}

/** Own approvals that a reply of an earlier version confirms. */
async function confirmedKeysOf(
  review: SeriesReview,
  { review: { earlier } }: RequestContext,
): Promise<ReadonlySet<string>> {
  const keys = new Set<string>();
  await Promise.all(
    review.patches.flatMap((patch) =>
      trailersOfPatch(review, patch)
        .filter(({ kind, counts }) => counts && isApproval(kind))
        .map(async (trailer) => {
          const reply = await earlier.confirmation(review, [patch], trailer);
          if (reply !== null) keys.add(`${String(numberIn(review, patch))} ${trailer.key}`);
        }),
    ),
  );
  return keys;
}

function decide(
  review: SeriesReview,
  patches: readonly PatchEntity[],
  options: DecisionOptions,
): ReviewDecision {
  return decideReview(
    patches.map((patch) => ({
      number: numberIn(review, patch),
      stateSlug: patch.summary === undefined ? null : read(patch.summary, 'state'),
      trailers: trailersOfPatch(review, patch),
    })),
    options,
  );
}

/** The next step in the review of a patch. Errors as {@link decisionOfSeries}. */
export async function decisionOfPatch(
  patch: PatchEntity,
  { review: { reviews }, facets }: RequestContext,
): Promise<ReviewDecision | null> {
  const [review] = await Promise.all([reviews.loadOf(patch), facets.load(patch, 'summary')]);
  return review && decide(review, [patch], { minApprovals: 1, confirmedKeys: null });
}
