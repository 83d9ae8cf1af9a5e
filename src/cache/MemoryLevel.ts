import { LRUCache } from 'lru-cache';
import type { GatewayError } from '../errors.js';
import type { CachePolicy } from './cache.js';
import { estimateBytes } from './estimateBytes.js';
import type { StoredEntry } from './storedEntry.js';

/** An entry in memory. */
export interface MemoryEntry extends StoredEntry {
  /** When its load ended, by the clock that ages are measured by. */
  readonly agedFromMs: number;
  /** As {@link CachePolicy.isKeptFresh}, for readers that do not know its policy. */
  isKeptFresh?: CachePolicy['isKeptFresh'];
  /** As {@link CachePolicy.effectOf}. */
  effectOf?: CachePolicy['effectOf'];
  /** Parts that changes have outdated. Replaced, never changed in place. */
  outdated?: ReadonlySet<number> | undefined;
  /** Whether its date is useless, so that it counts as old. */
  readonly hasUnknownAge?: boolean;
  /** Assigned when the entry is stored here; unique. */
  serial?: number | undefined;
  /** Why the last refresh failed. */
  failure?: GatewayError | undefined;
}

/** Bytes of an entry besides key, tags and value: the LRU's arrays, the maps, the entry itself. */
const BOOKKEEPING_BYTES = 300;

/** Entries that are examined for each one that is added, so that no sweep delays other work. */
const SWEPT_PER_ENTRY = 2;

/**
 * L1: evicts the least recently used entries when the bytes are used up, and expired ones as others
 * are added.
 */
export class MemoryLevel {
  readonly #entries: LRUCache<string, MemoryEntry>;
  readonly #keysByTag = new Map<string, Set<string>>();
  readonly #maxBytes: number;
  readonly #isExpired: (entry: MemoryEntry) => boolean;
  /** Progress of the sweep for expired entries, the least recently used ones first. */
  #sweep: Iterator<string> | undefined;
  #lastSerial = 0;
  hits = 0;
  evictions = 0;

  /** @param isExpired whether an entry can no longer be served. */
  constructor(maxBytes: number, isExpired: (entry: MemoryEntry) => boolean) {
    this.#maxBytes = maxBytes;
    this.#isExpired = isExpired;
    this.#entries = new LRUCache({
      maxSize: maxBytes,
      sizeCalculation: sizeOf,
      dispose: (entry, key, reason) => {
        if (reason === 'evict') this.evictions += 1;
        this.#forgetTags(key, entry);
      },
    });
  }

  get entryCount(): number {
    return this.#entries.size;
  }

  get bytes(): number {
    return this.#entries.calculatedSize;
  }

  get maxBytes(): number {
    return this.#maxBytes;
  }

  get(key: string): MemoryEntry | undefined {
    return this.#entries.get(key);
  }

  set(key: string, entry: MemoryEntry): void {
    this.#dropSomeExpired();
    this.#entries.set(key, entry);
    // An entry larger than the whole cache is not stored.
    if (!this.#entries.has(key)) return;
    this.#lastSerial += 1;
    entry.serial = this.#lastSerial;
    for (const tag of entry.tags) {
      const keys = this.#keysByTag.get(tag);
      if (keys === undefined) this.#keysByTag.set(tag, new Set([key]));
      else keys.add(key);
    }
  }

  delete(key: string): void {
    this.#entries.delete(key);
  }

  /** Entries that have a tag; they do not count as used. */
  tagged(tag: string): readonly { readonly key: string; readonly entry: MemoryEntry }[] {
    return [...(this.#keysByTag.get(tag) ?? [])].flatMap((key) => {
      const entry = this.#entries.peek(key);
      return entry === undefined ? [] : { key, entry };
    });
  }

  /** Drops every entry that has one of these keys or tags. */
  drop(names: readonly string[]): void {
    for (const name of names) {
      this.#entries.delete(name);
      for (const key of [...(this.#keysByTag.get(name) ?? [])]) this.#entries.delete(key);
    }
  }

  /** Applies a change to every entry that has one of these keys or tags. */
  apply(names: readonly string[], change: unknown): void {
    const keys = new Set<string>();
    for (const name of names) {
      keys.add(name);
      for (const key of this.#keysByTag.get(name) ?? []) keys.add(key);
    }
    for (const key of keys) {
      const entry = this.#entries.peek(key);
      if (entry === undefined) continue;
      const effect = entry.effectOf?.(entry.value, change) ?? 'ALL';
      if (effect === 'NONE') continue;
      if (effect === 'ALL') this.#entries.delete(key);
      else if ('value' in effect) this.set(key, { ...entry, value: effect.value });
      else entry.outdated = new Set([...(entry.outdated ?? []), effect.outdated]);
    }
  }

  /** @returns the new serial; undefined if the entry is no longer the one that was read. */
  renew(
    key: string,
    { serial, outdated }: Pick<MemoryEntry, 'serial' | 'outdated'>,
    value: unknown,
  ): number | undefined {
    const entry = this.#entries.peek(key);
    if (entry === undefined) return undefined;
    if (entry.serial !== serial || entry.outdated !== outdated) return undefined;
    const renewed: MemoryEntry = { ...entry, value, outdated: undefined, serial: undefined };
    this.set(key, renewed);
    return renewed.serial;
  }

  /** Drops the entries whose policy allows them to change within `lifetimeMs`. */
  dropShortLived(lifetimeMs: number): void {
    for (const [key, entry] of [...this.#entries.entries()]) {
      if (entry.freshMs < lifetimeMs) this.#entries.delete(key);
    }
  }

  clear(): void {
    this.#entries.clear();
  }

  #dropSomeExpired(): void {
    const expired: string[] = [];
    const sweep = (this.#sweep ??= this.#entries.rkeys());
    for (let examined = 0; examined < SWEPT_PER_ENTRY; examined += 1) {
      const next = sweep.next();
      if (next.done === true) {
        this.#sweep = undefined;
        break;
      }
      const entry = this.#entries.peek(next.value);
      if (entry !== undefined && this.#isExpired(entry)) expired.push(next.value);
    }
    for (const key of expired) this.#entries.delete(key);
  }

  #forgetTags(key: string, { tags }: MemoryEntry): void {
    for (const tag of tags) {
      const keys = this.#keysByTag.get(tag);
      keys?.delete(key);
      if (keys?.size === 0) this.#keysByTag.delete(tag);
    }
  }
}

function sizeOf({ value, tags }: MemoryEntry, key: string): number {
  let bytes = BOOKKEEPING_BYTES + estimateBytes(key) + estimateBytes(value);
  // Each tag is stored in the entry, in the index and in the index's set of keys.
  for (const tag of tags) bytes += 100 + estimateBytes(tag);
  return bytes;
}
