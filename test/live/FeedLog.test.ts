import { describe, expect, it } from 'vitest';
import { FeedLog, type FeedDelivery } from '../../src/live/FeedLog.js';
import type { Event } from '../../src/patchwork/resources/event.js';

const event = (id: number): Event => ({ id, category: 'patch-created', date: null });
const delivery = (...ids: number[]) => ({ events: ids.map(event), gaps: [], place: null });
const idsOf = (deliveries: readonly FeedDelivery[] | undefined): number[] | undefined =>
  deliveries?.flatMap(({ events }) => events.map(({ id }) => id));

describe('FeedLog', () => {
  it('gives what came behind a sequence number, and nothing where some of it is dropped', () => {
    const log = new FeedLog(3);
    expect(idsOf(log.after(0))).toEqual([]);
    expect(log.after(1)).toBeUndefined();
    log.add(delivery(1));
    log.add(delivery(2, 3));
    expect([0, 1, 2, 3].map((sequence) => idsOf(log.after(sequence)))).toEqual([
      [1, 2, 3],
      [2, 3],
      [],
      undefined,
    ]);
    log.add(delivery(4));
    expect([0, 1, 2].map((sequence) => idsOf(log.after(sequence)))).toEqual([
      undefined,
      [2, 3, 4],
      [4],
    ]);
    log.add(delivery(5, 6, 7, 8));
    expect([2, 3].map((sequence) => idsOf(log.after(sequence)))).toEqual([undefined, [5, 6, 7, 8]]);
  });

  it('hands deliveries to those who listen, and to nobody else', () => {
    const log = new FeedLog(10);
    const heard: number[] = [];
    const end = log.listen(({ sequence }) => heard.push(sequence));
    log.add(delivery(1));
    expect(log.isWatched).toBe(true);
    end();
    log.add(delivery(2));
    expect(heard).toEqual([1]);
    expect(log.isWatched).toBe(false);
  });
});
