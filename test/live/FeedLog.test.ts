import { describe, expect, it } from 'vitest';
import type { FeedDelivery } from '../../src/live/EventLog.js';
import { FeedLog } from '../../src/live/FeedLog.js';
import type { Event } from '../../src/patchwork/resources/event.js';

const event = (id: number): Event => ({ id, category: 'patch-created', date: null });
const delivery = (...ids: number[]) => ({ events: ids.map(event), gaps: [], place: null });
const idsAfter = async (log: FeedLog, positions: readonly string[]) => {
  const found: (number[] | undefined)[] = [];
  for (const position of positions) {
    const deliveries = await log.after(position);
    found.push(deliveries?.flatMap(({ events }) => events.map(({ id }) => id)));
  }
  return found;
};

describe('FeedLog', () => {
  it('returns the deliveries after a position, and nothing if some of them were dropped', async () => {
    const log = new FeedLog(3);
    const positions = [log.position];
    const add = (...ids: number[]): void => {
      log.add(delivery(...ids));
      positions.push(log.position);
    };
    expect(await idsAfter(log, positions)).toEqual([[]]);
    add(1);
    add(2, 3);
    expect(await idsAfter(log, positions)).toEqual([[1, 2, 3], [2, 3], []]);
    add(4);
    expect(await idsAfter(log, positions)).toEqual([undefined, [2, 3, 4], [4], []]);
    add(5, 6, 7, 8);
    expect(await idsAfter(log, positions.slice(2))).toEqual([undefined, [5, 6, 7, 8], []]);
  });

  it('does not recognize positions of another log, or invalid texts', async () => {
    const [log, other] = [new FeedLog(3), new FeedLog(3)];
    other.add(delivery(1));
    const ours = log.position;
    const texts = [other.position, '', '0', ours.replace(/0$/, '1'), ours.replace(/0$/, '00')];
    expect(await idsAfter(log, texts)).toEqual(texts.map(() => undefined));
  });

  it('passes deliveries only to current listeners', () => {
    const log = new FeedLog(10);
    const heard: FeedDelivery[] = [];
    const end = log.listen((each) => heard.push(each));
    log.add(delivery(1));
    expect(log.isWatched).toBe(true);
    expect(heard.map(({ position }) => position)).toEqual([log.position]);
    end();
    log.add(delivery(2));
    expect(heard).toHaveLength(1);
    expect(log.isWatched).toBe(false);
  });

  it('reports the progress of the feed', () => {
    const log = new FeedLog(10);
    expect(log.place).toBeNull();
    const place = { date: '2026-01-01T00:00:00', id: null };
    log.reach(place);
    expect(log.place).toEqual(place);
    const later = { date: '2026-01-01T00:00:01', id: 1 };
    log.add({ events: [event(1)], gaps: [], place: later });
    expect(log.place).toEqual(later);
  });
});
