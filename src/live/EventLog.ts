import type { Event } from '../patchwork/resources/event.js';
import type { FeedGap, FeedPlace } from './feedState.js';

/** The new events of one page of a poll: events that were not seen before, or a gap. */
export interface FeedDelivery {
  /** Place of this delivery in its log, for {@link EventLog.after}. */
  readonly position: string;
  /** Oldest first. */
  readonly events: readonly Event[];
  readonly gaps: readonly FeedGap[];
  /** The newest event at that time. */
  readonly place: FeedPlace | null;
}

/** The latest deliveries of one feed, in the order in which they came, to read. */
export interface EventLog {
  /**
   * Place of the newest delivery; before the first one, the start of the log. Opaque, and unique to
   * this log: another log, such as that of an earlier process, does not know it.
   */
  readonly position: string;
  /** The newest event of the feed at {@link EventLog.position}; null before the first poll. */
  readonly place: FeedPlace | null;
  /** Whether there are listeners. */
  readonly isWatched: boolean;
  /**
   * The deliveries after a position, oldest first; if there are many, the oldest of them. Subscribers call it
   * after each delivery, so the newest ones should be in memory: then they are returned without a promise.
   *
   * @returns undefined for an unknown position, and if deliveries after it were dropped.
   */
  after(
    position: string,
  ): readonly FeedDelivery[] | undefined | Promise<readonly FeedDelivery[] | undefined>;
  /**
   * Calls the listener for each delivery, once {@link EventLog.after} returns it. The listener must
   * not throw.
   *
   * @returns a function that removes the listener.
   */
  listen(listener: (delivery: FeedDelivery) => void): () => void;
}
