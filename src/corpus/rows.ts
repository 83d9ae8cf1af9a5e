/** Rows of one second. */
export const SEQUENCES = 2 ** 20;
/** The latest second whose rows are whole numbers below 2^53. */
const MAX_SECONDS = 2 ** 33 - 1;

/** The first row of a second: mails of that second have this row or one of the next 2^20 - 1. */
export function firstRowOf(seconds: number): number {
  return Math.min(MAX_SECONDS, Math.max(0, Math.floor(seconds))) * SEQUENCES;
}

/** The row after the last one of a second. */
export function endRowOf(seconds: number): number {
  return firstRowOf(seconds) + SEQUENCES;
}

/** The second that a row belongs to. */
export function secondsOfRow(row: number): number {
  return Math.floor(row / SEQUENCES);
}
