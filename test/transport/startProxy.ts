import { createServer, request as forward } from 'node:http';
import { connect as open, type AddressInfo, type Socket } from 'node:net';

/** A real proxy, which resolves every host to this machine. */
export interface TestProxy {
  readonly url: string;
  readonly port: number;
  /** `CONNECT host:port` and `GET http://host:port/path`, in the order of arrival. */
  readonly requests: string[];
  /** `Proxy-Authorization` of each request. */
  readonly authorizations: (string | undefined)[];
  readonly sockets: Set<Socket>;
  close(): Promise<void>;
}

/** The answer of a proxy instead of a connection; `hang-up` and `silence` send nothing. */
export type ProxyRefusal = number | 'hang-up' | 'silence' | undefined;

/** Starts a proxy for CONNECT and for plain requests. */
export async function startProxy(refusal?: () => ProxyRefusal): Promise<TestProxy> {
  const requests: string[] = [];
  const authorizations: (string | undefined)[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((request, response) => {
    requests.push(`${request.method ?? ''} ${request.url ?? ''}`);
    authorizations.push(request.headers['proxy-authorization']);
    const refused = refusal?.();
    if (typeof refused === 'number') {
      response.writeHead(refused).end('refused by the proxy');
      return;
    }
    const { port, pathname, search } = new URL(request.url ?? '');
    const { method = 'GET', headers } = request;
    delete headers['proxy-authorization'];
    const options = { host: '127.0.0.1', port, path: pathname + search, method, headers };
    const upstream = forward(options, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    upstream.on('error', () => response.destroy());
    request.pipe(upstream);
  });
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
  });
  server.on('connect', (request, client: Socket) => {
    requests.push(`CONNECT ${request.url ?? ''}`);
    authorizations.push(request.headers['proxy-authorization']);
    const refused = refusal?.();
    if (refused === 'silence') return;
    if (refused === 'hang-up') {
      client.destroy();
      return;
    }
    if (refused !== undefined) {
      client.end(`HTTP/1.1 ${refused} Refused\r\ncontent-length: 0\r\n\r\n`);
      return;
    }
    const upstream = open(Number(/:(\d+)$/.exec(request.url ?? '')?.[1]), '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      upstream.pipe(client).pipe(upstream);
    });
    upstream.on('error', () => client.destroy());
    client.on('close', () => upstream.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    requests,
    authorizations,
    sockets,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
