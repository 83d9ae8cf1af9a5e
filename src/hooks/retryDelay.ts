import type { SendOutcome } from './Hook.js';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Times between the attempts at one delivery, in milliseconds: more than 24 hours in all. */
export const RETRY_DELAYS_MS: readonly number[] = [
  5 * SECOND,
  30 * SECOND,
  2 * MINUTE,
  10 * MINUTE,
  HOUR,
  3 * HOUR,
  8 * HOUR,
  12 * HOUR,
];

const JITTER = 0.2;

/**
 * The time until the next attempt; null where there is none.
 *
 * @param attempt the one that has failed, from 1.
 * @param random from 0 up to 1.
 */
export function retryDelayMs(
  attempt: number,
  outcome: Extract<SendOutcome, { ok: false }>,
  random: number,
  delays: readonly number[] = RETRY_DELAYS_MS,
): number | null {
  const delay = delays[attempt - 1];
  if (delay === undefined || outcome.failure === 'GONE') return null;
  const spread = Math.round(delay * (1 + (2 * random - 1) * JITTER));
  return Math.max(spread, outcome.retryAfterMs ?? 0);
}
