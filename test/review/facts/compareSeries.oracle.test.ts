import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  compareSeries,
  DEFAULT_COMPARISON,
  type PatchPair,
} from '../../../src/review/facts/comparison/compareSeries.js';
import type { ComparablePatch } from '../../../src/review/facts/comparison/patchText.js';
import { writePair } from '../../../src/review/facts/comparison/writeComparison.js';
import { Git } from '../../mail/git.js';
import { lacks } from '../../tools/programs.js';

interface Edit {
  readonly file: number;
  readonly line: number;
  readonly text: string;
}

interface Commit {
  readonly title: string;
  readonly body: string;
  readonly edits: readonly Edit[];
}

const FILES = 4;
const LINES = 40;
const edit = fc.record({
  file: fc.nat(FILES - 1),
  line: fc.nat(LINES - 1),
  text: fc.stringMatching(/^[a-z]{3,9} [a-z]{3,9};$/),
});
const commit = fc.record({
  title: fc.stringMatching(/^net: [a-z]{4,8} [a-z]{3,6}$/),
  body: fc.constantFrom('', 'Why it is so.', 'One.\n\nTwo lines\nof text.'),
  edits: fc.array(edit, { minLength: 1, maxLength: 8 }),
});
const change = fc.record({
  kind: fc.constantFrom('KEEP', 'KEEP', 'REWORD', 'EDIT', 'EDIT', 'DROP', 'RENEW', 'SIGN'),
  edit,
  renewed: commit,
});
const seriesPairs = fc
  .record({
    from: fc.array(commit, { minLength: 1, maxLength: 6 }),
    changes: fc.array(change, { minLength: 6, maxLength: 6 }),
    swaps: fc.boolean(),
    added: fc.array(commit, { maxLength: 1 }),
  })
  .map(({ from, changes, swaps, added }) => {
    const kept = from.flatMap((one, index): Commit[] => apply(one, changes[index]));
    const [first, second, ...others] = kept;
    const isSwapped = swaps && first !== undefined && second !== undefined;
    return { from, to: [...(isSwapped ? [second, first, ...others] : kept), ...added] };
  });

function apply(
  one: Commit,
  how: { kind: string; edit: Edit; renewed: Commit } | undefined,
): Commit[] {
  switch (how?.kind) {
    case 'REWORD':
      return [{ ...one, title: `${one.title} again`, body: `${one.body}\n\nMore.` }];
    case 'EDIT':
      return [{ ...one, edits: [...one.edits, how.edit] }];
    case 'SIGN':
      return [{ ...one, body: `${one.body}\n\nReviewed-by: Ola Berg <ola@b.example>` }];
    case 'RENEW':
      return [how.renewed];
    case 'DROP':
      return [];
    default:
      return [one];
  }
}

const samples = fc.sample(seriesPairs, { numRuns: 240, seed: 20260104 });

describe.skipIf(lacks('git'))('compareSeries against git range-diff', () => {
  const git = new Git();
  let compared: readonly ReturnType<typeof compare>[] = [];
  beforeAll(() => {
    git.run(['init', '-q']);
    git.run(['fast-import', '--quiet'], samples.map(writeBoth).join(''));
    compared = samples.map((_sample, index) => compare(index));
  });
  afterAll(() => git.remove());

  function compare(index: number) {
    const range = (side: string): string => `base${index}..${side}${index}`;
    const theirs = git.run(['range-diff', '--no-color', range('from'), range('to')]);
    const options = { ...DEFAULT_COMPARISON, usesNames: false };
    const ours = compareSeries(
      readPatches(git, range('from')),
      readPatches(git, range('to')),
      options,
    );
    return { ours, theirs };
  }

  /**
   * xdiff does not find the shortest diff of texts that share little, so it assigns some dissimilar patches a
   * higher cost and leaves them unpaired; in all other cases both agree.
   */
  it('pairs the patches of 240 generated series like git', () => {
    const differences = compared.filter(
      ({ ours, theirs }) => readPairs(ours.pairs).join() !== readHeads(theirs).join(),
    );
    expect(differences.length / compared.length).toBeLessThan(0.03);
    for (const { ours, theirs } of differences) {
      const gits = readHeads(theirs).filter((head) => /ADDED|REMOVED/.test(head));
      expect(gits.length).toBeGreaterThan(0);
      expect(readPairs(ours.pairs).filter((head) => head.includes('IDENTICAL'))).toEqual(
        readHeads(theirs).filter((head) => head.includes('IDENTICAL')),
      );
    }
  });

  /** If a change can be shown in two ways of the same length, jsdiff and xdiff may choose differently. */
  it('prints the same texts as git', () => {
    let differing = 0;
    let total = 0;
    for (const { ours, theirs } of compared) {
      if (readPairs(ours.pairs).join() !== readHeads(theirs).join()) continue;
      const texts = readTexts(theirs);
      const own = ours.pairs.flatMap((pair) => writePair(pair) ?? []);
      expect(own).toHaveLength(texts.length);
      for (const [index, text] of own.entries()) {
        total += 1;
        if (text !== texts[index]) differing += 1;
      }
    }
    expect(total).toBeGreaterThan(200);
    expect(differing / total).toBeLessThan(0.01);
  });
});

