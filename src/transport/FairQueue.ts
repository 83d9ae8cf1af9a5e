import type { Queue, QueueAddOptions } from 'p-queue';

type Run = () => Promise<unknown>;

/** What `PQueue.add` takes for a {@link FairQueue}. */
export interface FairQueueOptions extends QueueAddOptions {
  /** Entries of one lane run in order; lanes take turns. */
  readonly lane?: object;
  /** What is asked for. */
  readonly subject?: string;
  /** Entries of one subject that may run at once; the others let those behind them pass. */
  readonly placesPerSubject?: number;
  /**
   * Is given the function that takes the entry out of the queue again, or ends its run: call it before
   * the run settles.
   */
  readonly onEnqueued?: (leave: () => void) => void;
}

interface Entry {
  readonly run: Run;
  readonly subject: string | undefined;
  readonly places: number;
  isRunning: boolean;
}

/**
 * The order of a PQueue: round robin over lanes, so that an operation with hundreds of requests
 * delays one with a single request by one place at most; and one address that never answers does not
 * hold all places.
 */
export class FairQueue implements Queue<Run, FairQueueOptions> {
  /** In turn: the first lane is the next one served. A lane without entries is not kept. */
  readonly #lanes = new Map<object, Set<Entry>>();
  readonly #running = new Map<string, number>();
  readonly #unnamedLane = {};
  #size = 0;

  get size(): number {
    return this.#size;
  }

  enqueue(run: Run, options?: Partial<FairQueueOptions>): void {
    const lane = options?.lane ?? this.#unnamedLane;
    const { subject, placesPerSubject: places = Infinity } = options ?? {};
    const entry: Entry = { run, subject, places, isRunning: false };
    const entries = this.#lanes.get(lane);
    if (entries === undefined) this.#lanes.set(lane, new Set([entry]));
    else entries.add(entry);
    this.#size += 1;
    options?.onEnqueued?.(() => this.#leave(lane, entry));
  }

  dequeue(): Run | undefined {
    for (const [lane, entries] of this.#lanes) {
      for (const entry of entries) {
        if (!this.#start(entry)) continue;
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

  #start(entry: Entry): boolean {
    const { subject, places } = entry;
    if (subject === undefined) return true;
    const running = this.#running.get(subject) ?? 0;
    if (running >= places) return false;
    this.#running.set(subject, running + 1);
    entry.isRunning = true;
    return true;
  }

  #end(entry: Entry): void {
    const { subject } = entry;
    if (subject === undefined || !entry.isRunning) return;
    entry.isRunning = false;
    const running = (this.#running.get(subject) ?? 1) - 1;
    if (running === 0) this.#running.delete(subject);
    else this.#running.set(subject, running);
  }

  #leave(lane: object, entry: Entry): void {
    this.#end(entry);
    const entries = this.#lanes.get(lane);
    if (entries?.delete(entry) !== true) return;
    this.#size -= 1;
    if (entries.size === 0) this.#lanes.delete(lane);
  }
}
