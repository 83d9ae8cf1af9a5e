import type { Sleep } from './feed.js';
import { withJitter, type PollOutcome } from './pollInterval.js';

/** Options of {@link PollPause}. */
export interface PollPauseOptions {
  /** Time between two polls while there are subscribers. */
  readonly minSeconds: number;
  /** Milliseconds of a clock that never steps back. */
  readonly elapsed: () => number;
  /** From 0 up to 1. */
  readonly random: () => number;
  readonly sleep: Sleep;
}

/** The pauses between polls, which end early when a subscriber is added. */
export class PollPause {
  readonly #options: PollPauseOptions;
  #isHurried = false;
  #wake = (): void => undefined;

  constructor(options: PollPauseOptions) {
    this.#options = options;
  }

  /** A subscriber was added. */
  hurry(): void {
    this.#isHurried = true;
    this.#wake();
  }

  /** @param intervalSeconds before jitter. @param outcome of the poll before. */
  async rest(intervalSeconds: number, outcome: PollOutcome, signal: AbortSignal): Promise<void> {
    const { minSeconds, elapsed, random, sleep } = this.#options;
    const beganMs = elapsed();
    const woken = new AbortController();
    // A server that fails or throttles is not polled early.
    const mayHurry = outcome === 'IDLE' || outcome === 'EVENTS';
    if (mayHurry) {
      this.#wake = () => {
        woken.abort();
      };
    }
    const restMs = withJitter(intervalSeconds, outcome, random()) * 1000;
    if (!mayHurry || !this.#isHurried) {
      await sleep(restMs, AbortSignal.any([signal, woken.signal]));
    }
    if (mayHurry && this.#isHurried) {
      const hurriedMs = Math.min(restMs, withJitter(minSeconds, outcome, random()) * 1000);
      const leftMs = hurriedMs - (elapsed() - beganMs);
      if (leftMs > 0) await sleep(leftMs, signal);
    }
    this.#wake = () => undefined;
    this.#isHurried = false;
  }
}
