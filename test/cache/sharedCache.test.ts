import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openCache } from '../../src/cache/openCache.js';
import { encodeEntry } from '../../src/cache/storedEntry.js';
import type { Cache, CacheEvent, CacheOptions } from '../../src/cache/cache.js';
import { GatewayError } from '../../src/errors.js';
import { startRedis } from './startRedis.js';
import type { RedisServer } from './startRedis.js';
import { valueOf } from '../tools/valueOf.js';
import { lacks } from '../tools/programs.js';

const policy = { freshMs: 1_000, staleMs: 10_000 };
const longPolicy = { freshMs: 30 * 24 * 3_600_000, staleMs: 0 };
const namespace = 'gateway:test';
/** On a busy machine a call may take longer than by default, which would be a miss, or a write that is left out. */
const PATIENT_MS = 10_000;

let redis: RedisServer;
let nowMs = 0;
let events: CacheEvent[] = [];
const opened: Cache[] = [];

beforeAll(async () => {
  redis = await startRedis();
});
afterAll(() => redis.close());
beforeEach(async () => {
  nowMs = 1_000_000;
  events = [];
  await redis.client.configSet('min-replicas-to-write', '0');
  await redis.client.flushAll();
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map((cache) => cache.close()));
});

async function open(options: Partial<CacheOptions> = {}): Promise<Cache> {
  const cache = await openCache({
    l1MaxBytes: 1_000_000,
    l2Url: redis.url,
    namespace,
    now: () => nowMs,
    onEvent: (event) => events.push(event),
    l2PauseMs: 100,
    l2TimeoutMs: PATIENT_MS,
    ...options,
  });
  opened.push(cache);
  return cache;
}

async function connected(count: number): Promise<void> {
  const channel = `${namespace}:v3:invalidated`;
  await expect
    .poll(async () => {
      const ready = opened.filter((cache) => cache.stats().l2.state === 'READY').length;
      return [ready, (await redis.client.pubSubNumSub([channel]))[channel]];
    })
    .toEqual([count, count]);
  // A cache that hears that it is connected drops what it has: Redis has told it before it answers this.
  await redis.client.ping();
  await redis.client.ping();
}

/** Replicas that share the L2 and listen to each other. */
async function openReplicas(options: Partial<CacheOptions> = {}): Promise<readonly [Cache, Cache]> {
  const replicas = [await open(options), await open(options)] as const;
  await connected(2);
  return replicas;
}

async function commandCount(name: string): Promise<number> {
  const stats = await redis.client.info('commandstats');
  return Number(new RegExp(`cmdstat_${name}:calls=(\\d+)`).exec(stats)?.[1] ?? 0);
}

const give =
  <T>(value: T): (() => Promise<T>) =>
  () =>
    Promise.resolve(value);

