import type { DiffFile, FileChangeType } from '../../mail/diff/DiffFile.js';

/** The files of one patch. */
export interface PatchFiles {
  readonly number: number;
  readonly files: readonly DiffFile[];
}

/** A file over the patches of a series. */
export interface SeriesFile extends Omit<DiffFile, 'hunks'> {
  /** Of all patches, in order. */
  readonly hunks: DiffFile['hunks'];
  /** Numbers of the patches that touch it. */
  readonly patches: readonly number[];
}

/** Sums over patches: not the net change, since a line may be added and removed again. */
export interface ChangedFiles {
  readonly files: readonly SeriesFile[];
  readonly additions: number;
  readonly deletions: number;
  readonly changedFiles: number;
}

/** Sums the files of some patches, one entry per path, in the order of the patches. */
export function sumFiles(patches: readonly PatchFiles[]): ChangedFiles {
  const byPath = new Map<string, SeriesFile>();
  const sorted = patches.toSorted((one, other) => one.number - other.number);
  for (const { number, files } of sorted) {
    for (const file of files) {
      const known = byPath.get(file.path);
      byPath.set(
        file.path,
        known === undefined ? { ...file, patches: [number] } : join(known, file, number),
      );
    }
  }
  const files = [...byPath.values()];
  return {
    files,
    additions: files.reduce((sum, file) => sum + file.additions, 0),
    deletions: files.reduce((sum, file) => sum + file.deletions, 0),
    changedFiles: files.length,
  };
}

function join(known: SeriesFile, file: DiffFile, number: number): SeriesFile {
  return {
    path: known.path,
    previousPath: known.previousPath ?? file.previousPath,
    changeType: joinChanges(known.changeType, file.changeType),
    additions: known.additions + file.additions,
    deletions: known.deletions + file.deletions,
    isBinary: known.isBinary || file.isBinary,
    oldMode: known.oldMode,
    newMode: file.newMode ?? known.newMode,
    similarity: known.similarity ?? file.similarity,
    oldBlob: known.oldBlob,
    newBlob: file.newBlob ?? known.newBlob,
    hunks: [...known.hunks, ...file.hunks],
    patches: known.patches.includes(number) ? known.patches : [...known.patches, number],
  };
}

function joinChanges(first: FileChangeType, last: FileChangeType): FileChangeType {
  if (last === 'DELETED') return last;
  if (first === 'DELETED') return 'MODIFIED';
  return first === 'MODIFIED' ? last : first;
}
