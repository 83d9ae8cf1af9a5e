import type { MailAddress } from '../../mail/address.js';
import { matchSender } from '../../mail/identity.js';
import { EMPTY_MAILMAP, type Mailmap } from '../../mail/mailmap.js';
import { parsePatchName } from '../../mail/subject.js';

/** Why a patch of a series is none of its numbers. */
export type StrayReason = 'VERSION' | 'COUNT' | 'SUBMITTER';

/** A patch as completeness needs it. */
export interface NumberedPatch {
  readonly name: string | null;
  readonly submitter: MailAddress | null;
}

/** A series as Patchwork counts it. */
export interface CountedSeries<Patch extends NumberedPatch> {
  /** 1 where the subject says none, and for `v5.1`. */
  readonly version: number;
  /** Patches that the subject announces; null where the server does not know. */
  readonly total: number | null;
  readonly submitter: MailAddress | null;
  readonly patches: readonly Patch[];
}

/** Whether a series is all there. */
export interface Completeness<Patch extends NumberedPatch> {
  readonly isComplete: boolean;
  readonly missingIndexes: readonly number[];
  /** Patches that lie in the series and belong to another posting. */
  readonly strays: readonly { readonly patch: Patch; readonly reason: StrayReason }[];
}

/** A total beyond this is a mistake of the subject, and its numbers are not listed. */
const MAX_TOTAL = 10_000;

/**
 * Whether each number of a series is there once. Patchwork's `received_all` counts rows, and a v2
 * patch that answers v1 joins v1's series (`_find_series_by_references`): such patches are strays.
 */
export function checkCompleteness<Patch extends NumberedPatch>(
  series: CountedSeries<Patch>,
  mailmap: Mailmap = EMPTY_MAILMAP,
): Completeness<Patch> {
  const strays: { readonly patch: Patch; readonly reason: StrayReason }[] = [];
  const seen = new Map<number, number>();
  const total = Math.min(series.total ?? largestCount(series.patches), MAX_TOTAL);
  for (const patch of series.patches) {
    const { version, index, count } = parsePatchName(patch.name);
    const reason = strayReason(patch, { version, count }, { ...series, total }, mailmap);
    if (reason === null) seen.set(index ?? 1, (seen.get(index ?? 1) ?? 0) + 1);
    else strays.push({ patch, reason });
  }
  const missingIndexes: number[] = [];
  for (let index = 1; index <= total; index += 1) if (!seen.has(index)) missingIndexes.push(index);
  const isEachOnce = [...seen].every(
    ([index, times]) => times === 1 && index >= 1 && index <= total,
  );
  return {
    isComplete: missingIndexes.length === 0 && isEachOnce && total > 0,
    missingIndexes,
    strays,
  };
}

function largestCount(patches: readonly NumberedPatch[]): number {
  const counts = patches.map(({ name }) => parsePatchName(name).count ?? 1);
  return counts.reduce((one, other) => Math.max(one, other), 1);
}

function strayReason(
  patch: NumberedPatch,
  named: { readonly version: number; readonly count: number | null },
  series: {
    readonly version: number;
    readonly total: number;
    readonly submitter: MailAddress | null;
  },
  mailmap: Mailmap,
): StrayReason | null {
  if (named.version !== series.version) return 'VERSION';
  if ((named.count ?? 1) !== series.total) return 'COUNT';
  if (patch.submitter === null || series.submitter === null) return null;
  const match = matchSender(patch.submitter, [series.submitter], mailmap);
  return match === 'MISMATCH' ? 'SUBMITTER' : null;
}
