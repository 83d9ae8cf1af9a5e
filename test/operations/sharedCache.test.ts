import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createBigState } from '../../bench/createBigState.js';
import { createFaults, type Faults } from '../../src/sample/server/faults.js';
import type { SampleState } from '../../src/sample/server/SampleState.js';
import { startSampleServer, type SampleServer } from '../../src/sample/server/startSampleServer.js';
import { decodeEntry } from '../../src/cache/storedEntry.js';
import { startRedis, type RedisServer } from '../cache/startRedis.js';
import { startTestGateway, type Answer, type TestGateway } from '../tools/startTestGateway.js';
import { subscribers, untilCacheIsShared } from '../tools/untilCacheIsShared.js';
import { lacks } from '../tools/programs.js';

const START_MS = Date.UTC(2026, 10, 20, 12);
/** On a busy machine, a call to Redis can take longer than the default timeout and would be a miss. */
const PATIENT_MS = 10_000;

const state: SampleState = {
  ...createBigState({
    patches: 30,
    series: 10,
    projects: 1,
    people: 10,
    diffBytes: [300, 8000],
  }),
  bundles: [{ id: 1, owner: 2, project: 1, name: 'secret plan', public: false, patches: [3] }],
};

const WHOLE = `{
  patches(first: 8) { nodes { databaseId name diff content hash series { total } checks { context } } }
  covers(first: 3) { nodes { name content } }
}`;

let redis: RedisServer;
let faults: Faults;
let server: SampleServer;
let nowMs = START_MS;
const gateways: TestGateway[] = [];

beforeAll(async () => {
  redis = await startRedis();
});
afterAll(() => redis.close());
beforeEach(async () => {
  nowMs = START_MS;
  await redis.client.flushAll();
  faults = createFaults();
  server = await startSampleServer({ state, faults });
});
afterEach(async () => {
  await Promise.all(gateways.splice(0).map((gateway) => gateway.close()));
  await server.close();
});

/** A gateway for the server, with the shared Redis. */
async function open(l2TimeoutMs = PATIENT_MS): Promise<TestGateway> {
  const gateway = await startTestGateway({
    instances: [{ name: 'a', url: server.url }],
    cache: { url: redis.url, l2TimeoutMs },
    now: () => nowMs,
  });
  gateways.push(gateway);
  return gateway;
}

/** Two gateways connected to the shared cache; the first has read everything. */
async function openPair(l2TimeoutMs?: number): Promise<readonly [TestGateway, TestGateway]> {
  const pair = [await open(l2TimeoutMs), await open(l2TimeoutMs)] as const;
  await untilCacheIsShared(redis, pair);
  return pair;
}

/** Keys of entries, without those of marks and of shared limits. */
async function entryKeys(): Promise<readonly string[]> {
  return await redis.client.keys('*::e:*');
}

/** Waits until the data read is in Redis: writes continue after the answers. */
async function stored(count: number): Promise<void> {
  await expect.poll(async () => (await entryKeys()).length).toBeGreaterThanOrEqual(count);
}

async function ask<Data>(gateway: TestGateway, query: string): Promise<Answer<Data>> {
  return await gateway.ask<Data>(query, { headers: { 'x-upstream-report': '1' } });
}

