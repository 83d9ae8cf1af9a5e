import { defineScript, runScript } from '../valkey/script.js';
import type { KeyCommand, ValkeyLink } from '../valkey/ValkeyLink.js';

/** A text and how long it is kept, in milliseconds. */
export interface StoredRecord {
  readonly key: string;
  readonly value: string;
  readonly ttl: number;
}

/**
 * A number above all that were given: microseconds of the server's clock, or more where that went back. After the
 * key was lost, numbers go on above those that are stored elsewhere.
 *
 * KEYS sequence. Returns it as text.
 */
const NEXT = defineScript(`
local time = redis.call('TIME')
local number = tonumber(time[1]) * 1000000 + tonumber(time[2])
local last = tonumber(redis.call('GET', KEYS[1]) or '0') or 0
if last >= number and last < 8.6e15 then number = last + 1 end
local text = string.format('%.0f', number)
redis.call('SET', KEYS[1], text)
return text
`);

/** Texts of the cache in a Valkey or Redis. Every method throws when it is away. */
export class SharedRecords {
  readonly #link: ValkeyLink;
  readonly #namespace: string;
  readonly #timeoutMs: number;

  constructor(link: ValkeyLink, namespace: string, timeoutMs: number) {
    this.#link = link;
    this.#namespace = namespace;
    this.#timeoutMs = timeoutMs;
  }

  /** In the order of the keys; what is no text is not there. */
  async getMany(keys: readonly string[]): Promise<readonly unknown[]> {
    if (this.#link.isCluster) {
      const answers = await this.#sendAll(keys.map((key) => this.#commandFor('MGET', key)));
      return answers.flat();
    }
    const command = ['MGET', ...keys.map((key) => this.#storedKey(key))];
    const [texts] = await this.#sendAll([{ key: '', command }]);
    return Array.isArray(texts) ? (texts as unknown[]) : [];
  }

  async setMany(records: readonly StoredRecord[]): Promise<void> {
    await this.#sendAll(
      records.map(({ key, value, ttl }) => {
        const stored = this.#storedKey(key);
        return { key: stored, command: ['SET', stored, value, 'PX', String(ttl)] };
      }),
    );
  }

  async deleteMany(keys: readonly string[]): Promise<void> {
    await this.#sendAll(keys.map((key) => this.#commandFor('UNLINK', key)));
  }

  async publish(channel: string, message: string): Promise<void> {
    await this.#sendAll([{ key: '', command: ['PUBLISH', channel, message] }]);
  }

  /** A number above all that were given under this key. */
  async next(key: string): Promise<number> {
    return Number(await runScript(this.#link, NEXT, [this.#storedKey(key)], [], this.#timeoutMs));
  }

  #commandFor(name: string, key: string): KeyCommand {
    const stored = this.#storedKey(key);
    return { key: stored, command: [name, stored] };
  }

  #storedKey(key: string): string {
    return `${this.#namespace}::${key}`;
  }

  async #sendAll(commands: readonly KeyCommand[]): Promise<readonly unknown[]> {
    return await this.#link.sendMany(commands, this.#timeoutMs);
  }
}
