import { describe, expect, it, vi } from 'vitest';
import { TwoLevelCache } from '../../src/cache/TwoLevelCache.js';
import type {
  Cache,
  CacheEvent,
  CachePolicy,
  EntryAge,
  StalePatience,
} from '../../src/cache/cache.js';
import { GatewayError } from '../../src/errors.js';
import { valueOf } from '../tools/valueOf.js';
import type { ErrorCode } from '../../src/errors.js';

const policy: CachePolicy = { freshMs: 10, staleMs: 100 };
/** May be served while the server is down. */
const patient: CachePolicy = { freshMs: 10, staleMs: 100, staleIfErrorMs: 1_000 };

interface Fixture {
  readonly cache: Cache;
  readonly events: CacheEvent[];
  at(nowMs: number): void;
  /** A load that returns `1`, `2`, ... and counts its calls. */
  readonly load: ReturnType<typeof vi.fn<(signal: AbortSignal) => Promise<number>>>;
}

function memoryCache(): Fixture {
  let nowMs = 1_000_000;
  const startMs = nowMs;
  const events: CacheEvent[] = [];
  let value = 0;
  return {
    cache: new TwoLevelCache({
      l1MaxBytes: 100_000,
      namespace: 'test',
      now: () => nowMs,
      onEvent: (event) => events.push(event),
    }),
    events,
    at: (ms) => (nowMs = startMs + ms),
    load: vi.fn(() => Promise.resolve((value += 1))),
  };
}

/** A load that ends when the test resolves it. */
function heldLoad<T>(): {
  readonly load: (signal: AbortSignal) => Promise<T>;
  readonly signals: AbortSignal[];
  resolve(value: T): void;
  reject(error: Error): void;
} {
  let resolve: (value: T) => void = () => undefined;
  let reject: (error: Error) => void = () => undefined;
  const promise = new Promise<T>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  const signals: AbortSignal[] = [];
  return {
    signals,
    load: (signal) => {
      signals.push(signal);
      return promise;
    },
    resolve,
    reject,
  };
}

function failing(code: ErrorCode): () => Promise<never> {
  return () => Promise.reject(new GatewayError(`failed with ${code}`, { code }));
}

describe('a value read again', () => {
  // freshMs 10, staleMs 100; `loads` counts the refresh too.
  it.each([
    { ageMs: 0, outcome: 'HIT', value: 1, loads: 1 },
    { ageMs: 9, outcome: 'HIT', value: 1, loads: 1 },
    { ageMs: 10, outcome: 'STALE', value: 1, loads: 2 },
    { ageMs: 109, outcome: 'STALE', value: 1, loads: 2 },
    { ageMs: 110, outcome: 'MISS', value: 2, loads: 2 },
    { ageMs: 1_000, outcome: 'MISS', value: 2, loads: 2 },
  ])('after $ageMs ms is a $outcome', async ({ ageMs, outcome, value, loads }) => {
    const { cache, at, load } = memoryCache();
    expect(await cache.read('k', policy, load)).toEqual({
      value: 1,
      outcome: 'MISS',
      fetchedAt: 1_000_000,
      serial: 1,
    });
    at(ageMs);
    expect(await cache.read('k', policy, load)).toMatchObject({ outcome, value });
    await cache.idle();
    expect(load).toHaveBeenCalledTimes(loads);
    // The refreshed value is available without another load.
    expect(await cache.read('k', policy, load)).toMatchObject({ outcome: 'HIT', value: loads });
    expect(load).toHaveBeenCalledTimes(loads);
  });

  it.each([null, false, 0, '', []])('is found when it is %j', async (value) => {
    const { cache, load } = memoryCache();
    await cache.read('k', policy, () => Promise.resolve(value));
    expect(await cache.read<unknown>('k', policy, load)).toMatchObject({ outcome: 'HIT', value });
  });

  it('is loaded each time if its policy disables caching', async () => {
    const { cache, load } = memoryCache();
    const nothing = { freshMs: 0, staleMs: 0 };
    await cache.read('k', nothing, load);
    expect(await cache.read('k', nothing, load)).toMatchObject({ outcome: 'MISS', value: 2 });
    expect(cache.stats().l1.entries).toBe(0);
  });
});

