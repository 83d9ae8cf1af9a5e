import type { Cache } from '../cache/cache.js';
import { estimateBytes } from '../cache/estimateBytes.js';
import { cacheRead, type CachedReads } from './CachedReads.js';
import { immutablePolicy, type FreshnessOptions } from './freshness.js';
import type { Scope } from './Scope.js';

/** Of an entry in memory besides its value: key, tags and bookkeeping. */
const ENTRY_BYTES = 700;

/** Values that are computed from immutable data of one server, in the cache. */
export class DerivedValues {
  readonly #reads: CachedReads;
  readonly #cache: Cache;
  readonly #freshness: FreshnessOptions;

  constructor(reads: CachedReads, cache: Cache, freshness: FreshnessOptions) {
    this.#reads = reads;
    this.#cache = cache;
    this.#freshness = freshness;
  }

  /**
   * Values that were stored by {@link DerivedValues.begin}, by word; one look for all.
   *
   * @param fits whether a value of the shared cache is of this kind.
   */
  async read<T>(
    words: readonly string[],
    fits: (value: unknown) => boolean,
    scope: Scope,
  ): Promise<ReadonlyMap<string, T>> {
    const found = new Map<string, T>();
    if (words.length === 0 || this.#isPersonal(scope)) return found;
    const keys = new Map(words.map((word) => [this.#reads.derivedKey(word), word]));
    const cached = await this.#cache.getMany<T>([...keys.keys()], fits);
    for (const [key, { value, serial }] of cached) {
      const word = keys.get(key);
      if (word === undefined) continue;
      scope.onRead(cacheRead(key, serial));
      found.set(word, value);
    }
    return found;
  }

  /**
   * Begins to store values that are derived from immutable data, for as long as contents of mails.
   * Call it before that data is read.
   *
   * @returns stores values by word; those that only this caller may see are not stored.
   */
  begin(scope: Scope): (values: ReadonlyMap<string, unknown>) => Promise<void> {
    if (this.#isPersonal(scope)) return () => Promise.resolve();
    const moment = this.#cache.moment();
    const policy = immutablePolicy(this.#freshness);
    return async (values) => {
      if (values.size === 0) return;
      const entries = Array.from(values, ([word, value]) => ({
        key: this.#reads.derivedKey(word),
        value,
        policy,
      }));
      await this.#cache.setMany(entries, moment);
    };
  }

  /** About how many bytes of the cache a value takes. */
  bytesOf(value: unknown): number {
    return ENTRY_BYTES + estimateBytes(value);
  }

  #isPersonal(scope: Scope): boolean {
    return scope.cachesDerived !== true && this.#reads.isPersonal('patches', scope);
  }
}
