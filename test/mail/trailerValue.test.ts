import { describe, expect, it } from 'vitest';
import { parseTrailerValue } from '../../src/mail/trailerValue.js';

describe('the person of a trailer', () => {
  it.each([
    ['Jane Doe <jane@a.example>', 'Jane Doe', 'jane@a.example', null],
    ["O'Brien <script> <o'brien@a.example>", "O'Brien <script>", "o'brien@a.example", null],
    ['<b>Jane</b> <jane@a.example>', '<b>Jane</b>', 'jane@a.example', null],
    ['Jane & "Co" &amp; <jane@a.example> # v2', 'Jane & "Co" &amp;', 'jane@a.example', '# v2'],
    ['"Doe, Jane" <jane@a.example>', 'Doe, Jane', 'jane@a.example', null],
    ['Jane < jane@a.example >', 'Jane', 'jane@a.example', null],
    ['Jane <jane@a.example> (see <b@b.example>)', 'Jane', 'jane@a.example', '(see <b@b.example>)'],
    // Without an @ in any, the first one, as git has it.
    ['Jane <jane> <other>', 'Jane', 'jane', '<other>'],
    ['Jane <jane at a.example>', 'Jane <jane at a.example>', null, null],
    ['Jane <>', 'Jane <>', null, null],
  ])('%s', (text, name, email, note) => {
    const { person, note: found } = parseTrailerValue('Reviewed-by', 'REVIEW', text);
    expect({ person, note: found }).toEqual({ person: { name, email }, note });
  });

  it('is found in linear time', () => {
    const text = `Jane ${'< '.repeat(200_000)}`;
    expect(parseTrailerValue('Reviewed-by', 'REVIEW', text).person?.email).toBeNull();
  });
});
