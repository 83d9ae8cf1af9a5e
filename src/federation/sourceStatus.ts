import type { ErrorCode, GatewayError } from '../errors.js';
import { notesOf, type ReadNotes, type SourceWarning } from '../orderedList.js';

/**
 * How one instance answered. OK: all that was requested. STALE: all, but from a cache that could not
 * be refreshed. PARTIAL: a part; more may be missing. FAILED and TIMED_OUT: nothing. SKIPPED: it was
 * not asked, since it lacks what was requested, the operation's budget was used up (both with an
 * error), or nothing can be there (with a warning that says why).
 */
export type SourceStatusCode = 'OK' | 'STALE' | 'PARTIAL' | 'FAILED' | 'TIMED_OUT' | 'SKIPPED';

/** Outcome for one instance in an answer. */
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

/** How the reads of one instance's part went. */
export interface SourceReading {
  readonly instance: string;
  readonly notes: readonly ReadNotes[];
  /** Errors. */
  readonly error?: GatewayError | null | undefined;
  /** Whether it gave something beside that. */
  readonly isPartial?: boolean;
  /** It was not asked, since nothing can be there; the notes say why. */
  readonly isUnasked?: boolean;
  /** Upstream requests; left out where nobody counted. */
  readonly requests?: number | null | undefined;
}

/** The status of one instance's part: no other place makes one. */
export function statusOf(reading: SourceReading): SourceStatus {
  const { instance, error = null, isPartial = false, isUnasked = false, requests } = reading;
  const { warnings = [], stale, fetchedAt = stale?.fetchedAt ?? null } = notesOf(reading.notes);
  return {
    instance,
    status:
      error !== null
        ? isPartial
          ? 'PARTIAL'
          : error.meaning.sourceStatus
        : isUnasked
          ? 'SKIPPED'
          : stale
            ? 'STALE'
            : 'OK',
    error: toSourceError(error ?? stale?.error),
    warnings,
    fetchedAt: error !== null && !isPartial ? null : fetchedAt,
    requests: requests ?? null,
  };
}

/** A status once something is found missing that the reads themselves did not report. */
export function asPartial(status: SourceStatus, error: GatewayError): SourceStatus {
  return { ...status, status: 'PARTIAL', error: toSourceError(error) };
}

/** What a list that gave nothing reports, the worst first. */
const NOTHING_GIVEN = ['FAILED', 'TIMED_OUT', 'SKIPPED'] as const;

function toSourceError(error: GatewayError | undefined): SourceStatus['error'] {
  return error === undefined ? null : { code: error.code, message: error.message };
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
  return statusOf({ instance, notes: [{ warnings: [reason] }], isUnasked: true, requests: 0 });
}

/** The status of an instance that was not asked, since the filter names objects of others only. */
export function skippedInstance(instance: string): SourceStatus {
  return notAsked(instance, {
    code: 'NOT_CONCERNED',
    message: `${instance} was skipped: the filter has only objects of other instances`,
  });
}

/** Why a source of a descending list is not asked any more: nothing comes behind its end. */
export function listEnded(instance: string): SourceWarning {
  return {
    code: 'LIST_ENDED',
    message: `${instance}: skipped, because its list ended on an earlier page`,
  };
}

/**
 * The status of one instance out of those of several lists of it. One that answered for some types and failed
 * for others is PARTIAL; one that gave nothing is not. Errors beside the first one stand among the warnings.
 */
export function uniteStatuses(instance: string, statuses: readonly SourceStatus[]): SourceStatus {
  // A list that was deliberately skipped does not affect the status of the others.
  const needless = ({ status, error }: SourceStatus): boolean =>
    status === 'SKIPPED' && error === null;
  const isNeedless = statuses.every(needless);
  const asked = isNeedless ? statuses : statuses.filter((one) => !needless(one));
  const status = unitedCode(new Set(asked.map((one) => one.status)));
  // What the status says comes first.
  const ordered = [
    ...statuses.filter((one) => one.status === status),
    ...statuses.filter((one) => one.status !== status),
  ];
  const errors = ordered.flatMap(({ error: one }) => (one === null ? [] : [one]));
  const [error = null] = errors;
  const notes = new Map(
    [...errors.slice(1), ...asked.flatMap(({ warnings }) => warnings)]
      .filter(({ message }) => message !== error?.message)
      .map((note) => [`${note.code} ${note.message}`, note]),
  );
  const times = statuses.flatMap(({ fetchedAt }) => (fetchedAt === null ? [] : [fetchedAt]));
  return {
    instance,
    status,
    error,
    warnings: [...notes.values()],
    fetchedAt: times.sort((a, b) => a.getTime() - b.getTime())[0] ?? null,
    requests: statuses.reduce((sum, { requests }) => sum + (requests ?? 0), 0),
  };
}

function unitedCode(codes: ReadonlySet<SourceStatus['status']>): SourceStatus['status'] {
  const lacking = NOTHING_GIVEN.filter((code) => codes.has(code));
  const [worst] = lacking;
  if (worst !== undefined) return lacking.length === codes.size ? worst : 'PARTIAL';
  if (codes.has('PARTIAL')) return 'PARTIAL';
  return codes.has('STALE') ? 'STALE' : 'OK';
}
