import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CatchUps } from '../../src/live/CatchUps.js';
import { EventReader } from '../../src/live/EventReader.js';
import type { FeedSettings, LiveEvent } from '../../src/live/feed.js';
import { FeedReader } from '../../src/live/FeedReader.js';
import { InstanceFeed } from '../../src/live/InstanceFeed.js';
import { DEFAULT_FRESHNESS } from '../../src/patchwork/freshness.js';
import { naiveDate } from '../../src/sample/server/dates.js';
import { createFaults } from '../../src/sample/server/faults.js';
import { startSampleServer } from '../../src/sample/server/startSampleServer.js';
import { readSeed, type RecordedServer } from '../sample/server/replay/recording.js';
import { connectClient, type ConnectOptions } from '../tools/connectClient.js';
import { tokenOf } from '../tools/releaseGateway.js';

const SETTINGS: FeedSettings = {
  pollSeconds: { min: 15, max: 120 },
  overlapSeconds: 120,
  maxLagSeconds: 180,
  maxAgeSeconds: 600,
  catchUpPages: 40,
  streamLength: 10_000,
};

const ends: (() => Promise<void>)[] = [];
/** Pauses started by feeds, in milliseconds. */
let slept: number[] = [];
beforeEach(() => {
  slept = [];
});
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

