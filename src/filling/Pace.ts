import { setTimeout as delay } from 'node:timers/promises';
import { eventScope } from '../live/readEventPage.js';
import type { Scope } from '../patchwork/Scope.js';

/**
 * Limits the rate of the requests for filling from one server. They have lower priority than all
 * other requests to it (`FairQueue`), and are sent one after the other.
 */
export class Pace {
  /** Scope of all reads. */
  readonly scope: Scope;
  /** Requests made so far. */
  requests = 0;
  /**
   * Called before each read waits for its turn, for work that must not wait for a long task to end.
   * It may wait for turns itself. Default: nothing.
   */
  beforeRead: (() => Promise<void>) | undefined;
  readonly #intervalMs: number;
  readonly #elapsed: () => number;
  #nextMs = -Infinity;

  constructor(
    requestsPerSecond: number,
    readonly signal: AbortSignal,
    elapsed: () => number = () => performance.now(),
  ) {
    this.#intervalMs = 1000 / requestsPerSecond;
    this.#elapsed = elapsed;
    this.scope = eventScope(signal, this, () => {
      this.requests += 1;
      this.#nextMs = Math.max(this.#elapsed(), this.#nextMs) + this.#intervalMs;
    });
  }

  /**
   * Waits until the requests made so far leave room for the next read.
   *
   * @throws the reason of the abort, and errors of `beforeRead`.
   */
  async turn(): Promise<void> {
    this.signal.throwIfAborted();
    await this.beforeRead?.();
    const waitMs = this.#nextMs - this.#elapsed();
    // It keeps the process running: while a command waits, nothing else may be open.
    if (waitMs > 1) await delay(waitMs, undefined, { signal: this.signal });
  }
}
