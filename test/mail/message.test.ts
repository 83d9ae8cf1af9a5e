import { describe, expect, it } from 'vitest';
import { parseMessage } from '../../src/mail/message.js';

const SIGN_OFF = 'Signed-off-by: Ana Ruiz <ana@a.example>';

function trailersOf(content: string, frontText = ''): string[] {
  return parseMessage(content, frontText).trailers.map(
    ({ name, value, inBlock }) => `${inBlock ? '' : '(apart) '}${name}: ${value}`,
  );
}

describe('parseMessage', () => {
  it('treats a mixed paragraph as the block if one line is recognized', () => {
    const { trailers } = parseMessage(
      `Text.\n\nNote: see below\nTested on: r3 board\n${SIGN_OFF}\n`,
    );
    expect(trailers.map(({ kind, name, inBlock }) => [kind, name, inBlock])).toEqual([
      ['OTHER', 'Note', true],
      ['SIGN_OFF', 'Signed-off-by', true],
    ]);
  });

  it('finds no block if four lines of prose surround one trailer', () => {
    const message = parseMessage(`a\nb\nc\nd\n${SIGN_OFF}\n`);
    expect(message.blockStart).toBeNull();
    expect(message.trailers).toMatchObject([{ kind: 'SIGN_OFF', inBlock: false }]);
  });

  it('finds known kinds in earlier paragraphs, and no others', () => {
    const content = `Text.\n\nFixes: 0123456789ab ("net: a")\nCc: stable@a.example\n\nNote: x\n\n${SIGN_OFF}`;
    expect(trailersOf(content)).toEqual([
      '(apart) Fixes: 0123456789ab ("net: a")',
      '(apart) Cc: stable@a.example',
      SIGN_OFF,
    ]);
    expect(parseMessage(content).commitMessage).toBe('Text.\n\nNote: x');
  });

  it('ignores prose outside the block that starts like a trailer', () => {
    expect(trailersOf(`Fixes: a crash\nand more.\n\nCc: the usual people\n\n${SIGN_OFF}`)).toEqual([
      SIGN_OFF,
    ]);
  });

  it.each([
    ['three dashes', '---'],
    ['three dashes and blanks', '---  '],
    ['a file', '--- a/x'],
    ['a diff', 'diff --git a/x b/x'],
    ['CVS', 'Index: x'],
  ])('ends the message at %s', (_what, line) => {
    expect(trailersOf(`Text.\n\n${SIGN_OFF}\n${line}\nAcked-by: Ola <ola@b.example>\n`)).toEqual([
      SIGN_OFF,
    ]);
  });

  it('continues past four dashes', () => {
    expect(trailersOf(`Text.\n----\nmore\n\n${SIGN_OFF}\n`)).toEqual([SIGN_OFF]);
  });

  it('joins folds, wrapped addresses and wrapped Fixes', () => {
    expect(
      trailersOf(
        'T.\n\nFixes: 0123456789ab ("net: a\nb")\nAcked-by: Ola Berg\n<ola@b.example>\nTested-by: Ana Ruiz\n <ana@a.example>\n',
      ),
    ).toEqual([
      'Fixes: 0123456789ab ("net: a b")',
      'Acked-by: Ola Berg <ola@b.example>',
      'Tested-by: Ana Ruiz <ana@a.example>',
    ]);
  });

  it('parses the title of a wrapped Fixes, and keeps one without hash', () => {
    const { trailers } = parseMessage('T.\n\nFixes: 0123456789ab ("net: a\nb")\nFixes: #41\n');
    expect(trailers).toMatchObject([
      { kind: 'FIXES', fixes: { hash: '0123456789ab', title: 'net: a b' } },
      { kind: 'FIXES', fixes: null, value: '#41' },
    ]);
  });

  it.each([
    ['377748135/clusterfuzz-testcase-minimized-x', null],
    ['0123456789ab', { hash: '0123456789ab', title: null }],
    ['commit 0123456789ab ("net: a")', { hash: '0123456789ab', title: 'net: a' }],
  ])('reads the commit of Fixes: %s', (value, fixes) => {
    const { trailers } = parseMessage(`Text\n\nFixes: ${value}\nSigned-off-by: A <a@b.example>\n`);
    expect(trailers[0]).toMatchObject({ kind: 'FIXES', fixes });
  });

  it('lists each person of one Cc line', () => {
    const { trailers } = parseMessage('Text\n\nCc: A <a@b.example>, c@d.example\n');
    expect(trailers).toMatchObject([
      { value: 'A <a@b.example>', person: { email: 'a@b.example' }, line: 3, inBlock: true },
      { value: 'c@d.example', person: { email: 'c@d.example' }, line: 3, inBlock: true },
    ]);
  });

  it('treats a line in brackets as the note of the previous trailer', () => {
    const { trailers } = parseMessage(`T.\n\n${SIGN_OFF}\n[ jane: fixed typo ]\n${SIGN_OFF}\n`);
    expect(trailers.map(({ note }) => note)).toEqual(['[ jane: fixed typo ]', null]);
  });

  it('reads author and subject from the body', () => {
    const message = parseMessage(
      `From: Ola Berg <ola@b.example>\nSubject: other\n\nText.\n\n${SIGN_OFF}\n`,
    );
    expect(message).toMatchObject({
      author: { name: 'Ola Berg', email: 'ola@b.example' },
      inBodySubject: 'other',
      commitMessage: 'Text.',
    });
  });

  it('drops text before scissors, including trailers', () => {
    const message = parseMessage(
      `Hi!\nAcked-by: Ola <ola@b.example>\n-- >8 --\nFrom: Ola <ola@b.example>\n\nText.\n\n${SIGN_OFF}\n`,
    );
    expect(message.hasScissors).toBe(true);
    expect(message.commitMessage).toBe('Text.');
    expect(message.trailers).toHaveLength(1);
    expect(message.author?.email).toBe('ola@b.example');
  });

  it('returns the notes below --- without changelog separators, diffstat and metadata', () => {
    const stat = ' a.c | 2 +-\n 1 file changed, 1 insertion(+), 1 deletion(-)\n';
    const { notes } = parseMessage(
      `T.\n\n${SIGN_OFF}\n---\nChanges in v2:\n- none\n---\n${stat}\nbase-commit: 0123456789\n`,
    );
    expect(notes).toBe('Changes in v2:\n- none');
    expect(parseMessage(`T.\n\n${SIGN_OFF}\n---\n${stat}`).notes).toBeNull();
    expect(parseMessage(`T.\n\n${SIGN_OFF}`).notes).toBeNull();
  });

  it('keeps the block if base-commit follows it without ---', () => {
    const message = parseMessage(`T.\n\n${SIGN_OFF}\n\nbase-commit: 0123456789abcdef\n`);
    expect(message.trailers).toMatchObject([{ name: 'Signed-off-by', inBlock: true }]);
    expect(message.commitMessage).toBe('T.');
  });

  it('parses trailers that Patchwork moved in front of the diff', () => {
    const front = `diff of both is small\n\n${SIGN_OFF}\n---\n a.c | 2 +-\n\n`;
    expect(trailersOf('We see that the', front)).toEqual([SIGN_OFF]);
    expect(trailersOf('See the', `Index: of pages\n\n${SIGN_OFF}\n---\n`)).toEqual([
      `(apart) ${SIGN_OFF}`,
    ]);
    expect(parseMessage('a\nb', front).trailers[0]?.line).toBe(5);
  });

  it.each([
    ['blanks before the colon', 'Reviewed-by : Ana <ana@a.example>', 'Ana <ana@a.example>'],
    ['no blank after it', 'Tested-by:Ana <ana@a.example>', 'Ana <ana@a.example>'],
    ['lower case', 'reviewed-BY: Ana <ana@a.example>', 'Ana <ana@a.example>'],
  ])('reads a trailer with %s', (_what, line, value) => {
    expect(parseMessage(`T.\n\n${line}\n`).trailers).toMatchObject([{ value }]);
  });

  it('does not mistake a URL for a trailer', () => {
    expect(trailersOf(`T.\n\nhttps://a.example/x\n${SIGN_OFF}\n`)).toEqual([SIGN_OFF]);
  });
});