describe('a load that fails', () => {
  it('throws if there is nothing to serve, and is not cached', async () => {
    const { cache, load } = memoryCache();
    await expect(cache.read('k', policy, failing('UPSTREAM_TIMEOUT'))).rejects.toMatchObject({
      code: 'UPSTREAM_TIMEOUT',
    });
    expect(await cache.read('k', policy, load)).toMatchObject({ outcome: 'MISS', value: 1 });
  });

  const table: readonly [ErrorCode, staleMs: number, served: boolean, named: boolean][] = [
    // code, age of the value, whether it is served, whether the reason is reported
    ['UPSTREAM_TIMEOUT', 50, true, true],
    ['UPSTREAM_UNAVAILABLE', 50, true, true],
    ['UPSTREAM_BAD_RESPONSE', 50, true, true],
    ['UPSTREAM_RATE_LIMITED', 50, true, true],
    ['UPSTREAM_UNAVAILABLE', 110, false, false],
    // The failure concerns only the reader that refreshes.
    ['QUERY_TOO_EXPENSIVE', 50, true, false],
    // The server refuses access.
    ['FORBIDDEN', 50, false, false],
    ['UNAUTHENTICATED', 50, false, false],
    ['NOT_SUPPORTED_BY_INSTANCE', 50, false, false],
  ];
  it.each(table)(
    'with %s at an age of %i ms: served %s, reason reported %s',
    async (code, ageMs, served, named) => {
      const { cache, at, load, events } = memoryCache();
      await cache.read('k', policy, load);
      at(Math.min(ageMs, 50));
      const first = await cache.read('k', policy, failing(code));
      expect(first).toEqual({ value: 1, outcome: 'STALE', fetchedAt: 1_000_000 });
      await cache.idle();
      expect(events).toMatchObject([{ type: 'refresh-failed', key: 'k', error: { code } }]);
      at(ageMs);
      const second = cache.read('k', policy, failing(code));
      if (!served) {
        await expect(second).rejects.toMatchObject({ code });
        return;
      }
      const { staleBecause, ...rest } = await second;
      expect(rest).toEqual(first);
      expect(staleBecause?.code).toBe(named ? code : undefined);
    },
  );

  it('is cleared once a refresh succeeds', async () => {
    const { cache, at, load } = memoryCache();
    await cache.read('k', policy, load);
    at(20);
    await cache.read('k', policy, failing('UPSTREAM_TIMEOUT'));
    await cache.idle();
    expect((await cache.read('k', policy, load)).staleBecause?.code).toBe('UPSTREAM_TIMEOUT');
    await cache.idle();
    expect(await cache.read('k', policy, load)).toEqual({
      value: 2,
      outcome: 'HIT',
      fetchedAt: 1_000_020,
      serial: 2,
    });
  });
});

