import { CallerDisconnected } from './Call.js';
import type { Call } from './Call.js';
import { OutOfPatienceError } from '../errors.js';
import type { UpstreamError } from '../errors.js';
import { HealthWatch } from './HealthWatch.js';
import { InstanceBreaker } from './InstanceBreaker.js';
import { Pacer } from './Pacer.js';
import { RequestPlaces } from './RequestPlaces.js';
import { RequestFailure } from './RequestFailure.js';
import { Retries } from './Retries.js';
import { WireClient } from './WireClient.js';
import { waitMs } from './waitMs.js';
import type {
  FailureSummary,
  SharedLimit,
  Transport,
  TransportOptions,
  TransportStatus,
  UpstreamRequest,
  UpstreamResponse,
} from './transport.js';

/** A request that takes longer marks its path as unresponsive, and continues. */
const MAX_SILENCE_MS = 5_000;

/** The index of the API, in any version. */
const INDEX_PATH = /^\/api\/(?:\d+\.\d+\/)?$/;

/** The transport of one instance: a connection pool, a queue and a circuit breaker. */
export class UndiciTransport implements Transport {
  readonly #instance: string;
  readonly #timeoutMs: number;
  readonly #places: RequestPlaces;
  readonly #retries: Retries;
  readonly #breaker: InstanceBreaker;
  readonly #wire: WireClient;
  readonly #inFlight = new Set<Promise<unknown>>();
  readonly #health: HealthWatch;
  readonly #pacer: Pacer;
  readonly #sharedLimit: SharedLimit | undefined;
  readonly #abandoned = new AbortController();
  #closing: Promise<void> | undefined;

