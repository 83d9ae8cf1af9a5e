/**
 * The error codes clients may rely on; they stand in `extensions.code` of a GraphQL error and in
 * `sources[].error.code`.
 */
export type ErrorCode =
  | 'BAD_USER_INPUT'
  | 'UNAUTHENTICATED'
  | 'FORBIDDEN'
  | 'NOT_SUPPORTED_BY_INSTANCE'
  | 'UPSTREAM_TIMEOUT'
  | 'UPSTREAM_UNAVAILABLE'
  | 'UPSTREAM_BAD_RESPONSE'
  | 'UPSTREAM_RATE_LIMITED'
  | 'QUERY_TOO_EXPENSIVE'
  | 'RATE_LIMITED'
  | 'INTERNAL_SERVER_ERROR';

/** What a {@link GatewayError} says beside its message; graphql-js copies it into the answer. */
export interface ErrorExtensions {
  readonly code: ErrorCode;
  /** Name of the instance that is at fault. */
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
}

/** The client's input is at fault; the message names the fault and what would be right. */
export class BadUserInputError extends GatewayError {
  constructor(message: string, extensions: Record<string, unknown> = {}) {
    super(message, { ...extensions, code: 'BAD_USER_INPUT' });
  }
}

/** The instance's API version lacks what was asked for. */
export class NotSupportedError extends GatewayError {
  constructor(instance: string, message: string) {
    super(`${instance}: ${message}`, { code: 'NOT_SUPPORTED_BY_INSTANCE', instance });
  }
}

/** Where an upstream failure happened. */
export interface UpstreamFailure {
  readonly instance: string;
  /** Method and path, for example `GET /api/1.3/patches/7/`. Never holds a token or a host. */
  readonly request: string;
  /** HTTP status, where there was an answer. */
  readonly status?: number;
  /** Seconds the server asked us to wait (`Retry-After`), where it did. */
  readonly retryAfterSeconds?: number;
  /** The upstream field at fault, for UPSTREAM_BAD_RESPONSE. */
  readonly field?: string;
  /** The server never got it: a write was not carried out. */
  readonly neverSent?: boolean;
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
 * `kernel: GET /api/1.3/patches/7/: 503`; the original error is kept as `cause`.
 */
export class UpstreamError extends GatewayError {
  readonly status: number | undefined;
  readonly retryAfterSeconds: number | undefined;
  /** The server never got the request: a write was not carried out. */
  readonly neverSent: boolean;

  constructor(code: UpstreamCode, detail: string, failure: UpstreamFailure) {
    const { instance, request, field } = failure;
    super(
      `${instance}: ${request}: ${detail}`,
      { code, instance, request, ...(field === undefined ? {} : { field }) },
      failure.cause === undefined ? undefined : { cause: failure.cause },
    );
    this.status = failure.status;
    this.retryAfterSeconds = failure.retryAfterSeconds;
    this.neverSent = failure.neverSent ?? false;
  }
}
