import { describe, expect, it } from 'vitest';
import {
  beginPoll,
  noteZoneError,
  takePage,
  UNFOLLOWED,
  type FeedEvent,
  type FeedGap,
  type FeedOptions,
  type FeedState,
  type FeedStep,
  type PageAsked,
  type ServerClock,
} from '../../src/live/feedState.js';
import { compareStamps, isStamp, shiftStamp } from '../../src/live/stamps.js';

const OPTIONS: FeedOptions = { overlapSeconds: 120, catchUpPages: 40 };
const DAY = '2026-11-20T';

/** A server with events that a feed follows: the list as returned by Patchwork. */
class Follower {
  state: FeedState = UNFOLLOWED;
  rows: FeedEvent[] = [];
  unreadable: readonly string[] = [];
  clock: ServerClock = { stamp: `${DAY}12:00:00`, wentBack: false, setBackSeconds: 0 };
  readonly asked: PageAsked[] = [];
  readonly options: FeedOptions;

  constructor(options: Partial<FeedOptions> = {}) {
    this.options = { ...OPTIONS, ...options };
  }

  /** Adds events with times of the day. */
  happen(...events: (readonly [id: number, time: string])[]): void {
    for (const [id, time] of events) this.rows.push({ id, date: DAY + time });
  }

  /** @returns the ids of new events, and the reasons of gaps. */
  poll(): { readonly ids: number[]; readonly gaps: readonly FeedGap[] } {
    const ids: number[] = [];
    const gaps: FeedGap[] = [];
    let poll: ReturnType<typeof beginPoll> | null = beginPoll(this.state, this.clock, this.options);
    while (poll !== null) {
      this.asked.push(poll.asked);
      const step: FeedStep<FeedEvent> = takePage(
        this.state,
        poll,
        this.#page(poll.asked),
        this.clock,
        this.options,
      );
      ({ state: this.state, poll } = step);
      ids.push(...step.events.map(({ id }) => id));
      gaps.push(...step.gaps);
      if (this.asked.length > 500) throw new Error('the poll does not end');
    }
    return { ids, gaps };
  }

  #page({ order, since, page, perPage }: PageAsked) {
    const all = this.rows
      .filter(({ date }) => since === null || (isStamp(date) && compareStamps(date, since) >= 0))
      .sort((a, b) => compareStamps(a.date ?? '', b.date ?? ''));
    if (order === '-date') all.reverse();
    const rows = all.slice((page - 1) * perPage, page * perPage);
    const lastPage = Math.ceil(all.length / perPage);
    return { rows, unreadable: this.unreadable, hasNext: page < lastPage, lastPage };
  }
}

const NOTHING = { ids: [], gaps: [] };

