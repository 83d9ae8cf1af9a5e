import type { GraphQLFormattedError, OperationTypeNode } from 'graphql';
import type { Logger } from '../../telemetry/logger.js';
import type { Metrics } from '../../telemetry/metrics.js';
import type { Tracing } from '../../telemetry/tracing.js';
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

/** What is known of an operation at its end. */
export interface OperationEnd {
  readonly name: string | undefined;
  /** Null where the document was refused. */
  readonly type: OperationTypeNode | null;
  /** SHA-256 of the document. */
  readonly hash: string | undefined;
  readonly errors: readonly GraphQLFormattedError[];
  readonly hasData: boolean;
  /** Its client was gone before the answer was ready. */
  readonly isAborted: boolean;
}

/** Sees each operation begin and end. */
export interface OperationObserver {
  /** @returns to be called at the end. */
  begin(
    operation: Operation,
    traceparent: string | undefined,
  ): (operation: Operation, end: OperationEnd) => void;
}

/**
 * Logs one line for each operation and counts it. The line has the operation's name and hash, what
 * it cost, and its errors by code: neither variables nor documents, which may hold secrets, nor
 * messages, which may quote them.
 */
export function createOperationObserver(options: ObserverOptions): OperationObserver {
  const { logger, metrics, tracing, now = () => performance.now() } = options;
  return {
    begin: ({ scope }, traceparent) => {
      const startMs = now();
      tracing?.begin(scope.lane, traceparent);
      return (operation, end) => {
        const durationMs = now() - startMs;
        const errors = end.errors.map((error) => codeOf(error, operation));
        const name = end.name?.slice(0, MAX_NAME_LENGTH) ?? null;
        tracing?.end(operation.scope.lane, {
          name,
          type: end.type,
          hash: end.hash,
          errorCodes: errors.map(({ code }) => code),
        });
        metrics.observeOperation({
          type: end.type ?? 'none',
          outcome: errors.length === 0 ? 'ok' : end.hasData ? 'partial' : 'failed',
          durationMs,
          errors,
        });
        for (const { extensions } of end.errors) {
          const limit = extensions?.['limit'];
          if (typeof limit === 'string') metrics.observeRefusal(limit);
        }
        logger.info(
          {
            operation: name,
            type: end.type,
            hash: end.hash,
            durationMs: Math.round(durationMs * 10) / 10,
            upstream: Object.fromEntries(operation.requestCounts),
            cacheHits: operation.cacheCounts.hits,
            staleHits: operation.cacheCounts.stale,
            ...(end.isAborted && { aborted: true }),
            ...(errors.length > 0 && { errors: countCodes(errors) }),
          },
          'operation',
        );
      };
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
