import type { FastifyInstance } from 'fastify';
import { isBrowser } from '../pageFiles.js';
import { NOT_FOUND_POLICY, notFoundPage, type Place } from './notFoundPage.js';
import { sendError } from './sendError.js';
import { collectServedMethods } from './servedMethods.js';

/** How requests are answered that no route serves. */
export interface UnknownRouteOptions {
  /** Pages to link to if a browser opens an unknown path. Default: none, and it gets JSON. */
  readonly places?: readonly Place[];
  /** The way out, at the end of the message. */
  readonly hint?: string;
}

/**
 * Answers requests that no route serves: 405 with the methods of the path, or 404. To be called before routes are
 * registered.
 */
export function answerUnknownRoutes(
  app: FastifyInstance,
  { places = [], hint }: UnknownRouteOptions = {},
): void {
  const servedMethods = collectServedMethods(app);
  app.setNotFoundHandler(async (request, reply) => {
    const { method, url } = request;
    const [path = ''] = url.split('?', 1);
    const allowed = servedMethods(path);
    if (allowed.length > 0) {
      const methods = allowed.join(', ');
      const message = `${method} is not a method of ${path}; use one of ${methods}.`;
      return sendError(reply.header('allow', methods), 405, message, 'BAD_USER_INPUT');
    }
    if (places.length > 0 && (method === 'GET' || method === 'HEAD')) {
      reply.header('vary', 'Accept');
      if (isBrowser(request)) {
        const page = notFoundPage(path, places);
        return reply
          .code(404)
          .header('content-security-policy', NOT_FOUND_POLICY)
          .type('text/html; charset=utf-8')
          .send(page);
      }
    }
    const end = hint === undefined ? '.' : `; ${hint}.`;
    return sendError(
      reply,
      404,
      `Not found: ${method} ${url.slice(0, 100)}${end}`,
      'BAD_USER_INPUT',
    );
  });
}
