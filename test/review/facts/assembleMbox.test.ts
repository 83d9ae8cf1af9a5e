import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import {
  assembleMbox,
  DEFAULT_MBOX,
  type AppliedPatch,
} from '../../../src/review/facts/mbox/assembleMbox.js';
import { encodeHeader } from '../../../src/review/facts/mbox/patchMail.js';
import { readSeriesTrailers } from '../../../src/review/facts/trailers.js';
import { Git } from '../../mail/git.js';
import { lacks } from '../../tools/programs.js';
import { ANA, KOFI, OLA, patch, reply, series } from './series.js';

const SIGN_OFF = 'Signed-off-by: Kofi Boakye <kofi@dev.example>';
const REVIEW = 'Reviewed-by: Ana Ruiz <ana@a.example>';
const DIFF = 'diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+b\n';

function applied(content: string, given = '', rest: Partial<AppliedPatch> = {}): AppliedPatch {
  const replies = given === '' ? [] : [reply('p1', ANA, given)];
  const facts = readSeriesTrailers(series([patch(1, content, rest.diff ?? DIFF)], replies));
  return {
    number: 1,
    title: 'net: fix',
    messageId: 'p1@x.example',
    author: KOFI,
    date: 'Fri, 2 Jan 2026 03:04:05 +0000',
    content,
    diff: DIFF,
    trailers: facts.byPatch.get(1) ?? [],
    lostTrailers: [],
    ...rest,
  };
}

