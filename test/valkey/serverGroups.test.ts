import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Cache } from '../../src/cache/cache.js';
import { openCache } from '../../src/cache/openCache.js';
import { probeSharedCache } from '../../src/cache/probeSharedCache.js';
import type { FeedSettings } from '../../src/live/feed.js';
import { LiveStore } from '../../src/live/shared/LiveStore.js';
import type { SharedFeed } from '../../src/live/shared/SharedFeed.js';
import { naiveDate } from '../../src/sample/server/dates.js';
import { startSampleServer, type SampleServer } from '../../src/sample/server/startSampleServer.js';
import { openLink } from '../../src/valkey/openLink.js';
import { Politeness } from '../../src/valkey/Politeness.js';
import { probeEviction } from '../../src/valkey/probeStore.js';
import { readSeed } from '../sample/server/replay/recording.js';
import { connectClient } from '../tools/connectClient.js';
import { valueOf } from '../tools/valueOf.js';
import { lacks } from '../tools/programs.js';
import { startCluster, startSentinel, untilClusterIsUp, type ServerGroup } from './startServers.js';

const SETTINGS: FeedSettings = {
  pollSeconds: { min: 0.05, max: 0.1 },
  overlapSeconds: 120,
  maxLagSeconds: 180,
  maxAgeSeconds: 600,
  catchUpPages: 40,
  streamLength: 10_000,
};
const PATIENCE = { timeout: 20_000 };
const FRESH = { freshMs: 60_000, staleMs: 0 };

const ends: (() => Promise<void> | void)[] = [];
let servers: readonly SampleServer[] = [];

beforeAll(async () => {
  servers = await Promise.all([0, 1].map(() => startSampleServer({ state: readSeed('v3.1') })));
});
afterAll(async () => {
  await Promise.all(servers.map((server) => server.close()));
});
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

async function open(url: string): Promise<Cache> {
  const options = { l1MaxBytes: 1_000_000, l2Url: url, namespace: 'test', l2PauseMs: 100 };
  const cache = await openCache({ ...options, l2TimeoutMs: 2_000 });
  ends.push(() => cache.close());
  return cache;
}

/** Waits until its shared level is used; a paused level is retried with a call. */
async function untilReady(...caches: readonly Cache[]): Promise<void> {
  for (const cache of caches) {
    await expect
      .poll(async () => {
        await valueOf(cache, 'missing');
        return cache.stats().l2.state;
      }, PATIENCE)
      .toBe('READY');
  }
}

/** The feeds of one process of several. */
interface Replica {
  readonly feeds: readonly SharedFeed[];
  /** Ids of events of the first server, in the order in which a subscriber receives them. */
  readonly ids: number[];
}

function startReplica(url: string): Replica {
  const store = new LiveStore({
    namespace: 'test',
    openLink: (waits) => openLink(url, { silenceMs: 15_000, isPinged: !waits }),
    polls: true,
    leaseMs: 1_000,
  });
  const ids: number[] = [];
  const parts = servers.map((server) => {
    const connected = connectClient(server.url);
    const feed = store.feed(connected.client, SETTINGS);
    return { connected, feed, following: feed.follow() };
  });
  parts[0]?.feed.log.listen(({ events }) => ids.push(...events.map(({ id }) => id)));
  ends.push(async () => {
    for (const { feed } of parts) feed.stop();
    await Promise.all(parts.map(({ following }) => following));
    await store.close();
    await Promise.all(parts.map(({ connected }) => connected.close()));
  });
  return { feeds: parts.map(({ feed }) => feed), ids };
}

const isLive = ({ feeds }: Replica): boolean =>
  feeds.every((feed) => feed.isFollowing && feed.status().state === 'LIVE');

/** How many replicas poll each server. */
const leaders = (replicas: readonly Replica[]): number[] =>
  servers.map((_, index) => replicas.filter(({ feeds }) => feeds[index]?.isLeading).length);

/** Creates an event on the first server; returns its id. */
function act(): number {
  const [server] = servers;
  if (server === undefined) throw new Error('there is no server');
  const { events } = server.store;
  const id = events.takeId();
  const date = naiveDate(new Date(), 'UTC');
  events.insert({ id, category: 'check-created', project: 1, date, actor: null, patch: 7 });
  return id;
}

/** The unique events of a list, at their first positions. */
const distinct = (ids: readonly number[]): number[] => [...new Set(ids)];

