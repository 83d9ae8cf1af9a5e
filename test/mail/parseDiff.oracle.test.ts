import { parsePatch } from 'diff';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readHunkLines, type DiffFile } from '../../src/mail/diff/DiffFile.js';
import { parseDiff } from '../../src/mail/diff/parseDiff.js';
import { patchId } from '../../src/mail/diff/patchId.js';
import { treePairs, writeTree } from './diffs.js';
import { Git } from './git.js';
import { lacks } from '../tools/programs.js';

const FORMS = [
  ['-M', '-C', '--binary'],
  ['-M', '--full-index'],
  ['--no-renames'],
  ['-M', '--no-prefix'],
  ['-M', '--src-prefix=old/', '--dst-prefix=newer/'],
  ['-M', '-B', '-U0'],
] as const;

const pairs = fc.sample(treePairs, { numRuns: 80, seed: 20260103 });

interface Sample {
  readonly diff: string;
  readonly form: readonly string[];
}

describe.skipIf(lacks('git'))('parseDiff and patchId against git', () => {
  const git = new Git();
  let samples: readonly Sample[] = [];
  beforeAll(() => {
    git.run(['init', '-q']);
    git.run(['config', 'core.autocrlf', 'false']);
    samples = pairs.flatMap(({ before, after }): Sample[] => {
      const [old, changed] = [writeTree(git, before), writeTree(git, after)];
      return FORMS.map((form) => ({ form, diff: git.run(['diff', ...form, old, changed]) })).filter(
        ({ diff }) => diff !== '',
      );
    });
  });
  afterAll(() => git.remove());

  it('has several hundred diffs with everything that git writes', () => {
    expect(samples.length).toBeGreaterThan(400);
    const all = samples.map(({ diff }) => diff).join('');
    for (const mark of ['GIT binary patch', 'Binary files', 'rename from', 'copy from']) {
      expect(all).toContain(mark);
    }
    for (const mark of ['old mode', 'new file mode 120000', '\\ No newline', '"a/t\\303', '\r\n']) {
      expect(all).toContain(mark);
    }
  });

  it('parses the same files and counts as git apply', () => {
    const differences: unknown[] = [];
    for (const { diff, form } of samples) {
      const strip = form.some((flag) => flag === '--no-prefix') ? '-p0' : '-p1';
      const output = git.try(['apply', '--numstat', '-z', strip], diff).output;
      const parsed = parseDiff(diff);
      const ours = parsed.files.flatMap(numstat).join('');
      if (ours !== mergeTypeChanges(output) || parsed.problems.length > 0) {
        differences.push({ diff, ours, output, problems: parsed.problems });
      }
    }
    expect(differences.slice(0, 2)).toEqual([]);
  });

  it('parses renames, copies, modes and similarity as git apply --summary does', () => {
    const differences: unknown[] = [];
    for (const { diff, form } of samples) {
      if (/^[-+]{3} "|^diff --git "/m.test(diff)) continue;
      const strip = form.some((flag) => flag === '--no-prefix') ? '-p0' : '-p1';
      const output = git.try(['apply', '--summary', strip], diff).output;
      const ours = parseDiff(diff).files.flatMap(summary);
      const theirs = parseSummary(output);
      if (JSON.stringify(ours) !== JSON.stringify(theirs)) differences.push({ diff, ours, theirs });
    }
    expect(differences.slice(0, 2)).toEqual([]);
  });

  /**
   * One difference: jsdiff numbers an empty side from 1, and git from 0. It throws on a mail
   * signature after a hunk and on any corrupt hunk, so it cannot parse mails.
   */
  it('parses the same hunks as jsdiff', () => {
    const differences: unknown[] = [];
    for (const { diff } of samples) {
      const theirs = parsePatch(diff).flatMap(({ hunks }) =>
        hunks.map(({ oldStart, oldLines, newStart, newLines, lines }) => ({
          lines,
          at: [oldLines === 0 ? oldStart - 1 : oldStart, oldLines],
          to: [newLines === 0 ? newStart - 1 : newStart, newLines],
        })),
      );
      const ours = parseDiff(diff).files.flatMap(({ hunks }) =>
        hunks.map((hunk) => ({
          lines: readHunkLines(diff, hunk),
          at: [hunk.oldStart, hunk.oldLines],
          to: [hunk.newStart, hunk.newLines],
        })),
      );
      if (JSON.stringify(ours) !== JSON.stringify(theirs)) differences.push({ diff, ours, theirs });
    }
    expect(differences.slice(0, 2)).toEqual([]);
    expect(() => parsePatch('--- a\n+++ b\n@@ -1 +1 @@\n-a\n+b\n-- \n2.43.0\n')).toThrow();
  });

  it('has the id of git patch-id --stable', () => {
    const differences: unknown[] = [];
    for (const { diff } of samples) {
      const expected = git.run(['patch-id', '--stable'], diff).split(' ')[0] || null;
      const ours = patchId(diff);
      if (ours !== expected) differences.push({ diff, ours, expected });
    }
    expect(differences.length).toEqual(0);
    expect(differences.slice(0, 2)).toEqual([]);
  });
});

