import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  compareSeries,
  DEFAULT_COMPARISON,
} from '../../../src/review/facts/comparison/compareSeries.js';
import type { ComparablePatch } from '../../../src/review/facts/comparison/patchText.js';
import { writeComparison } from '../../../src/review/facts/comparison/writeComparison.js';
import { Git } from '../../mail/git.js';
import { lacks } from '../../tools/programs.js';

/** Text and mode by path; null removes a file. */
type Edits = Readonly<Record<string, readonly [text: string, mode?: string] | null>>;
interface Step {
  readonly title: string;
  readonly body?: string;
  readonly author?: string;
  readonly edits: Edits;
}

const ANA = 'Ana Ruiz <ana@a.example>';
const lines = (name: string, changes: Readonly<Record<number, string>> = {}): string =>
  Array.from(
    { length: 40 },
    (_, index) => `${changes[index] ?? `${name} ${String(index)}`}\n`,
  ).join('');
const BASE: Edits = {
  'a.c': [lines('a')],
  'b.c': [lines('b')],
  'c.c': [lines('c')],
  run: ['#!/bin/sh\n'],
};

const change = (path: string, at: number, text: string): Edits => ({
  [path]: [lines(path.slice(0, 1), { [at]: text })],
});
const one: Step = { title: 'net: one', edits: change('a.c', 3, 'first') };
const two: Step = { title: 'net: two', edits: change('b.c', 20, 'second') };
const three: Step = { title: 'net: three', edits: change('c.c', 30, 'third') };
const moved = (text: string): Step => ({
  title: 'net: move',
  edits: { 'a.c': null, 'dir/z.c': [text] },
});
const mode = (bits: string): Step => ({
  title: 'net: mode',
  edits: { run: ['#!/bin/sh\n', bits] },
});
const binary = (bytes: string): Step => ({ title: 'net: logo', edits: { 'logo.bin': [bytes] } });

/** Both versions, and the factor. git refuses an empty version. */
const CASES: Readonly<Record<string, readonly [readonly Step[], readonly Step[], number?]>> = {
  'nothing changed': [
    [one, two],
    [one, two],
  ],
  reordered: [
    [one, two, three],
    [three, one, two],
  ],
  'in reverse': [
    [one, two, three],
    [three, two, one],
  ],
  'another author': [[one], [{ ...one, author: 'Ola Berg <ola@b.example>' }]],
  'a title reworded': [[one], [{ ...one, title: 'net: first' }]],
  'a text with a fold': [
    [{ ...one, body: 'Why.\n\n  indented\n' }],
    [{ ...one, body: 'Why.\n\n  indented more\n' }],
  ],
  'tags collected': [[one], [{ ...one, body: 'Reviewed-by: Ola Berg <ola@b.example>' }]],
  'split into two': [[{ title: 'net: both', edits: { ...one.edits, ...two.edits } }], [one, two]],
  'a pure rename': [[moved(lines('a'))], [moved(lines('a'))]],
  'a rename with an edit': [[moved(lines('a'))], [moved(lines('a', { 7: 'edited' }))]],
  'an edit becomes a rename': [[one], [{ ...moved(lines('a', { 3: 'first' })), title: one.title }]],
  'a mode change': [[mode('100755')], [mode('100755'), two]],
  'a mode change with an edit': [
    [mode('100755')],
    [{ title: 'net: mode', edits: { run: ['#!/bin/sh\nexit\n', '100755'] } }],
  ],
  'a new file': [
    [{ title: 'net: new', edits: { 'n.c': [lines('n')] } }],
    [{ title: 'net: new', edits: { 'n.c': [lines('n', { 5: 'other' })] } }],
  ],
  'a deleted file': [
    [{ title: 'net: rm', edits: { 'c.c': null } }],
    [{ title: 'net: rm', edits: { 'c.c': null, 'b.c': null } }],
  ],
  'no newline at the end': [
    [{ title: 'net: eof', edits: { 'a.c': [lines('a').trimEnd()] } }],
    [{ title: 'net: eof', edits: { 'a.c': [lines('a', { 1: 'x' }).trimEnd()] } }],
  ],
  'names with blanks and quotes': [
    [{ title: 'net: name', edits: { 'a b/ü "x".c': [lines('n')] } }],
    [{ title: 'net: name', edits: { 'a b/ü "x".c': [lines('n', { 5: 'other' })] } }],
  ],
  'unlike, by factor 60': [[one, two], [{ ...three, title: 'net: other' }, two], 60],
  'unlike, by factor 100': [[one, two], [{ ...three, title: 'net: other' }, two], 100],
  'unlike, by factor 999': [[one, two], [{ ...three, title: 'net: other' }, two], 999],
  'alike, by factor 0': [[one], [{ ...one, edits: change('a.c', 3, 'premier') }], 0],
  'alike, by factor 100': [[one], [{ ...one, edits: change('a.c', 3, 'premier') }], 100],
};

