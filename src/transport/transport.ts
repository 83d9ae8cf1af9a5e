import type { Dispatcher } from 'undici';
import type { ErrorCode, UpstreamError } from '../errors.js';
import type { ByteBudget } from './ByteBudget.js';
import type { ProxySettings } from './createDispatcher.js';

/** Methods that are sent to Patchwork. HEAD is missing on purpose: gunicorn 20 sends a body after it. */
export type UpstreamMethod = 'GET' | 'POST' | 'PATCH' | 'DELETE';

/** One request to one server. */
export interface UpstreamRequest {
  readonly method: UpstreamMethod;
  /**
   * Path and query below the instance's base path, starting with a slash and percent-encoded:
   * `/api/1.3/patches/?page=1`. It is used in error messages.
   */
  readonly path: string;
  /** API token; sent as `Authorization: Token ...` to the instance's own origin only. */
  readonly token?: string | undefined;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** `Accept` header; `application/json` when missing. */
  readonly accept?: string | undefined;
  /**
   * Ends the wait, in the queue and on the wire. If it is aborted with an OutOfPatienceError, a GET
   * that has been sent continues.
   */
  readonly signal?: AbortSignal | undefined;
  /** The operation this request belongs to. Operations take turns at an instance. */
  readonly operation?: object | undefined;
  /**
   * Low priority: it leaves the queue only while no other request is waiting, is not retried, and
   * is refused while the server limits its requests.
   */
  readonly isBackground?: boolean | undefined;
  /**
   * Called before each HTTP request that this one takes: 0 for the first, then 1, 2, ... for
   * retries and redirects. Not called for a request that is refused before it is sent. An error
   * that it throws for a redirect is rethrown; for a retry, the failure that would have been
   * retried is thrown.
   */
  readonly onSend?: ((index: number) => void) | undefined;
}

/** An answer with status 200 to 499. */
export interface UpstreamResponse {
  readonly status: number;
  /** Names in lower case, repeated ones joined by `, `. `set-cookie` is left out. */
  readonly headers: Readonly<Record<string, string>>;
  /** The body, decompressed and decoded as UTF-8. */
  readonly body: string;
  /** Size of the body on the wire. */
  readonly bytes: number;
  /** From the sending of the request to its last byte, without queueing and earlier attempts. */
  readonly durationMs: number;
  /** Path and query below the base path that gave the answer: differs after a redirect. */
  readonly path: string;
}

/** CLOSED lets requests through, OPEN refuses them, HALF_OPEN makes them wait for a probe. */
export type BreakerState = 'CLOSED' | 'OPEN' | 'HALF_OPEN';

/**
 * UNKNOWN: no request yet. UP: its latest answer is newer than its latest failure. DEGRADED: its
 * latest request failed, or something in front of it answered with a page. DOWN: it never answered, or
 * its breaker is not closed.
 */
export type Health = 'UNKNOWN' | 'UP' | 'DEGRADED' | 'DOWN';

/** A failure for operators, without parameters of requests and text of the server. */
export interface FailureSummary {
  readonly code: ErrorCode;
  /** Instance, method, resource and what failed: `kernel: GET patches: 503`. */
  readonly message: string;
}

/** Changes of one instance that an operator may want to see. They hold no secrets. */
export type TransportEvent =
  | {
      readonly type: 'health-changed';
      readonly instance: string;
      readonly from: Health;
      readonly to: Health;
      /** The latest failure; null for UP. */
      readonly error: FailureSummary | null;
    }
  | {
      readonly type: 'breaker-opened';
      readonly instance: string;
      readonly error: FailureSummary;
      /** Until the next probe. */
      readonly retryAfterMs: number;
    }
  | { readonly type: 'breaker-half-open'; readonly instance: string }
  | { readonly type: 'breaker-closed'; readonly instance: string };

/** Status of one instance, according to the requests made so far. */
export interface TransportStatus {
  readonly health: Health;
  readonly breaker: BreakerState;
  /** The latest failure, null when there was none. `at` is in milliseconds since 1970. */
  readonly lastError: (FailureSummary & { readonly at: number }) | null;
  /** When the server last answered successfully, in milliseconds since 1970. */
  readonly lastSuccessAt: number | null;
  /** How long its latest answer took; null before the first. */
  readonly lastLatencyMs: number | null;
  /** Requests that occupy one of the instance's places. */
  readonly running: number;
  /** Requests that wait for a place. */
  readonly queued: number;
}

