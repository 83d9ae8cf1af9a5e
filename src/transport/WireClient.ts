import type { Dispatcher } from 'undici';
import { BaseUrl, type RequestTarget } from './BaseUrl.js';
import { ByteBudget } from './ByteBudget.js';
import { CallerDisconnected } from './Call.js';
import type { Call } from './Call.js';
import { createDispatcher } from './createDispatcher.js';
import { RequestFailure } from './RequestFailure.js';
import { sendRequest } from './sendRequest.js';
import type { WireAnswer } from './sendRequest.js';
import { isRedirect } from './followRedirect.js';
import { parseRetryAfter } from './parseRetryAfter.js';
import type { TransportOptions, UpstreamRequest, UpstreamResponse } from './transport.js';
import { waitMs } from './waitMs.js';
import { tokenRemover } from './tokenRemover.js';

const MAX_REDIRECTS = 3;

/** A server that requests a longer pause than this gets one request anyway. */
const MAX_HOLD_MS = 60_000;

/**
 * Reverse proxies answer these while the server behind them is down; a 500 of Patchwork would
 * repeat itself.
 */
const OUTAGE_STATUSES = new Set([502, 503, 504]);

/**
 * Known to work on every Patchwork server, and cheap. The index needs no database (0.5 ms), so it
 * answers while everything else hangs or fails; one project does (`patchwork/api/index.py`,
 * `api/project.py`).
 */
const PROBE_PATHS = ['/api/', '/api/projects/?per_page=1'];

/** An answer and how long it took. */
interface Timed {
  readonly answer: WireAnswer;
  readonly durationMs: number;
}

/** Sends the HTTP requests of one instance, and distinguishes answers from failures. */
export class WireClient {
  /** How long the latest answer took; null before the first. */
  lastLatencyMs: number | null = null;
  lastSuccessAt: number | null = null;
  readonly #options: TransportOptions;
  readonly #timeoutMs: number;
  readonly #base: BaseUrl;
  readonly #dispatcher: Dispatcher;
  /** Probes must not wait for a connection on which something hangs. */
  readonly #probes: Dispatcher;
  readonly #now: () => number;
  readonly #maxBodyBytes: number;
  readonly #budget: ByteBudget;
  /** A 429 with Retry-After holds every request of the instance until then, by `performance.now`. */
  #heldUntilMs = 0;

  /** @param timeoutMs of a whole call, which bounds the wait for headers too. */
  constructor(options: TransportOptions, concurrency: number, timeoutMs: number) {
    this.#options = options;
    this.#timeoutMs = timeoutMs;
    this.#base = new BaseUrl(options.baseUrl);
    this.#now = options.now ?? Date.now;
    this.#maxBodyBytes = options.maxBodyBytes ?? 64 * 1024 * 1024;
    this.#budget = options.budget ?? new ByteBudget(256 * 1024 * 1024);
    const open = (connections: number): Dispatcher =>
      createDispatcher({
        hostname: this.#base.hostname,
        connections,
        connectTimeoutMs: options.connectTimeoutMs ?? 5_000,
        maxBodyBytes: this.#maxBodyBytes,
        ca: options.ca,
        proxy: options.proxy,
      });
    this.#dispatcher = options.dispatcher ?? open(concurrency);
    this.#probes = options.dispatcher ?? open(1);
  }

  /**
   * One attempt, with its redirects.
   *
   * @throws RequestFailure, or the reason of the call's signal.
   */
  async send(call: Call): Promise<UpstreamResponse> {
    const { request, signal } = call;
    signal.throwIfAborted();
    await this.#waitForHold(call);
    if (!this.#budget.hasRoom) await this.#budget.room(signal);
    let target = this.#base.targetOf(request.path);
    for (let redirects = 0; ; redirects += 1) {
      const { answer, durationMs } = await this.#sendWithRaceRetry(call, target);
      const { status, headers, body, bytes } = answer;
      const { location } = headers;
      if (location === undefined || !isRedirect(status)) {
        return { status, headers, body, bytes, durationMs, path: this.#base.pathOf(target) };
      }
      target = this.#base.redirected(target, { method: request.method, status, location });
      if (redirects === MAX_REDIRECTS) {
        throw new RequestFailure('UPSTREAM_BAD_RESPONSE', `more than ${MAX_REDIRECTS} redirects`, {
          status: answer.status,
        });
      }
    }
  }

  /**
   * Sends the probes, one after the other.
   *
   * @param timeoutMs for all of it.
   * @throws RequestFailure if the server does not answer one; any answer will do.
   */
  async probe(timeoutMs: number, abandoned: AbortSignal): Promise<void> {
    const controller = new AbortController();
    const giveUp = (): void => {
      controller.abort(new CallerDisconnected(abandoned.reason));
    };
    abandoned.addEventListener('abort', giveUp, { once: true });
    const timer = setTimeout(() => {
      const detail = `no answer within ${timeoutMs} ms`;
      controller.abort(new RequestFailure('UPSTREAM_TIMEOUT', detail, { outage: true }));
    }, timeoutMs);
    const deadlineMs = performance.now() + timeoutMs;
    try {
      for (const path of PROBE_PATHS) await this.#probePath(path, controller.signal, deadlineMs);
    } finally {
      clearTimeout(timer);
      abandoned.removeEventListener('abort', giveUp);
    }
  }

  async #probePath(path: string, signal: AbortSignal, deadlineMs: number): Promise<void> {
    const call: Call = {
      request: { method: 'GET', path },
      signal,
      deadlineMs,
      raceRetried: false,
      attempt: 0,
      sent: 0,
      delayMs: 0,
      backoff: undefined,
    };
    try {
      await this.#sendWithRaceRetry(call, this.#base.targetOf(path), this.#probes);
    } catch (error) {
      const isAnswer =
        error instanceof RequestFailure && error.status !== undefined && !error.outage;
      if (!isAnswer) throw error;
    }
  }

  async #sendWithRaceRetry(
    call: Call,
    target: RequestTarget,
    dispatcher = this.#dispatcher,
  ): Promise<Timed> {
    try {
      return await this.#sendOnce(call, target, dispatcher);
    } catch (error) {
      if (!(error instanceof RequestFailure) || !error.keepAliveRace || call.raceRetried)
        throw error;
      call.raceRetried = true;
      return this.#sendOnce(call, target, dispatcher);
    }
  }

