import { join } from 'node:path';
import type { FastifyPluginAsync } from 'fastify';
import {
  findPageDir,
  isBrowser,
  pageHeaders,
  readPage,
  sendEndpoint,
  sendNotBuilt,
  serveAssets,
} from './pageFiles.js';

/**
 * The strictest Content-Security-Policy under which GraphiQL works; every answer of
 * {@link graphiqlAssets} carries it, and no other host is named in it.
 *
 * - `style-src 'unsafe-inline'`: Monaco and the menus write `<style>` elements and style attributes
 *   at run time. Scripts need no such leave.
 * - `data:` for images and fonts: the style sheets of Monaco and GraphiQL embed them.
 * - `worker-src 'self'`: the editors' language services are workers, bundled as files of ours.
 *
 * @internal
 */
export const GRAPHIQL_CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Options of {@link graphiqlAssets}. */
export interface GraphiqlAssetsOptions {
  /** Folder of the built page. Default: `dist/graphiql` of this package. */
  readonly assetsDir?: string;
  /** Header in which callers send their tokens, as GraphiQL suggests it. Default: `X-Patchwork-Token`. */
  readonly tokenHeader?: string;
  /** Where the page is. Default: `/` alone. The paths have one segment at most, since its addresses are relative. */
  readonly paths?: readonly string[];
}

/**
 * Fastify plugin that serves GraphiQL: the page at `/`, what it loads below `/assets/`, all of it
 * ours. Register it with a `prefix` to serve it elsewhere; the page looks for `graphql` beside
 * itself. It answers GET and HEAD alone. Without a built page it says how to build it (503), and
 * the rest of the server goes on; the page is looked for once, when the plugin is registered.
 *
 * @example await app.register(graphiqlAssets);
 */
export const graphiqlAssets: FastifyPluginAsync<GraphiqlAssetsOptions> = async (app, options) => {
  const assetsDir = options.assetsDir ?? findPageDir('graphiql');
  const page = readPage(assetsDir, options.tokenHeader);

  app.addHook('onRequest', async (_request, reply) => {
    reply.headers(pageHeaders(GRAPHIQL_CONTENT_SECURITY_POLICY));
  });

  for (const path of options.paths ?? ['/']) {
    // With a prefix, "/prefix" is not the page: its relative addresses hold below "/prefix/" only.
    app.get(path, { prefixTrailingSlash: 'slash' }, async (request, reply) => {
      reply.headers({ 'cache-control': 'no-cache', vary: 'Accept' });
      if (!isBrowser(request)) return sendEndpoint(reply, 'GraphiQL');
      if (page === undefined) return sendNotBuilt(reply, 'GraphiQL', 'build:graphiql');
      return reply.type('text/html; charset=utf-8').send(page);
    });
  }

  if (page !== undefined) await serveAssets(app, join(assetsDir, 'assets'), '/assets/');
};
