/** Meaning of one error code wherever it occurs. */
interface ErrorMeaning {
  /**
   * The cause. `CLIENT`: the request. `REFUSAL`: the server answered, and the caller may not see
   * it, so a cached value must not be shown either. `OUTAGE`: the server failed, so a cached value is
   * better than none. `OPERATION`: the budget or a fault of this one operation, which says nothing
   * about the server.
   */
  readonly kind: 'CLIENT' | 'REFUSAL' | 'OUTAGE' | 'OPERATION';
  /** HTTP status of a request that fails with it before GraphQL execution. */
  readonly httpStatus: number;
  /** Status of a source that failed with this error. */
  readonly sourceStatus: 'FAILED' | 'TIMED_OUT' | 'SKIPPED';
  /** Whether the same request would fail again if it were repeated. */
  readonly isFinal: boolean;
  /** Code of a `UserError` in the payload of a mutation; null if it is always a GraphQL error. */
  readonly userErrorCode: string | null;
  /** Whether a write that fails with it before it is sent is reported in the payload. */
  readonly refusesWrite: boolean;
}

const OUTAGE = {
  kind: 'OUTAGE',
  httpStatus: 502,
  sourceStatus: 'FAILED',
  isFinal: false,
  refusesWrite: false,
} as const;

const REFUSAL = {
  kind: 'REFUSAL',
  httpStatus: 403,
  sourceStatus: 'FAILED',
  isFinal: false,
  refusesWrite: true,
} as const;

/**
 * The error codes that clients may rely on, one row each. They are in `extensions.code` of a GraphQL
 * error and in `sources[].error.code`.
 */
export const ERRORS = {
  BAD_USER_INPUT: {
    kind: 'CLIENT',
    httpStatus: 400,
    sourceStatus: 'FAILED',
    isFinal: false,
    userErrorCode: 'INVALID',
    refusesWrite: false,
  },
  UNAUTHENTICATED: {
    ...REFUSAL,
    httpStatus: 401,
    isFinal: true,
    userErrorCode: 'UNAUTHENTICATED',
    refusesWrite: false,
  },
  FORBIDDEN: { ...REFUSAL, userErrorCode: 'FORBIDDEN' },
  NOT_SUPPORTED_BY_INSTANCE: {
    ...REFUSAL,
    httpStatus: 501,
    sourceStatus: 'SKIPPED',
    isFinal: true,
    userErrorCode: 'NOT_SUPPORTED_BY_INSTANCE',
  },
  UPSTREAM_TIMEOUT: {
    ...OUTAGE,
    httpStatus: 504,
    sourceStatus: 'TIMED_OUT',
    userErrorCode: 'UPSTREAM_TIMEOUT',
  },
  UPSTREAM_UNAVAILABLE: { ...OUTAGE, userErrorCode: 'UPSTREAM_UNAVAILABLE' },
  UPSTREAM_BAD_RESPONSE: { ...OUTAGE, userErrorCode: 'UPSTREAM_BAD_RESPONSE' },
  UPSTREAM_RATE_LIMITED: { ...OUTAGE, httpStatus: 503, userErrorCode: 'UPSTREAM_RATE_LIMITED' },
  QUERY_TOO_EXPENSIVE: {
    kind: 'OPERATION',
    httpStatus: 400,
    sourceStatus: 'SKIPPED',
    isFinal: false,
    userErrorCode: 'QUERY_TOO_EXPENSIVE',
    refusesWrite: false,
  },
  /** No mails are indexed, or the engine does not answer. */
  INDEX_UNAVAILABLE: {
    kind: 'OPERATION',
    httpStatus: 503,
    sourceStatus: 'SKIPPED',
    isFinal: true,
    userErrorCode: null,
    refusesWrite: false,
  },
  /** The index lacks some of the requested mails. */
  INDEX_INCOMPLETE: {
    kind: 'OPERATION',
    httpStatus: 503,
    sourceStatus: 'SKIPPED',
    isFinal: true,
    userErrorCode: null,
    refusesWrite: false,
  },
  RATE_LIMITED: {
    kind: 'CLIENT',
    httpStatus: 429,
    sourceStatus: 'FAILED',
    isFinal: false,
    userErrorCode: null,
    refusesWrite: false,
  },
  TOO_MANY_SUBSCRIPTIONS: {
    kind: 'CLIENT',
    httpStatus: 429,
    sourceStatus: 'FAILED',
    isFinal: false,
    userErrorCode: null,
    refusesWrite: false,
  },
  SHUTTING_DOWN: {
    kind: 'OPERATION',
    httpStatus: 503,
    sourceStatus: 'FAILED',
    isFinal: false,
    userErrorCode: null,
    refusesWrite: false,
  },
  EVENTS_GAP: {
    kind: 'OPERATION',
    httpStatus: 410,
    sourceStatus: 'FAILED',
    isFinal: false,
    userErrorCode: null,
    refusesWrite: false,
  },
  INTERNAL_SERVER_ERROR: {
    kind: 'OPERATION',
    httpStatus: 500,
    sourceStatus: 'FAILED',
    isFinal: false,
    userErrorCode: null,
    refusesWrite: false,
  },
} as const satisfies Readonly<Record<string, ErrorMeaning>>;

