import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Cache, CacheOptions, Load } from '../../src/cache/cache.js';
import { startSampleServer } from '../../src/sample/server/startSampleServer.js';
import { createBigState } from '../../bench/createBigState.js';
import { openCache } from '../../src/cache/openCache.js';
import { lacks } from '../tools/programs.js';
import { startRedis, type RedisServer } from './startRedis.js';

const policy = { freshMs: 60_000, staleMs: 60_000 };
const namespace = 'gateway:marks';
const MARK = `${namespace}:v3::l:k`;

let redis: RedisServer;
let nowMs = 0;
const opened: Cache[] = [];

beforeAll(async () => {
  redis = await startRedis();
});
afterAll(() => redis.close());
beforeEach(async () => {
  nowMs = 1_000_000;
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
    // A busy machine answers late.
    l2TimeoutMs: 20_000,
    loadMarkMs: 60_000,
    ...options,
  });
  opened.push(cache);
  const channel = `${namespace}:v3:invalidated`;
  await expect
    .poll(
      async () => {
        const listening = (await redis.client.pubSubNumSub([channel]))[channel];
        return [cache.stats().l2.state, listening];
      },
      { timeout: 20_000 },
    )
    .toEqual(['READY', opened.length]);
  return cache;
}

/** A load that ends when the test says so. */
function heldLoad<T>(): { load: Load<T>; begun: Promise<void>; end: (value: T | Error) => void } {
  let begin: () => void = () => undefined;
  const begun = new Promise<void>((resolve) => {
    begin = resolve;
  });
  let end: (value: T | Error) => void = () => undefined;
  const ended = new Promise<T>((resolve, reject) => {
    end = (value) => {
      if (value instanceof Error) reject(value);
      else resolve(value);
    };
  });
  const load = (): Promise<T> => {
    begin();
    return ended;
  };
  return { load, begun, end };
}

const never: Load<string> = () => Promise.reject(new Error('loaded a second time'));

/** Whether a replica has found the mark of another one, by its looks at it. */
async function isWaiting(): Promise<boolean> {
  const stats = await redis.client.info('commandstats');
  return /cmdstat_get:calls=[1-9]/.test(stats);
}

async function waited(): Promise<void> {
  await expect.poll(isWaiting, { timeout: 20_000 }).toBe(true);
}

describe.skipIf(lacks('redis'))('a value that another replica is loading', () => {
  beforeEach(async () => {
    await redis.client.configResetStat();
  });

  it('is waited for, and loaded once', async () => {
    const [one, other] = [await open(), await open()];
    const held = heldLoad<string>();
    const first = one.read('k', policy, held.load);
    await held.begun;
    const second = other.read('k', policy, never);
    await waited();
    held.end('v');
    expect(await first).toMatchObject({ value: 'v', outcome: 'MISS' });
    expect(await second).toMatchObject({ value: 'v', outcome: 'HIT' });
  });

  it('is one of many that both read at once, and sends one request', async () => {
    const replicas = [await open(), await open()];
    const server = await startSampleServer({ state: createBigState({ patches: 20 }) });
    try {
      const paths = Array.from({ length: 20 }, (_, index) => `/api/patches/${String(index + 1)}/`);
      const load = (path: string): Promise<unknown> =>
        fetch(`${server.url}${path}`).then((response) => response.json());
      const reads = replicas.map((cache) =>
        Promise.all(paths.map((path) => cache.read(path, policy, () => load(path)))),
      );
      const [one, other] = await Promise.all(reads);
      expect(other?.map(({ value }) => value)).toEqual(one?.map(({ value }) => value));
      expect(server.requests.map(({ path }) => path).sort()).toEqual(paths.toSorted());
    } finally {
      await server.close();
    }
  });

  it('is refreshed once', async () => {
    const [one, other] = [await open(), await open()];
    await one.read('k', policy, () => Promise.resolve('old'));
    await one.idle();
    expect(await other.read('k', policy, never)).toMatchObject({ value: 'old', outcome: 'HIT' });
    await redis.client.del(MARK);
    nowMs += policy.freshMs + 1;
    const held = heldLoad<string>();
    expect(await one.read('k', policy, held.load)).toMatchObject({ outcome: 'STALE' });
    await held.begun;
    expect(await other.read('k', policy, never)).toMatchObject({ outcome: 'STALE' });
    await waited();
    held.end('new');
    await Promise.all([one.idle(), other.idle()]);
    for (const cache of [one, other]) {
      expect(await cache.read('k', policy, never)).toMatchObject({ value: 'new', outcome: 'HIT' });
    }
  });

  it('is loaded here when the other replica fails', async () => {
    const [one, other] = [await open(), await open()];
    const held = heldLoad<string>();
    const first = one.read('k', policy, held.load);
    await held.begun;
    const second = other.read('k', policy, () => Promise.resolve('mine'));
    await waited();
    held.end(new Error('the server fails'));
    await expect(first).rejects.toThrow('the server fails');
    expect(await second).toMatchObject({ value: 'mine', outcome: 'MISS' });
  });

  it('is loaded here when the other replica has gone', async () => {
    const other = await open();
    await redis.client.set(MARK, '0 gone', { PX: 200 });
    const read = await other.read('k', policy, () => Promise.resolve('mine'));
    expect(read).toMatchObject({ value: 'mine', outcome: 'MISS' });
  });

  it('is loaded here when it takes too long', async () => {
    const other = await open({ loadMarkMs: 200 });
    await redis.client.set(MARK, '0 stuck');
    const read = await other.read('k', policy, () => Promise.resolve('mine'));
    expect(read).toMatchObject({ value: 'mine', outcome: 'MISS' });
    await other.idle();
    // The mark of another replica is left alone.
    expect(await redis.client.get(MARK)).toBe('0 stuck');
  });

  it('is loaded here when it was invalidated since that load began', async () => {
    const [one, other] = [await open(), await open()];
    const held = heldLoad<string>();
    const first = one.read('k', policy, held.load, { tags: ['t'] });
    await held.begun;
    await other.invalidate(['t']);
    const read = await other.read('k', policy, () => Promise.resolve('new'), { tags: ['t'] });
    expect(read).toMatchObject({ value: 'new', outcome: 'MISS' });
    held.end('old');
    await first;
  });

  it('is not waited for longer than its reader waits', async () => {
    const other = await open();
    await redis.client.set(MARK, '0 stuck');
    const reader = new AbortController();
    const read = other.read('k', policy, never, { signal: reader.signal });
    await waited();
    reader.abort(new Error('the client has left'));
    await expect(read).rejects.toThrow('the client has left');
  });

  it('is loaded here when its mark cannot be read', async () => {
    const other = await open();
    await redis.client.lPush(MARK, 'a list');
    const read = await other.read('k', policy, () => Promise.resolve('mine'));
    expect(read).toMatchObject({ value: 'mine', outcome: 'MISS' });
  });

  it('is loaded at once without L2', async () => {
    const other = await open({ l2TimeoutMs: 250 });
    await redis.kill();
    try {
      const read = await other.read('k', policy, () => Promise.resolve('mine'));
      expect(read).toMatchObject({ value: 'mine', outcome: 'MISS' });
    } finally {
      await redis.start();
    }
  });

  it('leaves no mark where nothing is cached', async () => {
    const one = await open();
    await one.read('k', { freshMs: 0, staleMs: 0 }, () => Promise.resolve('v'));
    await one.idle();
    expect(await redis.client.exists(MARK)).toBe(0);
  });
});
