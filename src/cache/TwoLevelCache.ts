import { GatewayError, SilentServerError } from '../errors.js';
import { UnawaitedWork } from './UnawaitedWork.js';
import { hit, memoryStats, sharedStats, staleHit, typed, typedValue } from './cacheResults.js';
import { EntryClock } from './EntryClock.js';
import {
  isLateFor,
  isOutage,
  isPersonal,
  isRefusal,
  lifetimeOf,
  type ReadJob,
  type Flight,
} from './Flight.js';
import { Flights } from './Flights.js';
import { InvalidationLog } from './InvalidationLog.js';
import { MemoryLevel, type MemoryEntry } from './MemoryLevel.js';
import type { SharedLevel, SharedLevelOptions } from './SharedLevel.js';
import type {
  Cache,
  CacheChange,
  CacheEntry,
  CacheMoment,
  CacheOptions,
  CachePolicy,
  CacheResult,
  CacheStats,
  CachedValue,
  Load,
  ReadOptions,
  ServableValue,
} from './cache.js';
import type { StoredEntry } from './storedEntry.js';

/** Opens the level that replicas share, which reads and calls these parts of the cache. */
export type OpenSharedLevel = (
  listeners: Pick<SharedLevelOptions, 'lastInvalidatedAt' | 'onInvalidated' | 'onGap'>,
) => SharedLevel;

/** Options of a cache without those of L2, which `openCache` opens. */
export type MemoryCacheOptions = Omit<
  CacheOptions,
  'l2Url' | 'l2TimeoutMs' | 'l2PauseMs' | 'compressAboveBytes'
>;

/** After a gap in the messages, values with a longer lifetime count as immutable. */
const MUTABLE_LIFETIME_MS = 60 * 60 * 1000;

/** Values in memory and, where `openCache` opens one, in a level that replicas share. */
export class TwoLevelCache implements Cache {
  readonly #options: MemoryCacheOptions;
  readonly #now: () => number;
  readonly #clock: EntryClock;
  readonly #log: InvalidationLog;
  readonly #memory: MemoryLevel;
  readonly #shared: SharedLevel | undefined;
  readonly #flights = new Flights();
  readonly #background = new UnawaitedWork();
  #loads = 0;
  #loadFailures = 0;
  #staleHits = 0;
  #sharedLoads = 0;
  #invalidations = 0;
  #loading = 0;