/** One HTTP request that was sent; retries and redirects have events too. */
export interface RequestEvent {
  readonly instance: string;
  readonly method: UpstreamMethod;
  /** As requested; `path` of a redirect's target for the second and later hops. */
  readonly path: string;
  readonly operation: object | undefined;
  /** 0 for the first attempt, then 1, 2, ... */
  readonly attempt: number;
  /** Missing when no complete answer came. */
  readonly status?: number;
  /** Error code of this attempt, even if a later one succeeds; missing for an answer. */
  readonly code?: ErrorCode;
  /** True when the caller disconnected. */
  readonly aborted: boolean;
  readonly bytes: number;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly durationMs: number;
}

/** Number of processes that share the request limits of one server. */
export interface SharedLimit {
  /** This one included. */
  readonly processes: number;
  /** Reports that this process is about to send a request. Must not throw. */
  use(): void;
  onChange(listener: () => void): void;
}

/** Options of the transport of one instance. */
export interface TransportOptions {
  /** Name of the instance, for messages. */
  readonly instance: string;
  /** Scheme, host, port and sub-path, without `/api`: `https://lists.example.org/patchwork`. */
  readonly baseUrl: string;
  /** `User-Agent` header: `name/version (contact)`. */
  readonly userAgent: string;
  /** Maximum concurrent requests and connections. Default 4; more was not faster. */
  readonly concurrency?: number | undefined;
  /** No limit when missing. Retries and redirects of one request do not count. */
  readonly requestsPerSecond?: number | undefined;
  /** Default 5,000. */
  readonly connectTimeoutMs?: number | undefined;
  /** For the whole request, its retries included, from leaving the queue. Default 30,000. */
  readonly timeoutMs?: number | undefined;
  /** From the sent request to the answer's headers. Default: `timeoutMs`. */
  readonly headersTimeoutMs?: number | undefined;
  /** Between two pieces of a body. Default 10,000. */
  readonly bodyTimeoutMs?: number | undefined;
  /** For the body on the wire and for the decompressed one. Default 64 MiB. */
  readonly maxBodyBytes?: number | undefined;
  /** For GET only. */
  readonly retry?: {
    /** Attempts after the first. Default 2. */
    readonly attempts?: number | undefined;
    /** Default 200; doubles each time, with jitter. */
    readonly initialDelayMs?: number | undefined;
    /** Default 5,000. */
    readonly maxDelayMs?: number | undefined;
  };
  readonly breaker?: {
    /** Requests that fail in a row and open the breaker; retries do not count. Default 8. */
    readonly failureThreshold?: number | undefined;
    /** How long it stays open before the server is probed. Default 15,000. */
    readonly halfOpenAfterMs?: number | undefined;
    /** For a probe (`GET /api/` and `GET /api/projects/?per_page=1`). Default 8,000, and no longer than `timeoutMs`. */
    readonly probeTimeoutMs?: number | undefined;
  };
  /** Limits that are shared with other processes; default: not shared. */
  readonly sharedLimit?: SharedLimit | undefined;
  /** Certificates in PEM that are trusted in place of the public CAs. */
  readonly ca?: string | undefined;
  /** Default: none; the environment is not read here. */
  readonly proxy?: ProxySettings | undefined;
  /** Shared by all instances. Default: one of 256 MiB for this instance alone. */
  readonly budget?: ByteBudget | undefined;
  /**
   * Clock for times that are shown, in milliseconds since 1970; durations are not measured by it.
   * Default: `Date.now`.
   */
  readonly now?: (() => number) | undefined;
  /** Replaces the connection pool; not closed by `close`. */
  readonly dispatcher?: Dispatcher | undefined;
  /** Called after each HTTP request. Must not throw. */
  readonly onRequest?: ((event: RequestEvent) => void) | undefined;
  /** Called for each change of health and breaker. Must not throw. */
  readonly onEvent?: ((event: TransportEvent) => void) | undefined;
}

/** Sends requests to one server, within its limits. */
export interface Transport {
  /**
   * Sends one request and reads its answer whole.
   *
   * @throws UpstreamError for 429, 5xx and anything that is not a valid answer; the signal's reason
   *   when the caller's signal was aborted.
   */
  request(request: UpstreamRequest): Promise<UpstreamResponse>;
  status(): TransportStatus;
  /**
   * Why a request would be refused now, without being sent: the server is known to be down.
   *
   * @param request method and path, for the error.
   */
  refusal(request: string): UpstreamError | undefined;
  /**
   * A caller gave up waiting for the server: probes it in the background, unless it has answered
   * anything since.
   *
   * @param waitedMs how long the caller waited.
   */
  suspect(waitedMs: number): void;
  /** Refuses new requests, lets running ones finish, then closes the connections. */
  close(): Promise<void>;
}
