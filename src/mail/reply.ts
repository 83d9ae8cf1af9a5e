import { findDiffEnd, isDiffStart } from './diff/looseDiff.js';
import { announcesMail, quotedHeader } from './quotedMail.js';
import { isScissorsLine } from './scissors.js';
import { scopeOfLine, scopeOfNote, type TrailerScope } from './trailerScope.js';
import { isBlank, readableLines } from './splitLines.js';
import { trailerKind, type TrailerKind } from './trailerKinds.js';
import {
  joinTrailer,
  MAX_TRAILERS,
  readTrailerLine,
  type JoinRules,
  type RawTrailer,
} from './trailerLines.js';
import { parseTrailers, type ParsedTrailer, type PlacedTrailer } from './trailers.js';
import { looksLikeAddress, startsWithHash } from './trailerValue.js';

/** A trailer that a reply gives. */
export interface ReplyTrailer extends ParsedTrailer {
  /** Whether it belongs to a diff that the reply itself contains, and not to the patch it answers. */
  readonly isEmbedded: boolean;
  /** The scope that its note, or the line directly before, gives it; null for neither. */
  readonly scope: TrailerScope | null;
}

/** Text that the sender of a reply wrote. */
export interface Reply {
  readonly trailers: readonly ReplyTrailer[];
  /** Lines that are neither quoted nor part of a diff, without trailers. */
  readonly ownText: string;
}

type LineRole = 'TEXT' | 'QUOTE' | 'DIFF';

interface ReplyLines {
  readonly lines: readonly string[];
  readonly roles: readonly LineRole[];
  /** Index of the line where another mail or the signature begins. */
  readonly end: number;
}

const QUOTE = /^\s*[>|]/;
const MAX_INDENT = 8;
/** Of a diff without scissors, only these belong to it: the rest is still about the patch above. */
const PATCH_KINDS: ReadonlySet<TrailerKind> = new Set(['SIGN_OFF', 'AUTHOR', 'FIXES', 'CLOSES']);

/**
 * Reads a reply to a patch or cover by b4's rules (`find_trailers` with `followup`), with these
 * corrected: quotes of Outlook without `>` end the text; a diff in the reply keeps its own
 * trailers; a note or the line before limits a trailer to some patches. Of a text, up to 1 MiB, 50,000
 * lines and {@link MAX_TRAILERS} trailers are read.
 *
 * @param content Patchwork's `content` of a comment.
 */
export function parseReply(content: string): Reply {
  const reply = readLines(content);
  const raws = collectTrailers(reply);
  const embedding = findEmbedded(reply);
  const trailers: ReplyTrailer[] = [];
  const taken = new Set<number>();
  let scope: TrailerScope | null = null;
  let reach = -1;
  for (const raw of raws) {
    for (let at = raw.first; at <= raw.last; at += 1) taken.add(at);
    if (reach < 0 || hasTextBetween(reply, reach + 1, raw.first)) {
      scope = scopeBefore(reply, raw.first);
    }
    reach = raw.last;
    for (const one of parseTrailers([raw], MAX_TRAILERS - trailers.length)) {
      trailers.push(toTrailer(one, embedding, scope));
    }
  }
  return { trailers, ownText: ownTextOf(reply, taken) };
}

function readLines(content: string): ReplyLines {
  // A blank that HTML mailers write is a blank, and marks of no width are nothing.
  const plain = content.replaceAll('\u00a0', ' ').replace(/[\u200b\u2060\ufeff]/g, '');
  const lines = readableLines(plain);
  const roles: LineRole[] = [];
  let hasText = false;
  let at = 0;
  while (at < lines.length) {
    const line = lines[at] ?? '';
    if (QUOTE.test(line)) {
      roles.push('QUOTE');
    } else if (isDiffStart(lines, at)) {
      const end = findDiffEnd(lines, at);
      while (roles.length < end) roles.push('DIFF');
      at = end;
      continue;
    } else if (endsText(lines, at, hasText)) {
      return { lines, roles, end: at };
    } else {
      roles.push('TEXT');
      hasText = isScissorsLine(line) ? false : hasText || isProse(line);
    }
    at += 1;
  }
  return { lines, roles, end: lines.length };
}

/** Headers at the start, or behind a scissors line, are those of a patch and no text. */
function isProse(line: string): boolean {
  return !isBlank(line) && quotedHeader(line) === null;
}

function endsText(lines: readonly string[], at: number, hasText: boolean): boolean {
  const line = lines[at] ?? '';
  if (line === '-- ' || announcesMail(line) || /^_{10,}$/.test(line.trimEnd())) return true;
  // A run of such lines is examined once, from its first.
  if (quotedHeader(line) === null || quotedHeader(lines[at - 1] ?? '') !== null) return false;
  const names = new Set<string>();
  for (let next = at; next < lines.length; next += 1) {
    const name = quotedHeader(lines[next] ?? '');
    if (name === null) break;
    names.add(name);
  }
  // A patch has neither To nor Sent in its body, so these begin a quoted mail anywhere.
  return names.size >= 2 && (hasText || names.has('sent') || names.has('to'));
}

