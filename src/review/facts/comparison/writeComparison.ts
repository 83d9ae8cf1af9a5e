import type { PairKind, PatchHead, PatchPair, SeriesComparison } from './compareSeries.js';

const MARKS: Readonly<Record<PairKind, string>> = {
  IDENTICAL: '=',
  CHANGED: '!',
  ADDED: '>',
  REMOVED: '<',
};

/** The diff of both patches of a pair as git range-diff writes it, not indented; null without hunks. */
export function writePair({ hunks }: PatchPair): string | null {
  if (hunks === null) return null;
  return hunks
    .flatMap(({ section, lines }) => [`@@${section === null ? '' : ` ${section}`}`, ...lines])
    .join('\n');
}

/** All pairs as git range-diff writes them, with numbers of patches in the place of commits. */
export function writeComparison({
  from,
  to,
  pairs,
}: Pick<SeriesComparison, 'from' | 'to' | 'pairs'>): string {
  const width = String(1 + Math.max(from.length, to.length)).length;
  const labelWidth = [...from, ...to].reduce((most, { label }) => Math.max(most, label.length), 0);
  const side = (head: PatchHead | undefined): string => {
    const number = head === undefined ? '-' : String(head.number);
    const label = head?.label ?? '-'.repeat(labelWidth);
    return `${number.padStart(width)}:  ${label.padStart(labelWidth)}`;
  };
  const lines = pairs.flatMap((pair) => {
    const old = pair.from === null ? undefined : from[pair.from];
    const now = pair.to === null ? undefined : to[pair.to];
    // git names a pair by its older patch (range-diff.c, `output_pair_header`).
    const head = `${side(old)} ${MARKS[pair.kind]} ${side(now)} ${(old ?? now)?.title ?? ''}`;
    const text = writePair(pair)?.split('\n') ?? [];
    return [head, ...text.map((line) => (line === '' ? '' : `    ${line}`))];
  });
  return lines.map((line) => `${line}\n`).join('');
}
