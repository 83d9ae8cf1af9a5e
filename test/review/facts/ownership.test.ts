import { describe, expect, it } from 'vitest';
import { OwnershipIndex } from '../../../src/review/facts/ownership/OwnershipIndex.js';
import { parseMaintainers } from '../../../src/review/facts/ownership/parseMaintainers.js';
import { parsePerlPattern } from '../../../src/review/facts/ownership/parsePerlPattern.js';
import { ANA, OLA } from './series.js';

const TEXT =
  'List of maintainers\n\nNETWORK\nM:\tAna Ruiz <ana@a.example>\nR:\tOla Berg <ola@b.example>\nL:\tnet@l.example (moderated)\nS:\tMaintained\nF:\tdrivers/net/\nX:\tdrivers/net/wifi/\n\nDOCS\nM:\tKofi <kofi@dev.example>\nF:\tdocs/*.rst\nF:\tREADME\nF:\tscripts\n\nPHY\nM:\tx@y.example\nN:\tphy\nK:\tphy_init\nK:\t(\n\nWILD\nM:\tx@y.example\nF:\tarch/*/boot/\nF:\t*\nX:\t*.md\n';

describe('the sections that own a path', () => {
  const { sections, unreadable } = parseMaintainers(TEXT);
  const index = new OwnershipIndex(sections);
  const names = (paths: string[], texts: string[] = []) =>
    index.find(paths, texts).map(({ section, matchedBy }) => [section.name, ...matchedBy]);

  it.each([
    ['drivers/net/a/b.c', [['NETWORK', 'F: drivers/net/']]],
    ['drivers/net/wifi/a.c', []],
    ['drivers/network.c', []],
    ['docs/a.rst', [['DOCS', 'F: docs/*.rst']]],
    ['docs/a/b.rst', []],
    // get_maintainer.pl anchors a pattern at its start only.
    [
      'README',
      [
        ['DOCS', 'F: README'],
        ['WILD', 'F: *'],
      ],
    ],
    ['README.md', [['DOCS', 'F: README']]],
    ['scripts/a/b.sh', [['DOCS', 'F: scripts']]],
    ['lib/phy.c', [['PHY', 'N: phy']]],
    ['arch/arm/boot/a/b.dts', [['WILD', 'F: arch/*/boot/']]],
    ['arch/boot/a', []],
    ['Kbuild', [['WILD', 'F: *']]],
    ['lib/Kbuild', []],
    ['docs/a.rst/b', []],
  ])('of %s', (path, expected) => {
    expect(names([path])).toEqual(expected);
  });

  it('are returned once with all matching lines, in the order of the file', () => {
    expect(names(['lib/phy.c', 'docs/a.rst', 'docs/b.rst', 'README'], ['phy_init'])).toEqual([
      ['DOCS', 'F: docs/*.rst', 'F: README'],
      ['PHY', 'N: phy', 'K: phy_init'],
      ['WILD', 'F: *'],
    ]);
  });

  it('have fields, and can have only patterns for changed lines', () => {
    expect(sections[0]).toMatchObject({
      name: 'NETWORK',
      maintainers: [ANA],
      reviewers: [OLA],
      lists: ['net@l.example'],
      status: 'Maintained',
    });
    expect(unreadable).toEqual([{ line: 21, text: 'K: (' }]);
    const diff = '--- a/phy_init\n+++ b/phy_init\n context phy_init\n';
    expect(index.matchText(diff)).toEqual([]);
    expect(index.matchText(`${diff}+ phy_init();\n- phy_init();\n`)).toEqual(['phy_init']);
  });

  it('end at a blank line or at the next heading, with any line ends', () => {
    const read = (text: string) => parseMaintainers(text).sections.map(({ name }) => name);
    const text =
      'A\nM: a@x.example\nF: a/\nB\nM: b@x.example\n \t\nC\nW:\nQ: q\n\nD\n\nM: nobody@x.example\n';
    expect(read(text)).toEqual(['A', 'B', 'C']);
    expect(read(text.replaceAll('\n', '\r\n'))).toEqual(['A', 'B', 'C']);
    expect(read('')).toEqual([]);
  });
});

describe('a section in the format of other projects', () => {
  it('may have an underlined heading, and lists in several forms', () => {
    const text =
      'Core\n----\n\nMain loop\n=========\nM: Ana Ruiz <ana@a.example>\nL: <core@l.example>\nL: "Net" <net@l.example> (moderated)\nL: https://chat.example/\nF: util/\n';
    expect(parseMaintainers(text).sections).toMatchObject([
      { name: 'Main loop', lists: ['core@l.example', 'net@l.example'] },
    ]);
  });
});

describe('a Perl pattern', () => {
  it.each([
    // Blanks and comments are not part of it (flag x).
    ['foo | bar # either', 'a bar', true],
    ['foo\\ bar', 'foo bar', true],
    ['foo\\ bar', 'foobar', false],
    ['[ ]x', ' x', true],
    ['\\b(?i:clang|llvm)\\b', 'with CLang', true],
    ['\\b(?i:clang|llvm)\\b', 'wclang', false],
    ['(?i:a(b))c', 'AbC', false],
    ['(?i:[a-c]+)z', 'AbCz', true],
    ['(?i)Rust', 'rUST', true],
    ['(?i:a(?-i:b))', 'Ab', true],
    ['(?i:a(?-i:b))', 'AB', false],
    ['[[:alpha:]_]+\\d', 'ab_1', true],
    ['[[:alpha:]]', '1:]', false],
    ['[]a]', ']', true],
    ['\\Aof_\\w+', 'of_get', true],
    ['(?:kzalloc|kfree)\\(', 'kfree(', true],
    ['a(?!b)', 'ab', false],
    ['ptrace|(?<=x)y', 'xy', true],
  ])('%s on %s', (source, text, expected) => {
    expect(parsePerlPattern(source)?.test(text)).toBe(expected);
  });

  it.each([
    '(',
    'a)',
    '[a',
    'a\\',
    '\\Qa\\E',
    '\\hx',
    '(?>a)',
    '(?i-m:a)',
    '[[:nope:]]',
    '[[:^alpha:]]',
    '*a',
    'a++',
  ])('that JavaScript does not have is none: %s', (source) => {
    expect(parsePerlPattern(source)).toBeNull();
  });
});
