import { groupBy } from '../../groupBy.js';
import { compareByDate, instantOf } from './mails.js';

/** State of a check; NONE is not PENDING. */
export type CheckRollupState = 'NONE' | 'PENDING' | 'SUCCESS' | 'WARNING' | 'FAIL';

/** A check as the rollup needs it. */
export interface CheckFact {
  readonly id: number;
  /** Number or key of the patch it belongs to. */
  readonly patch: number;
  readonly context: string;
  /** Identity of the user; null where it is hidden. */
  readonly user: string | number | null;
  readonly state: Exclude<CheckRollupState, 'NONE'>;
  readonly date: string | null;
}

/** One context over some patches. */
export interface CheckContext<Check extends CheckFact> {
  readonly context: string;
  readonly state: CheckRollupState;
  /** Latest per user and patch. */
  readonly checks: readonly Check[];
  /** Patches that lack it. */
  readonly missingFrom: readonly number[];
}

/** Combined state of the checks of some patches. */
export interface CheckRollup<Check extends CheckFact> {
  /** Worst of the latest checks; NONE without any. */
  readonly state: CheckRollupState;
  /** By name. */
  readonly contexts: readonly CheckContext<Check>[];
  readonly uncheckedPatches: readonly number[];
  /** When the oldest undecided check was sent. */
  readonly pendingSince: string | null;
}

/** Best first, by Patchwork's `combined_check_state` (patchwork/models.py). */
const RANKS: readonly CheckRollupState[] = ['NONE', 'SUCCESS', 'PENDING', 'WARNING', 'FAIL'];

/**
 * Rolls the checks of one patch or of a series up. Of each user and context the latest by date, then
 * by number, counts (`filter_unique_checks`). A series has the worst state of the patches that have
 * checks: many CI systems test a series once, so the others are listed and not held pending.
 */
export function rollUpChecks<Check extends CheckFact>(
  checks: readonly Check[],
  patches: readonly number[],
): CheckRollup<Check> {
  const latest = latestChecks(checks);
  const checked = new Set(latest.map(({ patch }) => patch));
  const pending = latest.filter(({ state }) => state === 'PENDING');
  const dates = pending.flatMap(({ date }) => (date === null ? [] : [date]));
  return {
    state: worst(latest),
    contexts: [...groupBy(latest, ({ context }) => context)]
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([context, list]) => toContext(context, list, patches)),
    uncheckedPatches: patches.filter((patch) => !checked.has(patch)),
    pendingSince: dates.sort((one, other) => instantOf(one) - instantOf(other))[0] ?? null,
  };
}

function toContext<Check extends CheckFact>(
  context: string,
  checks: readonly Check[],
  patches: readonly number[],
): CheckContext<Check> {
  const having = new Set(checks.map(({ patch }) => patch));
  return {
    context,
    checks,
    state: worst(checks),
    missingFrom: patches.filter((patch) => !having.has(patch)),
  };
}

function latestChecks<Check extends CheckFact>(checks: readonly Check[]): Check[] {
  const latest = new Map<string, Check>();
  for (const check of checks) {
    const key = JSON.stringify([check.patch, check.user, check.context]);
    const known = latest.get(key);
    if (known === undefined || isLater(check, known)) latest.set(key, check);
  }
  return [...latest.values()].sort((one, other) => one.id - other.id);
}

function isLater(check: CheckFact, known: CheckFact): boolean {
  // A check without date is older than any with one.
  if ((check.date === null) !== (known.date === null)) return known.date === null;
  return compareByDate(check, known) > 0;
}

function worst(checks: readonly CheckFact[]): CheckRollupState {
  return worstCheckState(checks.map(({ state }) => state));
}

/** The worst of some states; NONE without any. */
export function worstCheckState(states: readonly CheckRollupState[]): CheckRollupState {
  const ranks = states.map((state) => RANKS.indexOf(state));
  return RANKS[ranks.reduce((one, other) => Math.max(one, other), 0)] ?? 'NONE';
}
