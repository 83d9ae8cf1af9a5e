/** How a file changed, by the names of GitHub's `PatchStatus`. */
export type FileChangeType = 'ADDED' | 'DELETED' | 'RENAMED' | 'COPIED' | 'MODIFIED' | 'CHANGED';

/** A hunk, with its place in the text of the diff; {@link readHunkLines} cuts its lines out. */
export interface DiffHunk {
  readonly oldStart: number;
  readonly oldLines: number;
  readonly newStart: number;
  readonly newLines: number;
  readonly section: string | null;
  /** Offsets in the diff, in UTF-16 units: from the first line of the body to behind its last. */
  readonly startOffset: number;
  readonly endOffset: number;
}

/** One file of a diff. */
export interface DiffFile {
  /** Where it lies after the patch; a deleted file where it lay before. */
  readonly path: string;
  /** Where it lay before, of renamed and copied files. */
  readonly previousPath: string | null;
  readonly changeType: FileChangeType;
  readonly additions: number;
  readonly deletions: number;
  readonly isBinary: boolean;
  readonly oldMode: string | null;
  readonly newMode: string | null;
  /** Percent, of renamed and copied files. */
  readonly similarity: number | null;
  readonly oldBlob: string | null;
  readonly newBlob: string | null;
  readonly hunks: readonly DiffHunk[];
}

/** Why a diff could not be read as it is. */
export type DiffProblemCode =
  'CORRUPT_HUNK' | 'MISSING_FILES' | 'COMBINED' | 'STRAY_TEXT' | 'TOO_LARGE';

/** A fault of a diff. */
export interface DiffProblem {
  readonly code: DiffProblemCode;
  /** Number of the first line that does not fit, from 1; null where no line is at fault. */
  readonly line: number | null;
  readonly message: string;
}

/** A diff, file by file. */
export interface ParsedDiff {
  readonly files: readonly DiffFile[];
  readonly problems: readonly DiffProblem[];
  /** Text in front of the first file, which Patchwork cut off the message; "" almost always. */
  readonly frontText: string;
  /** Offset of the first file. */
  readonly startOffset: number;
}

/** Link, submodule and file differ in the first three digits of the mode (inode type). */
export function isTypeChange(modes: {
  readonly oldMode: string | null;
  readonly newMode: string | null;
}): boolean {
  if (modes.oldMode === null || modes.newMode === null) return false;
  return modes.oldMode.slice(0, -3) !== modes.newMode.slice(0, -3);
}

/** The lines of a hunk, with ` `, `+`, `-` or `\` in front and without line breaks. */
export function readHunkLines(diff: string, hunk: DiffHunk): string[] {
  if (hunk.endOffset <= hunk.startOffset) return [];
  const text = diff.slice(hunk.startOffset, hunk.endOffset);
  return (text.endsWith('\n') ? text.slice(0, -1) : text).split('\n');
}
