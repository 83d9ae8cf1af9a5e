import {
  isTypeChange,
  type DiffFile,
  type DiffHunk,
  type DiffProblem,
  type DiffProblemCode,
  type ParsedDiff,
} from './DiffFile.js';
import { readFileHeader, withoutReturn, type FileHeader } from './fileHeader.js';
import { HunkCounter, readHunkHeader, type HunkHeader } from './hunk.js';
import { addMissingFiles } from './missingFiles.js';

/**
 * Lines of a diff that are read, so that no text takes long: those of the largest patches are a third of them.
 */
export const MAX_DIFF_LINES = 200_000;
/** Lines of a hunk may be wrapped by a mailer: that many in a row are skipped before it is left. */
const MAX_WRAPPED_LINES = 3;
/** Lines that diff tools other than git write before a file. */
const TOOL_LINE =
  /^(?:Index: |=====|diff |RCS file: |retrieving revision |Only in |# |Property changes on: |\s*$)/;

/**
 * Parses a unified diff by the rules of git apply (apply.c) as one state machine. Never throws: what
 * cannot be read is a problem, and the files so far are returned.
 *
 * @param content the message of the patch. Its diffstat counts the files that the diff had before
 *   Patchwork cut the mail apart; files that only its summary names are added without hunks.
 */
export function parseDiff(diff: string, content = ''): ParsedDiff {
  const parser = new DiffParser(diff);
  const parsed = parser.parse();
  return addMissingFiles(parsed, content);
}

interface Body {
  readonly hunks: readonly DiffHunk[];
  readonly additions: number;
  readonly deletions: number;
  readonly isBinary: boolean;
  readonly end: number;
}

class DiffParser {
  readonly #text: string;
  readonly #lines: readonly string[];
  /** Offset of each line, and of the end. */
  readonly #offsets: readonly number[];
  readonly #problems: DiffProblem[] = [];
  /** Whether there are more lines than are read. */
  readonly #isCut: boolean;

  constructor(text: string) {
    this.#text = text;
    // One more for the end of the last line.
    const lines = text.split('\n', MAX_DIFF_LINES + 2);
    this.#isCut = lines.length > MAX_DIFF_LINES + (lines.at(-1) === '' ? 1 : 0);
    if (this.#isCut) lines.length = MAX_DIFF_LINES;
    const offsets: number[] = [0];
    let offset = 0;
    for (const line of lines) {
      offset += line.length + 1;
      offsets.push(offset);
    }
    if (lines.at(-1) === '' && !this.#isCut) lines.pop();
    this.#lines = lines;
    this.#offsets = offsets;
  }

  parse(): ParsedDiff {
    const files: DiffFile[] = [];
    let first = this.#lines.length;
    let at = 0;
    while (at < this.#lines.length) {
      const header = readFileHeader(this.#lines, at);
      if (header === null) {
        at = this.#skipLine(at);
        continue;
      }
      if (files.length === 0) first = at;
      const body = this.#readBody(header);
      const file = this.#toFile(header, body, at);
      if (file !== null) files.push(file);
      at = body.end;
    }
    if (this.#isCut) {
      const message = `The diff has more than ${MAX_DIFF_LINES} lines; only these are read.`;
      this.#problem('TOO_LARGE', MAX_DIFF_LINES, message);
    }
    return {
      files: mergeTypeChanges(files),
      problems: this.#problems,
      frontText: this.#readFront(first),
      startOffset: this.#offset(first),
    };
  }

  #readFront(first: number): string {
    const isStray = this.#lines
      .slice(0, first)
      .some((line) => !TOOL_LINE.test(line.length > 80 ? line.slice(0, 80) : line));
    if (isStray) {
      this.#problems.unshift({
        code: 'STRAY_TEXT',
        line: 1,
        message: 'There is text before the first file.',
      });
    }
    return isStray ? this.#text.slice(0, this.#offset(first)) : '';
  }

  #offset(line: number): number {
    return Math.min(this.#offsets[line] ?? this.#text.length, this.#text.length);
  }

  /** A line between files: a signature, or a hunk that lost its file. */
  #skipLine(at: number): number {
    const header = readHunkHeader(this.#lines[at] ?? '');
    if (header === null) return at + 1;
    this.#problem('CORRUPT_HUNK', at, 'A hunk has no file header.');
    return this.#readHunk(header, at).end;
  }

  #readBody(header: FileHeader): Body {
    const hunks: DiffHunk[] = [];
    let additions = 0;
    let deletions = 0;
    let isBinary = false;
    let isCombined = false;
    let at = header.end;
    for (;;) {
      const line = withoutReturn(this.#lines[at] ?? '');
      const hunkHeader = readHunkHeader(line);
      if (hunkHeader !== null) {
        isCombined ||= hunkHeader.parentLines.length > 1;
        const read = this.#readHunk(hunkHeader, at);
        hunks.push(read.hunk);
        additions += read.additions;
        deletions += read.deletions;
        at = read.isCorrupt ? this.#findHunk(read.end) : read.end;
      } else if (hunks.length === 0 && line === 'GIT binary patch') {
        isBinary = true;
        at = this.#skipBinary(at + 1);
      } else if (hunks.length === 0 && /^(?:Binary files|Files) .* differ$/.test(line)) {
        isBinary = true;
        at += 1;
      } else {
        break;
      }
    }
    if (isCombined || header.isCombined) {
      this.#problem('COMBINED', header.end, 'A merge is compared with its last parent only.');
    }
    return { hunks, additions, deletions, isBinary, end: at };
  }

  /** Behind a corrupt hunk, the next one of the file; the same line where there is none. */
  #findHunk(from: number): number {
    for (let at = from; at < this.#lines.length; at += 1) {
      if (readHunkHeader(this.#lines[at] ?? '') !== null) return at;
      if (this.#isBoundary(at)) return from;
    }
    return from;
  }

  #skipBinary(from: number): number {
    let at = from;
    while (/^(?:literal|delta) \d/.test(this.#lines[at] ?? '')) {
      while (at < this.#lines.length && withoutReturn(this.#lines[at] ?? '') !== '') at += 1;
      at += 1;
    }
    return Math.min(at, this.#lines.length);
  }

  #readHunk(
    header: HunkHeader,
    headerAt: number,
  ): {
    readonly hunk: DiffHunk;
    readonly additions: number;
    readonly deletions: number;
    readonly isCorrupt: boolean;
    readonly end: number;
  } {
    const counter = new HunkCounter(header);
    let additions = 0;
    let deletions = 0;
    let isCorrupt = false;
    let wrapped = 0;
    let at = headerAt + 1;
    for (; at < this.#lines.length; at += 1) {
      const kind = counter.read(this.#lines[at] ?? '');
      if (kind === 'END') break;
      if (kind === 'ADDED') additions += 1;
      else if (kind === 'REMOVED') deletions += 1;
      else if (kind === 'CORRUPT') {
        if (!isCorrupt) this.#problem('CORRUPT_HUNK', at, wrappedMessage(headerAt));
        isCorrupt = true;
        wrapped += 1;
        if (this.#isBoundary(at) || wrapped > MAX_WRAPPED_LINES) break;
        continue;
      }
      wrapped = 0;
    }
    const isCut = this.#isCut && at === this.#lines.length;
    if (!counter.isFull && !isCorrupt && !isCut) {
      isCorrupt = true;
      this.#problem('CORRUPT_HUNK', at - 1, `The hunk at line ${headerAt + 1} ends early.`);
    }
    const hunk: DiffHunk = {
      oldStart: header.oldStart,
      oldLines: header.oldLines,
      newStart: header.newStart,
      newLines: header.newLines,
      section: header.section,
      startOffset: this.#offset(headerAt + 1),
      endOffset: this.#offset(at),
    };
    return { hunk, additions, deletions, isCorrupt, end: at };
  }

  /** Whether a line can only belong to the text after a hunk. */
  #isBoundary(at: number): boolean {
    const line = withoutReturn(this.#lines[at] ?? '');
    return line === '-- ' || readHunkHeader(line) !== null || this.#beginsFile(at);
  }

  #beginsFile(at: number): boolean {
    return readFileHeader(this.#lines, at) !== null;
  }

  #toFile(header: FileHeader, body: Body, at: number): DiffFile | null {
    const path = header.newPath ?? header.oldPath;
    if (path === null) {
      this.#problem('CORRUPT_HUNK', at, 'The header has no file name.');
      return null;
    }
    const change = header.change ?? changeByHunk(header, body.hunks);
    const isMoved = change === 'RENAMED' || change === 'COPIED';
    return {
      path,
      previousPath: isMoved ? header.oldPath : null,
      changeType: change ?? (isTypeChange(header) ? 'CHANGED' : 'MODIFIED'),
      additions: body.isBinary ? 0 : body.additions,
      deletions: body.isBinary ? 0 : body.deletions,
      isBinary: body.isBinary,
      oldMode: change === 'ADDED' ? null : header.oldMode,
      newMode: change === 'DELETED' ? null : header.newMode,
      similarity: isMoved ? header.similarity : null,
      oldBlob: header.oldBlob,
      newBlob: header.newBlob,
      hunks: body.hunks,
    };
  }

  #problem(code: DiffProblemCode, at: number, message: string): void {
    this.#problems.push({ code, message, line: Math.min(at, this.#lines.length - 1) + 1 });
  }
}

/** Subversion and others write a new file like one that was empty; git apply creates it. */
function changeByHunk(
  { isTraditional }: FileHeader,
  [hunk, ...others]: readonly DiffHunk[],
): 'ADDED' | 'DELETED' | null {
  if (!isTraditional || hunk === undefined || others.length > 0) return null;
  if (hunk.oldStart === 0 && hunk.oldLines === 0) return 'ADDED';
  return hunk.newStart === 0 && hunk.newLines === 0 ? 'DELETED' : null;
}

function wrappedMessage(headerAt: number): string {
  return `A line does not match the hunk at line ${headerAt + 1}; a mail program may have wrapped it.`;
}

/** git writes a file that became a link as deleted and added; that is one change. */
function mergeTypeChanges(files: readonly DiffFile[]): DiffFile[] {
  const merged: DiffFile[] = [];
  for (const file of files) {
    const before = merged.at(-1);
    if (
      before?.changeType === 'DELETED' &&
      file.changeType === 'ADDED' &&
      before.path === file.path &&
      isTypeChange({ oldMode: before.oldMode, newMode: file.newMode })
    ) {
      merged[merged.length - 1] = {
        ...file,
        changeType: 'CHANGED',
        additions: before.additions + file.additions,
        deletions: before.deletions + file.deletions,
        isBinary: before.isBinary || file.isBinary,
        oldMode: before.oldMode,
        oldBlob: before.oldBlob,
        hunks: [...before.hunks, ...file.hunks],
      };
    } else {
      merged.push(file);
    }
  }
  return merged;
}