describe('a value past staleMs', () => {
  it.each<[ErrorCode, ageMs: number, served: boolean]>([
    ['UPSTREAM_UNAVAILABLE', 110, true],
    ['UPSTREAM_TIMEOUT', 1_109, true],
    ['UPSTREAM_TIMEOUT', 1_110, false],
    ['QUERY_TOO_EXPENSIVE', 500, false],
    ['FORBIDDEN', 500, false],
  ])('is asked for again, and with %s at %i ms served: %s', async (code, ageMs, served) => {
    const { cache, at, load } = memoryCache();
    await cache.read('k', patient, load);
    at(ageMs);
    const read = cache.read('k', patient, failing(code));
    if (served) {
      expect(await read).toMatchObject({
        value: 1,
        outcome: 'STALE',
        fetchedAt: 1_000_000,
        staleBecause: { code },
      });
    } else await expect(read).rejects.toMatchObject({ code });
    expect(await cache.read('k', patient, load)).toMatchObject({ outcome: 'MISS', value: 2 });
  });

  it('is not served again after the server has refused it', async () => {
    const { cache, at, load } = memoryCache();
    await cache.read('k', patient, load);
    at(500);
    await expect(cache.read('k', patient, failing('FORBIDDEN'))).rejects.toThrow();
    await expect(cache.read('k', patient, failing('UPSTREAM_TIMEOUT'))).rejects.toMatchObject({
      code: 'UPSTREAM_TIMEOUT',
    });
  });

  it('is returned to all readers that wait for the failed load', async () => {
    const { cache, at, load } = memoryCache();
    await cache.read('k', patient, load);
    at(500);
    const held = heldLoad<number>();
    const reads = [cache.read('k', patient, held.load), cache.read('k', patient, held.load)];
    held.reject(new GatewayError('down', { code: 'UPSTREAM_UNAVAILABLE' }));
    expect((await Promise.all(reads)).map((result) => result.outcome)).toEqual(['STALE', 'STALE']);
    expect(held.signals).toHaveLength(1);
  });
});

describe('readers of one key at the same time', () => {
  it('share one load', async () => {
    const { cache } = memoryCache();
    const held = heldLoad<number>();
    const reads = [1, 2, 3].map(() => cache.read('k', policy, held.load));
    held.resolve(7);
    expect((await Promise.all(reads)).map(({ outcome, value }) => [outcome, value])).toEqual([
      ['MISS', 7],
      ['SHARED', 7],
      ['SHARED', 7],
    ]);
    expect(held.signals).toHaveLength(1);
    expect(cache.stats()).toMatchObject({ loads: 1, shared: 2, inFlight: 0 });
  });

  it('share a failure', async () => {
    const { cache, load } = memoryCache();
    const held = heldLoad<number>();
    const reads = [cache.read('k', policy, held.load), cache.read('k', policy, load)];
    held.reject(new GatewayError('down', { code: 'UPSTREAM_UNAVAILABLE' }));
    for (const read of reads) await expect(read).rejects.toThrow('down');
    expect(load).not.toHaveBeenCalled();
  });

  it('do not share the exhausted budget of another reader', async () => {
    const { cache, load } = memoryCache();
    const held = heldLoad<number>();
    const poor = cache.read('k', policy, held.load);
    const others = [cache.read('k', policy, load), cache.read('k', policy, load)];
    held.reject(new GatewayError('too expensive', { code: 'QUERY_TOO_EXPENSIVE' }));
    await expect(poor).rejects.toThrow('too expensive');
    expect((await Promise.all(others)).map((result) => result.outcome)).toEqual(['MISS', 'SHARED']);
    expect(load).toHaveBeenCalledTimes(1);
  });

  it('share one refresh, and none of them waits for it', async () => {
    const { cache, at, load } = memoryCache();
    await cache.read('k', policy, load);
    at(20);
    const held = heldLoad<number>();
    for (let i = 0; i < 3; i += 1) {
      expect((await cache.read('k', policy, held.load)).outcome).toBe('STALE');
    }
    expect(held.signals).toHaveLength(1);
    held.resolve(5);
    await cache.idle();
    expect(cache.peek('k')).toEqual({
      value: 5,
      fetchedAt: 1_000_020,
      fresh: true,
      serial: 2,
    });
  });
});