describe.skipIf(lacks('redis'))('a value in L2', () => {
  // freshMs 1,000, staleMs 10,000
  it.each([
    { ageMs: 0, outcome: 'HIT', value: 'a' },
    { ageMs: 999, outcome: 'HIT', value: 'a' },
    { ageMs: 1_000, outcome: 'STALE', value: 'a' },
    { ageMs: 10_999, outcome: 'STALE', value: 'a' },
    { ageMs: 11_000, outcome: 'MISS', value: 'b' },
  ])('is a $outcome for another replica after $ageMs ms', async ({ ageMs, outcome, value }) => {
    const [a, b] = await openReplicas();
    await a.read('k', policy, give('a'));
    await a.idle();
    nowMs += ageMs;
    expect(await b.read('k', policy, give('b'))).toMatchObject({ outcome, value });
    await b.idle();
    const refreshed = outcome === 'HIT' ? 'a' : 'b';
    expect(b.peek('k')?.value).toBe(refreshed);
  });

  it('is loaded only once if another replica refreshed it', async () => {
    const [a, b] = await openReplicas();
    await a.read('k', policy, give('old'));
    await a.idle();
    nowMs += 5_000;
    await b.read('k', policy, give('new'));
    await b.idle();
    expect(await a.read('k', policy, give('not needed'))).toMatchObject({ outcome: 'STALE' });
    await a.idle();
    expect(await a.read('k', policy, give('x'))).toMatchObject({ outcome: 'HIT', value: 'new' });
    expect(a.stats().loads).toBe(1);
  });

  it('is served by another replica when the server fails', async () => {
    const [a, b] = await openReplicas();
    const patient = { ...policy, staleIfErrorMs: 3_600_000 };
    await a.read('k', patient, give('a'));
    await a.idle();
    nowMs += 3_000_000;
    const error = new GatewayError('down', { code: 'UPSTREAM_UNAVAILABLE' });
    expect(await b.read('k', patient, () => Promise.reject(error))).toEqual({
      value: 'a',
      outcome: 'STALE',
      fetchedAt: 1_000_000,
      staleBecause: error,
    });
  });

  it('is found by getMany in one call', async () => {
    const [a, b] = await openReplicas();
    await redis.client.configResetStat();
    await a.setMany([
      { key: 'x', value: 1, policy, tags: ['t'] },
      { key: 'y', value: { deep: [true, null] }, policy },
    ]);
    const found = await b.getMany(['x', 'y', 'z', 'x']);
    expect(Object.fromEntries(found)).toEqual({
      x: { value: 1, fetchedAt: nowMs, fresh: true, serial: 1 },
      y: { value: { deep: [true, null] }, fetchedAt: nowMs, fresh: true, serial: 2 },
    });
    expect(b.peek('y')?.value).toEqual({ deep: [true, null] });
    // One MGET for values and marks, one for the tag that is known only from the value.
    expect(await commandCount('mget')).toBe(2);
    expect(await valueOf(b, 'z')).toBeUndefined();
  });

  it('is compressed when it is large', async () => {
    const [a, b] = await openReplicas();
    const content = 'diff --git a/x b/x\n'.repeat(10_000);
    await a.setMany([{ key: 'k', value: { content }, policy }]);
    const [stored = ''] = await redis.client.keys('*e:k');
    expect(await redis.client.strLen(stored)).toBeLessThan(content.length / 20);
    expect((await valueOf<{ content: string }>(b, 'k'))?.value.content).toBe(content);
  });

  it('expires', async () => {
    const a = await open();
    await connected(1);
    await a.setMany([{ key: 'k', value: 1, policy }]);
    const [stored = ''] = await redis.client.keys('*e:k');
    const ttlMs = await redis.client.pTTL(stored);
    expect(ttlMs).toBeGreaterThan(10_000);
    expect(ttlMs).toBeLessThanOrEqual(11_000);
  });

  it('is not read under another namespace', async () => {
    const a = await open();
    const b = await open({ namespace: 'gateway:next' });
    await expect
      .poll(() => [a, b].map((cache) => cache.stats().l2.state))
      .toEqual(['READY', 'READY']);
    await a.setMany([{ key: 'k', value: 1, policy }]);
    expect(await valueOf(b, 'k')).toBeUndefined();
  });

  it.each(['', '{"value":1}', 'jnull', 'z-not-gzip', 'j[0,0,0,0,[],"no key"'])(
    'is a miss and counted when it is %j',
    async (garbage) => {
      const a = await open();
      await connected(1);
      await redis.client.set(`${namespace}:v3::e:k`, garbage);
      expect(await a.read('k', policy, give('good'))).toMatchObject({
        outcome: 'MISS',
        value: 'good',
      });
      expect(a.stats().l2.garbage).toBe(1);
      expect(events).toContainEqual({ type: 'l2-garbage', key: 'k' });
      await a.idle();
      const b = await open();
      await connected(2);
      expect(await b.read('k', policy, give('x'))).toMatchObject({ outcome: 'HIT', value: 'good' });
    },
  );

  it('is a miss if another value has replaced it', async () => {
    const a = await open();
    await connected(1);
    await redis.client.hSet(`${namespace}:v3::e:k`, 'field', 'value');
    expect(await a.read('k', policy, give(1))).toMatchObject({ outcome: 'MISS' });
    await redis.client.publish(`${namespace}:v3:invalidated`, '{nonsense');
    await expect.poll(() => a.stats().l2.garbage).toBe(1);
    expect(a.stats().l2.state).toBe('READY');
  });
});

