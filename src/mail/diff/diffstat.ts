/** One line of the summary that git writes below a diffstat. */
export interface SummaryFile {
  readonly change: 'ADDED' | 'DELETED' | 'RENAMED' | 'COPIED' | 'MODE';
  readonly path: string;
  readonly previousPath: string | null;
  readonly oldMode: string | null;
  readonly newMode: string | null;
  readonly similarity: number | null;
}

/** Summary of a diff in its message. */
export interface Diffstat {
  /** Files by the `N files changed` line, or else the number of lines with a `|`. */
  readonly fileCount: number;
  readonly summary: readonly SummaryFile[];
}

const TOTAL = /^ (\d{1,9}) files? changed\b/;
const MAX_LINE_LENGTH = 4096;

/** Whether a line is ` path | 12 ++--` or ` path | Bin 0 -> 5 bytes`. */
export function isDiffstatLine(line: string): boolean {
  if (!line.startsWith(' ') || line.length > MAX_LINE_LENGTH) return false;
  const bar = line.lastIndexOf('|');
  if (bar < 2 || line.slice(0, bar).trim() === '') return false;
  return /^ +(?:\d+(?: [+-]+)?|Bin(?: .*)?)$/.test(line.slice(bar + 1).trimEnd());
}

/** Whether a line is ` 3 files changed, 5 insertions(+)`. */
export function isDiffstatTotal(line: string): boolean {
  return TOTAL.test(line);
}

/**
 * Reads diffstat and summary of `git format-patch` from the lines of a message; null where there is
 * none. Where Patchwork loses a rename, a mode change or an empty file behind a binary patch, the
 * summary is the only trace (patchwork/parser.py, `parse_patch`).
 */
export function readDiffstat(lines: readonly string[]): Diffstat | null {
  let total: number | null = null;
  let statLines = 0;
  let isBehindTotal = false;
  let summary: SummaryFile[] = [];
  for (const line of lines) {
    const match = TOTAL.exec(line);
    if (match !== null) {
      total = Number(match[1]);
      isBehindTotal = true;
      summary = [];
    } else if (isDiffstatLine(line)) {
      statLines += 1;
    } else if (isBehindTotal) {
      const file = readSummaryLine(line);
      if (file === null) isBehindTotal = false;
      else summary.push(file);
    }
  }
  if (total === null && statLines === 0) return null;
  return { fileCount: total ?? statLines, summary };
}

function readSummaryLine(line: string): SummaryFile | null {
  if (line.length > MAX_LINE_LENGTH) return null;
  const base = { previousPath: null, oldMode: null, newMode: null, similarity: null };
  const created = /^ (create|delete) mode (\d{6}) (.+)$/.exec(line);
  if (created !== null) {
    const [, verb, mode = '', path = ''] = created;
    return verb === 'create'
      ? { ...base, change: 'ADDED', path: unquotePath(path), newMode: mode }
      : { ...base, change: 'DELETED', path: unquotePath(path), oldMode: mode };
  }
  const changed = /^ mode change (\d{6}) => (\d{6})(?: (.+))?$/.exec(line);
  if (changed !== null) {
    const [, oldMode = '', newMode = '', path = ''] = changed;
    return { ...base, change: 'MODE', path: unquotePath(path), oldMode, newMode };
  }
  const moved = /^ (rename|copy) (.+) \((\d{1,3})%\)$/.exec(line);
  if (moved === null) return null;
  const [, verb, names = '', percent = ''] = moved;
  const [previousPath, path] = splitRename(names);
  const change = verb === 'rename' ? 'RENAMED' : 'COPIED';
  return { ...base, change, path, previousPath, similarity: Number(percent) };
}

/** `old => new`, or `dir/{old => new}/file` where both share a part (git's `pprint_rename`). */
function splitRename(names: string): readonly [string, string] {
  const arrow = names.indexOf(' => ');
  if (arrow === -1) return [unquotePath(names), unquotePath(names)];
  const open = names.lastIndexOf('{', arrow);
  const close = names.indexOf('}', arrow);
  if (open === -1 || close === -1) {
    return [unquotePath(names.slice(0, arrow)), unquotePath(names.slice(arrow + 4))];
  }
  const join = (middle: string): string =>
    (names.slice(0, open) + middle + names.slice(close + 1)).replace('//', '/');
  return [join(names.slice(open + 1, arrow)), join(names.slice(arrow + 4, close))];
}

const ESCAPES: Readonly<Record<string, number>> = {
  a: 7,
  b: 8,
  t: 9,
  n: 10,
  v: 11,
  f: 12,
  r: 13,
  '"': 34,
  '\\': 92,
};

/**
 * Undoes the C quoting of a path, `"a/\303\274"`, by git's quote.c: octal escapes are bytes of UTF-8.
 * A path without quotes, and one whose quotes do not close, is returned as it is.
 */
function unquotePath(text: string): string {
  return readQuotedPath(text)?.path ?? text;
}

/** Reads the C-quoted path at the start of a text; null where there is none. */
export function readQuotedPath(
  text: string,
): { readonly path: string; readonly end: number } | null {
  if (!text.startsWith('"')) return null;
  const parts: Buffer[] = [];
  let plainFrom = 1;
  for (let at = 1; at < text.length; at += 1) {
    const char = text.charAt(at);
    if (char === '"') {
      parts.push(Buffer.from(text.slice(plainFrom, at)));
      return { path: Buffer.concat(parts).toString('utf8'), end: at + 1 };
    }
    if (char !== '\\') continue;
    parts.push(Buffer.from(text.slice(plainFrom, at)));
    const octal = /^[0-3][0-7]{2}/.exec(text.slice(at + 1, at + 4));
    const code = octal === null ? ESCAPES[text.charAt(at + 1)] : parseInt(octal[0], 8);
    if (code === undefined) return null;
    parts.push(Buffer.from([code]));
    at += octal === null ? 1 : 3;
    plainFrom = at + 1;
  }
  return null;
}
