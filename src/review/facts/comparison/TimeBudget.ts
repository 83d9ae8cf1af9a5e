/** The time that one comparison may take, and each pair of patches within it. */
export class TimeBudget {
  readonly #endMs: number;
  #isCut = false;

  readonly #pairMs: number;
  readonly #now: () => number;

  /**
   * @param totalMs for all pairs.
   * @param pairMs for one pair; 0 allows none.
   * @param now milliseconds of a clock that never goes back.
   */
  constructor(totalMs: number, pairMs: number, now: () => number = () => performance.now()) {
    this.#pairMs = pairMs;
    this.#now = now;
    this.#endMs = now() + totalMs;
  }

  /** Whether anything was left out because its time was up. */
  get isCut(): boolean {
    return this.#isCut;
  }

  /** Runs a task that stops by itself after the given milliseconds; null where no time is left. */
  spend<T>(run: (timeoutMs: number) => T | null): T | null {
    const timeoutMs = Math.min(this.#pairMs, this.#endMs - this.#now());
    const result = timeoutMs <= 0 ? null : run(timeoutMs);
    if (result === null) this.#isCut = true;
    return result;
  }
}
