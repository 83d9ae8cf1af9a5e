import { describe, expect, it } from 'vitest';
import { parseRetryAfter } from '../../src/transport/parseRetryAfter.js';

describe('parseRetryAfter', () => {
  const nowMs = Date.parse('2026-01-01T00:00:00Z');
  it.each([
    ['120', 120],
    [' 0 ', 0],
    ['Thu, 01 Jan 2026 00:01:00 GMT', 60],
    ['Wed, 31 Dec 2025 00:00:00 GMT', 0],
    ['soon', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('reads %j as %j', (value, seconds) => {
    expect(parseRetryAfter(value, nowMs)).toBe(seconds);
  });
});
