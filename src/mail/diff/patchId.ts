import { createHash } from 'node:crypto';
import { MAX_DIFF_LINES } from './parseDiff.js';

const HASH_BYTES = 20;
const HUNK_COUNTS = /^@@ -\d{1,10}(?:,(\d{1,10}))? \+\d{1,10}(?:,(\d{1,10}))? @@/;

/**
 * The id of a diff by `git patch-id --stable` (builtin/patch-id.c): blanks and line numbers do not
 * count, nor does the order of the files. Null for a text without a diff.
 *
 * Unlike git, an empty line counts as an empty context line, as everywhere in mails that lost the
 * blanks at line ends, and a diff without `diff` lines has an id, of all its files. One of more than
 * {@link MAX_DIFF_LINES} lines has none.
 *
 * @param diff from its first file on ({@link ParsedDiff.startOffset}).
 */
export function patchId(diff: string): string | null {
  const sum = new Uint8Array(HASH_BYTES);
  const state = new PatchIdState(sum);
  const lines = diff.split('\n', MAX_DIFF_LINES + 2);
  if (lines.length > MAX_DIFF_LINES + (lines.at(-1) === '' ? 1 : 0)) return null;
  for (const [at, line] of lines.entries()) {
    if (!state.read(line, lines[at + 1] ?? '')) break;
  }
  return state.finish() ? Buffer.from(sum).toString('hex') : null;
}

class PatchIdState {
  readonly #sum: Uint8Array;
  #hash = createHash('sha1');
  /** Lines left in the hunk; -1 in a header. */
  #before = -1;
  #after = -1;
  #isBinary = false;
  #hasHunks = false;
  #hasText = false;
  #blobs: readonly [string, string] = ['', ''];

  constructor(sum: Uint8Array) {
    this.#sum = sum;
  }

  /** Reads one line; false where the diff ends before it. */
  read(line: string, next: string): boolean {
    if (line.startsWith('\\ ') && line.length > 11) return true;
    if (!this.#hasText && !line.startsWith('diff ') && !line.startsWith('--- ')) return true;
    if (this.#before === -1 && !this.#readHeader(line)) return !isEnd(line);
    if (this.#isBinary) {
      // git leaves out the line that ends a binary file.
      if (line.startsWith('diff ')) {
        this.#isBinary = false;
        this.#before = -1;
      }
      return true;
    }
    if (this.#before === 0 && this.#after === 0) {
      if (this.#readHunkHeader(line)) return true;
      const isHeader = line.startsWith('--- ') && next.startsWith('+++ ');
      // Other tools write lines such as `Index: ` between files.
      if (!isHeader && !line.startsWith('diff ')) return true;
      if (this.#hasHunks) this.#flush();
      this.#before = this.#after = isHeader ? 1 : -1;
      this.#hasHunks = false;
    }
    this.#addLine(line);
    return true;
  }

  /** Adds the remaining lines; false where there was no diff. */
  finish(): boolean {
    this.#flush();
    return this.#hasText;
  }

  /** Whether the line is to be hashed, as header or as the first of a hunk. */
  #readHeader(line: string): boolean {
    if (line.startsWith('GIT binary patch') || line.startsWith('Binary files')) {
      this.#isBinary = true;
      this.#before = 0;
      this.#hash.update(this.#blobs[0]).update(this.#blobs[1]);
      this.#flush();
      return false;
    }
    if (line.startsWith('index ')) {
      const [old = '', rest = ''] = line.slice(6).split('..', 2);
      this.#blobs = [old, rest.split(/\s/, 1)[0] ?? ''];
      return false;
    }
    if (line.startsWith('--- ')) {
      this.#before = 1;
      this.#after = 1;
      return true;
    }
    return /^[A-Za-z]/.test(line);
  }

  #readHunkHeader(line: string): boolean {
    const counts = HUNK_COUNTS.exec(line);
    if (counts === null) return false;
    this.#before = Number(counts[1] ?? 1);
    this.#after = Number(counts[2] ?? 1);
    this.#hasHunks = true;
    return true;
  }

  #addLine(line: string): void {
    const mark = line.charAt(0);
    const isContext = mark === ' ' || mark === '' || mark === '\r';
    if (this.#before > 0 && (mark === '-' || isContext)) this.#before -= 1;
    if (this.#after > 0 && (mark === '+' || isContext)) this.#after -= 1;
    const text = line.replace(/[ \t\n\v\f\r]+/g, '');
    if (text !== '') this.#hasText = true;
    this.#hash.update(text);
  }

  /** Adds the hash of one file to the sum, byte by byte with carry (`flush_one_hunk`). */
  #flush(): void {
    const hash = this.#hash.digest();
    this.#hash = createHash('sha1');
    let carry = 0;
    for (let index = 0; index < HASH_BYTES; index += 1) {
      carry += (this.#sum[index] ?? 0) + (hash[index] ?? 0);
      this.#sum[index] = carry & 0xff;
      carry >>= 8;
    }
  }
}

/** A header goes on with words; anything else in its place ends the diff. */
function isEnd(line: string): boolean {
  return !/^(?:GIT binary patch|Binary files|index )/.test(line);
}