describe('a reader that joins a running load', () => {
  const down = new GatewayError('down', { code: 'UPSTREAM_UNAVAILABLE' });
  const silent = new GatewayError('silent', { code: 'UPSTREAM_TIMEOUT' });
  const patience = (limitMs: number): StalePatience => ({
    limitMs,
    waitMs: () => 60_000,
    error: () => silent,
  });
  const { signal } = new AbortController();

  it('receives the old value immediately if the load already takes too long', async () => {
    const { cache, at, load } = memoryCache();
    await cache.read('k', patient, load);
    at(500);
    const held = heldLoad<number>();
    const first = cache.read('k', patient, held.load);
    const late = { signal, stalePatience: patience(0) };
    const joined = await cache.read('k', patient, load, late);
    expect(joined).toMatchObject({ outcome: 'STALE', value: 1, staleBecause: silent });
    // Now it is known to be late, regardless of the next reader's patience.
    const next = { signal, stalePatience: patience(60_000) };
    expect(await cache.read('k', patient, load, next)).toMatchObject({ outcome: 'STALE' });
    held.resolve(2);
    expect(await first).toMatchObject({ outcome: 'MISS', value: 2 });
    expect(load).toHaveBeenCalledTimes(1);
  });

  it('starts its own load if there is no old value and the late load fails', async () => {
    const { cache, load } = memoryCache();
    const held = heldLoad<number>();
    const first = cache.read('k', policy, held.load);
    const late = { signal, stalePatience: patience(0) };
    const joined = [1, 2].map(() => cache.read('k', policy, load, late));
    held.reject(down);
    await expect(first).rejects.toBe(down);
    expect((await Promise.all(joined)).map(({ outcome, value }) => [outcome, value])).toEqual([
      ['MISS', 1],
      ['SHARED', 1],
    ]);
    expect(load).toHaveBeenCalledTimes(1);
  });

  it('shares the failure of a load that began shortly before', async () => {
    const { cache, load } = memoryCache();
    const held = heldLoad<number>();
    const first = cache.read('k', policy, held.load);
    const joined = cache.read('k', policy, load, { signal, stalePatience: patience(60_000) });
    held.reject(down);
    for (const read of [first, joined]) await expect(read).rejects.toBe(down);
    expect(load).not.toHaveBeenCalled();
  });

  it('does not wait for it if a new load would be refused', async () => {
    const { cache, at, load } = memoryCache();
    const refusal = (): GatewayError => down;
    const held = heldLoad<number>();
    const first = cache.read('k', patient, held.load);
    await expect(cache.read('k', patient, load, { signal, refusal })).rejects.toBe(down);
    held.resolve(1);
    await first;
    at(500);
    const again = heldLoad<number>();
    const second = cache.read('k', patient, again.load);
    const refused = await cache.read('k', patient, load, { signal, refusal });
    expect(refused).toMatchObject({ outcome: 'STALE', value: 1, staleBecause: down });
    again.resolve(2);
    expect(await second).toMatchObject({ outcome: 'MISS', value: 2 });
    expect(load).not.toHaveBeenCalled();
  });
});

describe('a reader that aborts', () => {
  const reason = new Error('gone');

  it('before the load starts causes no load', async () => {
    const { cache, load } = memoryCache();
    const signal = AbortSignal.abort(reason);
    await expect(cache.read('k', policy, load, { signal })).rejects.toBe(reason);
    expect(load).not.toHaveBeenCalled();
  });

  it('aborts the load if no other reader waits for it', async () => {
    const { cache, load } = memoryCache();
    const held = heldLoad<number>();
    const controllers = [new AbortController(), new AbortController()];
    const reads = controllers.map(({ signal }) => cache.read('k', policy, held.load, { signal }));
    const failures = reads.map((read) => read.catch((error: unknown) => error));
    controllers[0]?.abort(reason);
    expect(await failures[0]).toBe(reason);
    expect(held.signals[0]?.aborted).toBe(false);
    controllers[1]?.abort(reason);
    expect(await failures[1]).toBe(reason);
    expect(held.signals[0]?.aborted).toBe(true);
    // The next reader does not join the aborted load.
    expect(await cache.read('k', policy, load)).toMatchObject({ outcome: 'MISS', value: 1 });
  });

  it('leaves the load to a reader without a signal', async () => {
    const { cache } = memoryCache();
    const held = heldLoad<number>();
    const controller = new AbortController();
    const gone = cache.read('k', policy, held.load, { signal: controller.signal });
    const stays = cache.read('k', policy, held.load);
    controller.abort(reason);
    await expect(gone).rejects.toBe(reason);
    expect(held.signals[0]?.aborted).toBe(false);
    held.resolve(1);
    expect((await stays).value).toBe(1);
  });

  it('does not end a refresh', async () => {
    const { cache, at, load } = memoryCache();
    await cache.read('k', policy, load);
    at(20);
    const held = heldLoad<number>();
    await cache.read('k', policy, held.load);
    at(200);
    const controller = new AbortController();
    const gone = cache.read('k', policy, load, { signal: controller.signal });
    controller.abort(reason);
    await expect(gone).rejects.toBe(reason);
    expect(held.signals[0]?.aborted).toBe(false);
    held.resolve(3);
    await cache.idle();
    expect(cache.peek('k')?.value).toBe(3);
  });
});

