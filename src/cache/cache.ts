import type { GatewayError } from '../errors.js';

/** How long a value may be served. The caller chooses it for the kind of value. */
export interface CachePolicy {
  /** How long after it was fetched the value is fresh. */
  readonly freshMs: number;
  /** Time after that in which it may be served immediately while it is refreshed. */
  readonly staleMs: number;
  /** Time after that in which it may be served while loads fail. Default 0. */
  readonly staleIfErrorMs?: number;
  /**
   * Whether a value past `freshMs` is still fresh. Called each time that it is read, and never for a
   * value of unknown age.
   */
  readonly isKeptFresh?: ((age: EntryAge) => boolean) | undefined;
  /** See {@link EffectOf}. Without it a change drops the value. */
  readonly effectOf?: EffectOf | undefined;
}

/**
 * Applies a change to a value. Called once per change and value, and never for a value in L2. A change may
 * come from another replica, so it can be of any form.
 */
export type EffectOf = (value: unknown, change: unknown) => ChangeEffect;

/** NONE: the value is current. ALL: it is dropped. Otherwise one of its parts is outdated, or it has a new value. */
export type ChangeEffect =
  'NONE' | 'ALL' | { readonly outdated: number } | { readonly value: unknown };

/** A change that does not affect everything that has one of the names. */
export interface CacheChange {
  readonly keysOrTags: readonly string[];
  /** JSON-serialisable: it is sent to every replica. */
  readonly change: unknown;
}

/** Age of a value. */
export interface EntryAge {
  /** Since its load ended. */
  readonly ageMs: number;
  /** Since its load started: it includes all earlier changes. */
  readonly sinceLoadBeganMs: number;
}

/** A value that may be served while the server fails, whatever its kind. */
export interface ServableValue {
  readonly key: string;
  readonly value: unknown;
  /** Milliseconds since 1970. */
  readonly fetchedAt: number;
}

/** A value as the cache stores it. Shared with every reader: never change it. */
export interface CachedValue<T> {
  readonly value: T;
  /** See {@link Cache.isCurrent}. */
  readonly serial?: number | undefined;
  /** When its load ended, in milliseconds since 1970. */
  readonly fetchedAt: number;
  /** False if only its `staleMs` remains. */
  readonly fresh: boolean;
}

/**
 * HIT: from memory or L2. MISS: loaded for this reader. SHARED: loaded for another reader at the
 * same time. STALE: past `freshMs`; it is being refreshed.
 */
export type CacheOutcome = 'HIT' | 'MISS' | 'STALE' | 'SHARED';

/** A value and its origin. */
export interface CacheResult<T> {
  readonly value: T;
  readonly outcome: CacheOutcome;
  /** When its load ended, in milliseconds since 1970. */
  readonly fetchedAt: number;
  /** See {@link Cache.isCurrent}; missing where the value is not cached. */
  readonly serial?: number | undefined;
  /** With STALE: why the last refresh failed. Missing if none has failed. */
  readonly staleBecause?: GatewayError;
  /** Parts that changes have outdated; see {@link Cache.renew}. Missing where there are none. */
  readonly outdated?: ReadonlySet<number>;
}

