/** Time that completing values may take before other work gets its turn, in milliseconds. */
const SLICE_MS = 20;

/** The clock is read at one check in so many. */
const CHECKS_PER_READING = 16;

/**
 * Shares the event loop. Completing a large answer takes no I/O, so nothing else would run until it is
 * complete, not even the timer of its deadline. One instance serves all operations of a process.
 */
export class EventLoopTurn {
  #startMs: number | undefined;
  #checks = 0;
  #isOver = false;

  /** Whether this turn of the event loop has been used up, by whatever operation. */
  isOver(): boolean {
    if (this.#isOver) return true;
    this.#checks += 1;
    if (this.#startMs !== undefined && this.#checks % CHECKS_PER_READING !== 0) return false;
    const nowMs = performance.now();
    if (this.#startMs === undefined) {
      this.#startMs = nowMs;
      setImmediate(this.#begin);
    } else if (nowMs - this.#startMs > SLICE_MS) {
      this.#isOver = true;
    }
    return this.#isOver;
  }

  /** Resolves in a turn that has time left. */
  async next(): Promise<void> {
    do {
      await new Promise<void>((resolve) => setImmediate(resolve));
    } while (this.isOver());
  }

  readonly #begin = (): void => {
    this.#startMs = undefined;
    this.#isOver = false;
  };
}
