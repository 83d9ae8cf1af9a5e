/** Work in the background: refreshes, and writes to L2. */
export class UnawaitedWork {
  readonly #underWay = new Set<Promise<unknown>>();
  readonly #refreshes = new Set<AbortController>();

  /** Tracks work until it ends; its errors are ignored. */
  add(work: Promise<unknown>): void {
    const tracked = work.catch(() => undefined).finally(() => this.#underWay.delete(tracked));
    this.#underWay.add(tracked);
  }

  /**
   * Tracks a load, which {@link UnawaitedWork.close} aborts.
   *
   * @param onError called with its error, unless it was ended.
   */
  addRefresh(
    refresh: Promise<unknown>,
    controller: AbortController,
    onError: (error: unknown) => Promise<void> | undefined,
  ): void {
    this.#refreshes.add(controller);
    const settled = refresh.then(
      () => this.#refreshes.delete(controller),
      (error: unknown) => {
        this.#refreshes.delete(controller);
        return controller.signal.aborted ? undefined : onError(error);
      },
    );
    this.add(settled);
  }

  /** Resolves when everything has ended. */
  async idle(): Promise<void> {
    while (this.#underWay.size > 0) await Promise.allSettled(this.#underWay);
  }

  /** Ends refreshes, and waits for the rest. */
  async close(): Promise<void> {
    for (const refresh of this.#refreshes) refresh.abort(new Error('the cache is closed'));
    await this.idle();
  }
}
