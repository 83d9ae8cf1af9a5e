import { describe, expect, it } from 'vitest';
import { nextInterval, withJitter } from '../../src/live/pollInterval.js';

const BOUNDS = { minSeconds: 15, maxSeconds: 120 };

describe('nextInterval', () => {
  it.each([
    ['events came', 120, 'EVENTS', false, undefined, 15],
    ['nothing happened', 15, 'IDLE', false, undefined, 22.5],
    ['nothing happened for long', 100, 'IDLE', false, undefined, 120],
    ['nothing happened while somebody waits', 100, 'IDLE', true, undefined, 15],
    ['the server throttles', 15, 'THROTTLED', true, undefined, 30],
    ['the server still throttles', 480, 'THROTTLED', false, undefined, 600],
    ['the server says for how long', 15, 'THROTTLED', true, 90, 90],
    ['the server says: at once', 60, 'THROTTLED', false, 0, 15],
    ['the server says: next week', 60, 'THROTTLED', false, 604_800, 3_600],
    ['the server fails', 15, 'FAILED', true, undefined, 30],
    ['the server still fails', 100, 'FAILED', false, undefined, 120],
    ['the bounds were raised', 1, 'IDLE', false, undefined, 22.5],
  ] as const)('when %s', (_, previous, outcome, isWatched, retryAfter, next) => {
    expect(nextInterval(previous, outcome, BOUNDS, isWatched, retryAfter)).toBe(next);
  });
});

describe('withJitter', () => {
  it.each([
    ['IDLE', 0, 80],
    ['IDLE', 0.5, 100],
    ['EVENTS', 1, 120],
    ['THROTTLED', 0, 100],
    ['THROTTLED', 1, 120],
  ] as const)('spreads 100 s after %s at %d to %d s', (outcome, random, seconds) => {
    expect(withJitter(100, outcome, random)).toBeCloseTo(seconds);
  });
});
