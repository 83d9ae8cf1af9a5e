import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { naiveDate } from './dates.js';
import { answer, type Answer } from './http/answer.js';
import { serverErrorPage } from './http/errorPages.js';
import { QueryString } from './http/QueryString.js';
import { receivePatch } from './receivePatch.js';
import { readReleaseTraits } from './ReleaseTraits.js';
import type { SampleState } from './SampleState.js';
import { SampleStore } from './store/SampleStore.js';

/** Something that makes a server misbehave: it receives every request before the server does. */
interface RequestWrapper {
  /** @param receivePatch receives the mail of a new patch */
  wrap(listener: RequestListener, receivePatch: () => void): RequestListener;
}

/** Options for starting a sample server. */
export interface SampleServerOptions {
  /** The initial data; they are copied, never changed. */
  readonly state: SampleState;
  /** Address to listen on. Default 127.0.0.1. */
  readonly host?: string;
  /** Port to listen on; the default 0 selects a free port. */
  readonly port?: number;
  /** The server's clock, used to stamp events and checks. Default: the system clock. */
  readonly clock?: () => Date;
  /** The setting `MAX_REST_RESULTS_PER_PAGE`, the maximum page size; read for each request. Default 250. */
  readonly maxPageSize?: () => number;
  /** Faults to inject. Default: none. */
  readonly faults?: RequestWrapper;
}

/** A request that a sample server has answered. */
interface RecordedRequest {
  readonly method: string;
  /** As sent, with the query. */
  readonly path: string;
  /** Method and route, without the version: `GET /patches/{id}/`. */
  readonly endpoint: string;
  readonly status: number;
  /** Whether it had an Authorization header. */
  readonly authorized: boolean;
  /** The exception of a view, if the answer was a 500. */
  readonly error?: unknown;
}

/** A running sample server. */
export interface SampleServer {
  /** `http://127.0.0.1:PORT`, without a slash. */
  readonly url: string;
  readonly port: number;
  /** The live data; inserted rows are visible immediately. */
  readonly store: SampleStore;
  /** Every request answered since the start or the last reset, except those that a fault answered. */
  readonly requests: readonly RecordedRequest[];
  /** How often each endpoint was requested. */
  countByEndpoint(): Record<string, number>;
  resetRequests(): void;
  /** Stops listening and closes every connection, including idle ones. */
  close(): Promise<void>;
}

const MAX_BODY_BYTES = 16 * 1024 * 1024;
/** As gunicorn's default `limit_request_line`. */
const MAX_REQUEST_LINE_LENGTH = 4094;

/** Starts an in-memory Patchwork server over real HTTP. */
export async function startSampleServer(options: SampleServerOptions): Promise<SampleServer> {
  const { state, host = '127.0.0.1', port = 0, clock = () => new Date(), faults } = options;
  const store = new SampleStore(state);
  const traits = readReleaseTraits(state.server);
  const stampZone = state.server.stamps_in === 'UTC' ? 'UTC' : state.server.time_zone;
  let requests: RecordedRequest[] = [];

  const respond = async (message: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method = 'GET', url = '/' } = message;
    const authorized = message.headers.authorization !== undefined;
    const record = ({ endpoint, error }: Omit<Answer, 'response'>, status: number): void => {
      requests.push({
        method,
        path: url,
        endpoint: `${method} ${endpoint}`,
        status,
        authorized,
        ...(error !== undefined && { error }),
      });
    };
    if (`${method} ${url} HTTP/1.1`.length > MAX_REQUEST_LINE_LENGTH) {
      record({ endpoint: '(request line too long)' }, 400);
      response.writeHead(400, { 'Content-Type': 'text/html', Connection: 'close' });
      response.end('<html><head><title>Bad Request</title></head><body></body></html>');
      return;
    }
    const body = await readBody(message);
    const started = clock().getTime();
    let stamped = 0;
    const [rawPath = '/', ...queryParts] = url.split('?');
    const rawQuery = queryParts.join('?');
    const outcome = await answer({
      method,
      rawPath,
      rawQuery,
      query: new QueryString(rawQuery),
      headers: message.headers,
      body,
      origin: originOf(message),
      store,
      traits,
      maxPageSize: options.maxPageSize?.() ?? 250,
      // Each stamp is a millisecond later than the one before, so that all stamps differ.
      stamp: () => naiveDate(new Date(started + stamped++), stampZone),
    });
    record(outcome, outcome.response.status);
    const { status, headers, body: text } = outcome.response;
    const bytes = Buffer.from(text, 'utf8');
    response.writeHead(status, {
      ...headers,
      ...(status !== 204 && { 'Content-Length': bytes.length }),
    });
    response.end(method === 'HEAD' ? undefined : bytes);
  };

  const listener: RequestListener = (message, response) => {
    respond(message, response).catch(() => {
      // The client disconnected in the middle of its request, or the store itself is broken.
      if (response.headersSent) response.destroy();
      else {
        const page = serverErrorPage(traits);
        response.writeHead(page.status, page.headers);
        response.end(page.body);
      }
    });
  };
  const server = createServer(
    { keepAliveTimeout: 5000, maxHeaderSize: 64 * 1024 },
    faults === undefined
      ? listener
      : faults.wrap(listener, () => void receivePatch(store, clock())),
  );
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
  const listening = (server.address() as AddressInfo).port;
  const shownHost = host.includes(':') ? `[${host}]` : host;

  return {
    url: `http://${shownHost}:${String(listening)}`,
    port: listening,
    store,
    get requests() {
      return requests;
    },
    countByEndpoint() {
      const counts: Record<string, number> = {};
      for (const { endpoint } of requests) counts[endpoint] = (counts[endpoint] ?? 0) + 1;
      return counts;
    },
    resetRequests() {
      requests = [];
    },
    async close() {
      await new Promise<void>((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      });
    },
  };
}

/** Links are built from the Host header; gunicorn lets a local proxy report that the request was https. */
function originOf({ headers, socket }: IncomingMessage): string {
  const scheme = headers['x-forwarded-proto'] === 'https' ? 'https' : 'http';
  const local = `${socket.localAddress ?? 'localhost'}:${String(socket.localPort)}`;
  return `${scheme}://${headers.host ?? local}`;
}

async function readBody(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of message) {
    const bytes = chunk as Buffer;
    length += bytes.length;
    if (length > MAX_BODY_BYTES) throw new Error('the body is too large');
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}
