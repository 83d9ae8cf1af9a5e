import { parseAddresses, type MailAddress } from './address.js';
import { isDiffstatLine, isDiffstatTotal } from './diff/diffstat.js';
import { findMessageStart, type MessageSpan } from './messageStart.js';
import { isMetadataLine } from './metadata.js';
import { isBlank, readableLines } from './splitLines.js';
import { findTrailerBlock } from './trailerBlock.js';
import { trailerKind } from './trailerKinds.js';
import {
  joinTrailer,
  MAX_TRAILERS,
  readTrailerLine,
  type JoinRules,
  type RawTrailer,
} from './trailerLines.js';
import { parseTrailers, type ParsedTrailer } from './trailers.js';
import { looksLikeAddress, parseTrailerValue, startsWithHash } from './trailerValue.js';

/** A trailer of a patch's own message. */
export interface MessageTrailer extends ParsedTrailer {
  /** Whether git sees it: in the last paragraph of the message. */
  readonly inBlock: boolean;
}

/** Text of a patch's mail before its diff. */
export interface MailMessage {
  /** Who wrote the patch where a From line in the body names somebody; else null. */
  readonly author: MailAddress | null;
  /** Subject line in the body; null where there is none. */
  readonly inBodySubject: string | null;
  /** Without in-body headers, trailers and the text after `---`. */
  readonly commitMessage: string;
  /** The text between `---` and the diffstat; null where there is none. */
  readonly notes: string | null;
  readonly trailers: readonly MessageTrailer[];
  /** `git am` needs `--scissors` to take the message from where it begins. */
  readonly hasScissors: boolean;
  /** Index in the lines of the content: where the message begins and ends, and its trailer block. */
  readonly span: MessageSpan;
  /** Index of the first line of the trailer block, null without one. */
  readonly blockStart: number | null;
}

const JOIN: JoinRules = { folds: true, isText: () => true };

/**
 * Reads the message of a patch: up to 1 MiB, 50,000 lines and {@link MAX_TRAILERS} trailers.
 *
 * @param content Patchwork's `content`: the body up to the diff. The subject, which Patchwork keeps
 *   apart, counts as a paragraph before it.
 * @param frontText text that precedes the first file of `diff` ({@link parseDiff}):
 *   Patchwork cuts a message at a line that begins with `diff ` or `Index: `. Its lines are numbered
 *   on from those of the content.
 */
export function parseMessage(content: string, frontText = ''): MailMessage {
  const contentLines = readableLines(content);
  const lines = frontText === '' ? contentLines : [...contentLines, ...readableLines(frontText)];
  const span = findMessageStart(lines);
  const textEnd = findTextEnd(lines, span);
  const blockStart = findTrailerBlock(lines, span.start, textEnd);
  const found = collectTrailers(lines, span.start, textEnd, blockStart);
  // git ends the message at `Index: `; here nothing of the diff stands behind it but more message.
  const strayFrom = Math.max(span.end + 1, contentLines.length);
  const strays = isNoDiff(lines, span, contentLines.length)
    ? collectTrailers(lines, strayFrom, findStrayEnd(lines, strayFrom), null)
    : [];
  return {
    author: span.inBody.from === null ? null : (parseAddresses(span.inBody.from)[0] ?? null),
    inBodySubject: span.inBody.subject,
    commitMessage: commitMessageOf(lines, span.start, textEnd, found),
    notes: notesOf(lines, span.end),
    trailers: parseTrailers([...found, ...strays]).map(({ trailer, raw }) => ({
      ...trailer,
      inBlock: raw.inBlock,
    })),
    hasScissors: span.hasScissors,
    span,
    blockStart,
  };
}

/** git format-patch without a diffstat writes base-commit and its like below the trailers. */
function findTextEnd(lines: readonly string[], span: MessageSpan): number {
  let end = span.end;
  for (;;) {
    let start = trimEnd(lines, span.start, end);
    const last = start;
    while (start > span.start && isMetadataLine(lines[start - 1] ?? '')) start -= 1;
    if (start === last || (start > span.start && !isBlank(lines[start - 1] ?? ''))) return last;
    end = start;
  }
}

function isNoDiff(lines: readonly string[], span: MessageSpan, contentLength: number): boolean {
  return span.end >= contentLength && span.end < lines.length && !isSeparator(lines[span.end]);
}

