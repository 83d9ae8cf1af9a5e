import { GatewayError } from '../errors.js';
import type { Event } from '../patchwork/resources/event.js';
import type { CatchUp, CatchUps } from './CatchUps.js';
import type { SubscriberPlace } from './eventCursor.js';
import type { FeedDelivery } from './EventLog.js';
import type { Feed } from './feed.js';
import type { FeedGap, FeedPlace } from './feedState.js';
import { serverClock } from './readEventPage.js';
import { compareStamps } from './stamps.js';

/** Events or gaps that a subscriber gets together. */
export interface EventBatch {
  /** Oldest first. */
  readonly events: readonly Event[];
  readonly gaps: readonly FeedGap[];
}

export interface FeedReaderOptions {
  readonly feed: Feed;
  readonly catchUps: CatchUps;
  /** Whether an event matches the subscription. */
  readonly matches: (event: Event) => boolean;
  /**
   * Maximum number of deliveries by which a subscriber may fall behind, once it has reached the end
   * of the log.
   */
  readonly maxBehind: number;
  /** Called for each request that catching up takes. */
  readonly onRequest: () => void;
}

/** Events of one batch. */
const BATCH_EVENTS = 100;
/** Time between retries of events that could not be read, and of feeds that have not started. */
export const RETRY_MS = 1_000;

/**
 * Reads the events of one feed for one subscriber: from the log if it still has them, otherwise
 * from the server; otherwise there is a gap. Between reads it stores only its place.
 */
export class FeedReader {
  readonly #options: FeedReaderOptions;
  #place: SubscriberPlace;
  /** A page of events from the server from before the log, and how many of them have been returned. */
  #backlog: { readonly read: CatchUp; given: number } | undefined;
  /** Returned events that the log has too. */
  #repeats: CatchUp | undefined;
  /** Whether the end of the log was reached once. */
  #wasAtEnd = false;
  #error: GatewayError | undefined;
  #isReading = false;
  /** When a failed read may be repeated, by `performance.now`. */
  #retryAtMs = 0;
  #onRead = (): void => undefined;

  /** @param place where an earlier subscription ended; undefined starts now. */
  constructor(options: FeedReaderOptions, place: SubscriberPlace | undefined) {
    this.#options = options;
    this.#place = place ?? presentPlace(options.feed);
  }

  /** The place after the last returned events. */
  get place(): SubscriberPlace {
    return this.#place;
  }

  get feed(): Feed {
    return this.#options.feed;
  }

  /** Why missing events could not be read from the server. */
  get error(): GatewayError | undefined {
    return this.#error;
  }

  /** Whether missing events are being read from the server, or still have to be. */
  get isReading(): boolean {
    return this.#isReading || this.#backlog?.read.rest !== undefined;
  }

  /** Whether `next` must be retried even without a new delivery. */
  get isWaiting(): boolean {
    return this.#error !== undefined || this.feed.log.place === null;
  }

  /** Whether all that happened up to now was given, and the log alone brings what happens next. */
  get isAtEnd(): boolean {
    const { position, given } = this.#place;
    return given === 0 && position === this.feed.log.position && this.readsLog;
  }

  /** Whether the log alone brings what is next: nothing has to be read from the server for it. */
  get readsLog(): boolean {
    const isCaughtUp = this.#backlog === undefined && this.#repeats === undefined;
    return isCaughtUp && !this.#isReading && !this.isWaiting;
  }

  /** Continues from a place that another reader of the same events has reached from this one's. */
  moveTo(place: SubscriberPlace): void {
    this.#place = place;
    this.#wasAtEnd = true;
  }

  /** @param listener called when missing events were read, or could not be read: `next` may have a batch. */
  onRead(listener: () => void): void {
    this.#onRead = listener;
  }

