import { describe, expect, it } from 'vitest';
import type { Event } from '../../../src/patchwork/resources/event.js';
import type { FeedStore } from '../../../src/live/shared/FeedStore.js';
import { SharedLog } from '../../../src/live/shared/SharedLog.js';

/** A log of deliveries 1-0, 2-0, ... with so many events each, and the ranges read from its store. */
function logOf(deliveries: number, events: number) {
  const ranges: string[] = [];
  const store = {
    range: (after: string, upTo: string) => {
      ranges.push(`${after} ${upTo}`);
      return Promise.resolve([]);
    },
  };
  const log = new SharedLog(store as unknown as FeedStore, () => undefined);
  log.begin('0-1', null);
  for (let number = 1; number <= deliveries; number += 1) {
    log.add({
      position: `${String(number)}-0`,
      after: number === 1 ? '0-1' : `${String(number - 1)}-0`,
      by: undefined,
      events: Array.from({ length: events }, (_, id) => ({ id }) as Event),
      gaps: [],
      place: null,
    });
  }
  return { log, ranges };
}

describe('the log that replicas share', () => {
  it.each([
    ['small deliveries', 2_000, 1, '0-1', 2_000],
    ['deliveries with many events', 80, 250, '0-1', 80],
    ['the last deliveries of many', 2_001, 1, '1001-0', 1_000],
    ['the last deliveries with many events', 81, 250, '41-0', 40],
    ['the newest one, whatever its size', 3, 30_000, '2-0', 1],
  ])('has %s in memory', (_, deliveries, events, position, count) => {
    const { log } = logOf(deliveries, events);
    expect(log.after(position)).toHaveLength(count);
    expect(log.after(`${String(deliveries)}-0`)).toEqual([]);
  });

  it.each([
    ['are older', 2_001, 1, '1000-0'],
    ['have too many events', 81, 250, '40-0'],
  ])('reads deliveries from the store that %s', async (_, deliveries, events, position) => {
    const { log, ranges } = logOf(deliveries, events);
    expect(await log.after(position)).toBeUndefined();
    expect(ranges).toEqual([`${position} ${String(deliveries)}-0`]);
  });
});
