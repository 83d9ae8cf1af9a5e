import { Counter, Gauge } from 'prom-client';
import type { NameMetric } from './metricName.js';

/** Something that happened to a webhook. */
export type HookObservation =
  | { readonly type: 'hook-delivered'; readonly hook: string }
  | {
      readonly type: 'hook-failed';
      readonly hook: string;
      readonly failure: string;
      readonly retryMs: number | null;
    }
  | { readonly type: 'hook-disabled'; readonly hook: string }
  | { readonly type: 'hook-truncated' | 'hook-interrupted'; readonly hook: string };

/** Counts attempts at deliveries of webhooks. */
export function countHooks(named: NameMetric): (event: HookObservation) => void {
  const attempts = new Counter({
    ...named('webhook_attempts_total', 'Attempts to deliver webhooks, by outcome.'),
    labelNames: ['hook', 'outcome'],
  });
  const lost = new Counter({
    ...named(
      'webhook_deliveries_failed_total',
      'Deliveries of webhooks that failed at each attempt.',
    ),
    labelNames: ['hook'],
  });
  const disabled = new Gauge({
    ...named(
      'webhook_disabled',
      '1 once this process has disabled the webhook, until it delivers again.',
    ),
    labelNames: ['hook'],
  });
  return (event) => {
    const { hook } = event;
    // Prometheus sees no increase in a series that begins with 1.
    lost.inc({ hook }, 0);
    switch (event.type) {
      case 'hook-delivered':
        attempts.inc({ hook, outcome: 'DELIVERED' });
        disabled.set({ hook }, 0);
        break;
      case 'hook-failed':
        attempts.inc({ hook, outcome: event.failure });
        if (event.retryMs === null) lost.inc({ hook });
        break;
      case 'hook-disabled':
        disabled.set({ hook }, 1);
        break;
      case 'hook-truncated':
      case 'hook-interrupted':
    }
  };
}