/** A point in the order of invalidations; see {@link Cache.moment}. */
export interface CacheMoment {
  /** Of the invalidations of this process. */
  readonly sequence: number;
  /** The number of the last known invalidation in L2. */
  readonly shared: number;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** One value to store. */
export interface CacheEntry {
  /** Opaque; must not contain a secret (hash tokens). */
  readonly key: string;
  /** JSON-serialisable: L2 stores it as JSON. */
  readonly value: unknown;
  readonly policy: CachePolicy;
  /** Names it can be invalidated by, in addition to its key. */
  readonly tags?: readonly string[] | undefined;
}

/** How long a reader waits for a load if an old value could be served. */
export interface StalePatience {
  /** For a load that starts now. A reader who joins one in flight waits for the rest of it. */
  readonly limitMs: number;
  /** From now, as far as the reader has waited for others before. */
  readonly waitMs: () => number;
  /** Why the old value is served. */
  readonly error: () => GatewayError;
  /**
   * Whether the reader has other data to serve if no old value is cached: the read then fails with
   * the error. Called once, after the wait.
   */
  readonly hasSubstitute?: ((error: GatewayError) => boolean) | undefined;
}

/** Options of a reader. */
export interface ReadOptions {
  /**
   * Ends the wait. If it is aborted with an OutOfPatienceError, the load continues as far as it
   * can, for later readers; otherwise it is aborted with its last reader.
   */
  readonly signal?: AbortSignal | undefined;
  readonly tags?: readonly string[] | undefined;
  /** Without it, an old value is served only after the load has failed. */
  readonly stalePatience?: StalePatience | undefined;
  /**
   * Why a load that started now would fail immediately; undefined if it would be attempted. The
   * reader then does not join a load in progress.
   */
  readonly refusal?: (() => GatewayError | undefined) | undefined;
  /** Whether a value from L2 is of the kind that the key names; another one is a miss. */
  readonly fits?: ((value: unknown) => boolean) | undefined;
}

/** Loads a value. The signal is aborted when the last reader leaves. */
export type Load<T> = (signal: AbortSignal) => Promise<T>;

/** Something an operator may want to count or see. Keys carry no secrets. */
export type CacheEvent =
  /** One call failed or took too long. */
  | { readonly type: 'l2-failed'; readonly operation: string; readonly error: unknown }
  /** A value could not be read, and was a miss. */
  | { readonly type: 'l2-garbage'; readonly key: string }
  | { readonly type: 'l2-connected' }
  /** Once per outage, however often the client tries to connect. */
  | { readonly type: 'l2-disconnected'; readonly error: unknown }
  /** Connected, but too many calls failed: once per outage, until `l2-resumed`. */
  | { readonly type: 'l2-paused'; readonly error: unknown }
  | { readonly type: 'l2-resumed' }
  | { readonly type: 'refresh-failed'; readonly key: string; readonly error: unknown };

/** Counters since the start, and the current contents. */
export interface CacheStats {
  readonly l1: {
    readonly entries: number;
    /** Estimated, keys and bookkeeping included. */
    readonly bytes: number;
    readonly maxBytes: number;
    readonly hits: number;
    readonly evictions: number;
  };
  readonly l2: {
    /** PAUSED: it answered too slowly or incorrectly, and is not used for a while. */
    readonly state: 'OFF' | 'READY' | 'DOWN' | 'PAUSED';
    readonly hits: number;
    readonly misses: number;
    /** Calls that failed or took too long; each was a miss. */
    readonly failures: number;
    /** Values that could not be read; each was a miss. */
    readonly garbage: number;
  };
  /** Loads started by readers and by refreshes. */
  readonly loads: number;
  readonly loadFailures: number;
  /** Readers served past `freshMs`. */
  readonly staleHits: number;
  /** Readers that shared another reader's load. */
  readonly shared: number;
  readonly invalidations: number;
  /** Loads in progress. */
  readonly inFlight: number;
}

export interface CacheOptions {
  /** Bound of the memory cache, by estimate. */
  readonly l1MaxBytes: number;
  /**
   * `redis://` or `rediss://` URL of a Valkey or Redis. Without it, values are cached in memory
   * only.
   */
  readonly l2Url?: string | undefined;
  /**
   * Keys in L2 start with it. Put a version of the values' shape in it, so that a new release
   * does not read what an old one wrote; the cache adds the version of its own format.
   */
  readonly namespace: string;
  /** Milliseconds since 1970. Default: `Date.now`. */
  readonly now?: (() => number) | undefined;
  /**
   * Clock by which values age, in milliseconds. Default: `now` if it is given, otherwise a
   * monotonic clock.
   */
  readonly elapsed?: (() => number) | undefined;
  /** Must not throw. */
  readonly onEvent?: ((event: CacheEvent) => void) | undefined;
  /** For one call to L2; a slower one is a miss. Default 250. */
  readonly l2TimeoutMs?: number | undefined;
  /** Pause of L2 after two failures in a row. Default 1,000. */
  readonly l2PauseMs?: number | undefined;
  /** Values whose JSON is longer are gzipped in L2. Default 4,096. */
  readonly compressAboveBytes?: number | undefined;
  /**
   * Maximum difference between the clocks of the replicas that share L2, and its own. Default
   * 2,000.
   */
  readonly clockSkewMs?: number | undefined;
}

/**
 * Values by key: in memory (L1), and in a Valkey or Redis shared by replicas (L2).
 *
 * A broken, slow or full L2 is a miss: no call of this interface fails or waits because of it for
 * longer than `l2TimeoutMs`.
 *
 * Guarantee of an invalidation: once {@link Cache.invalidate} has resolved, this process serves
 * no value of these names whose load began before it. Replicas that share the L2 drop theirs as
 * soon as the message reaches them, and never read an older one from L2. A replica cut off from
 * L2 at that moment may serve its own memory's value until `freshMs + staleMs` have passed, or
 * until it is connected again, whichever comes first.
 */
export interface Cache {
  /**
   * The value of `key`: cached, or loaded once for all concurrent callers.
   *
   * A signal that is aborted with an UPSTREAM_TIMEOUT counts as a load that failed.
   *
   * @throws the error of `load` when there is nothing to serve, or the reason of `options.signal`.
   */
  read<T>(
    key: string,
    policy: CachePolicy,
    load: Load<T>,
    options?: ReadOptions,
  ): Promise<CacheResult<T>>;
  /** The value in memory, fresh or stale, without a promise. */
  peek<T>(key: string): CachedValue<T> | undefined;
  /**
   * Values in memory that may be served while the server fails: those with a tag, fresh, stale or outdated in part.
   * Counts as no hit.
   */
  servable(tag: string): readonly ServableValue[];
  /**
   * Memory, then one call to L2 for the rest. Keys without a value are missing from the map.
   *
   * @param fits as {@link ReadOptions.fits}.
   */
  getMany<T>(
    keys: readonly string[],
    fits?: (value: unknown) => boolean,
  ): Promise<ReadonlyMap<string, CachedValue<T>>>;
  /**
   * To be called before a load whose result is passed to {@link Cache.setMany}: a value that was
   * invalidated since is then not stored.
   */
  moment(): CacheMoment;
  /**
   * One call to L2 for all. Resolves when L2 has them too, or the call was abandoned.
   *
   * @returns the entries' serials, undefined for keys that are not cached.
   */
  setMany(
    entries: readonly CacheEntry[],
    moment?: CacheMoment,
  ): Promise<readonly (number | undefined)[]>;
  /**
   * Whether memory still has the value that a read returned with this serial, and it is fresh:
   * another read would return the same.
   */
  isCurrent(key: string, serial: number): boolean;
  /**
   * Drops the values that have one of these keys or tags, here and on every replica, and then applies the
   * changes to others, in order. In L2 a change drops everything that has one of its names.
   */
  invalidate(keysOrTags: readonly string[], changes?: readonly CacheChange[]): Promise<void>;
  /**
   * Replaces a value whose outdated parts were read again; its age stays as it is. Memory only:
   * values in L2 are read again.
   *
   * @param read the result of a read.
   * @returns the new serial; undefined if the value was dropped or changed meanwhile.
   */
  renew(
    key: string,
    read: Pick<CacheResult<unknown>, 'serial' | 'outdated'>,
    value: unknown,
  ): number | undefined;
  /**
   * Does the same in this process only: the other replicas and the shared cache have the change
   * already.
   */
  forget(keysOrTags: readonly string[], changes: readonly CacheChange[]): void;
  stats(): CacheStats;
  /** Resolves when background refreshes and writes to L2 are done. */
  idle(): Promise<void>;
  /** Aborts background refreshes and closes L2's connections. */
  close(): Promise<void>;
}
