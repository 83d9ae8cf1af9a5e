import { createHash, randomUUID } from 'node:crypto';
import { defineScript, runScript } from './script.js';
import type { ValkeyLink } from './ValkeyLink.js';

/** Something that an operator may want to see: once for each outage, and once at its end. */
export type PolitenessEvent =
  | { readonly type: 'shared-limits-used' }
  | { readonly type: 'shared-limits-away'; readonly error: unknown };

/** The share of a limit that this process may use, while other processes use the rest. */
interface SharedLimit {
  /** Processes that use the limit now, this one included. */
  readonly processes: number;
  /** Reports that this process is about to use it. Never throws, and does not wait. */
  use(): void;
  /** Called when the number of processes has changed. */
  onChange(listener: () => void): void;
}

/**
 * Registers a user of a limit. KEYS users; ARGV process, milliseconds. Returns the number of recent
 * users. Those of a clock that was ahead do not count until they report again.
 */
const USE = defineScript(`
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
redis.call('ZADD', KEYS[1], now, ARGV[1])
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now - tonumber(ARGV[2]))
redis.call('ZREMRANGEBYSCORE', KEYS[1], '(' .. now, '+inf')
redis.call('PEXPIRE', KEYS[1], ARGV[2])
return redis.call('ZCARD', KEYS[1])
`);

/** KEYS bucket; ARGV tokens, tokens per minute. Returns the rest, as text. */
const SPEND = defineScript(`
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
local size = tonumber(ARGV[2])
local kept = redis.call('HMGET', KEYS[1], 'tokens', 'at')
local tokens = tonumber(kept[1] or size)
local earned = math.max(0, now - tonumber(kept[2] or now)) / 60000 * size
tokens = math.min(math.min(tokens + earned, size) - tonumber(ARGV[1]), size)
redis.call('HSET', KEYS[1], 'tokens', tostring(tokens), 'at', string.format('%.0f', now))
redis.call('PEXPIRE', KEYS[1], math.ceil(math.max(1, (size - tokens) / size) * 60000) + 1000)
return tostring(tokens)
`);

/** A process that has not reported for this long no longer counts. */
const USED_MS = 5_000;
/** An active process reports this often. */
const AGAIN_MS = USED_MS / 3;
const TIMEOUT_MS = 1_000;

/** Limits that processes share. Without the store, each process applies them on its own. */
export class Politeness {
  readonly #link: ValkeyLink;
  readonly #namespace: string;
  readonly #process = randomUUID();
  readonly #limits = new Map<string, ProcessLimit>();
  #isReady = false;

  /** @param namespace prefix of all keys. */
  constructor(link: ValkeyLink, namespace: string, onEvent: (event: PolitenessEvent) => void) {
    this.#link = link;
    this.#namespace = namespace;
    let isDown = false;
    link.onReady(() => {
      isDown = false;
      this.#isReady = true;
      onEvent({ type: 'shared-limits-used' });
    });
    link.onDown((error) => {
      this.#isReady = false;
      for (const limit of this.#limits.values()) limit.forget();
      if (isDown) return;
      isDown = true;
      onEvent({ type: 'shared-limits-away', error });
    });
    link.connect();
  }

  /** A limit of requests to one server. @param url of the server. */
  limitOf(url: string): SharedLimit {
    const known = this.#limits.get(url);
    if (known !== undefined) return known;
    const key = this.#keyOf('users', url);
    const limit = new ProcessLimit(async () => {
      if (!this.#isReady) return undefined;
      const parameters = [this.#process, String(USED_MS)];
      const count = Number(await runScript(this.#link, USE, [key], parameters, TIMEOUT_MS));
      return Number.isInteger(count) ? count : undefined;
    });
    this.#limits.set(url, limit);
    return limit;
  }

  /**
   * Takes tokens from a bucket that refills and that processes share; it may go below zero.
   *
   * @param spent negative to return tokens.
   * @returns the rest; undefined if the store is unavailable.
   */
  async spend(name: string, spent: number, perMinute: number): Promise<number | undefined> {
    if (!this.#isReady) return undefined;
    const parameters = [String(spent), String(perMinute)];
    const key = this.#keyOf('share', name);
    try {
      const left = Number(await runScript(this.#link, SPEND, [key], parameters, TIMEOUT_MS));
      return Number.isFinite(left) ? left : undefined;
    } catch {
      return undefined;
    }
  }

  close(): void {
    this.#link.end();
  }

  /** Names may be addresses of clients, so keys have their hashes. */
  #keyOf(kind: string, name: string): string {
    const hash = createHash('sha256').update(name).digest('base64url').slice(0, 22);
    return `${this.#namespace}:${kind}:{${hash}}`;
  }
}

class ProcessLimit implements SharedLimit {
  readonly #ask: () => Promise<number | undefined>;
  readonly #listeners: (() => void)[] = [];
  #processes = 1;
  /** By `performance.now`. */
  #nextMs = -Infinity;

  constructor(ask: () => Promise<number | undefined>) {
    this.#ask = ask;
  }

  get processes(): number {
    return this.#processes;
  }

  use(): void {
    const nowMs = performance.now();
    if (nowMs < this.#nextMs) return;
    this.#nextMs = nowMs + AGAIN_MS;
    void this.#refresh();
  }

  onChange(listener: () => void): void {
    this.#listeners.push(listener);
  }

  /** The other users are no longer known. */
  forget(): void {
    this.#set(1);
    this.#nextMs = -Infinity;
  }

  async #refresh(): Promise<void> {
    const count = await this.#ask().catch(() => undefined);
    this.#set(Math.max(1, count ?? 1));
  }

  #set(processes: number): void {
    if (processes === this.#processes) return;
    this.#processes = processes;
    for (const listener of this.#listeners) listener();
  }
}
