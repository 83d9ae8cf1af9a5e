import type {
  Cache,
  CacheChange,
  CachePolicy,
  CacheResult,
  EffectOf,
  EntryAge,
  ReadOptions,
} from '../cache/cache.js';
import { isOutage, isRefusal } from '../cache/Flight.js';
import { GatewayError, OutOfPatienceError, SilentServerError } from '../errors.js';
import { DoubtedObjects } from './DoubtedObjects.js';
import { type Exchange, type Sender, withOrigin } from './Exchange.js';
import { isReported, mutablePolicy, type ChangeFeed, type FreshnessOptions } from './freshness.js';
import {
  names,
  ownerOf,
  RESOURCES,
  textOf,
  type CacheName,
  type ListName,
  type ListsInName,
  type ObjectName,
  type ReadName,
  type ResourceName,
} from './names.js';
import type { ListChange } from './listChanges.js';
import type { Dated } from './page.js';
import type { Patience, WaitEnd } from './Patience.js';
import type { CacheRead, Scope } from './Scope.js';
import type { TokenTrust } from './TokenTrust.js';
import { capabilitiesOf } from './versions.js';
import type { ApiVersion } from '../apiVersions.js';

const NOT_CACHED: CachePolicy = { freshMs: 0, staleMs: 0 };

/** Whether answers differ by caller, so that they are never cached. */
const isNeverCached = (resource: ResourceName): boolean => RESOURCES[resource].setting === null;

/** How one server's answers are cached, and for whom. */
export interface CachedReadsOptions {
  readonly name: string;
  /** Scheme, host, port and sub-path, without `/api` and without a slash at the end. */
  readonly url: string;
  readonly cache: Cache;
  readonly freshness: FreshnessOptions;
  readonly trust: TokenTrust;
  readonly serviceToken: string | undefined;
  /** Whether the service token shows people and users to callers without a token. */
  readonly allowAnonymousReads: boolean;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Milliseconds of a clock that never steps back. */
  readonly elapsed: () => number;
}

/** How one answer is read. */
export interface CachedReadOptions<T> {
  /** Always fetches; concurrent reads share the request. */
  readonly once?: boolean;
  /** Whether a value of the shared cache is of this kind. */
  readonly fits?: ReadOptions['fits'];
  /** What events do to the answer; default: they drop it. */
  readonly effectOf?: EffectOf;
  /** Whether other cached answers have the data: then a silent server is not waited for. */
  readonly hasSubstitute?: ((error: GatewayError) => boolean) | undefined;
  /** Reads outdated parts of the answer again; null where it has to be read whole. */
  readonly renew?: (value: T, outdated: ReadonlySet<number>) => Promise<T | null>;
}

/** A cached answer that may be served while the server fails. */
export interface Servable {
  /** Its address below the API version. */
  readonly query: string;
  readonly value: unknown;
  /** Milliseconds since 1970. */
  readonly fetchedAt: number;
}

/** A name whose answers an event changes, or drops where the change is not theirs. */
export interface NamedChange {
  readonly names: readonly CacheName[];
  readonly change: ListChange;
}

/** Reads one server through the cache, with the token and the patience of each operation. */
export class CachedReads {
  /** Follows the events of the server, where something does. */
  changeFeed: ChangeFeed | undefined;

  /** When the server last refused to show something, in milliseconds since 1970. */
  readonly #refusedAt = new Map<ResourceName, number>();

  readonly #exchange: Exchange;
  readonly #options: CachedReadsOptions;
  readonly #doubted: DoubtedObjects;

  constructor(exchange: Exchange, options: CachedReadsOptions) {
    this.#exchange = exchange;
    this.#options = options;
    this.#doubted = new DoubtedObjects(options.elapsed);
  }

