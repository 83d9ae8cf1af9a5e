import { BadUserInputError } from '../errors.js';
import type { QueryPosition } from './ParsedQuery.js';

/** How much of a long query the pointer shows on each side of the fault. */
const CONTEXT_LENGTH = 40;
const MAX_CARETS = 40;

/** What is wrong with a query and how to mend it. */
export interface QueryFault {
  readonly problem: string;
  /** What would be right, as the end of a sentence. */
  readonly advice: string;
  /** Text that could stand in place of the faulty part. */
  readonly suggestion?: string;
}

/**
 * Makes the error for a fault in a query. Its message ends with the query and carets below the
 * fault; `extensions.position` and `extensions.suggestion` tell the same to programs.
 */
export function searchError(
  text: string,
  position: QueryPosition,
  { problem, advice, suggestion }: QueryFault,
): BadUserInputError {
  const message = `${problem} (at character ${String(position.start + 1)}): ${advice}\n${pointAt(text, position)}`;
  return new BadUserInputError(message, {
    position: { start: position.start, end: position.end },
    ...(suggestion === undefined ? {} : { suggestion }),
  });
}

function pointAt(text: string, { start, end }: QueryPosition): string {
  const from = Math.max(0, start - CONTEXT_LENGTH);
  const to = Math.min(text.length, Math.max(end, start + 1) + CONTEXT_LENGTH, from + 160);
  const before = from > 0 ? '…' : '';
  const after = to < text.length ? '…' : '';
  // A line break or tab would move the carets away from what they point at.
  const line = text.slice(from, to).replace(/[\p{Cc}\s]/gu, ' ');
  const carets = '^'.repeat(Math.min(Math.max(1, end - start), MAX_CARETS));
  return `  ${before}${line}${after}\n  ${' '.repeat(before.length + start - from)}${carets}`;
}

/**
 * The candidate that is most like a word, for "did you mean". Case makes no difference.
 *
 * @returns null where none is near: a far-fetched suggestion is worse than none.
 */
export function nearest(word: string, candidates: readonly string[]): string | null {
  const lower = word.toLowerCase().slice(0, 64);
  let best: string | null = null;
  let bestDistance = Math.max(1, Math.floor(lower.length / 3)) + 1;
  for (const candidate of candidates) {
    const distance = editDistance(lower, candidate.toLowerCase().slice(0, 64));
    if (distance < bestDistance && distance < candidate.length) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

/** Levenshtein's distance, a swap of neighbours counted as one: the commonest slip in typing. */
function editDistance(left: string, right: string): number {
  let beforePrevious: number[] = [];
  let previous = Array.from({ length: right.length + 1 }, (_, column) => column);
  for (let row = 1; row <= left.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= right.length; column += 1) {
      const same = left[row - 1] === right[column - 1];
      let cost = Math.min(
        (previous[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (previous[column - 1] ?? 0) + (same ? 0 : 1),
      );
      const swapped =
        row > 1 &&
        column > 1 &&
        left[row - 1] === right[column - 2] &&
        left[row - 2] === right[column - 1];
      if (swapped) cost = Math.min(cost, (beforePrevious[column - 2] ?? 0) + 1);
      current.push(cost);
    }
    beforePrevious = previous;
    previous = current;
  }
  return previous[right.length] ?? 0;
}
