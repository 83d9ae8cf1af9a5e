import { BadUserInputError } from '../../errors.js';
import type { CommentEntity } from '../../catalog/kinds/comment.js';
import type { CoverEntity } from '../../catalog/kinds/cover.js';
import type { PatchEntity } from '../../catalog/kinds/patch.js';
import {
  findConfirmation,
  joinCarried,
  mergeTrailers,
  type TrailerCarry,
} from '../../review/facts/carriedTrailers.js';
import { summarizeReview } from '../../review/facts/reviewSummary.js';
import type { TrailerFact } from '../../review/facts/trailerFacts.js';
import type { MailEntity } from '../../review/reading/reviewMails.js';
import {
  numberIn,
  trailersOfPatch,
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
import { decisionOfPatch, decisionOfSeries } from '../reviewDecision.js';

interface TrailerArgs {
  readonly filter?: InputMaybe<TrailerFilter>;
}

const MOST_APPROVALS = 100;

function trailersFor(
  trailers: readonly TrailerFact[],
  { filter }: TrailerArgs,
  mailOf: (messageId: string) => MailEntity | undefined,
  of?: TrailerModel['of'],
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
    .map((fact) => ({ fact, mailOf, ...(of !== undefined && { of }) }));
}

/** The trailers of some patches of a review, with those of the previous version where they are requested. */
async function trailersOf(
  review: SeriesReview,
  patches: readonly PatchEntity[],
  own: readonly TrailerFact[],
  args: TrailerArgs,
  { review: { earlier } }: RequestContext,
): Promise<readonly TrailerModel[]> {
  const of = { review, patches };
  const { mails } = review;
  if (args.filter?.source?.includes('EARLIER_VERSION') !== true) {
    return trailersFor(own, args, (messageId) => mails.get(messageId), of);
  }
  const before = new Map<string, MailEntity>();
  const facts = await Promise.all(
    patches.map(async (patch) => {
      const found = await earlier.carried(review, patch);
      for (const [id, mail] of found?.before.review.mails ?? []) before.set(id, mail);
      const number = numberIn(review, patch);
      return joinCarried(trailersOfPatch(review, patch), found?.carried ?? [], number);
    }),
  );
  const mailOf = (messageId: string): MailEntity | undefined =>
    mails.get(messageId) ?? before.get(messageId);
  return trailersFor(mergeTrailers(facts.flat()), args, mailOf, of);
}

/** Trailers of a series. */
export const seriesTrailers: Pick<
  Required<SeriesResolvers>,
  'trailers' | 'reviewSummary' | 'reviewDecision'
> = {
  trailers: async (series, args, context) => {
    const { reviews } = context.review;
    const review = await reviews.load(series);
    return review && (await trailersOf(review, review.patches, review.trailers.all, args, context));
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
  reviewDecision: async (series, { minApprovals, confirmedOnly }, context) => {
    if (minApprovals < 1 || minApprovals > MOST_APPROVALS) {
      throw new BadUserInputError(
        `minApprovals: ${String(minApprovals)} is not between 1 and ${String(MOST_APPROVALS)}`,
        { argument: 'minApprovals' },
      );
    }
    const options = { minApprovals, confirmedOnly };
    return await decisionOfSeries(series, options, context);
  },
};

/** Trailers of a patch. */
export const patchTrailers: Pick<
  Required<PatchResolvers>,
  'trailers' | 'reviewSummary' | 'reviewDecision'
> = {
  trailers: async (patch, args, context) => {
    const review = await context.review.reviews.loadOf(patch);
    const own = review && trailersOfPatch(review, patch);
    return own && (await trailersOf(review, [patch], own, args, context));
  },
  reviewSummary: async (patch, _args, { review: { reviews } }) => {
    const review = await reviews.loadOf(patch);
    return review && summarizeReview(trailersOfPatch(review, patch), [numberIn(review, patch)]);
  },
  reviewDecision: async (patch, _args, context) => await decisionOfPatch(patch, context),
};

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
  source: ({ fact }) => fact.source,
  identity: ({ fact }) => fact.identity,
  inBlock: ({ fact }) => fact.inBlock,
  counts: ({ fact }) => fact.counts,
  occurrence: ({ fact, mailOf }) => ({ data: fact.occurrence, mailOf }),
  occurrences: ({ fact, mailOf }) => fact.occurrences.map((data) => ({ data, mailOf })),
  patchIndexes: ({ fact }) => fact.patchIndexes,
  confirmedBy: async ({ fact, mailOf, of }, _args, { review: { earlier } }) => {
    const own = findConfirmation(fact, []);
    const reply =
      own === null && of !== undefined
        ? await earlier.confirmation(of.review, patchesWith(fact, of), fact)
        : mailOf(own?.messageId ?? '');
    return reply?.kind === 'Comment' ? reply : null;
  },
  carry: async ({ fact, of }, _args, { review: { earlier } }) => {
    if (of === undefined) return null;
    const found = await Promise.all(
      patchesWith(fact, of).map(
        async (patch) => (await earlier.carried(of.review, patch))?.carried,
      ),
    );
    const carries = found.flatMap((carried) =>
      (carried ?? []).flatMap(({ trailer, carry }) => (trailer.key === fact.key ? carry : [])),
    );
    return URGENT_FIRST.find((carry) => carries.includes(carry)) ?? null;
  },
};

const URGENT_FIRST: readonly TrailerCarry[] = ['LOST', 'DROPPED', 'REGIVEN', 'CARRIED'];

/** The patches that a trailer is about. */
function patchesWith(
  { appliesTo }: TrailerFact,
  { review, patches }: NonNullable<TrailerModel['of']>,
): readonly PatchEntity[] {
  return patches.filter((patch) => appliesTo.includes(numberIn(review, patch)));
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
