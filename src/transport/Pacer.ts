/** Spaces the starts of requests evenly. p-queue can pace too, but by the wall clock. */
export class Pacer {
  readonly #perSecond: number | undefined;
  #intervalMs: number;
  #nextMs = -Infinity;

  /** @param perSecond no bound when missing. */
  constructor(perSecond: number | undefined) {
    this.#perSecond = perSecond;
    this.#intervalMs = perSecond === undefined ? 0 : 1000 / perSecond;
  }

  /** Shares the bound with other processes, evenly. @param processes this one included. */
  divide(processes: number): void {
    if (this.#perSecond !== undefined) this.#intervalMs = (1000 * processes) / this.#perSecond;
  }

  /** Takes the next start. @returns milliseconds until then. */
  take(): number {
    if (this.#intervalMs === 0) return 0;
    const nowMs = performance.now();
    const startMs = Math.max(nowMs, this.#nextMs);
    this.#nextMs = startMs + this.#intervalMs;
    return startMs - nowMs;
  }
}
