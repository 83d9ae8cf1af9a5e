import { errors } from 'undici';
import type { ErrorCode } from '../errors.js';
import { UpstreamError } from '../errors.js';
import { ProxyError } from './ProxyError.js';

type FailureCode = Extract<
  ErrorCode,
  'UPSTREAM_TIMEOUT' | 'UPSTREAM_UNAVAILABLE' | 'UPSTREAM_BAD_RESPONSE' | 'UPSTREAM_RATE_LIMITED'
>;

interface FailureFacts {
  readonly status?: number;
  readonly retryAfterSeconds?: number;
  readonly cause?: unknown;
  /** A GET may be sent again. */
  readonly retryable?: boolean;
  /** The server could not be reached: counts against the breaker. */
  readonly outage?: boolean;
  /** The server closed an idle connection while it was being reused; not counted as a failure. */
  readonly keepAliveRace?: boolean;
  /** The request was not sent, so it says nothing new about the server. */
  readonly refused?: boolean;
  /** There was no connection: the server never got the request. */
  readonly unconnected?: boolean;
}

/**
 * Why one attempt failed, with the facts that retries and the breaker need. Callers get an
 * UpstreamError.
 */
export class RequestFailure extends Error {
  readonly code: FailureCode;
  readonly status: number | undefined;
  readonly retryAfterSeconds: number | undefined;
  readonly retryable: boolean;
  readonly outage: boolean;
  readonly keepAliveRace: boolean;
  readonly refused: boolean;
  readonly unconnected: boolean;
  /** Set once it is decided that the request is sent again after this failure. */
  retryPlanned = false;

  /** @param detail description, without hosts and secrets. */
  constructor(code: FailureCode, detail: string, facts: FailureFacts = {}) {
    super(detail, facts.cause === undefined ? undefined : { cause: facts.cause });
    this.name = 'RequestFailure';
    this.code = code;
    this.status = facts.status;
    this.retryAfterSeconds = facts.retryAfterSeconds;
    this.retryable = facts.retryable ?? false;
    this.outage = facts.outage ?? false;
    this.keepAliveRace = facts.keepAliveRace ?? false;
    this.refused = facts.refused ?? false;
    this.unconnected = facts.unconnected ?? false;
  }

  /** @param request method and path. */
  toUpstreamError(instance: string, request: string): UpstreamError {
    return new UpstreamError(this.code, this.message, {
      instance,
      request,
      ...(this.status === undefined ? {} : { status: this.status }),
      ...(this.retryAfterSeconds === undefined
        ? {}
        : { retryAfterSeconds: this.retryAfterSeconds }),
      ...(this.refused || this.unconnected ? { neverSent: true } : {}),
      ...(this.cause === undefined ? {} : { cause: this.cause }),
    });
  }
}

/** Stage of a request at which an error occurred. */
export type Stage = 'connecting' | 'sending' | 'body';

const CLOSED_CODES = new Set(['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE', 'ECONNABORTED']);

const unreachable: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'connection refused',
  ENOTFOUND: 'host name not found',
  EAI_AGAIN: 'host name could not be looked up',
  EAI_FAIL: 'host name could not be looked up',
  EHOSTUNREACH: 'host unreachable',
  ENETUNREACH: 'network unreachable',
  ENETDOWN: 'network down',
  EHOSTDOWN: 'host down',
  UND_ERR_DESTROYED: 'the connections are closed',
  UND_ERR_CLOSED: 'the connections are closed',
};

const badResponses: Readonly<Record<string, string>> = {
  UND_ERR_HEADERS_OVERFLOW: 'the headers are too large',
  UND_ERR_RES_EXCEEDED_MAX_SIZE: 'the body is too large',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'the body is not as long as announced',
  ERR_BUFFER_TOO_LARGE: 'the body is too large',
};

const TLS_CODE = /^(ERR_TLS_|ERR_SSL_|CERT_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|HOSTNAME_|EPROTO$)/;

/** Faults of this machine, which say nothing about the server. */
const OWN_FAULTS = new Set([
  'EMFILE',
  'ENFILE',
  'ENOBUFS',
  'ENOMEM',
  'EPERM',
  'EACCES',
  'EADDRNOTAVAIL',
  'EADDRINUSE',
  'EAFNOSUPPORT',
  'EPROTONOSUPPORT',
]);

/** Format of the codes that are shown to clients. */
const PLAIN_CODE = /^[A-Z][A-Z0-9_]{1,60}$/;

/**
 * Classifies an error of undici, Node's sockets or zlib.
 *
 * @returns undefined for any other error: a bug of this program.
 */
