import { createHmac, randomBytes } from 'node:crypto';

/** Tokens of one server that are remembered. */
export const MAX_TOKENS = 10_000;

/** Keyed hashes of tokens, under which this process remembers what it knows about them. */
export class TokenHash {
  readonly #key = randomBytes(32);

  of(token: string): string {
    return createHmac('sha256', this.#key).update(token).digest('base64');
  }
}
