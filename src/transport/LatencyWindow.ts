/** Durations of the latest answers, for a moving median. */
export class LatencyWindow {
  readonly #durationsMs: number[] = [];
  readonly #capacity: number;
  #next = 0;

  /** @param capacity number of answers that are stored. */
  constructor(capacity = 100) {
    this.#capacity = capacity;
  }

  add(durationMs: number): void {
    this.#durationsMs[this.#next] = durationMs;
    this.#next = (this.#next + 1) % this.#capacity;
  }

  /** The last duration added, or null. */
  get lastMs(): number | null {
    return this.#durationsMs.at(this.#next - 1) ?? null;
  }

  /** Nearest-rank percentiles, or null before the first answer. */
  summary(): { readonly medianMs: number; readonly p95Ms: number } | null {
    const sorted = this.#durationsMs.toSorted((a, b) => a - b);
    const medianMs = sorted[Math.ceil(sorted.length * 0.5) - 1];
    const p95Ms = sorted[Math.ceil(sorted.length * 0.95) - 1];
    return medianMs === undefined || p95Ms === undefined ? null : { medianMs, p95Ms };
  }
}
