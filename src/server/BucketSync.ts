/** Buckets that processes share. */
export interface SharedBuckets {
  /** @returns tokens that are left; undefined where the store is away. */
  spend(name: string, spent: number, perMinute: number): Promise<number | undefined>;
}

/** Spending within this time is reported together. */
const DELAY_MS = 100;

/**
 * Reports what clients spend in this process to a store, and learns what they have left with what they spent
 * in others. No request waits for it, so that a client can overdraw by what it spends within that time.
 */
export class BucketSync {
  readonly #buckets: SharedBuckets;
  readonly #perMinute: number;
  readonly #onKnown: (client: string, tokens: number) => void;
  #spent = new Map<string, number>();
  #isWaiting = false;

  /** @param onKnown called with the remaining budget of a client. */
  constructor(
    buckets: SharedBuckets,
    perMinute: number,
    onKnown: (client: string, tokens: number) => void,
  ) {
    this.#buckets = buckets;
    this.#perMinute = perMinute;
    this.#onKnown = onKnown;
  }

  /** @param requests negative for refunds. */
  spend(client: string, requests: number): void {
    this.#spent.set(client, (this.#spent.get(client) ?? 0) + requests);
    if (this.#isWaiting) return;
    this.#isWaiting = true;
    setTimeout(() => {
      this.#isWaiting = false;
      void this.#report();
    }, DELAY_MS).unref();
  }

  async #report(): Promise<void> {
    const spent = this.#spent;
    this.#spent = new Map();
    await Promise.all(
      [...spent].map(async ([client, requests]) => {
        const left = await this.#buckets.spend(client, requests, this.#perMinute);
        if (left === undefined) return;
        this.#onKnown(client, left - (this.#spent.get(client) ?? 0));
      }),
    );
  }
}
