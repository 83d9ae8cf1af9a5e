import type { CachedValue, CacheResult, CacheStats } from './cache.js';
import type { MemoryEntry, MemoryLevel } from './MemoryLevel.js';
import type { SharedLevel } from './SharedLevel.js';

/** A fresh entry as a result. */
export function hit({ value, fetchedAt, serial, outdated }: MemoryEntry): CacheResult<unknown> {
  if (outdated === undefined) return { value, outcome: 'HIT', fetchedAt, serial };
  return { value, outcome: 'HIT', fetchedAt, serial, outdated };
}

/** A stale entry as a result, with the reason why it is served. */
export function staleHit({ value, fetchedAt, failure }: MemoryEntry): CacheResult<unknown> {
  if (failure === undefined) return { value, outcome: 'STALE', fetchedAt };
  return { value, outcome: 'STALE', fetchedAt, staleBecause: failure };
}

/** Contents of memory, and reads from it. */
export function memoryStats(memory: MemoryLevel): CacheStats['l1'] {
  const { entryCount, bytes, maxBytes, hits, evictions } = memory;
  return { entries: entryCount, bytes, maxBytes, hits, evictions };
}

/** State and statistics of L2. */
export function sharedStats(shared: SharedLevel | undefined): CacheStats['l2'] {
  return {
    state: shared?.state ?? 'OFF',
    hits: shared?.hits ?? 0,
    misses: shared?.misses ?? 0,
    failures: shared?.failures ?? 0,
    garbage: shared?.garbage ?? 0,
  };
}

// Each key has one type of value, which its reader knows. The namespace has the version of the
// shapes, so values of older releases are not read.
/** A result by the type of its key. */
export function typed<T>(result: CacheResult<unknown>): CacheResult<T> {
  return result as CacheResult<T>;
}

/** A value by the type of its key. */
export function typedValue<T>(value: CachedValue<unknown> | undefined): CachedValue<T> | undefined {
  return value as CachedValue<T> | undefined;
}
