/** Room in the cache for what the fillings of one server read. */
export class KeptRoom {
  #left: number;

  constructor(bytes: number) {
    this.#left = bytes;
  }

  get isFull(): boolean {
    return this.#left <= 0;
  }

  take(bytes: number): void {
    this.#left -= bytes;
  }
}
