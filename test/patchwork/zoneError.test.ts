import { describe, expect, it } from 'vitest';
import { formatOffset, zoneErrorOf } from '../../src/patchwork/zoneError.js';

describe('zoneErrorOf', () => {
  it.each([
    ['right, just now', 0, 15, 0],
    ['right, at the start of the span', -15, 15, 0],
    ['eleven hours ahead', 39_592, 15, 39_600],
    ['half an hour behind', -1_812, 30, -1_800],
    ['a quarter ahead after a long span', 900 - 200, 300, 900],
    ['visible late, or an inaccurate clock', -200, 15, null],
    ['between two quarters', 450, 15, null],
    ['after a pause', 0, 400, null],
    ['by more than zones differ', 30 * 3_600, 15, null],
    ['without a date', NaN, 15, null],
  ])('reads an event that is %s', (_, aheadSeconds, spanSeconds, error) => {
    expect(zoneErrorOf(aheadSeconds, spanSeconds)).toBe(error);
  });
});

describe('formatOffset', () => {
  it.each([
    [39_600, '+11:00'],
    [-12_600, '-03:30'],
    [0, '+00:00'],
  ])('writes %i as %s', (seconds, text) => {
    expect(formatOffset(seconds)).toBe(text);
  });
});
