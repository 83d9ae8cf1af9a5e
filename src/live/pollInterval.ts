/** How a poll ended. */
export type PollOutcome = 'EVENTS' | 'IDLE' | 'THROTTLED' | 'FAILED';

/** Bounds of the time between two polls. */
export interface PollIntervals {
  readonly minSeconds: number;
  readonly maxSeconds: number;
}

/** Maximum pause for a server that throttles without `Retry-After`. */
const LONGEST_BACKOFF_SECONDS = 600;
/** Maximum `Retry-After` that is honored. */
const LONGEST_RETRY_AFTER_SECONDS = 3_600;
const GROWTH = 1.5;
const JITTER = 0.2;

/**
 * The time until the next poll, before jitter: short while there are new events or subscribers,
 * longer while nothing happens, and doubled each time the server throttles or fails.
 *
 * @param isWatched whether there are subscribers.
 * @param retryAfterSeconds `Retry-After` of a server that throttles.
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
 * Spreads the polls of many gateways. A server that throttles is never polled before the time it
 * states.
 *
 * @param random from 0 up to 1.
 */
export function withJitter(seconds: number, outcome: PollOutcome, random: number): number {
  const factor = outcome === 'THROTTLED' ? random * JITTER : (2 * random - 1) * JITTER;
  return seconds * (1 + factor);
}
