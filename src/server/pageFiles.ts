import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { PROGRAM_FOLDER } from '../programFolder.js';

/** Where a page is built: `dist/NAME`, also for a server that is run from `src/`. */
export function findPageDir(name: string): string {
  return fileURLToPath(new URL(`../dist/${name}`, PROGRAM_FOLDER));
}

/** As the pages' index.html names it. */
const TOKEN_HEADER = 'X-Patchwork-Token';

/**
 * Reads a built page.
 *
 * @param tokenHeader header in which callers send their tokens, as the page sends them.
 * @returns undefined where the page has not been built.
 */
export function readPage(dir: string, tokenHeader = TOKEN_HEADER): string | undefined {
  const path = join(dir, 'index.html');
  if (!existsSync(path)) return undefined;
  // A header's name has no character that HTML reads as its own.
  return readFileSync(path, 'utf8').replace(
    `content="${TOKEN_HEADER}"`,
    `content="${tokenHeader}"`,
  );
}

/** Headers of a page and of its assets. */
export function pageHeaders(contentSecurityPolicy: string): Readonly<Record<string, string>> {
  return {
    'content-security-policy': contentSecurityPolicy,
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  };
}

/** Serves the assets of a page. The names of the files contain a hash of their content. */
export async function serveAssets(
  app: FastifyInstance,
  root: string,
  prefix: string,
): Promise<void> {
  // Loaded when needed: a gateway without pages has no use for it, and it takes memory.
  const { default: fastifyStatic } = await import('@fastify/static');
  await app.register(fastifyStatic, {
    root,
    prefix,
    decorateReply: false,
    index: false,
    preCompressed: true,
    immutable: true,
    maxAge: '365d',
  });
}

/** Every browser names text/html when it opens a page; curl and API clients do not. */
export function isBrowser({ headers }: FastifyRequest): boolean {
  return /\btext\/html\b/i.test(headers.accept ?? '');
}

/** Answers a client other than a browser with the address of the endpoint. */
export function sendEndpoint(reply: FastifyReply, page: string): FastifyReply {
  return reply
    .type('text/plain; charset=utf-8')
    .send(
      'patchwork-graphql: the GraphQL endpoint is /graphql (POST application/json, or GET).\n' +
        `Open this address in a browser for ${page}.\n`,
    );
}

/** Says how to build a page that is not there. */
export function sendNotBuilt(reply: FastifyReply, name: string, script: string): FastifyReply {
  return reply
    .code(503)
    .type('text/plain; charset=utf-8')
    .send(
      `${name} has not been built: run "npm run ${script}" and start the server again.\n` +
        'The GraphQL endpoint works without it: /graphql\n',
    );
}
