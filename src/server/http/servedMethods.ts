import type { FastifyInstance } from 'fastify';
import findMyWay, { type HTTPMethod } from 'find-my-way';

const nothing = (): void => undefined;

/**
 * Collects the routes that are registered from now on: Fastify finds a route by its pattern, but not by a
 * path that matches it.
 *
 * @returns the methods by which a path is served, in alphabetical order; empty for an unknown path.
 */
export function collectServedMethods(app: FastifyInstance): (path: string) => readonly string[] {
  const routes = findMyWay();
  app.addHook('onRoute', ({ method, url }) => {
    // The route of @fastify/cors for preflight requests matches every path.
    if (url === '*') return;
    for (const one of [method].flat() as HTTPMethod[]) {
      if (!routes.hasRoute(one, url)) routes.on(one, url, nothing);
    }
  });
  return (path) =>
    app.supportedMethods
      .filter((method) => routes.find(method as HTTPMethod, path) !== null)
      .sort();
}
