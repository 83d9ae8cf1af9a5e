import { LRUCache } from 'lru-cache';
import type { EventLog, FeedDelivery } from '../EventLog.js';
import type { FeedPlace } from '../feedState.js';
import { decodeEntry } from './feedCodec.js';
import type { FeedStore, ReadEntry, StreamEntry } from './FeedStore.js';
import { compareStreamIds, isStreamId, STREAM_START } from './streamIds.js';

/** A delivery as replicas share it. */
export interface LoggedDelivery extends FeedDelivery, ReadEntry {
  /** Whether entries between it and the one before it were missed. */
  readonly isBroken?: boolean;
}

/** Deliveries in memory, and their events; older ones are read from the store. Twice as many before they are dropped. */
const RECENT_DELIVERIES = 1_000;
const RECENT_EVENTS = 10_000;
/** Deliveries that are read from the store at once. */
const STORED_DELIVERIES = 100;

/** The log of a feed that replicas share. Positions are ids of its stream, the same on every replica. */
export class SharedLog implements EventLog {
  readonly #store: FeedStore;
  readonly #onWatched: () => void;
  readonly #listeners = new Set<(delivery: FeedDelivery) => void>();
  #recent: LoggedDelivery[] = [];
  /** Events of the recent deliveries. */
  #events = 0;
  /** Deliveries that were read from the store, by the position before them, for those who step through them. */
  readonly #stored = new LRUCache<string, readonly LoggedDelivery[]>({
    maxSize: 2 * RECENT_EVENTS,
    sizeCalculation: (deliveries) =>
      deliveries.reduce((sum, { events }) => sum + events.length + 1, 0),
  });
  /** The position before the first stored delivery. */
  #root = STREAM_START;
  #position = STREAM_START;
  #place: FeedPlace | null = null;

  /** @param onWatched called when the first listener is added. */
  constructor(store: FeedStore, onWatched: () => void) {
    this.#store = store;
    this.#onWatched = onWatched;
  }

  get position(): string {
    return this.#position;
  }

  get place(): FeedPlace | null {
    return this.#place;
  }

  get isWatched(): boolean {
    return this.#listeners.size > 0;
  }

  /** Starts at the current end of the stream. */
  begin(position: string, place: FeedPlace | null): void {
    this.#recent = [];
    this.#events = 0;
    this.#stored.clear();
    this.#root = position;
    this.#position = position;
    this.#place = place;
  }

  /** Records the progress of the feed without a delivery. */
  reach(place: FeedPlace | null): void {
    this.#place = place;
  }

  add(delivery: LoggedDelivery): void {
    this.#position = delivery.position;
    this.#place = delivery.place;
    this.#recent.push(delivery);
    this.#events += delivery.events.length;
    this.#trim();
    for (const listener of this.#listeners) listener(delivery);
  }

  after(
    position: string,
  ): readonly FeedDelivery[] | undefined | Promise<readonly FeedDelivery[] | undefined> {
    if (!isStreamId(position)) return undefined;
    const index = this.#indexOf(position);
    if (index !== undefined) {
      const missed = this.#recent.slice(index + 1);
      return missed.some(({ isBroken }) => isBroken) ? undefined : missed;
    }
    // Another replica is ahead.
    if (compareStreamIds(position, this.#position) >= 0) return [];
    return this.#storedAfter(position) ?? this.#read(position, this.#position);
  }

  /**
   * Whether nothing is missing before an entry: its predecessor has been read here. After an outage
   * the store may have fewer entries, or entries of another primary.
   */
  isFollowedBy({ after }: Pick<LoggedDelivery, 'after'>): boolean {
    // At the start of the stream, a reader that has read nothing misses nothing.
    if (after === undefined) return this.#position === STREAM_START;
    return this.#indexOf(after) !== undefined;
  }

  /**
   * The deliveries in memory that a store does not have whose last entry is this one; only the newest if there are
   * many, and none if it is not known what the store has.
   *
   * @param last undefined for an empty store.
   */
  missingAfter(last: string | undefined): readonly LoggedDelivery[] {
    const index = last === undefined ? -1 : this.#indexOf(last);
    if (index === undefined) return [];
    return this.#recent.slice(index + 1).slice(-STORED_DELIVERIES);
  }

  /** Index of an entry that was read; -1 for the position before all stored entries. */
  #indexOf(position: string): number | undefined {
    const index = this.#recent.findLastIndex((one) => one.position === position);
    return index >= 0 || position === this.#root ? index : undefined;
  }

  listen(listener: (delivery: FeedDelivery) => void): () => void {
    this.#listeners.add(listener);
    if (this.#listeners.size === 1) this.#onWatched();
    return () => {
      this.#listeners.delete(listener);
    };
  }

  #trim(): void {
    if (this.#recent.length <= 2 * RECENT_DELIVERIES && this.#events <= 2 * RECENT_EVENTS) return;
    let dropped = 0;
    // The newest delivery is never dropped, whatever its size.
    const most = this.#recent.length - 1;
    const isTooMuch = (): boolean =>
      this.#recent.length - dropped > RECENT_DELIVERIES || this.#events > RECENT_EVENTS;
    while (dropped < most && isTooMuch()) {
      this.#events -= this.#recent[dropped]?.events.length ?? 0;
      dropped += 1;
    }
    this.#root = this.#recent[dropped - 1]?.position ?? this.#root;
    this.#recent = this.#recent.slice(dropped);
  }

  #storedAfter(position: string): readonly FeedDelivery[] | undefined {
    for (const [before, deliveries] of this.#stored.entries()) {
      const index = deliveries.findLastIndex((one) => one.position === position);
      if (index === deliveries.length - 1 || (index < 0 && before !== position)) continue;
      return deliveries.slice(index + 1);
    }
    return undefined;
  }

  async #read(position: string, upTo: string): Promise<readonly FeedDelivery[] | undefined> {
    // Without the store, the entries between are not known.
    const entries = await this.#store
      .range(position, upTo, STORED_DELIVERIES)
      .catch(() => undefined);
    const deliveries = entries?.map(deliveryOf);
    if (deliveries === undefined) return undefined;
    const isWhole = deliveries.length < STORED_DELIVERIES;
    if (isWhole && deliveries.at(-1)?.position !== upTo) return undefined;
    if (!deliveries.every((delivery) => delivery !== undefined)) return undefined;
    const found = unbroken(deliveries, position);
    if (found !== undefined) this.#stored.set(position, found);
    return found;
  }
}

/** @returns undefined for an entry that cannot be read. */
export function deliveryOf({ id, fields }: StreamEntry): LoggedDelivery | undefined {
  const entry = decodeEntry(fields.get('data'));
  const after = fields.get('after');
  const by = fields.get('by') || undefined;
  return entry && { ...entry, position: id, after: isStreamId(after) ? after : undefined, by };
}

/** Stands for entries that the store has lost before this replica has read them. */
export function lostUpTo(position: string, place: FeedPlace | null): LoggedDelivery {
  // It follows nothing that was read.
  return { position, after: position, by: undefined, events: [], gaps: [], place };
}

/** Entries that the store has after a position; undefined if some of them are missing. */
function unbroken(
  deliveries: readonly LoggedDelivery[],
  position: string,
): readonly LoggedDelivery[] | undefined {
  let before = position;
  for (const delivery of deliveries) {
    if (delivery.after !== before) return undefined;
    before = delivery.position;
  }
  return deliveries;
}
