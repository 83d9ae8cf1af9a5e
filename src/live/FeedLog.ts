import type { Event } from '../patchwork/resources/event.js';
import type { FeedGap, FeedPlace } from './feedState.js';

/** What one page of a poll brought: events that were not seen before, or a gap. */
export interface FeedDelivery {
  /** Counts deliveries of one feed, from 1. */
  readonly sequence: number;
  /** Oldest first. */
  readonly events: readonly Event[];
  readonly gaps: readonly FeedGap[];
  /** The newest event that was seen with it. */
  readonly place: FeedPlace | null;
}

/** The latest deliveries of one feed, in the order in which they came. */
export class FeedLog {
  readonly #maxEvents: number;
  readonly #listeners = new Set<(delivery: FeedDelivery) => void>();
  #deliveries: FeedDelivery[] = [];
  #events = 0;
  #sequence = 0;

  /** @param maxEvents events that are kept; older ones are dropped. */
  constructor(maxEvents: number) {
    this.#maxEvents = maxEvents;
  }

  /** Of the latest delivery; 0 before the first. */
  get sequence(): number {
    return this.#sequence;
  }

  /** Whether anybody waits for deliveries. */
  get isWatched(): boolean {
    return this.#listeners.size > 0;
  }

  /** Keeps a delivery and hands it to those who wait. */
  add(delivery: Omit<FeedDelivery, 'sequence'>): void {
    this.#sequence += 1;
    const kept = { ...delivery, sequence: this.#sequence };
    this.#deliveries.push(kept);
    this.#events += kept.events.length;
    let dropped = 0;
    // The newest stays, however long it is.
    while (this.#events > this.#maxEvents && dropped < this.#deliveries.length - 1) {
      this.#events -= this.#deliveries[dropped]?.events.length ?? 0;
      dropped += 1;
    }
    if (dropped > 0) this.#deliveries = this.#deliveries.slice(dropped);
    for (const listener of this.#listeners) listener(kept);
  }

  /** The deliveries behind a sequence number; undefined where some of them are dropped. */
  after(sequence: number): readonly FeedDelivery[] | undefined {
    const first = this.#deliveries[0]?.sequence ?? this.#sequence + 1;
    if (sequence > this.#sequence || sequence < first - 1) return undefined;
    return this.#deliveries.filter((delivery) => delivery.sequence > sequence);
  }

  /** @returns ends the calls. The listener must not throw. */
  listen(listener: (delivery: FeedDelivery) => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }
}
