import { setTimeout as sleep } from 'node:timers/promises';
import {
  BrokenCircuitError,
  CircuitState,
  ConsecutiveBreaker,
  ConstantBackoff,
  DelegateBackoff,
  ExponentialBackoff,
  circuitBreaker,
  handleWhen,
  retry,
} from 'cockatiel';
import type {
  CircuitBreakerPolicy,
  IBackoff,
  IHalfOpenAfterBackoffContext,
  RetryPolicy,
} from 'cockatiel';
import PQueue from 'p-queue';
import { Agent } from 'undici';
import type { Dispatcher } from 'undici';
import { AbortListeners } from '../AbortListeners.js';
import { LatencyWindow } from './LatencyWindow.js';
import { FairQueue } from './FairQueue.js';
import type { FairQueueOptions } from './FairQueue.js';
import { RequestFailure } from './RequestFailure.js';
import { exchange } from './exchange.js';
import type { WireAnswer } from './exchange.js';
import { followRedirect, isBelow, isRedirect } from './followRedirect.js';
import { parseRetryAfter } from './parseRetryAfter.js';
import { untilAborted } from './untilAborted.js';
import type {
  BreakerState,
  Transport,
  TransportOptions,
  TransportStatus,
  UpstreamRequest,
  UpstreamResponse,
} from './transport.js';

/** Opens the way to one instance: a pool of connections, a queue and a breaker of its own. */
export function createTransport(options: TransportOptions): Transport {
  return new UndiciTransport(options);
}

const maxRedirects = 3;

/** A server that asks for more patience than this is asked again anyway, once. */
const maxHoldMs = 60_000;

/** Gateways answer these while the server behind them is away; a 500 of Patchwork is repeatable. */
const outageStatuses = new Set([502, 503, 504]);

/** The caller went away: says nothing about the server. */
class CallerGone extends Error {
  readonly reason: unknown;

  constructor(reason: unknown) {
    super('the caller went away');
    this.reason = reason;
  }
}

/** One logical request under way: its retries share the deadline and the keep-alive second try. */
interface Call {
  readonly request: UpstreamRequest;
  readonly signal: AbortSignal;
  readonly deadlineMs: number;
  raceForgiven: boolean;
  attempt: number;
  delayMs: number;
  backoff: IBackoff<unknown> | undefined;
}

class UndiciTransport implements Transport {
  readonly #options: TransportOptions;
  readonly #base: URL;
  readonly #basePath: string;
  readonly #dispatcher: Dispatcher;
  readonly #queue: PQueue<FairQueue, FairQueueOptions>;
  readonly #breaker: CircuitBreakerPolicy;
  readonly #retry: RetryPolicy;
  readonly #backoff: ExponentialBackoff<unknown>;
  readonly #abortListeners = new AbortListeners();
  readonly #latencies = new LatencyWindow();
  readonly #now: () => number;
  readonly #timeoutMs: number;
  readonly #maxBodyBytes: number;
  readonly #inFlight = new Set<Promise<unknown>>();
  #lastError: TransportStatus['lastError'] = null;
  #lastSuccessAt: number | null = null;
  /** Why the breaker opened and when it lets a request through again. */
  #outage = { reason: '', untilMs: 0 };
  /** A 429 with Retry-After holds every request of the instance until then. */
  #heldUntilMs = 0;
  #closing: Promise<void> | undefined;

