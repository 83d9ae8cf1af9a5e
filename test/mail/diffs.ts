import { chmodSync, mkdirSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import type { Git } from './git.js';

const NAMES = [
  'plain.c',
  'src/net/core.c',
  'src/a b/with blanks.h',
  'my dir b/x',
  'tést/größe.txt',
  'quo"ted\\name',
  'tab\there.c',
  'deep/er/and/deeper/file.rs',
  'link',
  'script.sh',
] as const;

const LINES = [
  'alpha',
  'beta',
  '',
  '-- old',
  '++ new',
  '@@ -1 +1 @@',
  '-- ',
  'diff --git a/x b/x',
  '\tx',
];

interface Content {
  readonly kind: 'TEXT' | 'BINARY' | 'LINK';
  readonly text: string;
  readonly isExecutable: boolean;
}

const text = fc
  .record({
    lines: fc.array(fc.constantFrom(...LINES, 'gamma', 'delta', 'long line of text'), {
      maxLength: 40,
    }),
    ending: fc.constantFrom('\n', '\n', '\n', '\r\n'),
    isComplete: fc.boolean(),
  })
  .map(({ lines, ending, isComplete }) => lines.join(ending) + (isComplete ? ending : ''));

const content: fc.Arbitrary<Content> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({ kind: fc.constant('TEXT' as const), text, isExecutable: fc.boolean() }),
  },
  {
    weight: 1,
    arbitrary: fc.string({ maxLength: 200 }).map((raw) => ({
      kind: 'BINARY' as const,
      text: `\u0000${raw}`,
      isExecutable: false,
    })),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(...NAMES).map((name) => ({
      kind: 'LINK' as const,
      text: name,
      isExecutable: false,
    })),
  },
);

/** A tree of files: content by path. */
export type Tree = ReadonlyMap<string, Content>;

const tree = fc
  .dictionary(fc.constantFrom(...NAMES), content, { minKeys: 1, maxKeys: 6 })
  .map((files): Tree => new Map(Object.entries(files)));

/** Two trees; the second keeps, edits, moves and deletes files of the first. */
export const treePairs = fc
  .record({
    before: tree,
    added: tree,
    moves: fc.array(fc.tuple(fc.constantFrom(...NAMES), fc.constantFrom(...NAMES)), {
      maxLength: 3,
    }),
    edits: fc.array(fc.tuple(fc.constantFrom(...NAMES), fc.nat(40), fc.constantFrom(...LINES)), {
      maxLength: 6,
    }),
    drops: fc.subarray([...NAMES], { maxLength: 3 }),
    modes: fc.subarray([...NAMES], { maxLength: 3 }),
    isFresh: fc.boolean(),
  })
  .map(({ before, added, moves, edits, drops, modes, isFresh }) => {
    const after = new Map<string, Content>(before);
    for (const name of drops) after.delete(name);
    for (const [from, to] of moves) {
      const moved = after.get(from);
      if (moved === undefined) continue;
      if (isFresh) after.delete(from);
      after.set(to, moved);
    }
    for (const [name, at, line] of edits) {
      const file = after.get(name);
      if (file?.kind !== 'TEXT') continue;
      const lines = file.text.split('\n');
      lines.splice(Math.min(at, lines.length), 1, line);
      after.set(name, { ...file, text: lines.join('\n') });
    }
    for (const name of modes) {
      const file = after.get(name);
      if (file?.kind === 'TEXT') after.set(name, { ...file, isExecutable: !file.isExecutable });
    }
    if (isFresh) for (const [name, file] of added) after.set(name, file);
    return { before, after };
  });

/** Replaces the content of git's folder by a tree, and returns the id of its tree. */
export function writeTree(git: Git, files: Tree): string {
  git.run(['rm', '-rqf', '--ignore-unmatch', '.']);
  for (const [name, file] of files) {
    const full = path.join(git.folder, name);
    rmSync(full, { recursive: true, force: true });
    mkdirSync(path.dirname(full), { recursive: true });
    if (file.kind === 'LINK') {
      symlinkSync(file.text, full);
    } else {
      writeFileSync(full, file.text);
      chmodSync(full, file.isExecutable ? 0o755 : 0o644);
    }
  }
  git.run(['add', '-A']);
  const id = git.run(['write-tree']).trim();
  for (const name of files.keys()) unlinkSync(path.join(git.folder, name));
  return id;
}
