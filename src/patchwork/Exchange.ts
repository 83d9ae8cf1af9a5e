import { AbortListeners } from '../AbortListeners.js';
import { GatewayError, OutOfPatienceError, UpstreamError } from '../errors.js';
import type { Transport, TransportStatus, UpstreamResponse } from '../transport/transport.js';
import { tokenRemover } from '../transport/tokenRemover.js';
import { negotiateVersion } from './negotiateVersion.js';
import {
  DEFAULT_JSON_BOUNDS,
  JsonBoundError,
  parseJson,
  parseShortJson,
  type JsonBounds,
} from './parseJson.js';
import type { Scope } from './Scope.js';
import { readCallerRefusal } from './refusals.js';
import type { Origin } from './Origin.js';
import type { TokenTrust } from './TokenTrust.js';
import { API_VERSIONS, type ApiVersion } from '../apiVersions.js';
import { atLeast } from './versions.js';
import { HOUR_MS } from '../durations.js';

/** Who a request is made for. */
export interface Sender {
  readonly scope: Scope;
  /** The operation's own signal, or that of a request which several operations wait for. */
  readonly signal: AbortSignal;
  /** Sent with the request; undefined for public data. */
  readonly token: string | undefined;
}

/** An answer and where it came from. */
export interface Answer {
  readonly response: UpstreamResponse;
  readonly origin: Origin;
  readonly jsonBounds: JsonBounds;
}

/** Status of one server for operators. Contains no secrets. */
export type PatchworkEvent =
  | {
      readonly type: 'token-refused';
      readonly instance: string;
      /** Whose token it is: the caller's, or the one of the configuration. */
      readonly owner: 'caller' | 'service';
    }
  /** The server stamps its dates in another zone than the configured one. */
  | { readonly type: 'zone-mismatch'; readonly instance: string; readonly message: string };
/** A server that went back to an older version is asked for a newer one after this time. */
const RECHECK_MS = 300_000;
/** A server that never had the newest version may be upgraded. */
const UPGRADE_CHECK_MS = 6 * HOUR_MS;

/** Below it, the clocks of a server and of this program count as equal. */
const CLOCK_GRAIN_MS = 2_000;

/** Sends reads to one server in its API version, and distinguishes refusals from answers. */
export class Exchange {
  #version: ApiVersion | undefined;
  #negotiation: Promise<ApiVersion> | undefined;
  #clockOffsetMs = 0;
  /** When a newer version is looked for again, by `performance.now`. */
  #recheckAtMs = Infinity;
  readonly #abortListeners = new AbortListeners();

  readonly #instance: string;
  /** Asked without probing; negotiated when missing. */
  readonly #configuredVersion: ApiVersion | undefined;
  readonly #transport: Transport;
  /** Used to find the version before the token of any caller is known. */
  readonly #serviceToken: string | undefined;
  readonly #trust: TokenTrust;
  readonly #onEvent: ((event: PatchworkEvent) => void) | undefined;
  /** Milliseconds since 1970. */
  readonly #now: () => number;

  constructor(
    instance: string,
    configuredVersion: ApiVersion | undefined,
    transport: Transport,
    serviceToken: string | undefined,
    trust: TokenTrust,
    onEvent?: (event: PatchworkEvent) => void,
    readonly jsonBounds: JsonBounds = DEFAULT_JSON_BOUNDS,
    now: () => number = Date.now,
  ) {
    this.#instance = instance;
    this.#configuredVersion = configuredVersion;
    this.#transport = transport;
    this.#serviceToken = serviceToken;
    this.#trust = trust;
    this.#onEvent = onEvent;
    this.#now = now;
    this.#version = configuredVersion;
  }

  /** The server refused a token. */
  refuseToken(token: string): void {
    this.#trust.refuse(token);
    const owner = token === this.#serviceToken ? 'service' : 'caller';
    this.#onEvent?.({ type: 'token-refused', instance: this.#instance, owner });
  }

  get knownVersion(): ApiVersion | undefined {
    return this.#version;
  }

  /**
   * How far the clock of the server is ahead of this program's, by its newest answer. Answers have whole
   * seconds, so less than {@link CLOCK_GRAIN_MS} is not a difference.
   */
  get clockOffsetMs(): number {
    return this.#clockOffsetMs;
  }

  get status(): TransportStatus {
    return this.#transport.status();
  }

