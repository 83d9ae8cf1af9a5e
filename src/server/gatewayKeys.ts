import { createHash } from 'node:crypto';

/** A key of the gateway as the configuration knows it. */
export interface GatewayKeyOptions {
  /** Who has it, for people who read the configuration. */
  readonly name: string;
  /** SHA-256 of the key, in hexadecimal digits: the key itself is not stored. */
  readonly sha256: string;
  /** Patchwork tokens by instance that it represents. */
  readonly tokens: Readonly<Record<string, string>>;
}

/** Keys of the gateway, each standing for tokens of instances. */
export class GatewayKeys {
  readonly #byHash: ReadonlyMap<string, GatewayKeyOptions>;

  constructor(keys: readonly GatewayKeyOptions[]) {
    this.#byHash = new Map(keys.map((key) => [key.sha256.toLowerCase(), key]));
  }

  /** Whether there are none, so that clients cannot mean one. */
  get isEmpty(): boolean {
    return this.#byHash.size === 0;
  }

  /**
   * The key with its name and tokens; undefined for one that is not known. It is looked up by its
   * hash, so the time that takes says nothing about the keys there are.
   */
  find(key: string): GatewayKeyOptions | undefined {
    return this.#byHash.get(createHash('sha256').update(key).digest('hex'));
  }
}
