import { createHash } from 'node:crypto';

const FILE_LINE = /^(---|\+\+\+) (\S+)/;
const HUNK_LINE = /^@@ -\d+(?:,(\d+))? \+\d+(?:,(\d+))? @@/;

/**
 * The `hash` of a patch as Patchwork computes it (`patchwork/hasher.py`): SHA-1 over the lines of the
 * diff without line numbers and without the top folder, so that a patch that was only rebased keeps
 * its hash. The filter `?hash=` of the REST API compares it.
 */
export function hashDiff(diff: string): string {
  const sha1 = createHash('sha1');
  for (const line of diff.replaceAll('\r', '').trim().split('\n')) {
    const normal = normalise(line);
    if (normal !== null) sha1.update(`${normal}\n`);
  }
  return sha1.digest('hex');
}

/** The part of one line that is hashed; null if the line is skipped. */
function normalise(line: string): string | null {
  const file = FILE_LINE.exec(line);
  if (file !== null) {
    const [, mark = '', path = ''] = file;
    const side = mark === '---' ? 'a' : 'b';
    return `${mark} ${side}/${path.split('/').slice(1).join('/')}`;
  }
  const hunk = HUNK_LINE.exec(line);
  if (hunk !== null) return `@@ -${hunk[1] ?? '1'} +${hunk[2] ?? '1'} @@`;
  return /^[-+ ]/.test(line) ? line : null;
}
