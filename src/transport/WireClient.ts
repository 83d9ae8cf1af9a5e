import { Agent } from 'undici';
import type { Dispatcher } from 'undici';
import { CallerGone } from './Call.js';
import type { Call } from './Call.js';
import { LatencyWindow } from './LatencyWindow.js';
import { RequestFailure } from './RequestFailure.js';
import { exchange } from './exchange.js';
import type { WireAnswer } from './exchange.js';
import { followRedirect, isBelow, isRedirect } from './followRedirect.js';
import { parseRetryAfter } from './parseRetryAfter.js';
import type { TransportOptions, UpstreamRequest, UpstreamResponse } from './transport.js';
import { waitMs } from './waitMs.js';

const maxRedirects = 3;

/** A server that asks for more patience than this is asked again anyway, once. */
const maxHoldMs = 60_000;

/** Gateways answer these while the server behind them is away; a 500 of Patchwork is repeatable. */
const outageStatuses = new Set([502, 503, 504]);

/** A path and query that URL would not change: no segment begins with a dot, plain or encoded. */
const plainPath = /^(?:\/(?!\.|%2e)[\w.~%:@!$&()*+,;=-]*)+(?:\?[\w.~%:@!$&()*+,;=/?-]*)?$/i;

/** Where one HTTP request goes. */
interface Target {
  readonly origin: string;
  /** Path and query. */
  readonly path: string;
}

/** An answer and how long it took. */
interface Timed {
  readonly answer: WireAnswer;
  readonly durationMs: number;
}

/** Sends the HTTP requests of one instance and decides what is an answer and what a failure. */
export class WireClient {
  readonly latencies = new LatencyWindow();
  lastSuccessAt: number | null = null;
  readonly #options: TransportOptions;
  readonly #timeoutMs: number;
  readonly #origin: string;
  readonly #basePath: string;
  readonly #dispatcher: Dispatcher;
  readonly #now: () => number;
  readonly #maxBodyBytes: number;
  /** A 429 with Retry-After holds every request of the instance until then. */
  #heldUntilMs = 0;

  /** @param timeoutMs of a whole call, which bounds the wait for headers too. */
  constructor(options: TransportOptions, concurrency: number, timeoutMs: number) {
    const base = new URL(options.baseUrl);
    this.#options = options;
    this.#timeoutMs = timeoutMs;
    this.#origin = base.origin;
    this.#basePath = base.pathname.replace(/\/+$/, '');
    this.#now = options.now ?? Date.now;
    this.#maxBodyBytes = options.maxBodyBytes ?? 64 * 1024 * 1024;
    this.#dispatcher =
      options.dispatcher ??
      new Agent({
        connections: concurrency,
        pipelining: 1,
        connect: { timeout: options.connectTimeoutMs ?? 5_000 },
        maxResponseSize: this.#maxBodyBytes,
      });
  }

  /**
   * One try, with its redirects.
   *
   * @throws RequestFailure, or the reason of the call's signal.
   */
  async send(call: Call): Promise<UpstreamResponse> {
    const { request, signal } = call;
    signal.throwIfAborted();
    await this.#waitForHold(call);
    let target = this.#targetOf(request.path);
    for (let redirects = 0; ; redirects += 1) {
      const { answer, durationMs } = await this.#sendForgiving(call, target);
      const { status, headers, body, bytes } = answer;
      const { location } = headers;
      if (location === undefined || !isRedirect(status)) {
        return { status, headers, body, bytes, durationMs, path: this.#pathOf(target) };
      }
      const base = new URL(`${this.#origin}${this.#basePath}/`);
      const from = new URL(target.origin + target.path);
      const { method } = request;
      target = toTarget(followRedirect({ method, status, location, from, base }));
      if (redirects === maxRedirects) {
        throw new RequestFailure('UPSTREAM_BAD_RESPONSE', `more than ${maxRedirects} redirects`, {
          status: answer.status,
        });
      }
    }
  }

  async #sendForgiving(call: Call, target: Target): Promise<Timed> {
    try {
      return await this.#sendOnce(call, target);
    } catch (error) {
      if (!(error instanceof RequestFailure) || !error.keepAliveRace || call.raceForgiven)
        throw error;
      call.raceForgiven = true;
      return this.#sendOnce(call, target);
    }
  }

