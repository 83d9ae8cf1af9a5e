import { describe, expect, it } from 'vitest';
import { readHunkLines } from '../../src/mail/diff/DiffFile.js';
import { parseDiff } from '../../src/mail/diff/parseDiff.js';
import { patchId } from '../../src/mail/diff/patchId.js';

const FILE =
  'diff --git a/y b/y\nindex 1111111..2222222 100644\n--- a/y\n+++ b/y\n@@ -1 +1 @@ main()\n-x\n+y\n';

function counts(diff: string): (string | number)[][] {
  return parseDiff(diff).files.map(({ path, additions, deletions }) => [
    path,
    additions,
    deletions,
  ]);
}

describe('parseDiff', () => {
  it('parses hunks by their counts, not by their appearance', () => {
    const diff = `--- a/x\n+++ b/x\n@@ -1,3 +1,3 @@\n a\n--- old\n+++ new\n b\n${FILE}`;
    expect(counts(diff)).toEqual([
      ['x', 1, 1],
      ['y', 1, 1],
    ]);
    expect(parseDiff(diff).problems).toEqual([]);
  });

  it('does not count the mail signature after a complete hunk', () => {
    expect(counts(`${FILE}-- \n2.43.0\n\n`)).toEqual([['y', 1, 1]]);
    expect(parseDiff(`${FILE}-- \n2.43.0\n`).problems).toEqual([]);
  });

  it('treats an empty line as an empty context line', () => {
    expect(counts('--- a/x\n+++ b/x\n@@ -1,3 +1,4 @@\n a\n\n+b\n c\n')).toEqual([['x', 1, 0]]);
  });

  it('returns lines, section, blobs and modes', () => {
    const [file] = parseDiff(FILE).files;
    expect(file).toMatchObject({
      path: 'y',
      changeType: 'MODIFIED',
      oldMode: '100644',
      newMode: '100644',
      oldBlob: '1111111',
      newBlob: '2222222',
      hunks: [{ oldStart: 1, oldLines: 1, newStart: 1, newLines: 1, section: 'main()' }],
    });
    expect(file?.hunks.map((hunk) => readHunkLines(FILE, hunk))).toEqual([['-x', '+y']]);
  });

  it.each([
    [
      'a name with blanks and b/',
      'diff --git a/my dir b/x b/my dir b/x\nold mode 100644\nnew mode 100755\n',
      'my dir b/x',
    ],
    [
      'octal escapes',
      'diff --git "a/t\\303\\251.c" "b/t\\303\\251.c"\nold mode 100644\nnew mode 100755\n',
      'té.c',
    ],
    ['no prefix', 'diff --git src/a.c src/a.c\nold mode 100644\nnew mode 100755\n', 'src/a.c'],
    ['other prefixes', 'diff --git old/a.c newer/a.c\nold mode 100644\nnew mode 100755\n', 'a.c'],
  ])('reads %s from a mode change alone', (_what, diff, path) => {
    expect(parseDiff(diff).files).toMatchObject([
      {
        path,
        changeType: 'MODIFIED',
        additions: 0,
        deletions: 0,
        oldMode: '100644',
        newMode: '100755',
      },
    ]);
  });

  it.each([
    ['--- src/a.c\n+++ src/a.c\n@@ -1 +1 @@\n-a\n+b\n', 'src/a.c', 'MODIFIED'],
    [
      '--- a/src/a.c\t2026-01-01\n+++ b/src/a.c\t2026-01-02\n@@ -1 +1 @@\n-a\n+b\n',
      'src/a.c',
      'MODIFIED',
    ],
    ['--- a.c.orig\n+++ a.c\n@@ -1 +1 @@\n-a\n+b\n', 'a.c', 'MODIFIED'],
    ['--- /dev/null\n+++ b/src/a.c\n@@ -0,0 +1 @@\n+b\n', 'src/a.c', 'ADDED'],
    ['--- a/src/a.c\n+++ /dev/null\n@@ -1 +0,0 @@\n-b\n', 'src/a.c', 'DELETED'],
    [
      'diff -urN o/a.c n/a.c\n--- o/a.c\t1970-01-01 00:00:00.000000000 +0000\n+++ n/a.c\t2026-01-01 10:00:00.0 +0000\n@@ -0,0 +1 @@\n+b\n',
      'a.c',
      'ADDED',
    ],
    [
      'diff --git src/a.c src/a.c\nnew file mode 100644\n--- /dev/null\n+++ src/a.c\n@@ -0,0 +1 @@\n+b\n',
      'src/a.c',
      'ADDED',
    ],
    [
      '--- a/a.c 2026-01-01 10:00:00.5 +0100\n+++ b/a.c 2026-01-02 10:00:00.5 +0100\n@@ -1 +1 @@\n-a\n+b\n',
      'a.c',
      'MODIFIED',
    ],
    [
      '--- a/a.c   2026-01-01 10:00:00\n+++ b/a.c   2026-01-02 10:00:00\n@@ -1 +1 @@\n-a\n+b\n',
      'a.c',
      'MODIFIED',
    ],
    ['--- a/a.c\n+++ b/a.c.new\n@@ -1 +1 @@\n-a\n+b\n', 'a.c', 'MODIFIED'],
    ['--- ./src/a.c\n+++ ./src/a.c\n@@ -1 +1 @@\n-a\n+b\n', 'src/a.c', 'MODIFIED'],
    ['--- /src/a.c\n+++ /src/a.c\n@@ -1 +1 @@\n-a\n+b\n', 'src/a.c', 'MODIFIED'],
    [
      'Index: src/a.c\n=====\n--- src/a.c\t(revision 0)\n+++ src/a.c\t(working copy)\n@@ -0,0 +1 @@\n+b\n',
      'src/a.c',
      'ADDED',
    ],
    [
      'Index: src/a.c\n=====\n--- src/a.c\t(revision 9)\n+++ src/a.c\t(working copy)\n@@ -1 +0,0 @@\n-b\n',
      'src/a.c',
      'DELETED',
    ],
    ['--- a/a.c\n+++ b/a.c\n@@ -3,0 +4 @@\n+b\n', 'a.c', 'MODIFIED'],
    ['diff --git a/a b/a\n--- a/a\n+++ b/a\n@@ -0,0 +1 @@\n+b\n', 'a', 'MODIFIED'],
  ])('finds path and change of %j', (diff, path, changeType) => {
    expect(parseDiff(diff).files).toMatchObject([{ path, changeType }]);
    expect(parseDiff(diff.replaceAll('\n', '\r\n')).files).toMatchObject([{ path, changeType }]);
    expect(parseDiff(diff).problems).toEqual([]);
  });

  it('parses a rename with mode and edit', () => {
    const diff =
      'diff --git a/o b/n\nold mode 100644\nnew mode 100755\nsimilarity index 80%\nrename from o\nrename to n\nindex 1111111..2222222\n--- a/o\n+++ b/n\n@@ -1 +1 @@\n-a\n+b\n';
    expect(parseDiff(diff).files).toMatchObject([
      {
        path: 'n',
        previousPath: 'o',
        changeType: 'RENAMED',
        similarity: 80,
        oldMode: '100644',
        newMode: '100755',
        additions: 1,
        deletions: 1,
      },
    ]);
  });

  it('returns one change for a file that became a link', () => {
    const diff =
      'diff --git a/x b/x\ndeleted file mode 100644\n--- a/x\n+++ /dev/null\n@@ -1 +0,0 @@\n-a\ndiff --git a/x b/x\nnew file mode 120000\n--- /dev/null\n+++ b/x\n@@ -0,0 +1 @@\n+y\n\\ No newline at end of file\n';
    expect(parseDiff(diff).files).toMatchObject([
      {
        path: 'x',
        changeType: 'CHANGED',
        additions: 1,
        deletions: 1,
        oldMode: '100644',
        newMode: '120000',
      },
    ]);
    expect(parseDiff('diff --git a/s b/s\nold mode 100644\nnew mode 160000\n').files).toMatchObject(
      [{ changeType: 'CHANGED' }],
    );
  });

  it('counts no lines in binary files', () => {
    const literal =
      'diff --git a/b.png b/b.png\nindex 1111111..2222222 100644\nGIT binary patch\nliteral 4\nLcmZQ@()0oV0cHTU\n\nliteral 0\nHcmV?d00001\n\n';
    const named =
      'diff --git a/c.png b/c.png\nindex 1111111..2222222 100644\nBinary files a/c.png and b/c.png differ\n';
    expect(parseDiff(`${literal}${named}${FILE}`).files).toMatchObject([
      { path: 'b.png', isBinary: true, additions: 0 },
      { path: 'c.png', isBinary: true, additions: 0 },
      { path: 'y', isBinary: false, additions: 1 },
    ]);
  });

  it('reports a wrapped line and continues', () => {
    const diff = `--- a/x\n+++ b/x\n@@ -1,2 +1,3 @@\n a\n+a long\nline\n+b\n c\n${FILE}`;
    expect(parseDiff(diff).problems).toMatchObject([{ code: 'CORRUPT_HUNK', line: 6 }]);
    expect(counts(diff)).toEqual([
      ['x', 2, 0],
      ['y', 1, 1],
    ]);
  });

  it('reports a hunk that ends early, at a file and at the end', () => {
    const short = '--- a/x\n+++ b/x\n@@ -1,5 +1,5 @@\n a\n-b\n+c\n';
    expect(parseDiff(short + FILE).problems).toMatchObject([{ code: 'CORRUPT_HUNK', line: 7 }]);
    expect(counts(short + FILE)).toEqual([
      ['x', 1, 1],
      ['y', 1, 1],
    ]);
    expect(parseDiff(short).problems).toMatchObject([{ code: 'CORRUPT_HUNK', line: 6 }]);
  });

  it('parses the hunks after a corrupt one', () => {
    const diff = '--- a/x\n+++ b/x\n@@ -1,9 +1,9 @@\n-a\n+b\n@@ -20 +20 @@\n-c\n+d\n';
    expect(counts(diff)).toEqual([['x', 2, 2]]);
    expect(parseDiff(diff).problems).toHaveLength(1);
  });

  it('counts a combined hunk against its last parent and reports it', () => {
    const diff =
      'diff --cc x\nindex 1111111,2222222..3333333\n--- a/x\n+++ b/x\n@@@ -1,3 -1,3 +1,3 @@@\n  a\n +b\n+ c\n- d\n -e\n';
    expect(parseDiff(diff)).toMatchObject({
      files: [{ path: 'x', additions: 1, deletions: 1, newBlob: '3333333' }],
      problems: [{ code: 'COMBINED' }],
    });
  });

  it('skips text that Patchwork moved in front, and returns it', () => {
    const front = 'diff of both is small\n\nSigned-off-by: Ana <ana@a.example>\n---\n';
    const parsed = parseDiff(front + FILE);
    expect(parsed).toMatchObject({
      frontText: front,
      startOffset: front.length,
      problems: [{ code: 'STRAY_TEXT', line: 1 }],
    });
    expect(parsed.files).toHaveLength(1);
  });

  it.each(['Index: y\n=======\n', 'diff -r 1 y\n', '# HG changeset patch\n', '\n'])(
    'recognizes %j in front as written by a tool',
    (front) => {
      expect(parseDiff(`${front}${FILE}`)).toMatchObject({ frontText: '', problems: [] });
    },
  );

  it('adds the files that are only in the summary of the message', () => {
    const content =
      'T.\n---\n b.png | Bin 0 -> 4 bytes\n o => n | 0\n y | 2 +-\n {d => e}/f | 0\n 5 files changed, 1 insertion(+), 1 deletion(-)\n create mode 100644 b.png\n rename o => n (100%)\n rename {d => e}/f (97%)\n mode change 100644 => 100755 run.sh\n\n';
    const parsed = parseDiff(FILE, content);
    expect(parsed.problems).toMatchObject([{ code: 'MISSING_FILES', line: null }]);
    expect(parsed.files).toMatchObject([
      { path: 'y' },
      { path: 'b.png', changeType: 'ADDED', newMode: '100644' },
      { path: 'n', previousPath: 'o', changeType: 'RENAMED', similarity: 100 },
      { path: 'e/f', previousPath: 'd/f', changeType: 'RENAMED' },
      { path: 'run.sh', changeType: 'MODIFIED', oldMode: '100644', newMode: '100755' },
    ]);
    expect(parseDiff(FILE, ' y | 2 +-\n 1 file changed\n').problems).toEqual([]);
  });

  it.each([
    [''],
    ['\n'],
    ['diff --git'],
    ['diff --git a/x b/x'],
    ['@@ -1 +1 @@'],
    ['--- a\n+++ b'],
  ])('finds no file in %j', (diff) => {
    expect(parseDiff(diff).files).toEqual([]);
  });
});

