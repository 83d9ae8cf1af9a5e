const PLAIN_CODE = /^[A-Z][A-Z0-9_]{1,60}$/;

const TIMEOUTS = new Set(['UND_ERR_CONNECT_TIMEOUT', 'UND_ERR_HEADERS_TIMEOUT', 'ETIMEDOUT']);

/** A proxy opened no connection to the server. Has neither the proxy's address nor its password. */
export class ProxyError extends Error {
  /** Not a code on which undici reconnects immediately. */
  readonly code = 'ERR_PROXY';
  readonly isTimeout: boolean;
  /** Whether a retry may succeed. */
  readonly retryable: boolean;

  private constructor(
    message: string,
    options: { readonly isTimeout?: boolean; retryable: boolean; cause?: unknown },
  ) {
    super(message, { cause: options.cause });
    this.name = 'ProxyError';
    this.isTimeout = options.isTimeout ?? false;
    this.retryable = options.retryable;
  }

  /** For what undici threw. */
  static unreachable(cause: unknown): ProxyError {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
    if (TIMEOUTS.has(code)) {
      const options = { isTimeout: true, retryable: true, cause };
      return new this('the proxy did not open a connection in time', options);
    }
    const detail = PLAIN_CODE.test(code) ? ` (${code})` : '';
    return new this(`the proxy cannot be reached${detail}`, { retryable: true, cause });
  }

  /** For an answer to CONNECT other than 200. */
  static refused(status: number): ProxyError {
    if (status === 407) {
      const message =
        'the proxy requires a user and a password, or does not accept the configured ones (407)';
      return new this(message, { retryable: false });
    }
    if (status === 502 || status === 503 || status === 504) {
      const message = `the proxy could not reach the server (${String(status)})`;
      return new this(message, { retryable: true, isTimeout: status === 504 });
    }
    const message = `the proxy refused the connection (${String(status)})`;
    return new this(message, { retryable: false });
  }
}
