import { readFileSync } from 'node:fs';

const INTERVAL_MS = 1;

/** Delays of the event loop in milliseconds, at a percentile. */
export interface LoopDelay {
  /** How late a timer fired. */
  readonly elapsed: number;
  /** The same without the time during which the thread could run but no CPU was free; NaN if unknown. */
  readonly own: number;
}

/**
 * Measures how late a timer fires. Unlike `monitorEventLoopDelay`, it separates delays of the program from delays
 * of the machine, where a thread waits for a CPU. Time between {@link LoopWatch.stop} and the next start is excluded.
 */
export class LoopWatch {
  readonly #elapsed: number[] = [];
  readonly #own: number[] = [];
  #timer: NodeJS.Timeout | undefined;
  #at = 0;
  #waited = 0;

  start(): void {
    this.#at = performance.now();
    this.#waited = waitedMs();
    this.#timer = setInterval(() => {
      const now = performance.now();
      const waited = waitedMs();
      const late = Math.max(0, now - this.#at - INTERVAL_MS);
      this.#elapsed.push(late);
      this.#own.push(Math.max(0, late - (waited - this.#waited)));
      this.#at = now;
      this.#waited = waited;
    }, INTERVAL_MS);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  /** @param share of the delays that are at most as long, 0 to 1. */
  percentile(share: number): LoopDelay {
    return { elapsed: percentile(this.#elapsed, share), own: percentile(this.#own, share) };
  }
}

/** The quantile of a list; NaN if it is empty. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? NaN;
}

/** Time that the main thread waited for a CPU (Documentation/scheduler/sched-stats.rst); NaN if unknown. */
function waitedMs(): number {
  try {
    const pid = String(process.pid);
    const [, waited] = readFileSync(`/proc/self/task/${pid}/schedstat`, 'utf8').split(' ');
    return Number(waited) / 1e6;
  } catch {
    return NaN;
  }
}
