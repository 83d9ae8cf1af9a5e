/**
 * Holds back the batches of one operation while a part of its answer waits for a later turn of the event
 * loop. What the rest of a list needs is then read by the same requests as what its beginning needs,
 * however slow the machine is.
 */
export class BatchGate {
  #waiting = 0;
  #held: (() => void)[] = [];

  /** `batchScheduleFn` of the operation's DataLoaders. */
  readonly schedule = (dispatch: () => void): void => {
    afterPromiseJobs(() => {
      if (this.#waiting === 0) dispatch();
      else this.#held.push(dispatch);
    });
  };

  /**
   * Runs work in a later turn.
   *
   * @param next resolves in that turn; it must not depend on a batch.
   */
  async later<T>(next: Promise<void>, work: () => T): Promise<Awaited<T>> {
    this.#waiting += 1;
    let done: T;
    try {
      await next;
      done = work();
    } finally {
      this.#waiting -= 1;
      if (this.#waiting === 0) this.#release();
    }
    return await done;
  }

  #release(): void {
    const held = this.#held;
    this.#held = [];
    for (const dispatch of held) this.schedule(dispatch);
  }
}

/** As DataLoader does: behind the promise jobs that are queued now, and those that they queue. */
function afterPromiseJobs(run: () => void): void {
  void Promise.resolve().then(() => {
    process.nextTick(run);
  });
}