describe.skipIf(lacks('git'))('assembleMbox with git am', () => {
  const git = new Git();
  git.run(['init', '-q']);
  const blob = git.run(['hash-object', '-w', '--stdin'], 'a\n').trim();
  const crlf = git.run(['hash-object', '-w', '--stdin'], 'a\r\n').trim();
  const tree = git.run(['mktree'], `100644 blob ${crlf}\tcrlf\n100644 blob ${blob}\tx\n`).trim();
  const base = git.run(['commit-tree', tree, '-m', 'Base']).trim();
  beforeEach(() => void git.run(['reset', '-q', '--hard', base]));
  afterAll(() => git.remove());

  const apply = (patches: readonly AppliedPatch[], options = DEFAULT_MBOX, total = 1): string[] => {
    const { text } = assembleMbox(patches, total, '2', options);
    git.run(['am', '-q'], text ?? '');
    return git
      .run(['log', '--reverse', '--format=%an <%ae>%n%ad%n%B%x00', `${base}..`])
      .split('\0')
      .slice(0, -1);
  };
  const message = (patches: readonly AppliedPatch[], options = DEFAULT_MBOX): string =>
    apply(patches, options)[0]?.trim().split('\n').slice(2).join('\n') ?? '';

  it('round-trips author, date and message', () => {
    expect(apply([applied(`Why.\n\n${SIGN_OFF}\n---\n notes\n`)])[0]).toBe(
      `Kofi Boakye <kofi@dev.example>\nFri Jan 2 03:04:05 2026 +0000\nnet: fix\n\nWhy.\n\n${SIGN_OFF}\n`,
    );
  });

  it.each([
    [
      'after the block',
      `Why.\n\n${SIGN_OFF}\n---\n notes\n`,
      `net: fix\n\nWhy.\n\n${SIGN_OFF}\n${REVIEW}`,
    ],
    [
      'after a blank line if there is no block',
      'Why.\n---\n notes\n',
      `net: fix\n\nWhy.\n\n${REVIEW}`,
    ],
    ['without a text', '---\n notes\n', `net: fix\n\n${REVIEW}`],
    ['without anything', '', `net: fix\n\n${REVIEW}`],
    [
      'not at dashes in prose',
      `Why.\n--\nmore\n\n${SIGN_OFF}\n`,
      `net: fix\n\nWhy.\n--\nmore\n\n${SIGN_OFF}\n${REVIEW}`,
    ],
    [
      'after four lines of prose',
      `a\nb\nc\nd\n${SIGN_OFF}\n`,
      `net: fix\n\na\nb\nc\nd\n${SIGN_OFF}\n\n${REVIEW}`,
    ],
    [
      'before base-commit',
      `Why.\n\n${SIGN_OFF}\n\nbase-commit: 0123456789\n`,
      `net: fix\n\nWhy.\n\n${SIGN_OFF}\n${REVIEW}\n\nbase-commit: 0123456789`,
    ],
  ])('puts what was given %s', (_what, content, expected) => {
    expect(message([applied(content, `${REVIEW}\n`)])).toBe(expected);
  });

  it('keeps a From line in the body, and drops text before scissors', () => {
    const content = `Hi\n\n-- >8 --\nFrom: Ola Berg <ola@b.example>\n\nWhy.\n\n${SIGN_OFF}\n---\n`;
    expect(apply([applied(content)])[0]).toMatch(
      /^Ola Berg <ola@b.example>\n.*\nnet: fix\n\nWhy\.\n\nSigned/,
    );
  });

  it('applies to a file with CRLF', () => {
    const diff = 'diff --git a/crlf b/crlf\n--- a/crlf\n+++ b/crlf\n@@ -1 +1 @@\n-a\r\n+b\r\n';
    const text = assembleMbox([applied('Why.\n', '', { diff })], 1, '1').text ?? '';
    expect(text).toContain('Content-Transfer-Encoding: base64');
    apply([applied('Why.\n', '', { diff })]);
    expect(git.run(['show', 'HEAD:crlf'])).toBe('b\r\n');
  });

  it('applies a message that Patchwork moved into the diff', () => {
    const diff = `diff of both is small\n\n${SIGN_OFF}\n---\n x | 2 +-\n\n${DIFF}`;
    expect(message([applied('We see that the', `${REVIEW}\n`, { diff })])).toBe(
      `net: fix\n\nWe see that the\ndiff of both is small\n\n${SIGN_OFF}\n${REVIEW}`,
    );
  });

  it('keeps a line that looks like the start of a mail', () => {
    const content = 'Why.\nFrom ana@a.example Thu Jan  1 00:00:00 2026\nmore\n';
    expect(message([applied(content)])).toContain('From ana@a.example Thu Jan  1 00:00:00 2026');
    expect(assembleMbox([applied(content)], 1, '1').warnings).toMatchObject([
      { code: 'FROM_LINE' },
    ]);
  });

  it('writes non-ASCII names and titles', () => {
    const title = 'größe: 日本語の長い題名はここで折り返されなければならないので、とても長い';
    const author = { name: 'José Ruiz, PhD', email: 'jose@a.example' };
    const [first] = apply([applied('', '', { title, author })]);
    expect(first).toContain('José Ruiz, PhD <jose@a.example>');
    expect(first).toContain(title);
  });

  it('applies several patches in the order of their numbers', () => {
    const second = DIFF.replace('-a', '-b').replace('+b', '+c');
    const two = applied('', '', { number: 2, title: 'net: second', diff: second });
    expect(apply([two, applied('')], DEFAULT_MBOX, 2)).toHaveLength(2);
    expect(git.run(['show', 'HEAD:x'])).toBe('c\n');
  });

  it('adds links as requested', () => {
    const options = {
      ...DEFAULT_MBOX,
      linkFormat: 'https://l.example/%s/',
      messageIdTrailer: true,
    };
    expect(message([applied(`Why.\n\n${SIGN_OFF}\n`)], options)).toBe(
      `net: fix\n\nWhy.\n\n${SIGN_OFF}\nLink: https://l.example/p1@x.example/\nMessage-ID: <p1@x.example>`,
    );
  });
});

