import DataLoader from 'dataloader';
import { randomUUID } from 'node:crypto';
import { isObject } from '../isObject.js';
import { openLink } from '../valkey/openLink.js';
import type { ValkeyLink } from '../valkey/ValkeyLink.js';
import type { CacheChange, CacheEvent } from './cache.js';
import { GuardedCalls } from './GuardedCalls.js';
import { isSequence, SharedRecords, type StoredRecord } from './SharedRecords.js';
import { decodeEntry, encodeEntry } from './storedEntry.js';
import type { StoredEntry } from './storedEntry.js';
import { DAY_MS } from '../durations.js';

/** As in CacheOptions. */
export interface SharedLevelOptions {
  readonly url: string;
  readonly namespace: string;
  readonly timeoutMs: number;
  readonly pauseMs: number;
  readonly compressAboveBytes: number;
  readonly clockSkewMs: number;
  readonly onEvent: (event: CacheEvent) => void;
  /** When the name was last dropped here, possibly for another replica that could not write to L2. */
  readonly lastInvalidatedAt: (name: string) => number | undefined;
  /** Another replica invalidated these keys and tags, and changed others. */
  readonly onInvalidated: (names: readonly string[], changes: readonly CacheChange[]) => void;
  /** Messages of other replicas may have been missed, or values read that were outdated. */
  readonly onGap: () => void;
}

/** Version of the format of records in L2. Records of another version are not read. */
const FORMAT_VERSION = 3;

/** Entries live shorter than the marks of invalidations they are checked against. */
const MAX_LIFETIME_MS = 31 * DAY_MS;

const MAX_PENDING_NAMES = 10_000;

/** A new primary may lack the last writes: recent invalidations are sent again. */
const SENT_AGAIN_MS = 600_000;

/** Holds the number of the last invalidation. */
const SEQUENCE_KEY = 's:invalidations';

/** Calls with more keys are sent separately instead of with the others of their tick. */
const MAX_SHARED_KEYS = 32;

/**
 * L2: a Valkey or Redis behind Keyv. No method throws or takes longer than the time limit.
 *
 * An invalidation has a number, and leaves a mark (name -> number) and a message. A value is trusted only if that
 * number was known before its load began, for its key and all its tags: then a slow load on another replica cannot
 * restore an old value, however the clocks of replicas differ.
 */
export class SharedLevel {
  readonly #options: SharedLevelOptions;
  readonly #link: ValkeyLink;
  /** Receives the messages of the other replicas. */
  readonly #listening: ValkeyLink;
  readonly #records: SharedRecords;
  readonly #calls: GuardedCalls;
  /** Hundreds of readers in one tick make one call; separate calls would exceed the time limit. */
  readonly #reader: DataLoader<string, string | null | undefined>;
  readonly #writer: DataLoader<StoredRecord, undefined>;
  readonly #channel: string;
  readonly #replica = randomUUID();
  /** Invalidations that could not be sent to L2 yet. */
  readonly #pending = new Set<string>();
  /** Recently sent invalidations, and when they were sent, by `performance.now`; the oldest first. */
  readonly #sent = new Map<string, number>();
  #closed = false;
  #sequence = 0;
  hits = 0;
  misses = 0;
  garbage = 0;

