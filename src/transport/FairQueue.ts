import type { Queue, QueueAddOptions } from 'p-queue';
import type { Gate } from './SilentKinds.js';

type Run = () => Promise<unknown>;

/** What `PQueue.add` takes for a {@link FairQueue}. */
export interface FairQueueOptions extends QueueAddOptions {
  /** Entries of one lane run in order; lanes take turns. */
  readonly lane?: object;
  /** Runs only where no other entry can. */
  readonly isBackground?: boolean;
  /** What is asked for. */
  readonly subject?: string;
  /** Entries of one subject that may run at once; the others let those behind them pass. */
  readonly placesPerSubject?: number;
  /** Decides when it may begin, beside its subject. */
  readonly gate?: Gate;
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
  readonly gate: Gate | undefined;
  isRunning: boolean;
}

/** In turn: the first lane is the next one served. A lane without entries is not kept. */
type Lanes = Map<object, Set<Entry>>;

/**
 * The order of a PQueue: round robin over lanes, so that an operation with hundreds of requests
 * delays one with a single request by one place at most; and one address that never answers does not
 * hold all places. Background entries take turns behind all others.
 */
export class FairQueue implements Queue<Run, FairQueueOptions> {
  readonly #lanes: Lanes = new Map();
  readonly #backgroundLanes: Lanes = new Map();
  readonly #running = new Map<string, number>();
  readonly #unnamedLane = {};
  #size = 0;

  get size(): number {
    return this.#size;
  }

  enqueue(run: Run, options?: Partial<FairQueueOptions>): void {
    const lane = options?.lane ?? this.#unnamedLane;
    const { subject, placesPerSubject: places = Infinity, isBackground = false } = options ?? {};
    const entry: Entry = { run, subject, places, gate: options?.gate, isRunning: false };
    const lanes = isBackground ? this.#backgroundLanes : this.#lanes;
    const entries = lanes.get(lane);
    if (entries === undefined) lanes.set(lane, new Set([entry]));
    else entries.add(entry);
    this.#size += 1;
    options?.onEnqueued?.(() => this.#leave(lanes, lane, entry));
  }

  dequeue(): Run | undefined {
    return this.#next(this.#lanes) ?? this.#next(this.#backgroundLanes);
  }

  filter(options: Readonly<Partial<FairQueueOptions>>): Run[] {
    const { lane } = options;
    const lanes =
      lane === undefined
        ? [...this.#lanes.values(), ...this.#backgroundLanes.values()]
        : [this.#lanes, this.#backgroundLanes].flatMap((all) => all.get(lane) ?? []);
    return lanes.flatMap((entries) => [...entries].map((entry) => entry.run));
  }

  setPriority(): void {
    throw new TypeError('a fair queue has lanes, not priorities');
  }

  #next(lanes: Lanes): Run | undefined {
    for (const [lane, entries] of lanes) {
      for (const entry of entries) {
        if (!this.#start(entry)) continue;
        entries.delete(entry);
        this.#size -= 1;
        // To the end of the turn: a Map keeps the order of insertion.
        lanes.delete(lane);
        if (entries.size > 0) lanes.set(lane, entries);
        return entry.run;
      }
    }
    return undefined;
  }

  #start(entry: Entry): boolean {
    const { subject, places, gate } = entry;
    const running = subject === undefined ? 0 : (this.#running.get(subject) ?? 0);
    if (running >= places || gate?.enter() === false) return false;
    if (subject !== undefined) this.#running.set(subject, running + 1);
    entry.isRunning = true;
    return true;
  }

  #end(entry: Entry): void {
    const { subject, gate } = entry;
    if (!entry.isRunning) return;
    entry.isRunning = false;
    gate?.leave();
    if (subject === undefined) return;
    const running = (this.#running.get(subject) ?? 1) - 1;
    if (running === 0) this.#running.delete(subject);
    else this.#running.set(subject, running);
  }

  #leave(lanes: Lanes, lane: object, entry: Entry): void {
    this.#end(entry);
    const entries = lanes.get(lane);
    if (entries?.delete(entry) !== true) return;
    this.#size -= 1;
    if (entries.size === 0) lanes.delete(lane);
  }
}
