import type { GatewayError } from '../errors.js';
import type { SubscriberPlace } from './eventCursor.js';
import { RETRY_MS, type EventBatch, type FeedReader } from './FeedReader.js';

/** Events or gaps of one instance. */
export interface InstanceBatch extends EventBatch {
  readonly instance: string;
}

/** Reads the events of several instances for one subscriber, batch after batch. */
export class EventReader {
  readonly #readers: readonly FeedReader[];
  readonly #patienceMs: number;
  /** Ends listening to the logs. */
  #ends: readonly (() => void)[] = [];
  /** Counts deliveries of the logs, and reads of missing events. */
  #news = 0;
  #wake = (): void => undefined;
  /** The signal that {@link EventReader.next} listens to. */
  #signal: AbortSignal | undefined;
  readonly #onAbort = (): void => {
    this.#wake();
  };

  /** @param patienceMs how long an empty batch waits for missing events that are being read. */
  constructor(readers: readonly FeedReader[], patienceMs: number) {
    this.#patienceMs = patienceMs;
    this.#readers = readers;
    for (const reader of readers) {
      reader.onRead(() => {
        this.#noteNews();
      });
    }
    this.#listen();
  }

  /** Whether all that happened up to now was given, and the logs alone bring what happens next. */
  get isAtEnd(): boolean {
    return this.#readers.every(({ isAtEnd }) => isAtEnd);
  }

  /** Whether the logs alone bring what is next: nothing has to be read from a server for it. */
  get readsLog(): boolean {
    return this.#readers.every(({ readsLog }) => readsLog);
  }

  /** Stops listening until {@link EventReader.resume}: another reader reads for it. */
  pause(): void {
    for (const end of this.#ends) end();
    this.#ends = [];
  }

  /** @param places that the other reader has reached; without them, it is where it was. */
  resume(places: ReadonlyMap<string, SubscriberPlace> | undefined): void {
    if (this.#ends.length === 0) this.#listen();
    for (const reader of this.#readers) {
      const place = places?.get(reader.feed.client.name);
      if (place !== undefined) reader.moveTo(place);
    }
  }

  /** Places after the last returned events, by instance. */
  get places(): ReadonlyMap<string, SubscriberPlace> {
    return new Map(this.#readers.map(({ feed, place }) => [feed.client.name, place]));
  }

  /** Errors of reads, by instance. */
  get errors(): ReadonlyMap<string, GatewayError> {
    const errors = new Map<string, GatewayError>();
    for (const { feed, error } of this.#readers) {
      if (error !== undefined) errors.set(feed.client.name, error);
    }
    return errors;
  }

  /**
   * The next batch, once there is one.
   *
   * @param untilMs maximum wait; 0 does not wait, except for missing events that are being read.
   * @param signal ends the waiting.
   * @returns undefined if there was none.
   */
  async next(untilMs: number, signal: AbortSignal): Promise<InstanceBatch | undefined> {
    const began = performance.now();
    for (;;) {
      const before = this.#news;
      for (const reader of this.#readers) {
        const read = reader.next();
        const batch = read instanceof Promise ? await read : read;
        if (batch !== undefined) return { ...batch, instance: reader.feed.client.name };
      }
      const isReading = this.#readers.some((reader) => reader.isReading);
      const waitMs = isReading ? Math.max(untilMs, this.#patienceMs) : untilMs;
      const restMs = began + waitMs - performance.now();
      if (restMs <= 0 || signal.aborted) return undefined;
      const isWaiting = this.#readers.some((reader) => reader.isWaiting);
      if (this.#news === before)
        await this.#rest(isWaiting ? Math.min(restMs, RETRY_MS) : restMs, signal);
    }
  }

  /** Instances whose missing events are being read. */
  get reading(): ReadonlySet<string> {
    const reading = this.#readers.filter(({ isReading }) => isReading);
    return new Set(reading.map(({ feed }) => feed.client.name));
  }

  /** Ends the reader, and releases its listeners and timers. */
  close(): void {
    for (const end of this.#ends) end();
    this.#signal?.removeEventListener('abort', this.#onAbort);
    this.#wake();
  }

  #listen(): void {
    this.#ends = this.#readers.map(({ feed }) =>
      feed.log.listen(() => {
        this.#noteNews();
      }),
    );
  }

  #noteNews(): void {
    this.#news += 1;
    this.#wake();
  }

  async #rest(ms: number, signal: AbortSignal): Promise<void> {
    this.#listenTo(signal);
    await new Promise<void>((resolve) => {
      const end = (): void => {
        clearTimeout(timer);
        this.#wake = () => undefined;
        resolve();
      };
      const timer = setTimeout(end, ms);
      // A subscriber alone does not keep the program running.
      timer.unref();
      this.#wake = end;
    });
  }

  /** Subscribers pass the same signal again and again: listening costs more than all else of a pause. */
  #listenTo(signal: AbortSignal): void {
    if (signal === this.#signal) return;
    this.#signal?.removeEventListener('abort', this.#onAbort);
    signal.addEventListener('abort', this.#onAbort);
    this.#signal = signal;
  }
}