describe('invalidate', () => {
  it.each([
    { names: ['a'], left: ['b', 'c'] },
    { names: ['x'], left: ['c'] },
    { names: ['y'], left: ['a', 'c'] },
    { names: ['c', 'y'], left: ['a'] },
    { names: ['nothing'], left: ['a', 'b', 'c'] },
    { names: [], left: ['a', 'b', 'c'] },
  ])('of $names leaves $left', async ({ names, left }) => {
    const { cache } = memoryCache();
    await cache.setMany([
      { key: 'a', value: 1, policy, tags: ['x'] },
      { key: 'b', value: 2, policy, tags: ['x', 'y'] },
      { key: 'c', value: 3, policy },
    ]);
    await cache.invalidate(names);
    expect([...(await cache.getMany(['a', 'b', 'c'])).keys()]).toEqual(left);
  });

  it.each([['k'], ['tag']])(
    'of %s prevents a running load from being stored or joined',
    async (name) => {
      const { cache, load } = memoryCache();
      const held = heldLoad<number>();
      const options = { tags: ['tag'] };
      const before = cache.read('k', policy, held.load, options);
      await cache.invalidate([name]);
      const after = await cache.read('k', policy, load, options);
      expect(after).toMatchObject({ outcome: 'MISS', value: 1 });
      held.resolve(-1);
      expect(await before).toMatchObject({ value: -1 });
      expect(cache.peek('k')?.value).toBe(1);
    },
  );

  it('uses the current tags of a value', async () => {
    const { cache } = memoryCache();
    await cache.setMany([{ key: 'k', value: 1, policy, tags: ['x'] }]);
    await cache.setMany([{ key: 'k', value: 2, policy, tags: ['y'] }]);
    await cache.invalidate(['x']);
    expect(cache.peek('k')?.value).toBe(2);
    await cache.invalidate(['y']);
    expect(cache.peek('k')).toBeUndefined();
  });

  it('does not affect a load of something else', async () => {
    const { cache } = memoryCache();
    const held = heldLoad<number>();
    const read = cache.read('k', policy, held.load, { tags: ['tag'] });
    await cache.invalidate(['other']);
    held.resolve(1);
    await read;
    expect(cache.peek('k')?.value).toBe(1);
  });

  it('refuses a value that was loaded before it', async () => {
    const { cache } = memoryCache();
    const before = cache.moment();
    await cache.invalidate(['tag']);
    const entries = [
      { key: 'a', value: 'old', policy, tags: ['tag'] },
      { key: 'b', value: 'unconcerned', policy },
    ];
    await cache.setMany(entries, before);
    expect([...(await cache.getMany(['a', 'b'])).keys()]).toEqual(['b']);
    await cache.setMany(entries, cache.moment());
    expect(cache.peek('a')?.value).toBe('old');
  });
});

