import type { DiffProblem } from '../../../mail/diff/DiffFile.js';
import { diffTexts } from './diffTexts.js';
import { pairPatches, type PairedBy, type PairingOptions } from './pairPatches.js';
import { writePatchText, type ComparablePatch, type PatchText } from './patchText.js';
import { TimeBudget } from './TimeBudget.js';

/** How a patch changed between two versions. */
export type PairKind = 'IDENTICAL' | 'CHANGED' | 'ADDED' | 'REMOVED';

/** Changed parts of a patch. TRAILERS alone: only tags were collected. CONTEXT: it was rebased. */
export type PairChange = 'AUTHOR' | 'SUBJECT' | 'MESSAGE' | 'TRAILERS' | 'CONTEXT' | 'DIFF';

/** A run of lines in which two patches differ, with three lines around it. */
export interface PairHunk {
  /** Of its first line, from 1, in the text of the older patch. */
  readonly fromStart: number;
  /** The same in that of the newer one. */
  readonly toStart: number;
  /** Its location: `f.c: main()`, `Commit message`. */
  readonly section: string | null;
  /** Lines of both patches' texts, with ` `, `+` or `-` in front. */
  readonly lines: readonly string[];
}

/** A patch of one version beside its counterpart in the other. */
export interface PatchPair {
  readonly kind: PairKind;
  /** Place in the version that is compared from, from 0; null for ADDED. */
  readonly from: number | null;
  /** Place in the version that is compared to; null for REMOVED. */
  readonly to: number | null;
  readonly changes: readonly PairChange[];
  readonly pairedBy: PairedBy | null;
  /** Where the patches differ; null but for CHANGED, and where there is a problem. */
  readonly hunks: readonly PairHunk[] | null;
  readonly problem: DiffProblem | null;
}

/** Data of a single patch in a comparison. */
export interface PatchHead {
  readonly number: number;
  readonly label: string;
  readonly title: string;
}

/** Two versions compared. */
export interface SeriesComparison {
  readonly from: readonly PatchHead[];
  readonly to: readonly PatchHead[];
  /** In the order of the newer version; removed ones behind their predecessors. */
  readonly pairs: readonly PatchPair[];
  /** Whether time was up before all was compared, so that another run may find more. */
  readonly isCut: boolean;
}

/** How versions are compared, and how far. */
export interface ComparisonOptions extends PairingOptions {
  /** Patches of one version; more are paired by equal diffs and names only, and have no texts. */
  readonly maxPatches: number;
  /** Bytes of the texts of one version; the same beyond. */
  readonly maxBytes: number;
  /** Time for one pair; beyond it two patches are taken for unlike, or have no text. */
  readonly pairTimeoutMs: number;
  /** Time for all pairs together. */
  readonly budgetMs: number;
}

/** As git, but for names: they pair patches that were written anew. @internal */
export const DEFAULT_COMPARISON: ComparisonOptions = {
  creationFactor: 60,
  usesNames: true,
  maxPatches: 200,
  maxBytes: 2 << 20,
  pairTimeoutMs: 500,
  budgetMs: 8_000,
};

/** xdiff keeps so much of a heading. */
const MAX_SECTION_BYTES = 80;

/** Compares two versions of a series as git range-diff does, from mails alone. */
export function compareSeries(
  from: readonly ComparablePatch[],
  to: readonly ComparablePatch[],
  options: ComparisonOptions = DEFAULT_COMPARISON,
): SeriesComparison {
  const ours = from.map(writePatchText);
  const theirs = to.map(writePatchText);
  const isTooLarge = isLarge(from, options) || isLarge(to, options);
  const limits = isTooLarge ? { ...options, creationFactor: 0 } : options;
  const time = new TimeBudget(options.budgetMs, isTooLarge ? 0 : options.pairTimeoutMs);
  const pairings = pairPatches(ours, theirs, limits, time);
  const partners = new Map(pairings.map((pairing) => [pairing.to, pairing]));
  const paired = new Set(pairings.map((pairing) => pairing.from));
  const pairs = orderPairs(ours, theirs, partners, paired, (one, other, pairedBy) =>
    toPair(
      one === null ? null : { place: one, text: ours[one] },
      other === null ? null : { place: other, text: theirs[other] },
      pairedBy,
      time,
    ),
  );
  const heads = (patches: readonly ComparablePatch[]): PatchHead[] =>
    patches.map(({ number, label, title }) => ({ number, label, title }));
  return { from: heads(from), to: heads(to), pairs, isCut: !isTooLarge && time.isCut };
}

