import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BadUserInputError } from '../../src/errors.js';
import { displayMessageId, messageIdForms, normalizeMessageId } from '../../src/mail/messageId.js';

describe('normalizeMessageId', () => {
  it.each([
    ['plain', 'abc@host', 'abc@host'],
    ['in brackets', '<abc@host>', 'abc@host'],
    ['with blanks around', '  < abc@host >\n', 'abc@host'],
    ['with its header name', 'Message-ID: <abc@host>', 'abc@host'],
    ['encoded whole', '%3Cabc%40host%3E', 'abc@host'],
    ['encoded twice', '%253Cabc%2540host%253E', 'abc@host'],
    ['with an encoded slash', 'a%2Fb@host', 'a/b@host'],
    ["as Patchwork's addresses have a slash", 'a%252Fb@host', 'a/b@host'],
    ['with a slash as it is', 'a/b@host', 'a/b@host'],
    ['with a plus', 'CA+7ce@mail.example.org', 'CA+7ce@mail.example.org'],
    ['with an encoded plus', 'CA%2B7ce%40mail.example.org', 'CA+7ce@mail.example.org'],
    ['with a literal percent', '50%off@host', '50%off@host'],
    ['with a percent at its end', 'abc%@host', 'abc%@host'],
    ['with an encoded percent', '50%25off%40host', '50%off@host'],
    ['with a percent before a letter code', 'x%41y@host', 'x%41y@host'],
    ['with percents that are no UTF-8', 'abc%def@host', 'abc%def@host'],
    ['with a blank inside, which Patchwork stores', 'a b@host', 'a b@host'],
    ['with percents that would be a blank', 'a%20b@host', 'a%20b@host'],
    ['with one stray percent among escapes', 'a%2Fb%zz@host', 'a%2Fb%zz@host'],
    ['encoded three times, of which two come off', 'a%25252Fb@host', 'a%2Fb@host'],
    ['without @, in brackets', '<20260131-abc>', '20260131-abc'],
    ['not ASCII', 'grüße@host', 'grüße@host'],
  ])('takes an id %s', (_what, input, expected) => {
    expect(normalizeMessageId(input)).toBe(expected);
  });

  it.each([
    ['nothing', '', /empty/],
    ['blanks only', ' \t ', /empty/],
    ['empty brackets', '<>', /empty/],
    ['encoded empty brackets', '%3C%3E', /empty/],
    ['two ids', '<a@b> <c@d>', /not a single Message-ID/],
    ['a line break inside', 'a\nb@c', /control/],
    ['a control character', 'a\u0007b@c', /control/],
    ['more than any server keeps', `${'a'.repeat(1020)}@`, /1021 characters/],
  ])('refuses %s and says what is right', (_what, input, fault) => {
    expect(() => normalizeMessageId(input)).toThrow(BadUserInputError);
    expect(() => normalizeMessageId(input)).toThrow(fault);
    expect(() => normalizeMessageId(input)).toThrow(/such as 2026/);
  });

  it('accepts real ids in every form', () => {
    const id = fc
      .stringMatching(/^[A-Za-z0-9.+/=_-]{1,30}@[a-z0-9.-]{1,20}$/)
      .filter((text) => !text.startsWith('<'));
    fc.assert(
      fc.property(id, (text) => {
        expect(normalizeMessageId(text)).toBe(text);
        expect(normalizeMessageId(`<${text}>`)).toBe(text);
        expect(normalizeMessageId(encodeURIComponent(text))).toBe(text);
        expect(normalizeMessageId(encodeURIComponent(encodeURIComponent(`<${text}>`)))).toBe(text);
        expect(normalizeMessageId(text.replaceAll('/', '%252F'))).toBe(text);
      }),
    );
  });

  it('throws only BadUserInputError', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        try {
          expect(normalizeMessageId(text)).not.toBe('');
        } catch (error) {
          expect(error).toBeInstanceOf(BadUserInputError);
        }
      }),
    );
  });
});

describe('displayMessageId', () => {
  it.each([
    ['<abc@host>', 'abc@host'],
    ['abc@host', 'abc@host'],
    ['<50%25@host>', '50%25@host'],
    ['', ''],
  ])('shows %j as %j', (msgid, expected) => {
    expect(displayMessageId(msgid)).toBe(expected);
  });
});

describe('messageIdForms', () => {
  it.each<[what: string, input: string, forms: readonly string[]]>([
    ['a plain id', 'a@host', ['a@host']],
    ['an id in brackets', '<a@host>', ['a@host']],
    ['an encoded id, as written first', 'a%2Fb@host', ['a%2Fb@host', 'a/b@host']],
    ['an id with a literal percent', '50%25off@host', ['50%25off@host', '50%off@host']],
    ['an id that is encoded whole', 'a%2Fb%40host', ['a/b@host']],
    ['an id with a stray percent', '50%off@host', ['50%off@host']],
    [
      'an id with a literal percent, encoded',
      '50%2525off@host',
      ['50%2525off@host', '50%25off@host', '50%off@host'],
    ],
    ['the same, encoded whole', '50%2525off%40host', ['50%25off@host', '50%off@host']],
    [
      'an address that is not encoded',
      'https://lore.kernel.org/r/50%25off@host/',
      ['50%off@host', '50%25off@host'],
    ],
    [
      'an address that is encoded',
      'https://lore.kernel.org/r/50%2525off@host/',
      ['50%25off@host', '50%off@host', '50%2525off@host'],
    ],
    ['an address of lore', 'https://lore.kernel.org/r/a@host/', ['a@host']],
    ['an address of a list', 'https://lore.kernel.org/netdev/a+b@host/T/#u', ['a+b@host']],
    ['a raw mail', 'https://lore.kernel.org/all/a%2Fb@host/raw', ['a/b@host', 'a%2Fb@host']],
    ['another mail of a thread', 'http://lore.kernel.org/git/a@host/t/#m0123456789', ['a@host']],
    ['a redirector', 'https://patch.msgid.link/a@host', ['a@host']],
    ['an old redirector', 'https://lkml.kernel.org/r/a@host', ['a@host']],
  ])('reads %s', (_what, input, forms) => {
    expect(messageIdForms(input)).toEqual(forms);
  });

  it.each(['https://elsewhere.example/a@host/', 'https://lore.kernel.org/netdev/', 'http://'])(
    'refuses %s',
    (address) => {
      expect(() => messageIdForms(address)).toThrow('not the URL of a mail in a known archive');
    },
  );
});