describe('the value that a reader received', () => {
  const serialOf = async (
    cache: Cache,
    load: (signal: AbortSignal) => Promise<unknown>,
  ): Promise<number> => (await cache.read('k', policy, load)).serial ?? NaN;

  it('is current while it is fresh', async () => {
    const { cache, at, load } = memoryCache();
    const serial = await serialOf(cache, load);
    at(9);
    expect(cache.isCurrent('k', serial)).toBe(true);
    expect(cache.isCurrent('l', serial)).toBe(false);
    at(10);
    expect(cache.isCurrent('k', serial)).toBe(false);
  });

  it('is no longer current once it was dropped, and an equal value is a different one', async () => {
    const { cache } = memoryCache();
    const same = (): Promise<string> => Promise.resolve('same');
    const first = await serialOf(cache, same);
    await cache.invalidate(['k']);
    expect(cache.isCurrent('k', first)).toBe(false);
    const second = await serialOf(cache, same);
    expect([cache.isCurrent('k', first), cache.isCurrent('k', second)]).toEqual([false, true]);
  });

  it('has no serial if it is not cached', async () => {
    const { cache, load } = memoryCache();
    const policyOfNone = { freshMs: 0, staleMs: 0 };
    expect((await cache.read('k', policyOfNone, load)).serial).toBeUndefined();
    expect(await cache.setMany([{ key: 'k', value: 1, policy: policyOfNone }])).toEqual([
      undefined,
    ]);
    const moment = cache.moment();
    await cache.invalidate(['k']);
    expect(await cache.setMany([{ key: 'k', value: 1, policy }], moment)).toEqual([undefined]);
    const tooLarge = 'x'.repeat(200_000);
    expect(await cache.setMany([{ key: 'k', value: tooLarge, policy }])).toEqual([undefined]);
  });
});

describe('memory', () => {
  it('stays within its limit of bytes over a million keys', { timeout: 240_000 }, async () => {
    const l1MaxBytes = 8 * 1024 * 1024;
    const cache = new TwoLevelCache({ l1MaxBytes, namespace: 'test' });
    const entryPolicy = { freshMs: 60_000, staleMs: 0 };
    let highestBytes = 0;
    for (let i = 0; i < 1_000_000; i += 1) {
      const key = `kernel:patch:${i}`;
      const written = cache.setMany([
        { key, value: i, policy: entryPolicy, tags: [`tag:${i % 1_000}`] },
      ]);
      if (i % 1_000 !== 0) continue;
      highestBytes = Math.max(highestBytes, cache.stats().l1.bytes);
      // Waits for the writes so far: a million pending promises would quadruple the time of this test.
      await written;
    }
    const { l1 } = cache.stats();
    expect(highestBytes).toBeLessThanOrEqual(l1MaxBytes);
    expect(l1.bytes).toBeGreaterThan(l1MaxBytes * 0.9);
    expect(l1.entries + l1.evictions).toBe(1_000_000);
    expect(cache.peek('kernel:patch:999999')?.value).toBe(999_999);
    expect(cache.peek('kernel:patch:0')).toBeUndefined();
  });

  it('does not store a value larger than the whole memory level', async () => {
    const { cache } = memoryCache();
    await cache.setMany([{ key: 'k', value: 'x'.repeat(200_000), policy, tags: ['tag'] }]);
    expect(cache.stats().l1).toMatchObject({ entries: 0, bytes: 0 });
    expect(cache.stats().l2.state).toBe('OFF');
  });

  it('serves get and getMany until staleMs has passed', async () => {
    const { cache, at } = memoryCache();
    await cache.setMany([{ key: 'k', value: 1, policy }]);
    at(10);
    expect(await valueOf(cache, 'k')).toEqual({
      value: 1,
      fetchedAt: 1_000_000,
      fresh: false,
      serial: 1,
    });
    at(110);
    expect(await valueOf(cache, 'k')).toBeUndefined();
    expect((await cache.getMany(['k'])).size).toBe(0);
  });
});