describe.skipIf(lacks('redis'))('readers in one tick', () => {
  it('share the calls to L2', async () => {
    const [a, b] = await openReplicas();
    const keys = Array.from({ length: 200 }, (_, i) => `k${i}`);
    const readAll = (cache: Cache): Promise<unknown[]> =>
      Promise.all(keys.map((key) => cache.read(key, policy, give(key), { tags: [`tag:${key}`] })));
    await redis.client.configResetStat();
    await readAll(a);
    await a.idle();
    await readAll(b);
    expect(b.stats()).toMatchObject({ loads: 0, l2: { hits: 200, misses: 0 } });
    // 600 keys, at most 500 in a call.
    expect(await commandCount('mget')).toBe(4);
    expect(await commandCount('set')).toBe(200);
  });
});

describe.skipIf(lacks('redis'))('an invalidation', () => {
  it.each([['k'], ['tag']])('of %s reaches the memory of every replica', async (name) => {
    const [a, b] = await openReplicas();
    await a.setMany([{ key: 'k', value: 'old', policy, tags: ['tag'] }]);
    await valueOf(b, 'k');
    expect(b.peek('k')?.value).toBe('old');
    await a.invalidate([name]);
    expect(a.peek('k')).toBeUndefined();
    await expect.poll(() => b.peek('k')).toBeUndefined();
    expect(await valueOf(b, 'k')).toBeUndefined();
    expect(await valueOf(a, 'k')).toBeUndefined();
  });

  it.each([['k'], ['tag']])('of %s outdates a load that runs on another replica', async (name) => {
    const [a, b] = await openReplicas();
    let finish = (_value: string): void => undefined;
    const slow = b.read('k', policy, () => new Promise<string>((resolve) => (finish = resolve)), {
      tags: ['tag'],
    });
    await expect.poll(() => b.stats().inFlight).toBe(1);
    await a.invalidate([name]);
    finish('old');
    expect((await slow).value).toBe('old');
    await b.idle();
    await expect.poll(() => b.peek('k')).toBeUndefined();
    nowMs += 5_000;
    expect(await a.read('k', policy, give('new'), { tags: ['tag'] })).toMatchObject({
      outcome: 'MISS',
      value: 'new',
    });
    await a.idle();
    expect(await b.read('k', policy, give('x'), { tags: ['tag'] })).toMatchObject({
      outcome: 'HIT',
      value: 'new',
    });
  });

  it('does not affect a load that begins later, while L2 is still read', async () => {
    const [a] = await openReplicas();
    redis.freeze();
    const reading = a.read('k', policy, give('new'));
    a.forget(['k'], []);
    redis.thaw();
    expect((await reading).value).toBe('new');
    expect(a.peek('k')?.value).toBe('new');
  });

  it('outdates values that a replica without the message stores in L2 later', async () => {
    const [a] = await openReplicas();
    const startedAt = nowMs;
    await a.invalidate(['tag']);
    // A replica without messages: its load began before and ends after the invalidation.
    const entry = {
      ...{ value: 'old', startedAt, knownTo: 0, fetchedAt: startedAt + 900, tags: ['tag'] },
      ...{ freshMs: 1_000, staleMs: 10_000, staleIfErrorMs: 0 },
    };
    const record = (await encodeEntry('k', entry, 4_096)) ?? '';
    await redis.client.set(`${namespace}:v3::e:k`, record);
    nowMs += 900;
    expect(await valueOf(a, 'k')).toBeUndefined();
    expect(await a.read('k', policy, give('new'))).toMatchObject({ outcome: 'MISS' });
  });

  it.each([-60_000, -1, 0, 1_500])(
    'does not affect values that another replica loads afterwards, with a clock %d ms ahead',
    async (aheadMs) => {
      const [a, b] = [await open(), await open({ now: () => nowMs + aheadMs })];
      await connected(2);
      await a.read('k', longPolicy, give('old'), { tags: ['tag'] });
      await a.idle();
      await b.setMany([{ key: 'heard', value: 1, policy: longPolicy, tags: ['tag'] }]);
      await a.invalidate(['tag']);
      await expect.poll(() => b.peek('heard')).toBeUndefined();
      await b.read('k', longPolicy, give('new'), { tags: ['tag'] });
      await b.idle();
      expect(await a.read('k', longPolicy, give('x'), { tags: ['tag'] })).toMatchObject({
        outcome: 'HIT',
        value: 'new',
      });
    },
  );

  it.each(['9000000000000000', '1e300', 'no number', ''])(
    'outdates only values that were loaded before it, even if the last number was %j',
    async (number) => {
      await redis.client.set(`${namespace}:v3::s:invalidations`, number);
      const [a, b] = await openReplicas();
      await a.read('k', longPolicy, give('old'), { tags: ['tag'] });
      await a.idle();
      const record = (await redis.client.get(`${namespace}:v3::e:k`)) ?? '';
      expect(record).toContain('old');
      await b.invalidate(['tag']);
      // As a replica that missed the message would write it.
      await redis.client.set(`${namespace}:v3::e:k`, record);
      await a.read('other', longPolicy, give('new'), { tags: ['tag'] });
      await a.idle();
      const late = await open();
      await connected(3);
      expect(await valueOf(late, 'k')).toBeUndefined();
      expect(await valueOf(late, 'other')).toMatchObject({ value: 'new' });
    },
  );

  it('is sent again if L2 comes back without it', async () => {
    const [a, b] = await openReplicas();
    await a.setMany([{ key: 'k', value: 'old', policy: longPolicy, tags: ['tag'] }]);
    await a.invalidate(['tag']);
    expect(await valueOf(b, 'k')).toBeUndefined();
    // As after a failover to a replica that had not received the mark.
    await redis.client.del(`${namespace}:v3::m:tag`);
    await redis.client.sendCommand(['CLIENT', 'KILL', 'TYPE', 'normal']);
    await expect.poll(() => redis.client.keys('*m:tag')).toHaveLength(1);
    const late = await open();
    await connected(3);
    expect(await valueOf(late, 'k')).toBeUndefined();
  });

  // Of another primary, either messages or values may be outdated.
  it.each(['pubsub', 'normal'])(
    'drops mutable values if it may have been missed: a connection is lost that is %s',
    async (type) => {
      const a = await open();
      await connected(1);
      await a.setMany([{ key: 'state', value: 1, policy }]);
      await a.setMany([{ key: 'diff', value: 2, policy: longPolicy }]);
      const finish: ((value: string) => void)[] = [];
      const load = () => new Promise<string>((resolve) => finish.push(resolve));
      const loads = [a.read('slow', policy, load), a.read('slow diff', longPolicy, load)];
      await expect.poll(() => finish.length).toBe(2);
      await redis.client.sendCommand(['CLIENT', 'KILL', 'TYPE', type]);
      await expect.poll(() => a.peek('state')).toBeUndefined();
      expect(a.peek('diff')?.value).toBe(2);
      await connected(1);
      for (const end of finish) end('old');
      expect((await Promise.all(loads)).map(({ value }) => value)).toEqual(['old', 'old']);
      await a.idle();
      expect(a.peek('slow')).toBeUndefined();
      expect(a.peek('slow diff')?.value).toBe('old');
      expect(await redis.client.keys('*e:slow*')).toEqual([`${namespace}:v3::e:slow diff`]);
    },
  );

  it('outdates values that were loaded before it, if a new primary has a slower clock', async () => {
    const ahead = String((Date.now() + 3_600_000) * 1000);
    await redis.client.set(`${namespace}:v3::s:invalidations`, ahead);
    const [a, b] = await openReplicas();
    expect(await valueOf(a, 'k')).toBeUndefined();
    await redis.client.del(`${namespace}:v3::s:invalidations`);
    const downs = () => events.filter(({ type }) => type === 'l2-disconnected').length;
    await redis.client.sendCommand(['CLIENT', 'KILL', 'TYPE', 'normal']);
    await expect.poll(downs).toBe(2);
    await connected(2);
    await a.read('k', longPolicy, give('old'), { tags: ['tag'] });
    await a.idle();
    await b.invalidate(['tag']);
    const late = await open();
    await connected(3);
    expect(await valueOf(late, 'k')).toBeUndefined();
  });

  it('deletes the value of a key', async () => {
    const [a] = await openReplicas();
    await a.setMany([{ key: 'k', value: 1, policy }]);
    await a.invalidate(['k']);
    expect(await redis.client.keys('*e:k')).toEqual([]);
  });

  it('with an invalid mark makes the value uncertain', async () => {
    const [a, b] = await openReplicas();
    await a.setMany([{ key: 'k', value: 1, policy }]);
    await redis.client.set(`${namespace}:v3::m:k`, 'garbage');
    expect(await valueOf(b, 'k')).toBeUndefined();
  });

  it.each([
    ['at the next call', (cache: Cache): Promise<unknown> => valueOf(cache, 'other')],
    [
      'when it reconnects',
      (): Promise<unknown> => redis.client.sendCommand(['CLIENT', 'KILL', 'TYPE', 'normal']),
    ],
  ])('that L2 refuses holds here, and everywhere %s', async (_name, recover) => {
    const [a, b] = await openReplicas();
    await a.setMany([{ key: 'k', value: 'old', policy: longPolicy }]);
    await valueOf(b, 'k');
    // Writes fail, reads succeed: as with a full server or a failover.
    await redis.client.configSet('min-replicas-to-write', '1');
    await a.invalidate(['k']);
    expect(await valueOf(a, 'k')).toBeUndefined();
    expect(b.peek('k')?.value).toBe('old');
    await redis.client.configSet('min-replicas-to-write', '0');
    await recover(a);
    await expect.poll(() => b.peek('k')).toBeUndefined();
    expect(await valueOf(b, 'k')).toBeUndefined();
  });

  it('is made good when L2 could not be told at once', async () => {
    const [a, b] = await openReplicas({ l2TimeoutMs: 250 });
    await a.setMany([{ key: 'k', value: 'old', policy: longPolicy }]);
    redis.freeze();
    await a.invalidate(['k']);
    redis.thaw();
    expect(a.peek('k')).toBeUndefined();
    // After the pause, the next call to L2 writes the mark as well.
    await expect
      .poll(async () => {
        await valueOf(a, 'other');
        return redis.client.keys('*m:k');
      })
      .toHaveLength(1);
    await expect.poll(() => valueOf(b, 'k')).toBeUndefined();
    expect(await valueOf(a, 'k')).toBeUndefined();
  });
});

