import { unwrapResolverError } from '@apollo/server/errors';
import type { GraphQLFormattedError } from 'graphql';
import { BadUserInputError, GatewayError } from '../errors.js';
import type { Logger } from '../logger.js';

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

/**
 * Makes what clients see of errors: ours as they are, those of the client's making as Apollo Server
 * words them, and of anything else only that it happened. That one is logged whole.
 */
export function createErrorFormatter(
  logger: Logger,
): (formatted: GraphQLFormattedError, error: unknown) => GraphQLFormattedError {
  return (formatted, error) => {
    const original = unwrapResolverError(error);
    const { message, locations, path, extensions } = formatted;
    const place = { ...(locations && { locations }), ...(path && { path }) };
    if (original instanceof GatewayError) {
      return { message, ...place, extensions: { ...original.extensions } };
    }
    if (CLIENT_CODES.has(extensions?.['code'])) {
      const { stacktrace: _stack, ...rest } = extensions ?? {};
      // A value that a scalar refuses is bad input, wherever it stands; Apollo calls it validation.
      const isBadValue =
        error instanceof Error &&
        'originalError' in error &&
        error.originalError instanceof BadUserInputError;
      return {
        message,
        ...place,
        extensions: isBadValue ? { ...rest, code: 'BAD_USER_INPUT' } : rest,
      };
    }
    logger.error({ err: original }, 'an operation met a fault of the gateway');
    return {
      message: 'Something went wrong in the gateway; its log has the details.',
      ...place,
      extensions: { code: 'INTERNAL_SERVER_ERROR' },
    };
  };
}
