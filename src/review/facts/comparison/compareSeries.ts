import type { DiffProblem } from '../../../mail/diff/parseDiff.js';
import { diffTexts } from './diffTexts.js';
import { pairPatches, type PairedBy, type PairingOptions } from './pairPatches.js';
import { writePatchText, type ComparablePatch, type PatchText } from './patchText.js';

/** What became of a patch between two versions. */
export type PairKind = 'IDENTICAL' | 'CHANGED' | 'ADDED' | 'REMOVED';

/** What changed in a patch. TRAILERS alone: only tags were collected. CONTEXT: it was rebased. */
export type PairChange = 'AUTHOR' | 'SUBJECT' | 'MESSAGE' | 'TRAILERS' | 'CONTEXT' | 'DIFF';

/** A patch of one version beside its counterpart in the other. */
export interface PatchPair {
  readonly kind: PairKind;
  /** Number in the version that is compared from; null for ADDED. */
  readonly from: number | null;
  /** Number in the version that is compared to; null for REMOVED. */
  readonly to: number | null;
  readonly changes: readonly PairChange[];
  readonly pairedBy: PairedBy | null;
  /** Diff of both patches as git range-diff writes it, not indented; null but for CHANGED. */
  readonly text: string | null;
  readonly problem: DiffProblem | null;
}

/** Two versions compared. */
export interface SeriesComparison {
  /** In the order of the newer version; removed ones behind their predecessors. */
  readonly pairs: readonly PatchPair[];
  /** All pairs as git range-diff writes them, with numbers of patches in the place of commits. */
  readonly text: string;
}

/** As git, but for names: they pair patches that were written anew. */
export const DEFAULT_PAIRING: PairingOptions = {
  creationFactor: 60,
  usesNames: true,
  timeoutMs: 500,
};

const MAX_PATCHES = 200;
const MAX_CHARACTERS = 2 << 20;
const MAX_SECTION_BYTES = 80;

/**
 * Compares two versions of a series as git range-diff does, from mails alone. More than 200 patches or
 * 2 MB a side are paired by equal diffs and names only, and have no texts.
 */
export function compareSeries(
  from: readonly ComparablePatch[],
  to: readonly ComparablePatch[],
  options: PairingOptions = DEFAULT_PAIRING,
): SeriesComparison {
  const ours = from.map(writePatchText);
  const theirs = to.map(writePatchText);
  const isTooLarge = isLarge(from) || isLarge(to);
  const limits = isTooLarge ? { ...options, creationFactor: 0 } : options;
  const pairings = pairPatches(ours, theirs, limits);
  const partners = new Map(pairings.map((pairing) => [pairing.to, pairing]));
  const paired = new Set(pairings.map((pairing) => pairing.from));
  const pairs = orderPairs(ours, theirs, partners, paired, (one, other, pairedBy) =>
    toPair(one, other, pairedBy, isTooLarge ? 0 : options.timeoutMs),
  );
  return { pairs, text: writeComparison(pairs, ours, theirs) };
}

function isLarge(patches: readonly ComparablePatch[]): boolean {
  const size = patches.reduce((sum, { content, diff }) => sum + content.length + diff.length, 0);
  return patches.length > MAX_PATCHES || size > MAX_CHARACTERS;
}

type ToPair = (
  from: PatchText | null,
  to: PatchText | null,
  pairedBy: PairedBy | null,
) => PatchPair;

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
      if (!shown.has(at)) pairs.push(toPairOf(from[at] ?? null, null, null));
    }
  };
  for (const [index, text] of to.entries()) {
    showRemoved();
    const partner = partners.get(index);
    if (partner === undefined) {
      pairs.push(toPairOf(null, text, null));
    } else {
      pairs.push(toPairOf(from[partner.from] ?? null, text, partner.pairedBy));
      shown.add(partner.from);
    }
  }
  showRemoved();
  return pairs;
}

function toPair(
  from: PatchText | null,
  to: PatchText | null,
  pairedBy: PairedBy | null,
  timeoutMs: number,
): PatchPair {
  const base = {
    pairedBy,
    from: from?.patch.number ?? null,
    to: to?.patch.number ?? null,
    changes: [],
    text: null,
    problem: null,
  };
  if (from === null) return { ...base, kind: 'ADDED' };
  if (to === null) return { ...base, kind: 'REMOVED' };
  if (from.lines.join('\n') === to.lines.join('\n')) return { ...base, kind: 'IDENTICAL' };
  const changes = findChanges(from, to);
  const text = timeoutMs === 0 ? null : writeDiff(from, to, timeoutMs);
  const problem: DiffProblem | null =
    text === null
      ? { code: 'TOO_LARGE', line: null, message: 'The patches are too large to be compared.' }
      : null;
  return { ...base, changes, text, problem, kind: 'CHANGED' };
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

function writeDiff(from: PatchText, to: PatchText, timeoutMs: number): string | null {
  const hunks = diffTexts(from.lines, to.lines, timeoutMs, true);
  if (hunks === null) return null;
  return hunks
    .flatMap(({ oldStart, lines }) => [`@@${findSection(from.lines, oldStart - 2)}`, ...lines])
    .join('\n');
}

/** The last heading or hunk header before a line (range-diff.c, `section_headers`). */
function findSection(lines: readonly string[], from: number): string {
  for (let at = from; at >= 0; at -= 1) {
    const line = lines[at] ?? '';
    const name = /^ ## (.*) ##$/.exec(line)?.[1] ?? /^.?@@ (.*)$/.exec(line)?.[1];
    if (name !== undefined) return ` ${cut(name)}`;
  }
  return '';
}

/** xdiff keeps 80 bytes of a heading. */
function cut(text: string): string {
  const bytes = Buffer.from(text);
  return bytes.length <= MAX_SECTION_BYTES ? text : bytes.subarray(0, MAX_SECTION_BYTES).toString();
}

const MARKS: Readonly<Record<PairKind, string>> = {
  IDENTICAL: '=',
  CHANGED: '!',
  ADDED: '>',
  REMOVED: '<',
};

function writeComparison(
  pairs: readonly PatchPair[],
  from: readonly PatchText[],
  to: readonly PatchText[],
): string {
  const width = String(1 + Math.max(from.length, to.length)).length;
  const labels = [...from, ...to].map(({ patch }) => patch.label.length);
  const labelWidth = Math.max(0, ...labels);
  const byNumber = (texts: readonly PatchText[]): ReadonlyMap<number, PatchText> =>
    new Map(texts.map((text) => [text.patch.number, text]));
  const [ours, theirs] = [byNumber(from), byNumber(to)];
  const side = (text: PatchText | undefined): string => {
    const number = text === undefined ? '-' : String(text.patch.number);
    const label = text?.patch.label ?? '-'.repeat(labelWidth);
    return `${number.padStart(width)}:  ${label.padStart(labelWidth)}`;
  };
  const lines = pairs.flatMap((pair) => {
    const old = pair.from === null ? undefined : ours.get(pair.from);
    const changed = pair.to === null ? undefined : theirs.get(pair.to);
    const title = (changed ?? old)?.patch.title ?? '';
    const head = `${side(old)} ${MARKS[pair.kind]} ${side(changed)} ${title}`;
    return [
      head,
      ...(pair.text?.split('\n') ?? []).map((line) => (line === '' ? '' : `    ${line}`)),
    ];
  });
  return lines.map((line) => `${line}\n`).join('');
}
