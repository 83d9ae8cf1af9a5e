import type { Cache, CachedValue } from '../../src/cache/cache.js';

/** The value of one key, from memory or else from the shared level. */
export async function valueOf<T>(cache: Cache, key: string): Promise<CachedValue<T> | undefined> {
  return (await cache.getMany<T>([key])).get(key);
}
