/** How a poll ended. */
export type PollOutcome = 'EVENTS' | 'IDLE' | 'THROTTLED' | 'FAILED';

/** Bounds of the time between two polls. */
export interface PollIntervals {
  readonly minSeconds: number;
  readonly maxSeconds: number;
}

/** A server that throttles without saying for how long is left alone for this long at most. */
const LONGEST_BACKOFF_SECONDS = 600;
/** What a server asks for is granted up to here. */
const LONGEST_RETRY_AFTER_SECONDS = 3_600;
const GROWTH = 1.5;
const JITTER = 0.2;

/**
 * The time until the next poll, before jitter: short while events come or somebody is waiting for them,
 * longer and longer while nothing happens, and doubled each time that the server throttles or fails.
 *
 * @param isWatched whether somebody is waiting for events.
 * @param retryAfterSeconds what a server that throttles asks for.
 */
export function nextInterval(
  previousSeconds: number,
  outcome: PollOutcome,
  { minSeconds, maxSeconds }: PollIntervals,
  isWatched: boolean,
  retryAfterSeconds?: number,
): number {
  const previous = Math.max(previousSeconds, minSeconds);
  switch (outcome) {
    case 'EVENTS':
      return minSeconds;
    case 'IDLE':
      return isWatched ? minSeconds : Math.min(Math.max(previous * GROWTH, minSeconds), maxSeconds);
    case 'THROTTLED':
      return retryAfterSeconds === undefined
        ? Math.max(minSeconds, Math.min(previous * 2, LONGEST_BACKOFF_SECONDS))
        : Math.max(minSeconds, Math.min(retryAfterSeconds, LONGEST_RETRY_AFTER_SECONDS));
    case 'FAILED':
      return Math.min(previous * 2, Math.max(maxSeconds, minSeconds));
  }
}

/**
 * Spreads the polls of many gateways. A server that throttles is never asked sooner than it says.
 *
 * @param random from 0 up to 1.
 */
export function withJitter(seconds: number, outcome: PollOutcome, random: number): number {
  const factor = outcome === 'THROTTLED' ? random * JITTER : (2 * random - 1) * JITTER;
  return seconds * (1 + factor);
}
