import { isIPv6 } from 'node:net';
import { LRUCache } from 'lru-cache';
import { BucketSync, type SharedBuckets } from './BucketSync.js';
import { MINUTE_MS } from '../durations.js';

/** Clients remembered at once; one that is forgotten begins with a full share. */
const MAX_CLIENTS = 50_000;

/** Remaining budget of a client. */
export interface Allowance {
  /** Upstream requests per minute. */
  readonly limit: number;
  /** Whole upstream requests left now; never below 0. */
  readonly remaining: number;
  /** Seconds until the whole share is there again. */
  readonly resetSeconds: number;
  /** Seconds until at least one is there; 0 when it is. */
  readonly retryAfterSeconds: number;
}

interface Bucket {
  tokens: number;
  atMs: number;
}

/**
 * A share of upstream requests for each client: it refills steadily, and a client that was quiet
 * may spend a minute's worth at once (a token bucket). The estimated cost of an operation is taken
 * before it starts, and the rest when its cost is known, so a client may get into debt; it is refused
 * until that is paid.
 */
export class RateLimiter {
  readonly #buckets = new LRUCache<string, Bucket>({ max: MAX_CLIENTS });

  readonly #now: () => number;
  readonly #sync: BucketSync | undefined;

  /**
   * @param perMinute upstream requests per client and minute.
   * @param now milliseconds of a clock that never steps back. Default: `performance.now`.
   * @param shared buckets that other processes spend from, too.
   */
  constructor(
    readonly perMinute: number,
    now: () => number = () => performance.now(),
    shared?: SharedBuckets,
  ) {
    this.#now = now;
    this.#sync =
      shared &&
      new BucketSync(shared, perMinute, (client, tokens) => {
        this.#bucket(client).tokens = Math.min(tokens, perMinute);
      });
  }

  /** The remaining budget of the client; nothing is taken. */
  look(client: string): Allowance {
    return this.#allowance(this.#bucket(client));
  }

  /** Takes the cost of an operation, even if less is left; a negative cost is a refund. */
  spend(client: string, requests: number): Allowance {
    const bucket = this.#bucket(client);
    bucket.tokens = Math.min(bucket.tokens - requests, this.perMinute);
    this.#sync?.spend(client, requests);
    return this.#allowance(bucket);
  }

  /** Seconds until so many requests are there; 0 when they are. */
  secondsUntil(client: string, requests: number): number {
    return this.#secondsFor(requests - this.#bucket(client).tokens);
  }

  #bucket(client: string): Bucket {
    const nowMs = this.#now();
    const bucket = this.#buckets.get(client);
    if (bucket === undefined) {
      const full = { tokens: this.perMinute, atMs: nowMs };
      this.#buckets.set(client, full);
      return full;
    }
    const earned = ((nowMs - bucket.atMs) / MINUTE_MS) * this.perMinute;
    bucket.tokens = Math.min(bucket.tokens + Math.max(earned, 0), this.perMinute);
    bucket.atMs = nowMs;
    return bucket;
  }

  #allowance({ tokens }: Bucket): Allowance {
    return {
      limit: this.perMinute,
      remaining: Math.max(0, Math.floor(tokens)),
      resetSeconds: this.#secondsFor(this.perMinute - tokens),
      retryAfterSeconds: this.#secondsFor(1 - tokens),
    };
  }

  #secondsFor(requests: number): number {
    return Math.max(0, Math.ceil((requests * MINUTE_MS) / this.perMinute / 1000));
  }
}

/**
 * Key of a client: its address, and for IPv6 the network of 64 bits, of which one client
 * has all addresses.
 */
export function clientKeyOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  if (!isIPv6(address)) return address;
  // URL writes an address in its one canonical form.
  const [head = '', tail] = new URL(`http://[${address.split('%')[0] ?? ''}]/`).hostname
    .slice(1, -1)
    .split('::');
  const groups = (text: string): string[] => (text === '' ? [] : text.split(':'));
  const start = groups(head);
  const end = groups(tail ?? '');
  const zeros = new Array<string>(Math.max(0, 8 - start.length - end.length)).fill('0');
  return `${[...start, ...(tail === undefined ? [] : zeros), ...end].slice(0, 4).join(':')}::/64`;
}
