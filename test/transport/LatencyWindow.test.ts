import { describe, expect, it } from 'vitest';
import { LatencyWindow } from '../../src/transport/LatencyWindow.js';
import { parseRetryAfter } from '../../src/transport/parseRetryAfter.js';

describe('LatencyWindow', () => {
  it('returns nearest-rank percentiles of its values', () => {
    const latencies = new LatencyWindow(20);
    expect(latencies.summary()).toBeNull();
    expect(latencies.lastMs).toBeNull();
    for (let ms = 20; ms >= 1; ms -= 1) latencies.add(ms);
    expect(latencies.summary()).toEqual({ medianMs: 10, p95Ms: 19 });
    expect(latencies.lastMs).toBe(1);
  });

  it('drops the oldest', () => {
    const latencies = new LatencyWindow(3);
    for (const ms of [1_000, 1, 2, 3]) latencies.add(ms);
    expect(latencies.summary()).toEqual({ medianMs: 2, p95Ms: 3 });
    expect(latencies.lastMs).toBe(3);
  });
});

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
