import { createHmac, randomBytes } from 'node:crypto';
import { LRUCache } from 'lru-cache';

const MAX_TOKENS = 10_000;

/** Whose a token is. */
export interface TokenOwner {
  /** The user's number on its instance. */
  readonly id: number;
  readonly username: string;
}

/**
 * Owners of tokens of one server, as far as they have been found out: that can cost dozens of requests
 * and never changes. Tokens are kept as keyed hashes only.
 */
export class TokenOwners {
  readonly #key = randomBytes(32);
  readonly #owners = new LRUCache<string, TokenOwner>({ max: MAX_TOKENS });

  get(token: string): TokenOwner | undefined {
    return this.#owners.get(this.#hash(token));
  }

  remember(token: string, owner: TokenOwner): void {
    this.#owners.set(this.#hash(token), owner);
  }

  #hash(token: string): string {
    return createHmac('sha256', this.#key).update(token).digest('base64');
  }
}