  constructor(options: TransportOptions) {
    const concurrency = options.concurrency ?? 4;
    this.#options = options;
    this.#base = new URL(options.baseUrl);
    this.#basePath = this.#base.pathname.replace(/\/+$/, '');
    this.#now = options.now ?? Date.now;
    this.#timeoutMs = options.timeoutMs ?? 30_000;
    this.#maxBodyBytes = options.maxBodyBytes ?? 64 * 1024 * 1024;
    this.#dispatcher =
      options.dispatcher ??
      new Agent({
        connections: concurrency,
        pipelining: 1,
        connect: { timeout: options.connectTimeoutMs ?? 5_000 },
        maxResponseSize: this.#maxBodyBytes,
      });
    this.#queue = new PQueue({
      concurrency,
      queueClass: FairQueue,
      ...pace(options.requestsPerSecond),
    });
    this.#breaker = this.#createBreaker();
    const { attempts = 2, initialDelayMs = 200, maxDelayMs = 5_000 } = options.retry ?? {};
    this.#backoff = new ExponentialBackoff({ initialDelay: initialDelayMs, maxDelay: maxDelayMs });
    this.#retry = retry(
      handleWhen((error) => error instanceof RequestFailure && error.retryPlanned),
      { maxAttempts: attempts, backoff: new ConstantBackoff(0) },
    );
  }

  async request(request: UpstreamRequest): Promise<UpstreamResponse> {
    const label = `${request.method} ${request.path}`;
    request.signal?.throwIfAborted();
    try {
      if (this.#closing !== undefined) {
        throw new RequestFailure('UPSTREAM_UNAVAILABLE', 'the connections are closed');
      }
      const work = this.#run(request);
      this.#inFlight.add(work);
      try {
        return await work;
      } finally {
        this.#inFlight.delete(work);
      }
    } catch (error) {
      if (error instanceof CallerGone) throw error.reason;
      if (error instanceof BrokenCircuitError)
        throw this.#refusal().toUpstreamError(this.#options.instance, label);
      if (!(error instanceof RequestFailure)) throw error;
      const upstreamError = error.toUpstreamError(this.#options.instance, label);
      this.#lastError = {
        code: upstreamError.code,
        message: upstreamError.message,
        at: this.#now(),
      };
      throw upstreamError;
    }
  }

  status(): TransportStatus {
    return {
      breaker: breakerState(this.#breaker.state),
      lastError: this.#lastError,
      lastSuccessAt: this.#lastSuccessAt,
      lastLatencyMs: this.#latencies.lastMs,
      latency: this.#latencies.summary(),
      running: this.#queue.pending,
      queued: this.#queue.size,
    };
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    await Promise.allSettled(this.#inFlight);
    if (this.#options.dispatcher === undefined) await this.#dispatcher.close();
  }

  /** Waits for a place, then holds it until the answer, so that retries do not crowd a server. */
  async #run(request: UpstreamRequest): Promise<UpstreamResponse> {
    const leave = await this.#place(request);
    const controller = new AbortController();
    const unlisten = this.#whenGone(request.signal, (gone) => {
      controller.abort(gone);
    });
    const timer = setTimeout(() => {
      controller.abort(
        new RequestFailure('UPSTREAM_TIMEOUT', `no answer within ${this.#timeoutMs} ms`, {
          outage: true,
        }),
      );
    }, this.#timeoutMs);
    try {
      const call: Call = {
        request,
        signal: controller.signal,
        deadlineMs: this.#now() + this.#timeoutMs,
        raceForgiven: request.method !== 'GET',
        attempt: 0,
        delayMs: 0,
        backoff: undefined,
      };
      // The breaker makes others wait for a probe without looking at their signal.
      return await untilAborted(this.#retrying(call), controller.signal);
    } finally {
      clearTimeout(timer);
      unlisten();
      leave();
    }
  }

  #whenGone(signal: AbortSignal | undefined, then: (gone: CallerGone) => void): () => void {
    if (signal === undefined) return () => undefined;
    return this.#abortListeners.add(signal, () => {
      then(new CallerGone(signal.reason));
    });
  }

  /** @returns gives the place back. */
  #place({ lane, signal }: UpstreamRequest): Promise<() => void> {
    return new Promise((resolve, reject) => {
      let unlisten = (): void => undefined;
      const hold = (): Promise<void> =>
        new Promise((giveBack) => {
          unlisten();
          resolve(giveBack);
        });
      const onEnqueued = (leave: () => void): void => {
        unlisten = this.#whenGone(signal, (gone) => {
          leave();
          reject(gone);
        });
      };
      void this.#queue.add(hold, { ...(lane === undefined ? {} : { lane }), onEnqueued });
    });
  }

  #retrying(call: Call): Promise<UpstreamResponse> {
    const guarded = (): Promise<UpstreamResponse> => this.#breaker.execute(() => this.#try(call));
    if (call.request.method !== 'GET') return guarded();

    return this.#retry.execute(async ({ attempt }) => {
      // The wait is ours: cockatiel's own cannot be ended by a signal.
      if (attempt > 0) await waitMs(call.delayMs, call.signal);
      call.attempt = attempt;
      try {
        return await guarded();
      } catch (error) {
        if (error instanceof RequestFailure) this.#planRetry(call, error);
        throw error;
      }
    });
  }

  /** Decides whether another try is worth it, and when. */
  #planRetry(call: Call, failure: RequestFailure): void {
    if (!failure.retryable || this.#breaker.state === CircuitState.Open) return;
    call.backoff = call.backoff === undefined ? this.#backoff.next() : call.backoff.next(undefined);
    const delayMs = Math.max(call.backoff.duration, (failure.retryAfterSeconds ?? 0) * 1000);
    if (this.#now() + delayMs >= call.deadlineMs) return;
    call.delayMs = delayMs;
    failure.retryPlanned = true;
  }

  /** One try, with its redirects. */
  async #try(call: Call): Promise<UpstreamResponse> {
    const { request, signal } = call;
    signal.throwIfAborted();
    await this.#waitForHold(call);
    let url = this.#urlOf(request.path);
    for (let redirects = 0; ; redirects += 1) {
      const { answer, durationMs } = await this.#send(call, url);
      const { location } = answer.headers;
      if (!isRedirect(answer.status) || location === undefined) {
        return { ...answer, durationMs, path: this.#pathOf(url) };
      }
      const base = new URL(`${this.#base.origin}${this.#basePath}/`);
      const { method } = request;
      url = followRedirect({ method, status: answer.status, location, from: url, base });
      if (redirects === maxRedirects) {
        throw new RequestFailure('UPSTREAM_BAD_RESPONSE', `more than ${maxRedirects} redirects`, {
          status: answer.status,
        });
      }
    }
  }

  async #send(call: Call, url: URL): Promise<{ answer: WireAnswer; durationMs: number }> {
    try {
      return await this.#sendOnce(call, url);
    } catch (error) {
      if (!(error instanceof RequestFailure) || !error.keepAliveRace || call.raceForgiven)
        throw error;
      call.raceForgiven = true;
      return this.#sendOnce(call, url);
    }
  }

  /** One HTTP request and the event that tells of it. */
  async #sendOnce(call: Call, url: URL): Promise<{ answer: WireAnswer; durationMs: number }> {
    const { request, signal } = call;
    const startedAt = this.#now();
    const start = performance.now();
    let answer: WireAnswer | undefined;
    let failure: unknown;
    try {
      answer = await exchange(this.#dispatcher, {
        url,
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
      this.#latencies.add(durationMs);
      this.#lastSuccessAt = this.#now();
      return { answer, durationMs };
    } catch (error) {
      failure = error;
      throw error;
    } finally {
      this.#options.onRequest?.({
        instance: this.#options.instance,
        method: request.method,
        path: this.#pathOf(url),
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
        { retryAfterSeconds },
      );
    }
    await waitMs(waitForMs, signal);
  }

  #urlOf(path: string): URL {
    const url = new URL(this.#base.origin + this.#basePath + path);
    // URL resolves `..`, which must not lead a token out of the instance.
    if (!path.startsWith('/') || !isBelow(url.pathname, this.#basePath)) {
      throw new TypeError(`not a path below the instance's url: ${path}`);
    }
    return url;
  }

  #pathOf(url: URL): string {
    return url.pathname.slice(this.#basePath.length) + url.search;
  }

  #createBreaker(): CircuitBreakerPolicy {
    const { failureThreshold = 8, halfOpenAfterMs = 15_000 } = this.#options.breaker ?? {};
    // A probe whose caller went away taught nothing, so the next request may probe at once;
    // left alone, cockatiel would take it for a success.
    const isLostProbe = (error: unknown): boolean =>
      error instanceof CallerGone && this.#breaker.state === CircuitState.HalfOpen;
    const durationMs = ({ result }: IHalfOpenAfterBackoffContext): number =>
      'error' in result && result.error instanceof CallerGone ? 0 : halfOpenAfterMs;
    const breaker = circuitBreaker(
      handleWhen(
        (error) => (error instanceof RequestFailure && error.outage) || isLostProbe(error),
      ),
      {
        breaker: new ConsecutiveBreaker(failureThreshold),
        halfOpenAfter: new DelegateBackoff(durationMs),
      },
    );
    breaker.onBreak((reason) => {
      if (!('error' in reason) || reason.error instanceof CallerGone) return;
      this.#outage = { reason: reason.error.message, untilMs: Date.now() + halfOpenAfterMs };
    });
    return breaker;
  }

  #refusal(): RequestFailure {
    const seconds = Math.max(1, Math.ceil((this.#outage.untilMs - Date.now()) / 1000));
    return new RequestFailure(
      'UPSTREAM_UNAVAILABLE',
      `not asked, since the last requests failed (${this.#outage.reason}); ` +
        `it is tried again in ${seconds} s`,
      { retryAfterSeconds: seconds },
    );
  }
}

function pace(requestsPerSecond: number | undefined): { intervalCap?: number; interval?: number } {
  if (requestsPerSecond === undefined) return {};
  const intervalCap = Math.max(1, Math.floor(requestsPerSecond));
  return { intervalCap, interval: (intervalCap * 1000) / requestsPerSecond };
}

function breakerState(state: CircuitState): BreakerState {
  if (state === CircuitState.Closed) return 'CLOSED';
  return state === CircuitState.HalfOpen ? 'HALF_OPEN' : 'OPEN';
}

async function waitMs(durationMs: number, signal: AbortSignal): Promise<void> {
  try {
    await sleep(durationMs, undefined, { signal });
  } catch {
    signal.throwIfAborted();
  }
}
