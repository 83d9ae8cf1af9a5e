import { ConstantBackoff, ExponentialBackoff, handleWhen, retry } from 'cockatiel';
import type { RetryPolicy } from 'cockatiel';
import { GatewayError } from '../errors.js';
import type { Call } from './Call.js';
import { RequestFailure } from './RequestFailure.js';
import type { TransportOptions, UpstreamResponse } from './transport.js';
import { waitMs } from './waitMs.js';

type Try = (call: Call) => Promise<UpstreamResponse>;

/** Retries requests that can still succeed within the deadline of the call. */
export class Retries {
  readonly #attempts: number;
  readonly #policy: RetryPolicy;
  readonly #backoff: ExponentialBackoff<unknown>;
  readonly #isServerDown: () => boolean;

  /** @param isServerDown whether an attempt would be refused. */
  constructor(options: TransportOptions['retry'], isServerDown: () => boolean) {
    const { attempts = 2, initialDelayMs = 200, maxDelayMs = 5_000 } = options ?? {};
    this.#attempts = attempts;
    this.#backoff = new ExponentialBackoff({ initialDelay: initialDelayMs, maxDelay: maxDelayMs });
    this.#policy = retry(
      handleWhen((error) => error instanceof RequestFailure && error.retryPlanned),
      // Its first try is the first retry.
      { maxAttempts: Math.max(0, attempts - 1), backoff: new ConstantBackoff(0) },
    );
    this.#isServerDown = isServerDown;
  }

  /** The first attempt, usually the only one, and then cockatiel's retries. */
  async send(call: Call, tryOnce: Try): Promise<UpstreamResponse> {
    let failure: RequestFailure;
    try {
      return await tryOnce(call);
    } catch (error) {
      const { method, isBackground } = call.request;
      if (method !== 'GET' || this.#attempts === 0 || isBackground === true) throw error;
      if (error instanceof RequestFailure) this.#plan(call, error);
      if (!(error instanceof RequestFailure) || !error.retryPlanned) throw error;
      failure = error;
    }
    return await this.#policy.execute(async ({ attempt }) => {
      // Waits here, because cockatiel's wait cannot be aborted by a signal.
      await waitMs(call.delayMs, call.signal);
      call.attempt = attempt + 1;
      try {
        return await tryOnce(call);
      } catch (error) {
        // The caller may not send any more: what it got so far stands.
        if (error instanceof GatewayError) {
          failure.retryPlanned = false;
          throw failure;
        }
        if (error instanceof RequestFailure) {
          this.#plan(call, error);
          failure = error;
        }
        throw error;
      }
    });
  }

  /** Decides whether and when to retry. */
  #plan(call: Call, failure: RequestFailure): void {
    if (!failure.retryable || this.#isServerDown()) return;
    call.backoff = call.backoff === undefined ? this.#backoff.next() : call.backoff.next(undefined);
    const delayMs = Math.max(call.backoff.duration, (failure.retryAfterSeconds ?? 0) * 1000);
    if (performance.now() + delayMs >= call.deadlineMs) return;
    call.delayMs = delayMs;
    failure.retryPlanned = true;
  }
}
