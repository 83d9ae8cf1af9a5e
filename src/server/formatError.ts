import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { GatewayError } from '../errors.js';
import type { Logger } from '../telemetry/logger.js';

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

/** How graphql-js says so (language/parser.js); it has no code for it. */
const TOO_MANY_TOKENS = /^Syntax Error: Document contains more tha[tn] \d+ tokens/;

/**
 * Makes what clients see of errors: ours as they are, those of the client's making as Apollo Server
 * words them, and of anything else only that it happened. That one is logged whole.
 */
export function createErrorFormatter(
  logger: Logger,
  { maxTokens }: { readonly maxTokens: number },
): (formatted: GraphQLFormattedError, error: unknown) => GraphQLFormattedError {
  return (formatted, error) => {
    // Apollo Server's own unwrapResolverError leaves errors outside of any field as they are: those of
    // plugins, which refuse whole operations.
    const original = (error instanceof GraphQLError ? error.originalError : undefined) ?? error;
    const { message, locations, path, extensions } = formatted;
    const place = { ...(locations && { locations }), ...(path && { path }) };
    if (original instanceof GatewayError) {
      return { message, ...place, extensions: { ...original.extensions } };
    }
    if (CLIENT_CODES.has(extensions?.['code'])) {
      const { stacktrace: _stack, ...rest } = extensions ?? {};
      // A value that a scalar refuses and a limit that is passed are ours, wherever they are met;
      // Apollo Server calls them faults of syntax or validation.
      const ours = error instanceof GraphQLError ? error.originalError : undefined;
      if (ours instanceof GatewayError) {
        return { message, ...place, extensions: { ...rest, ...ours.extensions } };
      }
      if (TOO_MANY_TOKENS.test(message)) {
        return {
          message: `The document has more than ${String(maxTokens)} tokens (limits.maxTokens)`,
          extensions: { code: 'QUERY_TOO_EXPENSIVE', limit: 'maxTokens', maximum: maxTokens },
        };
      }
      return { message, ...place, extensions: rest };
    }
    logger.error({ err: original }, 'an operation met a fault of the gateway');
    return {
      message: 'Something went wrong in the gateway; its log has the details.',
      ...place,
      extensions: { code: 'INTERNAL_SERVER_ERROR' },
    };
  };
}
