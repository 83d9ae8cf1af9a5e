import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { FeedDelivery } from '../../../src/live/EventLog.js';
import type { FeedCollaborators, FeedSettings, LiveEvent } from '../../../src/live/feed.js';
import { LiveStore, type LiveStoreEvent } from '../../../src/live/shared/LiveStore.js';
import type { SharedFeed } from '../../../src/live/shared/SharedFeed.js';
import { compareStreamIds, streamIdMs } from '../../../src/live/shared/streamIds.js';
import { rest } from '../../../src/rest.js';
import { naiveDate } from '../../../src/sample/server/dates.js';
import { createFaults, type Faults } from '../../../src/sample/server/faults.js';
import {
  startSampleServer,
  type SampleServer,
} from '../../../src/sample/server/startSampleServer.js';
import { openLink } from '../../../src/valkey/openLink.js';
import { probeEviction } from '../../../src/valkey/probeStore.js';
import { startRedis, type RedisServer } from '../../cache/startRedis.js';
import { readSeed } from '../../sample/server/replay/recording.js';
import { connectClient } from '../../tools/connectClient.js';
import { lacks } from '../../tools/programs.js';

const SETTINGS: FeedSettings = {
  pollSeconds: { min: 0.02, max: 0.04 },
  overlapSeconds: 120,
  maxLagSeconds: 180,
  maxAgeSeconds: 600,
  catchUpPages: 40,
  streamLength: 10_000,
};
const LEASE_MS = 500;
/** Longer than any test: nobody leads because the leader was late to renew its lease. */
const LONG_LEASE_MS = 600_000;

let redis: RedisServer;
let server: SampleServer;
const ends: (() => Promise<void>)[] = [];

beforeAll(async () => {
  redis = await startRedis();
});
afterAll(() => redis.close());
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
  await redis.client.flushAll();
});

/** The feed of one process of several. */
interface Replica {
  readonly feed: SharedFeed;
  /** Ids of events in the order in which a subscriber receives them. */
  readonly ids: number[];
  readonly gaps: string[];
  readonly told: LiveEvent[];
  stop(): Promise<void>;
  /** Disconnects it from the store, as if its process was killed: it releases nothing. */
  kill(): Promise<void>;
}

async function startServer(faults: Pick<Faults, 'wrap'> = createFaults()): Promise<void> {
  server = await startSampleServer({ state: readSeed('v3.1'), faults });
  ends.push(() => server.close());
}

interface ReplicaOptions {
  readonly polls?: boolean;
  readonly settings?: FeedSettings;
  readonly sleep?: FeedCollaborators['sleep'];
  /** Whether it has a subscriber from the start. */
  readonly listens?: boolean;
  readonly leaseMs?: number;
  /** Milliseconds by which its clocks are ahead: of the wall, and the one that never steps back. */
  readonly clocks?: { wallMs: number; readonly elapsedMs: () => number };
}

function startReplica(options: ReplicaOptions = {}): Replica {
  const { polls = true, settings = SETTINGS, sleep, listens = true, clocks } = options;
  const { leaseMs = LEASE_MS } = options;
  const connected = connectClient(server.url, {
    halfOpenAfterMs: 50,
    ...(clocks && { now: () => Date.now() + clocks.wallMs }),
  });
  const store = new LiveStore({
    namespace: 'test',
    openLink: (waits) => openLink(redis.url, { silenceMs: 15_000, isPinged: !waits }),
    polls,
    leaseMs,
    elapsed: clocks && (() => performance.now() + clocks.elapsedMs()),
  });
  const told: LiveEvent[] = [];
  const onEvent = (event: LiveEvent) => told.push(event);
  const feed = store.feed(connected.client, settings, { onEvent, sleep });
  const ids: number[] = [];
  const gaps: string[] = [];
  const listen = (delivery: FeedDelivery): void => {
    ids.push(...delivery.events.map(({ id }) => id));
    gaps.push(...delivery.gaps.map(({ reason }) => reason));
  };
  if (listens) feed.log.listen(listen);
  const following = feed.follow();
  let stopping: Promise<void> | undefined;
  let killing: Promise<void> | undefined;
  const kill = (): Promise<void> => (killing ??= store.close());
  const stop = (): Promise<void> =>
    (stopping ??= (async () => {
      feed.stop();
      await following;
      await kill();
      await connected.close();
    })());
  ends.push(stop);
  return { feed, ids, gaps, told, stop, kill };
}

