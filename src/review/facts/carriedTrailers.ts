import { patchId } from '../../mail/diff/patchId.js';
import {
  compareOccurrences,
  isCounted,
  type TrailerFact,
  type TrailerOccurrence,
} from './trailerFacts.js';

/**
 * What became of a trailer that the version before was given: CARRIED into the message, REGIVEN in a
 * reply, DROPPED because the diff changed (submitting-patches.rst asks for that), or LOST though it
 * did not.
 */
export type TrailerCarry = 'CARRIED' | 'REGIVEN' | 'DROPPED' | 'LOST';

/** A trailer of the version before, with what became of it. */
export interface CarriedTrailer {
  readonly trailer: TrailerFact;
  readonly carry: TrailerCarry;
}

/** Patchwork's hash of a diff that only renames, changes modes or is binary: of no text at all. */
const EMPTY_HASH = 'da39a3ee5e6b4b0d3255bfef95601890afd80709';

/** What identifies the diff of a patch over versions. */
export interface ComparedPatch {
  readonly hash: string | null;
  readonly diff: string | null;
}

/**
 * Whether the diff of a patch is the same in two versions: by Patchwork's `hash`, which ignores line
 * numbers, or by `git patch-id --stable`, which ignores blanks as well.
 */
export function isSameDiff(before: ComparedPatch, now: ComparedPatch): boolean {
  if (before.hash !== null && before.hash === now.hash && before.hash !== EMPTY_HASH) return true;
  if (before.diff === null || now.diff === null) return false;
  const id = patchId(before.diff);
  return id !== null && id === patchId(now.diff);
}

/**
 * What became of each trailer that counted on the version before of one patch.
 *
 * @param before trailers of the paired patch in the version before.
 * @param now trailers of the patch.
 * @param isUnchanged {@link isSameDiff} of both.
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
 * The reply that bears out a trailer of a message, in this version or an earlier one; null where
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
        ({ source, identity }) => source !== 'MESSAGE' && isCounted(kind, identity),
      ),
    )
    .sort(compareOccurrences);
  return replies[0] ?? null;
}
