import type { ErrorCode, GatewayError } from '../errors.js';
import type { SourceWarning } from '../orderedList.js';

/**
 * How one instance answered. OK: all that was asked for. STALE: all, but from a cache that could not
 * be refreshed. PARTIAL: a part; more may be missing. FAILED and TIMED_OUT: nothing. SKIPPED: it was
 * not asked, since it lacks what was asked for, the operation's budget was used up (both with an
 * error), or nothing can be there (with a warning that says why).
 */
export type SourceStatusCode = 'OK' | 'STALE' | 'PARTIAL' | 'FAILED' | 'TIMED_OUT' | 'SKIPPED';

/** What became of one instance's part in an answer. */
export interface SourceStatus {
  readonly instance: string;
  readonly status: SourceStatusCode;
  readonly error: { readonly code: ErrorCode; readonly message: string } | null;
  readonly warnings: readonly SourceWarning[];
  /** When the oldest part of it was fetched; null where nothing was read. */
  readonly fetchedAt: Date | null;
  /** Upstream requests it cost; null where nobody counted. */
  readonly requests: number | null;
}

/** What a status shows of an error. */
export function toSourceError(error: GatewayError | null | undefined): SourceStatus['error'] {
  return error == null ? null : { code: error.code, message: error.message };
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

/** The status of an instance that was not asked, since nothing can be there. @param reason why. */
export function notAsked(instance: string, reason: SourceWarning): SourceStatus {
  return {
    instance,
    status: 'SKIPPED',
    error: null,
    warnings: [reason],
    fetchedAt: null,
    requests: 0,
  };
}

/** The status of an instance that was not asked, since the filter names objects of others only. */
export function notConcerned(instance: string): SourceStatus {
  return notAsked(instance, {
    code: 'NOT_CONCERNED',
    message: `${instance} was not asked: the filter names objects of other instances only`,
  });
}

/** Why a source of a descending list is not asked any more: nothing comes behind its end. */
export function listEnded(instance: string): SourceWarning {
  return {
    code: 'LIST_ENDED',
    message: `${instance}: its part of the list ended on an earlier page, so it was not asked again`,
  };
}
