import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { findTrailerBlock } from '../../src/mail/trailerBlock.js';
import { parseMessage } from '../../src/mail/message.js';
import { splitLines } from '../../src/mail/splitLines.js';
import { Git } from './git.js';
import { lacks } from '../tools/programs.js';

/** The known kinds; git gets them by configuration, so that both recognize the same kinds. */
const NAMES = [
  'Reviewed-by',
  'Acked-by',
  'Tested-by',
  'Fixes',
  'Cc',
  'Closes',
  'Link',
  'Change-Id',
];
const CONFIGURATION = NAMES.flatMap((name) => ['-c', `trailer.${name}.key=${name}`]);

const line = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...NAMES).map((name) => `${name}: Ana <ana@a.example>`) },
  { weight: 3, arbitrary: fc.constant('Signed-off-by: Ola Berg <ola@b.example>') },
  { weight: 1, arbitrary: fc.constant('(cherry picked from commit 0123456789abcdef)') },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      'Note: see below',
      'Noted-at : I1',
      'Other-by:x',
      'Tested on: r3 board',
    ),
  },
  { weight: 2, arbitrary: fc.constantFrom('  and more', '\tfolded', ' x: y') },
  {
    weight: 5,
    arbitrary: fc.constantFrom('Some prose follows', 'more of it.', '[ ana: reworded ]'),
  },
  { weight: 5, arbitrary: fc.constant('') },
  {
    weight: 1,
    arbitrary: fc.constantFrom('# a comment', '   ', 'a--b: c', '-x: y', 'See https: it'),
  },
);
const messages = fc.sample(fc.array(line, { minLength: 1, maxLength: 14 }), {
  numRuns: 500,
  seed: 20260101,
});

describe.skipIf(lacks('git'))('findTrailerBlock against git interpret-trailers', () => {
  const git = new Git();
  afterAll(() => git.remove());

  it('finds the same block as git in 500 generated messages', () => {
    const differences: unknown[] = [];
    for (const lines of messages) {
      const output = git.run(
        [...CONFIGURATION, 'interpret-trailers', '--parse', '--no-divider'],
        `Subject\n\n${lines.join('\n')}\n`,
      );
      const expected = splitLines(output);
      const block = findTrailerBlock(lines, 0, lines.length);
      const ours = block === null ? [] : readBlock(lines.slice(block));
      if (JSON.stringify(ours) !== JSON.stringify(expected)) {
        differences.push({ lines, ours, expected });
      }
    }
    expect(differences).toEqual([]);
  });

  /**
   * Intended differences, each with its reason:
   * - base-commit and similar lines are not trailers: git format-patch appends them without a blank line
   *   if it writes no diffstat;
   * - a value that starts with `//` is a URL;
   * - a trailer has a value, and a name of 2 to 40 characters.
   */
  it.each([
    ['metadata below the block', 'Signed-off-by: Ana <ana@a.example>\n\nbase-commit: 0123456\n'],
    ['a URL', 'Signed-off-by: Ana <ana@a.example>\nhttps://a.example/\n'],
    ['no value', 'Signed-off-by: Ana <ana@a.example>\nFixes:\n'],
    ['a name of one letter', 'Signed-off-by: Ana <ana@a.example>\nx: y\n'],
  ])('differs from git for %s', (_what, content) => {
    const trailers = parseMessage(content).trailers.map(({ name, value }) => `${name}: ${value}`);
    expect(trailers).toEqual(['Signed-off-by: Ana <ana@a.example>']);
    const theirs = git.run(['interpret-trailers', '--parse'], `Subject\n\n${content}`);
    expect(theirs).not.toBe('Signed-off-by: Ana <ana@a.example>\n');
  });
});

/** The trailers of a block as printed by `--parse`: unfolded, without other lines. */
function readBlock(lines: readonly string[]): string[] {
  const found: string[] = [];
  let isFoldable = false;
  for (const text of lines) {
    if (text.startsWith('#')) continue;
    const match = /^([A-Za-z0-9-]+)[ \t]*:(.*)$/.exec(text);
    if (isFoldable && /^[ \t]/.test(text) && text.trim() !== '') {
      found.push(`${found.pop() ?? ''} ${text.trim()}`);
    } else if (match !== null) {
      found.push(`${match[1] ?? ''}: ${(match[2] ?? '').trim()}`);
      isFoldable = true;
    } else {
      isFoldable = false;
    }
  }
  return found;
}
