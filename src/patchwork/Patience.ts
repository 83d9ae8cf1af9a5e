import { OutOfPatienceError } from '../errors.js';

/**
 * How a wait ended. ANSWERED: the server answered, or its failure was found out. CACHED: it was not
 * asked. SILENT: an old answer was given since the server did not answer.
 */
export type WaitEnd = 'ANSWERED' | 'CACHED' | 'SILENT';

/** Bounds of a {@link Patience}. */
export interface PatienceLimits {
  /** For a server that does not answer. */
  readonly patienceMs: number;
  /** The same where an old answer is cached. */
  readonly stalePatienceMs: number;
}

/**
 * One operation's patience with one instance. It is patience with silence: it begins with the first wait,
 * and each answer to a request of the operation begins it anew, so that many requests of a second each
 * are not cut off; the operation's own time bounds them. Once it has run out, it stays so: the operation
 * does not wait for the instance again. Spans are measured by a monotonic clock.
 */
export class Patience {
  readonly #limits: PatienceLimits;
  readonly #controller = new AbortController();
  #waits = 0;
  #silentSinceMs: number | undefined;
  #isSilent = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(limits: PatienceLimits) {
    this.#limits = limits;
  }

  /** Aborted with an OutOfPatienceError, or with the reason for which the operation ended. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  get stalePatienceMs(): number {
    return this.#limits.stalePatienceMs;
  }

  /** How long the server has been silent while the operation waited for it. */
  get silentMs(): number {
    return this.#silentSinceMs === undefined ? 0 : performance.now() - this.#silentSinceMs;
  }

  /** How long to wait yet where an old answer is cached. */
  get staleWaitMs(): number {
    return Math.max(0, this.#limits.stalePatienceMs - this.silentMs);
  }

  begin(): void {
    this.#waits += 1;
    this.#silentSinceMs ??= performance.now();
    if (this.#timer === undefined && !this.signal.aborted) this.#schedule(this.#limits.patienceMs);
  }

  end(how: WaitEnd): void {
    this.#waits -= 1;
    if (how === 'SILENT') this.#isSilent = true;
    if (how === 'ANSWERED') {
      this.#isSilent = false;
      this.#silentSinceMs = this.#waits === 0 ? undefined : performance.now();
    } else if (this.#waits === 0 && !this.#isSilent) {
      this.#silentSinceMs = undefined;
    }
  }

  /** The operation is over. */
  cancel(reason: unknown): void {
    clearTimeout(this.#timer);
    this.#controller.abort(reason);
  }

  #schedule(afterMs: number): void {
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      if (this.#waits === 0) return;
      const { patienceMs } = this.#limits;
      const leftMs = patienceMs - this.silentMs;
      // Timers may fire a millisecond early.
      if (leftMs > 1) this.#schedule(leftMs);
      else this.#controller.abort(new OutOfPatienceError(patienceMs));
    }, afterMs);
  }
}
