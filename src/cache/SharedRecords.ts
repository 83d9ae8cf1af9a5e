import { Keyv } from 'keyv';
import { defineScript, runScript } from '../valkey/script.js';
import type { ValkeyLink } from '../valkey/ValkeyLink.js';
import { ValkeyStore } from './ValkeyStore.js';

/** A record as Keyv takes it: `ttl` in milliseconds. */
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

/** Texts of the cache in a Valkey or Redis behind Keyv. Every method throws when it is away. */
export class SharedRecords {
  readonly #link: ValkeyLink;
  readonly #prefix: string;
  readonly #timeoutMs: number;
  readonly #keyv: Keyv<string>;

  constructor(link: ValkeyLink, namespace: string, timeoutMs: number) {
    this.#link = link;
    this.#prefix = `${namespace}::`;
    this.#timeoutMs = timeoutMs;
    this.#keyv = new Keyv<string>({
      store: new ValkeyStore(link, this.#prefix, timeoutMs),
      useKeyPrefix: false,
      throwOnErrors: true,
      // Entries are text already, and know their own age.
      serialize: ({ value }) => String(value),
      deserialize: (text) => ({ value: text as never }),
    });
    // Each call throws its own failure; Node would throw an 'error' nobody listens to.
    this.#keyv.on('error', () => undefined);
  }

  /** In the order of the keys; undefined where there is none. */
  async getMany(keys: readonly string[]): Promise<readonly (string | undefined)[]> {
    return await this.#keyv.getMany<string>([...keys]);
  }

  async setMany(records: readonly StoredRecord[]): Promise<void> {
    await this.#keyv.setMany([...records]);
  }

  async deleteMany(keys: readonly string[]): Promise<void> {
    await this.#keyv.deleteMany([...keys]);
  }

  async publish(channel: string, message: string): Promise<void> {
    await this.#link.send('', ['PUBLISH', channel, message], this.#timeoutMs);
  }

  /** A number above all that were given under this key. */
  async next(key: string): Promise<number> {
    return Number(await runScript(this.#link, NEXT, [this.#prefix + key], [], this.#timeoutMs));
  }
}
