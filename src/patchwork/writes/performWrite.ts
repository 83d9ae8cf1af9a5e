import { GatewayError, UpstreamError } from '../../errors.js';
import type { Answer } from '../answers.js';
import type { CacheName } from '../names.js';
import type { PatchworkClient } from '../PatchworkClient.js';
import type { Scope } from '../Scope.js';
import type { WriteFault } from './readRefusal.js';
import type { WriteRequest } from './Writer.js';

/** Whether a write was carried out. */
export type WriteOutcome = 'APPLIED' | 'NOT_APPLIED' | 'UNKNOWN';

/** Outcome of one write. */
export interface WriteResult<T> {
  readonly outcome: WriteOutcome;
  /** The object as it is now; null where that is not known. */
  readonly value: T | null;
  /** Refused fields, under Patchwork's names. */
  readonly faults: readonly WriteFault[];
  /** Why there was no valid answer. */
  readonly failure?: GatewayError;
}

/** Result of the read after the write. */
export interface ReadBack<T> {
  /** Whether all that was to be written is there; null where it may be somebody else's. */
  readonly isApplied: boolean | null;
  /** The object as it is now. */
  readonly value: T | null;
}

/** One write and how to determine its outcome. */
export interface WritePlan<T> {
  readonly request: WriteRequest;
  /** Reads the answer. */
  readonly read: (answer: Answer) => T | Promise<T>;
  /**
   * Whether the answered object has all that was to be written. Patchwork answers 200 to a body that it ignores,
   * or that was lost on the way. Left out where `read` throws instead.
   */
  readonly holds?: (value: T) => boolean;
  /** Looks on the server whether it was carried out, where no proper answer came. */
  readonly readBack: () => Promise<ReadBack<T>>;
  /** Names to invalidate in the cache: see {@link PatchworkClient.forget}. */
  readonly changes: (value: T | null) => readonly CacheName[];
}

/**
 * Sends one write and determines its outcome. It is never sent twice: where no proper answer came,
 * the server is asked what is true now, once.
 *
 * @param scope of {@link PatchworkClient.writingScope}.
 * @throws GatewayError when it is certain that the server did not get it.
 */
export async function performWrite<T>(
  client: PatchworkClient,
  plan: WritePlan<T>,
  scope: Scope,
): Promise<WriteResult<T>> {
  const reply = await client.writer.send(plan.request, scope);
  if (reply.kind === 'refused') {
    return { outcome: 'NOT_APPLIED', value: null, faults: reply.faults };
  }
  let failure: UpstreamError;
  let isOver = true;
  if (reply.kind === 'lost') {
    failure = reply.error;
    isOver = reply.isOver;
  } else {
    try {
      const value = await plan.read(reply.answer);
      requireChange(plan, value, reply.answer);
      await client.forget(plan.changes(value));
      return { outcome: 'APPLIED', value, faults: [] };
    } catch (error) {
      if (!(error instanceof UpstreamError)) throw error;
      failure = error;
    }
  }
  const changed = plan.changes(null);
  await client.forget(changed);
  let seen: ReadBack<T>;
  try {
    seen = await plan.readBack();
  } catch (error) {
    // Of both failures the first says more: the second is often its echo.
    if (!(error instanceof GatewayError) && !scope.signal.aborted) throw error;
    client.reads.doubt(changed);
    return { outcome: 'UNKNOWN', value: null, faults: [], failure };
  }
  if (seen.isApplied === true) return { outcome: 'APPLIED', value: seen.value, faults: [] };
  const outcome = isOver && seen.isApplied === false ? 'NOT_APPLIED' : 'UNKNOWN';
  if (outcome === 'UNKNOWN') client.reads.doubt(changed);
  return { outcome, value: seen.value, faults: [], failure };
}

/** @throws UpstreamError where an answer does not have what was to be written. */
function requireChange<T>({ holds }: WritePlan<T>, value: T, { origin }: Answer): void {
  if (holds === undefined || holds(value)) return;
  throw new UpstreamError('UPSTREAM_BAD_RESPONSE', 'the answer does not have the change', origin);
}
