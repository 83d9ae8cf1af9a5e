import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

/** A response of a server that tries to stop the gateway. It is created once, so that sending it is cheap. */
export interface HostileAnswer {
  readonly name: string;
  readonly encoding: 'gzip' | 'br' | 'identity';
  readonly body: Buffer;
}

const MEBIBYTE = 1024 * 1024;
const row = (fields: string): string =>
  `{"id":7,"name":"x","date":"2026-01-01T00:00:00",${fields}}`;
const rows = (count: number, fields: string): Buffer =>
  Buffer.from(
    `[${Array.from({ length: count }, (_, n) => row(fields).replace('7', String(n + 1))).join()}]`,
  );
const many = (count: number, value: (n: number) => string): string =>
  Array.from({ length: count }, (_, n) => value(n)).join();
const packed = (name: string, body: Buffer): HostileAnswer => ({
  name,
  encoding: 'gzip',
  body: gzipSync(body, { level: 1 }),
});

/** Responses of about 30 to 60 MiB when decompressed. */
export function hostileAnswers(): readonly HostileAnswer[] {
  const blanks = Buffer.alloc(60 * MEBIBYTE, ' ');
  const lists = rows(30, `"related":[${many(80_000, (n) => `{"id":${String(n)}}`)}]`);
  return [
    packed('gzip bombs', blanks),
    {
      name: 'brotli bombs',
      encoding: 'br',
      body: brotliCompressSync(blanks, { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } }),
    },
    { name: 'rows with huge lists', encoding: 'identity', body: lists },
    packed('rows with huge lists, compressed', lists),
    packed(
      'distinct keys',
      rows(
        20,
        many(60_000, (n) => `"k${String(n)}":1`),
      ),
    ),
    packed('nested lists', rows(20, `"related":[${many(60_000, () => '[[[[[[[[]]]]]]]]')}]`)),
    packed('a long text', rows(3, `"content":${JSON.stringify('line\n'.repeat(2_000_000))}`)),
  ];
}

/** A server that sends one response to all requests. */
export class HostileServer {
  answer: HostileAnswer | undefined;
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
  }

  static async start(): Promise<HostileServer> {
    const server = createServer();
    const hostile = new HostileServer(server);
    server.on('request', (_request, response) => {
      const { encoding = 'identity', body = Buffer.from('[]') } = hostile.answer ?? {};
      response.writeHead(200, {
        'content-type': 'application/json',
        'content-length': body.length,
        link: '</api/1.3/patches/?page=1>; rel="first"',
        ...(encoding === 'identity' ? {} : { 'content-encoding': encoding }),
      });
      response.end(body);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return hostile;
  }

  get url(): string {
    return `http://127.0.0.1:${String((this.#server.address() as AddressInfo).port)}`;
  }

  stop(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}
