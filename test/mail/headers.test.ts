import { describe, expect, it } from 'vitest';
import { decodeEncodedWords } from '../../src/mail/encodedWords.js';
import { MailHeaders, unfold, type RawHeaders } from '../../src/mail/headers.js';

describe('MailHeaders', () => {
  it('returns one entry per occurrence in the order of the mail', () => {
    const headers = new MailHeaders({
      Received: ['from a\n\tby b', 'from c\r\n by d'],
      From: 'Jane <jane@example.org>',
      Cc: ['x@example.org'],
    });
    expect(headers.entries()).toEqual([
      { name: 'Received', value: 'from a\tby b', raw: 'from a\n\tby b' },
      { name: 'Received', value: 'from c by d', raw: 'from c\r\n by d' },
      { name: 'From', value: 'Jane <jane@example.org>', raw: 'Jane <jane@example.org>' },
      { name: 'Cc', value: 'x@example.org', raw: 'x@example.org' },
    ]);
  });

  it('finds headers case-insensitively and keeps the name as sent', () => {
    const headers = new MailHeaders({ 'Message-Id': '<a@b>', To: 'list@example.org' });
    expect(headers.entries(['to', 'MESSAGE-ID']).map((entry) => entry.name)).toEqual([
      'Message-Id',
      'To',
    ]);
    expect(headers.values('message-id')).toEqual(['<a@b>']);
    expect(headers.values('subject')).toEqual([]);
    expect(headers.entries([])).toEqual([]);
  });

  it('does not duplicate keys that differ only in case', () => {
    const merged = ['a', 'second', 'third-lowercase'];
    const headers = new MailHeaders({ 'X-Topic': merged, Date: 'now', 'x-topic': [...merged] });
    expect(headers.entries().map(({ name, value }) => [name, value])).toEqual([
      ['X-Topic', 'a'],
      ['X-Topic', 'second'],
      ['X-Topic', 'third-lowercase'],
      ['Date', 'now'],
    ]);
    expect(headers.values('x-topic')).toEqual(merged);
  });

  it('keeps repeated values of one key, and keys of the same name with other values', () => {
    const headers = new MailHeaders({ 'X-Scanned': ['by us', 'by us'], 'x-scanned': 'by them' });
    expect(headers.values('X-Scanned')).toEqual(['by us', 'by us', 'by them']);
  });

  it('decodes encoded words, joined across folds', () => {
    const raw =
      '=?utf-8?b?W1BBVENIIHYyXSDkv67lpI0=?=\n\t=?utf-8?b?5Lqn5ZOB?= and =?iso-8859-1?q?gr=FCn?=';
    expect(new MailHeaders({ Subject: raw }).entries()).toEqual([
      { name: 'Subject', value: '[PATCH v2] 修复产品 and grün', raw },
    ]);
  });

  it('joins a character that is split between two encoded words', () => {
    expect(decodeEncodedWords('=?utf-8?b?5L8=?= =?utf-8?b?rg==?=')).toBe('修');
    expect(decodeEncodedWords('=?utf-8?q?gr=C3?= =?utf-8?q?=BCn?=')).toBe('grün');
  });

  it('does not change text that only looks encoded', () => {
    expect(decodeEncodedWords('a =?b c?= d')).toBe('a =?b c?= d');
    expect(decodeEncodedWords('50%=?')).toBe('50%=?');
  });

  it('leaves out names without values, and keeps empty values', () => {
    const headers = new MailHeaders({ C: ['kept'], E: '', F: [] });
    expect(headers.entries().map(({ name, raw }) => [name, raw])).toEqual([
      ['C', 'kept'],
      ['E', ''],
    ]);
  });

  it.each([[null], [undefined], [{}]])('has no headers for %j', (raw) => {
    expect(new MailHeaders(raw).entries()).toEqual([]);
  });

  it('is not confused by names of object members', () => {
    const raw = JSON.parse('{"__proto__":"a","constructor":"b"}') as RawHeaders;
    expect(new MailHeaders(raw).values('CONSTRUCTOR')).toEqual(['b']);
    expect(new MailHeaders(raw).values('__proto__')).toEqual(['a']);
  });
});

describe('unfold', () => {
  it('removes only line breaks that are followed by a blank', () => {
    expect(unfold('a\r\n b\n\tc')).toBe('a b\tc');
    expect(unfold('a\nb')).toBe('a\nb');
    expect(unfold('plain')).toBe('plain');
  });
});
