import type { FastifyInstance } from 'fastify';
import { GatewayError } from '../errors.js';
import type { Logger } from '../telemetry/logger.js';
import { answerUnknownRoutes, type UnknownRouteOptions } from './http/unknownRoutes.js';
import { sendError, sendErrors } from './http/sendError.js';

/**
 * Lets everything that goes wrong before GraphQL begins (no such path, a body that is too long or
 * no JSON) be answered in the form of a GraphQL error, which is what clients of this server parse. To be
 * called before routes are registered.
 */
export function registerErrorHandlers(
  app: FastifyInstance,
  logger: Logger,
  maxBodyBytes: number,
  unknown: UnknownRouteOptions = {},
): void {
  answerUnknownRoutes(app, unknown);
  app.setErrorHandler(async (error: unknown, request, reply) => {
    if (error instanceof GatewayError && error.meaning.httpStatus < 500) {
      return sendErrors(reply, error.meaning.httpStatus, [error]);
    }
    const status = statusOf(error);
    if (status === 413) {
      const message = `The request is longer than ${String(maxBodyBytes)} bytes (limits.maxBodyBytes).`;
      return sendError(reply, 413, message, 'BAD_USER_INPUT');
    }
    if (status === 415) {
      const type = request.headers['content-type']?.slice(0, 100) ?? '';
      const message = `The content type "${type}" is not supported; send JSON with "content-type: application/json".`;
      return sendError(reply, 415, message, 'BAD_USER_INPUT');
    }
    if (status < 500) return sendError(reply, status, messageOf(error), 'BAD_USER_INPUT');
    logger.error({ err: error }, 'a request failed because of a bug in the gateway');
    return sendError(
      reply,
      500,
      'Internal error in the gateway; see its log for details.',
      'INTERNAL_SERVER_ERROR',
    );
  });
}

/** Fastify's own errors carry the status that they should be answered with. */
function statusOf(error: unknown): number {
  if (typeof error !== 'object' || error === null || !('statusCode' in error)) return 500;
  const { statusCode } = error;
  return typeof statusCode === 'number' && statusCode >= 400 ? statusCode : 500;
}

/** Only called for faults of the client, which Fastify words without secrets. */
function messageOf(error: unknown): string {
  return error instanceof Error ? error.message.slice(0, 300) : 'The request cannot be parsed.';
}