describe('values of trailers', () => {
  it.each([
    ['Ana Ruiz <ana@a.example>', 'Ana Ruiz', 'ana@a.example', null],
    ['Doe, Jane <jane@a.example>', 'Doe, Jane', 'jane@a.example', null],
    ['"Doe, Jane" <jane@a.example>', 'Doe, Jane', 'jane@a.example', null],
    ['Jo (Linaro) <jo@a.example>', 'Jo (Linaro)', 'jo@a.example', null],
    ['<ana@a.example>', null, 'ana@a.example', null],
    ['ana@a.example', null, 'ana@a.example', null],
    ['Ana <ana@a.example> # for 2, 4', 'Ana', 'ana@a.example', '# for 2, 4'],
    ['Ana <ana@a.example> (gdbserver)', 'Ana', 'ana@a.example', '(gdbserver)'],
    ['Ana <ana@a.example> [v2]', 'Ana', 'ana@a.example', '[v2]'],
    ['Ana <ana@a.example> on r3', 'Ana', 'ana@a.example', 'on r3'],
    ['stable@a.example # 5.10+', null, 'stable@a.example', '# 5.10+'],
    ['Ana <ana@a.example<mailto:ana@a.example>>', 'Ana', 'ana@a.example', null],
    ['Ana <mailto:ana@a.example>', 'Ana', 'ana@a.example', null],
    ['Ana < 3 Ruiz <ana@a.example>', 'Ana < 3 Ruiz', 'ana@a.example', null],
    ['Ana Ruiz', 'Ana Ruiz', null, null],
    ['Ana Ruiz # docs', 'Ana Ruiz', null, '# docs'],
  ])('reads %s', (value, name, email, note) => {
    const { trailers } = parseMessage(`T.\n\nReviewed-by: ${value}\n`);
    expect(trailers).toMatchObject([{ person: { name, email }, note }]);
  });

  it.each([
    ['https://lore.example/r/a%2Fb@c.example/', 'a/b@c.example'],
    ['https://lore.example/all/20260101-x-v1-0-ab@c.example/T/#u', '20260101-x-v1-0-ab@c.example'],
    ['https://bugs.example/41', null],
    ['https://ana@git.example/x', null],
    ['<a@b.example>', 'a@b.example'],
  ])('finds the Message-ID in Link: %s', (value, expected) => {
    const { trailers } = parseMessage(`T.\n\nLink: ${value} [1]\n`);
    expect(trailers).toMatchObject([{ linkedMessageId: expected, note: '[1]', value }]);
  });
});
