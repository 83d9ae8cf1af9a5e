import { rest } from '../../rest.js';
import type { FeedStore } from './FeedStore.js';

/** Options of {@link Lease}. */
export interface LeaseOptions {
  readonly store: FeedStore;
  /** Unique name of this replica. */
  readonly replica: string;
  /** Milliseconds of a clock that never steps back. */
  readonly elapsed: () => number;
  /** From 0 up to 1. */
  readonly random: () => number;
  /** Runs while the lease is held. Ends when the signal is aborted; otherwise it throws. */
  readonly lead: (token: string, signal: AbortSignal) => Promise<void>;
}

/** Parts of a lease after which it is renewed. */
const RENEWALS = 3;
/** Spreads the requests of replicas. */
const SPREAD_MS = 500;
/** Pause after a failure of the store or of leading. */
const PAUSE_MS = 1_000;

/** Holds the lease of one server, or waits for it. */
export class Lease {
  readonly #options: LeaseOptions;
  readonly #stopped = new AbortController();
  #wake = new AbortController();
  #isLeading = false;

  constructor(options: LeaseOptions) {
    this.#options = options;
  }

  get isLeading(): boolean {
    return this.#isLeading;
  }

  get #renewMs(): number {
    return this.#options.store.leaseMs / RENEWALS;
  }

  /** Runs until {@link Lease.stop}, and then releases the lease. */
  async run(): Promise<void> {
    const { store, replica, random } = this.#options;
    while (!this.#stopped.signal.aborted) {
      const answer = await store.acquire(replica).catch(() => undefined);
      if (answer === undefined) await this.#rest(PAUSE_MS);
      else if ('heldMs' in answer) {
        await this.#rest(Math.min(answer.heldMs, this.#renewMs) + random() * SPREAD_MS);
      } else {
        const isOver = await this.#lead(answer.token);
        if (!isOver) await this.#rest(PAUSE_MS);
      }
    }
  }

  /** The lease may be free. */
  retry(): void {
    this.#wake.abort();
  }

  stop(): void {
    this.#stopped.abort(new Error('the feed is stopped'));
    this.#wake.abort();
  }

  /** @returns whether it ended as it should. */
  async #lead(token: string): Promise<boolean> {
    const { store, lead } = this.#options;
    const lost = new AbortController();
    const signal = AbortSignal.any([lost.signal, this.#stopped.signal]);
    const renewing = this.#renew(token, lost, signal);
    this.#isLeading = true;
    try {
      await lead(token, signal);
      return true;
    } catch {
      return false;
    } finally {
      this.#isLeading = false;
      lost.abort();
      await renewing;
      // If the store is unavailable, the lease expires.
      await store.release(token).catch(() => undefined);
    }
  }

  async #renew(token: string, lost: AbortController, signal: AbortSignal): Promise<void> {
    const { store, elapsed } = this.#options;
    let renewedMs = elapsed();
    for (;;) {
      await rest(this.#renewMs, signal);
      if (signal.aborted) return;
      const askedMs = elapsed();
      const isHeld = await store.renew(token).catch(() => undefined);
      if (isHeld === true) renewedMs = askedMs;
      if (isHeld === false || elapsed() - renewedMs >= store.leaseMs) {
        lost.abort(new Error('the lease is lost'));
        return;
      }
    }
  }

  async #rest(ms: number): Promise<void> {
    this.#wake = new AbortController();
    const signal = AbortSignal.any([this.#wake.signal, this.#stopped.signal]);
    await rest(ms, signal);
  }
}
