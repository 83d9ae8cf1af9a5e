import { AbortListeners } from '../AbortListeners.js';
import type { ApiVersion } from '../apiVersions.js';
import { GatewayError, OutOfPatienceError, UpstreamError } from '../errors.js';
import type { Transport, TransportStatus, UpstreamResponse } from '../transport/transport.js';
import { AgreedVersion } from './AgreedVersion.js';
import { isJson, mediaTypeOf, type Answer } from './answers.js';
import type { Origin } from './Origin.js';
import { DEFAULT_JSON_BOUNDS, type JsonBounds } from './parseJson.js';
import { requireSuccess } from './refusals.js';
import type { Scope } from './Scope.js';
import type { TokenTrust } from './TokenTrust.js';

/** Who a request is made for. */
export interface Sender {
  readonly scope: Scope;
  /** The operation's own signal, or that of a request which several operations wait for. */
  readonly signal: AbortSignal;
  /** Sent with the request; undefined for public data. */
  readonly token: string | undefined;
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

/** Below it, the clocks of a server and of this program count as equal. */
const CLOCK_GRAIN_MS = 2_000;

/** Sends reads to one server in its API version, and distinguishes refusals from answers. */
export class Exchange {
  #clockOffsetMs = 0;
  /** The greatest {@link Exchange.clockOffsetMs} so far. */
  #greatestOffsetMs = -Infinity;
  readonly #abortListeners = new AbortListeners();

  readonly #instance: string;
  readonly #agreed: AgreedVersion;
  readonly #transport: Transport;
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
    this.#transport = transport;
    this.#serviceToken = serviceToken;
    this.#trust = trust;
    this.#onEvent = onEvent;
    this.#now = now;
    this.#agreed = new AgreedVersion(instance, configuredVersion, transport, serviceToken);
  }

  /** The server refused a token. */
  refuseToken(token: string): void {
    this.#trust.refuse(token);
    const owner = token === this.#serviceToken ? 'service' : 'caller';
    this.#onEvent?.({ type: 'token-refused', instance: this.#instance, owner });
  }

  get knownVersion(): ApiVersion | undefined {
    return this.#agreed.known;
  }

  /**
   * How far the clock of the server is ahead of this program's, by its newest answer. Answers have whole
   * seconds, so less than {@link CLOCK_GRAIN_MS} is not a difference.
   */
  get clockOffsetMs(): number {
    return this.#clockOffsetMs;
  }

  /**
   * How far the clock of the server has been set back behind this program's: 0 for one that was slow from the
   * beginning.
   */
  get clockSetBackMs(): number {
    return Math.max(0, Math.min(0, this.#greatestOffsetMs) - this.#clockOffsetMs);
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
    const known = this.#agreed.current();
    if (known !== undefined) return known;
    const negotiation = this.#agreed.negotiate(this.#counter(scope));
    const origin = { instance: this.#instance, request: 'GET /api/' };
    // An attempt that began before the server was found to be down says nothing new.
    const refusal = this.refusal(origin);
    if (refusal !== undefined) return Promise.reject(refusal);
    return signal === undefined ? negotiation : this.wait(negotiation, signal, origin);
  }

  /** Takes the version that another process has agreed on, where this one has none yet. */
  adoptVersion(version: ApiVersion): void {
    this.#agreed.adopt(version);
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
   * Reads below `/api/{version}/`. Answers are 200 or 404, which Patchwork gives in JSON: a 404 page is a
   * front end's, or that of a server without such a list, and says nothing about what is there.
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
      if (!isJson(response)) {
        const detail = `expected JSON and got ${mediaTypeOf(response)} (404)`;
        throw new UpstreamError('UPSTREAM_BAD_RESPONSE', detail, origin);
      }
    } else {
      this.#requireSuccess(response, origin, sender);
    }
    return { response, origin, jsonBounds: this.jsonBounds };
  }

  /**
   * Whether a 404 came because the server was changed and lacks the API version it was asked in; then
   * another one has been agreed on.
   */
  async hasMoved(version: ApiVersion, response: UpstreamResponse): Promise<boolean> {
    // A 404 that is a page and not JSON may mean that the server lacks the version.
    if (!isJson(response) && (await this.#agreed.isGone(version))) {
      this.#agreed.replace(version, await this.version());
    }
    const { known } = this.#agreed;
    return known !== undefined && known !== version;
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
    if (response.status !== 404) this.#requireSuccess(response, origin, sender);
    return { response, origin, jsonBounds: this.jsonBounds };
  }

  async close(): Promise<void> {
    await this.#transport.close();
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
      this.#greatestOffsetMs = Math.max(this.#greatestOffsetMs, this.#clockOffsetMs);
    }
  }

  #requireSuccess(response: UpstreamResponse, origin: Origin, sender: Sender): void {
    requireSuccess(response, origin, sender, (token) => {
      this.refuseToken(token);
    });
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
  const { limit, maximum } = error.extensions;
  const limited = limit === undefined ? undefined : { limit, maximum };
  return new UpstreamError('UPSTREAM_TIMEOUT', error.message, {
    ...origin,
    ...(limited && { limited }),
    cause: error,
  });
}
