import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { Dispatcher } from 'undici';
import { nameFailure } from './RequestFailure.js';
import type { Stage } from './RequestFailure.js';
import type { UpstreamMethod } from './transport.js';

const gunzipAsync = promisify(gunzip);

/** One HTTP request as it goes on the wire. */
export interface WireRequest {
  readonly origin: string;
  /** Path and query. */
  readonly path: string;
  readonly method: UpstreamMethod;
  readonly headers: Record<string, string>;
  readonly body: string | undefined;
  readonly headersTimeoutMs: number;
  readonly bodyTimeoutMs: number;
  readonly maxBodyBytes: number;
  readonly signal: AbortSignal;
}

/** One HTTP answer, read whole. */
export interface WireAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly bytes: number;
}

/** An answer as it came, still compressed. */
interface RawAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: Buffer;
}

/**
 * Sends one request over undici and reads the answer to its end.
 *
 * @throws RequestFailure, the signal's reason, or a bug.
 */
export async function exchange(dispatcher: Dispatcher, request: WireRequest): Promise<WireAnswer> {
  const receiver = new Receiver(request.signal);
  try {
    const { status, headers, bytes } = await receiver.receive(dispatcher, request);
    const body = await decode(bytes, headers['content-encoding'], request.maxBodyBytes);
    return { status, headers, body, bytes: bytes.byteLength };
  } catch (error) {
    request.signal.throwIfAborted();
    throw nameFailure(error, receiver.stage) ?? error;
  }
}

/**
 * Collects one answer as undici hands it out. Its `request()` would make a stream of every answer,
 * which takes longer than all else that a small answer needs.
 */
class Receiver implements Dispatcher.DispatchHandler {
  stage: Stage = 'sending';
  readonly #signal: AbortSignal;
  #controller: Dispatcher.DispatchController | undefined;
  #status = 0;
  #headers: Readonly<Record<string, string>> = {};
  readonly #chunks: Buffer[] = [];
  #resolve: (answer: RawAnswer) => void = () => undefined;
  #reject: (error: unknown) => void = () => undefined;

  constructor(signal: AbortSignal) {
    this.#signal = signal;
  }

  async receive(dispatcher: Dispatcher, request: WireRequest): Promise<RawAnswer> {
    const { signal } = request;
    signal.throwIfAborted();
    const answer = new Promise<RawAnswer>((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    // Before it has a connection nothing else would tell undici.
    const onAbort = (): void => {
      this.#reject(signal.reason);
      this.#controller?.abort(signal.reason as Error);
    };
    signal.addEventListener('abort', onAbort, { once: true });
    try {
      dispatcher.dispatch(
        {
          origin: request.origin,
          path: request.path,
          method: request.method,
          headers: request.headers,
          body: request.body ?? null,
          headersTimeout: request.headersTimeoutMs,
          bodyTimeout: request.bodyTimeoutMs,
        },
        this,
      );
      return await answer;
    } finally {
      signal.removeEventListener('abort', onAbort);
    }
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#signal.aborted) controller.abort(this.#signal.reason as Error);
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: Readonly<Record<string, string | string[] | undefined>>,
  ): void {
    // 1xx come before the answer.
    if (status < 200) return;
    this.stage = 'body';
    this.#status = status;
    this.#headers = joinHeaders(headers);
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#chunks.push(chunk);
  }

  onResponseEnd(): void {
    const [first] = this.#chunks;
    const bytes =
      first !== undefined && this.#chunks.length === 1 ? first : Buffer.concat(this.#chunks);
    this.#resolve({ status: this.#status, headers: this.#headers, bytes });
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.#reject(error);
  }
}

function joinHeaders(
  raw: Readonly<Record<string, string | string[] | undefined>>,
): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(raw)) {
    // A session cookie would win over the token (patchwork answers 403 CSRF), so none is kept.
    if (value === undefined || name === 'set-cookie') continue;
    headers[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return headers;
}

async function decode(
  bytes: Buffer,
  encoding: string | undefined,
  maxBodyBytes: number,
): Promise<string> {
  if (bytes.byteLength === 0 || encoding === undefined || !/^(x-)?gzip$/i.test(encoding)) {
    return bytes.toString('utf8');
  }
  const plain = await gunzipAsync(bytes, { maxOutputLength: maxBodyBytes });
  return plain.toString('utf8');
}
