import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createFaults } from '../../src/sample/server/faults.js';
import { startSampleServer } from '../../src/sample/server/startSampleServer.js';
import { UndiciTransport } from '../../src/transport/UndiciTransport.js';
import { openLink } from '../../src/valkey/openLink.js';
import { Politeness } from '../../src/valkey/Politeness.js';
import { startRedis, type RedisServer } from '../cache/startRedis.js';
import { readSeed } from '../sample/server/replay/recording.js';
import { lacks } from '../tools/programs.js';
import { startTestGateway, type TestGateway } from '../tools/startTestGateway.js';

let redis: RedisServer;
const ends: (() => Promise<void> | void)[] = [];

beforeAll(async () => {
  redis = await startRedis();
});
afterAll(() => redis.close());
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
  await redis.client.flushAll();
});

/** The limits of one process. */
async function connect(): Promise<{ politeness: Politeness; told: string[] }> {
  const told: string[] = [];
  const link = openLink(redis.url, { silenceMs: 15_000, isPinged: true });
  const politeness = new Politeness(link, 'test', ({ type }) => told.push(type));
  ends.push(() => {
    politeness.close();
  });
  await expect.poll(() => told).toContain('shared-limits-used');
  return { politeness, told };
}

describe.skipIf(lacks('redis'))('Politeness', () => {
  it('divides a limit among the processes that use it, and restores it if the store is unavailable', async () => {
    const [one, other, idle] = [await connect(), await connect(), await connect()];
    const limits = [one, other].map(({ politeness }) => politeness.limitOf('https://a.example'));
    const unused = idle.politeness.limitOf('https://a.example');
    const elsewhere = idle.politeness.limitOf('https://b.example');
    elsewhere.use();
    // The first process is alone until it uses the limit again.
    const processes = (): number[] =>
      limits.map((limit) => {
        limit.use();
        return limit.processes;
      });
    await expect.poll(processes).toEqual([2, 2]);
    expect(unused.processes).toBe(1);
    expect(elsewhere.processes).toBe(1);
    const changed: number[] = [];
    limits[1]?.onChange(() => changed.push(limits[1]?.processes ?? 0));
    await redis.kill();
    await expect.poll(() => changed).toEqual([1]);
    expect(await other.politeness.spend('client', 1, 60)).toBeUndefined();
    await expect.poll(() => other.told).toEqual(['shared-limits-used', 'shared-limits-away']);
    await redis.start();
    await expect.poll(() => other.told.at(-1)).toBe('shared-limits-used');
  });

  it('does not count processes for longer because another primary had a faster clock', async () => {
    const { politeness } = await connect();
    const limit = politeness.limitOf('https://a.example');
    let changes = 0;
    limit.onChange(() => (changes += 1));
    limit.use();
    await expect.poll(() => redis.client.keys('*:users:*')).toHaveLength(1);
    const [key = ''] = await redis.client.keys('*:users:*');
    await redis.client.zAdd(key, { score: Date.now() + 3_600_000, value: 'ended' });
    await expect
      .poll(async () => {
        limit.use();
        return redis.client.zRange(key, 0, -1);
      })
      .not.toContain('ended');
    expect([limit.processes, changes]).toEqual([1, 0]);
  });

  it('uses one token bucket for all processes, whose key does not show the client', async () => {
    const [one, other] = [await connect(), await connect()];
    expect(await one.politeness.spend('192.0.2.7', 10, 600_000)).toBeGreaterThan(599_000);
    expect(await one.politeness.spend('192.0.2.7', 40, 60)).toBeLessThanOrEqual(20.1);
    expect(await other.politeness.spend('192.0.2.7', 25, 60)).toBeLessThan(0);
    expect(await other.politeness.spend('192.0.2.8', 0, 60)).toBe(60);
    const keys = await redis.client.keys('*');
    expect(keys.join()).not.toContain('192.0.2');
    for (const key of keys) expect(await redis.client.pTTL(key)).toBeGreaterThan(0);
  });
});

describe.skipIf(lacks('redis'))('two gateways with one store', () => {
  it('together permit a client as much as one of them', async () => {
    const server = await startSampleServer({ state: readSeed('v3.1') });
    ends.push(() => server.close());
    const open = async (): Promise<TestGateway> => {
      const gateway = await startTestGateway({
        instances: [{ name: 'a', url: server.url }],
        live: { url: redis.url },
        limits: { upstreamRequestsPerMinutePerClient: 20 },
      });
      ends.push(() => gateway.close());
      const { logs } = gateway;
      await expect.poll(() => logs.some((line) => line.includes('shared-limits-used'))).toBe(true);
      return gateway;
    };
    const [one, other] = [await open(), await open()];
    const statusAt = async (gateway: TestGateway): Promise<number> =>
      (await gateway.ask('{ instances { name } }')).status;
    let granted = 0;
    while ((await statusAt(one)) === 200) granted += 1;
    expect(granted).toBeLessThanOrEqual(20);
    await expect.poll(() => statusAt(other)).toBe(429);
  });
});

describe('a transport that shares its limits', () => {
  it('has its share of the slots, and at least one', async () => {
    const faults = createFaults();
    const server = await startSampleServer({ state: readSeed('v3.1'), faults });
    ends.push(() => server.close());
    let uses = 0;
    let onChange = (): void => undefined;
    const limit = {
      processes: 1,
      use: () => (uses += 1),
      onChange: (listener: () => void) => (onChange = listener),
    };
    const transport = new UndiciTransport({
      instance: 'a',
      baseUrl: server.url,
      userAgent: 'test',
      sharedLimit: limit,
    });
    ends.push(() => transport.close());
    faults.set({ fault: { kind: 'delay', ms: 5 } });
    const most: number[] = [];
    for (const processes of [1, 2, 9]) {
      limit.processes = processes;
      onChange();
      faults.resetCounters();
      const paths = Array.from({ length: 12 }, (_, index) => `/api/patches/${String(index + 1)}/`);
      await Promise.all(paths.map((path) => transport.request({ method: 'GET', path })));
      most.push(faults.counters.maxConcurrent);
    }
    expect(most).toEqual([4, 2, 1]);
    expect(uses).toBe(36);
  });
});
