import { ConsecutiveBreaker, TimeoutStrategy, timeout } from 'cockatiel';
import type { TimeoutPolicy } from 'cockatiel';
import type { CacheEvent } from './cache.js';

/** As in CacheOptions. */
interface GuardOptions {
  readonly timeoutMs: number;
  readonly pauseMs: number;
  readonly onEvent: (event: CacheEvent) => void;
}

/** Calls to L2: each has a time limit, and after two failures in a row calls pause for a while. */
export class GuardedCalls {
  readonly #options: GuardOptions;
  readonly #timeout: TimeoutPolicy;
  /** cockatiel's whole breaker would measure the pause by the wall clock. */
  readonly #failuresInRow = new ConsecutiveBreaker(2);
  /** By `performance.now`; undefined while L2 is not paused. */
  #pausedUntilMs: number | undefined;
  #isTrying = false;
  readonly #underWay = new Set<Promise<unknown>>();
  #closed = false;
  failures = 0;

  constructor(options: GuardOptions) {
    this.#options = options;
    this.#timeout = timeout(options.timeoutMs, TimeoutStrategy.Aggressive);
  }

  get isPaused(): boolean {
    return this.#pausedUntilMs !== undefined;
  }

  /** @returns undefined if L2 is paused, or did not answer correctly and in time. */
  async run<T>(operation: string, call: () => Promise<T>): Promise<T | undefined> {
    const pausedUntilMs = this.#pausedUntilMs;
    const isPaused = pausedUntilMs !== undefined;
    // While one call checks whether L2 is back, the others do not wait for it.
    if (isPaused && (this.#isTrying || performance.now() < pausedUntilMs)) return undefined;
    this.#isTrying = isPaused;
    const answering = this.#timeout.execute(call);
    const settled = answering.then(
      () => undefined,
      () => undefined,
    );
    this.#underWay.add(settled);
    try {
      const answer = await answering;
      this.#succeed(isPaused);
      return answer;
    } catch (error) {
      const isPausing = this.#failuresInRow.failure();
      if (isPaused || isPausing) this.#pause(error);
      this.#fail(operation, error);
      return undefined;
    } finally {
      this.#underWay.delete(settled);
    }
  }

  /** Waits for calls in progress, at most for one time limit; reports no further events. */
  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all(this.#underWay);
  }

  #succeed(wasTrying: boolean): void {
    this.#failuresInRow.success();
    if (!wasTrying || this.#pausedUntilMs === undefined) return;
    this.#pausedUntilMs = undefined;
    this.#isTrying = false;
    if (!this.#closed) this.#options.onEvent({ type: 'l2-resumed' });
  }

  #pause(error: unknown): void {
    const isNew = this.#pausedUntilMs === undefined;
    this.#pausedUntilMs = performance.now() + this.#options.pauseMs;
    this.#isTrying = false;
    if (isNew && !this.#closed) this.#options.onEvent({ type: 'l2-paused', error });
  }

  #fail(operation: string, error: unknown): void {
    if (this.#closed) return;
    this.failures += 1;
    this.#options.onEvent({ type: 'l2-failed', operation, error });
  }
}
