import fc from 'fast-check';
import { DateTime, FixedOffsetZone } from 'luxon';
import { describe, expect, it } from 'vitest';
import { BadUserInputError } from '../../src/errors.js';
import {
  compareUtc,
  createStampZone,
  mailDateToUtc,
  parseDateTime,
  utcToNaive,
  secondAfter,
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

  it('tells a date without a zone to append one', () => {
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

  it('finds dates equal that differ only in trailing zeros', () => {
    expect(compareUtc('2025-01-01T00:00:00.500000Z', '2025-01-01T00:00:00.5Z')).toBe(0);
    expect(compareUtc('2025-01-01T00:00:00.000Z', '2025-01-01T00:00:00Z')).toBe(0);
  });
});

describe('createStampZone', () => {
  it('refuses a zone that does not exist', () => {
    expect(() => createStampZone('Australia/Nowhere')).toThrow(RangeError);
  });

  it.each(['UTC', 'Etc/UTC', 'utc'])('takes %s as it stands', (name) => {
    const zone = createStampZone(name);
    expect(zone.toUtc('2026-11-20T10:55:31.014278')).toBe('2026-11-20T10:55:31.014278Z');
    expect(zone.toStamp('2026-11-20T10:55:31.014278Z')).toBe('2026-11-20T10:55:31.014278');
  });

  it('reads the stamp of a real server in Canberra', () => {
    const zone = createStampZone('Australia/Canberra');
    expect(zone.toUtc('2026-11-20T22:32:26.367592')).toBe('2026-11-20T11:32:26.367592Z');
    expect(zone.toStamp('2026-11-20T11:32:26.367592Z')).toBe('2026-11-20T22:32:26.367592');
  });

  it.each([null, undefined, '', 'soon', '2026-02-30T00:00:00'])('has no date for %j', (stamp) => {
    expect(createStampZone('Australia/Canberra').toUtc(stamp)).toBeNull();
  });

  it('takes the first pass of the hour that happens twice', () => {
    // Canberra, 2026-04-05: 03:00 +11:00 becomes 02:00 +10:00 at 16:00Z.
    const zone = createStampZone('Australia/Canberra');
    expect(zone.toUtc('2026-04-05T02:30:00')).toBe('2026-04-04T15:30:00Z');
    expect(zone.toUtc('2026-04-05T03:00:00')).toBe('2026-04-04T17:00:00Z');
    expect(zone.toStamp('2026-04-04T15:30:00Z')).toBe('2026-04-05T02:30:00');
    expect(zone.toStamp('2026-04-04T16:30:00Z')).toBe('2026-04-05T03:00:00');
  });

  it('reads a time that never was with the offset from before the change', () => {
    // Canberra, 2026-10-04: 02:00 +10:00 becomes 03:00 +11:00 at 16:00Z.
    const zone = createStampZone('Australia/Canberra');
    expect(zone.toUtc('2026-10-04T02:30:00')).toBe('2026-10-03T16:30:00Z');
    expect(zone.toUtc('2026-10-04T03:00:00')).toBe('2026-10-03T16:00:00Z');
  });

  const zones = [
    'Australia/Canberra',
    'Australia/Lord_Howe',
    'America/New_York',
    'Asia/Kolkata',
    'Pacific/Apia',
    'Africa/Casablanca',
  ];

  it.each(zones)('agrees with luxon in %s wherever the local time is unambiguous', (name) => {
    const zone = createStampZone(name);
    fc.assert(
      fc.property(fc.integer({ min: 1_200_000_000, max: 1_900_000_000 }), (epochSeconds) => {
        const local = DateTime.fromSeconds(epochSeconds, { zone: name });
        fc.pre(local.getPossibleOffsets().length === 1);
        const stamp = local.toFormat("yyyy-MM-dd'T'HH:mm:ss");
        const utc = `${new Date(epochSeconds * 1000).toISOString().slice(0, 19)}Z`;
        expect(zone.toUtc(stamp)).toBe(utc);
        expect(zone.toStamp(utc)).toBe(stamp);
      }),
    );
  });

  it.each(zones)('filters in %s exactly by the dates it shows', (name) => {
    const zone = createStampZone(name);
    // Every half hour of the days around all clock changes of 2026: what a stamp is shown as is no
    // earlier than the instant asked for exactly where the stamp is no earlier than the filter.
    const changes: number[] = [];
    for (let hour = Date.UTC(2026, 0, 1); hour < Date.UTC(2027, 0, 1); hour += 3_600_000) {
      const offsetAt = (ms: number) => DateTime.fromMillis(ms, { zone: name }).offset;
      if (offsetAt(hour) !== offsetAt(hour + 3_600_000)) changes.push(hour);
    }
    for (const change of changes.length === 0 ? [Date.UTC(2026, 5, 1)] : changes) {
      const instants = Array.from({ length: 24 }, (_, step) => change + (step - 12) * 600_000);
      const stamps = instants.map((ms) =>
        DateTime.fromMillis(ms, { zone: name }).toFormat("yyyy-MM-dd'T'HH:mm:ss"),
      );
      for (const instant of instants) {
        const asked = new Date(instant).toISOString();
        const filter = zone.toStamp(asked);
        for (const stamp of stamps) {
          const shown = zone.toUtc(stamp) ?? '';
          expect([asked, stamp, stamp >= filter]).toEqual([
            asked,
            stamp,
            compareUtc(shown, parseDateTime(asked)) >= 0,
          ]);
        }
      }
    }
  });

  it('turns the stamps of ten thousand events fast', () => {
    const zone = createStampZone('America/New_York');
    const stamps = Array.from({ length: 10_000 }, (_, index) =>
      new Date(Date.UTC(2026, 5, 1) + index * 60_000).toISOString().slice(0, 19),
    );
    const startedAt = performance.now();
    expect(stamps.every((stamp) => zone.toUtc(stamp) !== null)).toBe(true);
    // About 10 ms on one core; the bound only catches a luxon call per stamp.
    expect(performance.now() - startedAt).toBeLessThan(1_000);
  });
});

describe('the bound of mail dates', () => {
  it.each([
    ['Europe/Berlin', '2026-03-29T01:59:59Z', '2026-03-29T01:59:59'],
    ['Europe/Berlin', '2026-03-29T02:00:00Z', '2026-03-29T02:00:00'],
    ['Europe/Berlin', '2026-03-29T02:30:00.5Z', '2026-03-29T02:00:00'],
    ['Europe/Berlin', '2026-03-29T03:00:00Z', '2026-03-29T03:00:00'],
    ['Europe/Berlin', '2026-10-25T02:30:00.5Z', '2026-10-25T02:30:00.500000'],
    ['Australia/Canberra', '2025-10-05T02:30:00Z', '2025-10-05T02:00:00'],
    ['Australia/Lord_Howe', '2025-10-05T02:15:00Z', '2025-10-05T02:00:00'],
    ['Australia/Lord_Howe', '2025-10-05T02:30:00Z', '2025-10-05T02:30:00'],
    ['UTC', '2026-03-29T02:30:00Z', '2026-03-29T02:30:00'],
  ])('leaves the hour that %s skips: %s', (zone, bound, sent) => {
    expect(createStampZone(zone).toMailBound(bound)).toBe(sent);
  });
});
