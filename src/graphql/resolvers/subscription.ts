import { BadUserInputError } from '../../errors.js';
import { findNode } from '../findNode.js';
import type {
  ChangeDeliveryResolvers,
  EventDeliveryResolvers,
  EventsGapResolvers,
  SubscriptionResolvers,
} from '../generated/types.js';
import type { Delivery } from '../subscriptions/Delivery.js';

/** Each delivery is executed as an operation with the delivery as its root value; no stream is opened here. */
const delivered = {
  subscribe: () => {
    throw new BadUserInputError('Subscriptions are executed by the gateway, delivery by delivery.');
  },
  resolve: (delivery: Delivery) => delivery,
};

export const Subscription: SubscriptionResolvers = { events: delivered, changed: delivered };

export const EventDelivery: EventDeliveryResolvers = {
  cursor: ({ cursor }) => cursor,
  events: ({ events }) => events,
  gaps: ({ gaps }) => gaps,
  sources: ({ sources }) => sources(),
};

export const ChangeDelivery: ChangeDeliveryResolvers = {
  cursor: ({ cursor }) => cursor,
  node: ({ nodeId }, _args, context) => (nodeId === null ? null : findNode(nodeId, context)),
  events: ({ events }) => events,
  gaps: ({ gaps }) => gaps,
  warnings: ({ warnings }) => warnings,
};

export const EventsGap: EventsGapResolvers = {
  instance: ({ client }) => client,
  reason: ({ gap }) => gap.reason,
  from: ({ client, gap: { from } }) => (from === null ? null : client.stampZone.toUtc(from)),
  to: ({ client, gap: { to } }) => (to === null ? null : client.stampZone.toUtc(to)),
  missedAtLeast: ({ gap }) => gap.missedAtLeast,
};
