import { describe, expect, it } from 'vitest';
import { openCache } from '../../src/cache/openCache.js';

const options = { l1MaxBytes: 100_000, namespace: 'test' };
const policy = { freshMs: 1_000, staleMs: 0 };

describe('openCache', () => {
  it('uses only memory without a URL', async () => {
    const cache = await openCache(options);
    await cache.setMany([{ key: 'k', value: 1, policy }]);
    expect([cache.peek('k')?.value, cache.stats().l2.state]).toEqual([1, 'OFF']);
    await cache.close();
  });

  it('works if the shared level at its URL is unreachable', async () => {
    const cache = await openCache({ ...options, l2Url: 'redis://127.0.0.1:1' });
    const { value } = await cache.read('k', policy, () => Promise.resolve(2));
    expect([value, cache.stats().l2.state]).toEqual([2, 'DOWN']);
    await cache.close();
  });
});
