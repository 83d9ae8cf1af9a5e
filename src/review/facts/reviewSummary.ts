import type { MailAddress } from '../../mail/address.js';
import type { TrailerKind } from '../../mail/trailerKinds.js';
import { isApproval, type TrailerFact } from './trailerFacts.js';

/** Number of people per kind of trailer; people, not lines, and never the submitter. */
export interface ReviewSummary {
  readonly reviewCount: number;
  readonly ackCount: number;
  readonly testCount: number;
  readonly nackCount: number;
  /** Who reviewed or acked, by date. */
  readonly reviewers: readonly MailAddress[];
  /** Numbers of the patches without an approval. */
  readonly unreviewedIndexes: readonly number[];
}

/** The next step, by the names of GitHub. */
export type ReviewDecision = 'APPROVED' | 'CHANGES_REQUESTED' | 'REVIEW_REQUIRED';

/** Slug of the state by which a maintainer asks for changes. */
const CHANGES_REQUESTED = 'changes-requested';

/**
 * Counts the people of some trailers. Acked and later Reviewed by one person are two entries and one
 * approval.
 *
 * @param trailers of one patch, or of a series.
 * @param numbers the numbers of the patches they are about.
 */
export function summarizeReview(
  trailers: readonly TrailerFact[],
  numbers: readonly number[],
): ReviewSummary {
  // A trailer may name numbers that the series does not have.
  const counted = trailers.filter(({ counts, appliesTo }) => counts && appliesTo.length > 0);
  const approvals = counted.filter(({ kind }) => isApproval(kind));
  const reviewers = new Map<string, MailAddress>();
  for (const { personKey, person } of approvals) {
    if (personKey !== null && person !== null && !reviewers.has(personKey)) {
      reviewers.set(personKey, person);
    }
  }
  const approved = new Set(approvals.flatMap(({ appliesTo }) => appliesTo));
  return {
    reviewCount: countPeople(counted, 'REVIEW'),
    ackCount: countPeople(counted, 'ACK'),
    testCount: countPeople(counted, 'TEST'),
    nackCount: countPeople(counted, 'NACK'),
    reviewers: [...reviewers.values()],
    unreviewedIndexes: [...new Set(numbers)].filter((number) => !approved.has(number)),
  };
}

function countPeople(trailers: readonly TrailerFact[], kind: TrailerKind): number {
  const people = trailers.filter((trailer) => trailer.kind === kind);
  return new Set(people.map(({ personKey }) => personKey)).size;
}

/** A patch as the decision needs it. */
export interface DecidedPatch {
  readonly number: number;
  readonly stateSlug: string | null;
  readonly trailers: readonly TrailerFact[];
}

/** How strict a decision is. */
export interface DecisionOptions {
  /** People who must approve each patch; at least 1. */
  readonly minApprovals: number;
  /** `NUMBER KEY` of the own trailers that a reply confirms; null counts all own ones. */
  readonly confirmedKeys: ReadonlySet<string> | null;
}

/**
 * The next step for some patches: CHANGES_REQUESTED where a state says so or somebody
 * rejected one, APPROVED where enough people approved each. A test is not an approval. patchew calls a
 * series reviewed by any line, the author's own included; this does not.
 */
export function decideReview(
  patches: readonly DecidedPatch[],
  { minApprovals, confirmedKeys }: DecisionOptions,
): ReviewDecision {
  const isRefused = patches.some(
    ({ stateSlug, trailers }) =>
      stateSlug === CHANGES_REQUESTED ||
      trailers.some(({ kind, counts }) => counts && kind === 'NACK'),
  );
  if (isRefused) return 'CHANGES_REQUESTED';
  const wanted = Math.max(minApprovals, 1);
  const isApproved = patches.every((patch) => countApprovals(patch, confirmedKeys) >= wanted);
  return isApproved && patches.length > 0 ? 'APPROVED' : 'REVIEW_REQUIRED';
}

function countApprovals(
  { number, trailers }: DecidedPatch,
  confirmedKeys: ReadonlySet<string> | null,
): number {
  const people = trailers
    .filter(({ kind, counts }) => counts && isApproval(kind))
    .filter(
      (trailer) =>
        confirmedKeys === null ||
        isGiven(trailer) ||
        confirmedKeys.has(`${String(number)} ${trailer.key}`),
    );
  return new Set(people.map(({ personKey }) => personKey)).size;
}

/** Whether a reply gives it. */
function isGiven({ occurrences }: TrailerFact): boolean {
  return occurrences.some(
    ({ source, identity }) => source !== 'MESSAGE' && ['EXACT', 'ALIAS', 'NAME'].includes(identity),
  );
}