function findStrayEnd(lines: readonly string[], from: number): number {
  const end = lines.findIndex((line, index) => index >= from && isSeparator(line));
  return end === -1 ? lines.length : end;
}

function isSeparator(line: string | undefined): boolean {
  return line?.startsWith('---') === true && isBlank(line.slice(3));
}

function trimEnd(lines: readonly string[], start: number, end: number): number {
  let at = end;
  while (at > start && isBlank(lines[at - 1] ?? '')) at -= 1;
  return at;
}

interface FoundTrailer extends RawTrailer {
  readonly inBlock: boolean;
}

/** Trailers of the block, and of known kinds in earlier paragraphs (DPDK sets Fixes and Cc apart). */
function collectTrailers(
  lines: readonly string[],
  start: number,
  end: number,
  blockStart: number | null,
): FoundTrailer[] {
  const found: FoundTrailer[] = [];
  for (let at = start; at < end && found.length < MAX_TRAILERS; at += 1) {
    const trailer = readTrailerLine(lines[at] ?? '');
    if (trailer === null) continue;
    const inBlock = blockStart !== null && at >= blockStart;
    if (!inBlock && trailerKind(trailer.name) === 'OTHER') continue;
    const joined = joinTrailer(lines, at, end, trailer, JOIN);
    if (!inBlock && !isPlain(joined)) continue;
    found.push({ ...joined, inBlock });
    at = joined.last;
  }
  return found;
}

/** Prose begins with `Fixes:` or `Cc:` too, so outside the block the value must have its form. */
function isPlain({ name, value }: RawTrailer): boolean {
  const kind = trailerKind(name);
  if (kind === 'DEPENDENCY' || kind === 'VERSION') return true;
  if (kind === 'FIXES' || kind === 'CLOSES')
    return startsWithHash(value) || /^(?:#?\d|https?:)/i.test(value);
  if (kind === 'LINK') return /^<|:\/\/|@/.test(value);
  const { person } = parseTrailerValue(name, kind, value);
  return person?.email != null && looksLikeAddress(person.email);
}

function commitMessageOf(
  lines: readonly string[],
  start: number,
  end: number,
  trailers: readonly FoundTrailer[],
): string {
  const dropped = new Set<number>();
  const covered = new Set<number>();
  for (const { first, last, inBlock } of trailers) {
    for (let at = first; at <= last; at += 1) (inBlock ? dropped : covered).add(at);
  }
  addWholeParagraphs(lines, start, end, covered, dropped);
  const kept: string[] = [];
  for (let at = start; at < end; at += 1) {
    const line = lines[at] ?? '';
    const isRepeatedBlank = isBlank(line) && isBlank(kept.at(-1) ?? '') && dropped.has(at - 1);
    if (!dropped.has(at) && !isRepeatedBlank) kept.push(line);
  }
  return kept.join('\n').trim();
}

/** Paragraphs with nothing but trailers are dropped too; a trailer amid prose is prose. */
function addWholeParagraphs(
  lines: readonly string[],
  start: number,
  end: number,
  covered: ReadonlySet<number>,
  dropped: Set<number>,
): void {
  let first = start;
  for (let at = start; at <= end; at += 1) {
    if (at < end && covered.has(at)) continue;
    if (at === end || isBlank(lines[at] ?? '')) {
      for (let line = first; line < at; line += 1) dropped.add(line);
    } else {
      while (at + 1 < end && !isBlank(lines[at + 1] ?? '')) at += 1;
    }
    first = at + 1;
  }
}

function notesOf(lines: readonly string[], breakAt: number): string | null {
  if (!isSeparator(lines[breakAt])) return null;
  let end = breakAt + 1;
  while (end < lines.length) {
    const line = lines[end] ?? '';
    if (isDiffstatLine(line) || isDiffstatTotal(line) || line.startsWith('diff -')) break;
    end += 1;
  }
  let last = end;
  while (last > breakAt + 1) {
    const line = lines[last - 1];
    if (!isSeparator(line) && !isBlank(line ?? '') && !isMetadataLine(line ?? '')) break;
    last -= 1;
  }
  return (
    lines
      .slice(breakAt + 1, last)
      .join('\n')
      .trim() || null
  );
}
