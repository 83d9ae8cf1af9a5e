import { ConstantBackoff, ExponentialBackoff, handleWhen, retry } from 'cockatiel';
import type { RetryPolicy } from 'cockatiel';
import PQueue from 'p-queue';
import { AbortListeners } from '../AbortListeners.js';
import { CallerGone } from './Call.js';
import type { Call } from './Call.js';
import { FairQueue } from './FairQueue.js';
import type { FairQueueOptions } from './FairQueue.js';
import { InstanceBreaker } from './InstanceBreaker.js';
import { RequestFailure } from './RequestFailure.js';
import { WireClient } from './WireClient.js';
import { untilAborted } from './untilAborted.js';
import { waitMs } from './waitMs.js';
import type {
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

class UndiciTransport implements Transport {
  readonly #instance: string;
  readonly #now: () => number;
  readonly #timeoutMs: number;
  readonly #queue: PQueue<FairQueue, FairQueueOptions>;
  readonly #retries: number;
  readonly #retry: RetryPolicy;
  readonly #backoff: ExponentialBackoff<unknown>;
  readonly #breaker: InstanceBreaker;
  readonly #wire: WireClient;
  readonly #abortListeners = new AbortListeners();
  readonly #inFlight = new Set<Promise<unknown>>();
  #lastError: TransportStatus['lastError'] = null;
  #closing: Promise<void> | undefined;

  constructor(options: TransportOptions) {
    const concurrency = options.concurrency ?? 4;
    this.#instance = options.instance;
    this.#now = options.now ?? Date.now;
    this.#timeoutMs = options.timeoutMs ?? 30_000;
    this.#queue = new PQueue({
      concurrency,
      queueClass: FairQueue,
      ...pace(options.requestsPerSecond),
    });
    const { attempts = 2, initialDelayMs = 200, maxDelayMs = 5_000 } = options.retry ?? {};
    this.#retries = attempts;
    this.#backoff = new ExponentialBackoff({ initialDelay: initialDelayMs, maxDelay: maxDelayMs });
    this.#retry = retry(
      handleWhen((error) => error instanceof RequestFailure && error.retryPlanned),
      // Its first try is the first retry.
      { maxAttempts: Math.max(0, attempts - 1), backoff: new ConstantBackoff(0) },
    );
    const { failureThreshold = 8, halfOpenAfterMs = 15_000 } = options.breaker ?? {};
    this.#breaker = new InstanceBreaker(failureThreshold, halfOpenAfterMs);
    this.#wire = new WireClient(options, concurrency, this.#timeoutMs);
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
      const work = this.#run(request);
      this.#inFlight.add(work);
      try {
        return await work;
      } finally {
        this.#inFlight.delete(work);
      }
    } catch (error) {
      if (error instanceof CallerGone) throw error.reason;
      if (!(error instanceof RequestFailure)) throw error;
      const { method, path } = request;
      const upstreamError = error.toUpstreamError(this.#instance, `${method} ${path}`);
      if (!error.refused) {
        const { code, message } = upstreamError;
        this.#lastError = { code, message, at: this.#now() };
      }
      throw upstreamError;
    }
  }

  status(): TransportStatus {
    const { latencies, lastSuccessAt } = this.#wire;
    return {
      breaker: this.#breaker.state,
      lastError: this.#lastError,
      lastSuccessAt,
      lastLatencyMs: latencies.lastMs,
      latency: latencies.summary(),
      running: this.#queue.pending,
      queued: this.#queue.size,
    };
  }

  close(): Promise<void> {
    this.#closing ??= Promise.allSettled(this.#inFlight).then(() => this.#wire.close());
    return this.#closing;
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
      return await this.#send(call);
    } finally {
      clearTimeout(timer);
      unlisten();
      leave();
    }
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
      const onEnqueued = (leaveQueue: () => void): void => {
        unlisten = this.#whenGone(signal, (gone) => {
          leaveQueue();
          reject(gone);
        });
      };
      void this.#queue.add(hold, { ...(lane === undefined ? {} : { lane }), onEnqueued });
    });
  }

  #whenGone(signal: AbortSignal | undefined, then: (gone: CallerGone) => void): () => void {
    if (signal === undefined) return () => undefined;
    return this.#abortListeners.add(signal, () => {
      then(new CallerGone(signal.reason));
    });
  }

  /** The first try, which mostly is the only one, and after it cockatiel's retries. */
  async #send(call: Call): Promise<UpstreamResponse> {
    try {
      return await this.#guarded(call);
    } catch (error) {
      if (call.request.method !== 'GET' || this.#retries === 0) throw error;
      if (error instanceof RequestFailure) this.#planRetry(call, error);
      if (!(error instanceof RequestFailure) || !error.retryPlanned) throw error;
    }
    return await this.#retry.execute(async ({ attempt }) => {
      // The wait is ours: cockatiel's own cannot be ended by a signal.
      await waitMs(call.delayMs, call.signal);
      call.attempt = attempt + 1;
      try {
        return await this.#guarded(call);
      } catch (error) {
        if (error instanceof RequestFailure) this.#planRetry(call, error);
        throw error;
      }
    });
  }

  #guarded(call: Call): Promise<UpstreamResponse> {
    const isClosed = this.#breaker.state === 'CLOSED';
    const answer = this.#breaker.execute(() => this.#wire.send(call));
    // Else it makes others wait for a probe without looking at their signal.
    return isClosed ? answer : untilAborted(answer, call.signal);
  }

  /** Decides whether another try is worth it, and when. */
  #planRetry(call: Call, failure: RequestFailure): void {
    if (!failure.retryable || this.#breaker.state === 'OPEN') return;
    call.backoff = call.backoff === undefined ? this.#backoff.next() : call.backoff.next(undefined);
    const delayMs = Math.max(call.backoff.duration, (failure.retryAfterSeconds ?? 0) * 1000);
    if (this.#now() + delayMs >= call.deadlineMs) return;
    call.delayMs = delayMs;
    failure.retryPlanned = true;
  }
}

function pace(requestsPerSecond: number | undefined): { intervalCap?: number; interval?: number } {
  if (requestsPerSecond === undefined) return {};
  const intervalCap = Math.max(1, Math.floor(requestsPerSecond));
  return { intervalCap, interval: (intervalCap * 1000) / requestsPerSecond };
}
