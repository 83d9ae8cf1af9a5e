import { randomBytes } from 'node:crypto';
import type { EventLog, FeedDelivery } from './EventLog.js';
import type { FeedPlace } from './feedState.js';

interface NumberedDelivery {
  /** Counts deliveries, from 1. */
  readonly sequence: number;
  readonly delivery: FeedDelivery;
}

/** A log in the memory of one process. */
export class FeedLog implements EventLog {
  readonly #maxEvents: number;
  /** Identifies the log in its positions. */
  readonly #name = randomBytes(6).toString('base64url');
  readonly #listeners = new Set<(delivery: FeedDelivery) => void>();
  #deliveries: NumberedDelivery[] = [];
  #events = 0;
  #sequence = 0;
  #place: FeedPlace | null = null;
  readonly #onWatched: () => void;

  /**
   * @param maxEvents maximum stored events; older ones are dropped.
   * @param onWatched called when the first listener is added.
   */
  constructor(maxEvents: number, onWatched = (): void => undefined) {
    this.#maxEvents = maxEvents;
    this.#onWatched = onWatched;
  }

  get position(): string {
    return this.#positionOf(this.#sequence);
  }

  get place(): FeedPlace | null {
    return this.#place;
  }

  get isWatched(): boolean {
    return this.#listeners.size > 0;
  }

  /** Stores a delivery, and notifies the listeners. */
  add(delivery: Omit<FeedDelivery, 'position'>): void {
    this.#sequence += 1;
    const sequence = this.#sequence;
    const added = { ...delivery, position: this.#positionOf(sequence) };
    this.#place = delivery.place;
    this.#deliveries.push({ sequence, delivery: added });
    this.#events += added.events.length;
    this.#trim();
    for (const listener of this.#listeners) listener(added);
  }

  /** Records the progress of the feed without a delivery. */
  reach(place: FeedPlace | null): void {
    this.#place = place;
  }

  listen(listener: (delivery: FeedDelivery) => void): () => void {
    this.#listeners.add(listener);
    if (this.#listeners.size === 1) this.#onWatched();
    return () => {
      this.#listeners.delete(listener);
    };
  }

  after(position: string): ReturnType<EventLog['after']> {
    const dot = position.lastIndexOf('.');
    const sequence = Number(position.slice(dot + 1));
    const isOurs = position === this.#positionOf(sequence);
    const first = this.#deliveries[0]?.sequence ?? this.#sequence + 1;
    if (!isOurs || sequence > this.#sequence || sequence < first - 1) return undefined;
    return this.#deliveries.slice(sequence - first + 1).map(({ delivery }) => delivery);
  }

  #positionOf(sequence: number): string {
    return `${this.#name}.${String(sequence)}`;
  }

  #trim(): void {
    let dropped = 0;
    // The newest delivery is never dropped, whatever its size.
    while (this.#events > this.#maxEvents && dropped < this.#deliveries.length - 1) {
      this.#events -= this.#deliveries[dropped]?.delivery.events.length ?? 0;
      dropped += 1;
    }
    if (dropped > 0) this.#deliveries = this.#deliveries.slice(dropped);
  }
}
