import type { DiffFile } from '../../mail/diff/DiffFile.js';

/** Data by which patches of two versions are paired without their texts. */
export interface PairablePatch {
  /** `git patch-id --stable` of the diff; null without one. */
  readonly patchId: string | null;
  /** Patchwork's hash; null where it is not loaded. */
  readonly hash: string | null;
  /** Changes that are not part of that hash ({@link unhashedChanges}). */
  readonly unhashed: string;
  /** Without prefixes and letter case; "" pairs with nothing. */
  readonly title: string;
}

/** Pairs of two versions by places, and whether both have patches left. */
export interface VersionPairs {
  /** Place in the later version to place in the earlier one. */
  readonly pairs: ReadonlyMap<number, number>;
  /** Whether patches of both may still be pairs; only their texts can show it. */
  readonly isOpen: boolean;
}

/** Patchwork's hash of a diff that only renames, changes modes or is binary: of no text at all. */
const EMPTY_HASH = 'da39a3ee5e6b4b0d3255bfef95601890afd80709';

/** What Patchwork's hash leaves out of some files: where they were moved from, modes, and binary contents. */
export function unhashedChanges(files: readonly DiffFile[]): string {
  const changes = files.map(({ path, previousPath, oldMode, newMode, isBinary, newBlob }) => {
    const mode = oldMode === newMode ? null : newMode;
    const blob = isBinary ? newBlob : null;
    return [previousPath, mode, blob].every((one) => one === null)
      ? []
      : [path, previousPath, mode, blob];
  });
  return JSON.stringify(changes.filter((change) => change.length > 0));
}

/**
 * Whether the diff of a patch is the same in two versions: by Patchwork's `hash`, which ignores line
 * numbers, or by `git patch-id --stable`, which ignores blanks as well.
 */
export function isSameDiff(
  before: Omit<PairablePatch, 'title'>,
  now: Omit<PairablePatch, 'title'>,
): boolean {
  const isHashed = before.hash !== null && before.hash !== EMPTY_HASH;
  if (isHashed && before.hash === now.hash && before.unhashed === now.unhashed) return true;
  return before.patchId !== null && before.patchId === now.patchId;
}

/** Pairs patches of two versions: equal diffs first, then titles that are unique on both sides. */
export function pairVersions(
  later: readonly PairablePatch[],
  earlier: readonly PairablePatch[],
): VersionPairs {
  const pairs = new Map<number, number>();
  const left = new Set(earlier.keys());
  const take = (place: number, other: number): void => {
    pairs.set(place, other);
    left.delete(other);
  };
  later.forEach((patch, place) => {
    const same = [...left].find((other) => {
      const candidate = earlier[other];
      return candidate !== undefined && isSameDiff(candidate, patch);
    });
    if (same !== undefined) take(place, same);
  });
  const open = [...later.keys()].filter((place) => !pairs.has(place));
  for (const place of open) {
    const title = later[place]?.title ?? '';
    const ours = open.filter((one) => later[one]?.title === title);
    const theirs = [...left].filter((one) => earlier[one]?.title === title);
    const [other] = theirs;
    if (title === '' || ours.length > 1 || theirs.length > 1 || other === undefined) continue;
    take(place, other);
  }
  return { pairs, isOpen: pairs.size < later.length && left.size > 0 };
}
