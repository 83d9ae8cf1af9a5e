import { describe, expect, it } from 'vitest';
import { CatchUps } from '../../../src/live/CatchUps.js';
import type { Feed } from '../../../src/live/feed.js';
import { FeedReader } from '../../../src/live/FeedReader.js';
import type { Event } from '../../../src/patchwork/resources/event.js';
import { encodeEntry } from '../../../src/live/shared/feedCodec.js';
import type { FeedStore, StreamEntry } from '../../../src/live/shared/FeedStore.js';
import { SharedLog } from '../../../src/live/shared/SharedLog.js';
import { compareStreamIds } from '../../../src/live/shared/streamIds.js';

const BEGIN = '0-1';

/** A log of deliveries 1-0, 2-0, ... with so many events each, and the ranges read from its store. */
function logOf(deliveries: number, events: number) {
  const ranges: string[] = [];
  const entries: StreamEntry[] = [];
  const store: Pick<FeedStore, 'range'> = {
    range: (after, upTo, count) => {
      ranges.push(after);
      const found = entries.filter(
        ({ id }) => compareStreamIds(id, after) > 0 && compareStreamIds(id, upTo) <= 0,
      );
      return Promise.resolve(found.slice(0, count));
    },
  };
  const log = new SharedLog(store as FeedStore, () => undefined);
  log.begin(BEGIN, null);
  for (let number = 1; number <= deliveries; number += 1) {
    const position = `${String(number)}-0`;
    const after = number === 1 ? BEGIN : `${String(number - 1)}-0`;
    const place = { date: '2026-11-20T12:00:00', id: number };
    const found = Array.from({ length: events }, (_, index) => ({ id: number + index }));
    const content = { events: found, gaps: [], place };
    log.add({ ...content, position, after, by: undefined });
    const fields = new Map([
      ['after', after],
      ['data', encodeEntry(content)],
    ]);
    entries.push({ id: position, fields });
  }
  return { log, ranges };
}

describe('the log that replicas share', () => {
  it.each([
    ['small deliveries', 2_000, 1, BEGIN, 2_000],
    ['deliveries with many events', 80, 250, BEGIN, 80],
    ['the last deliveries of many', 2_001, 1, '1001-0', 1_000],
    ['the last deliveries with many events', 81, 250, '41-0', 40],
    ['the newest one, whatever its size', 3, 30_000, '2-0', 1],
  ])('has %s in memory', (_, deliveries, events, position, count) => {
    const { log, ranges } = logOf(deliveries, events);
    expect(log.after(position)).toHaveLength(count);
    expect(log.after(`${String(deliveries)}-0`)).toEqual([]);
    expect(ranges).toEqual([]);
  });

  it.each([
    ['are older', 2_001, 1, '1000-0', 100],
    ['have too many events', 81, 250, '40-0', 41],
  ])('reads deliveries from the store that %s', async (_, deliveries, events, position, count) => {
    const { log, ranges } = logOf(deliveries, events);
    expect(await log.after(position)).toHaveLength(count);
    expect(ranges).toEqual([position]);
  });

  it('reads each part of the store once for subscribers that step through it', async () => {
    const { log, ranges } = logOf(3_000, 1);
    let position = BEGIN;
    const steps: string[] = [];
    for (;;) {
      const [next] = (await log.after(position)) ?? [];
      if (next === undefined) break;
      ({ position } = next);
      steps.push(position);
    }
    expect(steps).toEqual(Array.from({ length: 3_000 }, (_, index) => `${String(index + 1)}-0`));
    expect(new Set(ranges).size).toBe(ranges.length);
    expect(ranges.length).toBeLessThanOrEqual(20);
  });

  it('is read to its end although only its last event matches', async () => {
    const { log } = logOf(3_000, 1);
    const options = {
      feed: { log, client: { name: 'it' } } as unknown as Feed,
      catchUps: new CatchUps(),
      matches: ({ id }: Event) => id === 3_000,
      maxBehind: 100,
      onRequest: () => undefined,
    };
    const place = { position: BEGIN, given: 0, date: null, id: null };
    const reader = new FeedReader(options, place);
    expect(await reader.next()).toEqual({ events: [{ id: 3_000 }], gaps: [] });
    expect(await reader.next()).toBeUndefined();
    expect(reader.place.position).toBe('3000-0');
  });
});
