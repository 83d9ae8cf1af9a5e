import { errors } from 'undici';
import type { ErrorCode } from '../errors.js';
import { UpstreamError } from '../errors.js';

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
  /** The server closed a kept connection just as we used it, which is no fault of anyone. */
  readonly keepAliveRace?: boolean;
  /** The server was not asked: tells nothing new about it. */
  readonly refused?: boolean;
  /** There was no connection: the server never got the request. */
  readonly unconnected?: boolean;
}

/** Why one try failed, with what retry and breaker must know. Leaves as an UpstreamError. */
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

  /** @param detail what happened in plain words, with neither host nor secret. */
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

/** Where in a request an error came up. */
export type Stage = 'sending' | 'body';

const closedCodes = new Set(['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE', 'ECONNABORTED']);

const unreachable: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'connection refused',
  ENOTFOUND: 'host name not found',
  EAI_AGAIN: 'host name could not be looked up',
  EAI_FAIL: 'host name could not be looked up',
  EHOSTUNREACH: 'host unreachable',
  ENETUNREACH: 'network unreachable',
  EADDRNOTAVAIL: 'no local address left',
  UND_ERR_DESTROYED: 'the connections are closed',
  UND_ERR_CLOSED: 'the connections are closed',
};

const badResponses: Readonly<Record<string, string>> = {
  UND_ERR_HEADERS_OVERFLOW: 'the headers are too large',
  UND_ERR_RES_EXCEEDED_MAX_SIZE: 'the body is too large',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'the body is not as long as announced',
  ERR_BUFFER_TOO_LARGE: 'the body is too large',
};

const tlsCode = /^(ERR_TLS_|ERR_SSL_|CERT_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|HOSTNAME_|EPROTO$)/;

/**
 * Names what undici, Node's sockets or zlib threw.
 *
 * @returns undefined for anything that is not known as a failure of the network: a bug of ours.
 */
export function nameFailure(error: unknown, stage: Stage): RequestFailure | undefined {
  const cause = error;
  if (error instanceof errors.HTTPParserError) {
    return new RequestFailure('UPSTREAM_BAD_RESPONSE', 'the answer is not HTTP', { cause });
  }
  const code = codeOf(error);
  if (code === undefined) return undefined;
  if (closedCodes.has(code)) {
    if (stage === 'body') {
      return new RequestFailure('UPSTREAM_BAD_RESPONSE', 'the answer broke off', {
        cause,
        retryable: true,
        outage: true,
      });
    }
    return new RequestFailure('UPSTREAM_UNAVAILABLE', 'the connection closed before an answer', {
      cause,
      retryable: true,
      outage: true,
      keepAliveRace: wasUsedBefore(error),
    });
  }
  if (code === 'UND_ERR_CONNECT_TIMEOUT' || code === 'ETIMEDOUT') {
    // A kept connection can time out as well, after the request was sent.
    const unconnected = code === 'UND_ERR_CONNECT_TIMEOUT';
    const facts = { cause, retryable: true, outage: true, unconnected };
    return new RequestFailure('UPSTREAM_TIMEOUT', 'no connection in time', facts);
  }
  // The server is at work on the first request: asking again would only add to its load.
  if (code === 'UND_ERR_HEADERS_TIMEOUT') {
    return new RequestFailure('UPSTREAM_TIMEOUT', 'no answer in time', { cause, outage: true });
  }
  if (code === 'UND_ERR_BODY_TIMEOUT') {
    return new RequestFailure('UPSTREAM_TIMEOUT', 'the answer stalled', { cause, outage: true });
  }
  const badResponse = badResponses[code];
  if (badResponse !== undefined) {
    return new RequestFailure('UPSTREAM_BAD_RESPONSE', badResponse, { cause });
  }
  if (code.startsWith('Z_')) {
    return new RequestFailure('UPSTREAM_BAD_RESPONSE', 'the body cannot be decompressed', {
      cause,
    });
  }
  if (tlsCode.test(code)) {
    // The same certificate would be shown again.
    return new RequestFailure('UPSTREAM_UNAVAILABLE', `TLS failed (${code})`, {
      cause,
      outage: true,
      unconnected: true,
    });
  }
  const reason = unreachable[code];
  if (reason === undefined) return undefined;
  return new RequestFailure('UPSTREAM_UNAVAILABLE', reason, {
    cause,
    retryable: true,
    outage: true,
    unconnected: true,
  });
}

function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

/** Whether the socket had answered before, or cannot say (a reset carries no statistics). */
function wasUsedBefore(error: unknown): boolean {
  if (!(error instanceof Error) || !('socket' in error)) return true;
  const socket: unknown = error.socket;
  if (typeof socket !== 'object' || socket === null || !('bytesRead' in socket)) return true;
  return typeof socket.bytesRead === 'number' && socket.bytesRead > 0;
}
