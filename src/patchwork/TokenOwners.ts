import { LRUCache } from 'lru-cache';
import { MAX_TOKENS, TokenHash } from './TokenHash.js';

/** How long it is assumed that an owner cannot be found out. */
const UNKNOWN_TTL_MS = 10 * 60_000;

/** Whose a token is. */
export interface TokenOwner {
  /** The user's number on its instance. */
  readonly id: number;
  readonly username: string;
}

/**
 * Owners of tokens of one server, as far as they have been found out: that can cost dozens of requests
 * and never changes. Only keyed hashes of tokens are stored.
 */
export class TokenOwners {
  readonly #hash = new TokenHash();
  readonly #owners = new LRUCache<string, TokenOwner>({ max: MAX_TOKENS });
  readonly #unknown = new LRUCache<string, string>({ max: MAX_TOKENS, ttl: UNKNOWN_TTL_MS });

  get(token: string): TokenOwner | undefined {
    return this.#owners.get(this.#hash.of(token));
  }

  remember(token: string, owner: TokenOwner): void {
    this.#owners.set(this.#hash.of(token), owner);
  }

  /** Why the owner could not be found out lately. */
  whyUnknown(token: string): string | undefined {
    return this.#unknown.get(this.#hash.of(token));
  }

  rememberUnknown(token: string, why: string): void {
    this.#unknown.set(this.#hash.of(token), why);
  }
}
