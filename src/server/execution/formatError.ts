import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { GatewayError } from '../../errors.js';
import type { Logger } from '../../telemetry/logger.js';

/** Codes that Apollo Server gives to faults of the client's own making. */
const CLIENT_CODES: ReadonlySet<unknown> = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'BAD_USER_INPUT',
  'BAD_REQUEST',
  'OPERATION_RESOLUTION_FAILURE',
  'PERSISTED_QUERY_NOT_FOUND',
  'PERSISTED_QUERY_NOT_SUPPORTED',
]);

/** Longer messages quote input of the client. */
const MAX_MESSAGE_LENGTH = 1_000;
/** graphql-js writes the reason behind the value that it quotes. */
const REASON_LENGTH = 400;

/** One error: as graphql-js or Apollo Server formats it, and the error itself. */
export type ErrorFormatter = (
  formatted: GraphQLFormattedError,
  error: unknown,
) => GraphQLFormattedError;

/**
 * Formats errors for clients: ours as they are, those of the client's making as Apollo Server
 * words them, and of anything else only that it happened. That one is logged whole.
 */
export function createErrorFormatter(logger: Logger): ErrorFormatter {
  return (formatted, error) => {
    const original = unwrap(error);
    const { message, locations, path, extensions } = formatted;
    const place = { ...(locations && { locations }), ...(path && { path }) };
    if (original instanceof GatewayError) {
      return { message: cut(message), ...place, extensions: { ...original.extensions } };
    }
    if (CLIENT_CODES.has(extensions?.['code'])) {
      const { stacktrace: _stack, ...rest } = extensions ?? {};
      return { message: cut(message), ...place, extensions: rest };
    }
    if (isRefusedRequest(error)) {
      return { message: cut(message), ...place, extensions: { code: 'BAD_REQUEST' } };
    }
    logger.error({ err: original }, 'an operation failed because of a bug in the gateway');
    return {
      message: 'Internal error in the gateway; see its log for details.',
      ...place,
      extensions: { code: 'INTERNAL_SERVER_ERROR' },
    };
  };
}

/** The original error: a field adds its path, graphql-js the value that a scalar has refused. */
function unwrap(error: unknown): unknown {
  let original = error;
  while (original instanceof GraphQLError && original.originalError !== undefined) {
    original = original.originalError;
  }
  return original;
}

/** Omits the middle of a long message: its subject comes first, and the reason last. */
function cut(message: string): string {
  if (message.length <= MAX_MESSAGE_LENGTH) return message;
  const head = message.slice(0, MAX_MESSAGE_LENGTH - REASON_LENGTH);
  return `${head}… (${String(message.length)} characters) …${message.slice(-REASON_LENGTH)}`;
}

/** Apollo Server has no code for some of its refusals, such as a hash that does not fit: only a status. */
function isRefusedRequest(error: unknown): boolean {
  if (!(error instanceof GraphQLError) || error.originalError !== undefined) return false;
  const { http } = error.extensions;
  if (typeof http !== 'object' || http === null || !('status' in http)) return false;
  return typeof http.status === 'number' && http.status >= 400 && http.status < 500;
}
