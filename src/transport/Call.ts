import type { IBackoff } from 'cockatiel';
import type { UpstreamRequest } from './transport.js';

/** One request in flight; its attempts share a deadline and counters. */
export interface Call {
  readonly request: UpstreamRequest;
  /** Aborted with a RequestFailure at the deadline, with {@link CallerDisconnected} by the caller. */
  readonly signal: AbortSignal;
  /** By `performance.now`. */
  readonly deadlineMs: number;
  /** A request on a reused connection that the server closed is retried once; never for a write. */
  raceRetried: boolean;
  /** 0 for the first attempt. */
  attempt: number;
  /** HTTP requests sent so far, with retries and redirects. */
  sent: number;
  /** Delay before the next attempt. */
  delayMs: number;
  backoff: IBackoff<unknown> | undefined;
}

/** The caller disconnected, which says nothing about the server. */
export class CallerDisconnected extends Error {
  /** Reason with which the caller's signal was aborted. */
  readonly reason: unknown;

  constructor(reason: unknown) {
    super('the caller disconnected');
    this.name = 'CallerDisconnected';
    this.reason = reason;
  }
}