/** One of {@link ERRORS}. */
export type ErrorCode = keyof typeof ERRORS;

/** Extensions of a {@link GatewayError}; graphql-js copies them into the answer. */
export interface ErrorExtensions {
  readonly code: ErrorCode;
  /** Name of the instance that failed. */
  readonly instance?: string;
  /** Method and path of the upstream request, without host and without secrets. */
  readonly request?: string;
  /** Upstream field that could not be read. */
  readonly field?: string;
  [key: string]: unknown;
}

/** The base of every error that a client may see. Anything else thrown is a bug and is masked. */
export class GatewayError extends Error {
  readonly extensions: ErrorExtensions;

  constructor(message: string, extensions: ErrorExtensions, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
    this.extensions = extensions;
  }

  get code(): ErrorCode {
    return this.extensions.code;
  }

  /** Meaning of its code. */
  get meaning(): ErrorMeaning {
    return ERRORS[this.code];
  }
}

/** The client's input is invalid; the message names the fault and the expected input. */
export class BadUserInputError extends GatewayError {
  constructor(message: string, extensions: Record<string, unknown> = {}) {
    super(message, { ...extensions, code: 'BAD_USER_INPUT' });
  }
}

/** The instance's API version lacks what was requested. */
export class NotSupportedError extends GatewayError {
  constructor(instance: string, message: string) {
    super(`${instance}: ${message}`, { code: 'NOT_SUPPORTED_BY_INSTANCE', instance });
  }
}

/** Where an upstream failure happened. */
export interface UpstreamFailure {
  readonly instance: string;
  /** Method and path, for example `GET /api/1.3/patches/7/`. Never contains a token or a host. */
  readonly request: string;
  /** HTTP status, if there was an answer. */
  readonly status?: number;
  /** Seconds to wait that the server sent (`Retry-After`), if it did. */
  readonly retryAfterSeconds?: number;
  /** The upstream field at fault, for UPSTREAM_BAD_RESPONSE. */
  readonly field?: string;
  /** The server never received it: a write was not applied. */
  readonly neverSent?: boolean;
  /** The limit of the operation that ended it, for the extensions. */
  readonly limited?: { readonly limit: unknown; readonly maximum: unknown };
  readonly cause?: unknown;
}

type UpstreamCode =
  | 'UPSTREAM_TIMEOUT'
  | 'UPSTREAM_UNAVAILABLE'
  | 'UPSTREAM_BAD_RESPONSE'
  | 'UPSTREAM_RATE_LIMITED'
  | 'FORBIDDEN'
  | 'UNAUTHENTICATED';

/**
 * One request to one Patchwork server failed. The message reads
 * `kernel: GET /api/1.3/patches/7/: 503`; the original error is the `cause`.
 */
export class UpstreamError extends GatewayError {
  readonly status: number | undefined;
  readonly retryAfterSeconds: number | undefined;
  /** The server never received the request: a write was not applied. */
  readonly neverSent: boolean;

  constructor(code: UpstreamCode, detail: string, failure: UpstreamFailure) {
    const { instance, request, field, limited } = failure;
    super(
      `${instance}: ${request}: ${detail}`,
      { code, instance, request, ...(field === undefined ? {} : { field }), ...limited },
      failure.cause === undefined ? undefined : { cause: failure.cause },
    );
    this.status = failure.status;
    this.retryAfterSeconds = failure.retryAfterSeconds;
    this.neverSent = failure.neverSent ?? false;
  }
}

/** A server did not answer in time, so cached data is returned; the request continues. */
export class SilentServerError extends UpstreamError {
  /** @param stalePatienceMs how long the operation waited. @param origin the request. */
  constructor(stalePatienceMs: number, origin: ConstructorParameters<typeof UpstreamError>[2]) {
    super(
      'UPSTREAM_TIMEOUT',
      `no answer within ${String(stalePatienceMs)} ms, so a cached answer is returned (limits.stalePatienceMs)`,
      origin,
    );
  }
}

/**
 * An operation has waited for one instance as long as permitted. The request continues if it is
 * already sent, and its answer is cached.
 */
export class OutOfPatienceError extends GatewayError {
  /** @param patienceMs how long it waited. */
  constructor(patienceMs: number) {
    super(
      `no answer within ${String(patienceMs)} ms (limits.patienceMs); the request continues, and its answer is cached`,
      { code: 'UPSTREAM_TIMEOUT' },
    );
  }
}
