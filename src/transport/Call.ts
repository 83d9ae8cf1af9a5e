import type { IBackoff } from 'cockatiel';
import type { UpstreamRequest } from './transport.js';

/** One request under way; its tries share the deadline and what has been used up. */
export interface Call {
  readonly request: UpstreamRequest;
  /** Aborted with a RequestFailure at the deadline, with {@link CallerDisconnected} by the caller. */
  readonly signal: AbortSignal;
  /** By `performance.now`. */
  readonly deadlineMs: number;
  /** A request on a reused connection that the server closed is retried once; never for a write. */
  raceRetried: boolean;
  /** 0 for the first try. */
  attempt: number;
  /** HTTP requests sent so far, with retries and redirects. */
  sent: number;
  /** To wait before the next try. */
  delayMs: number;
  backoff: IBackoff<unknown> | undefined;
}

/** The caller went away: says nothing about the server. */
export class CallerDisconnected extends Error {
  /** What the caller's signal was aborted with. */
  readonly reason: unknown;

  constructor(reason: unknown) {
    super('the caller disconnected');
    this.name = 'CallerDisconnected';
    this.reason = reason;
  }
}
