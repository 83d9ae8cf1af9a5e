import type { ApolloServerPlugin } from '@apollo/server';
import type { GraphQLFormattedError } from 'graphql';
import type { Logger } from '../telemetry/logger.js';
import type { Metrics } from '../telemetry/metrics.js';
import type { Tracing } from '../telemetry/tracing.js';
import type { Operation } from './createOperation.js';

/** Names are the client's to choose, so they are cut. */
const MAX_NAME_LENGTH = 100;

/** What {@link createOperationObserver} tells. */
export interface ObserverOptions {
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly tracing: Tracing | undefined;
  /** Milliseconds of a clock that never goes back. Default: `performance.now`. */
  readonly now?: () => number;
}

/**
 * Logs one line for each operation and counts it. The line has the operation's name and hash, what
 * it cost, and its errors by code: neither variables nor documents, which may hold secrets, nor
 * messages, which may quote them.
 */
export function createOperationObserver(options: ObserverOptions): ApolloServerPlugin<Operation> {
  const { logger, metrics, tracing, now = () => performance.now() } = options;
  return {
    requestDidStart: ({ request: { http }, contextValue: { scope } }) => {
      const startMs = now();
      tracing?.begin(scope.lane, http?.headers.get('traceparent'));
      return Promise.resolve({
        willSendResponse: ({ operation, operationName, queryHash, response, contextValue }) => {
          const durationMs = now() - startMs;
          const { body } = response;
          const result = body.kind === 'single' ? body.singleResult : body.initialResult;
          const errors = (result.errors ?? []).map((error) => codeOf(error, contextValue));
          const hasData = result.data !== undefined && result.data !== null;
          tracing?.end(contextValue.scope.lane, {
            name: operationName?.slice(0, MAX_NAME_LENGTH) ?? null,
            type: operation?.operation ?? null,
            hash: queryHash,
            errorCodes: errors.map(({ code }) => code),
          });
          metrics.observeOperation({
            type: operation?.operation ?? 'none',
            outcome: errors.length === 0 ? 'ok' : hasData ? 'partial' : 'failed',
            durationMs,
            errors,
          });
          logger.info(
            {
              operation: operationName?.slice(0, MAX_NAME_LENGTH) ?? null,
              type: operation?.operation ?? null,
              hash: queryHash,
              durationMs: Math.round(durationMs * 10) / 10,
              upstream: Object.fromEntries(contextValue.requestCounts),
              cacheHits: contextValue.cacheCounts.hits,
              staleHits: contextValue.cacheCounts.stale,
              ...(errors.length > 0 && { errors: countCodes(errors) }),
            },
            'operation',
          );
          return Promise.resolve();
        },
      });
    },
  };
}

function codeOf(
  { extensions }: GraphQLFormattedError,
  { gateway }: Operation,
): { code: string; instance?: string } {
  const { code, instance } = extensions ?? {};
  return {
    code: typeof code === 'string' ? code : 'UNKNOWN',
    ...(typeof instance === 'string' && gateway.clients.has(instance) && { instance }),
  };
}

function countCodes(errors: readonly { readonly code: string }[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { code } of errors) counts[code] = (counts[code] ?? 0) + 1;
  return counts;
}
