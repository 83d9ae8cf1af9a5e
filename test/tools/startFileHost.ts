import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
};

/** A simple static file host. */
export interface FileHost {
  /** Without a trailing slash. */
  readonly origin: string;
  readonly close: () => void;
}

/**
 * Serves the files of a folder below a path.
 *
 * @param path with a leading and a trailing slash.
 * @param extra texts of additional files, by name.
 * @param headers of every answer.
 */
export async function startFileHost(
  dir: string,
  path: string,
  extra: Readonly<Record<string, string>>,
  headers: Readonly<Record<string, string>> = {},
): Promise<FileHost> {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://host');
    const name = pathname.startsWith(path) ? pathname.slice(path.length) || 'index.html' : '';
    const content =
      name in extra ? Promise.resolve(extra[name]) : readFile(join(dir, normalize(`/${name}`)));
    content.then(
      (body) => {
        const type = TYPES[extname(name)] ?? 'application/octet-stream';
        response.writeHead(200, { ...headers, 'content-type': type }).end(body);
      },
      () => {
        response.writeHead(404, headers).end();
      },
    );
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
