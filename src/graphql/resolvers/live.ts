import { encodeEventCursor } from '../../live/eventCursor.js';
import { NOT_FOLLOWED } from '../../live/feed.js';
import { presentPlace } from '../../live/FeedReader.js';
import { commentEventsWarningOf } from '../../patchwork/lists/commentEvents.js';
import type { LiveStatusResolvers, Resolvers } from '../generated/types.js';
import { encodeKeyedId } from '../globalId.js';
import { clientsOf } from '../instances.js';
import { toDateTime } from '../toDateTime.js';

export const live: NonNullable<NonNullable<Resolvers['Query']>['live']> = (
  _root,
  { instances },
  { gateway },
) =>
  clientsOf(gateway, instances).map((client) => ({
    client,
    status: gateway.feeds?.get(client.name)?.status() ?? NOT_FOLLOWED,
  }));

export const LiveStatus: LiveStatusResolvers = {
  id: ({ client }) => encodeKeyedId(client.name, 'LiveStatus', ''),
  instance: ({ client }) => client,
  state: ({ status }) => status.state,
  since: ({ status }) => toDateTime(status.since),
  lastPollAt: ({ status }) => toDateTime(status.lastPollAt),
  lastEventAt: ({ status }) => status.lastEventAt,
  lagSeconds: ({ status }) => status.lagSeconds,
  intervalSeconds: ({ status }) => status.intervalSeconds,
  cursor: ({ client: { name } }, _args, { gateway }) => {
    const feed = gateway.feeds?.get(name);
    if (feed === undefined || feed.log.place === null) return null;
    return encodeEventCursor({ places: new Map([[name, presentPlace(feed)]]), objects: null });
  },
  warnings: ({ client, status: { state } }) =>
    state === 'OFF' ? [] : [commentEventsWarningOf(client) ?? []].flat(),
  // An Error that a resolver returns counts as thrown.
  error: ({ status: { error } }) =>
    error === null ? null : { code: error.code, message: error.message },
};
