import { describe, expect, it } from 'vitest';
import type { PollOutcome } from '../../src/live/pollInterval.js';
import { PollPause } from '../../src/live/PollPause.js';

/** A pause of 100 s after a poll; a listener starts waiting that many seconds into it, or before it. */
async function pauseWith(outcome: PollOutcome, hurriedAfter: number | 'before' | undefined) {
  let nowMs = 0;
  let hurriedAtMs = typeof hurriedAfter === 'number' ? hurriedAfter * 1000 : Infinity;
  const pause = new PollPause({
    minSeconds: 15,
    elapsed: () => nowMs,
    random: () => 0.5,
    sleep: (ms, signal) => {
      const endMs = nowMs + ms;
      if (hurriedAtMs < endMs) {
        nowMs = hurriedAtMs;
        hurriedAtMs = Infinity;
        pause.hurry();
      }
      if (!signal.aborted) nowMs = endMs;
      return Promise.resolve();
    },
  });
  const { signal } = new AbortController();
  if (hurriedAfter === 'before') pause.hurry();
  await pause.rest(100, outcome, signal);
  const firstMs = nowMs;
  await pause.rest(100, 'IDLE', signal);
  return [firstMs, nowMs - firstMs].map((ms) => Math.round(ms / 1000));
}

describe('PollPause', () => {
  it.each([
    ['nobody waits', 'IDLE', undefined, 100],
    ['somebody came during the poll', 'IDLE', 'before', 15],
    ['somebody comes soon', 'IDLE', 5, 15],
    ['somebody comes later', 'IDLE', 60, 60],
    ['somebody comes while the server throttles', 'THROTTLED', 5, 110],
    ['somebody comes while the server fails', 'FAILED', 5, 100],
  ] as const)('where %s', async (_, outcome, hurriedAfter, seconds) => {
    // The next pause has its full length.
    expect(await pauseWith(outcome, hurriedAfter)).toEqual([seconds, 100]);
  });
});
