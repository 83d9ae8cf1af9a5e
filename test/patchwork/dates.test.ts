import fc from 'fast-check';
import { DateTime, FixedOffsetZone } from 'luxon';
import { describe, expect, it } from 'vitest';
import { BadUserInputError } from '../../src/errors.js';
import {
  compareUtc,
  mailDateToUtc,
  parseDateTime,
  secondAfter,
  utcToNaive,
} from '../../src/patchwork/dates.js';

describe('parseDateTime', () => {
  it.each([
    ['2026-01-31T09:30:00Z', '2026-01-31T09:30:00Z'],
    ['2026-01-31t09:30:00z', '2026-01-31T09:30:00Z'],
    ['2026-01-31 09:30:00Z', '2026-01-31T09:30:00Z'],
    [' 2026-01-31T10:30:00+01:00 ', '2026-01-31T09:30:00Z'],
    ['2026-01-31T00:30:00+10:30', '2026-01-30T14:00:00Z'],
    ['2026-01-31T09:30:00-00:00', '2026-01-31T09:30:00Z'],
    ['2026-01-31T09:30:00.120Z', '2026-01-31T09:30:00.12Z'],
    ['2026-01-31T09:30:00.000Z', '2026-01-31T09:30:00Z'],
    ['2016-12-31T23:59:60Z', '2017-01-01T00:00:00Z'],
    ['2024-02-29', '2024-02-29T00:00:00Z'],
  ])('reads %s as %s', (text, expected) => {
    expect(parseDateTime(text)).toBe(expected);
  });

  it.each([
    '',
    'yesterday',
    '2026-01',
    '1767225600',
    '2026-02-29',
    '2026-02-30T00:00:00Z',
    '2026-13-01T00:00:00Z',
    '2026-01-31T24:00:00Z',
    '2026-01-31T09:60:00Z',
    '2026-01-31T09:30:61Z',
    '2026-01-31T09:30:00+24:00',
    '2026-01-31T09:30:00+0100',
    '2026-01-31T09:30Z',
    '0000-01-01T00:00:00+01:00',
    '9999-12-31T23:59:59-01:00',
  ])('refuses %j and says what is right', (text) => {
    expect(() => parseDateTime(text)).toThrow(BadUserInputError);
    expect(() => parseDateTime(text)).toThrow(/RFC 3339|append Z/);
  });

  it('requires a zone for a date without one', () => {
    expect(() => parseDateTime('2026-01-31T09:30:00')).toThrow(/append Z/);
  });

  it('agrees with luxon on every date it accepts', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('0002-01-01'), max: new Date('9998-01-01'), noInvalidDate: true }),
        fc.integer({ min: -14 * 60, max: 14 * 60 }),
        (date, offsetMinutes) => {
          const text =
            DateTime.fromJSDate(date).setZone(FixedOffsetZone.instance(offsetMinutes)).toISO() ??
            '';
          expect(Date.parse(parseDateTime(text.replace(/Z$/, '+00:00')))).toBe(date.getTime());
        },
      ),
    );
  });
});

describe('mailDateToUtc', () => {
  it.each([
    ['2026-11-11T09:23:00', '2026-11-11T09:23:00Z'],
    ['2026-11-20T10:55:31.014278', '2026-11-20T10:55:31.014278Z'],
    ['2026-11-20T10:55:31.500000', '2026-11-20T10:55:31.500000Z'],
    ['2024-02-29T00:00:00', '2024-02-29T00:00:00Z'],
    ['2026-11-11T09:23:00Z', '2026-11-11T09:23:00Z'],
    ['2026-11-11T09:23:00+11:00', '2026-11-10T22:23:00Z'],
    ['2026-02-29T00:00:00', null],
    ['2026-04-31T00:00:00', null],
    ['2026-11-11T24:00:00', null],
    ['2026-11-11', null],
    ['', null],
    ['soon', null],
    [null, null],
    [undefined, null],
  ])('turns %j into %j', (naive, expected) => {
    expect(mailDateToUtc(naive)).toBe(expected);
  });
});

describe('utcToNaive', () => {
  it.each([
    ['2025-01-01T00:00:00Z', '2025-01-01T00:00:00'],
    ['2025-01-01T00:00:00+10:00', '2024-12-31T14:00:00'],
    ['2025-01-01T00:00:00.000Z', '2025-01-01T00:00:00'],
    ['2025-01-01T00:00:00.5Z', '2025-01-01T00:00:00.500000'],
    ['2025-01-01T00:00:00.0000001Z', '2025-01-01T00:00:00.000001'],
    ['2025-01-01T00:00:00.9999999Z', '2025-01-01T00:00:01'],
  ])('writes %s as %s', (dateTime, expected) => {
    expect(utcToNaive(dateTime)).toBe(expected);
  });

  it('refuses a date without a zone', () => {
    expect(() => utcToNaive('2025-01-01T00:00:00')).toThrow(BadUserInputError);
  });
});

describe('secondAfter', () => {
  it.each([
    ['2025-01-01T00:00:00Z', '2025-01-01T00:00:01Z'],
    ['2025-01-01T00:00:00.7Z', '2025-01-01T00:00:01Z'],
    ['2025-12-31T23:59:59Z', '2026-01-01T00:00:00Z'],
    ['9999-12-31T23:59:59Z', '9999-12-31T23:59:59Z'],
  ])('follows %s with %s', (dateTime, expected) => {
    expect(secondAfter(dateTime)).toBe(expected);
  });
});

describe('compareUtc', () => {
  it('sorts dates with and without fractions by time', () => {
    const sorted = [
      '2025-01-01T00:00:00Z',
      '2025-01-01T00:00:00.014278Z',
      '2025-01-01T00:00:00.5Z',
      '2025-01-01T00:00:01Z',
    ];
    expect([...sorted].reverse().sort(compareUtc)).toEqual(sorted);
  });

  it('treats dates that differ only in trailing zeros as equal', () => {
    expect(compareUtc('2025-01-01T00:00:00.500000Z', '2025-01-01T00:00:00.5Z')).toBe(0);
    expect(compareUtc('2025-01-01T00:00:00.000Z', '2025-01-01T00:00:00Z')).toBe(0);
  });
});
