import type { CachedValue, CacheMoment, CachePolicy } from './cache.js';
import { lifetimeOf } from './Flight.js';
import type { MemoryEntry } from './MemoryLevel.js';
import type { StoredEntry } from './storedEntry.js';

/** Clocks by which ages are measured. */
export interface EntryClockOptions {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Milliseconds of a clock that never steps back. */
  readonly elapsed: () => number;
  /** How far the wall clocks of replicas may differ, in milliseconds. */
  readonly clockSkewMs: number;
}

/** Determines the ages of entries. */
export class EntryClock {
  readonly #options: EntryClockOptions;

  constructor(options: EntryClockOptions) {
    this.#options = options;
  }

  /**
   * A negative age means that the clock stepped back: such a value counts as old, and may have any
   * age.
   */
  ageOf({ agedFromMs, freshMs, staleMs }: MemoryEntry): number {
    const ageMs = this.#options.elapsed() - agedFromMs;
    return ageMs < 0 ? freshMs + staleMs : ageMs;
  }

  /**
   * Replicas share only the wall clock. An entry from the future counts as maximally old.
   *
   * @param policy of the reader.
   */
  dated(entry: StoredEntry, { isKeptFresh, effectOf }: Partial<CachePolicy> = {}): MemoryEntry {
    const ageMs = this.#options.now() - entry.fetchedAt;
    const isOfTheFuture = ageMs < -this.#options.clockSkewMs;
    const spanMs = isOfTheFuture ? entry.freshMs + entry.staleMs : Math.max(ageMs, 0);
    return {
      ...entry,
      isKeptFresh,
      effectOf,
      agedFromMs: this.#options.elapsed() - spanMs,
      ...(isOfTheFuture ? { hasUnknownAge: true } : {}),
    };
  }

  /** An entry for a value that was just read. */
  newEntry(
    value: unknown,
    { freshMs, staleMs, staleIfErrorMs = 0, isKeptFresh, effectOf }: CachePolicy,
    tags: readonly string[],
    { at: startedAt, shared: knownTo }: CacheMoment,
    fetchedAt: number,
  ): MemoryEntry {
    const agedFromMs = this.#options.elapsed();
    return {
      value,
      startedAt,
      knownTo,
      fetchedAt,
      agedFromMs,
      freshMs,
      staleMs,
      staleIfErrorMs,
      tags,
      isKeptFresh,
      effectOf,
    };
  }

  /** Whether a value is fresh. @param policy of its reader; default: its own. */
  isFresh(
    entry: MemoryEntry,
    { freshMs, isKeptFresh }: Pick<CachePolicy, 'freshMs' | 'isKeptFresh'> = entry,
  ): boolean {
    const ageMs = this.ageOf(entry);
    if (ageMs < freshMs) return true;
    if (isKeptFresh === undefined || freshMs === 0 || entry.hasUnknownAge === true) return false;
    // If the clock stepped back meanwhile, the duration of the load is not known.
    const loadMs = entry.fetchedAt - entry.startedAt;
    const isBeyondDoubt = loadMs >= 0 && this.#options.elapsed() >= entry.agedFromMs;
    return isBeyondDoubt && isKeptFresh({ ageMs, sinceLoadBeganMs: ageMs + loadMs });
  }

  /** Whether an entry is too old to be served, even while the server fails. */
  isExpired(entry: MemoryEntry): boolean {
    return this.ageOf(entry) >= lifetimeOf(entry) && !this.isFresh(entry);
  }

  /** The value if it may be served without a request; undefined if it is too old. */
  usable(entry: MemoryEntry | undefined): CachedValue<unknown> | undefined {
    if (entry === undefined || entry.outdated !== undefined) return undefined;
    const { value, fetchedAt, freshMs, staleMs, serial } = entry;
    const ageMs = this.ageOf(entry);
    const isFresh = this.isFresh(entry);
    if (!isFresh && ageMs >= freshMs + staleMs) return undefined;
    return { value, fetchedAt, fresh: isFresh, serial };
  }
}
