import { GatewayError, OutOfPatienceError } from '../errors.js';
import type { CachePolicy, CacheResult, Load, ReadOptions, StalePatience } from './cache.js';
import type { MemoryEntry } from './MemoryLevel.js';

/** A load that readers of one key share. */
export interface Flight {
  promise: Promise<CacheResult<unknown>>;
  readonly controller: AbortController;
  readonly names: readonly string[];
  /** May be served while the load is in progress. */
  fallback: MemoryEntry | undefined;
  waiters: number;
  /** By `performance.now`. */
  readonly startedMs: number;
  /** Whether a reader got an old value because the load took too long. */
  isLate: boolean;
  /** Set if a reader stopped waiting, and the value is to be cached anyway. */
  keeps: unknown;
}

/** Options of the reader that started a flight. */
export interface ReadJob {
  readonly key: string;
  readonly policy: CachePolicy;
  readonly tags: readonly string[];
  readonly load: Load<unknown>;
  readonly fits?: ReadOptions['fits'];
}

/**
 * Time for which a reader waits if an old value could be served: readers who join late do not wait
 * again.
 */
export function staleWaitMs(
  { startedMs, isLate }: Flight,
  { limitMs, waitMs }: StalePatience,
): number {
  if (isLate) return 0;
  return Math.max(0, Math.min(waitMs(), startedMs + limitMs - performance.now()));
}

/** Whether a flight has already taken longer than a reader who joins it now would wait. */
export function isLateFor({ startedMs, isLate }: Flight, { stalePatience }: ReadOptions): boolean {
  if (isLate || stalePatience === undefined) return isLate;
  return performance.now() - startedMs >= stalePatience.limitMs;
}

/** Whether the server fails temporarily, so that an older answer is better than none. */
export function isOutage(error: unknown): error is GatewayError {
  return error instanceof GatewayError && error.meaning.kind === 'OUTAGE';
}

/** Whether the server refused, so that a cached value must not be served either. */
export function isRefusal(error: unknown): boolean {
  return error instanceof GatewayError && error.meaning.kind === 'REFUSAL';
}

/** Maximum age at which a value may be served, in milliseconds. */
export function lifetimeOf({ freshMs, staleMs, staleIfErrorMs = 0 }: CachePolicy): number {
  return freshMs + staleMs + staleIfErrorMs;
}

/** Whether a failure concerns one reader only, and must not be passed to others. */
export function isPersonal(error: unknown): boolean {
  if (!(error instanceof GatewayError) || error.meaning.kind === 'OPERATION') return true;
  return error instanceof OutOfPatienceError;
}