  /**
   * The next events that match, or gaps; undefined if there are none now. What the log has in memory
   * is returned without a promise. Events that the log no longer has are read in the background, because a
   * server that does not answer must not delay the events of others.
   */
  next(): EventBatch | undefined | Promise<EventBatch | undefined> {
    if (this.#isReading || performance.now() < this.#retryAtMs) return undefined;
    if (this.#backlog !== undefined || this.feed.log.place === null) return this.#readOn();
    const deliveries = this.feed.log.after(this.#place.position);
    if (deliveries === undefined || deliveries instanceof Promise) return this.#readOn(deliveries);
    return this.#nextOfLog(deliveries);
  }

  /** @param reading deliveries after the place, which the log fetches. */
  async #readOn(
    reading?: Promise<readonly FeedDelivery[] | undefined>,
  ): Promise<EventBatch | undefined> {
    if (this.#backlog !== undefined) {
      const batch = this.#nextOfBacklog(this.#backlog);
      if (batch !== undefined || this.#isReading) return batch;
    }
    // Events before the end of the first poll are not reported as new.
    if (this.feed.log.place === null) return undefined;
    let deliveries = await (reading ?? this.feed.log.after(this.#place.position));
    while (deliveries !== undefined) {
      const batch = this.#nextOfLog(deliveries);
      const { position } = this.#place;
      if (batch !== undefined || deliveries.length === 0 || position === this.feed.log.position) {
        return batch;
      }
      deliveries = await this.feed.log.after(position);
    }
    return this.#catchUp();
  }

  #nextOfLog(deliveries: readonly FeedDelivery[]): EventBatch | undefined {
    const { maxBehind } = this.#options;
    if (this.#wasAtEnd && deliveries.length > maxBehind) return this.#skip(deliveries);
    for (const delivery of deliveries) {
      for (;;) {
        const { given } = this.#place;
        const batch = this.#step(delivery, given);
        if (batch.events.length > 0 || batch.gaps.length > 0) return batch;
        if (this.#place.position === delivery.position) break;
      }
    }
    if (deliveries.length === 0 || this.#place.position === this.feed.log.position) {
      this.#wasAtEnd = true;
    }
    return undefined;
  }

  /** Takes the next part of a delivery: some of its events, or its gaps, which come last. */
  #step(delivery: FeedDelivery, given: number): EventBatch {
    const { events, gaps, place, position } = delivery;
    const end = Math.min(given + BATCH_EVENTS, events.length);
    const taken = events.slice(given, end);
    // Gaps are a separate batch, so that subscribers who stop at one have received the events before it.
    const hasRest = end < events.length || (gaps.length > 0 && given < events.length);
    const last = taken.at(-1);
    if (hasRest) {
      this.#place = { ...this.#place, given: end, ...(last?.date != null && newestAt(last)) };
      return { events: this.#wanted(taken), gaps: [] };
    }
    this.#place = placeAt(position, place ?? null, this.#place);
    const wanted = this.#wanted(taken);
    if (this.#repeats !== undefined && isBehind(this.#repeats, delivery)) this.#repeats = undefined;
    return { events: wanted, gaps };
  }

  #wanted(events: readonly Event[]): readonly Event[] {
    const { matches } = this.#options;
    const given = this.#repeats?.ids;
    return events.filter((event) => given?.has(event.id) !== true && matches(event));
  }

  /**
   * The subscriber was too slow: the missed events are a gap, and it continues at the end of the
   * log.
   */
  #skip(deliveries: readonly FeedDelivery[]): EventBatch | undefined {
    const [first] = deliveries;
    const last = deliveries.at(-1);
    if (first === undefined || last === undefined) return undefined;
    const from = this.#place.date;
    const missed = deliveries.flatMap(({ events, gaps }) => [...this.#wanted(events), ...gaps]);
    this.#place = placeAt(last.position, last.place, this.#place);
    if (missed.length === 0) return undefined;
    // There may be more deliveries than those.
    const { log } = this.feed;
    this.#place = placeAt(log.position, log.place, this.#place);
    const { date: to } = this.#place;
    const gap = { reason: 'SLOW_CLIENT', from, to, missedAtLeast: missed.length } as const;
    return { events: [], gaps: [gap] };
  }

  /** @returns a gap if the place is not known to the server, either. */
  #catchUp(): EventBatch | undefined {
    const { feed, catchUps, onRequest } = this.#options;
    const { date } = this.#place;
    if (date === null) {
      const { stamp } = serverClock(feed.client);
      this.#place = presentPlace(feed);
      const gap = { reason: 'TRIMMED', from: null, to: stamp, missedAtLeast: null } as const;
      return { events: [], gaps: [gap] };
    }
    const place = { ...this.#place, date };
    void this.#load(catchUps.read(feed, place, onRequest));
    return undefined;
  }

  /** Waits for events that are read from the server. Never rejects. */
  async #load(reading: Promise<CatchUp>): Promise<void> {
    const { feed } = this.#options;
    this.#isReading = true;
    try {
      const read = await reading;
      this.#backlog = { read, given: 0 };
      this.#error = undefined;
    } catch (error) {
      this.#error = asGatewayError(error, feed.client.name);
      this.#retryAtMs = performance.now() + RETRY_MS;
    }
    this.#isReading = false;
    this.#onRead();
  }

  #nextOfBacklog(backlog: { readonly read: CatchUp; given: number }): EventBatch | undefined {
    const { read } = backlog;
    const { feed, catchUps, matches, onRequest } = this.#options;
    while (backlog.given < read.events.length) {
      const taken = read.events.slice(backlog.given, backlog.given + BATCH_EVENTS);
      backlog.given += taken.length;
      const last = taken.at(-1);
      if (last?.date != null) {
        this.#place = { position: '', given: 0, ...newestAt(last) };
      }
      const events = taken.filter(matches);
      if (events.length > 0) return { events, gaps: [] };
    }
    const { rest } = read;
    if (rest !== undefined) {
      void this.#load(catchUps.readOn(feed, { ...read, rest }, onRequest));
      return undefined;
    }
    this.#backlog = undefined;
    this.#repeats = read;
    this.#place = placeAt(read.position, read.newest ?? read.place, this.#place);
    return read.gaps.length > 0 ? { events: [], gaps: read.gaps } : undefined;
  }
}

/** The end of the log. Before the first poll, where the server's clock is. */
export function presentPlace({ log, client }: Feed): SubscriberPlace {
  const { position, place } = log;
  if (place === null) {
    return { position: '', given: 0, date: serverClock(client).stamp, id: null };
  }
  return { position, given: 0, date: place.date, id: place.id };
}

function placeAt(
  position: string,
  newest: FeedPlace | null,
  before: SubscriberPlace,
): SubscriberPlace {
  const { date, id } = newest ?? before;
  return { position, given: 0, date, id };
}

function newestAt({ date, id }: Event): { date: string | null; id: number } {
  return { date: date ?? null, id };
}

/** Whether a delivery is later than the events that were read from the server. */
function isBehind({ newest }: CatchUp, { place }: FeedDelivery): boolean {
  return newest === null || (place !== null && compareStamps(place.date, newest.date) > 0);
}

function asGatewayError(error: unknown, instance: string): GatewayError {
  if (error instanceof GatewayError) return error;
  const message = `${instance}: the events that were missed could not be read`;
  return new GatewayError(message, { code: 'INTERNAL_SERVER_ERROR', instance }, { cause: error });
}
