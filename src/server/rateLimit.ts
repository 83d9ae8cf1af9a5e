import type { FastifyReply, FastifyRequest } from 'fastify';
import { GatewayError } from '../errors.js';
import type { Metrics } from '../telemetry/metrics.js';
import { clientKeyOf, type Allowance, type RateLimiter } from './RateLimiter.js';

/** Headers that tell a client what it has left, for pages of other origins to be let see. */
export const RATE_LIMIT_HEADERS = [
  'RateLimit-Limit',
  'RateLimit-Remaining',
  'RateLimit-Reset',
  'Retry-After',
];

/**
 * Takes one request from the client's share before anything is read; what an operation costs beyond
 * that is taken at its end.
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
  const { limit, retryAfterSeconds } = before;
  metrics.observeRateLimited();
  reply.header('retry-after', retryAfterSeconds);
  throw new GatewayError(
    `You have used up your ${String(limit)} upstream requests per minute; try again in ${String(retryAfterSeconds)} s`,
    { code: 'RATE_LIMITED', retryAfterSeconds },
  );
}

/** As https://datatracker.ietf.org/doc/html/draft-ietf-httpapi-ratelimit-headers-03 names them. */
export function rateLimitHeaders(allowance: Allowance): Record<string, string> {
  return {
    'ratelimit-limit': String(allowance.limit),
    'ratelimit-remaining': String(allowance.remaining),
    'ratelimit-reset': String(allowance.resetSeconds),
  };
}
