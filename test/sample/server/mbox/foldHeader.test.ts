import { describe, expect, it } from 'vitest';
import { foldHeader } from '../../../../src/sample/server/mbox/foldHeader.js';

const long = `<${'m'.repeat(40)}@lists.example>`;

describe('foldHeader', () => {
  // The output of Python 3.11's email package for the same header.
  it.each([
    ['Subject', 'short', 'Subject: short'],
    ['To', 'a@x.example,\n\tb@x.example', 'To: a@x.example,\n\tb@x.example'],
    ['References', `${long} ${long}`, `References: ${long}\n ${long}`],
    [
      'Cc',
      `${'a'.repeat(50)}, b c d ${'e'.repeat(30)}`,
      `Cc: ${'a'.repeat(50)},\n b c d ${'e'.repeat(30)}`,
    ],
    ['X', 'z'.repeat(90), `X: \n ${'z'.repeat(90)}`],
    ['Subject', 'grüße', 'Subject: =?utf-8?b?Z3LDvMOfZQ==?='],
    ['Subject', 'one ö in a longer text', 'Subject: =?utf-8?q?one_=C3=B6_in_a_longer_text?='],
    ['Subject', 'x, ', 'Subject: x, '],
    ['Subject', 'x\n ', 'Subject: x'],
    ['Subject', '', 'Subject: '],
  ])('folds %s as Python does: %j', (name, value, expected) => {
    expect(foldHeader(name, value)).toBe(expected);
  });

  it('splits long encoded text into words that fit a line', () => {
    const folded = foldHeader('Subject', 'é'.repeat(60));
    const lines = folded.split('\n');
    expect(lines.length).toBeGreaterThan(1);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(78);
    expect(lines.every((line) => /^(?:Subject:)? =\?utf-8\?b\?[\w+/=]+\?=$/.test(line))).toBe(true);
  });
});
