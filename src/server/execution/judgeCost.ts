import { GatewayError } from '../../errors.js';
import type { CostAccount } from '../../graphql/context.js';
import { refusalOf } from './Refusal.js';

/**
 * Refuses an operation that is bound to run out of its upstream requests, before it makes the first
 * one. An operation within the limit may still be cut off by it, because an estimate is not a guarantee.
 *
 * @throws Refusal QUERY_TOO_EXPENSIVE.
 */
export function judgeCost({ estimatedRequests, limit }: CostAccount): void {
  if (estimatedRequests <= limit) return;
  throw refusalOf(
    new GatewayError(
      `This operation would take about ${String(estimatedRequests)} upstream requests, and ${String(limit)} are allowed. Request smaller pages (first), fewer instances, or fewer fields that cost a request for each row; the descriptions of the fields state their costs`,
      { code: 'QUERY_TOO_EXPENSIVE', estimatedRequests, limit },
    ),
  );
}