  /** See `PatchworkClient.version`. */
  version(waiting?: AbortSignal | Scope): Promise<ApiVersion> | ApiVersion {
    const { knownVersion } = this.#exchange;
    if (knownVersion !== undefined) return knownVersion;
    if (waiting === undefined || waiting instanceof AbortSignal) {
      return this.#exchange.version(waiting);
    }
    return this.#withPatience(waiting, async (signal) => ({
      value: await this.#exchange.version(signal, waiting),
      end: 'ANSWERED',
    }));
  }

  /** Whether an answer depends on the caller, or is requested with a token that proves itself first. */
  isPersonal(resource: ResourceName, scope: Scope): boolean {
    const token = scope.tokenFor(this.#options.name);
    if (isNeverCached(resource) || scope.bypassesCache === true) return true;
    if (token === undefined) return false;
    return resource === 'bundles' || !this.#options.trust.isTrusted(token);
  }

  /**
   * Reads public data through the cache. Data that depends on the caller is never cached.
   *
   * @param name what the answer is about.
   * @param query its address, which makes it differ from other answers about that.
   */
  async cached<T>(
    name: ReadName,
    query: string,
    scope: Scope,
    load: (sender: Sender) => Promise<T>,
    options: CachedReadOptions<T>,
  ): Promise<{ readonly value: T } & Dated> {
    const { once = false } = options;
    const owner = ownerOf(name);
    if (this.isPersonal(owner, scope)) {
      const token = scope.tokenFor(this.#options.name) ?? this.#sharedToken(owner);
      scope.onRead(null);
      const value = await this.uncached(scope, `GET ${this.#requestOf(query)}`, (signal) =>
        load({ scope, signal, token }),
      );
      const dated = { fetchedAt: this.#options.now(), staleBecause: null };
      scope.onAnswer?.(this.#options.name, dated);
      return { value, ...dated };
    }
    const version = await this.version(scope);
    const policy = once ? NOT_CACHED : this.policy(name, version, options.effectOf);
    const key = this.key(version, query);
    const request = this.#requestOf(once ? `${textOf(name)}/` : query);
    const origin = { instance: this.#options.name, request: `GET ${request}` };
    const answer = this.#withPatience(scope, async (signal, patience) => {
      const stalePatience = patience && {
        limitMs: patience.stalePatienceMs,
        waitMs: () => patience.staleWaitMs,
        error: () => new SilentServerError(patience.stalePatienceMs, origin),
        hasSubstitute: options.hasSubstitute,
      };
      const tags = this.tags(name);
      const refusal = (): GatewayError | undefined => this.#exchange.refusal(origin);
      const read = await this.#options.cache.read(
        key,
        policy,
        (loading) => load({ scope, signal: loading, token: undefined }),
        { signal, tags, stalePatience, refusal, fits: options.fits },
      );
      const { outcome, staleBecause } = read;
      if (outcome === 'MISS' || outcome === 'SHARED') return { value: read, end: 'ANSWERED' };
      const isSilent = staleBecause?.code === 'UPSTREAM_TIMEOUT';
      return { value: read, end: isSilent ? 'SILENT' : 'CACHED' };
    });
    const read = await answer.catch((error: unknown) => {
      scope.onRead(null);
      if (isRefusal(error)) this.#refusedAt.set(owner, this.#options.now());
      throw withOrigin(error, origin);
    });
    const current = read.outdated === undefined ? read : await this.#renew(key, read, options);
    if (current === null) {
      await this.#options.cache.invalidate([key]);
      return await this.cached(name, query, scope, load, options);
    }
    const { value, outcome, fetchedAt, serial, staleBecause } = current;
    const isOld = outcome === 'STALE';
    if (isOld || outcome === 'HIT') scope.onCacheUse(this.#options.name, isOld ? 'STALE' : 'HIT');
    // Data that is fetched anyway is stored under other keys, which its reader reports.
    if (!once) scope.onRead(isOld ? null : cacheRead(key, serial));
    const because = staleBecause === undefined ? null : withOrigin(staleBecause, origin);
    const dated = { fetchedAt, staleBecause: because instanceof GatewayError ? because : null };
    scope.onAnswer?.(this.#options.name, dated);
    return { value, ...dated };
  }

  /**
   * Reads again what events have outdated. While the server fails, the value is given as an old one.
   *
   * @returns null where the whole value has to be read again.
   */
  async #renew<T>(
    key: string,
    read: CacheResult<T>,
    { renew }: CachedReadOptions<T>,
  ): Promise<CacheResult<T> | null> {
    const { outdated, fetchedAt } = read;
    if (renew === undefined || outdated === undefined) return null;
    try {
      const value = await renew(read.value, outdated);
      if (value === null) return null;
      const serial = this.#options.cache.renew(key, read, value);
      return { value, outcome: read.outcome, fetchedAt, serial };
    } catch (error) {
      if (!(error instanceof GatewayError) || error.meaning.kind !== 'OUTAGE') throw error;
      return { value: read.value, outcome: 'STALE', fetchedAt, staleBecause: error };
    }
  }

  /**
   * Cached answers that may stand in for one that the server failed to give; none where the failure is not the
   * server's, the answer depends on the caller, or the server has refused such answers since.
   */
  servable(name: ObjectName | ListName, scope: Scope, failure: unknown): readonly Servable[] {
    const version = this.#exchange.knownVersion;
    const owner = ownerOf(name);
    if (version === undefined || !isOutage(failure) || this.isPersonal(owner, scope)) return [];
    const refusedAt = this.#refusedAt.get(owner) ?? -Infinity;
    const prefix = this.key(version, '');
    return this.#options.cache.servable(this.tag(name)).flatMap(({ key, value, fetchedAt }) => {
      if (fetchedAt <= refusedAt || !key.startsWith(prefix)) return [];
      return { query: key.slice(prefix.length), value, fetchedAt };
    });
  }

  /** Reports that an old answer is used, since the server failed. */
  reportStale(scope: Scope, fetchedAt: number, staleBecause: GatewayError): void {
    scope.onCacheUse(this.#options.name, 'STALE');
    scope.onRead(null);
    scope.onAnswer?.(this.#options.name, { fetchedAt, staleBecause });
  }

  /** How long an answer is cached. While its changes are reported by events, it stays fresh for longer. */
  policy(name: ReadName, version: ApiVersion, effectOf?: EffectOf): CachePolicy {
    const policy = mutablePolicy(name, this.#options.freshness);
    // It is stored only for readers who find the server down.
    if (this.#doubted.has(name)) return { ...policy, freshMs: 0, staleMs: 0 };
    if (this.changeFeed === undefined || policy.freshMs === 0) return policy;
    const { commentEvents } = capabilitiesOf(version);
    return isReported(name, commentEvents)
      ? { ...policy, isKeptFresh: this.#isKeptFresh, effectOf }
      : policy;
  }

  readonly #isKeptFresh = ({ ageMs, sinceLoadBeganMs }: EntryAge): boolean => {
    const { changeFeed } = this;
    return (
      changeFeed !== undefined && ageMs < changeFeed.maxAgeMs && changeFeed.covers(sinceLoadBeganMs)
    );
  };

  /** A read that goes to the server for this operation alone. */
  uncached<T>(scope: Scope, request: string, run: (signal: AbortSignal) => Promise<T>): Promise<T> {
    return this.#withPatience(scope, async (signal) => {
      const work = run(signal);
      const origin = { instance: this.#options.name, request };
      // What was sent goes on when patience has run out.
      return { value: await this.#exchange.wait(work, signal, origin), end: 'ANSWERED' };
    });
  }

  /** Waits with the operation's patience. A write, and what decides one, has its own time. */
  async #withPatience<T>(
    scope: Scope,
    run: (
      signal: AbortSignal,
      patience: Patience | undefined,
    ) => Promise<{ readonly value: T; readonly end: WaitEnd }>,
  ): Promise<T> {
    const patience =
      scope.bypassesCache === true ? undefined : scope.patienceWith?.(this.#options.name);
    if (patience === undefined) return (await run(scope.signal, undefined)).value;
    patience.begin();
    let end: WaitEnd = 'ANSWERED';
    try {
      const ended = await run(patience.signal, patience);
      end = ended.end;
      return ended.value;
    } catch (error) {
      if (error instanceof SilentServerError) end = 'SILENT';
      throw error;
    } finally {
      const { signal } = patience;
      if (signal.aborted) {
        end = 'SILENT';
        if (signal.reason instanceof OutOfPatienceError) this.#exchange.suspect(patience.silentMs);
      }
      patience.end(end);
    }
  }

  #requestOf(query: string): string {
    return query.startsWith('/')
      ? query
      : `/api/${this.#exchange.knownVersion ?? 'latest'}/${query}`;
  }

  /** The service token, where it may show people and users to everybody. */
  #sharedToken(resource: ResourceName): string | undefined {
    const { allowAnonymousReads, serviceToken } = this.#options;
    return allowAnonymousReads && isNeverCached(resource) ? serviceToken : undefined;
  }

  /** Key of what a mail itself fixes, at every API version. */
  contentKey(mail: ObjectName): string {
    return this.tag(names.content(mail));
  }

  /** Key of what is derived from what mails fix. */
  derivedKey(word: string): string {
    return `${this.#options.url} content ${word}`;
  }

  /** Key of an answer. */
  key(version: ApiVersion, query: string): string {
    // By address: gateways that share a cache may call the server by other names.
    return `${this.#options.url} ${version} ${query}`;
  }

  /** Drops answers from the cache, here and on every replica. */
  async drop(changed: readonly CacheName[], changes: readonly NamedChange[] = []): Promise<void> {
    await this.#options.cache.invalidate(...this.#named(changed, changes));
  }

  /** Requests objects at each read for a while, since a write to them has no known outcome. */
  doubt(changed: readonly CacheName[]): void {
    this.#doubted.add(changed);
  }

  /** Drops answers from the memory of this process: the other replicas know of the change. */
  forget(changed: readonly CacheName[], changes: readonly NamedChange[]): void {
    this.#options.cache.forget(...this.#named(changed, changes));
  }

  #named(
    changed: readonly CacheName[],
    changes: readonly NamedChange[],
  ): readonly [readonly string[], readonly CacheChange[]] {
    return [
      changed.map((name) => this.tag(name)),
      changes.map(({ names: own, change }): CacheChange => ({
        keysOrTags: own.map((name) => this.tag(name)),
        change,
      })),
    ];
  }

  /** What drops the answers about a name. */
  tags(name: ReadName): readonly string[] {
    if (name.about === 'mbox') return [this.tag(name)];
    const tags = [this.tag(name), this.tag(names.every(name.resource))];
    if (name.about === 'list' && name.parent === undefined) {
      for (const lists of listsOf(name)) tags.push(this.tag(lists));
    }
    return tags;
  }

  /** What the cache knows a name by. */
  tag(name: CacheName): string {
    return `${this.#options.url} ${textOf(name)}`;
  }
}

/** An entry has few tags: each of them is looked up in the shared cache. */
const MAX_PROJECT_TAGS = 8;

function listsOf({ resource, projects }: ListName): readonly ListsInName[] {
  const isWide = projects === undefined || projects.length > MAX_PROJECT_TAGS;
  return (isWide ? [null] : projects).map((project) => names.listsIn(resource, project));
}

/** What a part of an answer was made of; null where the cache does not keep it. */
export function cacheRead(key: string, serial: number | undefined): CacheRead | null {
  return serial === undefined ? null : { key, serial };
}
