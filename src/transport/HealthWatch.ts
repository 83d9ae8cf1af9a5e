import type { RequestFailure } from './RequestFailure.js';
import type {
  BreakerState,
  FailureSummary,
  Health,
  TransportOptions,
  TransportStatus,
} from './transport.js';

/** Tracks the health of one instance, and reports each change. */
export class HealthWatch {
  lastError: TransportStatus['lastError'] = null;
  readonly #options: TransportOptions;
  #breaker: BreakerState = 'CLOSED';
  #hasAnswered = false;
  #isFailing = false;
  #reported: Health = 'UNKNOWN';

  constructor(options: TransportOptions) {
    this.#options = options;
  }

  get health(): Health {
    if (this.#breaker !== 'CLOSED') return 'DOWN';
    if (this.#isFailing) return this.#hasAnswered ? 'DEGRADED' : 'DOWN';
    return this.#hasAnswered ? 'UP' : 'UNKNOWN';
  }

  answered(): void {
    this.#hasAnswered = true;
    this.#isFailing = false;
    this.#report();
  }

  failed({ code, message }: FailureSummary): void {
    this.lastError = { code, message, at: (this.#options.now ?? Date.now)() };
    this.#isFailing = true;
    this.#report();
  }

  breakerChanged(
    state: BreakerState,
    reason: RequestFailure | undefined,
    retryAfterMs: number,
  ): void {
    const { instance, onEvent } = this.#options;
    this.#breaker = state;
    if (state === 'HALF_OPEN') onEvent?.({ type: 'breaker-half-open', instance });
    else if (state === 'CLOSED') onEvent?.({ type: 'breaker-closed', instance });
    else if (reason !== undefined) {
      const error = { code: reason.code, message: `${instance}: ${reason.message}` };
      onEvent?.({ type: 'breaker-opened', instance, error, retryAfterMs });
    }
    this.#report();
  }

  #report(): void {
    const { health } = this;
    if (health === this.#reported) return;
    const from = this.#reported;
    this.#reported = health;
    const { instance, onEvent } = this.#options;
    const error = health === 'UP' ? null : this.lastError;
    onEvent?.({ type: 'health-changed', instance, from, to: health, error });
  }
}