export function nameFailure(error: unknown, stage: Stage): RequestFailure | undefined {
  if (error instanceof RequestFailure) return error;
  const cause = error;
  const byProxy = proxyErrorOf(error);
  if (byProxy !== undefined) {
    const code = byProxy.isTimeout ? 'UPSTREAM_TIMEOUT' : 'UPSTREAM_UNAVAILABLE';
    const { message, retryable } = byProxy;
    return new RequestFailure(code, message, { cause, retryable, outage: true, unconnected: true });
  }
  if (error instanceof errors.HTTPParserError) {
    return new RequestFailure('UPSTREAM_BAD_RESPONSE', 'the answer is not HTTP', { cause });
  }
  const code = codeOf(error);
  // Node's errors about invalid arguments: a bug of this program.
  if (code === undefined || code.startsWith('ERR_INVALID_')) return undefined;
  const badResponse = badResponses[code];
  if (badResponse !== undefined) {
    return new RequestFailure('UPSTREAM_BAD_RESPONSE', badResponse, { cause });
  }
  if (code.startsWith('Z_')) {
    return new RequestFailure('UPSTREAM_BAD_RESPONSE', 'the body cannot be decompressed', {
      cause,
    });
  }
  return nameTimeout(error, code, stage) ?? nameBreak(error, code, stage);
}

function proxyErrorOf(error: unknown): ProxyError | undefined {
  if (error instanceof ProxyError) return error;
  // How undici reports a 407 to a request that is not tunnelled (`lib/dispatcher/proxy-agent.js`).
  const isPlain407 =
    error instanceof errors.InvalidArgumentError && error.message.endsWith('(407)');
  return isPlain407 ? ProxyError.refused(407) : undefined;
}

function nameTimeout(cause: unknown, code: string, stage: Stage): RequestFailure | undefined {
  switch (code) {
    case 'UND_ERR_CONNECT_TIMEOUT':
    case 'ETIMEDOUT': {
      // A reused connection can also time out after the request was sent.
      const unconnected = stage === 'connecting';
      const facts = { cause, retryable: true, outage: true, unconnected };
      return new RequestFailure('UPSTREAM_TIMEOUT', 'no connection in time', facts);
    }
    // The server may still be processing the request: a retry would only add to its load.
    case 'UND_ERR_HEADERS_TIMEOUT':
      return new RequestFailure('UPSTREAM_TIMEOUT', 'no answer in time', { cause, outage: true });
    case 'UND_ERR_BODY_TIMEOUT':
      return new RequestFailure('UPSTREAM_TIMEOUT', 'the answer stalled', { cause, outage: true });
    default:
      return undefined;
  }
}

/** Any other failure of a socket. */
function nameBreak(error: unknown, code: string, stage: Stage): RequestFailure {
  const facts = { cause: error, unconnected: stage === 'connecting' };
  if (OWN_FAULTS.has(code)) {
    const detail = `this gateway could not open a connection (${code})`;
    return new RequestFailure('UPSTREAM_UNAVAILABLE', detail, { ...facts, retryable: true });
  }
  if (stage === 'body') {
    return new RequestFailure('UPSTREAM_BAD_RESPONSE', 'the answer was truncated', {
      ...facts,
      retryable: true,
      outage: true,
    });
  }
  if (TLS_CODE.test(code)) {
    const detail = PLAIN_CODE.test(code) ? `TLS failed (${code})` : 'TLS failed';
    // The same certificate would be shown again.
    return new RequestFailure('UPSTREAM_UNAVAILABLE', detail, { ...facts, outage: true });
  }
  const closed = 'the connection closed before an answer';
  const detail = CLOSED_CODES.has(code)
    ? closed
    : (unreachable[code] ?? `the connection failed${PLAIN_CODE.test(code) ? ` (${code})` : ''}`);
  return new RequestFailure('UPSTREAM_UNAVAILABLE', detail, {
    ...facts,
    retryable: true,
    outage: true,
    keepAliveRace: stage === 'sending' && CLOSED_CODES.has(code) && wasUsedBefore(error),
  });
}

/** Of the error, or of its cause. */
function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if ('code' in error && typeof error.code === 'string') return error.code;
  const inner = error instanceof AggregateError ? (error.errors as unknown[])[0] : error.cause;
  return inner === undefined || inner === error ? undefined : codeOf(inner);
}

/** Whether the socket had answered before, or this is not known (a reset has no statistics). */
function wasUsedBefore(error: unknown): boolean {
  if (!(error instanceof Error) || !('socket' in error)) return true;
  const socket: unknown = error.socket;
  if (typeof socket !== 'object' || socket === null || !('bytesRead' in socket)) return true;
  return typeof socket.bytesRead === 'number' && socket.bytesRead > 0;
}
