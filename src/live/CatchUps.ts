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
  type FeedPoll,
  type FeedState,
  type FeedStep,
} from './feedState.js';
import { eventScope, readEventPage, serverClock } from './readEventPage.js';

/** One page of the events since a place that no log has, as the server lists them. */
export interface CatchUp {
  /** Oldest first. */
  readonly events: readonly Event[];
  /** Of this page and those before it. */
  readonly gaps: readonly FeedGap[];
  /** Ids of the events of this page and those before it, some of which the log has too. */
  readonly ids: ReadonlySet<number>;
  /** The newest of the events. */
  readonly newest: FeedPlace | null;
  /** Place in the log after which it has all later events. */
  readonly position: string;
  /** The newest event of the feed at that place. */
  readonly place: FeedPlace | null;
  /** What the next page is read with; undefined for the last one. */
  readonly rest: CatchUpRest | undefined;
}

/** The pages of a {@link CatchUp} that are still to be read. */
interface CatchUpRest {
  readonly key: string;
  /** Number of the event that the subscriber has already received. */
  readonly known: number | null;
  readonly state: FeedState;
  readonly poll: FeedPoll;
}

/** After a restart, subscribers reconnect at the same time, and from the same places. */
const MAX_CACHED_PAGES = 20;
const CACHED_MS = 30_000;

/**
 * Reads the events that a subscriber missed and that the log no longer has: after a restart, or a
 * long absence. Subscribers that continue from the same place share its requests. Pages are read one by one, so a
 * subscriber that does not read its deliveries takes the memory of one.
 */
export class CatchUps {
  readonly #known = new LRUCache<string, Promise<CatchUp>>({
    max: MAX_CACHED_PAGES,
    ttl: CACHED_MS,
  });
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
    return this.#share(key, () => this.#readFirst(feed, place, key, onRequest));
  }

  /** The page after one that is not the last. @throws GatewayError as {@link CatchUps.read}. */
  readOn(
    feed: Feed,
    before: CatchUp & { readonly rest: CatchUpRest },
    onRequest: () => void,
  ): Promise<CatchUp> {
    return this.#share(before.rest.key, () => this.#readPage(feed, before, before.rest, onRequest));
  }

  /** Aborts reads in progress. */
  close(): void {
    this.#stopped.abort(new Error('the gateway closes'));
    this.#known.clear();
  }

  #share(key: string, read: () => Promise<CatchUp>): Promise<CatchUp> {
    let reading = this.#known.get(key);
    if (reading === undefined) {
      reading = read();
      this.#known.set(key, reading);
      reading.catch(() => this.#known.delete(key));
    }
    return reading;
  }

  async #readFirst(
    feed: Feed,
    { date, id }: SubscriberPlace & { readonly date: string },
    key: string,
    onRequest: () => void,
  ): Promise<CatchUp> {
    const { client, log, settings, zoneErrorSeconds } = feed;
    await client.version(this.#stopped.signal);
    // Before the pages are read, so that no event is missed between them and the log.
    const { position, place } = log;
    const state: FeedState = { ...UNFOLLOWED, place: { date, id }, zoneErrorSeconds };
    const poll = beginPoll(state, serverClock(client), settings);
    const nothing = { gaps: [], ids: new Set<number>(), newest: null, position, place };
    return await this.#readPage(feed, nothing, { key, known: id, state, poll }, onRequest);
  }

  async #readPage(
    { client, settings }: Feed,
    before: Pick<CatchUp, 'gaps' | 'ids' | 'newest' | 'position' | 'place'>,
    { key, known, state, poll }: CatchUpRest,
    onRequest: () => void,
  ): Promise<CatchUp> {
    const scope = eventScope(this.#stopped.signal, this, onRequest);
    const page = await readEventPage(client, poll.asked, scope);
    const step: FeedStep<Event> = takePage(state, poll, page, serverClock(client), settings);
    const events = step.events.filter(({ id }) => id !== known);
    const isLast = step.poll === null || step.state.place === null;
    return {
      events,
      gaps: [...before.gaps, ...step.gaps],
      ids: new Set([...before.ids, ...events.map(({ id }) => id)]),
      newest: step.state.place ?? before.newest,
      position: before.position,
      place: before.place,
      rest: isLast ? undefined : { key: `${key} +`, known, state: step.state, poll: step.poll },
    };
  }
}
