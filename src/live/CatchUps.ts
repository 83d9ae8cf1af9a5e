import { LRUCache } from 'lru-cache';
import type { Event } from '../patchwork/resources/event.js';
import type { Feed } from './feed.js';
import type { SubscriberPlace } from './eventCursor.js';
import {
  beginPoll,
  takePage,
  UNFOLLOWED,
  type FeedGap,
  type FeedPlace,
  type FeedState,
  type FeedStep,
} from './feedState.js';
import { eventScope, readEventPage, serverClock } from './readEventPage.js';

/** The events since a place that no log has, as the server lists them. */
export interface CatchUp {
  /** Oldest first. */
  readonly events: readonly Event[];
  readonly gaps: readonly FeedGap[];
  /** Ids of the events, some of which the log has too. */
  readonly ids: ReadonlySet<number>;
  /** The newest of the events. */
  readonly newest: FeedPlace | null;
  /** Place in the log after which it has all later events. */
  readonly position: string;
  /** The newest event of the feed at that place. */
  readonly place: FeedPlace | null;
}

/** After a restart, subscribers reconnect at the same time, and from the same places. */
const MAX_CACHED = 20;
const CACHED_MS = 30_000;

/**
 * Reads the events that a subscriber missed and that the log no longer has: after a restart, or a
 * long absence. Subscribers that continue from the same place share its requests.
 */
export class CatchUps {
  readonly #known = new LRUCache<string, Promise<CatchUp>>({ max: MAX_CACHED, ttl: CACHED_MS });
  readonly #stopped = new AbortController();

  /**
   * @param onRequest called for each request; requests count for the first subscriber of a place.
   * @throws GatewayError if the server cannot be read; the next call retries.
   */
  read(
    feed: Feed,
    place: SubscriberPlace & { readonly date: string },
    onRequest: () => void,
  ): Promise<CatchUp> {
    const key = `${feed.client.name} ${place.date} ${String(place.id)} ${feed.log.position}`;
    let reading = this.#known.get(key);
    if (reading === undefined) {
      reading = this.#read(feed, place, onRequest);
      this.#known.set(key, reading);
      reading.catch(() => this.#known.delete(key));
    }
    return reading;
  }

  /** Aborts reads in progress. */
  close(): void {
    this.#stopped.abort(new Error('the gateway closes'));
    this.#known.clear();
  }

  async #read(
    { client, log, settings, zoneErrorSeconds }: Feed,
    { date, id }: SubscriberPlace & { readonly date: string },
    onRequest: () => void,
  ): Promise<CatchUp> {
    const { signal } = this.#stopped;
    await client.version(signal);
    // Before the pages are read, so that no event is missed between them and the log.
    const { position, place } = log;
    const clock = serverClock(client);
    const scope = eventScope(signal, this, onRequest);
    let state: FeedState = { ...UNFOLLOWED, place: { date, id }, zoneErrorSeconds };
    let poll: ReturnType<typeof beginPoll> | null = beginPoll(state, clock, settings);
    const events: Event[] = [];
    const gaps: FeedGap[] = [];
    let newest: FeedPlace | null = null;
    while (poll !== null && state.place !== null) {
      const page = await readEventPage(client, poll.asked, scope);
      const step: FeedStep<Event> = takePage(state, poll, page, clock, settings);
      ({ state, poll } = step);
      newest = state.place ?? newest;
      events.push(...step.events.filter((event) => event.id !== id));
      gaps.push(...step.gaps);
    }
    const ids = new Set(events.map((event) => event.id));
    return { events, gaps, ids, newest, position, place };
  }
}
