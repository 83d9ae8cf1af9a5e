import { readQuotedPath } from './diffstat.js';

/** Contents of the lines before the hunks of one file. */
export interface FileHeader {
  readonly oldPath: string | null;
  readonly newPath: string | null;
  readonly change: 'ADDED' | 'DELETED' | 'RENAMED' | 'COPIED' | null;
  readonly oldMode: string | null;
  readonly newMode: string | null;
  readonly similarity: number | null;
  readonly oldBlob: string | null;
  readonly newBlob: string | null;
  /** A header of a merge (`diff --cc`). */
  readonly isCombined: boolean;
  /** Only `---` and `+++`: whether the file is new or gone may show by its hunk alone. */
  readonly isTraditional: boolean;
  /** Index of the first line behind the header. */
  readonly end: number;
}

interface Draft {
  change: FileHeader['change'];
  oldMode: string | null;
  newMode: string | null;
  similarity: number | null;
  oldBlob: string | null;
  newBlob: string | null;
  movedFrom: string | null;
  movedTo: string | null;
  oldName: string | null;
  newName: string | null;
}

type HeaderField = readonly [prefix: string, read: (value: string, draft: Draft) => void];

/** The table of git apply's `parse_git_diff_header`. */
const FIELDS: readonly HeaderField[] = [
  ['--- ', (value, draft) => void (draft.oldName = readName(value))],
  ['+++ ', (value, draft) => void (draft.newName = readName(value))],
  ['index ', readIndex],
  ['old mode ', (value, draft) => void (draft.oldMode = readMode(value))],
  ['new mode ', (value, draft) => void (draft.newMode = readMode(value))],
  ['mode ', readCombinedMode],
  [
    'deleted file mode ',
    (value, draft) => {
      draft.change = 'DELETED';
      draft.oldMode = readMode(value.split(',')[0] ?? '');
    },
  ],
  [
    'new file mode ',
    (value, draft) => {
      draft.change = 'ADDED';
      draft.newMode = readMode(value);
    },
  ],
  ['copy from ', (value, draft) => readMove('COPIED', value, draft)],
  ['copy to ', (value, draft) => void (draft.movedTo = readWholeName(value))],
  ['rename from ', (value, draft) => readMove('RENAMED', value, draft)],
  ['rename to ', (value, draft) => void (draft.movedTo = readWholeName(value))],
  ['rename old ', (value, draft) => readMove('RENAMED', value, draft)],
  ['rename new ', (value, draft) => void (draft.movedTo = readWholeName(value))],
  ['similarity index ', (value, draft) => void (draft.similarity = readPercent(value))],
  ['dissimilarity index ', () => undefined],
];

function emptyDraft(): Draft {
  return {
    change: null,
    oldMode: null,
    newMode: null,
    similarity: null,
    oldBlob: null,
    newBlob: null,
    movedFrom: null,
    movedTo: null,
    oldName: null,
    newName: null,
  };
}

/** Takes a carriage return off the end of a header line; inside hunks it is content. */
export function withoutReturn(line: string): string {
  return line.endsWith('\r') ? line.slice(0, -1) : line;
}

/**
 * Reads the header of a file at this line, by git apply's `find_header`; null where none begins. A
 * `diff --git` line without anything of a header behind it is prose.
 */
export function readFileHeader(lines: readonly string[], at: number): FileHeader | null {
  const line = lines[at] ?? '';
  if (line.startsWith('diff --git ')) return readGitHeader(lines, at, 'diff --git ');
  if (line.startsWith('diff --cc ')) return readGitHeader(lines, at, 'diff --cc ');
  if (line.startsWith('diff --combined ')) return readGitHeader(lines, at, 'diff --combined ');
  return isTraditionalHeader(lines, at) ? readTraditionalHeader(lines, at) : null;
}

/** `--- old`, `+++ new`, and a hunk. */
function isTraditionalHeader(lines: readonly string[], at: number): boolean {
  return (
    lines[at]?.startsWith('--- ') === true &&
    lines[at + 1]?.startsWith('+++ ') === true &&
    lines[at + 2]?.startsWith('@@ -') === true
  );
}

function readGitHeader(lines: readonly string[], at: number, prefix: string): FileHeader | null {
  const draft = emptyDraft();
  let end = at + 1;
  for (; end < lines.length; end += 1) {
    const line = withoutReturn(lines[end] ?? '');
    const field = FIELDS.find(([start]) => line.startsWith(start));
    if (field === undefined) break;
    field[1](line.slice(field[0].length), draft);
  }
  const next = lines[end] ?? '';
  if (end === at + 1 && !/^(?:Binary files |GIT binary patch)/.test(next)) return null;
  const names = withoutReturn(lines[at] ?? '').slice(prefix.length);
  const isCombined = prefix !== 'diff --git ';
  const named = isCombined ? { path: readWholeName(names), hasPrefix: true } : readGitLine(names);
  return toHeader(draft, named, isCombined, end);
}

