import type { PlainTerm } from './ParsedQuery.js';

/** A term, or the terms of a group with those of the groups in it. */
export function leavesOf(
  term: PlainTerm,
): readonly Exclude<PlainTerm, { readonly kind: 'group' }>[] {
  return term.kind === 'group' ? term.alternatives.flat().flatMap(leavesOf) : [term];
}