describe.skipIf(lacks('git'))('assembleMbox', () => {
  const added = (given: string, options = {}): string[] =>
    assembleMbox([applied('Why.\n', given)], 1, '1', {
      ...DEFAULT_MBOX,
      ...options,
    }).addedTrailers.map(({ trailer }) => trailer.name);

  it.each([
    ['Acked-by: Ana Ruiz <ana@a.example>', true],
    ['Tested-by: Ana Ruiz <ana@a.example> # on r3', true],
    ['Fixes: 0123456789ab ("x")', true],
    ['Closes: https://b.example/1', true],
    ['Nacked-by: Ana Ruiz <ana@a.example>', false],
    ['Enjoyed-by: Ana Ruiz <ana@a.example>', false],
    ['Reviewed-by: Ola Berg <ola@b.example>', false],
    ['Reviewed-by: Ana Ruiz', false],
  ])('adds %s: %s', (line, isAdded) => {
    expect(added(`${line}\n`)).toHaveLength(Number(isAdded));
  });

  it('reports what it omits, and warns', () => {
    const given = 'Nacked-by: Ana Ruiz <ana@a.example>\nReviewed-by: Ola Berg <ola@b.example>\n';
    const mbox = assembleMbox([applied('Why.\n', given)], 1, '1');
    expect(mbox.ignoredTrailers.map(({ kind }) => kind)).toEqual(['NACK', 'REVIEW']);
    expect(mbox.warnings.map(({ code }) => code)).toEqual(['NACKED', 'MISMATCHED_TRAILER']);
    expect(added(given, { includeMismatched: true })).toEqual(['Reviewed-by']);
    expect(added(`${REVIEW}\n`, { trailers: false })).toEqual([]);
  });

  it('does not repeat trailers of the message', () => {
    const mbox = assembleMbox([applied(`Why.\n\n${REVIEW}\n`, `${REVIEW}\n`)], 1, '1');
    expect(mbox.text?.split(REVIEW)).toHaveLength(2);
  });

  it('writes a trailer of two kinds once, and warns about it once', () => {
    const own = 'Reviewed-and-tested-by: Ana Ruiz <ana@a.example>';
    const mbox = assembleMbox([applied('Why.\n', `${own}\n`)], 1, '1');
    expect(mbox.addedTrailers.map(({ trailer }) => trailer.kind)).toEqual(['REVIEW', 'TEST']);
    expect(mbox.text?.split(own)).toHaveLength(2);
    const other = 'Reviewed-and-tested-by: Ola Berg <ola@b.example>';
    const { warnings } = assembleMbox([applied('Why.\n', `${other}\n`)], 1, '1');
    expect(warnings.map(({ code }) => code)).toEqual(['MISMATCHED_TRAILER']);
  });

  it('restores lost trailers if requested', () => {
    const lost = readSeriesTrailers(
      series(1, [reply('p1', OLA, 'Acked-by: Ola Berg <ola@b.example>\n')]),
    ).all;
    const one = applied('Why.\n', `${REVIEW}\n`, { lostTrailers: lost });
    const names = (options = {}) =>
      assembleMbox([one], 1, '1', { ...DEFAULT_MBOX, ...options }).addedTrailers.map(
        ({ trailer }) => trailer.name,
      );
    expect(names()).toEqual(['Reviewed-by']);
    expect(names({ lostTrailers: true })).toEqual(['Reviewed-by', 'Acked-by']);
  });

  it('has no text if patches are missing, unless this is allowed', () => {
    const two = applied('', '', { number: 2 });
    expect(assembleMbox([two], 3, '2')).toMatchObject({
      text: null,
      missingIndexes: [1, 3],
      warnings: [
        { code: 'MISSING_PATCH', number: 1 },
        { code: 'MISSING_PATCH', number: 3 },
      ],
    });
    const { text } = assembleMbox([two], 3, '2', { ...DEFAULT_MBOX, allowIncomplete: true });
    expect(text).toContain('Subject: [PATCH v2 2/3] net: fix\n');
    expect(assembleMbox([], null, '1').text).toBeNull();
  });

  it.each([
    ['BIDI_CHARACTERS', applied('a\u202eb\n')],
    ['CORRUPT_DIFF', applied('', '', { diff: DIFF.replace('-1 +1', '-1,5 +1,5') })],
    ['MISSING_FILES', applied('T.\n---\n x | 2\n 2 files changed\n rename a => b (100%)\n')],
  ])('warns of %s', (code, one) => {
    expect(assembleMbox([one], 1, '1').warnings).toMatchObject([{ code }]);
  });

  it('does not warn about joiners in scripts that need them', () => {
    expect(assembleMbox([applied('\u0915\u094d\u200d\u0937\n')], 1, '1').warnings).toEqual([]);
  });
});

describe.skipIf(lacks('git'))('encodeHeader', () => {
  it.each(['plain', 'größe', '=?utf-8?q?x?=', '日'.repeat(60)])('keeps lines short: %s', (text) => {
    for (const line of encodeHeader(text).split('\n ')) expect(line.length).toBeLessThanOrEqual(75);
  });
});
