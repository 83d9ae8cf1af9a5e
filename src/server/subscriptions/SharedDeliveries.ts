import { LRUCache } from 'lru-cache';

/** Texts of deliveries that were made lately, for subscribers that reach the same place a little later. */
const MAX_CACHED_BYTES = 4_000_000;
const CACHED_MS = 5_000;

/** Texts written for one delivery. */
export interface WrittenDelivery {
  /** The answer as JSON. */
  readonly text: string;
}

/**
 * Executes a delivery once for all subscribers who get the same: they have no tokens, they sent the same
 * document and variables, and they stand at the same place.
 */
export class SharedDeliveries {
  readonly #underWay = new Map<string, Promise<WrittenDelivery>>();
  readonly #written = new LRUCache<string, WrittenDelivery>({
    maxSize: MAX_CACHED_BYTES,
    // The text, and its bytes as they are sent.
    sizeCalculation: ({ text }, key) => 2 * text.length + key.length,
    ttl: CACHED_MS,
  });

  /**
   * @param key represents all that the text depends on; null shares it with nobody.
   * @returns a promise unless the delivery is written already.
   */
  write(
    key: string | null,
    execute: () => Promise<WrittenDelivery>,
  ): WrittenDelivery | Promise<WrittenDelivery> {
    if (key === null) return execute();
    const written = this.#written.get(key);
    if (written !== undefined) return written;
    const underWay = this.#underWay.get(key);
    if (underWay !== undefined) return underWay;
    const writing = this.#execute(key, execute);
    this.#underWay.set(key, writing);
    return writing;
  }

  async #execute(key: string, execute: () => Promise<WrittenDelivery>): Promise<WrittenDelivery> {
    try {
      const made = await execute();
      // What has failed may succeed for the next.
      if (!made.text.startsWith('{"errors"')) this.#written.set(key, made);
      return made;
    } finally {
      this.#underWay.delete(key);
    }
  }
}
