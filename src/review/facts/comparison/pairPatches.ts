import { munkres } from 'munkres';
import { diffTexts } from './diffTexts.js';
import type { PatchText } from './patchText.js';
import type { TimeBudget } from './TimeBudget.js';

/** How two patches were found to be one. */
export type PairedBy = 'DIFF' | 'CHANGE_ID' | 'TITLE' | 'COST';

/** Two patches by their places in both lists. */
export interface Pairing {
  readonly from: number;
  readonly to: number;
  readonly pairedBy: PairedBy;
}

/** How patches are paired. */
export interface PairingOptions {
  /** Percent of its size that leaving a patch alone costs; git's default is 60. 0 compares no costs. */
  readonly creationFactor: number;
  /** Whether equal Change-Ids and titles pair patches before costs do; git range-diff knows neither. */
  readonly usesNames: boolean;
}

const MAX_COST = 1 << 26;

/**
 * Pairs the patches of two versions: equal diffs first, then equal names, then the rest by the least
 * cost over all (git's range-diff.c, `get_correspondences`). git's factor of 60 calls a patch that was
 * written anew deleted and added, and 999 pairs unrelated leftovers; the names answer both.
 */
export function pairPatches(
  from: readonly PatchText[],
  to: readonly PatchText[],
  options: PairingOptions,
  time: TimeBudget,
): Pairing[] {
  const pairs: Pairing[] = [];
  const left = new Set(from.keys());
  const right = new Set(to.keys());
  const take = (one: number, other: number, pairedBy: PairedBy): void => {
    pairs.push({ from: one, to: other, pairedBy });
    left.delete(one);
    right.delete(other);
  };
  const takeEqual: Take = (one, other) => take(one, other, 'DIFF');
  // Of several equal diffs, those with one title belong together.
  if (options.usesNames) pairByKey(from, to, left, right, titledDiffKey, takeEqual);
  pairByKey(from, to, left, right, diffKey, takeEqual);
  if (options.usesNames) {
    pairUnique(from, to, left, right, changeIdKey, (one, other) => take(one, other, 'CHANGE_ID'));
    pairUnique(from, to, left, right, titleKey, (one, other) => take(one, other, 'TITLE'));
  }
  for (const [one, other] of assign(from, to, [...left], [...right], { ...options, time })) {
    take(one, other, 'COST');
  }
  return pairs;
}

function diffKey(text: PatchText): string | null {
  return text.diffSize === 0 ? null : diffOf(text).join('\n');
}

function titledDiffKey(text: PatchText): string | null {
  const key = diffKey(text);
  return key === null ? null : `${titleKey(text) ?? ''}\n${key}`;
}

function changeIdKey({ patch }: PatchText): string | null {
  return patch.gerritChangeId;
}

function titleKey({ patch }: PatchText): string | null {
  return patch.title.trim().toLowerCase() || null;
}

type Key = (text: PatchText) => string | null;
type Take = (from: number, to: number) => void;

/** Pairs equal keys in order, as git's `find_exact_matches` does. */
function pairByKey(
  from: readonly PatchText[],
  to: readonly PatchText[],
  left: ReadonlySet<number>,
  right: ReadonlySet<number>,
  key: Key,
  take: Take,
): void {
  const places = placesByKey(from, left, key);
  for (const [index, text] of to.entries()) {
    const value = right.has(index) ? key(text) : null;
    const place = value === null ? undefined : places.get(value)?.shift();
    if (place !== undefined) take(place, index);
  }
}

/** Pairs keys that either side has once. */
function pairUnique(
  from: readonly PatchText[],
  to: readonly PatchText[],
  left: ReadonlySet<number>,
  right: ReadonlySet<number>,
  key: Key,
  take: Take,
): void {
  const ours = placesByKey(from, left, key);
  const theirs = placesByKey(to, right, key);
  for (const [value, [one, ...others]] of ours) {
    const [other, ...more] = theirs.get(value) ?? [];
    if (one === undefined || other === undefined || others.length + more.length > 0) continue;
    take(one, other);
  }
}

function placesByKey(
  texts: readonly PatchText[],
  among: ReadonlySet<number>,
  key: Key,
): Map<string, number[]> {
  const places = new Map<string, number[]>();
  for (const [index, text] of texts.entries()) {
    const value = among.has(index) ? key(text) : null;
    if (value !== null) places.set(value, [...(places.get(value) ?? []), index]);
  }
  return places;
}

interface CostOptions extends PairingOptions {
  /** A pair that it leaves no time for is taken for unlike. */
  readonly time: TimeBudget;
}

function assign(
  from: readonly PatchText[],
  to: readonly PatchText[],
  left: readonly number[],
  right: readonly number[],
  options: CostOptions,
): [number, number][] {
  if (left.length === 0 || right.length === 0 || options.creationFactor <= 0) return [];
  const size = left.length + right.length;
  const matrix = Array.from({ length: size }, (_row, row) =>
    Array.from({ length: size }, (_column, column) => {
      const one = from[left[row] ?? -1];
      const other = to[right[column] ?? -1];
      if (one !== undefined && other !== undefined) return costOf(one, other, options);
      return leaveCost(one, options) + leaveCost(other, options);
    }),
  );
  return munkres(matrix).flatMap(([row, column]) => {
    const one = left[row];
    const other = right[column];
    return one === undefined || other === undefined ? [] : [[one, other]];
  });
}

function leaveCost(text: PatchText | undefined, { creationFactor }: PairingOptions): number {
  return text === undefined ? 0 : Math.floor((text.diffSize * creationFactor) / 100);
}

/** Lines of the diff of both diffs with context and hunk headers, as git's `diffsize` counts. */
function costOf(one: PatchText, other: PatchText, options: CostOptions): number {
  // Lines that only one side has are in any diff, below a header: where they cost as much as leaving
  // both alone, the pair is never the better choice, and no diff is needed to know.
  const least = distinctLines(diffOf(one), diffOf(other)) + 1;
  const alone = leaveCost(one, options) + leaveCost(other, options);
  if (least > 1 && least >= alone) return Math.min(Math.max(least, alone + 1), MAX_COST);
  const hunks = options.time.spend((timeoutMs) =>
    diffTexts(diffOf(one), diffOf(other), timeoutMs, false),
  );
  if (hunks === null) return MAX_COST;
  return hunks.reduce((sum, { lines }) => sum + lines.length + 1, 0);
}

function diffOf({ lines, diffStart }: PatchText): readonly string[] {
  return lines.slice(diffStart);
}

function distinctLines(ours: readonly string[], theirs: readonly string[]): number {
  const counts = new Map<string, number>();
  for (const line of ours) counts.set(line, (counts.get(line) ?? 0) + 1);
  for (const line of theirs) counts.set(line, (counts.get(line) ?? 0) - 1);
  let sum = 0;
  for (const count of counts.values()) sum += Math.abs(count);
  return sum;
}