function readTraditionalHeader(lines: readonly string[], at: number): FileHeader {
  const draft = emptyDraft();
  const oldLine = withoutReturn(lines[at] ?? '').slice(4);
  const newLine = withoutReturn(lines[at + 1] ?? '').slice(4);
  draft.oldName = isEpoch(oldLine) ? NULL_DEVICE : readDatedName(oldLine);
  draft.newName = isEpoch(newLine) ? NULL_DEVICE : readDatedName(newLine);
  const hasBoth = draft.oldName !== NULL_DEVICE && draft.newName !== NULL_DEVICE;
  if (!hasBoth && draft.oldName === draft.newName) draft.oldName = readDatedName(oldLine);
  const header = toHeader(draft, null, false, at + 2);
  const { oldPath, newPath } = header;
  // `f.c` and `f.c.new`: git apply takes the shorter one for the file.
  const isCopy = oldPath !== null && newPath?.startsWith(oldPath) === true;
  return { ...header, newPath: isCopy ? oldPath : newPath, isTraditional: true };
}

const NULL_DEVICE = '/dev/null';
const MAX_TIMESTAMP_LENGTH = 60;

function toHeader(
  draft: Draft,
  named: { readonly path: string; readonly hasPrefix: boolean } | null,
  isCombined: boolean,
  end: number,
): FileHeader {
  const isNew = draft.change === 'ADDED' || draft.oldName === NULL_DEVICE;
  const isGone = draft.change === 'DELETED' || draft.newName === NULL_DEVICE;
  const [oldName, newName] = stripPrefixes(draft, named?.hasPrefix ?? null);
  const oldPath = draft.movedFrom ?? oldName ?? named?.path ?? null;
  const newPath = draft.movedTo ?? newName ?? named?.path ?? null;
  return {
    oldPath: isNew ? null : oldPath,
    newPath: isGone ? null : newPath,
    change: draft.change ?? (isNew ? 'ADDED' : isGone ? 'DELETED' : null),
    oldMode: draft.oldMode,
    newMode: draft.newMode,
    similarity: draft.similarity,
    oldBlob: draft.oldBlob,
    newBlob: draft.newBlob,
    isCombined,
    isTraditional: false,
    end,
  };
}

/**
 * Takes one leading part off the names of `---` and `+++`. Both sides equal as a whole are names of
 * `git diff --no-prefix`, or of tools like Subversion; git apply cannot know and needs `-p0` there. A
 * leading `./` or `/` is never part of a name.
 */
function stripPrefixes(
  { oldName, newName }: Draft,
  hasPrefix: boolean | null,
): readonly [string | null, string | null] {
  const old = oldName === NULL_DEVICE ? null : oldName;
  const changed = newName === NULL_DEVICE ? null : newName;
  const isSame = old !== null && old === changed && !/^\.?\//.test(old);
  const isBare = hasPrefix === false || (isSame && hasPrefix !== true);
  if (isBare) return [old, changed];
  return [old === null ? null : stripPart(old), changed === null ? null : stripPart(changed)];
}

function stripPart(name: string): string {
  const slash = name.indexOf('/');
  return slash === -1 ? name : name.slice(slash + 1).replace(/^\/+/, '');
}

/** The name of a `---` or `+++` line: C-quoted, or up to a tab (timestamps stand behind it). */
function readName(text: string): string {
  const quoted = readQuotedPath(text);
  if (quoted !== null) return quoted.path;
  const tab = text.indexOf('\t');
  return tab === -1 ? text : text.slice(0, tab);
}

/**
 * The name of a `---` or `+++` line of other tools than git. Mail programs turn the tab before a timestamp
 * into blanks (git apply's `diff_timestamp_len`).
 */
function readDatedName(text: string): string {
  const isPlain = text.includes('\t') || text.startsWith('"');
  return isPlain ? readName(text) : text.slice(0, findTimestamp(text) ?? text.length);
}

const TIMESTAMP = / (?:\d\d)?\d\d-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d{1,9})?(?: ?[-+]\d\d:?\d\d)?$/;

/** Where a timestamp and the blanks before it begin at the end of a line. */
function findTimestamp(text: string): number | null {
  const found = TIMESTAMP.exec(text.slice(-MAX_TIMESTAMP_LENGTH));
  return found === null ? null : text.slice(0, text.length - found[0].length).trimEnd().length;
}