describe('an entry that is too old to be served', () => {
  it.each([
    { name: 'is dropped as others are added', ageMs: 1_110, used: patient, left: false },
    {
      name: 'is kept while it may be served for a failure',
      ageMs: 1_109,
      used: patient,
      left: true,
    },
    {
      name: 'is kept while it is kept fresh',
      ageMs: 5_000,
      used: { ...patient, isKeptFresh: () => true },
      left: true,
    },
  ])('$name', async ({ ageMs, used, left }) => {
    const { cache, at } = memoryCache();
    const count = 40;
    for (let index = 0; index < count; index += 1) {
      await cache.setMany([{ key: `old ${String(index)}`, value: 1, policy: used }]);
    }
    at(ageMs);
    for (let index = 0; index < count; index += 1) {
      await cache.setMany([{ key: 'new', value: 1, policy }]);
    }
    const { entries, evictions } = cache.stats().l1;
    expect({ entries, evictions }).toEqual({ entries: left ? count + 1 : 1, evictions: 0 });
    await cache.close();
  });
});

describe('close', () => {
  it('aborts running refreshes', async () => {
    const { cache, at, load } = memoryCache();
    await cache.read('k', policy, load);
    at(20);
    const signals: AbortSignal[] = [];
    await cache.read('k', policy, (signal) => {
      signals.push(signal);
      return new Promise((_, reject) =>
        signal.addEventListener('abort', () => reject(new Error('ended'))),
      );
    });
    await cache.close();
    expect(signals.map((signal) => signal.aborted)).toEqual([true]);
  });
});

describe('a value that is kept fresh', () => {
  const keptFresh = (answer: (age: EntryAge) => boolean): CachePolicy => ({
    ...policy,
    isKeptFresh: answer,
  });

  it.each([
    // time, whether it is kept fresh; outcome, and total loads
    [9, false, 'HIT', 1],
    [10, true, 'HIT', 1],
    [5_000, true, 'HIT', 1],
    [10, false, 'STALE', 2],
    [110, false, 'MISS', 2],
  ] as const)('is at %i ms, kept fresh: %s, a %s', async (atMs, isKept, outcome, loads) => {
    const { cache, at, load } = memoryCache();
    await cache.read(
      'k',
      keptFresh(() => isKept),
      load,
    );
    at(atMs);
    expect(
      (
        await cache.read(
          'k',
          keptFresh(() => isKept),
          load,
        )
      ).outcome,
    ).toBe(outcome);
    await cache.idle();
    expect(load).toHaveBeenCalledTimes(loads);
  });

  it('is checked with its age, and with the time since its load began', async () => {
    const { cache, at } = memoryCache();
    const ages: EntryAge[] = [];
    const asked = keptFresh((age) => {
      ages.push(age);
      return true;
    });
    await cache.read('k', asked, async () => {
      at(30);
      return 1;
    });
    at(100);
    await cache.read('k', asked, async () => 2);
    expect(ages).toEqual([{ ageMs: 70, sinceLoadBeganMs: 100 }]);
  });

  it('is current for the same time', async () => {
    const { cache, at, load } = memoryCache();
    let isKept = true;
    const { serial = 0 } = await cache.read(
      'k',
      keptFresh(() => isKept),
      load,
    );
    at(5_000);
    expect(cache.isCurrent('k', serial)).toBe(true);
    isKept = false;
    expect(cache.isCurrent('k', serial)).toBe(false);
  });

  it('is still dropped by its tags', async () => {
    const { cache, at, load } = memoryCache();
    await cache.read(
      'k',
      keptFresh(() => true),
      load,
      { tags: ['t'] },
    );
    at(5_000);
    await cache.invalidate(['t']);
    expect(
      (
        await cache.read(
          'k',
          keptFresh(() => true),
          load,
        )
      ).outcome,
    ).toBe('MISS');
  });

  it('is not checked if nothing is to be cached, or if the clock stepped back', async () => {
    const { cache, at, load } = memoryCache();
    const never = vi.fn(() => true);
    await cache.read('off', { freshMs: 0, staleMs: 100, isKeptFresh: never }, load);
    await cache.read('off', { freshMs: 0, staleMs: 100, isKeptFresh: never }, load);
    await cache.read('k', keptFresh(never), load);
    at(-1_000);
    expect((await cache.read('k', keptFresh(never), load)).outcome).toBe('MISS');
    expect(never).not.toHaveBeenCalled();
  });
});

