import { join } from 'node:path';
import type { FastifyPluginAsync } from 'fastify';
import { isObject } from '../isObject.js';
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
 * The strictest Content-Security-Policy under which the dashboard works; no other host is named in it.
 *
 * - `style-src 'unsafe-inline'`: the view of diffs writes its styles at run time. Scripts need no such leave.
 * - `base-uri 'self'`: the page's `<base>` is relative to the address it is read at.
 */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "base-uri 'self'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Options of {@link dashboardPage}. */
export interface DashboardPageOptions {
  /** Path below which the pages are, with a slash at both ends. */
  readonly path: string;
  /** Header in which the page sends the visitor's tokens. */
  readonly tokenHeader: string;
  /** Whether the page links to GraphiQL. */
  readonly graphiql: boolean;
  /** Folder of the built page. Default: `dist/dashboard` of this package. */
  readonly assetsDir?: string;
}

/** Addresses of pages below `path`, as the router of the page knows them. */
const PAGES = [
  '',
  'queue',
  's/:instance/:number',
  's/:instance/:number/compare',
  'p/:instance/:number',
  'search',
  'projects/:instance/:project',
  'activity',
  'settings',
  'go',
];

/**
 * Fastify plugin that serves the dashboard: one page at all of its addresses, which reads from the address
 * what to show. A link to an operation (`/?query=...`), as GraphiQL wrote it when it was served at `/`, leads there.
 * It answers GET and HEAD alone.
 */
export const dashboardPage: FastifyPluginAsync<DashboardPageOptions> = async (app, options) => {
  const { path, tokenHeader, graphiql } = options;
  const dir = options.assetsDir ?? findPageDir('dashboard');
  // From `path` to what is beside it: relative, since a proxy may take a prefix off both.
  const root = '../'.repeat(path.split('/').length - 2);
  const page = readPage(dir, tokenHeader)
    ?.replace('name="endpoint" content=""', `name="endpoint" content="${root}graphql"`)
    .replace(
      'name="graphiql" content=""',
      `name="graphiql" content="${graphiql ? `${root}graphiql` : ''}"`,
    );

  app.addHook('onRequest', async (_request, reply) => {
    reply.headers(pageHeaders(CONTENT_SECURITY_POLICY));
  });

  for (const name of PAGES) {
    const depth = name.split('/').length - 1;
    const base = depth === 0 ? './' : '../'.repeat(depth);
    const html = page?.replace('<base href="./" />', `<base href="${base}" />`);
    app.get(`${path}${name}`, async (request, reply) => {
      reply.headers({ 'cache-control': 'no-cache', vary: 'Accept' });
      if (!isBrowser(request)) return sendEndpoint(reply, 'the dashboard');
      if (name === '' && graphiql && isObject(request.query) && 'query' in request.query) {
        return reply.redirect(`${root}graphiql${request.url.slice(request.url.indexOf('?'))}`);
      }
      if (html === undefined) return sendNotBuilt(reply, 'The dashboard', 'build:dashboard');
      return reply.type('text/html; charset=utf-8').send(html);
    });
  }

  if (page !== undefined) {
    await serveAssets(app, join(dir, 'assets', 'dashboard'), `${path}assets/dashboard/`);
  }
};
