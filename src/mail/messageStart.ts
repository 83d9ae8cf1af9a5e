import { isScissorsLine } from './scissors.js';
import { isBlank } from './splitLines.js';

/** Headers at the start of a body, which git puts in the place of the mail's own. */
export interface InBodyHeaders {
  /** The author, where the mail was sent by somebody else. */
  readonly from: string | null;
  readonly subject: string | null;
  readonly date: string | null;
}

/** Where the commit message is in the lines of a body. */
export interface MessageSpan {
  /** Index of the first line behind in-body headers and scissors. */
  readonly start: number;
  /** Index of the line that ends the message (`---`, or the first line of a diff). */
  readonly end: number;
  readonly inBody: InBodyHeaders;
  /** Whether a scissors line was found, which `git am` obeys only with `--scissors`. */
  readonly hasScissors: boolean;
}

const HEADER = /^(From|Subject|Date):\s*(.*)$/i;

/**
 * Finds the commit message in a body by the rules of git's mailinfo.c: a first paragraph of From,
 * Subject and Date lines is headers; what precedes a scissors line is dropped, and headers may follow
 * it; `---`, `--- file`, `diff -` and `Index: ` end the message (`patchbreak`).
 */
export function findMessageStart(lines: readonly string[]): MessageSpan {
  let start = 0;
  let inBody = new Map<string, string>();
  let hasScissors = false;
  let end = 0;
  let isHeaderStage = true;
  while (end < lines.length) {
    if (isHeaderStage) {
      const headers = readInBodyHeaders(lines, end);
      inBody = headers.values;
      end = headers.next;
      start = end;
      isHeaderStage = false;
      continue;
    }
    const line = lines[end] ?? '';
    if (isScissorsLine(line)) {
      hasScissors = true;
      inBody = new Map();
      isHeaderStage = true;
      start = end + 1;
    } else if (isPatchBreak(line)) {
      break;
    }
    end += 1;
  }
  return {
    start: Math.min(start, end),
    end,
    hasScissors,
    inBody: {
      from: inBody.get('from') ?? null,
      subject: inBody.get('subject') ?? null,
      date: inBody.get('date') ?? null,
    },
  };
}

function readInBodyHeaders(
  lines: readonly string[],
  from: number,
): { readonly values: Map<string, string>; readonly next: number } {
  const values = new Map<string, string>();
  let at = from;
  while (at < lines.length && isBlank(lines[at] ?? '')) at += 1;
  let name: string | null = null;
  for (; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    if (name !== null && /^[ \t]/.test(line) && !isBlank(line) && !isScissorsLine(line)) {
      values.set(name, `${values.get(name) ?? ''} ${line.trim()}`);
      continue;
    }
    const match = HEADER.exec(line);
    const found = match?.[1]?.toLowerCase() ?? '';
    // A second line of the same name is text (`is_inbody_header`).
    if (match === null || values.has(found)) break;
    name = found;
    values.set(name, (match[2] ?? '').trim());
  }
  if (values.size > 0 && isBlank(lines[at] ?? '')) at = Math.min(at + 1, lines.length);
  return { values, next: at };
}

/** git's `patchbreak`: four dashes do not end a message. */
function isPatchBreak(line: string): boolean {
  if (line.startsWith('diff -') || line.startsWith('Index: ')) return true;
  if (!line.startsWith('---')) return false;
  return /^--- \S/.test(line) || isBlank(line.slice(3));
}
