import { isBlank } from './splitLines.js';
import { trailerKind } from './trailerKinds.js';

/** Prefixes by which git itself writes trailers (trailer.c, `git_generated_prefixes`). */
const GENERATED = ['Signed-off-by: ', '(cherry picked from commit '];

/**
 * Index of the first line of the trailer block in the lines `start` to `end` of a message, whose
 * subject stands before them; null where its last paragraph is not a block.
 *
 * The rule is git's (trailer.c, `find_trailer_block_start`): the last paragraph is the block if all
 * of its lines are trailers or continue one, or if one is recognised and at least a quarter are
 * trailers. git recognises what it writes itself and what its configuration names; here every kind
 * that is known is recognised.
 */
export function findTrailerBlock(
  lines: readonly string[],
  start: number,
  end: number,
): number | null {
  let trailers = 0;
  let others = 0;
  let continuations = 0;
  let isRecognised = false;
  let at = end;
  while (at > start && isIgnored(lines[at - 1] ?? '')) at -= 1;
  for (; at > start; at -= 1) {
    const line = lines[at - 1] ?? '';
    if (isBlank(line)) break;
    if (line.startsWith('#')) {
      others += continuations;
      continuations = 0;
      continue;
    }
    const name = tokenOf(line);
    const isGenerated = GENERATED.some((prefix) => line.startsWith(prefix));
    if (isGenerated || name !== null) {
      trailers += 1;
      continuations = 0;
      isRecognised ||= isGenerated || trailerKind(name ?? '') !== 'OTHER';
    } else if (/^\s/.test(line)) {
      continuations += 1;
    } else {
      others += 1 + continuations;
      continuations = 0;
    }
  }
  others += continuations;
  if (trailers === 0) return null;
  return others === 0 || (isRecognised && trailers * 3 >= others) ? at : null;
}

/** git skips comments, and at the end blank lines. */
function isIgnored(line: string): boolean {
  return line.startsWith('#') || isBlank(line);
}

/** Text before the colon, by git's `find_separator`: letters, digits, dashes, then blanks. */
function tokenOf(line: string): string | null {
  return /^([A-Za-z0-9-]+)[ \t]*:/.exec(line)?.[1] ?? null;
}