function numstat(file: DiffFile): string {
  const counts = file.isBinary ? '-\t-' : `${file.additions}\t${file.deletions}`;
  return `${counts}\t${file.path}\0`;
}

/** git lists a file that became a link twice, as deleted and as added; here it is one change. */
function mergeTypeChanges(output: string): string {
  const merged: [added: string, deleted: string, path: string][] = [];
  for (const row of output.split('\0').slice(0, -1)) {
    const [added = '', deleted = '', path = ''] = row.split('\t', 3);
    const rest = row.split('\t').slice(2).join('\t') || path;
    const before = merged.at(-1);
    if (before?.[2] !== rest) {
      merged.push([added, deleted, rest]);
      continue;
    }
    const isBinary = before[0] === '-' || added === '-';
    before[0] = isBinary ? '-' : String(Number(before[0]) + Number(added));
    before[1] = isBinary ? '-' : String(Number(before[1]) + Number(deleted));
  }
  return merged.map((row) => `${row.join('\t')}\0`).join('');
}

function summary(file: DiffFile): string[] {
  const { changeType, oldMode, newMode, path, previousPath, similarity } = file;
  switch (changeType) {
    case 'ADDED':
      return [`create ${newMode ?? ''} ${path}`];
    case 'DELETED':
      return [`delete ${oldMode ?? ''} ${path}`];
    case 'RENAMED':
    case 'COPIED': {
      const verb = changeType === 'RENAMED' ? 'rename' : 'copy';
      const modes =
        oldMode !== null && oldMode !== newMode ? [`mode ${oldMode} ${newMode ?? ''}`] : [];
      return [`${verb} ${previousPath ?? ''} ${path} ${similarity ?? ''}`, ...modes];
    }
    case 'CHANGED':
      return [`delete ${oldMode ?? ''} ${path}`, `create ${newMode ?? ''} ${path}`];
    case 'MODIFIED':
      return oldMode === null || oldMode === newMode
        ? []
        : [`mode ${oldMode} ${newMode ?? ''} ${path}`];
  }
}

function parseSummary(output: string): string[] {
  return output.split('\n').flatMap((line) => {
    const created = /^ (create|delete) mode (\d+) (.*)$/.exec(line);
    if (created !== null) return [created.slice(1).join(' ')];
    const changed = /^ mode change (\d+) => (\d+)(?: (.*))?$/.exec(line);
    if (changed !== null) return [`mode ${changed.slice(1).filter(Boolean).join(' ')}`];
    const moved = /^ (rename|copy) (.*) \((\d+)%\)$/.exec(line);
    if (moved === null) return [];
    const [, verb = '', names = '', percent = ''] = moved;
    const brace = /^(.*)\{(.*) => (.*)\}(.*)$/.exec(names);
    if (brace === null) return [`${verb} ${names.replace(' => ', ' ')} ${percent}`];
    const [, before = '', old = '', changedTo = '', behind = ''] = brace;
    const join = (middle: string): string => `${before}${middle}${behind}`.replace('//', '/');
    return [`${verb} ${join(old)} ${join(changedTo)} ${percent}`];
  });
}