  constructor(options: SharedLevelOptions) {
    this.#options = options;
    const namespace = `${options.namespace}:v${FORMAT_VERSION}`;
    this.#channel = `${namespace}:invalidated`;
    this.#calls = new GuardedCalls(options);
    // Detects connections that died without notice.
    const linkOptions = { silenceMs: 15_000, isPinged: true };
    this.#link = openLink(options.url, linkOptions);
    this.#records = new SharedRecords(this.#link, namespace, options.timeoutMs);
    // Not a sharded channel: messages published on any node of a cluster are received on all,
    // wherever slots have moved.
    const listen = { channel: this.#channel, onMessage: (text: string) => this.#hear(text) };
    this.#listening = openLink(options.url, { ...linkOptions, listen });
    const batch = { cache: false, maxBatchSize: 500 };
    this.#reader = new DataLoader((keys) => this.#readTexts(keys), batch);
    this.#writer = new DataLoader(async (records) => {
      await this.#write(records);
      return records.map(() => undefined);
    }, batch);
    this.#connect();
  }

  get state(): 'READY' | 'DOWN' | 'PAUSED' {
    if (!this.#link.isReady) return 'DOWN';
    return this.#calls.isPaused ? 'PAUSED' : 'READY';
  }

  /** Calls that failed or took too long. */
  get failures(): number {
    return this.#calls.failures;
  }

  /** The number of the last known invalidation. A load that starts now is not older. */
  get sequence(): number {
    return this.#sequence;
  }

  /**
   * The entries that exist, are readable and were not invalidated since their load started.
   *
   * @param tags names that some of the keys are known to depend on; saves a second call.
   * @param fits whether a value is of the kind that its key names.
   */
  async getMany(
    keys: readonly string[],
    tags: readonly string[] = [],
    fits: (value: unknown) => boolean = () => true,
  ): Promise<Map<string, StoredEntry>> {
    const found = new Map<string, StoredEntry>();
    const marks = new Map<string, number>();
    const names = [...new Set([...keys, ...tags])];
    const texts = await this.#read([...keys.map(entryKey), ...names.map(markKey)]);
    readMarks(names, texts.slice(keys.length), marks);
    for (const [index, key] of keys.entries()) {
      const text = texts[index];
      if (typeof text !== 'string') continue;
      const entry = await decodeEntry(key, text);
      if (entry !== undefined && fits(entry.value)) found.set(key, entry);
      else {
        this.garbage += 1;
        this.#options.onEvent({ type: 'l2-garbage', key });
      }
    }
    await this.#readMarksOf([...found.values()], marks);
    for (const [key, entry] of found) {
      if (this.#isInvalidated(key, entry, marks)) found.delete(key);
    }
    this.hits += found.size;
    this.misses += keys.length - found.size;
    return found;
  }

  async setMany(entries: ReadonlyMap<string, StoredEntry>): Promise<void> {
    if (this.state !== 'READY') return;
    const records: StoredRecord[] = [];
    await Promise.all(
      [...entries].map(async ([key, entry]) => {
        const value = await encodeEntry(key, entry, this.#options.compressAboveBytes);
        // Entries that are too large to be read are not written.
        if (value === undefined) return;
        const lifetimeMs = entry.freshMs + entry.staleMs + entry.staleIfErrorMs;
        records.push({
          key: entryKey(key),
          value,
          ttl: Math.ceil(Math.min(lifetimeMs, MAX_LIFETIME_MS)),
        });
      }),
    );
    if (records.length === 0) return;
    if (records.length > MAX_SHARED_KEYS) await this.#write(records);
    else await this.#writer.loadMany(records);
  }

  /** Marks, deletes and notifies the other replicas; failed steps are retried later. */
  async invalidate(names: readonly string[], changes: readonly CacheChange[] = []): Promise<void> {
    const dropped = new Set([...this.#pending, ...names]);
    const changed = changes.flatMap(({ keysOrTags }) => keysOrTags);
    for (const name of [...names, ...changed]) this.#pending.add(name);
    for (const name of this.#pending) {
      if (this.#pending.size <= MAX_PENDING_NAMES) break;
      this.#pending.delete(name);
    }
    // Changes that are sent later are drops for the other replicas.
    await this.#flushPending(new Set(changed.filter((name) => !dropped.has(name))), changes);
  }

  /** Waits for calls in progress, at most for one time limit. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#calls.close();
    this.#link.end();
    this.#listening.end();
  }

  #connect(): void {
    const { onEvent, onGap } = this.#options;
    // One event for an outage, however often the client tries meanwhile.
    let isDown = false;
    this.#link.onDown((error) => {
      if (isDown || this.#closed) return;
      isDown = true;
      onEvent({ type: 'l2-disconnected', error });
    });
    this.#link.onReady(() => {
      isDown = false;
      onEvent({ type: 'l2-connected' });
      // The former server may have been another one, with outdated values and larger numbers.
      this.#sequence = 0;
      onGap();
      this.#sendAgain();
      void this.#flushPending();
    });
    // Values read earlier may have been invalidated without a message.
    this.#listening.onReady(onGap);
    this.#link.connect();
    this.#listening.connect();
  }

  #hear(text: string): void {
    try {
      const message: unknown = JSON.parse(text);
      if (!Array.isArray(message)) return;
      const [replica, ...rest] = message as unknown[];
      if (replica === this.#replica) return;
      const names = rest.filter((name) => typeof name === 'string');
      this.#options.onInvalidated(names, rest.flatMap(asChange));
    } catch {
      this.garbage += 1;
      this.#options.onEvent({ type: 'l2-garbage', key: this.#channel });
    }
  }

  /** @param changed names that the other replicas do not drop, but apply these changes to. */
  async #flushPending(
    changed: ReadonlySet<string> = new Set(),
    changes: readonly CacheChange[] = [],
  ): Promise<void> {
    const names = [...this.#pending];
    if (names.length === 0) return;
    const done = await this.#call('invalidate', async () => {
      this.#note(await this.#records.next(SEQUENCE_KEY));
      const value = String(this.#sequence);
      const ttl = MAX_LIFETIME_MS;
      await this.#records.setMany(names.map((name) => ({ key: markKey(name), value, ttl })));
      await this.#records.deleteMany(names.map(entryKey));
      const dropped = names.filter((name) => !changed.has(name));
      const message = [this.#replica, ...dropped, ...changes];
      await this.#records.publish(this.#channel, JSON.stringify(message));
      return true;
    });
    if (done === undefined) return;
    const nowMs = performance.now();
    for (const name of names) {
      this.#pending.delete(name);
      this.#sent.delete(name);
      this.#sent.set(name, nowMs);
    }
    for (const [name, sentMs] of this.#sent) {
      if (this.#sent.size <= MAX_PENDING_NAMES && nowMs - sentMs < SENT_AGAIN_MS) break;
      this.#sent.delete(name);
    }
  }

  #sendAgain(): void {
    const sinceMs = performance.now() - SENT_AGAIN_MS;
    for (const [name, sentMs] of this.#sent) {
      if (sentMs >= sinceMs && this.#pending.size < MAX_PENDING_NAMES) this.#pending.add(name);
    }
    this.#sent.clear();
  }

  #note(sequence: number): void {
    if (isSequence(sequence)) this.#sequence = Math.max(this.#sequence, sequence);
  }

  /** Texts in the order of the keys: null if there is none, undefined if L2 failed. */
  async #read(keys: readonly string[]): Promise<readonly unknown[]> {
    return keys.length > MAX_SHARED_KEYS ? this.#readTexts(keys) : this.#reader.loadMany(keys);
  }

  async #readTexts(keys: readonly string[]): Promise<(string | null | undefined)[]> {
    const texts = await this.#call('get', () => this.#records.getMany([...keys, SEQUENCE_KEY]));
    if (texts !== undefined) this.#note(Number(texts[keys.length] ?? 0));
    return keys.map((_, index) => (texts === undefined ? undefined : (texts[index] ?? null)));
  }

  async #write(records: readonly StoredRecord[]): Promise<void> {
    await this.#call('set', () => this.#records.setMany(records).then(() => true));
  }

  async #readMarksOf(entries: readonly StoredEntry[], marks: Map<string, number>): Promise<void> {
    const known = (tag: string): boolean => marks.has(tag);
    const tags = [...new Set(entries.flatMap((entry) => entry.tags))].filter((tag) => !known(tag));
    if (tags.length === 0) return;
    readMarks(tags, await this.#read(tags.map(markKey)), marks);
  }

  #isInvalidated(key: string, entry: StoredEntry, marks: ReadonlyMap<string, number>): boolean {
    return [key, ...entry.tags].some((name) => {
      const mark = marks.get(name);
      // A mark that could not be read leaves the value in doubt, and one that is to be written comes later.
      if (mark === undefined || this.#pending.has(name) || mark > entry.knownTo) return true;
      const { lastInvalidatedAt, clockSkewMs } = this.#options;
      const atMs = lastInvalidatedAt(name) ?? 0;
      // Numbers of marks are microseconds since 1970: is this the mark of what was dropped here?
      const isMarked = mark >= (atMs - clockSkewMs) * 1000;
      return !isMarked && entry.startedAt <= atMs + clockSkewMs;
    });
  }

  /** @returns undefined if L2 did not answer correctly and in time. */
  async #call<T>(operation: string, run: () => Promise<T>): Promise<T | undefined> {
    if (this.#closed || !this.#link.isReady) return undefined;
    const answer = await this.#calls.run(operation, run);
    const isAnswered = answer !== undefined;
    if (isAnswered && this.#pending.size > 0 && operation !== 'invalidate') {
      void this.#flushPending();
    }
    return answer;
  }
}

function entryKey(key: string): string {
  return `e:${key}`;
}

function markKey(name: string): string {
  return `m:${name}`;
}

/** A change from a message of another replica. */
function asChange(value: unknown): readonly CacheChange[] {
  if (!isObject(value) || !Array.isArray(value['keysOrTags'])) return [];
  const keysOrTags = value['keysOrTags'].filter((name) => typeof name === 'string');
  return [{ keysOrTags, change: value['change'] }];
}

/** 0 for a name that was never invalidated. */
function readMarks(
  names: readonly string[],
  texts: readonly unknown[],
  marks: Map<string, number>,
): void {
  for (const [index, name] of names.entries()) {
    const text = texts[index];
    const at = text === null ? 0 : Number(text);
    // A mark is invalid or could not be read, so its value is not trusted.
    if (!Number.isNaN(at)) marks.set(name, at);
  }
}