describe('a change', () => {
  /** Parts are digits of a text. */
  const texts: CachePolicy = {
    freshMs: 10,
    staleMs: 100,
    staleIfErrorMs: 1_000,
    effectOf: (value, change) => {
      const text = String(value);
      if (typeof change === 'string') return { value: text + change };
      if (typeof change !== 'number') return 'ALL';
      return text.includes(String(change)) ? { outdated: change } : 'NONE';
    },
  };
  const changed = (change: unknown) => [{ keysOrTags: ['tag'], change }];

  it.each([
    ['outdates a part', 2, { outcome: 'HIT', value: '123', outdated: new Set([2]) }, false],
    ['leaves what it does not concern', 7, { outcome: 'HIT', value: '123' }, true],
    ['gives a new value', '4', { outcome: 'HIT', value: '1234' }, false],
    ['drops a value that it may concern', null, { outcome: 'MISS', value: '5' }, false],
  ])('%s', async (_what, change, read, isCurrent) => {
    const { cache } = memoryCache();
    const tags = ['tag'];
    const { serial = 0 } = await cache.read('k', texts, () => Promise.resolve('123'), { tags });
    await cache.invalidate([], changed(change));
    expect(cache.isCurrent('k', serial)).toBe(isCurrent);
    const after = await cache.read('k', texts, () => Promise.resolve('5'), { tags });
    expect(after).toMatchObject(read);
    expect(after.outdated === undefined).toBe(!('outdated' in read));
  });

  it('drops a value without a rule for it', async () => {
    const { cache, load } = memoryCache();
    await cache.read('k', policy, load, { tags: ['tag'] });
    await cache.invalidate([], changed(7));
    expect(await cache.read('k', policy, load)).toMatchObject({ outcome: 'MISS', value: 2 });
  });

  it('is renewed in parts, without changing its age', async () => {
    const { cache, at } = memoryCache();
    const load = (): Promise<string> => Promise.resolve('123');
    const read = () => cache.read('k', texts, load, { tags: ['tag'] });
    await read();
    await cache.invalidate([], changed(2));
    const outdated = await read();
    at(9);
    expect(cache.renew('k', outdated, '1x3')).toBe(2);
    expect(await read()).toEqual({ value: '1x3', outcome: 'HIT', fetchedAt: 1_000_000, serial: 2 });
    // An old value with outdated parts is not returned immediately while it is refreshed.
    await cache.invalidate([], changed(3));
    at(20);
    expect(await read()).toMatchObject({ outcome: 'MISS', value: '123' });
  });

  it.each([
    ['changed again', changed(3)],
    ['dropped', [{ keysOrTags: ['k'], change: null }]],
  ])('is not renewed where it was %s meanwhile', async (_what, changes) => {
    const { cache } = memoryCache();
    const read = () => cache.read('k', texts, () => Promise.resolve('123'), { tags: ['tag'] });
    await read();
    await cache.invalidate([], changed(2));
    const outdated = await read();
    await cache.invalidate([], changes);
    expect(cache.renew('k', outdated, '1x3')).toBeUndefined();
  });

  it('prevents the result of a running load from being stored', async () => {
    const { cache } = memoryCache();
    const held = heldLoad<string>();
    const reading = cache.read('k', texts, held.load, { tags: ['tag'] });
    await cache.invalidate([], changed(7));
    held.resolve('old');
    expect(await reading).toMatchObject({ value: 'old' });
    const next = await cache.read('k', texts, () => Promise.resolve('new'), { tags: ['tag'] });
    expect(next).toMatchObject({ outcome: 'MISS', value: 'new' });
  });
});
