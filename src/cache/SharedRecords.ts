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
 * The largest number of an invalidation, which microseconds reach in the year 2242. A larger one is not from this
 * program; entries that carried it could not be read.
 */
const MAX_SEQUENCE = 8.6e15;

/**
 * Returns a number above all earlier ones: microseconds of the server's clock, or more if that went
 * back. If the key was lost, numbers continue above those that are stored elsewhere.
 *
 * KEYS sequence; ARGV bound of numbers. Returns it as text.
 */
const NEXT = defineScript(`
local time = redis.call('TIME')
local number = tonumber(time[1]) * 1000000 + tonumber(time[2])
local last = tonumber(redis.call('GET', KEYS[1]) or '0') or 0
if last >= number and last < tonumber(ARGV[1]) then number = last + 1 end
local text = string.format('%.0f', number)
redis.call('SET', KEYS[1], text)
return text
`);

/** Whether a number can be one of {@link SharedRecords.next}. */
export function isSequence(value: number): boolean {
  return Number.isSafeInteger(value) && value <= MAX_SEQUENCE;
}

/**
 * Texts of the cache in a Valkey or Redis behind Keyv. Every method throws if the server is
 * unavailable.
 */
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
      // Entries are text already, and know their own age. Keyv types this for values of any kind.
      serialize: ({ value }) => String(value),
      deserialize: (text) => ({ value: text as never }),
    });
    // Each call throws its own failure; Node would throw an 'error' event without listeners.
    this.#keyv.on('error', () => undefined);
  }

  /** In the order of the keys; undefined if there is none. */
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

  /** A number above all earlier ones of this key. */
  async next(key: string): Promise<number> {
    const parameters = [String(MAX_SEQUENCE)];
    return Number(
      await runScript(this.#link, NEXT, [this.#prefix + key], parameters, this.#timeoutMs),
    );
  }
}
