/** Numbers of a hunk header, `@@ -1,3 +1,4 @@ section`. */
export interface HunkHeader {
  readonly oldStart: number;
  readonly oldLines: number;
  readonly newStart: number;
  readonly newLines: number;
  /** Function or heading behind the numbers; null where there is none. */
  readonly section: string | null;
  /** Lines of each parent: one, but for combined diffs (`@@@`). */
  readonly parentLines: readonly number[];
}

const HUNK = /^@@ -(\d{1,10})(?:,(\d{1,10}))? \+(\d{1,10})(?:,(\d{1,10}))? @@(.*)/;
const COMBINED =
  /^(@{3,16}) ((?:-\d{1,10}(?:,\d{1,10})? ){2,15})\+(\d{1,10})(?:,(\d{1,10}))? @+(.*)/;

/**
 * Reads a hunk header by git apply's `parse_fragment_header`: a missing count means 1. A combined
 * hunk (git-diff(1), "Combined diff format") counts its last parent. Null for any other line.
 */
export function readHunkHeader(line: string): HunkHeader | null {
  if (!line.startsWith('@@')) return null;
  const plain = HUNK.exec(line);
  if (plain === null) return line.startsWith('@@@') ? readCombinedHeader(line) : null;
  const [, oldStart, oldLines, newStart, newLines, section] = plain;
  return {
    oldStart: Number(oldStart),
    oldLines: Number(oldLines ?? 1),
    newStart: Number(newStart),
    newLines: Number(newLines ?? 1),
    section: section?.trim() || null,
    parentLines: [Number(oldLines ?? 1)],
  };
}

function readCombinedHeader(line: string): HunkHeader | null {
  const match = COMBINED.exec(line);
  if (match === null) return null;
  const [, marks = '', parents = '', newStart, newLines, section] = match;
  const ranges = parents.trim().split(' ');
  if (ranges.length !== marks.length - 1) return null;
  const last = ranges.at(-1)?.slice(1).split(',') ?? [];
  return {
    oldStart: Number(last[0]),
    oldLines: Number(last[1] ?? 1),
    newStart: Number(newStart),
    newLines: Number(newLines ?? 1),
    section: section?.trim() || null,
    parentLines: ranges.map((range) => Number(range.split(',')[1] ?? 1)),
  };
}

/** Role of a line in a hunk body. */
export type HunkLine = 'CONTEXT' | 'ADDED' | 'REMOVED' | 'NO_NEWLINE' | 'CORRUPT' | 'END';

/**
 * Reads the body of a hunk by count, never by look, as git apply's `parse_fragment` does: `--- old`
 * is a removed line inside a hunk, and `-- ` behind a full one is a mail signature. A wholly empty
 * line is an empty context line, since mailers strip its blank.
 */
export class HunkCounter {
  readonly #parents: number[];
  #newLeft: number;

  constructor(header: HunkHeader) {
    this.#parents = [...header.parentLines];
    this.#newLeft = header.newLines;
  }

  /** Whether all lines of the header's counts were read. */
  get isFull(): boolean {
    return this.#newLeft <= 0 && this.#parents.every((left) => left <= 0);
  }

  /** Reads one line; END where the hunk was full before it, CORRUPT where it fits no hunk. */
  read(line: string): HunkLine {
    // Checking for 12 characters is git's guard for translated forms of this line.
    if (line.startsWith('\\ ') && line.length >= 11) return 'NO_NEWLINE';
    if (this.isFull) return 'END';
    const columns = this.#parents.length;
    if (columns > 1) return this.#readCombined(line, columns);
    switch (line.charAt(0)) {
      case ' ':
      case '':
      case '\r':
        return this.#take(1, 1) ? 'CONTEXT' : 'CORRUPT';
      case '+':
        return this.#take(0, 1) ? 'ADDED' : 'CORRUPT';
      case '-':
        return this.#take(1, 0) ? 'REMOVED' : 'CORRUPT';
      default:
        return 'CORRUPT';
    }
  }

  /** Whether the line belongs to the hunk. */
  accepts(line: string): boolean {
    const read = this.read(line);
    return read !== 'END' && read !== 'CORRUPT';
  }

  #take(old: number, added: number): boolean {
    const oldLeft = this.#parents[0] ?? 0;
    if (oldLeft < old || this.#newLeft < added) return false;
    this.#parents[0] = oldLeft - old;
    this.#newLeft -= added;
    return true;
  }

  #readCombined(line: string, columns: number): HunkLine {
    const marks = line.slice(0, columns).trimEnd().padEnd(columns, ' ');
    if (!/^[-+ ]+$/.test(marks)) return 'CORRUPT';
    const isRemoved = marks.includes('-');
    for (let column = 0; column < columns; column += 1) {
      const isInParent = marks.charAt(column) === (isRemoved ? '-' : ' ');
      if (isInParent) this.#parents[column] = (this.#parents[column] ?? 0) - 1;
    }
    if (!isRemoved) this.#newLeft -= 1;
    const last = marks.charAt(columns - 1);
    if (last === '-') return 'REMOVED';
    return last === '+' && !isRemoved ? 'ADDED' : 'CONTEXT';
  }
}
