/** An entry in `errors` of a GraphQL answer. */
export interface AnswerError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  /** `code` is stable; match on it and not on the message. */
  readonly extensions?: Readonly<Record<string, unknown>>;
}

/**
 * Why the client throws:
 * - `TRANSPORT`: no answer, or one that broke off;
 * - `NOT_GRAPHQL`: an answer that is not GraphQL, for example the error page of a proxy;
 * - `RATE_LIMITED`: HTTP 429, see `retryAfterSeconds`;
 * - `NO_CONNECTION`: `pages()` cannot go on, because the connection was not read, see `errors`, or lacks `pageInfo`;
 * - `CURSOR_STUCK`: `pages()` cannot go on, because the next page has the same cursor;
 * - `SUBSCRIPTION_REFUSED`: `events()` cannot go on, see `errors`.
 */
export type ClientErrorCode =
  | 'TRANSPORT'
  | 'NOT_GRAPHQL'
  | 'RATE_LIMITED'
  | 'NO_CONNECTION'
  | 'CURSOR_STUCK'
  | 'SUBSCRIPTION_REFUSED';

export interface ClientErrorDetails {
  readonly status?: number | undefined;
  readonly retryAfterSeconds?: number | undefined;
  readonly errors?: readonly AnswerError[];
  readonly cause?: unknown;
}

/** Error of the client. Messages never contain a token. */
export class ClientError extends Error {
  override readonly name = 'ClientError';
  readonly code: ClientErrorCode;
  /** HTTP status; undefined if there was no answer. */
  readonly status: number | undefined;
  /** Seconds to wait, from `Retry-After`; undefined if the answer has none. */
  readonly retryAfterSeconds: number | undefined;
  /** The errors of the answer; empty if there are none. */
  readonly errors: readonly AnswerError[];

  constructor(
    code: ClientErrorCode,
    message: string,
    { status, retryAfterSeconds, errors = [], cause }: ClientErrorDetails = {},
  ) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
    this.status = status;
    this.retryAfterSeconds = retryAfterSeconds;
    this.errors = errors;
  }
}
