import type { Cache, CacheOptions } from './cache.js';
import { createCache } from './createCache.js';

/** Opens a cache. The client of Valkey/Redis, which takes 9 MiB, is loaded only for an `l2Url`. */
export async function openCache(options: CacheOptions): Promise<Cache> {
  if (options.l2Url === undefined) return createCache(options);
  const { SharedLevel } = await import('./SharedLevel.js');
  return createCache(options, SharedLevel);
}
