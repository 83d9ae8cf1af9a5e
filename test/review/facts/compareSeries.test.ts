import { describe, expect, it } from 'vitest';
import {
  compareSeries as compare,
  DEFAULT_COMPARISON,
  type ComparisonOptions,
} from '../../../src/review/facts/comparison/compareSeries.js';
import type { ComparablePatch } from '../../../src/review/facts/comparison/patchText.js';
import {
  writeComparison,
  writePair,
} from '../../../src/review/facts/comparison/writeComparison.js';
import { ANA, OLA } from './series.js';

/** With texts, and numbers instead of positions. */
function compareSeries(
  from: readonly ComparablePatch[],
  to: readonly ComparablePatch[],
  options: Partial<ComparisonOptions> = {},
) {
  const comparison = compare(from, to, { ...DEFAULT_COMPARISON, ...options });
  const numberAt = (place: number | null): number | null => (place === null ? null : place + 1);
  return {
    text: writeComparison(comparison),
    pairs: comparison.pairs.map((pair) => ({
      ...pair,
      from: numberAt(pair.from),
      to: numberAt(pair.to),
      text: writePair(pair),
    })),
  };
}

const SIGN_OFF = 'Signed-off-by: Ana Ruiz <ana@a.example>';

function body(...lines: string[]): string {
  const context = Array.from({ length: 4 }, (_line, index) => ` context ${index}\n`).join('');
  const old = 4 + lines.filter((line) => line.startsWith('-')).length;
  const added = 4 + lines.filter((line) => line.startsWith('+')).length;
  return `@@ -1,${old} +1,${added} @@ main()\n${context}${lines.map((line) => `${line}\n`).join('')}`;
}

function patch(number: number, rest: Partial<ComparablePatch> = {}): ComparablePatch {
  return {
    number,
    label: `10${number}`,
    title: `net: patch ${number}`,
    author: ANA,
    content: `Why.\n\n${SIGN_OFF}\n---\n notes\n`,
    diff: `diff --git a/f${number} b/f${number}\nindex 1..2\n--- a/f${number}\n+++ b/f${number}\n${body(`-old ${number}`, `+new ${number}`)}`,
    gerritChangeId: null,
    ...rest,
  };
}

const other = (number: number) =>
  patch(number).diff.replace(
    body(`-old ${number}`, `+new ${number}`),
    body('-x', '-y', '+z', '+w', '+v'),
  );

