import type { FastifyRequest } from 'fastify';
import type { IncomingHttpHeaders } from 'node:http';
import { readCallerTokens } from '../callerTokens.js';
import type { CallerOptions } from '../readCaller.js';
import { shareOf } from '../rateLimit.js';
import { clientKeyOf } from '../RateLimiter.js';
import { readPatience } from '../readPatience.js';
import { senderOf } from '../senderOf.js';
import type { Subscriber } from './Subscriber.js';

/**
 * Who subscribes, by the headers of a request: those of the stream, or of the handshake with what the client
 * has sent along in `connectionParams`.
 */
export function subscriberOf(
  request: FastifyRequest,
  headers: IncomingHttpHeaders,
  transport: Subscriber['transport'],
  { tokenSources, limiter, metrics }: CallerOptions,
): Subscriber {
  const { keyName, ...callerTokens } = readCallerTokens(headers, tokenSources);
  const client = clientKeyOf(request.ip);
  return {
    ...callerTokens,
    ...readPatience(headers),
    client,
    transport,
    sender: senderOf(request, keyName),
    tokenHeader: tokenSources.tokenHeader,
    share: limiter && shareOf(limiter, metrics, client),
    spend: (requests) => limiter?.spend(client, requests),
    secondsToWait: () => limiter?.secondsUntil(client, 1) ?? 0,
  };
}
