/**
 * The parts of an object or a list that are still awaited. A part is put into its place as soon as it is
 * there, so that the whole needs one promise however many parts it waits for.
 */
export class PendingParts<Whole extends object> {
  readonly #whole: Record<PropertyKey, unknown>;
  #left = 0;
  #failure: { readonly error: unknown } | undefined;
  #onEnd: (() => void) | undefined;
  #onFailure: ((error: unknown) => void) | undefined;

  constructor(whole: Whole) {
    this.#whole = whole as Record<PropertyKey, unknown>;
  }

  /** One more part is awaited; it ends with {@link PendingParts.put} or {@link PendingParts.fail}. */
  begin(): void {
    this.#left += 1;
  }

  put(key: PropertyKey, value: unknown): void {
    this.#whole[key] = value;
    this.#end();
  }

  /** A part is missing, so the whole is too. The first error counts. */
  fail(error: unknown): void {
    this.#failure ??= { error };
    this.#onFailure?.(error);
    this.#end();
  }

  /** Resolves with the whole as soon as no part is missing; rejects with the first error. */
  whole(): Promise<Whole> {
    return new Promise((resolve, reject) => {
      if (this.#failure !== undefined) throw this.#failure.error;
      this.#onFailure = reject;
      this.#whenOver(() => {
        resolve(this.#whole as Whole);
      });
    });
  }

  /** Rejects with an error once no part is awaited any more. */
  async endWith(error: unknown): Promise<never> {
    await new Promise<void>((resolve) => {
      this.#whenOver(resolve);
    });
    throw error;
  }

  #whenOver(then: () => void): void {
    if (this.#left === 0) then();
    else this.#onEnd = then;
  }

  #end(): void {
    this.#left -= 1;
    if (this.#left === 0) this.#onEnd?.();
  }
}
