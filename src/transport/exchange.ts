import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { Dispatcher } from 'undici';
import { nameFailure } from './RequestFailure.js';
import type { Stage } from './RequestFailure.js';
import type { UpstreamMethod } from './transport.js';

const gunzipAsync = promisify(gunzip);

/** One HTTP request as it goes on the wire. */
export interface WireRequest {
  readonly url: URL;
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

/**
 * Sends one request over undici and reads the answer to its end.
 *
 * @throws RequestFailure, the signal's reason, or a bug.
 */
export async function exchange(dispatcher: Dispatcher, request: WireRequest): Promise<WireAnswer> {
  let stage: Stage = 'sending';
  try {
    const answer = await dispatcher.request({
      origin: request.url.origin,
      path: request.url.pathname + request.url.search,
      method: request.method,
      headers: request.headers,
      body: request.body ?? null,
      headersTimeout: request.headersTimeoutMs,
      bodyTimeout: request.bodyTimeoutMs,
      signal: request.signal,
    });
    stage = 'body';
    const headers = joinHeaders(answer.headers);
    const raw = await answer.body.bytes();
    const body = await decode(raw, headers['content-encoding'], request.maxBodyBytes);
    return { status: answer.statusCode, headers, body, bytes: raw.byteLength };
  } catch (error) {
    request.signal.throwIfAborted();
    throw nameFailure(error, stage) ?? error;
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
  raw: Uint8Array,
  encoding: string | undefined,
  maxBodyBytes: number,
): Promise<string> {
  const bytes = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength);
  if (bytes.byteLength === 0 || !/^(x-)?gzip$/i.test(encoding ?? '')) return bytes.toString('utf8');
  const plain = await gunzipAsync(bytes, { maxOutputLength: maxBodyBytes });
  return plain.toString('utf8');
}