function readWholeName(text: string): string {
  return readQuotedPath(text)?.path ?? text;
}

function readMove(change: 'RENAMED' | 'COPIED', value: string, draft: Draft): void {
  draft.change = change;
  draft.movedFrom = readWholeName(value);
}

function readMode(text: string): string | null {
  return /^[0-7]{4,6}\b/.exec(text)?.[0] ?? null;
}

function readPercent(text: string): number | null {
  const digits = /^(\d{1,3})%?/.exec(text);
  return digits === null ? null : Math.min(Number(digits[1]), 100);
}

/** `index 0123abc..4567def 100644`; combined diffs have more ids in front of the dots. */
function readIndex(value: string, draft: Draft): void {
  const match =
    /^([0-9a-f]{4,64})(?:,[0-9a-f]{4,64}){0,15}\.\.([0-9a-f]{4,64})(?: ([0-7]{6}))?/.exec(value);
  if (match === null) return;
  const [, old = '', changed = '', mode] = match;
  draft.oldBlob = /^0+$/.test(old) ? null : old;
  draft.newBlob = /^0+$/.test(changed) ? null : changed;
  if (mode === undefined) return;
  draft.oldMode ??= mode;
  draft.newMode ??= mode;
}

/** `mode 100644,100644..100755` of a combined diff. */
function readCombinedMode(value: string, draft: Draft): void {
  const match = /^([0-7]{6})(?:,[0-7]{6}){0,15}\.\.([0-7]{6})/.exec(value);
  if (match === null) return;
  draft.oldMode = match[1] ?? null;
  draft.newMode = match[2] ?? null;
}

/** GNU diff dates a missing side 1970 (git apply's `has_epoch_timestamp`). */
function isEpoch(line: string): boolean {
  const tab = line.indexOf('\t');
  if (tab === -1) return line === NULL_DEVICE;
  const stamp = /^(19(?:69-12-31|70-01-01)) (\d\d):(\d\d):00(?:\.0+)? ([-+])(\d\d):?(\d\d)$/.exec(
    line
      .slice(tab + 1)
      .trimEnd()
      .slice(0, MAX_TIMESTAMP_LENGTH),
  );
  if (stamp === null) return line.startsWith(`${NULL_DEVICE}\t`);
  const [, day, hour, minute, sign, zoneHour, zoneMinute] = stamp;
  const local = Number(hour) * 60 + Number(minute) - (day === '1969-12-31' ? 24 * 60 : 0);
  const zone = Number(zoneHour) * 60 + Number(zoneMinute);
  return local === (sign === '-' ? -zone : zone);
}

/**
 * The path of a `diff --git` line, taken only where both halves name one file (git apply's
 * `git_header_name`): pure mode changes and empty files have no other name. Names may contain blanks.
 */
function readGitLine(text: string): { readonly path: string; readonly hasPrefix: boolean } | null {
  const halves = text.includes('"') ? splitQuoted(text) : null;
  if (halves !== null) return sameFile(halves[0], halves[1]);
  const middle = (text.length - 1) / 2;
  if (text.charAt(middle) === ' ' && text.slice(0, middle) === text.slice(middle + 1)) {
    return { path: text.slice(0, middle), hasPrefix: false };
  }
  const firstSlash = text.indexOf('/');
  if (firstSlash === -1) return null;
  let slash = -1;
  for (let at = text.length - 1; at > firstSlash; at -= 1) {
    const char = text.charAt(at);
    if (char === '/') slash = at;
    if (char !== ' ' || slash === -1) continue;
    const length = at - firstSlash - 1;
    // Only halves of one length can be equal, so few are compared.
    if (length !== text.length - slash - 1) continue;
    const path = text.slice(firstSlash + 1, at);
    if (path !== '' && path === text.slice(slash + 1)) return { path, hasPrefix: true };
  }
  return null;
}

function splitQuoted(text: string): readonly [string, string] | null {
  const first = readQuotedPath(text);
  if (first !== null) {
    return [first.path, readWholeName(text.slice(first.end).trimStart())];
  }
  const space = text.indexOf(' "');
  const second = space === -1 ? null : readQuotedPath(text.slice(space + 1));
  return second === null ? null : [text.slice(0, space), second.path];
}

function sameFile(
  first: string,
  second: string,
): { readonly path: string; readonly hasPrefix: boolean } | null {
  if (first === second) return { path: first, hasPrefix: false };
  const path = stripPart(first);
  return path === stripPart(second) ? { path, hasPrefix: true } : null;
}
