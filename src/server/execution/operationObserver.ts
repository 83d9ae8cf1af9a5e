import type { GraphQLFormattedError, OperationTypeNode } from 'graphql';
import { ERRORS } from '../../errors.js';
import type { Logger } from '../../telemetry/logger.js';
import type { Metrics, OperationObservation } from '../../telemetry/metrics.js';
import type { Tracing } from '../../telemetry/tracing.js';
import type { OperationSender } from '../senderOf.js';
import type { OperationContext } from './createOperation.js';

/** Names are the client's to choose, so they are cut. */
const MAX_NAME_LENGTH = 100;

/** Where operations are reported. */
export interface ObserverOptions {
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly tracing: Tracing | undefined;
  /** Milliseconds of a clock that never goes back. Default: `performance.now`. */
  readonly now?: () => number;
}

/** State of an operation at its end. */
export interface OperationEnd {
  readonly name: string | undefined;
  /** Null where the document was refused. */
  readonly type: OperationTypeNode | null;
  /** SHA-256 of the document. */
  readonly hash: string | undefined;
  readonly errors: readonly GraphQLFormattedError[];
  readonly hasData: boolean;
  /** Its client had disconnected before the answer was ready. */
  readonly isAborted: boolean;
  /** Missing where nobody has sent it over HTTP. */
  readonly sender?: OperationSender | undefined;
  /** Names of its first root fields, to find an operation without a name. */
  readonly fields?: readonly string[] | undefined;
}

/** Sees each operation begin and end. */
export interface OperationObserver {
  /** @returns to be called at the end. */
  begin(
    operation: OperationContext,
    traceparent: string | undefined,
  ): (operation: OperationContext, end: OperationEnd) => void;
}

/**
 * Logs one line for each operation and counts it. The line has who sent it, the operation's name, first
 * fields and hash, its cost, the statuses of its sources, and its errors by code: neither variables
 * nor documents, which may contain secrets, nor messages, which may quote them.
 */
export function createOperationObserver(options: ObserverOptions): OperationObserver {
  const { logger, metrics, tracing, now = () => performance.now() } = options;
  return {
    begin: ({ scope }, traceparent) => {
      const startMs = now();
      tracing?.begin(scope.operation, traceparent);
      return (operation, end) => {
        const durationMs = now() - startMs;
        const errors = end.errors.map((error) => codeOf(error, operation));
        const sources = end.isAborted ? {} : sourcesOf(operation, errors);
        const name = end.name?.slice(0, MAX_NAME_LENGTH) ?? null;
        tracing?.end(operation.scope.operation, {
          name,
          type: end.type,
          hash: end.hash,
          errorCodes: errors.map(({ code }) => code),
        });
        metrics.observeOperation({
          type: end.type ?? 'none',
          outcome: outcomeOf(end, errors, sources, operation),
          durationMs,
          errors,
          sources,
        });
        for (const { extensions } of end.errors) {
          const limit = extensions?.['limit'];
          if (typeof limit === 'string') metrics.observeRefusal(limit);
        }
        logger.info(
          {
            ...end.sender,
            operation: name,
            type: end.type,
            fields: end.fields,
            hash: end.hash,
            durationMs: Math.round(durationMs * 10) / 10,
            upstream: Object.fromEntries(operation.requestCounts),
            cacheHits: operation.cacheCounts.hits,
            staleHits: operation.cacheCounts.stale,
            ...(Object.keys(sources).length > 0 && { sources }),
            ...(errors.length > 0 && { errors: countCodes(errors) }),
          },
          end.isAborted ? 'the client disconnected before its operation ended' : 'operation',
        );
      };
    },
  };
}

function codeOf(
  { extensions }: GraphQLFormattedError,
  { gateway }: OperationContext,
): { code: string; instance?: string } {
  const { code, instance } = extensions ?? {};
  return {
    code: typeof code === 'string' ? code : 'UNKNOWN',
    ...(typeof instance === 'string' && gateway.clients.has(instance) && { instance }),
  };
}

/** Statuses of lists and lookups, and failures of servers that only an error shows. */
function sourcesOf(
  { sourceStatuses }: OperationContext,
  errors: OperationObservation['errors'],
): Record<string, string> {
  const sources = Object.fromEntries(sourceStatuses);
  for (const { code, instance } of errors) {
    const meaning = Object.entries(ERRORS).find(([name]) => name === code)?.[1];
    if (instance === undefined || meaning?.kind !== 'OUTAGE') continue;
    const before = sources[instance];
    if (before === undefined) sources[instance] = meaning.sourceStatus;
    else if (before === 'OK' || before === 'STALE') sources[instance] = 'PARTIAL';
  }
  return sources;
}

/** An operation all of whose sources failed has not succeeded, whatever its errors say. */
function outcomeOf(
  { hasData, isAborted }: OperationEnd,
  errors: OperationObservation['errors'],
  sources: Readonly<Record<string, string>>,
  { sourceStatuses, requestCounts, cacheCounts }: OperationContext,
): OperationObservation['outcome'] {
  if (isAborted) return 'abandoned';
  const statuses = Object.values(sources).filter((status) => status !== 'SKIPPED');
  const isLost = (status?: string): boolean => status === 'FAILED' || status === 'TIMED_OUT';
  // What single lookups have received from other instances is visible only in their cost.
  const isAll =
    sourceStatuses.size > 0 ||
    (cacheCounts.hits === 0 && [...requestCounts.keys()].every((name) => isLost(sources[name])));
  if (errors.length > 0 && !hasData) return 'failed';
  if (isAll && statuses.length > 0 && statuses.every(isLost)) return 'failed';
  return errors.length > 0 || statuses.some((one) => isLost(one) || one === 'PARTIAL')
    ? 'partial'
    : 'ok';
}

function countCodes(errors: readonly { readonly code: string }[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { code } of errors) counts[code] = (counts[code] ?? 0) + 1;
  return counts;
}
