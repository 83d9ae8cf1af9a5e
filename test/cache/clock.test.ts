import { afterEach, describe, expect, it } from 'vitest';
import { TwoLevelCache } from '../../src/cache/TwoLevelCache.js';
import { openCache } from '../../src/cache/openCache.js';
import { encodeEntry } from '../../src/cache/storedEntry.js';
import type { Cache, CacheOptions } from '../../src/cache/cache.js';
import { startRedis } from './startRedis.js';
import { lacks } from '../tools/programs.js';

const policy = { freshMs: 15_000, staleMs: 30_000, staleIfErrorMs: 86_400_000 };
const HOUR_MS = 3_600_000;
const START_MS = Date.UTC(2026, 10, 20, 12);

let wallMs = START_MS;
let elapsedMs = 0;
const opened: Cache[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((cache) => cache.close()));
});

function open(options: Partial<CacheOptions> = {}): Cache {
  wallMs = START_MS;
  elapsedMs = 0;
  const cache = new TwoLevelCache({
    l1MaxBytes: 1_000_000,
    namespace: 'clock',
    now: () => wallMs,
    elapsed: () => elapsedMs,
    ...options,
  });
  opened.push(cache);
  return cache;
}

const give = (value: string) => (): Promise<string> => Promise.resolve(value);

describe('a wall clock that steps back an hour', () => {
  it.each([
    { afterMs: 14_999, outcome: 'HIT', value: 'old' },
    { afterMs: 15_000, outcome: 'STALE', value: 'old' },
    { afterMs: 45_000, outcome: 'MISS', value: 'new' },
  ])('does not keep a value fresh: $outcome after $afterMs ms', async (row) => {
    const cache = open();
    await cache.read('k', policy, give('old'));
    wallMs -= HOUR_MS;
    elapsedMs += row.afterMs;
    const { outcome, value } = await cache.read('k', policy, give('new'));
    expect({ outcome, value }).toEqual({ outcome: row.outcome, value: row.value });
    await cache.idle();
  });

  it('makes a value old if no other clock is available', async () => {
    const cache = open({ elapsed: () => wallMs });
    await cache.read('k', policy, give('old'));
    const serial = cache.peek('k')?.serial ?? 0;
    expect(cache.isCurrent('k', serial)).toBe(true);
    wallMs -= HOUR_MS;
    expect(cache.isCurrent('k', serial)).toBe(false);
    expect(cache.peek('k')).toBeUndefined();
    expect(await cache.read('k', policy, give('new'))).toMatchObject({
      outcome: 'MISS',
      value: 'new',
    });
  });
});

describe.skipIf(lacks('redis'))('a value of a shared cache', () => {
  it.each([
    ['from the future is not fresh', HOUR_MS, 'MISS', 'new'],
    ['from a clock that is a little ahead is', 1_000, 'HIT', 'stored'],
  ])('%s', async (_what, aheadMs, outcome, value) => {
    const redis = await startRedis();
    try {
      wallMs = START_MS;
      const at = START_MS + aheadMs;
      const entry = {
        value: 'stored',
        startedAt: at,
        knownTo: 0,
        fetchedAt: at,
        ...policy,
        tags: [],
      };
      const stored = (await encodeEntry('k', entry, 4_096)) ?? '';
      await redis.client.set('clock:v3:e:k', stored);
      await redis.client.set('clock:v3::e:k', stored);
      const cache = await openCache({
        l1MaxBytes: 1_000_000,
        l2Url: redis.url,
        namespace: 'clock',
        now: () => wallMs,
      });
      opened.push(cache);
      await expect.poll(() => cache.stats().l2.state).toBe('READY');
      expect(await cache.read('k', policy, give('new'))).toMatchObject({ outcome, value });
    } finally {
      await Promise.all(opened.splice(0).map((cache) => cache.close()));
      await redis.close();
    }
  });

  it('of another shape is a miss', async () => {
    const redis = await startRedis();
    try {
      const options = { l1MaxBytes: 1_000_000, l2Url: redis.url, namespace: 'clock' };
      const [writer, reader] = [await openCache(options), await openCache(options)];
      opened.push(writer, reader);
      await expect.poll(() => writer.stats().l2.state).toBe('READY');
      await expect.poll(() => reader.stats().l2.state).toBe('READY');
      await writer.setMany([{ key: 'k', value: { wrong: true }, policy }]);
      const fits = (value: unknown): boolean => typeof value === 'string';
      expect(await reader.getMany(['k'], fits)).toEqual(new Map());
      expect(await reader.read('k', policy, give('new'), { fits })).toMatchObject({
        outcome: 'MISS',
        value: 'new',
      });
      expect(reader.stats().l2.garbage).toBe(2);
    } finally {
      await Promise.all(opened.splice(0).map((cache) => cache.close()));
      await redis.close();
    }
  });
});
