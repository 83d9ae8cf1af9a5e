import type { IndexHit } from '../../corpus/IndexPlan.js';
import {
  leavesOf,
  type FieldTerm,
  type PlainTerm,
  type TextTerm,
} from '../../search/ParsedQuery.js';
import { isDecidedByIndex } from './indexCondition.js';

/** Rows of the hits that meet a part of a group, for each part that only the index can decide. */
export type MatchedParts = ReadonlyMap<PlainTerm, ReadonlySet<number>>;

/** Terms on data that may have changed since a mail was indexed; words do not change. */
const MUTABLE: ReadonlySet<FieldTerm['field']> = new Set<FieldTerm['field']>([
  'project',
  'state',
  'delegate',
  'archived',
  'check',
  'version',
]);

/** Whether a term is compared with the row that was read, because it may have changed, or the index knows less. */
export function isCompared(term: TextTerm | FieldTerm): boolean {
  if (!isDecidedByIndex(term)) return true;
  return term.kind === 'field' && MUTABLE.has(term.field);
}

/**
 * Determines which alternative a hit was found for: where one of a group is compared with rows, the others must not
 * let every hit pass. Only asks the index.
 *
 * @param rowsOf rows of the hits that meet a term.
 */
export async function matchParts(
  terms: readonly PlainTerm[],
  hits: readonly IndexHit[],
  rowsOf: (term: PlainTerm) => Promise<ReadonlySet<number>>,
): Promise<MatchedParts> {
  const parts = new Map<PlainTerm, ReadonlySet<number>>();
  if (hits.length === 0) return parts;
  for (const group of terms) {
    const leaves = group.kind === 'group' ? leavesOf(group) : [];
    if (!leaves.some(isCompared)) continue;
    for (const leaf of leaves) if (!isCompared(leaf)) parts.set(leaf, await rowsOf(leaf));
  }
  return parts;
}
