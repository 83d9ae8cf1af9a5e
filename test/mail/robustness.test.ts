import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseAddresses } from '../../src/mail/address.js';
import { parseDiff } from '../../src/mail/diff/parseDiff.js';
import { patchId } from '../../src/mail/diff/patchId.js';
import { parseMailmap } from '../../src/mail/mailmap.js';
import { parseMessage } from '../../src/mail/message.js';
import { readMetadata } from '../../src/mail/metadata.js';
import { parsePosting } from '../../src/mail/posting.js';
import { parseReply } from '../../src/mail/reply.js';
import { readReferences } from '../../src/mail/thread.js';

const PIECES = [
  'Signed-off-by: Ana <ana@a.example>',
  'Reviewed-by: ',
  'Fixes: 0123456 ("x',
  'b")',
  '<ola@b.example>',
  '[ note ]',
  '[',
  '---',
  '-- ',
  '-- >8 --',
  'diff --git a/x b/x',
  '--- a/x',
  '+++ b/x',
  '@@ -1,3 +1,3 @@',
  '@@@ -1 -1 +1 @@@',
  ' a',
  '+b',
  '-c',
  '\\ No newline at end of file',
  'GIT binary patch',
  'literal 4',
  'rename from a',
  'rename to b',
  'new file mode 100644',
  'index 1..2',
  '> quoted',
  'From: Ana',
  'Sent: x',
  'Subject: x',
  '-----Original Message-----',
  'For patches 1, 3-4:',
  '',
  '  ',
  '\t',
  'base-commit: 0123456',
  ' a.c | 2 +-',
  ' 3 files changed',
  ' rename {a => b}/c (90%)',
  'Binary files a and b differ',
  '"a/\\303',
  '\r',
];
const text = fc
  .array(fc.oneof(fc.constantFrom(...PIECES), fc.string({ unit: 'binary', maxLength: 20 })), {
    maxLength: 30,
  })
  .map((lines) => lines.join('\n'));

/** All parsers of mail texts. */
const READERS: Readonly<Record<string, (input: string) => unknown>> = {
  parseMessage,
  parseReply,
  parseDiff: (input) => parseDiff(input, input),
  patchId,
  readMetadata,
  parsePosting,
  parseAddresses,
  parseMailmap: (input) => parseMailmap(input).canonicalize({ name: 'x', email: 'x@y.example' }),
  readReferences: (input) =>
    readReferences({ messageId: 'x', references: [input], inReplyTo: [input], addresses: [] }),
};

describe.each(Object.entries(READERS))('%s', (_name, read) => {
  it('never throws', () => {
    fc.assert(
      fc.property(text, (input) => void read(input)),
      { numRuns: 500 },
    );
  });
});

/** The parsers of bodies; headers and names never contain CRLF at this point. */
const BODY_READERS = { parseMessage, parseReply, patchId, readMetadata };

it.each(Object.entries<(input: string) => unknown>(BODY_READERS))(
  '%s treats CRLF like LF',
  (_name, read) => {
    const lines = text.map((input) => input.replaceAll('\r', ''));
    fc.assert(
      fc.property(lines, (input) => {
        expect(read(input.replaceAll('\n', '\r\n'))).toEqual(read(input));
      }),
    );
  },
);

it('parses the files of a diff with CRLF as with LF', () => {
  fc.assert(
    fc.property(
      text.map((input) => input.replaceAll('\r', '')),
      (input) => {
        const strip = (diff: string) =>
          parseDiff(diff, diff).files.map((file) => ({
            ...file,
            hunks: file.hunks.map(({ startOffset: _start, endOffset: _end, ...hunk }) => hunk),
          }));
        expect(strip(input.replaceAll('\n', '\r\n'))).toEqual(strip(input));
      },
    ),
    { numRuns: 500 },
  );
});

/** Texts that trap backtracking patterns: each piece is repeated n times. */
const TRAPS = [
  ' ',
  '\t',
  'a',
  '<',
  '>',
  '@',
  '.@',
  '@.',
  'a@b.c ',
  '"',
  '\\',
  '(',
  ')',
  '[',
  '#',
  ' #',
  ',',
  'a, ',
  '-',
  '- ',
  '8<',
  '>8',
  ': ',
  'a:',
  '/',
  ' b/',
  'a b/',
  '=>',
  '{',
  '\n',
  ' \n',
  '>\n',
  'To: a\n',
  'Fixes: 0123456 (\n',
  'Cc: a@b.c\n',
  'Cc: a\n',
  '[\n',
  'a: b\n',
  '# a\n',
  'diff -\n',
  'diff --git \n',
  'diff --git a/x b/x\nindex 1..2\n',
  '@@ -1 +1 @@\n',
  '--- a\n+++ b\n',
  '--- a\n+++ b\n@@ -1 +1 @@\n',
  '@@ -1,9 +1,9 @@\nx\n',
  'GIT binary patch\n',
  'base-commit: 0123456\n',
  'base-commit: 0123456\n\n',
  '-- >8 --\n',
  'From: a\n',
  ' a | 1 +\n',
  '---\n',
  'For patches 1, 2:\n',
  '<mailto:',
  '<a@b> ',
  'diff -\nAcked-by: a@b.c\n',
  'Acked-by: a@b.c\n\n',
  '=?',
  '[v1] ',
  '1/2',
  'literal 1\n',
];
const SIZE = 30_000;
const TRIES = 5;

describe.each(Object.entries(READERS))('%s', (_name, read) => {
  it('parses hostile texts of 30 and 120 KB in roughly linear time', () => {
    const slow: string[] = [];
    for (const trap of TRAPS) {
      const lead = trap.includes('\n') ? '' : 'Cc: ';
      const make = (size: number) => lead + trap.repeat(Math.ceil(size / trap.length)) + lead;
      // Quadratic work takes 16 times as long on every attempt; a busy machine slows down some of them.
      const isSlow = (): boolean =>
        measure(read, make(SIZE * 4)) > Math.max(measure(read, make(SIZE)) * 12, 200);
      if (Array.from({ length: TRIES }).every(isSlow)) slow.push(trap);
    }
    expect(slow).toEqual([]);
  });
});

function measure(read: (input: string) => unknown, input: string): number {
  const started = performance.now();
  read(input);
  return performance.now() - started;
}