  /** One HTTP request and the event that tells of it. */
  async #sendOnce(call: Call, target: Target): Promise<Timed> {
    const { request, signal } = call;
    const startedAt = this.#now();
    const start = performance.now();
    let answer: WireAnswer | undefined;
    let failure: unknown;
    try {
      answer = await exchange(this.#dispatcher, {
        origin: target.origin,
        path: target.path,
        method: request.method,
        headers: this.#headers(request),
        body: request.body === undefined ? undefined : JSON.stringify(request.body),
        headersTimeoutMs: this.#options.headersTimeoutMs ?? this.#timeoutMs,
        bodyTimeoutMs: this.#options.bodyTimeoutMs ?? 10_000,
        maxBodyBytes: this.#maxBodyBytes,
        signal,
      });
      this.#checkStatus(answer);
      const durationMs = performance.now() - start;
      this.latencies.add(durationMs);
      this.lastSuccessAt = this.#now();
      return { answer, durationMs };
    } catch (error) {
      failure = error;
      throw error;
    } finally {
      this.#options.onRequest?.({
        instance: this.#options.instance,
        method: request.method,
        path: this.#pathOf(target),
        lane: request.lane,
        attempt: call.attempt,
        ...(answer === undefined ? {} : { status: answer.status }),
        ...(failure instanceof RequestFailure ? { code: failure.code } : {}),
        aborted: failure instanceof CallerGone,
        bytes: answer?.bytes ?? 0,
        startedAt,
        durationMs: performance.now() - start,
      });
    }
  }

  #headers({ accept, token, body }: UpstreamRequest): Record<string, string> {
    return {
      accept: accept ?? 'application/json',
      'accept-encoding': 'gzip',
      'user-agent': this.#options.userAgent,
      ...(token === undefined ? {} : { authorization: `Token ${token}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    };
  }

  /** 2xx to 4xx are the caller's to read; the rest is a failure of the server. */
  #checkStatus({ status, headers }: WireAnswer): void {
    if (status !== 429 && status < 500) return;
    const retryAfterSeconds = parseRetryAfter(headers['retry-after'], this.#now());
    const facts = { status, ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }) };
    if (status !== 429) {
      const outage = outageStatuses.has(status);
      throw new RequestFailure('UPSTREAM_UNAVAILABLE', String(status), {
        ...facts,
        retryable: outage,
        outage,
      });
    }
    const holdMs = Math.min((retryAfterSeconds ?? 0) * 1000, maxHoldMs);
    this.#heldUntilMs = Math.max(this.#heldUntilMs, this.#now() + holdMs);
    throw new RequestFailure('UPSTREAM_RATE_LIMITED', '429, too many requests', {
      ...facts,
      retryable: true,
    });
  }

  async #waitForHold({ deadlineMs, signal }: Call): Promise<void> {
    const waitForMs = this.#heldUntilMs - this.#now();
    if (waitForMs <= 0) return;
    if (this.#heldUntilMs >= deadlineMs) {
      const retryAfterSeconds = Math.ceil(waitForMs / 1000);
      throw new RequestFailure(
        'UPSTREAM_RATE_LIMITED',
        `not asked: the server wants to be left alone for ${retryAfterSeconds} s`,
        { retryAfterSeconds, refused: true },
      );
    }
    await waitMs(waitForMs, signal);
  }

  #targetOf(path: string): Target {
    if (plainPath.test(path)) return { origin: this.#origin, path: this.#basePath + path };
    const url = new URL(this.#origin + this.#basePath + path);
    // URL resolves `..`, which must not lead a token out of the instance.
    if (!path.startsWith('/') || !isBelow(url.pathname, this.#basePath)) {
      throw new TypeError(`not a path below the instance's url: ${path}`);
    }
    return toTarget(url);
  }

  #pathOf({ path }: Target): string {
    return path.slice(this.#basePath.length);
  }

  async close(): Promise<void> {
    if (this.#options.dispatcher === undefined) await this.#dispatcher.close();
  }
}

function toTarget(url: URL): Target {
  return { origin: url.origin, path: url.pathname + url.search };
}
