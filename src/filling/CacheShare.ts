/** Bytes are given back in so many portions over their life. */
const PORTIONS = 30;

/**
 * Room in the cache for what the fillings of one server read. Bytes are given back when what they were taken for has
 * expired. Entries that the cache evicts before that count until then, so that the room is never exceeded.
 */
export class CacheShare {
  readonly #lifeMs: number;
  readonly #now: () => number;
  /** Bytes taken in one portion of time, oldest first. */
  readonly #taken: { readonly endsAt: number; bytes: number }[] = [];
  #left: number;

  /**
   * @param bytes of the cache.
   * @param lifeMs how long entries are cached.
   * @param now milliseconds since 1970.
   */
  constructor(bytes: number, lifeMs: number, now: () => number) {
    this.#left = bytes;
    this.#lifeMs = lifeMs;
    this.#now = now;
  }

  get isFull(): boolean {
    this.#giveBack();
    return this.#left <= 0;
  }

  take(bytes: number): void {
    const now = this.#now();
    const last = this.#taken.at(-1);
    if (last !== undefined && now < last.endsAt) last.bytes += bytes;
    else this.#taken.push({ endsAt: now + this.#lifeMs / PORTIONS, bytes });
    this.#left -= bytes;
  }

  #giveBack(): void {
    for (let [first] = this.#taken; first !== undefined; [first] = this.#taken) {
      if (this.#now() < first.endsAt + this.#lifeMs) return;
      this.#left += first.bytes;
      this.#taken.shift();
    }
  }
}