  constructor(options: TransportOptions) {
    const concurrency = options.concurrency ?? 4;
    this.#instance = options.instance;
    this.#timeoutMs = options.timeoutMs ?? 30_000;
    this.#places = new RequestPlaces(concurrency);
    this.#pacer = new Pacer(options.requestsPerSecond);
    this.#sharedLimit = options.sharedLimit;
    this.#sharedLimit?.onChange(() => {
      const { processes = 1 } = options.sharedLimit ?? {};
      this.#places.divide(processes);
      this.#pacer.divide(processes);
    });
    this.#retries = new Retries(options.retry, () => this.#breaker.state === 'OPEN');
    const { failureThreshold = 8, halfOpenAfterMs = 15_000 } = options.breaker ?? {};
    const probeTimeoutMs = Math.min(options.breaker?.probeTimeoutMs ?? 8_000, this.#timeoutMs);
    this.#wire = new WireClient(options, concurrency, this.#timeoutMs);
    this.#health = new HealthWatch(options);
    this.#breaker = new InstanceBreaker({
      failureThreshold,
      halfOpenAfterMs,
      probe: () => this.#track(this.#probe(probeTimeoutMs)),
      onChange: (state, reason) => {
        this.#health.breakerChanged(state, reason, halfOpenAfterMs);
      },
    });
  }

  async request(request: UpstreamRequest): Promise<UpstreamResponse> {
    request.signal?.throwIfAborted();
    try {
      if (this.#closing !== undefined) {
        throw new RequestFailure('UPSTREAM_UNAVAILABLE', 'the connections are closed', {
          refused: true,
        });
      }
      if (this.#breaker.refuses) throw this.#breaker.refusal();
      this.#sharedLimit?.use();
      return await this.#track(this.#run(request));
    } catch (error) {
      if (error instanceof CallerDisconnected) throw error.reason;
      if (!(error instanceof RequestFailure)) throw error;
      throw error.toUpstreamError(this.#instance, `${request.method} ${request.path}`);
    }
  }

  status(): TransportStatus {
    const { lastLatencyMs, lastSuccessAt } = this.#wire;
    return {
      health: this.#health.health,
      breaker: this.#breaker.state,
      lastError: this.#health.lastError,
      lastSuccessAt,
      lastLatencyMs,
      running: this.#places.held,
      queued: this.#places.waiting,
    };
  }

  refusal(request: string): UpstreamError | undefined {
    if (!this.#breaker.refuses) return undefined;
    return this.#breaker.refusal().toUpstreamError(this.#instance, request);
  }

  suspect(waitedMs: number): void {
    const sinceMs = performance.now() - waitedMs;
    if (this.#closing === undefined) this.#breaker.suspect(sinceMs);
  }

  close(): Promise<void> {
    if (this.#closing === undefined) {
      this.#breaker.close();
      this.#abandoned.abort();
      this.#closing = Promise.allSettled(this.#inFlight).then(() => this.#wire.close());
    }
    return this.#closing;
  }

  async #track<T>(work: Promise<T>): Promise<T> {
    this.#inFlight.add(work);
    try {
      return await work;
    } finally {
      this.#inFlight.delete(work);
    }
  }

  async #probe(timeoutMs: number): Promise<void> {
    try {
      await this.#wire.probe(timeoutMs, this.#abandoned.signal);
      this.#health.answered();
    } catch (error) {
      if (error instanceof RequestFailure)
        this.#health.failed(this.#summary(error, 'GET', '/api/'));
      throw error;
    }
  }

  #answered({ method, path }: UpstreamRequest, response: UpstreamResponse): void {
    this.#breaker.recordAnswer();
    if (!isStray(path, response)) {
      this.#health.answered();
      return;
    }
    const detail = `${String(response.status)}, an answer that is not JSON`;
    const failure = new RequestFailure('UPSTREAM_BAD_RESPONSE', detail);
    this.#health.failed(this.#summary(failure, method, path));
  }

  async #failed(failure: RequestFailure, { method, path }: UpstreamRequest): Promise<void> {
    // A server that answers 500 or 429 is up.
    if (failure.status !== undefined && !failure.outage) this.#breaker.recordAnswer();
    this.#health.failed(this.#summary(failure, method, path));
    await this.#breaker.recordFailure(failure, INDEX_PATH.test(path));
  }

  /** Method, resource and what failed, without numbers, names and parameters of other callers. */
  #summary(failure: RequestFailure, method: string, path: string): FailureSummary {
    const resource = /^\/(?:api\/(?:\d+\.\d+\/)?)?([a-z]+)\//.exec(path)?.[1] ?? '/';
    const message = `${this.#instance}: ${method} ${resource}: ${failure.message}`;
    return { code: failure.code, message };
  }

  /** Waits for a place, and keeps it until the answer, retries included. */
  async #run(request: UpstreamRequest): Promise<UpstreamResponse> {
    const leave = await this.#places.take(request);
    const controller = new AbortController();
    let isSent = false;
    const unlisten = this.#places.whenGone(request.signal, (gone) => {
      // Its answer is cached for later requests.
      if (isSent && request.method === 'GET' && gone.reason instanceof OutOfPatienceError) return;
      controller.abort(gone);
    });
    const silenceMs = Math.min(MAX_SILENCE_MS, this.#timeoutMs / 2);
    let timer = setTimeout(() => {
      this.#places.markSilent(request.path);
      timer = setTimeout(() => {
        controller.abort(
          new RequestFailure('UPSTREAM_TIMEOUT', `no answer within ${this.#timeoutMs} ms`, {
            outage: true,
          }),
        );
      }, this.#timeoutMs - silenceMs);
    }, silenceMs);
    try {
      const call: Call = {
        request: {
          ...request,
          onSend: (index) => {
            request.onSend?.(index);
            isSent = true;
          },
        },
        signal: controller.signal,
        deadlineMs: performance.now() + this.#timeoutMs,
        raceRetried: request.method !== 'GET',
        attempt: 0,
        sent: 0,
        delayMs: 0,
        backoff: undefined,
      };
      const paceMs = this.#pacer.take();
      if (paceMs > 0) await waitMs(paceMs, call.signal);
      const response = await this.#retries.send(call, (next) => this.#guarded(next));
      this.#answered(request, response);
      return response;
    } catch (error) {
      // Before the place is released, so that the next request in the queue sees the new state.
      if (error instanceof RequestFailure && !error.refused) await this.#failed(error, request);
      throw error;
    } finally {
      clearTimeout(timer);
      unlisten();
      leave();
    }
  }

  async #guarded(call: Call): Promise<UpstreamResponse> {
    if (this.#breaker.state !== 'CLOSED') await this.#breaker.pass(call.signal);
    return await this.#wire.send(call);
  }
}

/**
 * Whether an answer of the API comes from something in front of Patchwork, such as a page about maintenance.
 * Patchwork itself answers with JSON, but for 404 and, of a request line that is too long, 400.
 */
function isStray(path: string, { status, headers, body }: UpstreamResponse): boolean {
  const isExpected = status === 403 || (status >= 200 && status < 300 && body.length > 0);
  const isJson = /^application\/json\b/i.test(headers['content-type'] ?? '');
  return path.startsWith('/api/') && isExpected && !isJson;
}