  /**
   * The API version agreed on; probes the server when that has not happened yet.
   *
   * @param signal ends the wait; others go on waiting.
   * @param scope the operation that the requests are made for.
   * @throws UpstreamError when the server cannot be reached or is not a Patchwork server.
   */
  version(signal?: AbortSignal, scope?: Scope): Promise<ApiVersion> | ApiVersion {
    if (this.#version !== undefined) {
      if (performance.now() >= this.#recheckAtMs) this.#recheck();
      return this.#version;
    }
    // Shared by all operations, so it is bound to none of their signals.
    this.#negotiation ??= negotiateVersion(
      this.#transport,
      this.#instance,
      this.#serviceToken,
      this.#counter(scope),
    )
      .then((version) => this.#settle(version, UPGRADE_CHECK_MS))
      .finally(() => (this.#negotiation = undefined));
    // It goes on when nobody waits for it any more.
    this.#negotiation.catch(() => undefined);
    const origin = { instance: this.#instance, request: 'GET /api/' };
    // An attempt that began before the server was found to be down says nothing new.
    const refusal = this.refusal(origin);
    if (refusal !== undefined) return Promise.reject(refusal);
    return signal === undefined ? this.#negotiation : this.wait(this.#negotiation, signal, origin);
  }

  /** Why the server is not asked now; undefined where it is. */
  refusal({ request }: Origin): UpstreamError | undefined {
    return this.#transport.refusal(request);
  }

  /** Somebody has waited in vain for so long: whether the server is down is found out. */
  suspect(waitedMs: number): void {
    this.#transport.suspect(waitedMs);
  }

  /**
   * Waits for work that goes on by itself.
   *
   * @throws the signal's reason, with its origin.
   */
  wait<T>(work: Promise<T>, signal: AbortSignal, origin: Origin): Promise<T> {
    return new Promise((resolve, reject) => {
      const unlisten = this.#abortListeners.add(signal, () => {
        const reason = withOrigin(signal.reason, origin);
        reject(reason instanceof Error ? reason : new Error('aborted', { cause: reason }));
      });
      work.finally(unlisten).then(resolve, reject);
    });
  }

  /** Counts requests that the operation did not ask for by itself. */
  #counter(scope: Scope | undefined): () => void {
    return () => {
      // The others who wait for the version are not to suffer from its budget.
      try {
        scope?.onRequest(this.#instance);
      } catch (error) {
        if (!(error instanceof GatewayError)) throw error;
      }
    };
  }

  /**
   * Reads below `/api/{version}/`. Answers are 200 or 404.
   *
   * @throws UpstreamError for everything else.
   */
  async get(pathBelowVersion: string, sender: Sender): Promise<Answer> {
    const version = await this.version(sender.signal, sender.scope);
    const path = `/api/${version}/${pathBelowVersion}`;
    const response = await this.#send(path, sender, 'application/json');
    const origin = { instance: this.#instance, request: `GET ${path}` };
    if (response.status === 404) {
      if (await this.hasMoved(version, response)) return await this.get(pathBelowVersion, sender);
    } else {
      this.#refuseFailure(response, origin, sender);
    }
    return { response, origin, jsonBounds: this.jsonBounds };
  }

  /**
   * Whether a 404 came because the server was changed and lacks the API version it was asked in; then
   * another one has been agreed on.
   */
  async hasMoved(version: ApiVersion, response: UpstreamResponse): Promise<boolean> {
    await this.#followUpgrade(version, response);
    return this.#version !== undefined && this.#version !== version;
  }

  /**
   * Reads a page of the web interface. Answers are 200 or 404.
   *
   * @param path below the instance's address.
   * @throws UpstreamError for everything else.
   */
  async getPage(path: string, sender: Sender, accept: string): Promise<Answer> {
    const response = await this.#send(path, sender, accept);
    const origin = { instance: this.#instance, request: `GET ${path}` };
    if (response.status !== 404) this.#refuseFailure(response, origin, sender);
    return { response, origin, jsonBounds: this.jsonBounds };
  }

  async close(): Promise<void> {
    await this.#transport.close();
  }

  /**
   * A 404 that is a page and not JSON may mean that the server was changed and lacks the version
   * agreed on: ask again. The configured version is never changed.
   */
  async #followUpgrade(version: ApiVersion, response: UpstreamResponse): Promise<void> {
    if (isJson(response) || this.#configuredVersion !== undefined) return;
    if (this.#version !== version) return;
    const index = await this.#transport.request({
      method: 'GET',
      path: `/api/${version}/`,
      token: this.#serviceToken,
    });
    if (index.status !== 404) return;
    this.#version = undefined;
    const found = await this.version();
    // A front end that is out of order may have hidden the newer one.
    if (!atLeast(found, version)) this.#recheckAtMs = performance.now() + RECHECK_MS;
  }

  /** Takes the version that another process has agreed on, where this one has none yet. */
  adoptVersion(version: ApiVersion): void {
    if (this.#version === undefined) this.#settle(version, UPGRADE_CHECK_MS);
  }

  #settle(version: ApiVersion, recheckMs: number): ApiVersion {
    this.#version = version;
    const isNewest = version === API_VERSIONS[0];
    this.#recheckAtMs = isNewest ? Infinity : performance.now() + recheckMs;
    return version;
  }

  /** Looks once more whether the server has a newer version, while the known one is used. */
  #recheck(): void {
    this.#recheckAtMs = Infinity;
    const before = this.#version;
    negotiateVersion(this.#transport, this.#instance, this.#serviceToken, () => undefined)
      .then((found) => {
        if (this.#version === before) this.#settle(found, UPGRADE_CHECK_MS);
      })
      .catch(() => {
        this.#recheckAtMs = performance.now() + RECHECK_MS;
      });
  }

  async #send(path: string, sender: Sender, accept: string): Promise<UpstreamResponse> {
    const { scope, signal, token } = sender;
    let isSent = false as boolean;
    let isCounted = false;
    try {
      signal.throwIfAborted();
      scope.onRequest(this.#instance);
      isCounted = true;
      const response = await this.#transport.request({
        method: 'GET',
        path,
        accept,
        token,
        signal,
        operation: scope.operation,
        isBackground: scope.isBackground,
        onSend: (index) => {
          isSent = true;
          if (index > 0) scope.onRequest(this.#instance);
        },
      });
      if (token !== undefined && response.status < 400) this.#trust.accept(token);
      this.#noteClock(response.headers['date']);
      return response;
    } catch (error) {
      // The reader that waits for it names it; others who share the load go on by themselves.
      if (error instanceof OutOfPatienceError) throw error;
      throw withOrigin(error, { instance: this.#instance, request: `GET ${path}` });
    } finally {
      if (isCounted && !isSent) scope.onUnsent?.(this.#instance);
    }
  }

  #noteClock(date: string | undefined): void {
    const offsetMs = Date.parse(date ?? '') - this.#now();
    if (!Number.isNaN(offsetMs)) {
      this.#clockOffsetMs = Math.abs(offsetMs) < CLOCK_GRAIN_MS ? 0 : offsetMs;
    }
  }

  #refuseFailure(response: UpstreamResponse, origin: Origin, { scope, token }: Sender): void {
    const { status } = response;
    if (status === 200) return;
    const failure = { ...origin, status };
    const said = isJson(response) ? detailOf(response.body, token) : undefined;
    // Patchwork has no 401; a front end may.
    if (status !== 403 && status !== 401) {
      throw new UpstreamError(
        'UPSTREAM_BAD_RESPONSE',
        `unexpected status ${String(status)}`,
        failure,
      );
    }
    const refusal = readCallerRefusal(said);
    if (refusal === 'NO_TOKEN') {
      throw new UpstreamError(
        'UNAUTHENTICATED',
        `this requires a token for ${this.#instance}; ${tokenAdvice(this.#instance, scope)}`,
        failure,
      );
    }
    if (refusal === 'BAD_TOKEN') {
      if (token !== undefined) this.refuseToken(token);
      throw new UpstreamError(
        'FORBIDDEN',
        `the token sent for ${this.#instance} was rejected, even for public data: ${said ?? ''}`,
        failure,
      );
    }
    throw new UpstreamError('FORBIDDEN', said ?? `refused (${String(status)})`, failure);
  }
}

/** The operation's own deadline names no instance; where it is waited for one, it is known which. */
export function withOrigin(error: unknown, origin: Origin): unknown {
  if (
    !(error instanceof GatewayError) ||
    error.code !== 'UPSTREAM_TIMEOUT' ||
    error.extensions.instance !== undefined
  ) {
    return error;
  }
  return new UpstreamError('UPSTREAM_TIMEOUT', error.message, { ...origin, cause: error });
}

/** How a client sends a token of an instance. */
export function tokenAdvice(instance: string, { tokenHeader }: Scope): string {
  return `send one in the header ${tokenHeader ?? 'X-Patchwork-Token'}: ${instance}=TOKEN`;
}

/**
 * The JSON of an answer.
 *
 * @throws UpstreamError UPSTREAM_BAD_RESPONSE when it is none, or more than may be parsed.
 */
export async function jsonOf({ response, origin, jsonBounds }: Answer): Promise<unknown> {
  const failure = { ...origin, status: response.status };
  if (!isJson(response)) {
    const type = response.headers['content-type']?.split(';')[0] ?? 'no content type';
    throw new UpstreamError('UPSTREAM_BAD_RESPONSE', `expected JSON and got ${type}`, failure);
  }
  try {
    return await parseJson(response.body, jsonBounds);
  } catch (cause) {
    // The parser's message quotes the body, so it becomes the cause only.
    const detail = cause instanceof JsonBoundError ? cause.message : 'the JSON cannot be read';
    throw new UpstreamError('UPSTREAM_BAD_RESPONSE', detail, { ...failure, cause });
  }
}

/** Whether an answer says that it is JSON. */
export function isJson(response: UpstreamResponse): boolean {
  return /^application\/json\b/i.test(response.headers['content-type'] ?? '');
}

/** Patchwork's message of a refusal: `{"detail": "..."}`. */
function detailOf(body: string, token: string | undefined): string | undefined {
  try {
    const parsed = parseShortJson(body);
    if (typeof parsed === 'object' && parsed !== null && 'detail' in parsed) {
      const { detail } = parsed;
      return typeof detail === 'string' ? tokenRemover(token)(detail).slice(0, 200) : undefined;
    }
  } catch {
    // Not a response of Patchwork; the status is enough.
  }
  return undefined;
}