/** Cases in which our text differs, with the reason. */
const DIFFERENT: Readonly<Record<string, readonly [readonly Step[], readonly Step[], string]>> = {
  // Both are equally similar to the new one; we select the one at the same position.
  'merged into one': [
    [one, two],
    [{ title: 'net: both', edits: { ...one.edits, ...two.edits } }],
    '1:  0 ! 1:  0 net: one',
  ],
  // git range-diff does not compare the contents of binary files; the mails have their hashes, and without
  // names nothing else identifies both as one.
  'binary files differ': [[binary('\0a')], [binary('\0b')], '1:  0 < -:  0 net: logo'],
};

describe.skipIf(lacks('git'))('compareSeries against git range-diff', () => {
  const git = new Git();
  const all = Object.entries({ ...CASES, ...DIFFERENT });
  beforeAll(() => {
    git.run(['init', '-q']);
    git.run(['config', 'core.quotePath', 'false']);
    const stream = all.flatMap(([, [from, to]], index) => [
      ...writeSide(`from${String(index)}`, from),
      ...writeSide(`to${String(index)}`, to),
    ]);
    git.run(
      ['fast-import', '--quiet'],
      writeCommit('base', { title: 'Base', edits: BASE }) + stream.join(''),
    );
  });
  afterAll(() => git.remove());

  function compare(name: string, factor = 60): { readonly ours: string; readonly theirs: string } {
    const index = String(all.findIndex(([other]) => other === name));
    const ranges = [`base..from${index}`, `base..to${index}`] as const;
    const theirs = git.run([
      'range-diff',
      '--no-color',
      `--creation-factor=${String(factor)}`,
      ...ranges,
    ]);
    const [from, to] = ranges.map((range) => readPatches(git, range));
    const ours = compareSeries(from ?? [], to ?? [], {
      ...DEFAULT_COMPARISON,
      usesNames: false,
      creationFactor: factor,
    });
    return { ours: withoutLabels(writeComparison(ours)), theirs: withoutLabels(theirs) };
  }

  it.each(Object.entries(CASES))('prints the same: %s', (name, [, , factor]) => {
    const { ours, theirs } = compare(name, factor);
    expect(ours).toBe(theirs);
  });

  it.each(Object.entries(DIFFERENT))('differs on purpose: %s', (name, [, , head]) => {
    const { ours, theirs } = compare(name);
    expect(ours).not.toBe(theirs);
    expect(ours.split('\n')[0]).toBe(head);
  });
});

/** Labels are hashes in git and numbers here. */
function withoutLabels(text: string): string {
  return text.replace(/^( *(?:\d+|-): +)[0-9a-f-]+( [=!<>] +(?:\d+|-): +)[0-9a-f-]+ /gm, '$10$20 ');
}

function writeSide(branch: string, steps: readonly Step[]): readonly string[] {
  const reset = `reset refs/heads/${branch}\nfrom refs/heads/base\n\n`;
  return [reset, ...steps.map((step) => writeCommit(branch, step))];
}

let seconds = 1_767_225_600;

function writeCommit(branch: string, { title, body = '', author = ANA, edits }: Step): string {
  seconds += 60;
  const data = (text: string): string => `data ${String(Buffer.byteLength(text))}\n${text}\n`;
  const quote = (path: string): string => `"${path.replace(/["\\]/g, '\\$&')}"`;
  const files = Object.entries(edits).map(([path, file]) =>
    file === null
      ? `D ${quote(path)}\n`
      : `M ${file[1] ?? '100644'} inline ${quote(path)}\n${data(file[0])}`,
  );
  return [
    `commit refs/heads/${branch}\nauthor ${author} ${String(seconds)} +0000\n`,
    `committer ${ANA} ${String(seconds)} +0000\n${data(`${title}\n${body === '' ? '' : `\n${body}\n`}`)}`,
    ...files,
    '\n',
  ].join('');
}

/** As sent by git format-patch. */
function readPatches(git: Git, range: string): ComparablePatch[] {
  const log = git.run([
    'log',
    '--reverse',
    '--binary',
    '--full-index',
    '--format=%x01%s%x02%b%x03%an%x03%ae%x03',
    '-p',
    range,
  ]);
  return log
    .split('\u0001')
    .slice(1)
    .map((entry, index) => {
      const [title = '', rest = ''] = entry.split('\u0002');
      const [content = '', name = '', email = '', diff = ''] = rest.split('\u0003');
      return {
        title,
        content,
        number: index + 1,
        label: '0',
        author: { name, email },
        diff: diff.replace(/^\n+/, '').replace(/\n\n$/, '\n'),
        gerritChangeId: null,
      };
    });
}
