import { GatewayError } from '../../errors.js';
import type { Resolvers, WebhookResolvers } from '../generated/types.js';
import { toDateTime } from '../toDateTime.js';

export const hooks: NonNullable<NonNullable<Resolvers['Query']>['hooks']> = (
  _root,
  _args,
  { gateway, hasGatewayKey },
) => {
  if (!hasGatewayKey) {
    throw new GatewayError(
      'webhooks are shown only to callers with a gateway key (access.gatewayKeys)',
      { code: 'FORBIDDEN' },
    );
  }
  return gateway.webhooks?.() ?? [];
};

export const Webhook: WebhookResolvers = {
  disabledReason: ({ disabled }) => disabled,
  lastDeliveryAt: ({ deliveredAt }) => toDateTime(deliveredAt),
  failingSince: ({ failingSince }) => toDateTime(failingSince),
  pending: ({ waiting, retrying }) => waiting + retrying,
  failures: ({ failed }) => failed,
};