describe('a feed', () => {
  it('starts at the newest event, and requests its date as text, minus the overlap', () => {
    const feed = new Follower();
    feed.happen([7, '09:00:00'], [8, '10:00:00.250000']);
    expect(feed.poll()).toEqual(NOTHING);
    feed.happen([9, '11:00:00']);
    expect(feed.poll()).toEqual({ ids: [9], gaps: [] });
    expect(feed.asked).toEqual([
      { order: '-date', since: null, page: 1, perPage: 250 },
      { order: 'date', since: `${DAY}09:58:00`, page: 1, perPage: 50 },
    ]);
  });

  it('follows a server without events from now on', () => {
    const feed = new Follower();
    expect(feed.poll()).toEqual(NOTHING);
    feed.happen([1, '12:00:01']);
    expect(feed.poll()).toEqual({ ids: [1], gaps: [] });
    expect(feed.poll()).toEqual(NOTHING);
  });

  it('finds events that become visible late, by id and not by the order of ids', () => {
    const feed = new Follower();
    feed.happen([20, '11:00:00']);
    feed.poll();
    feed.happen([22, '11:00:05']);
    expect(feed.poll().ids).toEqual([22]);
    // An earlier date and a lower id than the events seen.
    feed.happen([21, '10:59:59.900000'], [23, '11:00:05']);
    expect(feed.poll()).toEqual({ ids: [21, 23], gaps: [] });
    expect(feed.poll()).toEqual(NOTHING);
  });

  it('continues after a full page at its last row, with the largest page size', () => {
    const feed = new Follower();
    feed.happen([1, '08:00:00']);
    feed.poll();
    for (let id = 2; id <= 700; id += 1) feed.happen([id, shift('09:00:00', id)]);
    feed.asked.length = 0;
    const { ids, gaps } = feed.poll();
    expect(ids).toEqual(Array.from({ length: 699 }, (_, index) => index + 2));
    expect(gaps).toEqual([]);
    expect(feed.asked.map(({ since, page, perPage }) => [since, page, perPage])).toEqual([
      [`${DAY}07:58:00`, 1, 50],
      [`${DAY}${shift('09:00:00', 50)}`, 1, 250],
      [`${DAY}${shift('09:00:00', 299)}`, 1, 250],
      [`${DAY}${shift('09:00:00', 548)}`, 1, 250],
    ]);
  });

  it('counts pages if a whole page has one date', () => {
    const feed = new Follower();
    feed.happen([1, '08:00:00']);
    feed.poll();
    for (let id = 2; id <= 600; id += 1) feed.happen([id, '09:00:00']);
    expect(feed.poll().ids).toHaveLength(599);
    expect(feed.poll()).toEqual(NOTHING);
  });

  it.each([
    ['its newest event is gone', (rows: FeedEvent[]) => rows.slice(0, -1), []],
    ['the server is empty', () => [], []],
    [
      'the database was replaced by an older one that continues',
      (rows: FeedEvent[]) => [...rows.slice(0, 1), { id: 2, date: `${DAY}11:59:00` }],
      [2],
    ],
  ])('reports a gap once where %s, and goes on', (_, change, fresh) => {
    const feed = new Follower();
    feed.happen([1, '10:59:00'], [2, '11:00:00']);
    feed.poll();
    feed.rows = change(feed.rows);
    expect(feed.poll()).toEqual({
      ids: fresh,
      gaps: [
        {
          reason: 'FEED_REWOUND',
          from: `${DAY}11:00:00`,
          to: `${DAY}12:00:00`,
          missedAtLeast: null,
        },
      ],
    });
    feed.happen([30, '12:00:01']);
    expect(feed.poll()).toEqual({ ids: [30], gaps: [] });
    expect(feed.poll()).toEqual(NOTHING);
  });

  it('finds its newest event again on a later page', () => {
    const feed = new Follower();
    feed.happen([1000, '11:00:00']);
    feed.poll();
    // They became visible late, all at once.
    for (let id = 1; id <= 120; id += 1) feed.happen([id, shift('10:58:00', id / 2)]);
    feed.happen([1001, '11:00:01']);
    const { ids, gaps } = feed.poll();
    expect(ids).toHaveLength(121);
    expect(gaps).toEqual([]);
  });

  it('reports a gap with its extent if it is too far behind, and continues at the newest event', () => {
    const feed = new Follower({ catchUpPages: 2 });
    feed.happen([1, '08:00:00']);
    feed.poll();
    for (let id = 2; id <= 1_000; id += 1) feed.happen([id, shift('09:00:00', id)]);
    const { ids, gaps } = feed.poll();
    expect(ids).toEqual(Array.from({ length: 298 }, (_, index) => index + 2));
    expect(gaps).toEqual([
      {
        reason: 'TOO_FAR_BEHIND',
        from: `${DAY}${shift('09:00:00', 299)}`,
        to: `${DAY}12:00:00`,
        missedAtLeast: 501,
      },
    ]);
    feed.happen([2_000, '11:59:59']);
    expect(feed.poll()).toEqual({ ids: [2_000], gaps: [] });
  });

  it('reports unreadable rows once', () => {
    const feed = new Follower();
    feed.happen([1, '11:00:00']);
    feed.poll();
    feed.unreadable = ['2 a', '3 b'];
    expect(feed.poll().gaps).toMatchObject([{ reason: 'UNREADABLE', missedAtLeast: 2 }]);
    expect(feed.poll()).toEqual(NOTHING);
    feed.unreadable = ['2 a', '3 b', '4 c'];
    expect(feed.poll().gaps).toMatchObject([{ reason: 'UNREADABLE', missedAtLeast: 3 }]);
  });

  it.each([
    ['another one takes its place', ['2 a'], ['3 b'], 1],
    ['it has no identity, and there are more', [''], ['', ''], 2],
  ])('reports an unreadable row if %s', (_, first, second, missedAtLeast) => {
    const feed = new Follower();
    feed.happen([1, '11:00:00']);
    feed.poll();
    feed.unreadable = first;
    expect(feed.poll().gaps).toMatchObject([{ reason: 'UNREADABLE', missedAtLeast: 1 }]);
    feed.unreadable = second;
    expect(feed.poll().gaps).toMatchObject([{ reason: 'UNREADABLE', missedAtLeast }]);
    expect(feed.poll()).toEqual(NOTHING);
    feed.unreadable = [];
    expect(feed.poll()).toEqual(NOTHING);
  });

  it('passes on events without a readable date, and does not treat them as the newest', () => {
    const feed = new Follower();
    feed.happen([1, '11:00:00']);
    feed.poll();
    const state = feed.state;
    const poll = beginPoll(state, feed.clock, OPTIONS);
    const rows = [
      { id: 2, date: null },
      { id: 1, date: `${DAY}11:00:00` },
      { id: 3, date: 'soon' },
    ];
    const page = { rows, unreadable: [], hasNext: false, lastPage: 1 };
    const step = takePage(state, poll, page, feed.clock, OPTIONS);
    expect(step.events.map(({ id }) => id)).toEqual([2, 3]);
    expect(step.state.place).toEqual({ id: 1, date: `${DAY}11:00:00` });
    const again = takePage(step.state, poll, page, feed.clock, OPTIONS);
    expect(again.events).toEqual([]);
  });

  it('detects new events while the newest event is dated in the future', () => {
    const feed = new Follower();
    feed.happen([1, '11:00:00'], [2, '18:00:00']);
    feed.poll();
    feed.happen([3, '11:59:59']);
    expect(feed.poll()).toEqual({ ids: [3], gaps: [] });
    expect(feed.asked.at(-1)?.since).toBe(`${DAY}11:58:00`);
    feed.happen([4, '12:00:00']);
    expect(feed.poll()).toEqual({ ids: [4], gaps: [] });
  });

  it('detects events in the hour that occurs twice', () => {
    const feed = new Follower();
    feed.happen([1, '02:10:00'], [2, '02:59:59']);
    feed.clock = { stamp: `${DAY}02:59:59`, wentBack: false, setBackSeconds: 0 };
    feed.poll();
    // The clock shows 02:00 again.
    feed.clock = { stamp: `${DAY}02:05:00`, wentBack: true, setBackSeconds: 0 };
    feed.happen([3, '02:00:01'], [4, '02:04:00']);
    expect(feed.poll()).toEqual({ ids: [3, 4], gaps: [] });
    feed.clock = { stamp: `${DAY}03:01:00`, wentBack: true, setBackSeconds: 0 };
    feed.happen([5, '03:00:30'], [6, '02:58:00']);
    expect(feed.poll()).toEqual({ ids: [6, 5], gaps: [] });
    expect(feed.poll()).toEqual(NOTHING);
  });

  it('looks back if a server in an unknown zone sets its clock back', () => {
    const feed = new Follower();
    // Eleven hours ahead of the configured zone.
    feed.happen([1, '22:59:00']);
    feed.poll();
    feed.state = noteZoneError(noteZoneError(feed.state, 39_600), 39_600);
    expect(feed.state).toMatchObject({ zoneErrorSeconds: 39_600, lookBackSeconds: 0 });
    feed.happen([2, '23:00:00']);
    expect(feed.poll().ids).toEqual([2]);
    expect(feed.asked.at(-1)?.since).toBe(`${DAY}22:57:00`);
    // Back by an hour: outside of the window, until two events show it.
    feed.happen([3, '22:10:00'], [4, '22:59:30']);
    expect(feed.poll().ids).toEqual([4]);
    feed.state = noteZoneError(noteZoneError(feed.state, 36_000), 36_000);
    expect(feed.poll()).toEqual({ ids: [3], gaps: [] });
    expect(feed.state.lookBackSeconds).toBe(0);
  });

  it('looks back in the next poll for what was noted in the middle of this one', () => {
    const feed = new Follower();
    feed.happen([1, '11:00:00']);
    feed.poll();
    for (let id = 2; id <= 80; id += 1) feed.happen([id, shift('11:00:00', id)]);
    const poll = beginPoll(feed.state, feed.clock, OPTIONS);
    const rows = feed.rows.slice(0, 50);
    const first = takePage(
      feed.state,
      poll,
      { rows, unreadable: [], hasNext: true, lastPage: 2 },
      feed.clock,
      OPTIONS,
    );
    const noted = noteZoneError(noteZoneError(first.state, -3_600), -3_600);
    expect(noted.lookBackSeconds).toBe(3_600);
    if (first.poll === null) throw new Error('the poll has ended');
    const page = { rows: feed.rows.slice(49), unreadable: [], hasNext: false, lastPage: 1 };
    const last = takePage(noted, first.poll, page, feed.clock, OPTIONS);
    expect(last.poll).toBeNull();
    expect(last.state.lookBackSeconds).toBe(3_600);
    feed.state = last.state;
    feed.poll();
    expect(feed.state.lookBackSeconds).toBe(0);
  });

  it('detects events of a server whose clock was set back', () => {
    const feed = new Follower();
    feed.happen([1, '11:59:50']);
    feed.poll();
    feed.clock = { ...feed.clock, setBackSeconds: 600 };
    feed.happen([2, '11:49:55']);
    expect(feed.poll()).toEqual({ ids: [2], gaps: [] });
    feed.happen([3, '11:56:00']);
    expect(feed.poll()).toEqual({ ids: [3], gaps: [] });
    expect(feed.poll()).toEqual(NOTHING);
  });

  it('does not infer the zone from a single event', () => {
    const state = noteZoneError(UNFOLLOWED, 3_600);
    expect(state.zoneErrorSeconds).toBe(0);
    expect(noteZoneError(noteZoneError(state, 0), 3_600).zoneErrorSeconds).toBe(0);
  });

  it('remembers no more than the largest overlap', () => {
    const feed = new Follower();
    feed.happen([1, '09:00:00']);
    feed.poll();
    feed.happen([2, '10:00:00']);
    feed.poll();
    feed.happen([3, '11:00:00']);
    feed.poll();
    expect([...feed.state.seen.keys()]).toEqual([2, 3]);
  });

  it('requests a page that can contain the overlap of a busy server', () => {
    const feed = new Follower();
    for (let id = 1; id <= 120; id += 1) feed.happen([id, shift('11:58:00', id)]);
    feed.poll();
    feed.poll();
    expect(feed.asked.at(-1)?.perPage).toBe(145);
  });
});

function shift(time: string, seconds: number): string {
  return shiftStamp(DAY + time, seconds).slice(DAY.length);
}