function readPairs(pairs: readonly PatchPair[]): string[] {
  return pairs.map(({ kind, from, to }) => `${numberAt(from)} ${kind} ${numberAt(to)}`);
}

function numberAt(place: number | null): string {
  return place === null ? '-' : String(place + 1);
}

function writeBoth({ from, to }: { from: Commit[]; to: Commit[] }, index: number): string {
  const files = Array.from({ length: FILES }, (_file, file) =>
    Array.from(
      { length: LINES },
      (_line, line) => `file ${file} line ${line} ${line % 7 === 0 ? 'x(' : ''}`,
    ),
  );
  const base = writeCommit(`base${index}`, null, 'Base', '', files);
  return (
    base + writeSide(`from${index}`, index, from, files) + writeSide(`to${index}`, index, to, files)
  );
}

function writeSide(branch: string, index: number, commits: Commit[], base: string[][]): string {
  const files = base.map((lines) => [...lines]);
  const made = commits.map(({ title, body, edits }, place) => {
    for (const { file, line, text } of edits) {
      const lines = files[file];
      if (lines !== undefined) lines[line] = `${text}${place}`;
    }
    const parent = place === 0 ? `refs/heads/base${index}` : null;
    return writeCommit(branch, parent, title, body, files);
  });
  return made.length > 0
    ? made.join('')
    : `reset refs/heads/${branch}\nfrom refs/heads/base${index}\n\n`;
}

let seconds = 1_767_225_600;

function writeCommit(
  branch: string,
  parent: string | null,
  title: string,
  body: string,
  files: string[][],
): string {
  seconds += 60;
  const message = `${title}\n${body === '' ? '' : `\n${body.trim()}\n`}`;
  const data = (text: string): string => `data ${Buffer.byteLength(text)}\n${text}\n`;
  const entries = files.map(
    (lines, file) => `M 100644 inline file${file}.c\n${data(`${lines.join('\n')}\n`)}`,
  );
  return [
    `commit refs/heads/${branch}\n`,
    `author Ana Ruiz <ana@a.example> ${seconds} +0000\n`,
    `committer Ana Ruiz <ana@a.example> ${seconds} +0000\n`,
    data(message),
    parent === null ? '' : `from ${parent}\n`,
    ...entries,
    '\n',
  ].join('');
}

function readPatches(git: Git, range: string): ComparablePatch[] {
  const log = git.run(['log', '--reverse', '--format=%x01%s%x02%b%x03', '-p', range]);
  return log
    .split('\u0001')
    .slice(1)
    .map((entry, index) => {
      const [title = '', rest = ''] = entry.split('\u0002');
      const [content = '', diff = ''] = rest.split('\u0003');
      return {
        title,
        content,
        number: index + 1,
        label: String(index),
        author: { name: 'Ana Ruiz', email: 'ana@a.example' },
        diff: diff.replace(/^\n+/, '').replace(/\n\n$/, '\n'),
        gerritChangeId: null,
      };
    });
}

const KINDS: Readonly<Record<string, string>> = {
  '=': 'IDENTICAL',
  '!': 'CHANGED',
  '>': 'ADDED',
  '<': 'REMOVED',
};
const HEAD = /^ *(\d+|-): +[0-9a-f-]+ ([=!<>]) +(\d+|-): +[0-9a-f-]+ /;

function readHeads(output: string): string[] {
  return output.split('\n').flatMap((line) => {
    const [, from = '', mark = '', to = ''] = HEAD.exec(line) ?? [];
    return mark === '' ? [] : [`${from} ${KINDS[mark] ?? ''} ${to}`];
  });
}

function readTexts(output: string): string[] {
  const texts: string[] = [];
  for (const line of output.split('\n')) {
    const head = HEAD.exec(line);
    if (head?.[2] === '!') texts.push('');
    else if (line.startsWith('    ')) {
      const before = texts.pop() ?? '';
      texts.push(before === '' ? line.slice(4) : `${before}\n${line.slice(4)}`);
    }
  }
  return texts;
}
