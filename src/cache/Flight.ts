import { GatewayError, OutOfPatienceError } from '../errors.js';
import type { CachePolicy, CacheResult, Load, ReadOptions, StalePatience } from './cache.js';
import type { MemoryEntry } from './MemoryLevel.js';

/** A load that readers of one key share. */
export interface Flight {
  promise: Promise<CacheResult<unknown>>;
  readonly controller: AbortController;
  readonly names: readonly string[];
  /** May be served while the load is under way. */
  fallback: MemoryEntry | undefined;
  waiters: number;
  /** By `performance.now`. */
  readonly startedMs: number;
  /** A reader was given an old value since it took too long. */
  isLate: boolean;
  /** A reader ran out of patience, and wants the value to be cached. */
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

/** How long a reader waits where an old value could be served: readers who join late do not wait again. */
export function staleWaitMs(
  { startedMs, isLate }: Flight,
  { limitMs, waitMs }: StalePatience,
): number {
  if (isLate) return 0;
  return Math.max(0, Math.min(waitMs(), startedMs + limitMs - performance.now()));
}

/** Whether a flight takes longer than a reader who joins it now would wait. */
export function isLateFor({ startedMs, isLate }: Flight, { stalePatience }: ReadOptions): boolean {
  if (isLate || stalePatience === undefined) return isLate;
  return performance.now() - startedMs >= stalePatience.limitMs;
}

/** Whether the server is at fault for the moment, so that an older answer is better than none. */
export function isOutage(error: unknown): error is GatewayError {
  return error instanceof GatewayError && error.meaning.kind === 'OUTAGE';
}

/** Whether the server refused, so that a cached value must not be served either. */
export function isRefusal(error: unknown): boolean {
  return error instanceof GatewayError && error.meaning.kind === 'REFUSAL';
}

/** How long a value may be served at all, in milliseconds. */
export function lifetimeOf({ freshMs, staleMs, staleIfErrorMs = 0 }: CachePolicy): number {
  return freshMs + staleMs + staleIfErrorMs;
}

/** Whether a failure is one reader's own, and no answer to another one. */
export function isPersonal(error: unknown): boolean {
  if (!(error instanceof GatewayError) || error.meaning.kind === 'OPERATION') return true;
  return error instanceof OutOfPatienceError;
}