describe.skipIf(lacks('redis'))('two gateways that share a Redis', () => {
  // Two lists, 8 patches and 3 covers with two halves each, series and two lists of events.
  const KEYS = 2 + 2 * (8 + 3) + 1 + 2;

  it('request data once: the second answers with 0 upstream requests', async () => {
    const [one, two] = await openPair();
    const first = await ask(one, WHOLE);
    expect(first.errors).toBeUndefined();
    await stored(KEYS);
    server.resetRequests();
    const second = await ask(two, WHOLE);
    expect(second.data).toEqual(first.data);
    expect(server.requests).toEqual([]);
    expect(second.extensions?.upstream).toMatchObject({ requests: 0, staleHits: 0 });
    expect(second.extensions?.upstream?.cacheHits).toBeGreaterThan(8);
  });

  it('lose nothing when one is killed and restarted', async () => {
    const [one, two] = await openPair();
    const first = await ask(one, WHOLE);
    await stored(KEYS);
    await one.close();
    gateways.splice(gateways.indexOf(one), 1);
    server.resetRequests();
    expect((await ask(two, WHOLE)).data).toEqual(first.data);
    const again = await open();
    await untilCacheIsShared(redis, [two, again]);
    server.resetRequests();
    expect((await ask(again, WHOLE)).data).toEqual(first.data);
    expect(server.requests).toEqual([]);
  });

  it('share stale answers as well, in case the server fails', async () => {
    const [one, two] = await openPair();
    const first = await ask<{ patches: unknown }>(one, WHOLE);
    await stored(KEYS);
    faults.set({ fault: { kind: 'html' } });
    nowMs += 3_600_000;
    const { data, errors } = await ask<{ patches: { sources: unknown; nodes: unknown } }>(
      two,
      WHOLE.replace('first: 8) {', 'first: 8) { sources { status fetchedAt }'),
    );
    expect(errors).toBeUndefined();
    expect(data.patches).toEqual({
      ...(first.data.patches as object),
      sources: [{ status: 'STALE', fetchedAt: new Date(START_MS).toISOString() }],
    });
  });

  it('share invalid fields with their errors', async () => {
    const [one, two] = await openPair();
    const { store } = server;
    store.patches.replace({ ...store.patches.require(30), hash: 5 as unknown as string });
    const query = '{ patches(first: 2) { nodes { name hash } } }';
    const first = await ask(one, query);
    expect(first.errors).toMatchObject([
      { path: ['patches', 'nodes', 0, 'hash'], extensions: { code: 'UPSTREAM_BAD_RESPONSE' } },
    ]);
    await stored(1);
    server.resetRequests();
    const second = await ask(two, query);
    expect(server.requests).toEqual([]);
    expect(second.data).toEqual(first.data);
    expect(second.errors).toEqual(first.errors);
  });

  it('store no secrets in it: no private bundle, no settings, no token', async () => {
    const [one] = await openPair();
    const headers = { 'x-patchwork-token': 'a=big-token-2' };
    const { data, errors } = await one.ask(
      `{ bundles { nodes { name mbox } }
         bundle(instance: "a", databaseId: 1) { name patches { name } }
         user(instance: "a", databaseId: 2) { username settings { itemsPerPage } }
         people(first: 5) { nodes { name } }
         patches(first: 3) { nodes { name } } }`,
      { headers },
    );
    expect(errors).toBeUndefined();
    expect(data).toMatchObject({ bundle: { name: 'secret plan' } });
    await one.ask('{ patches(first: 3) { nodes { name } } }', { headers });
    await stored(1);
    const keys = await entryKeys();
    const texts = await Promise.all(
      keys.map(async (key) => {
        const text = (await redis.client.get(key)) ?? '';
        // Large ones are compressed.
        return [key, text, JSON.stringify(await decodeEntry(nameOf(key), text))].join('\n');
      }),
    );
    const everything = [...(await redis.client.keys('*')), ...texts].join('\n');
    expect(everything).toContain(state.patches[29]?.name);
    for (const secret of ['secret plan', 'itemsPerPage', 'items_per_page', 'big-token']) {
      expect(everything).not.toContain(secret);
    }
    expect(keys.filter((key) => /people|users|bundles/.test(key))).toEqual([]);
  });

  it.each(['not JSON at all', 'j[1,2', 'zAAAA', '', 'j[0,0,1,0,0,[],null]', '\u0000\uffff'])(
    'ignore invalid values in it: %j',
    async (garbage) => {
      const [one, two] = await openPair();
      const first = await ask(one, WHOLE);
      await stored(KEYS);
      const keys = await entryKeys();
      await Promise.all(keys.map((key) => redis.client.set(key, garbage)));
      const second = await ask(two, WHOLE);
      expect(second.errors).toBeUndefined();
      expect(second.data).toEqual(first.data);
    },
  );

  it('never return an error while Redis freezes, dies and comes back under load', async () => {
    // No call waits long for a frozen Redis.
    const [one, two] = await openPair(250);
    const expected = (await ask(one, WHOLE)).data;
    let isLoaded = true;
    let answers = 0;
    const wrong: unknown[] = [];
    const load = async (gateway: TestGateway): Promise<void> => {
      while (isLoaded) {
        // The data of the previous round has expired in each round, so that all of it is read again.
        nowMs += 120_000;
        const { data, errors } = await ask(gateway, WHOLE);
        answers += 1;
        if (errors !== undefined) wrong.push(errors);
        try {
          expect(data).toEqual(expected);
        } catch (error) {
          wrong.push(error);
        }
      }
    };
    const clients = [load(one), load(one), load(two), load(two)];
    const some = async (more: number): Promise<void> => {
      const until = answers + more;
      await expect.poll(() => answers, { timeout: 20_000 }).toBeGreaterThanOrEqual(until);
    };
    try {
      await some(8);
      redis.freeze();
      await some(8);
      redis.thaw();
      await some(8);
      await redis.kill();
      await some(8);
      await redis.start();
      // It is used again, and filled again.
      await expect.poll(() => redis.client.isReady, { timeout: 10_000 }).toBe(true);
      await expect
        .poll(async () => await redis.client.dbSize(), { timeout: 10_000 })
        .toBeGreaterThanOrEqual(5);
      await expect.poll(() => subscribers(redis), { timeout: 10_000 }).toBe(2);
      await some(8);
    } finally {
      redis.thaw();
      isLoaded = false;
      await Promise.all(clients);
    }
    expect(wrong).toEqual([]);
  });

  it('answer if Redis was never available', async () => {
    await redis.kill();
    const alone = await open();
    const first = await ask(alone, WHOLE);
    expect(first.errors).toBeUndefined();
    server.resetRequests();
    expect((await ask(alone, WHOLE)).data).toEqual(first.data);
    // The memory of the process still has the data.
    expect(server.requests).toEqual([]);
    await redis.start();
  });
});

/** An entry's key in the cache, derived from its key in Redis. */
function nameOf(key: string): string {
  return key.slice(key.indexOf(':e:') + 3);
}