function collectTrailers({ lines, roles, end }: ReplyLines): RawTrailer[] {
  const rules: JoinRules = { folds: false, isText: (index) => roles[index] === 'TEXT' };
  const found: RawTrailer[] = [];
  for (let at = 0; at < end && found.length < MAX_TRAILERS; at += 1) {
    if (roles[at] !== 'TEXT') continue;
    const line = lines[at] ?? '';
    const text = line.trimStart();
    if (line.length - text.length > MAX_INDENT) continue;
    const trailer = readTrailerLine(text);
    if (trailer === null) continue;
    const joined = joinTrailer(lines, at, end, trailer, rules);
    if (!isTaken(joined)) continue;
    found.push(joined);
    at = joined.last;
  }
  return found;
}

/** Whether b4 takes such a trailer from a reply; the others are headers, prose or metadata. */
function isTaken({ name, value }: RawTrailer): boolean {
  const kind = trailerKind(name);
  switch (kind) {
    case 'CC':
    case 'DEPENDENCY':
      return false;
    case 'FIXES':
      return startsWithHash(value);
    case 'CLOSES':
    case 'LINK':
      return /^(?:closes|link|buglink)$/i.test(name) && /^<?https?:\/\//i.test(value);
    case 'VERSION':
      return /^(?:obsoleted-by|supersedes)$/i.test(name);
    case 'OTHER':
      return /-by$/i.test(name) && value.split(/[\s<>]+/).some(looksLikeAddress);
    default:
      return true;
  }
}

/** For each line, whether trailers there belong to a diff: all of them, or a patch's own kinds. */
type Embedding = readonly ('ALL' | 'OWN' | undefined)[];

/** The text between scissors and a diff, or else the paragraph right before it or its `---`. */
function findEmbedded({ lines, roles, end }: ReplyLines): Embedding {
  const marks: ('ALL' | 'OWN' | undefined)[] = [];
  let from = 0;
  for (let at = 0; at < end; at += 1) {
    if (roles[at] !== 'DIFF') continue;
    const segment = { lines, roles, from, to: at };
    const scissors = findLine(segment, isScissorsLine);
    if (scissors === null) {
      const separator = findLastLine(segment, isSeparator);
      markParagraphBefore(segment, at, marks);
      if (separator !== null) markParagraphBefore(segment, separator, marks);
    } else {
      for (let line = scissors + 1; line < at; line += 1) marks[line] = 'ALL';
    }
    while (at + 1 < end && roles[at + 1] === 'DIFF') at += 1;
    from = at + 1;
  }
  return marks;
}

interface Segment {
  readonly lines: readonly string[];
  readonly roles: readonly LineRole[];
  readonly from: number;
  readonly to: number;
}

function isSeparator(line: string): boolean {
  return line.startsWith('---') && isBlank(line.slice(3));
}

function findLine(segment: Segment, test: (line: string) => boolean): number | null {
  for (let at = segment.from; at < segment.to; at += 1) {
    if (segment.roles[at] === 'TEXT' && test(segment.lines[at] ?? '')) return at;
  }
  return null;
}

function findLastLine(segment: Segment, test: (line: string) => boolean): number | null {
  for (let at = segment.to - 1; at >= segment.from; at -= 1) {
    if (segment.roles[at] === 'TEXT' && test(segment.lines[at] ?? '')) return at;
  }
  return null;
}

function markParagraphBefore(
  { lines, roles, from }: Segment,
  index: number,
  marks: ('ALL' | 'OWN' | undefined)[],
): void {
  let at = index - 1;
  while (at >= from && roles[at] === 'TEXT' && isBlank(lines[at] ?? '')) at -= 1;
  for (; at >= from && roles[at] === 'TEXT' && !isBlank(lines[at] ?? ''); at -= 1) {
    marks[at] = 'OWN';
  }
}

function toTrailer(
  { trailer, raw, inlineNote }: PlacedTrailer<RawTrailer>,
  embedding: Embedding,
  scopeOfRun: TrailerScope | null,
): ReplyTrailer {
  const mark = embedding[raw.first];
  return {
    ...trailer,
    isEmbedded: mark === 'ALL' || (mark === 'OWN' && PATCH_KINDS.has(trailer.kind)),
    scope: scopeOfNote(inlineNote) ?? scopeOfNote(raw.bracketNote) ?? scopeOfRun,
  };
}

/** The scope that the line directly before gives; blank lines may stand between. */
function scopeBefore({ lines, roles }: ReplyLines, index: number): TrailerScope | null {
  let at = index - 1;
  while (at >= 0 && roles[at] === 'TEXT' && isBlank(lines[at] ?? '')) at -= 1;
  return at >= 0 && roles[at] === 'TEXT' ? scopeOfLine(lines[at] ?? '') : null;
}

function hasTextBetween({ lines, roles }: ReplyLines, from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) {
    if (roles[at] !== 'TEXT' || !isBlank(lines[at] ?? '')) return true;
  }
  return false;
}

function ownTextOf({ lines, roles, end }: ReplyLines, taken: ReadonlySet<number>): string {
  const kept: string[] = [];
  for (let at = 0; at < end; at += 1) {
    if (roles[at] === 'TEXT' && !taken.has(at)) kept.push(lines[at] ?? '');
  }
  return kept.join('\n').trim();
}
