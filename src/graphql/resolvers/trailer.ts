import { BadUserInputError } from '../../errors.js';
import type {
  CommentEntity,
  CoverEntity,
  PatchEntity,
  SeriesEntity,
} from '../../catalog/operation/entities.js';
import { read } from '../../patchwork/shape.js';
import { decideReview, summarizeReview } from '../../review/facts/reviewSummary.js';
import type { TrailerFact } from '../../review/facts/trailerFacts.js';
import {
  numberIn,
  trailersOfPatch,
  type MailEntity,
  type SeriesReview,
} from '../../review/reading/SeriesReviews.js';
import type { RequestContext } from '../context.js';
import type {
  InputMaybe,
  PatchResolvers,
  SeriesResolvers,
  TrailerFilter,
  TrailerOccurrenceResolvers,
  TrailerResolvers,
} from '../generated/types.js';
import type { TrailerModel } from '../models.js';

interface TrailerArgs {
  readonly filter?: InputMaybe<TrailerFilter>;
}

const MOST_APPROVALS = 100;

function trailersFor(
  trailers: readonly TrailerFact[],
  { filter }: TrailerArgs,
  mailOf: (messageId: string) => MailEntity | undefined,
): readonly TrailerModel[] {
  const people = filter?.person?.map((address) => address.toLowerCase());
  return trailers
    .filter(
      ({ kind, person, counts, occurrences }) =>
        filter?.kind?.includes(kind) !== false &&
        people?.includes(person?.email?.toLowerCase() ?? '') !== false &&
        filter?.source?.some((wanted) => occurrences.some(({ source }) => source === wanted)) !==
          false &&
        (filter?.counts ?? counts) === counts,
    )
    .map((fact) => ({ fact, mailOf }));
}

function mailsOf({ mails }: SeriesReview): (messageId: string) => MailEntity | undefined {
  return (messageId) => mails.get(messageId);
}

/** Trailers of a series. */
export const seriesTrailers: Pick<
  Required<SeriesResolvers>,
  'trailers' | 'reviewSummary' | 'reviewDecision'
> = {
  trailers: async (series, args, { review: { reviews } }) => {
    const review = await reviews.load(series);
    return review && trailersFor(review.trailers.all, args, mailsOf(review));
  },
  reviewSummary: async (series, _args, { review: { reviews } }) => {
    const review = await reviews.load(series);
    return (
      review &&
      summarizeReview(
        review.trailers.all,
        review.patches.map((patch) => numberIn(review, patch)),
      )
    );
  },
  reviewDecision: async (series, { minApprovals }, context) => {
    if (minApprovals < 1 || minApprovals > MOST_APPROVALS) {
      throw new BadUserInputError(
        `minApprovals: ${String(minApprovals)} is not between 1 and ${String(MOST_APPROVALS)}`,
        { argument: 'minApprovals' },
      );
    }
    return await decisionOfSeries(series, minApprovals, context);
  },
};

/**
 * What has to happen next in the review of a series; null below API 1.1.
 *
 * @throws UpstreamError where a text, a list of replies or a state cannot be read.
 */
export async function decisionOfSeries(
  series: SeriesEntity,
  minApprovals: number,
  { review: { reviews, seriesPatches } }: RequestContext,
): Promise<ReturnType<typeof decideReview> | null> {
  const [review] = await Promise.all([reviews.load(series), seriesPatches.load(series)]);
  return review && decide(review, review.patches, minApprovals);
}

function decide(
  review: SeriesReview,
  patches: readonly PatchEntity[],
  minApprovals: number,
): ReturnType<typeof decideReview> {
  return decideReview(
    patches.map((patch) => ({
      number: numberIn(review, patch),
      stateSlug: patch.summary === undefined ? null : read(patch.summary, 'state'),
      trailers: trailersOfPatch(review, patch),
    })),
    { minApprovals, confirmedKeys: null },
  );
}

/** Trailers of a patch. */
export const patchTrailers: Pick<
  Required<PatchResolvers>,
  'trailers' | 'reviewSummary' | 'reviewDecision'
> = {
  trailers: async (patch, args, { review: { reviews } }) => {
    const review = await reviews.loadOf(patch);
    return review && trailersFor(trailersOfPatch(review, patch), args, mailsOf(review));
  },
  reviewSummary: async (patch, _args, { review: { reviews } }) => {
    const review = await reviews.loadOf(patch);
    return review && summarizeReview(trailersOfPatch(review, patch), [numberIn(review, patch)]);
  },
  reviewDecision: async (patch, _args, context) => await decisionOfPatch(patch, context),
};

/** The same of one patch. Errors as {@link decisionOfSeries}. */
export async function decisionOfPatch(
  patch: PatchEntity,
  { review: { reviews }, facets }: RequestContext,
): Promise<ReturnType<typeof decideReview> | null> {
  const [review] = await Promise.all([reviews.loadOf(patch), facets.load(patch, 'summary')]);
  return review && decide(review, [patch], 1);
}

/** Trailers given in replies to a cover. */
export async function trailersOfCover(
  cover: CoverEntity,
  args: TrailerArgs,
  { review: { reviews, ledger } }: RequestContext,
): Promise<readonly TrailerModel[] | null> {
  const trailers = await reviews.trailersOfCover(cover);
  const replies = await ledger.load(cover);
  const byId = new Map(replies?.map((reply) => [reply.id, reply]));
  return (
    trailers &&
    trailersFor(trailers, args, (messageId) =>
      byId.get(
        trailers
          .flatMap(({ occurrences }) => occurrences)
          .find((one) => one.messageId === messageId)?.id ?? 0,
      ),
    )
  );
}

/** Trailers given in a reply. */
export async function trailersOfComment(
  comment: CommentEntity,
  args: TrailerArgs,
  { review: { reviews } }: RequestContext,
): Promise<readonly TrailerModel[] | null> {
  const trailers = await reviews.trailersOf(comment);
  return trailers && trailersFor(trailers, args, () => comment);
}

export const Trailer: TrailerResolvers = {
  name: ({ fact }) => fact.name,
  kind: ({ fact }) => fact.kind,
  value: ({ fact }) => fact.value,
  person: ({ fact }) => fact.person,
  note: ({ fact }) => fact.note,
  fixes: ({ fact }) => fact.fixes,
  linkedMessageId: ({ fact }) => fact.linkedMessageId,
  source: ({ fact }) => sourceOf(fact),
  identity: ({ fact }) => fact.identity,
  inBlock: ({ fact }) => fact.inBlock,
  counts: ({ fact }) => fact.counts,
  occurrence: ({ fact, mailOf }) => ({ data: fact.occurrence, mailOf }),
  occurrences: ({ fact, mailOf }) => fact.occurrences.map((data) => ({ data, mailOf })),
  patchIndexes: ({ fact }) => fact.patchIndexes,
};

function sourceOf({ source }: TrailerFact): 'MESSAGE' | 'REPLY' | 'COVER_REPLY' {
  return source === 'EARLIER_VERSION' ? 'MESSAGE' : source;
}

export const TrailerOccurrence: TrailerOccurrenceResolvers = {
  message: ({ data, mailOf }) => {
    const mail = mailOf(data.messageId);
    if (mail === undefined) throw new Error(`no mail was read for a trailer of ${data.messageId}`);
    return mail;
  },
  author: ({ data }) => data.author,
  date: ({ data }) => data.date,
  line: ({ data }) => data.line,
};
