import { ConsecutiveBreaker } from 'cockatiel';
import { RequestFailure } from './RequestFailure.js';
import type { BreakerState } from './transport.js';

/** Background probes end this long after the last request; the next request probes itself. */
const RECENTLY_MS = 10 * 60_000;

/** Settings and callbacks of an {@link InstanceBreaker}. */
export interface BreakerOptions {
  /** Failures in a row that open it. */
  readonly failureThreshold: number;
  /** How long it stays open before the server is probed. */
  readonly halfOpenAfterMs: number;
  /**
   * Requests something that works on every server.
   *
   * @throws RequestFailure when the server does not answer.
   */
  readonly probe: () => Promise<void>;
  /** Called after each change; `reason` is why it opened. */
  readonly onChange: (state: BreakerState, reason: RequestFailure | undefined) => void;
}

/**
 * Keeps requests away from a server that is down.
 *
 * A server that cannot be connected to is down after `failureThreshold` failed requests in a row.
 * Failures of requests that did reach the server count for their own addresses only, however many
 * there are: after as many of them a probe of addresses that work on every server decides. Retries
 * of one request count once. cockatiel's breaker cannot express this, and measures by the wall
 * clock; its counter is used.
 */
export class InstanceBreaker {
  readonly #options: BreakerOptions;
  readonly #unconnected: ConsecutiveBreaker;
  readonly #unanswered: ConsecutiveBreaker;
  #state: BreakerState = 'CLOSED';
  #reason: RequestFailure | undefined;
  // By a monotonic clock, as all times here.
  #openUntilMs = 0;
  #lastAskedMs = -Infinity;
  #lastAnswerMs = -Infinity;
  #trustedUntilMs = -Infinity;
  #probing: Promise<RequestFailure | undefined> | undefined;
  #timer: NodeJS.Timeout | undefined;
  #isClosed = false;

  constructor(options: BreakerOptions) {
    this.#options = options;
    this.#unconnected = new ConsecutiveBreaker(options.failureThreshold);
    this.#unanswered = new ConsecutiveBreaker(options.failureThreshold);
  }

  get state(): BreakerState {
    return this.#state;
  }

  /** Whether a request made now would be refused. */
  get refuses(): boolean {
    this.#lastAskedMs = performance.now();
    return this.#state === 'OPEN' && this.#lastAskedMs < this.#openUntilMs;
  }

  /**
   * Lets a request pass; after the pause it waits for the outcome of a probe.
   *
   * @throws RequestFailure when it is open, or the signal's reason.
   */
  async pass(signal: AbortSignal): Promise<void> {
    if (this.refuses) throw this.refusal();
    if (this.#state !== 'CLOSED') await untilAborted(this.#halfOpen(), signal);
    // The probe, or a late answer to an earlier request, may have closed it.
    if (this.state !== 'CLOSED') throw this.refusal();
  }

  /** The server answered, so it is up, whatever the status. */
  recordAnswer(): void {
    this.#lastAnswerMs = performance.now();
    this.#unconnected.success();
    this.#unanswered.success();
    if (this.#state !== 'CLOSED') this.#change('CLOSED');
  }

  /**
   * A request failed, its retries included.
   *
   * @param isIndex whether it requested the same as probes do, so that its failure is the server's.
   * @returns once the new state is decided.
   */
  async recordFailure(failure: RequestFailure, isIndex: boolean): Promise<void> {
    if (!failure.outage || this.#state !== 'CLOSED') return;
    const isServers = failure.unconnected || isIndex;
    const counter = isServers ? this.#unconnected : this.#unanswered;
    const isFull = counter.failure();
    if (isServers && isFull) this.#open(failure);
    else if (isFull) await this.#judge();
    // A timeout there takes long, so a second one in a row is enough.
    else if (isIndex && failure.code === 'UPSTREAM_TIMEOUT') void this.#judge();
  }

  /**
   * A caller gave up waiting: probes the server unless it has answered since.
   *
   * @param sinceMs when the wait started, by `performance.now`.
   */
  suspect(sinceMs: number): void {
    if (this.#state === 'CLOSED' && this.#lastAnswerMs < sinceMs) void this.#judge();
  }

  /** Ends background probes. */
  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#timer);
  }

  /** The error of a request that is not sent. */
  refusal(): RequestFailure {
    const leftMs = this.#openUntilMs - performance.now();
    const seconds = Math.max(1, Math.ceil(leftMs / 1000));
    return new RequestFailure(
      'UPSTREAM_UNAVAILABLE',
      `not sent, because the last requests failed (${this.#reason?.message ?? 'no answer'}); ` +
        `next attempt in ${seconds} s`,
      { retryAfterSeconds: seconds, refused: true },
    );
  }

  async #judge(): Promise<void> {
    // A server that has just answered a probe is not probed for each of its broken addresses.
    if (performance.now() < this.#trustedUntilMs) return;
    const failure = await this.#probe();
    if (failure?.outage === true && this.#state === 'CLOSED') this.#open(failure);
  }

  async #halfOpen(): Promise<void> {
    if (this.#state === 'OPEN') this.#change('HALF_OPEN');
    const failure = await this.#probe();
    // A late answer to an earlier request may have closed it; others wait for the same probe.
    if (failure !== undefined && this.state === 'HALF_OPEN') this.#open(failure);
  }

  /** @returns why it failed; undefined when the server answered. */
  #probe(): Promise<RequestFailure | undefined> {
    this.#probing ??= this.#options.probe().then(
      () => {
        this.#probing = undefined;
        this.recordAnswer();
        this.#trustedUntilMs = performance.now() + this.#options.halfOpenAfterMs;
        return undefined;
      },
      (error: unknown) => {
        this.#probing = undefined;
        if (error instanceof RequestFailure) return error;
        return new RequestFailure('UPSTREAM_UNAVAILABLE', 'the server could not be probed');
      },
    );
    return this.#probing;
  }

  #open(reason: RequestFailure): void {
    const { halfOpenAfterMs } = this.#options;
    this.#reason = reason;
    this.#openUntilMs = performance.now() + halfOpenAfterMs;
    this.#unconnected.success();
    this.#unanswered.success();
    this.#change('OPEN');
    clearTimeout(this.#timer);
    if (this.#isClosed) return;
    this.#timer = setTimeout(() => {
      if (performance.now() - this.#lastAskedMs > RECENTLY_MS || this.#state !== 'OPEN') return;
      void this.#halfOpen();
    }, halfOpenAfterMs).unref();
  }

  #change(state: BreakerState): void {
    this.#state = state;
    if (state === 'CLOSED') clearTimeout(this.#timer);
    this.#options.onChange(state, state === 'OPEN' ? this.#reason : undefined);
  }
}

/**
 * The outcome of `work`, or the signal's reason as soon as it is aborted, whatever `work` does.
 *
 * @throws the signal's reason.
 */
async function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  let onAbort = (): void => undefined;
  const aborted = new Promise<void>((resolve) => {
    onAbort = resolve;
  }).then((): never => {
    signal.throwIfAborted();
    throw new Error('unreachable: only an abort resolves this promise');
  });
  if (signal.aborted) onAbort();
  else signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
