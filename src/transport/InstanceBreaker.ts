import {
  BrokenCircuitError,
  CircuitState,
  ConsecutiveBreaker,
  DelegateBackoff,
  circuitBreaker,
  handleWhen,
} from 'cockatiel';
import type { CircuitBreakerPolicy, IHalfOpenAfterBackoffContext } from 'cockatiel';
import { CallerGone } from './Call.js';
import { RequestFailure } from './RequestFailure.js';
import type { BreakerState } from './transport.js';

/** Keeps requests away from a server that is down. Times are of the system's clock. */
export class InstanceBreaker {
  readonly #policy: CircuitBreakerPolicy;
  #reason = '';
  #openUntilMs = 0;

  /**
   * @param failureThreshold outages in a row that open it.
   * @param halfOpenAfterMs how long it stays open before one try is let through.
   */
  constructor(failureThreshold: number, halfOpenAfterMs: number) {
    // A probe whose caller went away taught nothing, so the next request may probe at once;
    // left alone, cockatiel would take it for a success.
    const isLostProbe = (error: unknown): boolean =>
      error instanceof CallerGone && this.#policy.state === CircuitState.HalfOpen;
    const pauseMs = ({ result }: IHalfOpenAfterBackoffContext): number =>
      'error' in result && result.error instanceof CallerGone ? 0 : halfOpenAfterMs;
    this.#policy = circuitBreaker(
      handleWhen(
        (error) => (error instanceof RequestFailure && error.outage) || isLostProbe(error),
      ),
      {
        breaker: new ConsecutiveBreaker(failureThreshold),
        halfOpenAfter: new DelegateBackoff(pauseMs),
      },
    );
    this.#policy.onBreak((reason) => {
      if (!('error' in reason) || reason.error instanceof CallerGone) return;
      this.#reason = reason.error.message;
      this.#openUntilMs = Date.now() + halfOpenAfterMs;
    });
  }

  get state(): BreakerState {
    const { state } = this.#policy;
    if (state === CircuitState.Closed) return 'CLOSED';
    return state === CircuitState.HalfOpen ? 'HALF_OPEN' : 'OPEN';
  }

  /** Whether a request made now would be refused. */
  get refuses(): boolean {
    return this.state === 'OPEN' && Date.now() < this.#openUntilMs;
  }

  /**
   * Runs one try. While it is half open one runs and the others wait for its outcome, without
   * regard to their signals.
   *
   * @throws RequestFailure when it is open, else what `run` throws.
   */
  async execute<T>(run: () => Promise<T>): Promise<T> {
    try {
      return await this.#policy.execute(run);
    } catch (error) {
      throw error instanceof BrokenCircuitError ? this.refusal() : error;
    }
  }

  /** What a request is told that is not sent. */
  refusal(): RequestFailure {
    const seconds = Math.max(1, Math.ceil((this.#openUntilMs - Date.now()) / 1000));
    return new RequestFailure(
      'UPSTREAM_UNAVAILABLE',
      `not asked, since the last requests failed (${this.#reason}); ` +
        `it is tried again in ${seconds} s`,
      { retryAfterSeconds: seconds, refused: true },
    );
  }
}
