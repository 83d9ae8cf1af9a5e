import type { EventLog, FeedDelivery } from '../EventLog.js';
import type { FeedPlace } from '../feedState.js';
import { decodeEntry } from './feedCodec.js';
import type { FeedStore, StreamEntry } from './FeedStore.js';
import { compareStreamIds, isStreamId, STREAM_START } from './streamIds.js';

/** A delivery as replicas share it. */
export interface LoggedDelivery extends FeedDelivery {
  /** Id of the one before it; undefined where the stream began anew. */
  readonly after: string | undefined;
  /** The replica that published it, where that is known. */
  readonly by: string | undefined;
}

/** Deliveries in memory; older ones are read from the store. */
const KEPT_DELIVERIES = 1_000;

/** The log of a feed that replicas share. Positions are ids of its stream, the same on every replica. */
export class SharedLog implements EventLog {
  readonly #store: FeedStore;
  readonly #listeners = new Set<(delivery: FeedDelivery) => void>();
  #kept: LoggedDelivery[] = [];
  #position = STREAM_START;
  #place: FeedPlace | null = null;

  constructor(store: FeedStore) {
    this.#store = store;
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

  /** Begins where the stream ends now. */
  begin(position: string, place: FeedPlace | null): void {
    this.#kept = [];
    this.#position = position;
    this.#place = place;
  }

  /** Notes how far the feed has come, where that brought no delivery. */
  reach(place: FeedPlace | null): void {
    this.#place = place;
  }

  add(delivery: LoggedDelivery): void {
    this.#position = delivery.position;
    this.#place = delivery.place;
    this.#kept.push(delivery);
    if (this.#kept.length > 2 * KEPT_DELIVERIES) this.#kept = this.#kept.slice(-KEPT_DELIVERIES);
    for (const listener of this.#listeners) listener(delivery);
  }

  after(position: string): Promise<readonly FeedDelivery[] | undefined> {
    if (!isStreamId(position)) return Promise.resolve(undefined);
    if (compareStreamIds(position, this.#position) >= 0) return Promise.resolve([]);
    const first = this.#kept[0];
    const isKept =
      first !== undefined &&
      (first.position === position ||
        (first.after !== undefined && compareStreamIds(first.after, position) <= 0));
    return isKept
      ? Promise.resolve(unbroken(this.#kept, position))
      : this.#stored(position, this.#position);
  }

  listen(listener: (delivery: FeedDelivery) => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  async #stored(position: string, upTo: string): Promise<readonly FeedDelivery[] | undefined> {
    // Without the store nobody knows what came between.
    const entries = await this.#store.range(position, upTo).catch(() => undefined);
    const deliveries = entries?.map(deliveryOf);
    if (deliveries === undefined || deliveries.at(-1)?.position !== upTo) return undefined;
    if (!deliveries.every((delivery) => delivery !== undefined)) return undefined;
    return unbroken(deliveries, position);
  }
}

/** @returns undefined for an entry that cannot be read. */
export function deliveryOf({ id, fields }: StreamEntry): LoggedDelivery | undefined {
  const entry = decodeEntry(fields.get('data'));
  const after = fields.get('after');
  const by = fields.get('by');
  return entry && { ...entry, position: id, after: isStreamId(after) ? after : undefined, by };
}

/** Whether nothing can be missing between what was read up to a place and an entry. */
export function follows({ after }: Pick<LoggedDelivery, 'after'>, position: string): boolean {
  // Where the stream begins, whoever has read nothing misses nothing.
  return after === undefined ? position === STREAM_START : compareStreamIds(after, position) <= 0;
}

/** The deliveries behind a position; undefined where some between them are missing. */
function unbroken(
  deliveries: readonly LoggedDelivery[],
  position: string,
): readonly FeedDelivery[] | undefined {
  const found = deliveries.filter((one) => compareStreamIds(one.position, position) > 0);
  let before = position;
  for (const delivery of found) {
    if (!follows(delivery, before)) return undefined;
    before = delivery.position;
  }
  return found;
}