describe('compareSeries', () => {
  it.each([
    ['nothing', {}, 'IDENTICAL', []],
    ['notes', { content: `Why.\n\n${SIGN_OFF}\n---\n other notes\n` }, 'IDENTICAL', []],
    ['line numbers', { diff: patch(1).diff.replace('-1,5 +1,5', '-7,5 +9,5') }, 'IDENTICAL', []],
    ['the author', { author: OLA }, 'CHANGED', ['AUTHOR']],
    ['the title', { title: 'net: other' }, 'CHANGED', ['SUBJECT']],
    ['the text', { content: `Because.\n\n${SIGN_OFF}\n` }, 'CHANGED', ['MESSAGE']],
    [
      'collected tags',
      { content: `Why.\n\n${SIGN_OFF}\nReviewed-by: Ola Berg <ola@b.example>\n` },
      'CHANGED',
      ['TRAILERS'],
    ],
    [
      'context',
      { diff: patch(1).diff.replace('context 3', 'other context') },
      'CHANGED',
      ['CONTEXT'],
    ],
    ['the diff', { diff: patch(1).diff.replace('+new 1', '+newer') }, 'CHANGED', ['DIFF']],
  ])('tells what changed: %s', (_what, rest, kind, changes) => {
    const { pairs } = compareSeries([patch(1)], [patch(1, rest)]);
    expect(pairs).toMatchObject([{ kind, changes, from: 1, to: 1 }]);
  });

  const binary = (old: string, changed: string): string =>
    `diff --git a/logo b/logo\nindex ${old}..${changed} 100644\nBinary files a/logo and b/logo differ\n`;

  it.each([
    ['another content', binary('aaaaaaa', 'ccccccc'), 'DIFF'],
    ['a deleted file', binary('aaaaaaa', '0000000'), 'DIFF'],
    ['another base', binary('ddddddd', 'bbbbbbb'), 'CONTEXT'],
  ])('tells what changed in a binary file: %s', (_what, diff, change) => {
    const { pairs } = compareSeries(
      [patch(1, { diff: patch(1).diff + binary('aaaaaaa', 'bbbbbbb') })],
      [patch(1, { diff: patch(1).diff + diff })],
    );
    expect(pairs).toMatchObject([{ kind: 'CHANGED', changes: [change] }]);
  });

  it('tells that a file changed of a diff whose files have no diff lines', () => {
    const plain = (number: number): string =>
      patch(number).diff.replace(/^(?:diff|index).*\n/gm, '');
    const both = `Index: f1\n=====\n${plain(1)}Index: f2\n=====\n${plain(2)}`;
    const { pairs } = compareSeries(
      [patch(1, { diff: both })],
      [patch(1, { diff: both.replace('+new 2', '+newer') })],
    );
    expect(pairs).toMatchObject([{ kind: 'CHANGED', changes: ['DIFF'] }]);
  });

  it('pairs by equal diffs first, then by names, then by cost', () => {
    const from = [patch(1), patch(2), patch(3, { gerritChangeId: 'I1' }), patch(4)];
    const to = [
      patch(1, { diff: patch(4).diff.replace('+new 4', '+newer 4'), title: 'unlike' }),
      patch(2, { diff: other(2) }),
      patch(3, { title: 'renamed', diff: other(3), gerritChangeId: 'I1' }),
      patch(4, { diff: patch(1).diff, title: 'moved' }),
    ];
    expect(
      compareSeries(from, to).pairs.map(({ from: one, to: two, pairedBy }) => [one, two, pairedBy]),
    ).toEqual([
      [4, 1, 'COST'],
      [2, 2, 'TITLE'],
      [3, 3, 'CHANGE_ID'],
      [1, 4, 'DIFF'],
    ]);
  });

  it('lists added patches in place, and removed ones after their predecessors', () => {
    const { pairs, text } = compareSeries(
      [patch(1), patch(2, { diff: other(9) }), patch(3)],
      [patch(1), patch(2, { title: 'net: new', diff: patch(7).diff }), patch(3)],
    );
    expect(pairs.map(({ kind, pairedBy }) => [kind, pairedBy])).toEqual([
      ['IDENTICAL', 'DIFF'],
      ['REMOVED', null],
      ['ADDED', null],
      ['IDENTICAL', 'DIFF'],
    ]);
    expect(text).toBe(
      '1:  101 = 1:  101 net: patch 1\n2:  102 < -:  --- net: patch 2\n-:  --- > 2:  102 net: new\n3:  103 = 3:  103 net: patch 3\n',
    );
  });

  it('prints a pair like git range-diff', () => {
    const { text } = compareSeries(
      [patch(1)],
      [patch(1, { diff: patch(1).diff.replace('+new 1', '+newer') })],
    );
    expect(text).toBe(
      [
        '1:  101 ! 1:  101 net: patch 1',
        '    @@ f1: main()',
        '      context 2',
        '      context 3',
        '     -old 1',
        '    -+new 1',
        '    ++newer',
        '',
      ].join('\n'),
    );
  });

  it('pairs series that are too large by equal diffs and names, without texts', () => {
    const large = { content: 'x'.repeat(3 << 20) };
    const { pairs } = compareSeries(
      [patch(1), patch(2)],
      [patch(1, { ...large, diff: other(1) }), patch(2, { title: 'net: other', diff: other(2) })],
    );
    expect(pairs).toMatchObject([
      { kind: 'CHANGED', pairedBy: 'TITLE', text: null, problem: { code: 'TOO_LARGE' } },
      { kind: 'REMOVED' },
      { kind: 'ADDED' },
    ]);
  });

  it('compares empty series', () => {
    expect(compareSeries([], [])).toEqual({ pairs: [], text: '' });
    expect(compareSeries([], [patch(1)]).pairs).toMatchObject([{ kind: 'ADDED' }]);
  });
});
