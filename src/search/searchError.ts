import { BadUserInputError } from '../errors.js';
import type { QueryPosition } from './ParsedQuery.js';

/** How much of a long query the pointer shows on each side of the fault. */
const CONTEXT_LENGTH = 40;
const MAX_CARETS = 40;

/** Problems with a query and how to correct it. */
export interface QueryFault {
  readonly problem: string;
  /** The expected input, as the end of a sentence. */
  readonly advice: string;
  /** Text that could replace the faulty part. */
  readonly suggestion?: string;
}

/**
 * Creates the error for a fault in a query. Its message ends with the query and carets below the
 * fault; `extensions.position` and `extensions.suggestion` are for programs.
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
  // A line break or tab would move the carets away from their target.
  const line = text.slice(from, to).replace(/[\p{Cc}\s]/gu, ' ');
  const carets = '^'.repeat(Math.min(Math.max(1, end - start), MAX_CARETS));
  return `  ${before}${line}${after}\n  ${' '.repeat(before.length + start - from)}${carets}`;
}
