import { HunkCounter, readHunkHeader } from './hunk.js';

const EXTENDED_HEADER =
  /^(?:index |old mode |new mode |deleted file mode |new file mode |copy from |copy to |rename |similarity index |dissimilarity index |Binary files |--- |\+\+\+ |=====)/;

/**
 * Whether a diff begins at this line of a reply: people paste them whole, without the `diff` line, or
 * as a bare hunk.
 */
export function isDiffStart(lines: readonly string[], at: number): boolean {
  const line = lines[at] ?? '';
  switch (line.charAt(0)) {
    case 'd':
      return line.startsWith('diff -');
    case 'I':
      return line.startsWith('Index: ') && lines[at + 1]?.startsWith('=====') === true;
    case '-':
      return line.startsWith('--- ') && lines[at + 1]?.startsWith('+++ ') === true;
    case '@':
      return readHunkHeader(line) !== null;
    default:
      return false;
  }
}

/** Index of the first line behind the diff that begins at `start`; its hunks are read by count. */
export function findDiffEnd(lines: readonly string[], start: number): number {
  let at = start;
  while (at < lines.length) {
    const line = lines[at] ?? '';
    const header = readHunkHeader(line);
    if (header !== null) {
      const counter = new HunkCounter(header);
      at += 1;
      while (at < lines.length && counter.accepts(lines[at] ?? '')) at += 1;
    } else if (line === 'GIT binary patch') {
      while (at < lines.length && lines[at] !== '') at += 1;
    } else if (at === start || isDiffStart(lines, at) || EXTENDED_HEADER.test(line)) {
      at += 1;
    } else {
      return at;
    }
  }
  return at;
}
