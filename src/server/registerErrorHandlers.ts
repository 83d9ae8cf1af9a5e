import type { FastifyInstance, FastifyReply } from 'fastify';
import { GatewayError } from '../errors.js';
import type { Logger } from '../telemetry/logger.js';
import { notFoundPage, type Place } from './http/notFoundPage.js';
import { collectServedMethods } from './http/servedMethods.js';
import { isBrowser } from './pageFiles.js';

const JSON_TYPE = 'application/json; charset=utf-8';

/**
 * Lets everything that goes wrong before GraphQL begins (no such path, a body that is too long or
 * no JSON) be answered in the form of a GraphQL error, which is what clients of this server parse. To be
 * called before routes are registered.
 *
 * @param places pages to link to if a browser opens an unknown path; without any it gets JSON, too.
 */
export function registerErrorHandlers(
  app: FastifyInstance,
  logger: Logger,
  maxBodyBytes: number,
  places: readonly Place[] = [],
): void {
  const servedMethods = collectServedMethods(app);
  app.setNotFoundHandler(async (request, reply) => {
    const { method, url } = request;
    const [path = ''] = url.split('?', 1);
    const allowed = servedMethods(path);
    if (allowed.length > 0) {
      const methods = allowed.join(', ');
      const message = `${method} is not a method of ${path}; use one of ${methods}.`;
      return send(reply.header('allow', methods), 405, message, 'BAD_USER_INPUT');
    }
    if (places.length > 0 && (method === 'GET' || method === 'HEAD')) {
      reply.header('vary', 'Accept');
      if (isBrowser(request)) {
        const page = notFoundPage(path, places);
        return reply.code(404).type('text/html; charset=utf-8').send(page);
      }
    }
    const message = `Not found: ${method} ${url.slice(0, 100)}; the graph is at /graphql.`;
    return send(reply, 404, message, 'BAD_USER_INPUT');
  });
  app.setErrorHandler(async (error: unknown, request, reply) => {
    if (error instanceof GatewayError && error.meaning.httpStatus < 500) {
      return reply
        .code(error.meaning.httpStatus)
        .type(JSON_TYPE)
        .send({ errors: [{ message: error.message, extensions: error.extensions }] });
    }
    const status = statusOf(error);
    if (status === 413) {
      const message = `The request is longer than ${String(maxBodyBytes)} bytes (limits.maxBodyBytes).`;
      return send(reply, 413, message, 'BAD_USER_INPUT');
    }
    if (status === 415) {
      const type = request.headers['content-type']?.slice(0, 100) ?? '';
      const message = `The content type "${type}" is not supported; send JSON with "content-type: application/json".`;
      return send(reply, 415, message, 'BAD_USER_INPUT');
    }
    if (status < 500) return send(reply, status, messageOf(error), 'BAD_USER_INPUT');
    logger.error({ err: error }, 'a request failed because of a bug in the gateway');
    return send(
      reply,
      500,
      'Internal error in the gateway; see its log for details.',
      'INTERNAL_SERVER_ERROR',
    );
  });
}

function send(reply: FastifyReply, status: number, message: string, code: string): FastifyReply {
  return reply
    .code(status)
    .type(JSON_TYPE)
    .send({ errors: [{ message, extensions: { code } }] });
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
