import { readableLines } from '../splitLines.js';
import {
  isTypeChange,
  type DiffFile,
  type DiffProblem,
  type FileChangeType,
  type ParsedDiff,
} from './DiffFile.js';
import { readDiffstat, type SummaryFile } from './diffstat.js';

/** Adds the files that a diff had by the diffstat of its message, before Patchwork cut the mail apart. */
export function addMissingFiles(parsed: ParsedDiff, content: string): ParsedDiff {
  const stat = content === '' ? null : readDiffstat(readableLines(content));
  if (stat === null || parsed.files.length >= stat.fileCount) return parsed;
  const known = new Set(parsed.files.map((file) => file.path));
  const added = stat.summary.filter((file) => !known.has(file.path)).map(fileOfSummary);
  const problem: DiffProblem = {
    code: 'MISSING_FILES',
    line: null,
    message: `The message lists ${stat.fileCount} files, but the diff has ${parsed.files.length}.`,
  };
  return {
    ...parsed,
    files: [...parsed.files, ...added],
    problems: [...parsed.problems, problem],
  };
}

function fileOfSummary(file: SummaryFile): DiffFile {
  const { path, previousPath, oldMode, newMode, similarity } = file;
  return {
    path,
    previousPath,
    oldMode,
    newMode,
    similarity,
    changeType: file.change === 'MODE' ? modeChangeType(file) : file.change,
    additions: 0,
    deletions: 0,
    isBinary: false,
    oldBlob: null,
    newBlob: null,
    hunks: [],
  };
}

function modeChangeType(file: SummaryFile): FileChangeType {
  return isTypeChange(file) ? 'CHANGED' : 'MODIFIED';
}
