/**
 * Admits a number of requests at once; the others wait in order of arrival, as in the listen queue
 * of a Django deployment.
 */
export class WorkerGate {
  readonly #workers: number;
  readonly #waiting: { readonly enter: () => void }[] = [];
  #busy = 0;

  /** @param workers how many requests are admitted at once, at least 1 */
  constructor(workers: number) {
    if (!Number.isInteger(workers) || workers < 1) {
      throw new RangeError(`a gate needs a whole number of workers from 1, not ${workers}`);
    }
    this.#workers = workers;
  }

  /** The number of waiting requests. */
  get waiting(): number {
    return this.#waiting.length;
  }

  /**
   * Calls `enter` as soon as a worker is free, which may be immediately.
   *
   * @returns leaves the gate, or the queue if `enter` was not called yet; safe to call twice
   */
  join(enter: () => void): () => void {
    let place: 'waiting' | 'inside' | 'gone' = 'waiting';
    const ticket = {
      enter: (): void => {
        place = 'inside';
        this.#busy += 1;
        enter();
      },
    };
    if (this.#busy < this.#workers) ticket.enter();
    else this.#waiting.push(ticket);
    return () => {
      if (place === 'waiting') {
        const at = this.#waiting.indexOf(ticket);
        if (at >= 0) this.#waiting.splice(at, 1);
      } else if (place === 'inside') {
        this.#busy -= 1;
        this.#waiting.shift()?.enter();
      }
      place = 'gone';
    };
  }

  /** Admits all waiting requests when the limit is removed. */
  open(): void {
    for (const ticket of this.#waiting.splice(0)) ticket.enter();
  }
}
