import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { decodeCharset } from '../../../src/mail/charsets/decodeCharset.js';
import { decodeEncodedWords } from '../../../src/mail/encodedWords.js';

/*
 * The texts that Python 3.11 decodes, with each of its codecs and their names: Patchwork is written
 * in Python, and its email package writes these names into the headers that it stores.
 */
const { names, words } = JSON.parse(
  readFileSync(new URL('python-codecs.json', import.meta.url), 'utf8'),
) as {
  readonly names: Readonly<Record<string, readonly string[]>>;
  readonly words: readonly (readonly [codec: string, base64: string, text: string])[];
};
const CODECS = Object.entries(names);

/** Kana that Python's Big5 maps differently from mailers, which follow WHATWG. */
const differs = (codec: string, text: string): boolean =>
  (codec === 'big5' || codec === 'cp950') && /[ぁ-ヶ]/.test(text);

describe('decodeCharset', () => {
  it.each(CODECS)('decodes %s as Python does, under each of its names', (codec, aliases) => {
    const samples = words.filter(([name, , text]) => name === codec && !differs(codec, text));
    expect(samples.length).toBeGreaterThan(0);
    const spellings = aliases.flatMap((name) => [
      name,
      name.toUpperCase(),
      name.replaceAll('_', '-'),
      `${name}*en`,
    ]);
    for (const name of spellings) {
      for (const [, base64, text] of samples) {
        expect([name, decodeCharset(Buffer.from(base64, 'base64'), name)]).toEqual([name, text]);
      }
    }
  });

  it.each(['x-nothing', 'constructor', '__proto__', 'base64', 'hex', 'rot13', 'idna', ''])(
    'does not support "%s"',
    (charset) => {
      expect(decodeCharset(Buffer.from('abc'), charset)).toBeUndefined();
    },
  );
});

describe('decodeEncodedWords', () => {
  it.each([
    ['=?eucgb2312_cn?b?uNu/2rncwO0=?=', '港口管理'],
    ['=?hz-gb-2312?b?fns4Wz9afn0=?=', '港口'],
    ['=?big5_tw?b?wWPF6Q==?=', '繁體'],
    ['=?Latin-1?Q?gr=FCn?=', 'grün'],
    ['=?ISO_8859-1:1987?q?gr=fcn?=', 'grün'],
    ['=?utf-8*de?Q?gr=C3=BCn?=', 'grün'],
    ['=?unknown-8bit?q?gr=C3=BCn?=', 'grün'],
    ['=?unknown-8bit?q?gr=FCn?=', 'grün'],
    ['=?iso-2022-jp?B?GyRCRnxLXBsoQg==?=', '日本'],
    ['=?utf-8?b?5L8?=\t =?UTF-8?q?=AE?= x', '修 x'],
    ['a =?utf-8?q?b?= c =?utf-8?q?d?=', 'a b c d'],
    ['=?utf-8?q?a?= =?iso-8859-1?q?=FC?=', 'aü'],
    ['=?utf-8?q?a_b=20c?=', 'a b c'],
    ['=?utf-8?q??=', ''],
    ['=?utf-8?q?100=?=', '100='],
    ['=?utf-8?q?=4?=', '=4'],
  ])('reads %s', (text, expected) => {
    expect(decodeEncodedWords(text)).toBe(expected);
  });

  it.each([
    '=?x-nothing?q?gr=FCn?=',
    '=?x-nothing?b?uNu/?= =?x-nothing?b?uNu/?=',
    '=?utf-8?b?#$%&?=',
    '=?utf-8?x?abc?=',
    '=?utf-8?q?abc',
    '=?',
    '=??q?a?=',
  ])('keeps %s as it was sent', (text) => {
    expect(decodeEncodedWords(text)).toBe(text);
  });

  it('takes time proportional to the length', () => {
    const text = '=?utf-8?q?'.repeat(200_000);
    expect(decodeEncodedWords(text)).toBe(text);
  });
});
