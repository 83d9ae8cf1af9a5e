import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Metrics } from '../telemetry/metrics.js';
import { readCallerTokens, type TokenSources } from './callerTokens.js';
import type { PipelineCaller } from './execution/OperationRequest.js';
import { shareOf } from './rateLimit.js';
import { clientKeyOf, type RateLimiter } from './RateLimiter.js';
import { readPatience } from './readPatience.js';
import { senderOf } from './senderOf.js';

export interface CallerOptions {
  readonly tokenSources: TokenSources;
  /** Absent where rates are not limited. */
  readonly limiter: RateLimiter | undefined;
  readonly metrics: Metrics;
}

/** Who sends an operation, by the headers of its request; whatever route it takes. */
export function readCaller(
  request: FastifyRequest,
  reply: FastifyReply,
  { tokenSources, limiter, metrics }: CallerOptions,
): PipelineCaller {
  // What a token shows is its owner's, whatever stands between.
  reply.header('cache-control', 'no-store');
  const gone = new AbortController();
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) gone.abort();
  });
  const { keyName, ...callerTokens } = readCallerTokens(request.headers, tokenSources);
  return {
    ...callerTokens,
    hasGatewayKey: keyName !== undefined,
    sender: senderOf(request, keyName),
    tokenHeader: tokenSources.tokenHeader,
    ...readPatience(request.headers),
    signal: gone.signal,
    share: limiter && shareOf(limiter, metrics, clientKeyOf(request.ip), reply),
  };
}
