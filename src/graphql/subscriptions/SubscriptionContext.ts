import { BadUserInputError } from '../../errors.js';
import type { CatchUps } from '../../live/CatchUps.js';
import {
  decodeEventCursor,
  type EventCursor,
  type SubscriberPlace,
} from '../../live/eventCursor.js';
import { EventReader } from '../../live/EventReader.js';
import type { Feed } from '../../live/feed.js';
import { FeedReader } from '../../live/FeedReader.js';
import type { PatchworkClient } from '../../patchwork/PatchworkClient.js';
import type { Event } from '../../patchwork/resources/event.js';
import type { Gateway } from '../context.js';
import type { DeliveredGap } from './Delivery.js';

/** What a subscription works with. */
export interface SubscriptionContext {
  readonly gateway: Gateway;
  readonly catchUps: CatchUps;
  /** Deliveries that a subscriber may fall behind. */
  readonly maxBehind: number;
  /** How long a server that does not answer may delay what others have. */
  readonly patienceMs: number;
  /** Called for each upstream request that is made for it outside of its deliveries. */
  readonly onRequest: () => void;
}

/**
 * The feed of an instance.
 *
 * @param argument that names the instance.
 * @throws BadUserInputError where it is not followed.
 */
export function feedOf({ feeds }: Gateway, { name }: PatchworkClient, argument: string): Feed {
  const feed = feeds?.get(name);
  if (feed !== undefined) return feed;
  const followed = [...(feeds?.keys() ?? [])];
  const others =
    followed.length > 0
      ? `followed instances: ${followed.join(', ')}`
      : 'no instance is followed (live.enabled)';
  throw new BadUserInputError(
    `${argument}: the events of "${name}" are not followed, so none can be delivered; ${others}`,
    { argument },
  );
}

/** Reads the argument `after`. */
export function readAfter(after: string | null | undefined): EventCursor | null {
  return after == null ? null : decodeEventCursor(after);
}

/** A reader of some feeds from a cursor on. */
export function openReader(
  context: SubscriptionContext,
  feeds: readonly { readonly feed: Feed; readonly matches: (event: Event) => boolean }[],
  after: EventCursor | null,
): EventReader {
  const { catchUps, maxBehind, patienceMs, onRequest } = context;
  return new EventReader(
    feeds.map(
      ({ feed, matches }) =>
        new FeedReader(
          { feed, catchUps, matches, maxBehind, onRequest },
          after?.places.get(feed.client.name),
        ),
    ),
    patienceMs,
  );
}

/** The gaps of instances that a cursor was made with and that are not followed any more. */
export function lostFeeds({ clients, feeds }: Gateway, after: EventCursor | null): DeliveredGap[] {
  return [...(after?.places ?? new Map<string, SubscriberPlace>())].flatMap(([name, { date }]) => {
    const client = clients.get(name);
    // One that is not configured any more has no events that anybody could ask for.
    if (client === undefined || feeds?.has(name) === true) return [];
    return [
      {
        client,
        gap: { reason: 'NOT_FOLLOWED', from: date, to: null, missedAtLeast: null } as const,
      },
    ];
  });
}