describe.skipIf(lacks('redis'))('a broken L2', () => {
  it('that is unavailable at the start is used as soon as it is available', async () => {
    await redis.kill();
    const a = await open();
    expect(await a.read('k', policy, give(1))).toMatchObject({ outcome: 'MISS', value: 1 });
    expect(await a.read('k', policy, give(2))).toMatchObject({ outcome: 'HIT', value: 1 });
    expect(a.stats().l2.state).toBe('DOWN');
    await redis.start();
    await connected(1);
    await a.setMany([{ key: 'k', value: 3, policy }]);
    expect(await redis.client.keys('*e:k')).toHaveLength(1);
  });

  it('that hangs costs a reader its timeout, then nothing, and is used again when it recovers', async () => {
    const a = await open({ l2TimeoutMs: 50 });
    await connected(1);
    redis.freeze();
    const startedAt = performance.now();
    for (let i = 0; i < 20; i += 1) {
      expect(await a.read(`k${i}`, policy, give(i))).toMatchObject({ outcome: 'MISS', value: i });
    }
    // Two timeouts until the pause begins, then one attempt per 100 ms: much less than 20 times 50 ms.
    expect(performance.now() - startedAt).toBeLessThan(700);
    expect(a.stats().l2).toMatchObject({ state: 'PAUSED', hits: 0 });
    redis.thaw();
    await expect
      .poll(async () => {
        await valueOf(a, 'any');
        return a.stats().l2.state;
      })
      .toBe('READY');
    await a.read('new', policy, give('x'));
    await a.idle();
    expect(await redis.client.keys('*e:new')).toHaveLength(1);
  });

  it('that is killed and restarted under load causes no error for callers', async () => {
    const replicas = await openReplicas();
    let reads = 0;
    let running = true;
    const clients = Array.from({ length: 20 }, async (_, client) => {
      const cache = replicas[client % 2] ?? replicas[0];
      while (running) {
        const id = reads++ % 500;
        const result = await cache.read(`k${id}`, policy, give(id), { tags: [`t${id % 7}`] });
        expect(result.value).toBe(id);
        if (reads % 50 === 0) await cache.invalidate([`t${id % 7}`]);
        nowMs += 1;
        // Lets timers and sockets run.
        await new Promise(setImmediate);
      }
    });
    for (let round = 0; round < 3; round += 1) {
      await redis.kill();
      const before = reads;
      await expect.poll(() => reads).toBeGreaterThan(before + 500);
      await redis.start();
      await connected(2);
    }
    running = false;
    await Promise.all(clients);
    expect(events.some((event) => event.type === 'l2-disconnected')).toBe(true);
    await replicas[0].setMany([{ key: 'after', value: 1, policy }]);
    expect((await valueOf(replicas[1], 'after'))?.value).toBe(1);
  });

  it('does not keep close waiting, and no connection is left', async () => {
    const [a, b] = await openReplicas({ l2TimeoutMs: 250 });
    await a.close();
    redis.freeze();
    const startedAt = performance.now();
    await b.close();
    expect(performance.now() - startedAt).toBeLessThan(2_000);
    redis.thaw();
    opened.length = 0;
    await expect
      .poll(() => redis.client.sendCommand<string>(['CLIENT', 'LIST']))
      .toMatch(/^[^\n]+\n$/);
  });
});

