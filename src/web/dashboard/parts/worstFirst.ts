import type { CheckRollupState } from '../generated/graphql.js';

const ORDER: readonly CheckRollupState[] = ['FAIL', 'WARNING', 'PENDING', 'SUCCESS', 'NONE'];

/** Orders what has a state of checks: failing first; without a state before all. */
export function worstFirst(
  a: { readonly state: CheckRollupState | null },
  b: { readonly state: CheckRollupState | null },
): number {
  return rankOf(a.state) - rankOf(b.state);
}

function rankOf(state: CheckRollupState | null): number {
  return state === null ? -1 : ORDER.indexOf(state);
}
