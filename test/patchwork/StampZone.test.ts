import fc from 'fast-check';
import { DateTime } from 'luxon';
import { describe, expect, it } from 'vitest';
import { compareUtc, parseDateTime } from '../../src/patchwork/dates.js';
import { createStampZone } from '../../src/patchwork/StampZone.js';

describe('createStampZone', () => {
  it('refuses a zone that does not exist', () => {
    expect(() => createStampZone('Australia/Nowhere')).toThrow(RangeError);
  });

  it.each(['UTC', 'Etc/UTC', 'utc'])('takes %s as it stands', (name) => {
    const zone = createStampZone(name);
    expect(zone.toUtc('2026-11-20T10:55:31.014278')).toBe('2026-11-20T10:55:31.014278Z');
    expect(zone.toStamp('2026-11-20T10:55:31.014278Z')).toBe('2026-11-20T10:55:31.014278');
  });

  it('converts the stamp of a real server in Canberra', () => {
    const zone = createStampZone('Australia/Canberra');
    expect(zone.toUtc('2026-11-20T22:32:26.367592')).toBe('2026-11-20T11:32:26.367592Z');
    expect(zone.toStamp('2026-11-20T11:32:26.367592Z')).toBe('2026-11-20T22:32:26.367592');
  });

  it.each([null, undefined, '', 'soon', '2026-02-30T00:00:00'])('has no date for %j', (stamp) => {
    expect(createStampZone('Australia/Canberra').toUtc(stamp)).toBeNull();
  });

  it('uses the first occurrence of the hour that occurs twice', () => {
    // Canberra, 2026-04-05: 03:00 +11:00 becomes 02:00 +10:00 at 16:00Z.
    const zone = createStampZone('Australia/Canberra');
    expect(zone.toUtc('2026-04-05T02:30:00')).toBe('2026-04-04T15:30:00Z');
    expect(zone.toUtc('2026-04-05T03:00:00')).toBe('2026-04-04T17:00:00Z');
    expect(zone.toStamp('2026-04-04T15:30:00Z')).toBe('2026-04-05T02:30:00');
    expect(zone.toStamp('2026-04-04T16:30:00Z')).toBe('2026-04-05T03:00:00');
  });

  it('interprets a time that does not exist with the offset before the change', () => {
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

  it.each(zones)('agrees with luxon in %s if the local time is unambiguous', (name) => {
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

  it.each(zones)('filters in %s exactly by the displayed dates', (name) => {
    const zone = createStampZone(name);
    // Every half hour of the days around all clock changes of 2026: the displayed date of a stamp is no
    // earlier than the requested instant exactly if the stamp is no earlier than the filter.
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

  it('converts the stamps of ten thousand events quickly', () => {
    const zone = createStampZone('America/New_York');
    const stamps = Array.from({ length: 10_000 }, (_, index) =>
      new Date(Date.UTC(2026, 5, 1) + index * 60_000).toISOString().slice(0, 19),
    );
    const startedAt = performance.now();
    expect(stamps.every((stamp) => zone.toUtc(stamp) !== null)).toBe(true);
    // About 10 ms on one core; the limit only detects a luxon call per stamp.
    expect(performance.now() - startedAt).toBeLessThan(1_000);
  });
});

describe('the limit of mail dates', () => {
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
