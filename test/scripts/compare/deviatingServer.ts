import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { request } from 'undici';

/** An answer that is passed through, and can be changed. */
export interface PassingAnswer {
  status: number;
  headers: IncomingHttpHeaders;
  /** The parsed body, if it is JSON. */
  json: unknown;
}

/** A proxy that changes answers. */
export interface DeviatingServer {
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Starts a server that answers like `upstream`, except for the changes of `deviate`.
 *
 * @param deviate - Changes the answer in place; receives the path with the query.
 */
export async function startDeviatingServer(
  upstream: string,
  deviate: (path: string, answer: PassingAnswer) => void,
): Promise<DeviatingServer> {
  const server = createServer((message, response) => {
    const pass = async (): Promise<void> => {
      const path = message.url ?? '/';
      const { statusCode, headers, body } = await request(upstream + path);
      const text = await body.text();
      const json = headers['content-type'] === 'application/json' ? parse(text) : undefined;
      const answer: PassingAnswer = { status: statusCode, headers: { ...headers }, json };
      deviate(path, answer);
      delete answer.headers['content-length'];
      delete answer.headers['transfer-encoding'];
      response.writeHead(answer.status, answer.headers);
      response.end(answer.json === undefined ? text : JSON.stringify(answer.json));
    };
    pass().catch(() => {
      response.destroy();
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

function parse(text: string): unknown {
  return JSON.parse(text) as unknown;
}