  constructor(options: MemoryCacheOptions, openShared?: OpenSharedLevel) {
    this.#options = options;
    this.#now = options.now ?? Date.now;
    this.#clock = new EntryClock({
      now: this.#now,
      // The wall clock may step back, and everything would stay fresh until it has caught up.
      elapsed: options.elapsed ?? options.now ?? (() => performance.now()),
      clockSkewMs: options.clockSkewMs ?? 2_000,
    });
    this.#log = new InvalidationLog(this.#now);
    this.#memory = new MemoryLevel(options.l1MaxBytes, (entry) => this.#clock.isExpired(entry));
    this.#shared = openShared?.({
      lastInvalidatedAt: (name) => this.#log.lastAt(name),
      onInvalidated: (names, changes) => this.#dropHere(names, changes),
      onGap: () => {
        this.#log.miss();
        this.#memory.dropShortLived(MUTABLE_LIFETIME_MS);
      },
    });
  }

  async read<T>(
    key: string,
    policy: CachePolicy,
    load: Load<T>,
    options: ReadOptions = {},
  ): Promise<CacheResult<T>> {
    const { signal, tags = [], fits } = options;
    try {
      return typed(await this.#read({ key, policy, tags, load, fits }, options));
    } catch (error) {
      // The reader's deadline has passed: a stale value is better than none, as when the server fails.
      const reason: unknown = signal?.aborted === true ? signal.reason : undefined;
      const entry = this.#memory.get(key);
      if (entry === undefined || !isOutage(reason)) throw error;
      if (this.#clock.ageOf(entry) >= lifetimeOf(policy)) throw error;
      const isCurrent = !entry.outdated && this.#clock.isFresh(entry, policy);
      if (!isCurrent) return typed(this.#stale({ ...entry, failure: reason }));
      this.#memory.hits += 1;
      return typed(hit(entry));
    }
  }

  async #read(job: ReadJob, options: ReadOptions): Promise<CacheResult<unknown>> {
    const { signal } = options;
    signal?.throwIfAborted();
    const { key, policy } = job;
    const entry = this.#memory.get(key);
    if (entry !== undefined) {
      const ageMs = this.#clock.ageOf(entry);
      if (this.#clock.isFresh(entry, policy)) {
        this.#memory.hits += 1;
        return hit(entry);
      }
      if (entry.outdated === undefined && ageMs < policy.freshMs + policy.staleMs) {
        this.#memory.hits += 1;
        this.#refresh(job);
        return this.#stale(entry);
      }
    }
    for (;;) {
      const current = this.#flights.get(key);
      if (current === undefined) {
        return await this.#wait(this.#startFlight(job, true), job, options);
      }
      const refusal = options.refusal?.();
      if (refusal !== undefined) return this.#staleInsteadOf(current, job, refusal);
      const isLate = isLateFor(current, options);
      try {
        const result = await this.#wait(current, job, options);
        if (result.outcome !== 'MISS') return result;
        this.#sharedLoads += 1;
        return { ...result, outcome: 'SHARED' };
      } catch (error) {
        signal?.throwIfAborted();
        if (error instanceof SilentServerError) throw error;
        // The other reader's budget ran out, or it started long ago and its failure says nothing
        // about the server now: load the value here.
        if (!isPersonal(error) && !(isLate && isOutage(error))) throw error;
        this.#flights.remove(key, current);
      }
    }
  }

  peek<T>(key: string): CachedValue<T> | undefined {
    return typedValue(this.#clock.usable(this.#memory.get(key)));
  }

  servable(tag: string): readonly ServableValue[] {
    return this.#memory
      .tagged(tag)
      .filter(({ entry }) => this.#clock.ageOf(entry) < lifetimeOf(entry))
      .map(({ key, entry: { value, fetchedAt } }) => ({ key, value, fetchedAt }));
  }

  async getMany<T>(
    keys: readonly string[],
    fits?: (value: unknown) => boolean,
  ): Promise<ReadonlyMap<string, CachedValue<T>>> {
    const found = new Map<string, CachedValue<T>>();
    const missing: string[] = [];
    for (const key of new Set(keys)) {
      const value = this.peek<T>(key);
      if (value === undefined) missing.push(key);
      else {
        found.set(key, value);
        this.#memory.hits += 1;
      }
    }
    if (missing.length === 0 || this.#shared === undefined) return found;
    const moment = this.moment();
    const entries = await this.#shared.getMany(missing, [], fits);
    for (const [key, stored] of entries) {
      const entry = this.#clock.dated(stored);
      const value = typedValue<T>(this.#clock.usable(entry));
      if (value === undefined) continue;
      this.#keepHere(key, entry, moment);
      found.set(key, { ...value, serial: entry.serial });
    }
    return found;
  }

  moment(): CacheMoment {
    return { ...this.#log.moment(), shared: this.#shared?.sequence ?? 0 };
  }

  async setMany(
    entries: readonly CacheEntry[],
    moment: CacheMoment = this.moment(),
  ): Promise<readonly (number | undefined)[]> {
    const fetchedAt = this.#now();
    const stored = new Map<string, StoredEntry>();
    const serials = entries.map(({ key, value, policy, tags = [] }) => {
      const entry = this.#clock.newEntry(value, policy, tags, moment, fetchedAt);
      const isStored = lifetimeOf(policy) > 0 && this.#keepHere(key, entry, moment);
      if (isStored && this.#shared !== undefined) stored.set(key, entry);
      return entry.serial;
    });
    if (stored.size > 0) await this.#shared?.setMany(stored);
    return serials;
  }

  isCurrent(key: string, serial: number): boolean {
    const entry = this.#memory.get(key);
    return entry?.serial === serial && !entry.outdated && this.#clock.isFresh(entry);
  }

  async invalidate(...[keysOrTags, changes = []]: Parameters<Cache['invalidate']>): Promise<void> {
    if (keysOrTags.length + changes.length === 0) return;
    this.#invalidations += 1;
    this.#dropHere(keysOrTags, changes);
    if (this.#shared === undefined) return;
    await this.#shared.invalidate(keysOrTags, changes);
    // Until its mark was written, L2 may have given the old value to a reader of this process.
    this.#dropHere(keysOrTags);
  }

  forget(...dropped: Parameters<Cache['forget']>): void {
    this.#dropHere(...dropped);
  }

  renew(...renewed: Parameters<Cache['renew']>): number | undefined {
    return this.#memory.renew(...renewed);
  }

  stats(): CacheStats {
    return {
      l1: memoryStats(this.#memory),
      l2: sharedStats(this.#shared),
      loads: this.#loads,
      loadFailures: this.#loadFailures,
      staleHits: this.#staleHits,
      shared: this.#sharedLoads,
      invalidations: this.#invalidations,
      inFlight: this.#loading,
    };
  }

  async idle(): Promise<void> {
    await this.#background.idle();
  }

  async close(): Promise<void> {
    await this.#background.close();
    await this.#shared?.close();
    this.#memory.clear();
  }

  #startFlight(job: ReadJob, acceptStale: boolean): Flight {
    const { key, tags } = job;
    return this.#flights.start(key, tags, this.#memory.get(key), (flight) =>
      this.#runFlight(job, flight, acceptStale),
    );
  }

  async #runFlight(
    job: ReadJob,
    flight: Flight,
    acceptStale: boolean,
  ): Promise<CacheResult<unknown>> {
    const { key, policy, tags, load, fits } = job;
    const { signal } = flight.controller;
    const moment = this.moment();
    const lifetimeMs = lifetimeOf(policy);
    const soonStaleMs = policy.freshMs + policy.staleMs;
    if (this.#shared !== undefined && lifetimeMs > 0) {
      const stored = (await this.#shared.getMany([key], tags, fits)).get(key);
      const entry = stored === undefined ? undefined : this.#clock.dated(stored, policy);
      const ageMs = entry === undefined ? Infinity : this.#clock.ageOf(entry);
      const isFresh = entry !== undefined && this.#clock.isFresh(entry, policy);
      if (ageMs < lifetimeMs) flight.fallback ??= entry;
      if (entry !== undefined && (isFresh || (acceptStale && ageMs < soonStaleMs))) {
        this.#keepHere(key, entry, moment);
        if (isFresh) return hit(entry);
        this.#flights.remove(key, flight);
        this.#refresh(job);
        return this.#stale(entry);
      }
      signal.throwIfAborted();
    }
    let value: unknown;
    // Whatever was invalidated or missed while L2 was read, the value is loaded after it.
    const began = this.moment();
    try {
      value = await this.#load(load, signal);
    } catch (error) {
      const { fallback } = flight;
      const ageMs = fallback === undefined ? Infinity : this.#clock.ageOf(fallback);
      const mayServe = acceptStale && !signal.aborted && ageMs < lifetimeMs && isOutage(error);
      // Nor may it be served by a later reader who finds the server down.
      if (acceptStale && isRefusal(error)) this.#background.add(this.invalidate([key]));
      if (fallback === undefined || !mayServe) throw error;
      return this.#stale({ ...fallback, failure: error });
    }
    const fetchedAt = this.#now();
    const entry = this.#clock.newEntry(value, policy, tags, began, fetchedAt);
    if (lifetimeMs > 0 && this.#keepHere(key, entry, began) && this.#shared !== undefined) {
      this.#background.add(this.#shared.setMany(new Map([[key, entry]])));
    }
    return { value, outcome: 'MISS', fetchedAt, serial: entry.serial };
  }

  async #load(load: Load<unknown>, signal: AbortSignal): Promise<unknown> {
    this.#loads += 1;
    this.#loading += 1;
    try {
      return await load(signal);
    } catch (error) {
      if (!signal.aborted) this.#loadFailures += 1;
      throw error;
    } finally {
      this.#loading -= 1;
    }
  }

  /** The old value for a reader who does not wait for a flight, because a load would fail now. */
  #staleInsteadOf(
    { fallback }: Flight,
    { key, policy }: ReadJob,
    failure: GatewayError,
  ): CacheResult<unknown> {
    const entry = fallback ?? this.#memory.get(key);
    if (entry === undefined || this.#clock.ageOf(entry) >= lifetimeOf(policy)) throw failure;
    return this.#stale({ ...entry, failure });
  }

  async #wait(
    flight: Flight,
    { key, policy }: ReadJob,
    { signal, stalePatience: patience }: ReadOptions,
  ): Promise<CacheResult<unknown>> {
    const lifetimeMs = lifetimeOf(policy);
    const hasFallback = flight.fallback !== undefined || this.#shared !== undefined;
    const mayServe = hasFallback || patience?.hasSubstitute !== undefined;
    const isServed = patience !== undefined && mayServe && lifetimeMs > 0;
    const stale = isServed && {
      patience,
      isUsable: (entry: MemoryEntry) => this.#clock.ageOf(entry) < lifetimeMs,
      serve: (entry: MemoryEntry) => this.#stale(entry),
    };
    return this.#flights.wait(flight, key, signal, stale || undefined);
  }

  /** Loads again without a reader waiting; a failure is recorded with the entry. */
  #refresh(job: ReadJob): void {
    const { key } = job;
    if (this.#flights.get(key) !== undefined) return;
    const flight = this.#startFlight(job, false);
    // Readers who join and leave do not end it.
    flight.waiters = 1;
    this.#background.addRefresh(flight.promise, flight.controller, (error) => {
      this.#options.onEvent?.({ type: 'refresh-failed', key, error });
      if (!(error instanceof GatewayError)) return undefined;
      if (isRefusal(error)) return this.invalidate([key]);
      const entry = this.#memory.get(key);
      if (entry !== undefined && !isPersonal(error)) entry.failure = error;
      return undefined;
    });
  }

  #keepHere(key: string, entry: MemoryEntry, moment: CacheMoment): boolean {
    if (this.#log.changedSince(moment, key, entry.tags)) return false;
    if (entry.freshMs < MUTABLE_LIFETIME_MS && this.#log.missedSince(moment)) return false;
    this.#memory.set(key, entry);
    return true;
  }

  #dropHere(names: readonly string[], changes: readonly CacheChange[] = []): void {
    const dropped = new Set([...names, ...changes.flatMap(({ keysOrTags }) => keysOrTags)]);
    this.#log.record([...dropped]);
    this.#memory.drop(names);
    for (const { keysOrTags, change } of changes) this.#memory.apply(keysOrTags, change);
    this.#flights.removeNamed(dropped);
  }

  #stale(entry: MemoryEntry): CacheResult<unknown> {
    this.#staleHits += 1;
    return staleHit(entry);
  }
}
