import { GatewayError } from '../../errors.js';
import { compareUtc } from '../../patchwork/dates.js';
import { read } from '../../patchwork/shape.js';
import type {
  QueryResolvers,
  QueueConnectionResolvers,
  QueueItemResolvers,
  ViewerResolvers,
} from '../generated/types.js';
import { clientsOf } from '../instances.js';
import { reviewQueue } from '../reviewQueue.js';
import { connection } from './connection.js';

/** The queue of several instances. */
export const queryQueue: NonNullable<QueryResolvers['reviewQueue']> = (_root, args, context) =>
  reviewQueue(clientsOf(context.gateway, args.instances), args, context);

/** The queue of one instance for the user of a token. */
export const viewerQueue: NonNullable<ViewerResolvers['queue']> = async (
  { client },
  args,
  context,
) => {
  const owner = await context.readers.tokenOwner.load(client);
  const user = owner === null ? null : context.store.users.get(client, owner.id);
  if (user !== null) await context.facets.load(user, 'detail');
  const data = user?.at('basic');
  const email = data === undefined ? null : read(data, 'email');
  if (email === null || email === '') {
    throw new GatewayError(
      `${client.name}: the address of the user is not known; use reviewQueue with filter.me`,
      { code: 'NOT_SUPPORTED_BY_INSTANCE', instance: client.name },
    );
  }
  return reviewQueue([client], args, context, { me: [email], instance: client.name });
};

export const QueueConnection: QueueConnectionResolvers = connection;

export const QueueItem: QueueItemResolvers = {
  series: ({ series }) => series,
  waitingOn: ({ place }) => place.waitingOn,
  reasons: ({ place }) => place.reasons,
  unanswered: ({ unanswered }) => unanswered,
  lastActivityAt: async ({ place: { lastActivityAt }, patches }, _args, { review }) => {
    if (lastActivityAt === null) return null;
    const { state, delegate } = await review.stateChanges.lastOf(patches);
    let last = lastActivityAt;
    for (const date of [state, delegate]) {
      if (date !== null && compareUtc(date, last) > 0) last = date;
    }
    return last;
  },
  lastReviewActivityAt: ({ place }) => place.lastReviewActivityAt,
  waitingSince: ({ place }) => place.waitingSince,
};
