import type { FastifyReply, FastifyRequest } from 'fastify';
import { GatewayError } from '../errors.js';
import type { Metrics } from '../telemetry/metrics.js';
import type { ClientShare } from './execution/OperationRequest.js';
import { refusalOf } from './execution/Refusal.js';
import { clientKeyOf, type Allowance, type RateLimiter } from './RateLimiter.js';

/** Headers with the remaining budget of a client, exposed to pages of other origins. */
export const RATE_LIMIT_HEADERS = [
  'RateLimit-Limit',
  'RateLimit-Remaining',
  'RateLimit-Reset',
  'Retry-After',
];

/**
 * Takes one request from the client's share before anything is read: whatever it sends counts as one.
 *
 * @throws GatewayError RATE_LIMITED when nothing is left.
 */
export function admit(
  limiter: RateLimiter,
  metrics: Metrics,
  request: FastifyRequest,
  reply: FastifyReply,
): void {
  const client = clientKeyOf(request.ip);
  const before = limiter.look(client);
  const isAdmitted = before.remaining > 0;
  reply.headers(rateLimitHeaders(isAdmitted ? limiter.spend(client, 1) : before));
  if (isAdmitted) return;
  metrics.observeRateLimited();
  reply.header('retry-after', before.retryAfterSeconds);
  const { limit, retryAfterSeconds } = before;
  throw rateError(
    `You have used up your ${String(limit)} upstream requests per minute`,
    retryAfterSeconds,
  );
}

/**
 * The share of a client, one of which {@link admit} has taken for this operation.
 *
 * @param reply reports the remaining budget; missing where there is no response.
 */
export function shareOf(
  limiter: RateLimiter,
  metrics: Metrics,
  client: string,
  reply?: FastifyReply,
): ClientShare {
  let reserved = 1;
  return {
    reserve: (requests) => {
      // More than a whole share is let through when all of it is there, or it would never be.
      const needed = Math.min(requests, limiter.perMinute) - reserved;
      const retryAfterSeconds = limiter.secondsUntil(client, needed);
      if (retryAfterSeconds > 0) {
        metrics.observeRateLimited();
        reply?.header('retry-after', retryAfterSeconds);
        throw refusalOf(
          rateError(
            `This operation would take about ${String(requests)} upstream requests, which exceeds the rest of your ${String(limiter.perMinute)} per minute`,
            retryAfterSeconds,
          ),
        );
      }
      if (requests <= reserved) return;
      limiter.spend(client, requests - reserved);
      reserved = requests;
    },
    settle: (requests) => {
      const left = limiter.spend(client, Math.max(requests, 1) - reserved);
      reply?.headers(rateLimitHeaders(left));
    },
  };
}

function rateError(reason: string, retryAfterSeconds: number): GatewayError {
  return new GatewayError(`${reason}; try again in ${String(retryAfterSeconds)} s`, {
    code: 'RATE_LIMITED',
    retryAfterSeconds,
  });
}

/** As https://datatracker.ietf.org/doc/html/draft-ietf-httpapi-ratelimit-headers-03 names them. */
function rateLimitHeaders(allowance: Allowance): Record<string, string> {
  return {
    'ratelimit-limit': String(allowance.limit),
    'ratelimit-remaining': String(allowance.remaining),
    'ratelimit-reset': String(allowance.resetSeconds),
  };
}
