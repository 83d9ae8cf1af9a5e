import { isBlank } from './splitLines.js';

/** Name and value of a line that has the form of a trailer. */
export interface TrailerLine {
  readonly name: string;
  readonly value: string;
}

/** A trailer as a text has it, its folds and wraps joined. */
export interface RawTrailer extends TrailerLine {
  /** Index of its first line. */
  readonly first: number;
  /** Index of its last line: folds, wraps and a note on a separate line belong to it. */
  readonly last: number;
  /** `[ jane: fixed typo ]` on the line after it. */
  readonly bracketNote: string | null;
}

/** How the lines of a trailer go on. */
export interface JoinRules {
  /**
   * Whether a line that begins with a blank always continues the trailer before, as git has it in
   * messages. Replies are indented at will, so there it does only where a trailer is unfinished.
   */
  readonly folds: boolean;
  /** Whether a line belongs to the text at all; others (quotes, diffs) end a trailer. */
  readonly isText: (index: number) => boolean;
}

const TRAILER = /^([A-Za-z0-9][A-Za-z0-9-]{1,39})[ \t]*:[ \t]*(\S.*)$/;
const UNFINISHED_FIXES = /^(?:commit\s+)?[0-9a-f]{6,64}\s+\(/i;
/** Trailers that are read of one text; the busiest of Linux have a few dozen. */
export const MAX_TRAILERS = 1_000;
/** A title or note that is wrapped takes few lines; beyond, it is prose. */
const MAX_JOINED_LINES = 4;

/**
 * Reads a line as a trailer. git allows blanks before the colon and none behind it (trailer.c); b4
 * wants a blank behind and none before: both are taken. A value that starts with `//` is a URL.
 */
export function readTrailerLine(line: string): TrailerLine | null {
  const match = TRAILER.exec(line);
  if (match === null) return null;
  const [, name = '', value = ''] = match;
  return value.startsWith('//') ? null : { name, value: value.trimEnd() };
}

/** Joins the trailer at `first` with the lines that continue it, up to `end`. */
export function joinTrailer(
  lines: readonly string[],
  first: number,
  end: number,
  start: TrailerLine,
  rules: JoinRules,
): RawTrailer {
  let { value } = start;
  let last = first;
  while (last + 1 < end && rules.isText(last + 1)) {
    const next = lines[last + 1] ?? '';
    const isFold = rules.folds && /^[ \t]/.test(next) && !isBlank(next);
    if (!isFold && !continues(start.name, value, next, last - first)) break;
    value = `${value} ${next.trim()}`;
    last += 1;
  }
  const note = readBracketNote(lines, last + 1, end, rules);
  return {
    name: start.name,
    value,
    first,
    last: note?.last ?? last,
    bracketNote: note?.text ?? null,
  };
}

/** Wrapped without a blank, by b4's `find_trailers`: `Fixes: <hash> ("…`, and `<address>` alone. */
function continues(name: string, value: string, next: string, joined: number): boolean {
  const text = next.trim();
  if (text === '' || joined >= MAX_JOINED_LINES) return false;
  if (name.toLowerCase() === 'fixes') {
    return UNFINISHED_FIXES.test(value) && !value.endsWith(')') && readTrailerLine(text) === null;
  }
  return !value.includes('<') && /^<[^<>\s]+@[^<>\s]+>$/.test(text.slice(0, 400));
}

function readBracketNote(
  lines: readonly string[],
  first: number,
  end: number,
  rules: JoinRules,
): { readonly text: string; readonly last: number } | null {
  if (first >= end || !rules.isText(first) || !lines[first]?.trimStart().startsWith('['))
    return null;
  const parts: string[] = [];
  for (let at = first; at < Math.min(end, first + MAX_JOINED_LINES); at += 1) {
    const text = lines[at]?.trim() ?? '';
    if (text === '' || !rules.isText(at) || (at > first && readTrailerLine(text) !== null)) break;
    parts.push(text);
    if (text.endsWith(']')) return { text: parts.join(' '), last: at };
  }
  return null;
}
