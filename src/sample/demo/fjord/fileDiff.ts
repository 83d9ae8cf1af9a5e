import { createHash } from 'node:crypto';
import { statOf } from '../composeDiff.js';

/** A hunk: where it begins, the function that contains it, and its lines with their marks. */
export interface HunkPlan {
  readonly at: number;
  readonly section?: string;
  readonly lines: readonly string[];
}

/** The diff of one changed file, as git writes it. */
export function fileDiff(path: string, ...hunks: readonly HunkPlan[]): string {
  const blobs = `index ${blobOf(`${path} old`)}..${blobOf(path, hunks)} 100644`;
  const head = [`diff --git a/${path} b/${path}`, blobs, `--- a/${path}`, `+++ b/${path}`];
  return [...head, hunkLines(hunks), ''].join('\n');
}

/** The hunks of a file with correct counts, without a trailing line break. */
function hunkLines(hunks: readonly HunkPlan[]): string {
  let shift = 0;
  return hunks
    .flatMap(({ at, section, lines }) => {
      const count = (marks: string): number =>
        lines.filter((line) => marks.includes(line.charAt(0))).length;
      const [old, now] = [count(' -'), count(' +')];
      const head = `@@ -${String(at)},${String(old)} +${String(at + shift)},${String(now)} @@`;
      shift += now - old;
      return [section === undefined ? head : `${head} ${section}`, ...lines];
    })
    .join('\n');
}

/** An abbreviated hash that is always the same for the same content. */
export function blobOf(...content: readonly unknown[]): string {
  return createHash('sha1').update(JSON.stringify(content)).digest('hex').slice(0, 12);
}

/** What git prints under `---` for a plain diff. */
export function statOfDiff(diff: string): string {
  return statOf(
    diff
      .split(/^(?=diff --git )/m)
      .filter((part) => part.startsWith('diff --git '))
      .map((part) => ({
        path: /^diff --git a\/(\S+)/.exec(part)?.[1] ?? '',
        added: part.match(/^\+(?!\+\+ )/gm)?.length ?? 0,
        removed: part.match(/^-(?!-- )/gm)?.length ?? 0,
      })),
  );
}
