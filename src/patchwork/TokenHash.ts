import { createHmac, randomBytes } from 'node:crypto';

/** Keyed hashes of tokens, under which this process remembers what it knows about them. */
export class TokenHash {
  readonly #key = randomBytes(32);

  of(token: string): string {
    return createHmac('sha256', this.#key).update(token).digest('base64');
  }
}
