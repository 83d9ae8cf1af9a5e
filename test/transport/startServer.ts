import { createServer } from 'node:http';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

/** A real HTTP server on a free port that records its requests. */
export interface TestServer {
  readonly url: string;
  /** `GET /path`, in the order of arrival. */
  readonly requests: string[];
  readonly received: { readonly request: IncomingMessage; readonly body: string }[];
  /** Sockets that are open now. */
  readonly sockets: Set<Socket>;
  /** Resolves when this many requests have arrived. */
  arrived(count: number): Promise<void>;
  close(): Promise<void>;
}

/** Answers the request with this ordinal number, the first being 0. */
export type Answer = (response: ServerResponse, request: IncomingMessage, index: number) => void;

/** Starts a server; each request's body has been read when `answer` is called. */
export async function startServer(answer: Answer): Promise<TestServer> {
  const requests: string[] = [];
  const received: { request: IncomingMessage; body: string }[] = [];
  const sockets = new Set<Socket>();
  const waiting: { count: number; resolve: () => void }[] = [];
  const listener: RequestListener = (request, response) => {
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (chunk: string) => (body += chunk));
    request.on('end', () => {
      const index = requests.length;
      requests.push(`${request.method ?? ''} ${request.url ?? ''}`);
      received.push({ request, body });
      for (const { count, resolve } of waiting) if (requests.length >= count) resolve();
      answer(response, request, index);
    });
  };
  const server = createServer(listener);
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    received,
    sockets,
    arrived: (count) =>
      new Promise((resolve) => {
        if (requests.length >= count) resolve();
        else waiting.push({ count, resolve });
      }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