function isLarge(
  patches: readonly ComparablePatch[],
  { maxPatches, maxBytes }: ComparisonOptions,
): boolean {
  const bytes = patches.reduce(
    (sum, { content, diff }) => sum + Buffer.byteLength(content) + Buffer.byteLength(diff),
    0,
  );
  return patches.length > maxPatches || bytes > maxBytes;
}

type ToPair = (from: number | null, to: number | null, pairedBy: PairedBy | null) => PatchPair;

/** git's `output`: removed ones stand behind the last of their predecessors that is shown. */
function orderPairs(
  from: readonly PatchText[],
  to: readonly PatchText[],
  partners: ReadonlyMap<number, { readonly from: number; readonly pairedBy: PairedBy }>,
  paired: ReadonlySet<number>,
  toPairOf: ToPair,
): PatchPair[] {
  const pairs: PatchPair[] = [];
  const shown = new Set<number>();
  let at = 0;
  const showRemoved = (): void => {
    for (; at < from.length && (shown.has(at) || !paired.has(at)); at += 1) {
      if (!shown.has(at)) pairs.push(toPairOf(at, null, null));
    }
  };
  for (const index of to.keys()) {
    showRemoved();
    const partner = partners.get(index);
    if (partner === undefined) {
      pairs.push(toPairOf(null, index, null));
    } else {
      pairs.push(toPairOf(partner.from, index, partner.pairedBy));
      shown.add(partner.from);
    }
  }
  showRemoved();
  return pairs;
}

interface Placed {
  readonly place: number;
  readonly text: PatchText | undefined;
}

function toPair(
  from: Placed | null,
  to: Placed | null,
  pairedBy: PairedBy | null,
  time: TimeBudget,
): PatchPair {
  const places = { from: from?.place ?? null, to: to?.place ?? null };
  const base = { ...places, pairedBy, changes: [], hunks: null, problem: null };
  if (from?.text === undefined) return { ...base, kind: 'ADDED' };
  if (to?.text === undefined) return { ...base, kind: 'REMOVED' };
  const [one, other] = [from.text, to.text];
  if (one.lines.join('\n') === other.lines.join('\n')) return { ...base, kind: 'IDENTICAL' };
  const hunks = time.spend((timeoutMs) => findHunks(one, other, timeoutMs));
  const problem: DiffProblem | null =
    hunks === null
      ? {
          code: 'TOO_LARGE',
          line: null,
          message:
            'The texts of these patches, or of their series, are too large to be compared (comparison.maxPatches, comparison.maxBytes, comparison.pairTimeoutMs, comparison.timeoutMs).',
        }
      : null;
  return { ...base, kind: 'CHANGED', changes: findChanges(one, other), hunks, problem };
}

function findChanges(from: PatchText, to: PatchText): PairChange[] {
  const changes: PairChange[] = [];
  if (from.author !== to.author) changes.push('AUTHOR');
  if (from.patch.title !== to.patch.title) changes.push('SUBJECT');
  if (from.commitMessage !== to.commitMessage) changes.push('MESSAGE');
  if (from.trailers.join('\n') !== to.trailers.join('\n')) changes.push('TRAILERS');
  const ours = from.lines.slice(from.diffStart).join('\n');
  if (ours === to.lines.slice(to.diffStart).join('\n')) {
    // Order of trailers, blank lines or the note of one differ.
    return changes.length === 0 ? ['MESSAGE'] : changes;
  }
  const isRebased =
    from.changedLines === to.changedLines || (from.patchId !== null && from.patchId === to.patchId);
  return [...changes, isRebased ? 'CONTEXT' : 'DIFF'];
}

function findHunks(from: PatchText, to: PatchText, timeoutMs: number): PairHunk[] | null {
  const hunks = diffTexts(from.lines, to.lines, timeoutMs, true);
  if (hunks === null) return null;
  return hunks.map(({ oldStart, newStart, lines }) => ({
    fromStart: oldStart,
    toStart: newStart,
    section: findSection(from.lines, oldStart - 2),
    lines,
  }));
}

/** The last heading or hunk header before a line (range-diff.c, `section_headers`). */
function findSection(lines: readonly string[], from: number): string | null {
  for (let at = from; at >= 0; at -= 1) {
    const line = lines[at] ?? '';
    const name = /^ ## (.*) ##$/.exec(line)?.[1] ?? /^.?@@ (.*)$/.exec(line)?.[1];
    if (name !== undefined) return cut(name);
  }
  return null;
}

function cut(text: string): string {
  const bytes = Buffer.from(text);
  return bytes.length <= MAX_SECTION_BYTES ? text : bytes.subarray(0, MAX_SECTION_BYTES).toString();
}
