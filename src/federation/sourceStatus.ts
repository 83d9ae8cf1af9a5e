import type { ErrorCode, GatewayError } from '../errors.js';
import type { SourceWarning } from './source.js';

/**
 * How one instance answered. OK: all that was asked for. STALE: all, but from a cache that could not
 * be refreshed. PARTIAL: a part; more may be missing. FAILED and TIMED_OUT: nothing. SKIPPED: it was
 * not asked, since it lacks what was asked for or the operation's budget was used up.
 */
export type SourceStatusCode = 'OK' | 'STALE' | 'PARTIAL' | 'FAILED' | 'TIMED_OUT' | 'SKIPPED';

/** What became of one instance's part in an answer. */
export interface SourceStatus {
  readonly instance: string;
  readonly status: SourceStatusCode;
  readonly error: { readonly code: ErrorCode; readonly message: string } | null;
  readonly warnings: readonly SourceWarning[];
  /** When the oldest stale part was fetched; null where nothing is stale. */
  readonly fetchedAt: Date | null;
  /** Upstream requests it cost; null where nobody counted. */
  readonly requests: number | null;
}

/** The status of an instance that gave nothing but this error. */
export function failureStatus(error: GatewayError): SourceStatusCode {
  return error.meaning.sourceStatus;
}

/**
 * Whether the same request would fail again however often it is sent. Such a failure must not keep
 * `hasNextPage` true, or a client that pages to the end would never get there.
 */
export function isFinal({ meaning, extensions }: GatewayError): boolean {
  return meaning.isFinal || extensions['isFinal'] === true;
}
