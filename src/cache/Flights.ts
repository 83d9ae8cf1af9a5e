import { AbortListeners } from '../AbortListeners.js';
import { OutOfPatienceError } from '../errors.js';
import type { CacheResult, StalePatience } from './cache.js';
import { staleWaitMs, type Flight } from './Flight.js';
import type { MemoryEntry } from './MemoryLevel.js';

const NOT_STARTED = new Promise<never>(() => undefined);

/** How a reader gets an old value if a flight takes too long. */
export interface StaleAnswer {
  readonly patience: StalePatience;
  readonly isUsable: (entry: MemoryEntry) => boolean;
  readonly serve: (entry: MemoryEntry) => CacheResult<unknown>;
}

/** The loads in flight, one per key, and the readers that wait for them. */
export class Flights {
  readonly #byKey = new Map<string, Flight>();
  readonly #abortListeners = new AbortListeners();

  get(key: string): Flight | undefined {
    return this.#byKey.get(key);
  }

  /**
   * Starts a flight; later readers of the key join it.
   *
   * @param run loads the value; the flight ends with it.
   */
  start(
    key: string,
    tags: readonly string[],
    fallback: MemoryEntry | undefined,
    run: (flight: Flight) => Promise<CacheResult<unknown>>,
  ): Flight {
    const flight: Flight = {
      promise: NOT_STARTED,
      controller: new AbortController(),
      names: [key, ...tags],
      fallback,
      waiters: 0,
      startedMs: performance.now(),
      isLate: false,
      keeps: undefined,
    };
    this.#byKey.set(key, flight);
    flight.promise = run(flight);
    const remove = (): void => {
      this.remove(key, flight);
    };
    flight.promise.then(remove, remove);
    return flight;
  }

  /** Prevents further readers from joining a flight. */
  remove(key: string, flight: Flight): void {
    if (this.#byKey.get(key) === flight) this.#byKey.delete(key);
  }

  /** Prevents further readers from joining the flights of some names, whose readers started earlier. */
  removeNamed(names: ReadonlySet<string>): void {
    for (const [key, flight] of this.#byKey) {
      if (flight.names.some((name) => names.has(name))) this.#byKey.delete(key);
    }
  }

  /**
   * Waits for a flight until the reader's signal; the last reader to leave ends the load.
   *
   * @param stale missing if there is no old value for the reader.
   */
  async wait(
    flight: Flight,
    key: string,
    signal: AbortSignal | undefined,
    stale: StaleAnswer | undefined,
  ): Promise<CacheResult<unknown>> {
    flight.waiters += 1;
    if (signal === undefined) return flight.promise;
    return new Promise((resolve, reject) => {
      let timer: NodeJS.Timeout | undefined;
      const unlisten = this.#abortListeners.add(signal, () => {
        clearTimeout(timer);
        this.#leave(flight, key, signal.reason);
        // The reader gets its own reason of the abort, unchanged.
        reject(signal.reason as Error);
      });
      if (stale !== undefined) {
        timer = setTimeout(
          () => {
            if (signal.aborted) return;
            // Values that were invalidated since are not served.
            const old = this.#byKey.get(key) === flight ? flight.fallback : undefined;
            const isServed = old !== undefined && stale.isUsable(old);
            const failure = stale.patience.error();
            if (!isServed && stale.patience.hasSubstitute?.(failure) !== true) return;
            unlisten();
            flight.isLate = true;
            this.#leave(flight, key, failure, true);
            if (isServed) resolve(stale.serve({ ...old, failure }));
            else reject(failure);
          },
          staleWaitMs(flight, stale.patience),
        );
      }
      flight.promise
        .finally(() => {
          clearTimeout(timer);
          unlisten();
        })
        .then(resolve, reject);
    });
  }

  /**
   * A reader leaves. The load is aborted with its last reader, unless one of them wants it to
   * continue.
   */
  #leave(flight: Flight, key: string, reason: unknown, goesOn = false): void {
    flight.waiters -= 1;
    if (goesOn || reason instanceof OutOfPatienceError) flight.keeps ??= reason;
    if (flight.waiters > 0) return;
    if (flight.keeps instanceof OutOfPatienceError) flight.controller.abort(flight.keeps);
    if (flight.keeps !== undefined) return;
    this.remove(key, flight);
    flight.controller.abort(reason);
  }
}
