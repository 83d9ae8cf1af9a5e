/**
 * The clocks of this process, which can be put on. Breakers and knowledge of servers measure spans by
 * `performance.now`, so it is put on as well.
 */
export class SteppedClock {
  #aheadMs = 0;
  readonly #real = performance.now.bind(performance);

  constructor() {
    performance.now = () => this.#real() + this.#aheadMs;
  }

  /** Milliseconds since 1970. */
  readonly now = (): number => Date.now() + this.#aheadMs;

  step(ms: number): void {
    this.#aheadMs += ms;
  }

  /** Puts the clock of the process back as it was. */
  restore(): void {
    performance.now = this.#real;
  }
}
