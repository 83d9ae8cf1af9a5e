import type { MailAddress } from '../../../mail/address.js';
import { readHunkLines, type DiffFile } from '../../../mail/diff/DiffFile.js';
import { parseDiff } from '../../../mail/diff/parseDiff.js';
import { patchId } from '../../../mail/diff/patchId.js';
import { parseMessage } from '../../../mail/message.js';
import { splitLines } from '../../../mail/splitLines.js';

/** A patch as comparison needs it. */
export interface ComparablePatch {
  readonly number: number;
  /** Takes the place of a commit: its number on the server. */
  readonly label: string;
  /** Without prefixes. */
  readonly title: string;
  readonly author: MailAddress | null;
  readonly content: string;
  readonly diff: string;
  /** Gerrit's `Change-Id`; null without one. */
  readonly gerritChangeId: string | null;
}

/** The text of a patch by which versions are compared, and its parts. */
export interface PatchText {
  readonly patch: ComparablePatch;
  readonly lines: readonly string[];
  /** Index of the first line of the diff. */
  readonly diffStart: number;
  /** Lines of the diff without the blank ones between files: what leaving the patch alone costs. */
  readonly diffSize: number;
  readonly author: string;
  readonly commitMessage: string;
  readonly trailers: readonly string[];
  /** Added and removed lines by file, and the contents of binary files. */
  readonly changedLines: string;
  readonly patchId: string | null;
}

/** Writes a patch as git range-diff does (range-diff.c, `read_patches`): no line numbers, no blobs. */
export function writePatchText(patch: ComparablePatch): PatchText {
  const parsed = parseDiff(patch.diff);
  const message = parseMessage(patch.content, parsed.frontText);
  const all = [...splitLines(patch.content), ...splitLines(parsed.frontText)];
  const body = trimBlank(all.slice(message.span.start, message.span.end));
  const author = formatAuthor(message.author ?? patch.author);
  const text = [patch.title, ...(body.length > 0 ? ['', ...body] : [])];
  const head = [
    ' ## Metadata ##',
    `Author: ${author}`,
    '',
    ' ## Commit message ##',
    ...text.map((line) => `    ${line}`.trimEnd()),
  ];
  const files = parsed.files.map((file) => writeFile(patch.diff, file));
  return {
    patch,
    author,
    lines: [...head, ...files.flatMap((lines) => ['', ...lines])],
    diffStart: head.length + 1,
    diffSize: files.reduce((sum, lines) => sum + lines.length, 0),
    commitMessage: message.commitMessage,
    trailers: message.trailers.map(({ name, value }) => `${name.toLowerCase()}: ${value}`),
    changedLines: parsed.files
      .map((file, index) => changesOf(file, files[index] ?? []))
      .join('\n\n'),
    patchId: patchId(patch.diff.slice(parsed.startOffset)),
  };
}

/** A binary file has no lines that change; its blob before the patch is context. */
function changesOf(
  { isBinary, newBlob }: DiffFile,
  [title = '', ...lines]: readonly string[],
): string {
  const changed = lines.filter((line) => line.startsWith('+') || line.startsWith('-'));
  return [title, ...(isBinary ? [newBlob ?? ''] : []), ...changed].join('\n');
}

function formatAuthor(author: MailAddress | null): string {
  if (author === null) return '';
  return author.name === null
    ? `<${author.email ?? ''}>`
    : `${author.name} <${author.email ?? ''}>`;
}

function trimBlank(lines: readonly string[]): string[] {
  return lines.join('\n').replace(/^\n+/, '').trimEnd().split('\n').filter(isNotOnly);
}

function isNotOnly(line: string, _index: number, all: readonly string[]): boolean {
  return all.length > 1 || line !== '';
}

function writeFile(diff: string, file: DiffFile): string[] {
  const lines = [` ## ${titleOf(file)} ##`];
  if (file.isBinary) lines.push(` Binary file ${file.oldBlob ?? ''}..${file.newBlob ?? ''}`);
  for (const hunk of file.hunks) {
    lines.push(hunk.section === null ? '@@' : `@@ ${file.path}: ${hunk.section}`);
    for (const line of readHunkLines(diff, hunk)) lines.push(hunkLine(line));
  }
  return lines;
}

/** Mailers take the blank of an empty context line; git's remarks are context to it. */
function hunkLine(line: string): string {
  return line === '' || line.startsWith('\\') ? ` ${line}` : line;
}

function titleOf({ changeType, path, previousPath, oldMode, newMode }: DiffFile): string {
  const name =
    changeType === 'RENAMED' && previousPath !== null ? `${previousPath} => ${path}` : path;
  if (changeType === 'ADDED') return `${name} (new)`;
  if (changeType === 'DELETED') return `${name} (deleted)`;
  const isModeChange = oldMode !== null && newMode !== null && oldMode !== newMode;
  return isModeChange ? `${name} (mode change ${oldMode} => ${newMode})` : name;
}
