import { isAscii } from 'node:buffer';
import { StringDecoder } from 'node:string_decoder';
import type { Dispatcher } from 'undici';
import { HeldBytes, type ByteBudget } from './ByteBudget.js';
import { RequestFailure, nameFailure } from './RequestFailure.js';
import type { Stage } from './RequestFailure.js';
import type { UpstreamMethod } from './transport.js';
import { isGzip, unpack } from './unpack.js';

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
  readonly budget: ByteBudget;
  /** Whether the body of an answer with this status is read; others arrive and are dropped. */
  readonly isWanted: (status: number) => boolean;
  readonly signal: AbortSignal;
}

/** One HTTP answer, read whole. */
export interface WireAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly bytes: number;
}

/** Answers up to here are decoded at once: their chunks are short-lived, and no text has to be joined. */
const MAX_WHOLE_BYTES = 1024 * 1024;

/** An answer as received: text, or compressed bytes. */
interface RawAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: number;
  readonly body: string | readonly Buffer[];
}

/**
 * Sends one request over undici and reads the answer to its end. Its bytes count as in use until
 * the end of the event loop turn in which it is complete; by then the caller has parsed it.
 *
 * @throws RequestFailure, the signal's reason, or a bug.
 */
export async function sendRequest(
  dispatcher: Dispatcher,
  request: WireRequest,
): Promise<WireAnswer> {
  const held = new HeldBytes(request.budget);
  const receiver = new Receiver(request, held);
  try {
    const { status, headers, body, bytes } = await receiver.receive(dispatcher);
    if (typeof body === 'string') return { status, headers, body, bytes };
    const text = await unpack(body, { ...request, held });
    return { status, headers, body: text, bytes };
  } catch (error) {
    request.signal.throwIfAborted();
    throw nameFailure(error, receiver.stage) ?? error;
  } finally {
    setImmediate(() => {
      held.giveBack();
    });
  }
}

/**
 * Collects the chunks of one answer. undici's `request()` creates a stream per answer, which takes
 * longer than everything else that a small answer needs.
 */
class Receiver implements Dispatcher.DispatchHandler {
  stage: Stage = 'connecting';
  readonly #request: WireRequest;
  readonly #held: HeldBytes;
  #controller: Dispatcher.DispatchController | undefined;
  #status = 0;
  #headers: Readonly<Record<string, string>> = {};
  #bytes = 0;
  /** Chunks as received, while the answer is short. */
  #chunks: Buffer[] = [];
  /** Text of a long answer, decoded as it arrives, so that it is not held twice. */
  #text = '';
  #decoder: StringDecoder | undefined;
  #packed: Buffer[] | undefined;
  #resolve: (answer: RawAnswer) => void = () => undefined;
  #reject: (error: unknown) => void = () => undefined;

  constructor(request: WireRequest, held: HeldBytes) {
    this.#request = request;
    this.#held = held;
  }

  async receive(dispatcher: Dispatcher): Promise<RawAnswer> {
    const { signal, origin, path, method, headers, body = null } = this.#request;
    signal.throwIfAborted();
    const answer = new Promise<RawAnswer>((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    // Before it has a connection, nothing else stops undici.
    const onAbort = (): void => {
      this.#giveUp(signal.reason as Error);
    };
    signal.addEventListener('abort', onAbort, { once: true });
    try {
      dispatcher.dispatch(
        {
          origin,
          path,
          method,
          headers,
          body,
          headersTimeout: this.#request.headersTimeoutMs,
          bodyTimeout: this.#request.bodyTimeoutMs,
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
    this.stage = 'sending';
    const { signal } = this.#request;
    if (signal.aborted) controller.abort(signal.reason as Error);
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
    const isFirst = this.#bytes === 0;
    this.#bytes += chunk.byteLength;
    const { isWanted, maxBodyBytes } = this.#request;
    if (!isWanted(this.#status)) return;
    try {
      if (isFirst) this.#begin();
      if (this.#bytes > maxBodyBytes) {
        throw new RequestFailure('UPSTREAM_BAD_RESPONSE', 'the body is too large');
      }
      this.#held.take(chunk.byteLength);
      if (this.#packed === undefined) this.#decode(chunk);
      else this.#packed.push(chunk);
    } catch (error) {
      this.#giveUp(error as Error);
    }
  }

  onResponseEnd(): void {
    const status = this.#status;
    const headers = this.#headers;
    const body = this.#packed ?? this.#wholeText();
    this.#resolve({ status, headers, body, bytes: this.#bytes });
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.#reject(error);
  }

  /** @throws RequestFailure if the body has a content encoding that was not requested. */
  #begin(): void {
    const encoding = this.#headers['content-encoding']?.trim().toLowerCase() ?? '';
    if (isGzip(encoding)) this.#packed = [];
    else if (encoding !== '' && encoding !== 'identity') {
      throw new RequestFailure(
        'UPSTREAM_BAD_RESPONSE',
        'the body has a content encoding that was not requested',
        { status: this.#status },
      );
    }
  }

  #decode(chunk: Buffer): void {
    if (this.#bytes <= MAX_WHOLE_BYTES) {
      this.#chunks.push(chunk);
      return;
    }
    const decoder = (this.#decoder ??= new StringDecoder('utf8'));
    for (const before of this.#chunks) this.#text += decoder.write(before);
    this.#chunks = [];
    this.#text += decoder.write(chunk);
  }

  #wholeText(): string {
    if (this.#decoder !== undefined) return this.#text + this.#decoder.end();
    const [first] = this.#chunks;
    if (first === undefined) return '';
    const bytes = this.#chunks.length === 1 ? first : Buffer.concat(this.#chunks);
    // Checking whether a text is ASCII takes a tenth of the time of decoding it.
    return bytes.toString(isAscii(bytes) ? 'latin1' : 'utf8');
  }

  #giveUp(reason: Error): void {
    this.#reject(reason);
    this.#controller?.abort(reason);
  }
}

function joinHeaders(
  raw: Readonly<Record<string, string | string[] | undefined>>,
): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(raw)) {
    // A session cookie would win over the token (patchwork answers 403 CSRF), so cookies are not stored.
    if (value === undefined || name === 'set-cookie') continue;
    headers[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return headers;
}