describe('patchId', () => {
  it('ignores blanks, line numbers and the order of files', () => {
    const other = FILE.replaceAll('y', 'z');
    expect(patchId(FILE + other)).toBe(patchId(other + FILE));
    expect(patchId(FILE)).toBe(patchId(FILE.replace('-1 +1', '-9 +9').replace('+y', '+  y')));
    expect(patchId(FILE)).not.toBe(patchId(FILE.replace('+y', '+z')));
    expect(patchId(FILE)).toBe(patchId(FILE.replaceAll('\n', '\r\n')));
  });

  it('is the same if a mailer removed the blank of an empty context line', () => {
    const diff = 'diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -1,2 +1,3 @@\n \n+b\n c\n';
    expect(patchId(diff.replace('\n \n', '\n\n') + FILE)).toBe(patchId(diff + FILE));
  });

  it('covers all files of a diff without diff lines', () => {
    const first = '--- a/x\n+++ b/x\n@@ -1 +1 @@\n-x\n+y\n';
    const second = first.replaceAll('x', 'z');
    const changed = second.replace('+y', '+w');
    expect(patchId(first + second)).toBe(patchId(second + first));
    expect(patchId(first + second)).not.toBe(patchId(first + changed));
    expect(patchId(first + second)).not.toBe(patchId(first));
    expect(patchId(`Index: x\n=====\n${first}\nIndex: z\n=====\n${second}-- \n2.43.0\n`)).toBe(
      patchId(first + second),
    );
  });

  it.each(['', 'text\n', 'text\nmore'])('is null for %j', (text) => {
    expect(patchId(text)).toBeNull();
  });
});
