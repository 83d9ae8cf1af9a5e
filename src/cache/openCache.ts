import type { Cache, CacheOptions } from './cache.js';
import { TwoLevelCache } from './TwoLevelCache.js';

/**
 * Opens a cache; with `l2Url` it connects in the background and works without until then. The client of
 * Valkey/Redis, which takes 9 MiB, is loaded only for an `l2Url`.
 */
export async function openCache(options: CacheOptions): Promise<Cache> {
  const { l2Url } = options;
  if (l2Url === undefined) return new TwoLevelCache(options);
  const { SharedLevel } = await import('./SharedLevel.js');
  return new TwoLevelCache(options, (listeners) => {
    return new SharedLevel({
      url: l2Url,
      namespace: options.namespace,
      timeoutMs: options.l2TimeoutMs ?? 250,
      pauseMs: options.l2PauseMs ?? 1_000,
      compressAboveBytes: options.compressAboveBytes ?? 4_096,
      clockSkewMs: options.clockSkewMs ?? 2_000,
      onEvent: (event) => options.onEvent?.(event),
      ...listeners,
    });
  });
}