/** Checks that must pass regardless of failures of the servers. */
async function expectToOutlive(
  group: ServerGroup,
  { interrupt, repair }: { interrupt(): Promise<void>; repair(): Promise<void> },
): Promise<void> {
  const [one, other] = [await open(group.url), await open(group.url)];
  await untilReady(one, other);
  const replicas = [startReplica(group.url), startReplica(group.url)];
  await expect.poll(() => replicas.every(isLive), PATIENCE).toBe(true);
  const made = [act(), act()];
  await expect.poll(() => replicas.map(({ ids }) => ids), PATIENCE).toEqual([made, made]);
  await expect.poll(() => leaders(replicas), PATIENCE).toEqual([1, 1]);

  await interrupt();
  made.push(act());
  let loads = 0;
  const load = () => Promise.resolve((loads += 1));
  // Memory and servers answer meanwhile.
  await one.read('interrupted', FRESH, load);
  expect((await one.read('interrupted', FRESH, load)).value).toBe(1);
  await repair();

  made.push(act());
  const found = () => replicas.map(({ ids }) => distinct(ids));
  await expect.poll(found, PATIENCE).toEqual([made, made]);
  await expect.poll(() => replicas.every(isLive), PATIENCE).toBe(true);
  await expect.poll(() => leaders(replicas), PATIENCE).toEqual([1, 1]);
  await untilReady(one, other);
  // Invalidations of one reach the other as soon as it listens again.
  await other.setMany([{ key: 'k', value: 'old', policy: FRESH }]);
  await expect
    .poll(async () => {
      await one.invalidate(['k']);
      return other.peek('k');
    }, PATIENCE)
    .toBeUndefined();
}

describe.skipIf(lacks('redis'))('a server that a Sentinel watches', { timeout: 60_000 }, () => {
  let group: Awaited<ReturnType<typeof startSentinel>>;
  beforeAll(async () => {
    group = await startSentinel();
  }, 60_000);
  afterAll(() => group.close());

  const untilMovedFrom = (port: number) =>
    expect.poll(() => group.primaryPort(), PATIENCE).not.toBe(port);

  it('is replaced if it is killed', async () => {
    expect(await probeSharedCache(group.url)).toBeUndefined();
    const port = await group.primaryPort();
    const primary = group.servers.find((server) => server.port === port);
    await expectToOutlive(group, {
      interrupt: async () => primary?.kill(),
      repair: () => untilMovedFrom(port),
    });
  });

  it('is replaced if it hangs, and is not used again before it is the primary', async () => {
    const port = await group.primaryPort();
    const primary = group.servers.find((server) => server.port === port);
    await expectToOutlive(group, {
      interrupt: () => Promise.resolve(primary?.freeze()),
      repair: async () => {
        await untilMovedFrom(port);
        primary?.thaw();
      },
    });
  });
});

describe.skipIf(lacks('redis'))('a cluster', { timeout: 60_000 }, () => {
  let group: ServerGroup;
  beforeAll(async () => {
    group = await startCluster();
  }, 60_000);
  afterAll(() => group.close());

  it('stores entries, marks and limits on all its servers', async () => {
    expect(await probeSharedCache(group.url)).toBeUndefined();
    const [one, other] = [await open(group.url), await open(group.url)];
    await untilReady(one, other);
    const keys = Array.from({ length: 60 }, (_, index) => `key:${String(index)}`);
    await one.setMany(keys.map((key) => ({ key, value: key, policy: FRESH, tags: [`t:${key}`] })));
    expect((await other.getMany(keys)).size).toBe(keys.length);
    await one.invalidate(keys.slice(0, 20).map((key) => `t:${key}`));
    const late = await open(group.url);
    await untilReady(late);
    expect([...(await late.getMany(keys)).keys()]).toEqual(keys.slice(20));
    for (const server of group.servers) expect(await server.ask('DBSIZE')).toBeGreaterThan(5);

    const told: string[] = [];
    const link = openLink(group.url, { silenceMs: 15_000, isPinged: true });
    const politeness = new Politeness(link, 'test', ({ type }) => told.push(type));
    ends.push(() => {
      politeness.close();
    });
    await expect.poll(() => told, PATIENCE).toEqual(['shared-limits-used']);
    for (const name of ['a', 'b', 'c', 'd']) expect(await politeness.spend(name, 1, 60)).toBe(59);
  });

  it('continues when a killed server is back without its data', async () => {
    const [, killed] = group.servers;
    await expectToOutlive(group, {
      interrupt: async () => killed?.kill(),
      repair: async () => {
        await killed?.start();
        await untilClusterIsUp(group.servers);
      },
    });
  });

  it('is reported if any of its servers evicts shared data', async () => {
    expect(await probeEviction(group.url)).toBeUndefined();
    const last = group.servers.at(-1);
    await last?.ask('CONFIG', 'SET', 'maxmemory', '100mb', 'maxmemory-policy', 'allkeys-lfu');
    expect(await probeEviction(group.url)).toBe('allkeys-lfu');
  });
});

describe('a URL of several servers that do not answer', () => {
  it.each([
    'redis+cluster://:hunter2@127.0.0.1:1,127.0.0.1:2',
    'redis+sentinel://:hunter2@127.0.0.1:1,127.0.0.1:2/main?sentinelPassword=hunter3',
  ])('is reported without the passwords: %s', async (url) => {
    const reason = await probeSharedCache(url);
    expect(reason).toContain('ECONNREFUSED');
    expect(reason).not.toContain('hunter');
  });
});