/** A feed of a release's recorded data; the test runs its polls. */
async function followRelease(
  release: RecordedServer,
  options: {
    readonly timezone?: string;
    /** Of the client. */
    readonly client?: ConnectOptions;
    readonly settings?: Partial<FeedSettings>;
    readonly clock?: () => Date;
  } = {},
) {
  const state = readSeed(release);
  const faults = createFaults();
  const { clock } = options;
  const server = await startSampleServer({ state, faults, ...(clock && { clock }) });
  const zone = state.server.stamps_in === 'UTC' ? 'UTC' : state.server.time_zone;
  const connected = connectClient(server.url, {
    ...options.client,
    instance: { timezone: options.timezone ?? zone, ...options.client?.instance },
  });
  let elapsedMs = 0;
  const told: LiveEvent[] = [];
  const feed = new InstanceFeed(
    connected.client,
    { ...SETTINGS, ...options.settings },
    {
      elapsed: () => elapsedMs,
      random: () => 0.5,
      onEvent: (event) => told.push(event),
      // Pending until it is ended.
      sleep: async (ms, signal) => {
        slept.push(ms);
        await untilAborted(signal);
      },
    },
  );
  const begin = feed.log.position;
  const deliveries = async () => (await feed.log.after(begin)) ?? [];
  ends.push(async () => {
    feed.stop();
    await connected.close();
    await server.close();
  });
  const token = state.users.find(({ username }) => username === 'cibot')?.token ?? '';
  return {
    feed,
    server,
    faults,
    told,
    pass: (seconds: number) => (elapsedMs += seconds * 1000),
    /** Adds a check, which is an event. */
    act: async (patch = 7): Promise<void> => {
      const response = await fetch(`${server.url}/api/patches/${String(patch)}/checks/`, {
        method: 'POST',
        headers: { authorization: `Token ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify({ state: 'success', context: 'live' }),
      });
      if (response.status !== 201) throw new Error(await response.text());
    },
    deliveries,
    /** The categories of new events, delivery by delivery. */
    found: async () =>
      (await deliveries()).map(({ events }) => events.map(({ category }) => category)),
  };
}

async function untilAborted(signal: AbortSignal): Promise<void> {
  await new Promise<void>((resolve) => {
    signal.addEventListener('abort', () => {
      resolve();
    });
  });
}

/** A proxy that forwards paths without their parameters. */
async function proxyWithoutQuery(url: string): Promise<string> {
  const proxy = createServer((request, response) => {
    const [path = '/'] = (request.url ?? '/').split('?');
    void fetch(url + path).then(async (answer) => {
      const kept = ['content-type', 'link'].flatMap((name) => {
        const value = answer.headers.get(name);
        return value === null ? [] : [[name, value] as const];
      });
      response.writeHead(answer.status, Object.fromEntries(kept));
      response.end(await answer.text());
    });
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  ends.push(async () => {
    proxy.closeAllConnections();
    await new Promise((resolve) => proxy.close(resolve));
  });
  return `http://127.0.0.1:${String((proxy.address() as AddressInfo).port)}`;
}

const RELEASES: readonly RecordedServer[] = ['v2.2', 'v3.1', 'v3.2', 'v-main'];

describe('InstanceFeed', () => {
  it.each(RELEASES)('follows %s from now on, with two small requests', async (release) => {
    const { feed, server, act, found } = await followRelease(release);
    expect(await feed.poll()).toBe('IDLE');
    expect(feed.status()).toMatchObject({ state: 'LIVE', lagSeconds: 0, error: null });
    await act();
    server.resetRequests();
    expect(await feed.poll()).toBe('EVENTS');
    expect(await found()).toEqual([['check-created']]);
    expect(await feed.poll()).toBe('IDLE');
    expect(server.countByEndpoint()).toEqual({ 'GET /events/': 2 });
    expect(Date.now() - Date.parse(feed.status().lastEventAt ?? '')).toBeLessThan(60_000);
    expect(feed.zoneErrorSeconds).toBe(0);
  });

  it('is polled sooner once there is a listener', async () => {
    const { feed, pass } = await followRelease('v3.1');
    const following = feed.follow();
    await expect.poll(() => slept).toEqual([22_500]);
    pass(4);
    feed.log.listen(() => undefined);
    await expect.poll(() => slept).toEqual([22_500, 11_000]);
    feed.log.listen(() => undefined);
    feed.stop();
    await following;
    expect(slept).toHaveLength(2);
  });

  it('asks without a token, and past the cache', async () => {
    const { feed, server } = await followRelease('v3.1', {
      client: {
        instance: { allowAnonymousReads: true },
        serviceToken: tokenOf('v31', 'cibot'),
        freshness: DEFAULT_FRESHNESS,
      },
    });
    await feed.poll();
    server.resetRequests();
    await feed.poll();
    await feed.poll();
    expect(new Set(server.requests.map(({ path }) => path)).size).toBe(1);
    expect(server.requests).toHaveLength(2);
    expect(server.requests.some(({ authorized }) => authorized)).toBe(false);
  });

  it('loses none of many events that become visible in any order', async () => {
    const { feed, server, deliveries } = await followRelease('v3.1', {
      settings: { streamLength: 100_000 },
    });
    await feed.poll();
    const { events } = server.store;
    const ids = new Set<number>();
    const start = Date.now();
    for (let round = 0; round < 12; round += 1) {
      for (let count = 0; count < 40; count += 1) {
        const id = events.takeId();
        ids.add(id);
        // Each is up to a minute late, in random order.
        const late = (id * 7_919) % 60_000;
        const date = naiveDate(new Date(start + round * 1_000 - late), 'UTC');
        events.insert({ id, category: 'check-created', project: 1, date, actor: null, patch: 7 });
      }
      await feed.poll();
    }
    const found = await deliveries();
    const seen = found.flatMap((delivery) => delivery.events.map(({ id }) => id));
    expect(seen).toHaveLength(ids.size);
    expect(new Set(seen)).toEqual(ids);
    expect(found.flatMap(({ gaps }) => gaps)).toEqual([]);
  });

  it('has a gap if the newest event disappeared, and is live again after the next poll', async () => {
    const { feed, server, act, told, deliveries } = await followRelease('v3.1');
    await act();
    await feed.poll();
    const since = feed.status().since ?? 0;
    const last = server.store.events.rows.at(-1);
    if (last !== undefined) server.store.events.delete(last.id);
    await feed.poll();
    expect(feed.status()).toMatchObject({ state: 'GAP' });
    expect(feed.status().since).toBeGreaterThanOrEqual(since);
    expect(await deliveries()).toMatchObject([
      { events: [], gaps: [{ reason: 'FEED_REWOUND', missedAtLeast: null }] },
    ]);
    await feed.poll();
    expect(feed.status().state).toBe('LIVE');
    expect(told.filter(({ type }) => type !== 'polled')).toEqual([
      { type: 'live-changed', instance: 'it', from: 'CATCHING_UP', to: 'LIVE' },
      { type: 'gap', instance: 'it', reason: 'FEED_REWOUND' },
      { type: 'live-changed', instance: 'it', from: 'LIVE', to: 'GAP' },
      { type: 'live-changed', instance: 'it', from: 'GAP', to: 'LIVE' },
    ]);
  });

  it.each([
    [{ kind: 'status', status: 429, retryAfter: 90 }, 'THROTTLED', 90, 'UPSTREAM_RATE_LIMITED'],
    [{ kind: 'status', status: 503, retryAfter: 60 }, 'THROTTLED', 60, 'UPSTREAM_UNAVAILABLE'],
    [{ kind: 'status', status: 503 }, 'THROTTLED', 45, 'UPSTREAM_UNAVAILABLE'],
    [{ kind: 'status', status: 500 }, 'FAILED', 45, 'UPSTREAM_UNAVAILABLE'],
    [{ kind: 'invalid-json' }, 'FAILED', 45, 'UPSTREAM_BAD_RESPONSE'],
  ] as const)('after %j is asked once, and counts as %s', async (fault, outcome, seconds, code) => {
    const { feed, faults, act, found, pass } = await followRelease('v3.1');
    await feed.poll();
    await act();
    faults.resetCounters();
    faults.set({ fault });
    expect(await feed.poll()).toBe(outcome);
    expect(faults.counters.requests).toBe(1);
    const error = { code };
    expect(feed.status()).toMatchObject({ state: 'LIVE', intervalSeconds: seconds, error });
    pass(181);
    expect(feed.status()).toMatchObject({ state: 'FAILED', lagSeconds: 181, error });
    faults.clear();
    // The connections wait as requested by a 429.
    if (seconds === 90) return;
    // Events of that time are not lost, so coverage is unbroken.
    const since = feed.status().since;
    expect(await feed.poll()).toBe('EVENTS');
    expect(await found()).toEqual([['check-created']]);
    expect(feed.status()).toMatchObject({ state: 'LIVE', since, error: null });
  });

  it("never requests a time that the server's clock skipped", async () => {
    const { feed, server } = await followRelease('v-main');
    const { events } = server.store;
    for (const { id } of [...events.rows]) events.delete(id);
    // Canberra's clock went from 02:00 to 03:00.
    for (const date of ['2026-10-04T03:00:30', '2026-10-04T03:01:00.500000']) {
      const row = { category: 'check-created', project: 1, date, actor: null, patch: 7 } as const;
      events.insert({ id: events.takeId(), ...row });
    }
    await feed.poll();
    server.resetRequests();
    await feed.poll();
    expect(server.requests.map(({ path }) => path)).toEqual([
      expect.stringContaining('since=2026-10-04T01%3A59%3A00'),
    ]);
    expect(feed.status().state).toBe('LIVE');
  });

  it("loses none of the events while the server's clock is set back", async () => {
    let behindMinutes = 0;
    const { feed, faults, act, found } = await followRelease('v3.1', {
      clock: () => new Date(Date.now() - behindMinutes * 60_000),
    });
    await act();
    await feed.poll();
    behindMinutes = 10;
    faults.set({ fault: { kind: 'clock', offsetMinutes: -10 } });
    for (let count = 0; count < 3; count += 1) {
      await act();
      await feed.poll();
    }
    expect((await found()).flat()).toHaveLength(3);
    behindMinutes = 0;
    faults.clear();
    await act();
    await feed.poll();
    expect((await found()).flat()).toHaveLength(4);
  });

  it('does not read events again if the clock of the server was always slow', async () => {
    const { feed, server, faults } = await followRelease('v3.1');
    faults.set({ fault: { kind: 'clock', offsetMinutes: -10 } });
    await feed.poll();
    server.resetRequests();
    await feed.poll();
    faults.clear();
    await feed.poll();
    await feed.poll();
    const since = server.requests.map(({ path }) => /since=([^&]+)/.exec(path)?.[1]);
    expect(since).toHaveLength(3);
    expect(new Set(since).size).toBe(1);
  });

  it('covers nothing that was read before a gap, if a later page of the same poll fails', async () => {
    const { feed, server, faults, act, pass } = await followRelease('v3.1', {
      settings: { catchUpPages: 1 },
    });
    await act();
    await feed.poll();
    pass(10);
    expect(feed.covers(0)).toBe(true);
    const { events } = server.store;
    const date = naiveDate(new Date(), 'UTC');
    for (let count = 0; count < 300; count += 1) {
      const row = { category: 'check-created', project: 1, date, actor: null, patch: 7 } as const;
      events.insert({ id: events.takeId(), ...row });
    }
    // The first page is read, and the newest event after the gap is not.
    faults.set({ fault: { kind: 'status', status: 500 }, path: 'order=-date' });
    expect(await feed.poll()).toBe('FAILED');
    faults.clear();
    pass(10);
    expect(await feed.poll()).toBe('IDLE');
    expect(feed.covers(5_000)).toBe(false);
    pass(10);
    expect(feed.covers(5_000)).toBe(true);
  });

  it('fails where the server ignores the date that it is asked for', async () => {
    const { server, act } = await followRelease('v3.1');
    const proxied = connectClient(await proxyWithoutQuery(server.url));
    ends.push(() => proxied.close());
    const other = new InstanceFeed(proxied.client, SETTINGS);
    await other.poll();
    const begin = other.log.position;
    await act();
    expect(await other.poll()).toBe('FAILED');
    expect(other.status().error?.message).toContain('the server ignores the filter');
    expect(await other.log.after(begin)).toEqual([]);
  });

  it('lags if nothing was polled for too long', async () => {
    const { feed, pass } = await followRelease('v3.1');
    expect(feed.status()).toMatchObject({ state: 'CATCHING_UP', since: null, lagSeconds: null });
    await feed.poll();
    pass(180);
    expect(feed.status().state).toBe('LIVE');
    pass(1);
    expect(feed.status().state).toBe('LAGGING');
  });

  it('polls less and less often while nothing happens, and often while there are listeners', async () => {
    const { feed } = await followRelease('v3.1');
    const intervals: unknown[] = [];
    for (let poll = 0; poll < 7; poll += 1) {
      await feed.poll();
      intervals.push(feed.status().intervalSeconds);
    }
    expect(intervals).toEqual([22.5, 33.75, 50.625, 75.9375, 113.90625, 120, 120]);
    feed.log.listen(() => undefined);
    await feed.poll();
    expect(feed.status().intervalSeconds).toBe(15);
  });

  it.each([
    ['the zone that is configured', 'Australia/Canberra', 0],
    ['UTC instead of Canberra', 'UTC', -1],
  ])('finds out how far the stamps are off by %s', async (_, timezone, sign) => {
    const { feed, act, deliveries } = await followRelease('v-main', { timezone });
    for (let poll = 0; poll < 3; poll += 1) {
      await feed.poll();
      await act();
    }
    await feed.poll();
    const offset =
      (Date.parse(`${naiveDate(new Date(), 'Australia/Canberra')}Z`) - Date.now()) / 1000;
    const expected = sign === 0 ? 0 : Math.round(offset / 900) * 900;
    expect(feed.zoneErrorSeconds).toBe(expected);
    // This loses nothing.
    expect((await deliveries()).flatMap(({ events }) => events)).toHaveLength(3);
  });

  it('reads missed events page by page, as a subscriber takes them', async () => {
    const { feed, server } = await followRelease('v3.1');
    const { events } = server.store;
    for (const { id } of [...events.rows]) events.delete(id);
    const begin = Date.now() - 3_600_000;
    const missed: number[] = [];
    for (let count = 0; count < 700; count += 1) {
      const date = naiveDate(new Date(begin + count * 1_000), 'UTC');
      const row = { category: 'check-created', project: 1, date, actor: null, patch: 7 } as const;
      missed.push(events.insert({ id: events.takeId(), ...row }).id);
    }
    await feed.poll();
    const catchUps = new CatchUps();
    let requests = 0;
    const onRequest = () => (requests += 1);
    const options = { feed, catchUps, matches: () => true, maxBehind: 100, onRequest };
    const date = naiveDate(new Date(begin), 'UTC');
    const place = { position: '', given: 0, date, id: missed[0] ?? null };
    const reader = new EventReader([new FeedReader(options, place)], 1_000);
    const { signal } = new AbortController();
    const found: number[] = [];
    const requestsAt: number[] = [];
    for (;;) {
      const batch = await reader.next(0, signal);
      if (batch === undefined) break;
      expect(batch.gaps).toEqual([]);
      found.push(...batch.events.map(({ id }) => id));
      requestsAt.push(requests);
    }
    expect(found).toEqual(missed.slice(1));
    // Pages of 50 and 250 events, in batches of up to 100.
    expect(requestsAt).toEqual([1, 2, 2, 2, 3, 3, 3, 4, 4]);
    reader.close();
    catchUps.close();
  });

  it('reads no old events for a subscriber that returns, although the zone is wrong', async () => {
    const { feed, server, act, deliveries } = await followRelease('v-main', { timezone: 'UTC' });
    const { events } = server.store;
    const date = naiveDate(new Date(Date.now() - 3 * 3_600_000), 'Australia/Canberra');
    const row = { category: 'check-created', project: 1, date, actor: null, patch: 7 } as const;
    events.insert({ id: events.takeId(), ...row });
    for (let poll = 0; poll < 3; poll += 1) {
      await feed.poll();
      await act();
    }
    await feed.poll();
    const seen = (await deliveries()).flatMap((delivery) => delivery.events);
    const [first] = seen;
    if (first?.date == null) throw new Error('the event has no date');
    const catchUps = new CatchUps();
    const place = { position: '', given: 0, date: first.date, id: first.id };
    const read = await catchUps.read(feed, place, () => undefined);
    catchUps.close();
    expect(read.events.map(({ id }) => id)).toEqual(seen.slice(1).map(({ id }) => id));
    expect(read.gaps).toEqual([]);
  });
});
