import type { Queue, QueueAddOptions } from 'p-queue';
import type { Gate } from './UnresponsivePaths.js';

type Run = () => Promise<unknown>;

/** Options of `PQueue.add` for a {@link FairQueue}. */
export interface FairQueueOptions extends QueueAddOptions {
  /** Entries of one flow run in order; flows take turns. */
  readonly flow?: object;
  /** Runs only where no other entry can. */
  readonly isBackground?: boolean;
  /** The requested path. */
  readonly subject?: string;
  /** Maximum concurrent entries of one subject; entries behind the others overtake them. */
  readonly placesPerSubject?: number;
  /** Decides, in addition to the subject, when it may start. */
  readonly gate?: Gate;
  /**
   * Receives a function that removes the entry from the queue, or ends its run; call it before the
   * run settles.
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

/** In turn: the first flow is the next one served. A flow without entries is removed. */
type Flows = Map<object, Set<Entry>>;

/**
 * The order of a PQueue: round robin over flows, so that an operation with hundreds of requests
 * delays one with a single request by one place at most; and one address that never answers cannot
 * occupy all places. Background entries take turns behind all others.
 */
export class FairQueue implements Queue<Run, FairQueueOptions> {
  readonly #flows: Flows = new Map();
  readonly #backgroundFlows: Flows = new Map();
  readonly #running = new Map<string, number>();
  readonly #unnamedFlow = {};
  #size = 0;

  get size(): number {
    return this.#size;
  }

  enqueue(run: Run, options?: Partial<FairQueueOptions>): void {
    const flow = options?.flow ?? this.#unnamedFlow;
    const { subject, placesPerSubject: places = Infinity, isBackground = false } = options ?? {};
    const entry: Entry = { run, subject, places, gate: options?.gate, isRunning: false };
    const flows = isBackground ? this.#backgroundFlows : this.#flows;
    const entries = flows.get(flow);
    if (entries === undefined) flows.set(flow, new Set([entry]));
    else entries.add(entry);
    this.#size += 1;
    options?.onEnqueued?.(() => this.#leave(flows, flow, entry));
  }

  dequeue(): Run | undefined {
    return this.#next(this.#flows) ?? this.#next(this.#backgroundFlows);
  }

  filter(options: Readonly<Partial<FairQueueOptions>>): Run[] {
    const { flow } = options;
    const flows =
      flow === undefined
        ? [...this.#flows.values(), ...this.#backgroundFlows.values()]
        : [this.#flows, this.#backgroundFlows].flatMap((all) => all.get(flow) ?? []);
    return flows.flatMap((entries) => [...entries].map((entry) => entry.run));
  }

  setPriority(): void {
    throw new TypeError('a fair queue has flows, not priorities');
  }

  #next(flows: Flows): Run | undefined {
    for (const [flow, entries] of flows) {
      for (const entry of entries) {
        if (!this.#start(entry)) continue;
        entries.delete(entry);
        this.#size -= 1;
        // To the end of the turn: a Map keeps the order of insertion.
        flows.delete(flow);
        if (entries.size > 0) flows.set(flow, entries);
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

  #leave(flows: Flows, flow: object, entry: Entry): void {
    this.#end(entry);
    const entries = flows.get(flow);
    if (entries?.delete(entry) !== true) return;
    this.#size -= 1;
    if (entries.size === 0) flows.delete(flow);
  }
}
