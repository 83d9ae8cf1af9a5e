import type { Queue, QueueAddOptions } from 'p-queue';

type Run = () => Promise<unknown>;

/** What `PQueue.add` takes for a {@link FairQueue}. */
export interface FairQueueOptions extends QueueAddOptions {
  /** Entries of one lane run in order; lanes take turns. */
  readonly lane: object;
  /** Is given the function that takes the entry out of the queue again. */
  readonly onEnqueued?: (leave: () => void) => void;
}

/**
 * The order of a PQueue: round robin over lanes, so that an operation with hundreds of requests
 * delays one with a single request by one place at most.
 */
export class FairQueue implements Queue<Run, FairQueueOptions> {
  /** In turn: the first lane is the next one served. A lane without entries is not kept. */
  readonly #lanes = new Map<object, Set<{ readonly run: Run }>>();
  readonly #unnamedLane = {};
  #size = 0;

  get size(): number {
    return this.#size;
  }

  enqueue(run: Run, options?: Partial<FairQueueOptions>): void {
    const lane = options?.lane ?? this.#unnamedLane;
    const entry = { run };
    const entries = this.#lanes.get(lane);
    if (entries === undefined) this.#lanes.set(lane, new Set([entry]));
    else entries.add(entry);
    this.#size += 1;
    options?.onEnqueued?.(() => this.#leave(lane, entry));
  }

  dequeue(): Run | undefined {
    for (const [lane, entries] of this.#lanes) {
      for (const entry of entries) {
        entries.delete(entry);
        this.#size -= 1;
        // To the end of the turn: a Map keeps the order of insertion.
        this.#lanes.delete(lane);
        if (entries.size > 0) this.#lanes.set(lane, entries);
        return entry.run;
      }
    }
    return undefined;
  }

  filter(options: Readonly<Partial<FairQueueOptions>>): Run[] {
    const lanes =
      options.lane === undefined
        ? [...this.#lanes.values()]
        : [this.#lanes.get(options.lane) ?? new Set<never>()];
    return lanes.flatMap((entries) => [...entries].map((entry) => entry.run));
  }

  setPriority(): void {
    throw new TypeError('a fair queue has lanes, not priorities');
  }

  #leave(lane: object, entry: { readonly run: Run }): void {
    const entries = this.#lanes.get(lane);
    if (entries?.delete(entry) !== true) return;
    this.#size -= 1;
    if (entries.size === 0) this.#lanes.delete(lane);
  }
}