  /** One HTTP request and the event that reports it. */
  async #sendOnce(call: Call, target: RequestTarget, dispatcher: Dispatcher): Promise<Timed> {
    const { request, signal } = call;
    request.onSend?.(call.sent);
    call.sent += 1;
    const startedAt = this.#now();
    const start = performance.now();
    let answer: WireAnswer | undefined;
    let failure: unknown;
    try {
      answer = await sendRequest(dispatcher, {
        origin: target.origin,
        path: target.path,
        method: request.method,
        headers: this.#headers(request),
        body: request.body === undefined ? undefined : JSON.stringify(request.body),
        headersTimeoutMs: this.#options.headersTimeoutMs ?? this.#timeoutMs,
        bodyTimeoutMs: this.#options.bodyTimeoutMs ?? 10_000,
        maxBodyBytes: this.#maxBodyBytes,
        budget: this.#budget,
        isWanted,
        signal,
      });
      if (request.token !== undefined) answer = withoutToken(answer, request.token);
      this.#checkStatus(answer);
      const durationMs = performance.now() - start;
      this.lastLatencyMs = durationMs;
      this.lastSuccessAt = this.#now();
      return { answer, durationMs };
    } catch (error) {
      failure = error;
      throw error;
    } finally {
      this.#options.onRequest?.({
        instance: this.#options.instance,
        method: request.method,
        path: this.#base.pathOf(target),
        operation: request.operation,
        attempt: call.attempt,
        ...(answer === undefined ? {} : { status: answer.status }),
        ...(failure instanceof RequestFailure ? { code: failure.code } : {}),
        aborted: failure instanceof CallerDisconnected,
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

  #checkStatus({ status, headers }: WireAnswer): void {
    if (!isFailure(status)) return;
    const retryAfterSeconds = parseRetryAfter(headers['retry-after'], this.#now());
    const facts = { status, ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }) };
    if (status !== 429) {
      const outage = OUTAGE_STATUSES.has(status);
      throw new RequestFailure('UPSTREAM_UNAVAILABLE', String(status), {
        ...facts,
        retryable: outage,
        outage,
      });
    }
    const holdMs = Math.min((retryAfterSeconds ?? 0) * 1000, MAX_HOLD_MS);
    this.#heldUntilMs = Math.max(this.#heldUntilMs, performance.now() + holdMs);
    throw new RequestFailure('UPSTREAM_RATE_LIMITED', '429, too many requests', {
      ...facts,
      retryable: true,
    });
  }

  async #waitForHold({ deadlineMs, request, signal }: Call): Promise<void> {
    const waitForMs = this.#heldUntilMs - performance.now();
    if (waitForMs <= 0) return;
    if (this.#heldUntilMs >= deadlineMs || request.isBackground === true) {
      const retryAfterSeconds = Math.ceil(waitForMs / 1000);
      throw new RequestFailure(
        'UPSTREAM_RATE_LIMITED',
        `not sent: the server limits its requests for another ${retryAfterSeconds} s`,
        { retryAfterSeconds, refused: true },
      );
    }
    await waitMs(waitForMs, signal);
  }

  async close(): Promise<void> {
    if (this.#options.dispatcher !== undefined) return;
    await Promise.all([this.#dispatcher.close(), this.#probes.close()]);
  }
}

/** 2xx to 4xx are the caller's to read; the rest is a failure of the server. */
function isFailure(status: number): boolean {
  return status === 429 || status >= 500;
}

/** Whether the body of an answer with this status is used. */
function isWanted(status: number): boolean {
  return !isFailure(status) && !isRedirect(status);
}

/**
 * Removes the token where the server repeats it, because errors may quote the answer. The body of a
 * successful answer is data, and is never quoted.
 */
function withoutToken(answer: WireAnswer, token: string): WireAnswer {
  const cut = tokenRemover(token);
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(answer.headers)) headers[name] = cut(value);
  return { ...answer, headers, body: answer.status < 400 ? answer.body : cut(answer.body) };
}
