import { RequestFailure } from './RequestFailure.js';

/** Requests start only while this share of the budget is free, so that those in flight can finish. */
const RESERVED_SHARE = 1 / 2;

/**
 * Limits the bytes of all answers in flight, over all instances, counted decompressed. While half
 * of the budget is in use, further requests wait.
 */
export class ByteBudget {
  /** May change while answers are in flight. */
  maxBytes: number;
  readonly #waiting = new Set<() => void>();
  #held = 0;
  #refusals = 0;

  constructor(maxBytes: number) {
    this.maxBytes = maxBytes;
  }

  /** Bytes in use. */
  get held(): number {
    return this.#held;
  }

  /** Answers that were aborted because the budget was exhausted. */
  get refusals(): number {
    return this.#refusals;
  }

  /** Requests that wait for the budget. */
  get waiting(): number {
    return this.#waiting.size;
  }

  get hasRoom(): boolean {
    return this.#held <= this.maxBytes * RESERVED_SHARE;
  }

  /**
   * Waits until a request may start.
   *
   * @throws the signal's reason as soon as it is aborted.
   */
  async room(signal: AbortSignal): Promise<void> {
    while (!this.hasRoom) {
      await new Promise<void>((resolve) => {
        const done = (): void => {
          this.#waiting.delete(done);
          signal.removeEventListener('abort', done);
          resolve();
        };
        this.#waiting.add(done);
        signal.addEventListener('abort', done, { once: true });
      });
      signal.throwIfAborted();
    }
  }

  /** @throws RequestFailure if the budget does not have that many bytes left. */
  take(bytes: number): void {
    if (this.#held + bytes > this.maxBytes) {
      this.#refusals += 1;
      throw new RequestFailure(
        'UPSTREAM_UNAVAILABLE',
        `the answer was aborted: all upstream answers in flight exceed ` +
          `${this.maxBytes} bytes together (limits.maxUpstreamBytes)`,
      );
    }
    this.#held += bytes;
  }

  giveBack(bytes: number): void {
    this.#held -= bytes;
    if (this.#waiting.size > 0 && this.hasRoom) for (const done of [...this.#waiting]) done();
  }
}

/** The bytes of a {@link ByteBudget} that one answer uses. */
export class HeldBytes {
  readonly #budget: ByteBudget;
  #bytes = 0;

  constructor(budget: ByteBudget) {
    this.#budget = budget;
  }

  /** @throws RequestFailure as {@link ByteBudget.take}. */
  take(bytes: number): void {
    this.#budget.take(bytes);
    this.#bytes += bytes;
  }

  giveBack(bytes = this.#bytes): void {
    this.#bytes -= bytes;
    this.#budget.giveBack(bytes);
  }
}
