import { describe, expect, it } from 'vitest';
import { MAX_DIFF_LINES, parseDiff } from '../../src/mail/diff/parseDiff.js';
import { patchId } from '../../src/mail/diff/patchId.js';
import { MailHeaders } from '../../src/mail/headers.js';
import { parseMessage } from '../../src/mail/message.js';
import { readMetadata } from '../../src/mail/metadata.js';
import { parseReply } from '../../src/mail/reply.js';
import { readRouting } from '../../src/review/facts/mails.js';

/* Parsing is fast for any text, regardless of its length and content. */

const MIB = 1024 * 1024;
const ACK = 'Acked-by: Ola <ola@b.example>\n';

describe('the text of a message or reply', () => {
  const filled = (length: number): string => `${'x'.repeat(99)}\n`.repeat(length / 100);

  it.each([
    ['1 MiB', (rest: string) => filled(MIB - (MIB % 100) - 200) + rest],
    ['50,000 lines', (rest: string) => '\n'.repeat(49_998) + rest],
  ])('is read up to %s', (_what, behind) => {
    const read = (text: string) => [
      parseReply(text).trailers.length,
      parseMessage(text).trailers.filter(({ name }) => name === 'Acked-by').length,
      readMetadata(text).baseCommit,
    ];
    const fields = `base-commit: 0123456789\n${ACK}`;
    expect(read(behind(fields))).toEqual([1, 1, '0123456789']);
    expect(read(behind('x\n'.repeat(200) + fields))).toEqual([0, 0, null]);
  });

  it('is parsed up to 1,000 trailers', () => {
    for (const [given, read] of [
      [1_000, 1_000],
      [1_001, 1_000],
      [30_000, 1_000],
    ] as const) {
      expect(parseReply(ACK.repeat(given)).trailers).toHaveLength(read);
      expect(parseMessage(`Text\n\n${ACK.repeat(given)}`).trailers).toHaveLength(read);
    }
  });
});

describe('a diff', () => {
  const HEADER = '--- a/x\n+++ b/x\n';
  const diffOf = (lines: number): string =>
    `${HEADER}@@ -0,0 +1,${String(lines - 3)} @@\n${'+a\n'.repeat(lines - 3)}`;

  it('is parsed up to 200,000 lines', () => {
    const { files, problems } = parseDiff(diffOf(MAX_DIFF_LINES));
    expect(problems).toEqual([]);
    expect(files).toMatchObject([{ path: 'x', additions: MAX_DIFF_LINES - 3 }]);
    expect(patchId(diffOf(MAX_DIFF_LINES))).toMatch(/^[0-9a-f]{40}$/);
  });

  it.each([
    ['a line', diffOf(MAX_DIFF_LINES + 1)],
    ['a line without end', `${diffOf(MAX_DIFF_LINES)}+`],
    ['empty lines', `${diffOf(MAX_DIFF_LINES)}${'\n'.repeat(100_000)}`],
  ])('says that it is too large with %s more', (_what, diff) => {
    const { files, problems } = parseDiff(diff);
    expect(problems).toEqual([
      {
        code: 'TOO_LARGE',
        line: MAX_DIFF_LINES,
        message: 'The diff has more than 200000 lines; only these are read.',
      },
    ]);
    expect(files).toMatchObject([{ path: 'x', additions: MAX_DIFF_LINES - 3 }]);
    expect(patchId(diff)).toBeNull();
  });
});

describe('headers', () => {
  it('are parsed up to 20 occurrences, and 64 KiB of each from its end', () => {
    const ids = Array.from({ length: 100_000 }, (_, index) => `<${String(index)}@a.example>`);
    const many = readRouting(new MailHeaders({ References: ids.join(' ') }), 'x@a.example');
    expect(many.references).toHaveLength(500);
    expect(many.references.at(-1)).toBe('99999@a.example');
    const to = Array.from({ length: 9_000 }, () => 'Ana <ana@a.example>');
    const { senders } = readRouting(new MailHeaders({ From: to }), 'x@a.example');
    expect(senders).toHaveLength(20);
  });
});
