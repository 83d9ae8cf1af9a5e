import {
  ServerResponse,
  type IncomingMessage,
  type OutgoingHttpHeader,
  type OutgoingHttpHeaders,
  type RequestListener,
} from 'node:http';

/** The answer that a listener would have sent. */
export interface CapturedAnswer {
  readonly status: number;
  readonly headers: OutgoingHttpHeaders;
  readonly body: Buffer;
}

/** Lets a listener answer a request, and returns the answer instead of sending it. */
export function captureAnswer(
  listener: RequestListener,
  request: IncomingMessage,
): Promise<CapturedAnswer> {
  return new Promise((resolve) => {
    listener(request, new CapturingResponse(request, resolve));
  });
}

/** A response without a socket. It supports only what a plain listener uses. */
class CapturingResponse extends ServerResponse {
  readonly #chunks: Buffer[] = [];
  readonly #whenEnded: (answer: CapturedAnswer) => void;

  constructor(request: IncomingMessage, whenEnded: (answer: CapturedAnswer) => void) {
    super(request);
    this.#whenEnded = whenEnded;
  }

  override writeHead(
    status: number,
    reasonOrHeaders?: string | OutgoingHttpHeaders | OutgoingHttpHeader[],
    headers?: OutgoingHttpHeaders | OutgoingHttpHeader[],
  ): this {
    this.statusCode = status;
    const given = typeof reasonOrHeaders === 'object' ? reasonOrHeaders : headers;
    for (const [name, value] of headerEntries(given)) this.setHeader(name, value);
    return this;
  }

  override write(chunk: unknown, ...rest: unknown[]): boolean {
    this.#keep(chunk, rest);
    return true;
  }

  override end(...args: unknown[]): this {
    const [chunk, ...rest] = args;
    if (typeof chunk !== 'function') this.#keep(chunk, rest);
    Object.defineProperty(this, 'writableEnded', { value: true });
    this.#whenEnded({
      status: this.statusCode,
      headers: { ...this.getHeaders() },
      body: Buffer.concat(this.#chunks),
    });
    const done = args.find((arg): arg is () => void => typeof arg === 'function');
    done?.();
    this.emit('finish');
    this.emit('close');
    return this;
  }

  #keep(chunk: unknown, [encoding]: readonly unknown[]): void {
    if (typeof chunk === 'string') {
      const known = typeof encoding === 'string' && Buffer.isEncoding(encoding);
      this.#chunks.push(Buffer.from(chunk, known ? encoding : 'utf8'));
    } else if (chunk instanceof Uint8Array) {
      this.#chunks.push(Buffer.from(chunk));
    }
  }
}

/** Headers in either form that Node accepts: an object, or alternating names and values. */
function headerEntries(
  headers: OutgoingHttpHeaders | OutgoingHttpHeader[] | undefined,
): [string, OutgoingHttpHeader][] {
  if (headers === undefined) return [];
  if (!Array.isArray(headers)) {
    return Object.entries(headers).filter(
      (entry): entry is [string, OutgoingHttpHeader] => entry[1] !== undefined,
    );
  }
  return headers.flatMap((name, index): [string, OutgoingHttpHeader][] =>
    index % 2 === 0 ? [[String(name), headers[index + 1] ?? '']] : [],
  );
}
