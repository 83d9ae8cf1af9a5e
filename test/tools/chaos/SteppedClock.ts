/**
 * The clocks of this process, which can be advanced. Breakers and cached server properties use
 * `performance.now`, so it is advanced as well.
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

  /** Restores the clocks of the process. */
  restore(): void {
    performance.now = this.#real;
  }
}
