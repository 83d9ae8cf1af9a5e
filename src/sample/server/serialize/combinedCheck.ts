import type { CheckRow, CheckState } from '../SampleState.js';

/**
 * The combined check of a patch: the worst of the newest checks of each context and user; pending if
 * there are none (`combined_check_state` of `patchwork/models.py`).
 */
export function combinedCheck(checks: readonly CheckRow[]): CheckState {
  const newest = new Map<string, CheckRow>();
  for (const check of checks) {
    const key = `${String(check.user)} ${check.context}`;
    const known = newest.get(key);
    if (known === undefined || known.date <= check.date) newest.set(key, check);
  }
  const states = new Set([...newest.values()].map((check) => check.state));
  if (states.size === 0) return 'pending';
  return (['fail', 'warning', 'pending'] as const).find((state) => states.has(state)) ?? 'success';
}