async function until(condition: () => boolean): Promise<void> {
  await vi.waitUntil(condition, { timeout: 50_000, interval: 5 });
}

const isLive = ({ feed }: Replica): boolean => feed.status().state === 'LIVE';

/** Creates events that are visible immediately; returns their ids. */
function act(count = 1): number[] {
  const { events } = server.store;
  return Array.from({ length: count }, () => {
    const id = events.takeId();
    const date = naiveDate(new Date(), 'UTC');
    events.insert({ id, category: 'check-created', project: 1, date, actor: null, patch: 7 });
    return id;
  });
}

describe.skipIf(lacks('redis'))('SharedFeed', () => {
  it('polls a server once for all replicas, which receive the same events in the same order', async () => {
    await startServer();
    const leaseMs = LONG_LEASE_MS;
    const replicas = [
      startReplica({ leaseMs }),
      startReplica({ leaseMs }),
      startReplica({ leaseMs, polls: false }),
    ];
    await until(() => replicas.every(isLive));
    const [first] = replicas;
    const leader = replicas.find(({ feed }) => feed.isLeading);
    server.resetRequests();
    const pollsOf = (one: Replica | undefined): number =>
      one?.told.filter(({ type }) => type === 'polled').length ?? 0;
    const before = pollsOf(leader);
    const made = [...act(3), ...act(2)];
    await until(() => replicas.every(({ ids }) => ids.length === 5));
    const polls = pollsOf(leader) - before;
    expect(replicas.map(({ ids }) => ids)).toEqual([made, made, made]);
    // One may be under way at either end.
    expect(Math.abs(server.requests.length - polls)).toBeLessThanOrEqual(1);
    expect(replicas.map(({ feed }) => feed.isLeading)).toEqual(
      replicas.map((one) => one === leader),
    );
    expect(replicas.filter((one) => one !== leader).map(pollsOf)).toEqual([0, 0]);
    expect(replicas.map(({ gaps }) => gaps)).toEqual([[], [], []]);
    const positions = replicas.map(({ feed }) => feed.log.position);
    expect(new Set(positions).size).toBe(1);
    // A position returned by one replica is valid on the others.
    const start = first?.feed.log.position ?? '';
    act();
    await until(() => replicas.every(({ ids }) => ids.length === 6));
    for (const { feed } of replicas) {
      const after = await feed.log.after(start);
      expect(after?.flatMap(({ events }) => events)).toHaveLength(1);
    }
  });

  it('follows on replicas that do not poll', async () => {
    await startServer();
    const [leader, reader] = [startReplica(), startReplica({ polls: false })];
    await until(() => isLive(leader) && isLive(reader));
    expect(reader.feed.isFollowing).toBe(true);
    expect(reader.feed.status()).toMatchObject({ error: null, intervalSeconds: 0.02 });
    expect(reader.feed.status().lagSeconds).toBeLessThan(60);
    // Not since before it started.
    expect(reader.feed.covers(60_000)).toBe(false);
    expect(reader.feed.isLeading).toBe(false);
  });

  it('is polled sooner once there is a listener on any replica', async () => {
    await startServer();
    const slept: number[] = [];
    const options: ReplicaOptions = {
      leaseMs: LONG_LEASE_MS,
      settings: { ...SETTINGS, pollSeconds: { min: 15, max: 120 } },
      listens: false,
      // Pending until it is ended.
      sleep: async (ms, signal) => {
        slept.push(ms);
        await new Promise<void>((resolve) => {
          signal.addEventListener('abort', () => {
            resolve();
          });
        });
      },
    };
    const [leader, reader] = [startReplica(options), startReplica({ ...options, polls: false })];
    await until(() => isLive(leader) && isLive(reader) && slept.length === 1);
    expect(slept[0]).toBeGreaterThanOrEqual(18_000);
    reader.feed.log.listen(() => undefined);
    await until(() => slept.length === 2);
    expect(slept[1]).toBeLessThanOrEqual(18_000);
    expect(leader.feed.isLeading).toBe(true);
  });

  it('hands over the lease immediately when its holder stops', async () => {
    await startServer();
    const leaseMs = LONG_LEASE_MS;
    const first = startReplica({ leaseMs });
    await until(() => isLive(first));
    const second = startReplica({ leaseMs });
    await until(() => isLive(second));
    const stopped = first.stop();
    await until(() => second.feed.isLeading);
    await stopped;
    const made = act(2);
    await until(() => second.ids.length === 2);
    expect(second.ids).toEqual(made);
    expect(second.gaps).toEqual([]);
  });

  it('does not publish what a leader found whose lease is lost', async () => {
    /** Polls that wait for their answer; undefined where they are answered at once. */
    let held: (() => void)[] | undefined;
    await startServer({
      wrap: (listener) => (request, response) => {
        const answer = (): void => {
          listener(request, response);
        };
        if (held === undefined) answer();
        else held.push(answer);
      },
    });
    const leaseMs = LONG_LEASE_MS;
    const replicas = [startReplica({ leaseMs }), startReplica({ leaseMs })];
    await until(() => replicas.every(isLive));
    const leader = replicas.find(({ feed }) => feed.isLeading);
    const [lead = ''] = await redis.client.keys('*:lead');
    const [stream = ''] = await redis.client.keys('*:events');
    const length = await redis.client.xLen(stream);
    const polls: (() => void)[] = (held = []);
    await until(() => polls.length === 1);
    // As if the leader had been stopped for longer than its lease, in the middle of its poll.
    await redis.client.set(lead, '9:somebody-else');
    const made = act(4);
    held = undefined;
    for (const answer of polls) answer();
    await until(() => leader?.feed.isLeading === false);
    expect(await redis.client.xLen(stream)).toBe(length);
    expect(replicas.map(({ ids }) => ids)).toEqual([[], []]);
    await redis.client.del(lead);
    await until(() => replicas.every(({ ids }) => ids.length === 4));
    expect(replicas.map(({ ids }) => ids)).toEqual([made, made]);
    expect(replicas.map(({ gaps }) => gaps)).toEqual([[], []]);
  });

  it('loses no event while clocks jump, the server fails for minutes and the polling process is killed', async () => {
    const faults = createFaults();
    await startServer(faults);
    let elapsedMs = 0;
    const started = [0, 1, 2].map(() => {
      const clocks = { wallMs: 0, elapsedMs: () => elapsedMs };
      const sleep = (ms: number, signal: AbortSignal): Promise<void> =>
        rest(Math.min(ms, 20), signal);
      return { clocks, replica: startReplica({ clocks, sleep }) };
    });
    const replicas = started.map(({ replica }) => replica);
    await until(() => replicas.every(isLive));
    const made: number[] = [];
    const haveAll = (some: readonly Replica[]): boolean =>
      some.every(({ ids }) => ids.length >= made.length);
    for (const jumpMs of [3_600_000, -7_200_000]) {
      const leader = started.find(({ replica }) => replica.feed.isLeading);
      if (leader !== undefined) leader.clocks.wallMs += jumpMs;
      made.push(...act(3));
      await until(() => haveAll(replicas));
    }
    faults.set({ fault: { kind: 'status', status: 502 } });
    for (let minute = 0; minute < 5; minute += 1) {
      made.push(...act(2));
      elapsedMs += 60_000;
    }
    await until(() => replicas.every(({ feed }) => feed.status().state === 'FAILED'));
    await until(() => replicas.some(({ feed }) => feed.isLeading));
    const killed = replicas.find(({ feed }) => feed.isLeading);
    const others = replicas.filter((replica) => replica !== killed);
    await killed?.kill();
    await until(() => others.some(({ feed }) => feed.isLeading));
    made.push(...act(2));
    faults.clear();
    await until(() => haveAll(others) && others.every(isLive));
    expect(others.map(({ ids }) => ids)).toEqual([made, made]);
    expect(made.slice(0, killed?.ids.length)).toEqual(killed?.ids);
    expect(replicas.map(({ gaps }) => gaps)).toEqual([[], [], []]);
  });

  it('continues from the progress of all replicas if the store comes back empty', async () => {
    await startServer();
    const [first, second] = [startReplica(), startReplica()];
    await until(() => isLive(first) && isLive(second));
    const before = act(2);
    await until(() => first.ids.length === 2 && second.ids.length === 2);
    await redis.kill();
    await until(() => !first.feed.isFollowing && !second.feed.isFollowing);
    expect(first.feed.covers(0)).toBe(false);
    expect(first.feed.status().state).toBe('LAGGING');
    const meanwhile = act(3);
    await redis.start();
    await until(() => first.ids.length >= 5 && second.ids.length >= 5);
    expect([first.ids, second.ids]).toEqual([
      [...before, ...meanwhile],
      [...before, ...meanwhile],
    ]);
    expect([first.gaps, second.gaps]).toEqual([[], []]);
    await until(() => isLive(first) && isLive(second));
  });

  it('reports a gap if the stream was trimmed past its position', async () => {
    await startServer();
    const [leader, reader] = [startReplica(), startReplica({ polls: false })];
    await until(() => isLive(leader) && isLive(reader));
    const place = reader.feed.log.position;
    act(1);
    await until(() => reader.ids.length === 1);
    act(1);
    await until(() => reader.ids.length === 2);
    const [stream = ''] = await redis.client.keys('*:events');
    const late = startReplica({ polls: false });
    await until(() => isLive(late));
    await redis.client.xTrim(stream, 'MAXLEN', 1);
    expect(await late.feed.log.after(place)).toBeUndefined();
    // Deliveries in memory do not need the store.
    expect(await reader.feed.log.after(place)).toHaveLength(2);
  });

  it('reports a gap if the store has unread entries before the next one', async () => {
    await startServer();
    const [leader, reader] = [startReplica(), startReplica({ polls: false })];
    await until(() => isLive(leader) && isLive(reader));
    act();
    await until(() => reader.ids.length === 1);
    const place = reader.feed.log.position;
    const [stream = ''] = await redis.client.keys('*:events');
    // As from another primary, whose leader never saw the entries read here.
    const unread = `${String(Number(place.split('-')[0]) - 1)}-0`;
    const data = '{"events":[],"gaps":[],"place":null}';
    await redis.client.xAdd(stream, '*', { after: unread, data });
    await until(() => reader.gaps.length > 0);
    expect(reader.gaps).toEqual(['TRIMMED']);
    // A subscriber that reconnects reads it from the server.
    expect(await reader.feed.log.after(place)).toBeUndefined();
    const late = startReplica({ polls: false });
    await until(() => late.gaps.length > 0);
    expect(await late.feed.log.after(place)).toBeUndefined();
  });

  it('reports a gap immediately if the store has lost entries that it has not read', async () => {
    await startServer();
    const [leader, reader] = [startReplica(), startReplica({ polls: false })];
    await until(() => isLive(leader) && isLive(reader));
    const [state = ''] = await redis.client.keys('*:state');
    const lost = `${String(streamIdMs(reader.feed.log.position) + 1)}-0`;
    await redis.client.hSet(state, 'last', lost);
    await until(() => reader.gaps.length > 0);
    expect(reader.gaps).toEqual(['TRIMMED']);
    expect(reader.feed.log.position).toBe(lost);
    await until(() => reader.feed.isFollowing && isLive(reader));
    const made = act();
    await until(() => reader.ids.length === 1 && leader.ids.length === 1);
    expect([leader.ids, reader.ids]).toEqual([made, made]);
    expect(reader.gaps).toEqual(['TRIMMED']);
  });

  it('gives a store the entries back that it has lost, for those that have not read them', async () => {
    await startServer();
    const leader = startReplica();
    await until(() => isLive(leader));
    const { client } = redis;
    const nameOf = async (part: string) => (await client.keys(`*:${part}`))[0] ?? '';
    const [state, lead, polls] = [
      await nameOf('state'),
      await nameOf('lead'),
      await nameOf('polls'),
    ];
    const events = await nameOf('events');
    const before = await client.hGetAll(state);
    const made = [...act(2), ...act(1)];
    await until(() => leader.ids.length === 3);
    const written = await client.xRange(events, '-', '+');
    const lost = written.filter(({ id }) => compareStreamIds(id, before['last'] ?? '') > 0);
    // As a replica of the store that became the primary before it received them; and somebody else leads.
    const ids = lost.map(({ id }) => id);
    const rollback = client.multi().set(lead, '0:another').hSet(state, before).del(polls);
    await rollback
      .xDel(events, ids)
      .xSetId(events, before['last'] ?? '')
      .exec();
    await until(() => !leader.feed.isLeading);
    const reader = startReplica({ polls: false });
    await until(() => reader.feed.isFollowing);
    expect(reader.feed.log.position).toBe(before['last']);
    await client.del(lead);
    await until(() => reader.ids.length === 3 && isLive(leader));
    expect(await client.xRange(events, '-', '+')).toMatchObject(written);
    const after = act();
    await until(() => reader.ids.length === 4 && leader.ids.length === 4);
    expect([leader.ids, reader.ids]).toEqual([
      [...made, ...after],
      [...made, ...after],
    ]);
    expect([leader.gaps, reader.gaps]).toEqual([[], []]);
  });

  it('treats unreadable entries as a gap', async () => {
    await startServer();
    const [leader, reader] = [startReplica(), startReplica({ polls: false })];
    await until(() => isLive(leader) && isLive(reader));
    const [stream = ''] = await redis.client.keys('*:events');
    await redis.client.xAdd(stream, '*', { after: reader.feed.log.position, data: '{"events":1}' });
    await until(() => reader.gaps.length > 0);
    expect(reader.gaps).toEqual(['UNREADABLE']);
    act(1);
    await until(() => reader.ids.length === 1);
  });

  it('reports a store that evicts', async () => {
    await redis.client.configSet({ maxmemory: '100mb', 'maxmemory-policy': 'allkeys-lru' });
    ends.push(async () => {
      await redis.client.configSet({ maxmemory: '0', 'maxmemory-policy': 'noeviction' });
    });
    const told: LiveStoreEvent[] = [];
    const store = new LiveStore({
      namespace: 'test',
      openLink: () => openLink(redis.url, { silenceMs: 15_000, isPinged: true }),
      polls: false,
      onEvent: (event) => told.push(event),
    });
    ends.push(() => store.close());
    await until(() => told.length === 2);
    expect(told).toEqual([
      { type: 'live-store-connected' },
      { type: 'live-store-evicts', policy: 'allkeys-lru' },
    ]);
    expect(await probeEviction(redis.url)).toBe('allkeys-lru');
    await redis.client.configSet({ 'maxmemory-policy': 'volatile-lru' });
    expect(await probeEviction(redis.url)).toBeUndefined();
  });

  it('continues from the stored position after all replicas were stopped', async () => {
    await startServer();
    const first = startReplica();
    await until(() => isLive(first));
    act(1);
    await until(() => first.ids.length === 1);
    const place = first.feed.log.position;
    await first.stop();
    const made = act(3);
    const second = startReplica();
    await until(() => second.ids.length === 3);
    expect(second.ids).toEqual(made);
    expect(second.gaps).toEqual([]);
    const missed = await second.feed.log.after(place);
    expect(missed?.flatMap(({ events }) => events.map(({ id }) => id))).toEqual(made);
  });
});
