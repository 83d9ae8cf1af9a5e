import { setMaxListeners } from 'node:events';

/**
 * Listeners for signals that many things wait on, as an operation's requests do on its signal.
 * A signal has one listener, however many there are here: Node looks through all of a
 * signal's listeners for each one added, and warns from the eleventh on.
 */
export class AbortListeners {
  readonly #bySignal = new WeakMap<AbortSignal, Set<() => void>>();

  /**
   * Calls `listener` once, when the signal is aborted; at once if it already is.
   *
   * @returns takes the listener away again.
   */
  add(signal: AbortSignal, listener: () => void): () => void {
    if (signal.aborted) {
      listener();
      return () => undefined;
    }
    const listeners = this.#bySignal.get(signal) ?? this.#watch(signal);
    // The same function may be added twice.
    const call = (): void => {
      listener();
    };
    listeners.add(call);
    return () => listeners.delete(call);
  }

  #watch(signal: AbortSignal): Set<() => void> {
    const listeners = new Set<() => void>();
    this.#bySignal.set(signal, listeners);
    // Each instance and the cache add one: more than ten are not a leak.
    setMaxListeners(0, signal);
    const notify = (): void => {
      for (const call of listeners) call();
      listeners.clear();
    };
    signal.addEventListener('abort', notify, { once: true });
    return listeners;
  }
}
