import { structuredPatch } from 'diff';

/** A hunk of the diff of two texts. */
export interface TextHunk {
  /** Of its first line, from 1, in the first text. */
  readonly oldStart: number;
  /** The same in the second text. */
  readonly newStart: number;
  /** With ` `, `+` or `-` in front. */
  readonly lines: readonly string[];
}

const CONTEXT_LINES = 3;

/**
 * The diff of two texts with three lines of context; null where it takes longer than allowed.
 *
 * @param isCompact moves changes together where they may be in two places, to read as git's do.
 */
export function diffTexts(
  one: readonly string[],
  other: readonly string[],
  timeoutMs: number,
  isCompact: boolean,
): readonly TextHunk[] | null {
  const text = (lines: readonly string[]): string => `${lines.join('\n')}\n`;
  const patch = structuredPatch('', '', text(one), text(other), '', '', {
    context: one.length + other.length,
    timeout: timeoutMs,
  });
  if (patch === undefined) return null;
  const lines = patch.hunks.flatMap((hunk) => hunk.lines);
  return cutHunks(isCompact ? slideUp(lines) : lines);
}

function isChange(line: string | undefined): boolean {
  return line?.startsWith('+') === true || line?.startsWith('-') === true;
}

/**
 * Lets an added or removed paragraph that ends in a blank line begin with the one before it, where it
 * then joins another change; git compacts changes so (xdiff/xdiffi.c, `xdl_change_compact`).
 */
function slideUp(lines: readonly string[]): string[] {
  const moved = [...lines];
  for (let at = 2; at < moved.length; at += 1) {
    const mark = moved[at]?.charAt(0);
    if ((mark !== '+' && mark !== '-') || moved[at - 1] !== ' ') continue;
    if (!isChange(moved[at - 2])) continue;
    let end = at;
    while (moved[end + 1]?.startsWith(mark) === true) end += 1;
    if (end > at && moved[end] === mark && moved[end + 1]?.startsWith(' ') === true) {
      moved[at - 1] = mark;
      moved[end] = ' ';
    }
    at = end;
  }
  return moved;
}

/** Cuts a whole diff into hunks; changes that are at most six lines apart share one. */
function cutHunks(lines: readonly string[]): TextHunk[] {
  const hunks: TextHunk[] = [];
  let old = 1;
  let now = 1;
  let start: { readonly at: number; readonly old: number; readonly now: number } | null = null;
  let last = 0;
  const close = (): void => {
    if (start === null) return;
    const end = Math.min(last + 1 + CONTEXT_LINES, lines.length);
    const { at, old: oldStart, now: newStart } = start;
    hunks.push({ oldStart, newStart, lines: lines.slice(at, end) });
    start = null;
  };
  for (const [at, line] of lines.entries()) {
    if (isChange(line)) {
      if (start !== null && at - last - 1 > 2 * CONTEXT_LINES) close();
      const lead = Math.min(CONTEXT_LINES, at);
      start ??= { at: at - lead, old: old - lead, now: now - lead };
      last = at;
    }
    if (!line.startsWith('+')) old += 1;
    if (!line.startsWith('-')) now += 1;
  }
  close();
  return hunks;
}
