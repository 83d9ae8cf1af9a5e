import type { CacheOptions } from './cache.js';
import type { SharedLevel, SharedLevelOptions } from './SharedLevel.js';

/** The class of the level that replicas share. */
export type SharedLevelClass = new (options: SharedLevelOptions) => SharedLevel;

/** Parts of the cache that the shared level reads and calls. */
type Listeners = Pick<SharedLevelOptions, 'lastInvalidatedAt' | 'onInvalidated' | 'onGap'>;

/**
 * Opens the shared level of a cache; undefined where none is configured.
 *
 * @throws TypeError when its class was not loaded.
 */
export function openSharedLevel(
  options: CacheOptions,
  sharedLevel: SharedLevelClass | undefined,
  listeners: Listeners,
): SharedLevel | undefined {
  if (options.l2Url === undefined) return undefined;
  if (sharedLevel === undefined) throw new TypeError('a shared cache is opened by openCache');
  return new sharedLevel({
    url: options.l2Url,
    namespace: options.namespace,
    timeoutMs: options.l2TimeoutMs ?? 250,
    pauseMs: options.l2PauseMs ?? 1_000,
    compressAboveBytes: options.compressAboveBytes ?? 4_096,
    clockSkewMs: options.clockSkewMs ?? 2_000,
    onEvent: (event) => options.onEvent?.(event),
    ...listeners,
  });
}
