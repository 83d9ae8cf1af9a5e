import { Counter, Gauge } from 'prom-client';
import type { NameMetric } from './metricName.js';

/** How a subscription came. `internal`: the gateway subscribes for itself. */
export type SubscriptionTransport = 'sse' | 'websocket' | 'internal';

/** Counts of subscriptions. */
export interface SubscriptionMetrics {
  /** @returns called at the end. */
  opened(transport: SubscriptionTransport): () => void;
  /** @param subscribers who get it. */
  delivered(
    transport: SubscriptionTransport,
    delivery: { readonly events: readonly unknown[]; readonly gaps: readonly unknown[] },
    subscribers: number,
  ): void;
  refused(transport: SubscriptionTransport): void;
}

/** Counts subscriptions, their deliveries and gaps. */
export function createSubscriptionMetrics(nameMetric: NameMetric): SubscriptionMetrics {
  const named = (name: string, help: string) => ({
    ...nameMetric(name, help),
    labelNames: ['transport'] as const,
  });
  const open = new Gauge(named('subscriptions_open', 'Subscriptions that are open.'));
  const deliveries = new Counter(
    named('subscription_deliveries_total', 'Deliveries to subscribers, heartbeats included.'),
  );
  const events = new Counter(
    named('subscription_events_total', 'Events that were delivered to subscribers.'),
  );
  const gaps = new Counter(
    named('subscription_gaps_total', 'Gaps that were reported to subscribers.'),
  );
  const refusals = new Counter(
    named('subscriptions_refused_total', 'Subscriptions that were refused.'),
  );
  for (const transport of ['sse', 'websocket'] as const) open.set({ transport }, 0);
  return {
    opened: (transport) => {
      open.inc({ transport });
      return () => {
        open.dec({ transport });
      };
    },
    delivered: (transport, delivery, subscribers) => {
      deliveries.inc({ transport }, subscribers);
      events.inc({ transport }, subscribers * delivery.events.length);
      gaps.inc({ transport }, subscribers * delivery.gaps.length);
    },
    refused: (transport) => {
      refusals.inc({ transport });
    },
  };
}
