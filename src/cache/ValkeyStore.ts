import { EventEmitter } from 'node:events';
import type { KeyvEntry, KeyvStoreAdapter } from 'keyv';
import type { KeyCommand, ValkeyLink } from '../valkey/ValkeyLink.js';

/**
 * Stores the texts of Keyv in a Valkey or Redis: one server, the primary that Sentinels name, or a
 * cluster. Calls for many keys are sent together. Every method throws as {@link ValkeyLink.send}.
 */
export class ValkeyStore extends EventEmitter implements KeyvStoreAdapter {
  /** For Keyv, which takes a store without options for a map. */
  readonly opts = {};
  readonly #link: ValkeyLink;
  readonly #prefix: string;
  readonly #timeoutMs: number;

  /**
   * @param prefix of all keys.
   * @param timeoutMs time for one call.
   */
  constructor(link: ValkeyLink, prefix: string, timeoutMs: number) {
    super();
    this.#link = link;
    this.#prefix = prefix;
    this.#timeoutMs = timeoutMs;
  }

  async get<T>(key: string): Promise<T | undefined> {
    const [text] = await this.getMany<T>([key]);
    return text;
  }

  /** The texts in the order of the keys; undefined if there is none. */
  async getMany<T>(keys: readonly string[]): Promise<(T | undefined)[]> {
    const texts = this.#link.isCluster
      ? (await this.#sendAll(keys.map((key) => this.#commandOf('MGET', key)))).flat()
      : await this.#getTogether(keys);
    return keys.map((_, index) => (texts[index] ?? undefined) as T | undefined);
  }

  async set(key: string, value: string, ttl?: number): Promise<void> {
    await this.setMany([{ key, value, ...(ttl !== undefined && { ttl }) }]);
  }

  async setMany(entries: readonly KeyvEntry[]): Promise<void> {
    const commands = entries.map(({ key, value, ttl }) => {
      const expiry = ttl === undefined ? [] : ['PX', String(ttl)];
      return this.#commandOf('SET', key, String(value), ...expiry);
    });
    await this.#sendAll(commands);
  }

  /** @returns whether it existed. */
  async delete(key: string): Promise<boolean> {
    return await this.deleteMany([key]);
  }

  /** @returns whether any of them existed. */
  async deleteMany(keys: readonly string[]): Promise<boolean> {
    const counts = await this.#sendAll(keys.map((key) => this.#commandOf('UNLINK', key)));
    return counts.some((count) => count === 1);
  }

  /** Other replicas use the keys too. @throws always. */
  clear(): Promise<void> {
    return Promise.reject(new Error('a shared store is not cleared'));
  }

  async #getTogether(keys: readonly string[]): Promise<readonly unknown[]> {
    const command = ['MGET', ...keys.map((key) => this.#prefix + key)];
    const [texts] = await this.#sendAll([{ key: '', command }]);
    return Array.isArray(texts) ? (texts as unknown[]) : [];
  }

  #commandOf(name: string, key: string, ...rest: readonly string[]): KeyCommand {
    const stored = this.#prefix + key;
    return { key: stored, command: [name, stored, ...rest] };
  }

  async #sendAll(commands: readonly KeyCommand[]): Promise<readonly unknown[]> {
    return await this.#link.sendMany(commands, this.#timeoutMs);
  }
}
