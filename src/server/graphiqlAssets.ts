import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import type { FastifyPluginAsync } from 'fastify';

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
  /** Where the GraphQL endpoint is, for clients that are not browsers. Default: `/graphql`. */
  readonly graphqlPath?: string;
  /** Header in which callers send their tokens, as GraphiQL suggests it. Default: `X-Patchwork-Token`. */
  readonly tokenHeader?: string;
}

/** `dist/graphiql` of the package this file is in, be it run from `src/` or from `dist/`. @internal */
export function findGraphiqlAssetsDir(): string {
  let dir = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(dir, 'package.json'))) {
    const parent = dirname(dir);
    if (parent === dir) throw new Error('No package.json above the server: it is not installed.');
    dir = parent;
  }
  return join(dir, 'dist', 'graphiql');
}

/** As index.html names it. */
const TOKEN_HEADER = 'X-Patchwork-Token';

function readPage(assetsDir: string, tokenHeader: string): string | undefined {
  const path = join(assetsDir, 'index.html');
  if (!existsSync(path)) return undefined;
  // A header's name has no character that HTML reads as its own.
  return readFileSync(path, 'utf8').replace(
    `content="${TOKEN_HEADER}"`,
    `content="${tokenHeader}"`,
  );
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
  const assetsDir = options.assetsDir ?? findGraphiqlAssetsDir();
  const graphqlPath = options.graphqlPath ?? '/graphql';
  const page = readPage(assetsDir, options.tokenHeader ?? TOKEN_HEADER);

  app.addHook('onRequest', async (_request, reply) => {
    reply.headers({
      'content-security-policy': GRAPHIQL_CONTENT_SECURITY_POLICY,
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    });
  });

  // With a prefix, "/prefix" is not the page: its relative addresses hold below "/prefix/" only.
  app.get('/', { prefixTrailingSlash: 'slash' }, async (request, reply) => {
    reply.headers({ 'cache-control': 'no-cache', vary: 'Accept' });
    // Every browser names text/html when it opens a page; curl and API clients do not.
    if (!/\btext\/html\b/i.test(request.headers.accept ?? '')) {
      return reply
        .type('text/plain; charset=utf-8')
        .send(
          `patchwork-graphql: the GraphQL endpoint is ${graphqlPath} (POST application/json, or GET).\n` +
            'Open this address in a browser for GraphiQL.\n',
        );
    }
    if (page === undefined) {
      return reply
        .code(503)
        .type('text/plain; charset=utf-8')
        .send(
          'GraphiQL has not been built: run "npm run build:graphiql" and start the server again.\n' +
            `The GraphQL endpoint works without it: ${graphqlPath}\n`,
        );
    }
    return reply.type('text/html; charset=utf-8').send(page);
  });

  if (page !== undefined) {
    await app.register(fastifyStatic, {
      root: join(assetsDir, 'assets'),
      prefix: '/assets/',
      decorateReply: false,
      index: false,
      preCompressed: true,
      // The names carry a hash of the content.
      immutable: true,
      maxAge: '365d',
    });
  }
};
