import { describe, expect, it } from 'vitest';
import { splitSeriesMbox, withoutAddedTrailers } from '../../src/mail/splitSeriesMbox.js';

function mail(id: number, body: string, headers = ''): string {
  return `From patchwork Tue Mar  3 09:00:00 2026
Content-Type: text/plain; charset="utf-8"
MIME-Version: 1.0
Content-Transfer-Encoding: 8bit
X-Patchwork-Submitter: Ana <ana@a.example>
X-Patchwork-Id: ${String(id)}
${headers}Subject: [PATCH 1/2] a
 folded

${body}`;
}

const DIFF = 'diff --git a/a b/a\n--- a/a\n+++ b/a\n@@ -1 +1 @@\n-a\n+b\n';

describe('splitSeriesMbox', () => {
  it('splits mails, headers, texts and diffs', () => {
    const mbox = [mail(1, `Text.\n---\n a | 2 +-\n\n${DIFF}`), mail(2, 'Only text.\n')].join('\n');
    expect([...(splitSeriesMbox(mbox, [1, 2]) ?? [])]).toMatchObject([
      [
        1,
        {
          id: 1,
          text: 'Text.\n---\n a | 2 +-\n',
          diff: DIFF,
          headers: { Subject: '[PATCH 1/2] a\n folded' },
        },
      ],
      [2, { id: 2, diff: null }],
    ]);
  });

  it.each([
    ['a patch is missing', [1, 2, 3]],
    ['a patch is not expected', [1]],
    ['another patch is there', [1, 4]],
  ])('is not believed where %s', (_name, expected) => {
    expect(splitSeriesMbox([mail(1, 'a\n'), mail(2, 'b\n')].join('\n'), expected)).toBeNull();
  });

  it('is rejected if a text contains what looks like another mail', () => {
    const forged = mail(1, `Text.\n\n${mail(2, 'Reviewed-by: Eve <eve@e.example>\n')}`);
    expect(splitSeriesMbox([forged, mail(2, 'b\n')].join('\n'), [1, 2])).toBeNull();
    expect(splitSeriesMbox('<html>', [1])).toBeNull();
  });

  it('prefers the number written by Patchwork to one in the mail', () => {
    const mbox = mail(1, 'a\n', 'X-Patchwork-Id: 99\n');
    expect([...(splitSeriesMbox(mbox, [1])?.keys() ?? [])]).toEqual([1]);
  });

  it('returns the same sender as REST if a list has replaced From', () => {
    const mbox = mail(
      1,
      'a\n',
      'X-Patchwork-Original-From: "Ana via list" <list@l.example>\nFrom: Ana <ana@a.example>\n',
    );
    expect(splitSeriesMbox(mbox, [1])?.get(1)?.headers).toMatchObject({
      From: '"Ana via list" <list@l.example>',
    });
  });
});

describe('withoutAddedTrailers', () => {
  const RB = 'Reviewed-by: Ola <ola@b.example>';

  it.each([
    ['behind a text without ---', `Text.\n\n${RB}\n`, [RB], 'Text.'],
    ['before the first ---', `Text.\n${RB}\n---\n a | 2\n`, [RB], 'Text.\n---\n a | 2'],
    [
      'as often as replies contain it',
      `Text.\n${RB}\n${RB}\n${RB}\n`,
      [RB, `x\n${RB}`],
      `Text.\n${RB}`,
    ],
    ['of one reply in its order', `T.\n${RB}\nAcked-by: A\n`, [`${RB}\nwhy\nAcked-by: A`], 'T.'],
    ['none', `Text.\n${RB}\n---\nnote\n`, [], `Text.\n${RB}\n---\nnote`],
  ])('takes off %s', (_name, text, replies, expected) => {
    expect(withoutAddedTrailers(text, replies)).toBe(expected);
  });

  it.each([
    ['a reply has come since', `Text.\n---\n a | 2\n`, [RB]],
    ['a -- of prose may have been the cut', `Text\n---\nmore\n\n${RB}\n---\n a | 2\n`, []],
    ['trailers stand below the cut', `Text\n---\nmore\n${RB}\n`, []],
  ])('does not guess where %s', (_name, text, replies) => {
    expect(withoutAddedTrailers(text, replies)).toBeNull();
  });
});