describe.skipIf(lacks('redis'))('a change', () => {
  const parts = {
    ...policy,
    effectOf: (_value: unknown, change: unknown) =>
      typeof change === 'number' ? { outdated: change } : ('ALL' as const),
  };
  const read = async (cache: Cache, value: string) =>
    await cache.read('k', parts, give(value), { tags: ['tag'] });

  it('reaches other replicas, and no older value in L2 is used', async () => {
    const [one, two] = await openReplicas();
    await read(one, 'old');
    await expect.poll(async () => (await read(two, 'old')).outcome).toBe('HIT');
    nowMs += 500;
    await one.invalidate(['x'], [{ keysOrTags: ['tag'], change: 7 }]);
    await expect.poll(async () => (await read(two, '')).outdated).toEqual(new Set([7]));
    expect(await read(one, '')).toMatchObject({ value: 'old', outdated: new Set([7]) });
    const third = await open();
    await connected(3);
    expect(await read(third, 'new')).toMatchObject({ outcome: 'MISS', value: 'new' });
  });

  it.each([
    '{"keysOrTags":["tag"],"change":{"a":1}}',
    '{"keysOrTags":[1],"change":7}',
    '{}',
    'null',
  ])('of another form drops values or nothing: %s', async (change) => {
    const [one] = await openReplicas();
    await read(one, 'old');
    await one.read('done', policy, give(1));
    await redis.client.publish(`${namespace}:v3:invalidated`, `["x","done",${change}]`);
    await expect.poll(() => one.peek('done')).toBeUndefined();
    expect((await read(one, 'new')).outdated).toBeUndefined();
  });
});
