/**
 * Lets a number of requests in at once; the others wait in the order they came, as in the listen queue
 * of a Django deployment.
 */
export class WorkerGate {
  readonly #workers: number;
  readonly #waiting: { readonly enter: () => void }[] = [];
  #busy = 0;

  /** @param workers how many requests are let in at once, at least 1 */
  constructor(workers: number) {
    if (!Number.isInteger(workers) || workers < 1) {
      throw new RangeError(`a gate needs a whole number of workers from 1, not ${workers}`);
    }
    this.#workers = workers;
  }

  /** How many wait now. */
  get waiting(): number {
    return this.#waiting.length;
  }

  /**
   * Calls `enter` when a worker is free, at once or later.
   *
   * @returns leaves the gate, or the queue where `enter` was not called yet; safe to call twice
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

  /** Lets everybody in who waits: the limit was lifted. */
  open(): void {
    for (const ticket of this.#waiting.splice(0)) ticket.enter();
  }
}
