import {
  compareOccurrences,
  isCounted,
  type TrailerFact,
  type TrailerOccurrence,
} from './trailerFacts.js';

/**
 * How a trailer of the previous version was carried over: CARRIED into the message, REGIVEN in a
 * reply, DROPPED because the diff changed (submitting-patches.rst asks for that), or LOST though it
 * did not.
 */
export type TrailerCarry = 'CARRIED' | 'REGIVEN' | 'DROPPED' | 'LOST';

/** A trailer of the previous version, with how it was carried over. */
export interface CarriedTrailer {
  readonly trailer: TrailerFact;
  readonly carry: TrailerCarry;
}

/**
 * How each counted trailer of the previous version of one patch was carried over.
 *
 * @param before trailers of the paired patch in the previous version.
 * @param now trailers of the patch.
 * @param isUnchanged whether the diff is the same in both.
 */
export function carryTrailers(
  before: readonly TrailerFact[],
  now: readonly TrailerFact[],
  isUnchanged: boolean,
): CarriedTrailer[] {
  const byKey = new Map(now.map((trailer) => [trailer.key, trailer]));
  return before
    .filter(({ counts }) => counts)
    .map((trailer) => ({ trailer, carry: carryOf(byKey.get(trailer.key), isUnchanged) }));
}

function carryOf(now: TrailerFact | undefined, isUnchanged: boolean): TrailerCarry {
  if (now?.occurrences.some(({ source }) => source === 'MESSAGE') === true) return 'CARRIED';
  if (now?.counts === true) return 'REGIVEN';
  return isUnchanged ? 'LOST' : 'DROPPED';
}

/**
 * The reply that confirms a trailer of a message, in this version or an earlier one; null where
 * nobody is seen to have said so.
 *
 * @param earlier trailers of the paired patch in each earlier version.
 */
export function findConfirmation(
  trailer: TrailerFact,
  earlier: readonly (readonly TrailerFact[])[],
): TrailerOccurrence | null {
  const facts = earlier.flat().filter(({ key }) => key === trailer.key);
  const replies = [trailer, ...facts]
    .flatMap(({ kind, occurrences }) =>
      occurrences.filter(
        ({ source, identity }) =>
          (source === 'REPLY' || source === 'COVER_REPLY') && isCounted(kind, identity),
      ),
    )
    .sort(compareOccurrences);
  return replies[0] ?? null;
}

/**
 * The trailers of a patch together with those of the previous version. What this version does not have
 * does not count for it.
 *
 * @param number of the patch in this version.
 */
export function joinCarried(
  now: readonly TrailerFact[],
  carried: readonly CarriedTrailer[],
  number: number,
): TrailerFact[] {
  const before = carried.map(({ trailer }): TrailerFact => {
    const occurrences = trailer.occurrences.map((one): TrailerOccurrence => ({
      ...one,
      source: 'EARLIER_VERSION',
      appliesTo: [number],
    }));
    const leading = trailer.occurrences.indexOf(trailer.occurrence);
    const occurrence = occurrences[leading] ?? trailer.occurrence;
    return {
      ...trailer,
      source: 'EARLIER_VERSION',
      counts: false,
      occurrence,
      occurrences,
      patchIndexes: null,
      appliesTo: [number],
    };
  });
  return mergeTrailers([...now, ...before]);
}

/** Joins entries of one kind and person, such as those of several patches. */
export function mergeTrailers(all: readonly TrailerFact[]): TrailerFact[] {
  const byKey = new Map<string, TrailerFact>();
  for (const fact of all) {
    const known = byKey.get(fact.key);
    byKey.set(fact.key, known === undefined ? fact : merge(known, fact));
  }
  return [...byKey.values()].sort((one, other) =>
    compareOccurrences(one.occurrence, other.occurrence),
  );
}

function merge(one: TrailerFact, other: TrailerFact): TrailerFact {
  const [first, second] =
    compareOccurrences(one.occurrence, other.occurrence) <= 0 ? [one, other] : [other, one];
  // What counts says who the person is; what was said first leads.
  const counted = one.counts ? one : other.counts ? other : first;
  const limits = [one.patchIndexes, other.patchIndexes];
  return {
    ...first,
    identity: counted.identity,
    counts: one.counts || other.counts,
    note: first.note ?? second.note,
    inBlock: one.inBlock || other.inBlock,
    occurrences: uniqueOccurrences([...one.occurrences, ...other.occurrences]),
    patchIndexes: limits.some((limit) => limit === null)
      ? null
      : ascending(limits.flatMap((limit) => limit ?? [])),
    appliesTo: ascending([...one.appliesTo, ...other.appliesTo]),
  };
}

/** A reply to a cover letter is an occurrence on each of its patches. */
function uniqueOccurrences(all: readonly TrailerOccurrence[]): TrailerOccurrence[] {
  const seen = new Map<string, TrailerOccurrence>();
  for (const one of all) {
    const key = `${one.messageId} ${String(one.line)} ${one.source}`;
    if (!seen.has(key)) seen.set(key, one);
  }
  return [...seen.values()].sort(compareOccurrences);
}

function ascending(numbers: readonly number[]): number[] {
  return [...new Set(numbers)].sort((one, other) => one - other);
}
