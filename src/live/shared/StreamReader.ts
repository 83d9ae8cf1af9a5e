import { rest } from '../../rest.js';
import type { ValkeyLink } from '../../valkey/ValkeyLink.js';
import { entriesOf, type StreamEntry } from './FeedStore.js';

/**
 * Converts times of the store to times of this process, although the delay of the answer is not
 * known.
 */
export interface StoreClock {
  /** @returns the latest possible time, in milliseconds of the monotonic clock of this process. */
  latest(storeMs: number): number;
  /** @returns the earliest possible time. */
  earliest(storeMs: number): number;
}

/** The two streams of one server, and who reads them. */
export interface FollowedStreams {
  readonly events: string;
  readonly polls: string;
  /** Ids after which to read. */
  places(): { readonly events: string; readonly polls: string };
  /** Called for a new connection: determines where to read. May throw. */
  join(clock: StoreClock): Promise<void>;
  takeEvents(entries: readonly StreamEntry[]): void;
  /** @param hasAllEvents whether all events were taken that the store had at that time. */
  takePolls(entries: readonly StreamEntry[], clock: StoreClock, hasAllEvents: boolean): void;
  /** Called when the store does not answer. */
  away(): void;
}

const BLOCK_MS = 2_000;
/** Time in addition to that for which a read blocks. */
const PATIENCE_MS = 1_500;
const COUNT = 200;
const PAUSE_MS = 250;

/** Reads the streams of all servers over one connection, with blocking reads. */
export class StreamReader {
  readonly #link: ValkeyLink;
  readonly #elapsed: () => number;
  readonly #followed = new Map<FollowedStreams, { isJoined: boolean }>();
  readonly #ended = new AbortController();
  #wake = new AbortController();
  #running: Promise<void> | undefined;

  /** @param link used by this reader only. @param elapsed milliseconds of a monotonic clock. */
  constructor(link: ValkeyLink, elapsed: () => number) {
    this.#link = link;
    this.#elapsed = elapsed;
    link.onReady(() => {
      this.#wake.abort();
    });
    link.onDown(() => {
      this.#loseAll();
    });
  }

  /** @returns a function that ends it. */
  follow(streams: FollowedStreams): () => void {
    this.#followed.set(streams, { isJoined: false });
    this.#wake.abort();
    if (this.#running === undefined) {
      this.#link.connect();
      this.#running = this.#run();
    }
    return () => {
      this.#followed.delete(streams);
    };
  }

  async close(): Promise<void> {
    this.#ended.abort();
    this.#wake.abort();
    this.#link.end();
    await this.#running;
  }

  async #run(): Promise<void> {
    while (!this.#ended.signal.aborted) {
      try {
        if (!this.#link.isReady || this.#followed.size === 0) await this.#pause();
        else await this.#read();
      } catch {
        this.#loseAll();
        await this.#pause();
      }
    }
  }

  async #read(): Promise<void> {
    const [first] = this.#followed.keys();
    const clock = await this.#clock(first?.events ?? '');
    const joined: FollowedStreams[] = [];
    for (const [streams, state] of this.#followed) {
      if (!state.isJoined) await streams.join(clock);
      state.isJoined = true;
      joined.push(streams);
    }
    const places = joined.map((streams) => streams.places());
    const keys = joined.flatMap(({ events, polls }) => [events, polls]);
    const ids = places.flatMap(({ events, polls }) => [events, polls]);
    const answer = await this.#link.send(
      keys[0] ?? '',
      ['XREAD', 'COUNT', String(COUNT), 'BLOCK', String(BLOCK_MS), 'STREAMS', ...keys, ...ids],
      BLOCK_MS + PATIENCE_MS,
    );
    const found = repliesOf(answer);
    for (const streams of joined) {
      if (!this.#followed.has(streams)) continue;
      // In this order: a poll counts once its events are processed.
      const events = found.get(streams.events) ?? [];
      if (events.length > 0) streams.takeEvents(events);
      const polls = found.get(streams.polls) ?? [];
      if (polls.length > 0) streams.takePolls(polls, clock, events.length < COUNT);
    }
  }

  async #clock(key: string): Promise<StoreClock> {
    const beforeMs = this.#elapsed();
    const answer = await this.#link.send(key, ['TIME'], PATIENCE_MS);
    const afterMs = this.#elapsed();
    const [seconds, micros] = Array.isArray(answer) ? (answer as unknown[]).map(Number) : [];
    const atMs = (seconds ?? NaN) * 1000 + Math.floor((micros ?? NaN) / 1000);
    if (Number.isNaN(atMs)) throw new Error('the store does not know the time');
    return {
      latest: (storeMs) => Math.min(this.#elapsed(), afterMs - (atMs - storeMs)),
      earliest: (storeMs) => Math.min(this.#elapsed(), beforeMs - (atMs - storeMs)),
    };
  }

  #loseAll(): void {
    for (const [streams, state] of this.#followed) {
      state.isJoined = false;
      streams.away();
    }
  }

  async #pause(): Promise<void> {
    this.#wake = new AbortController();
    const signal = AbortSignal.any([this.#wake.signal, this.#ended.signal]);
    await rest(PAUSE_MS, signal);
  }
}

/** The answer of XREAD, by stream: a list of pairs (RESP 2) or an object (RESP 3). */
function repliesOf(answer: unknown): ReadonlyMap<string, readonly StreamEntry[]> {
  const found = new Map<string, readonly StreamEntry[]>();
  if (answer === null || typeof answer !== 'object') return found;
  const pairs: readonly unknown[] = Array.isArray(answer) ? answer : Object.entries(answer);
  for (const pair of pairs) {
    if (Array.isArray(pair)) found.set(String(pair[0]), entriesOf(pair[1]));
  }
  return found;
}
