import { MAX_TOKENS, TokenHash } from './TokenHash.js';

/** How long a token that was accepted is taken for valid. */
const TRUST_MS = 5 * 60_000;

/**
 * Which tokens one server has accepted lately. A wrong token makes Patchwork refuse even what
 * everybody may read, and its owner has to be informed; a right one makes no difference there. So a
 * token is sent along with public reads until it was accepted once, and after that public reads are
 * anonymous and shared with everybody. Only keyed hashes of tokens are stored.
 */
export class TokenTrust {
  readonly #hash = new TokenHash();
  readonly #until = new Map<string, number>();

  readonly #now: () => number;

  /** @param now milliseconds of a clock that never steps back. */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  isTrusted(token: string): boolean {
    const until = this.#until.get(this.#hash.of(token));
    return until !== undefined && until > this.#now() && until <= this.#now() + TRUST_MS;
  }

  /** The server has answered a request that carried it. */
  accept(token: string): void {
    if (this.#until.size >= MAX_TOKENS) this.#until.clear();
    this.#until.set(this.#hash.of(token), this.#now() + TRUST_MS);
  }

  /** The server has refused it. */
  refuse(token: string): void {
    this.#until.delete(this.#hash.of(token));
  }
}
