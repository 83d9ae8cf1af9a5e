import { describe, expect, it } from 'vitest';
import { createStampZone } from '../../src/patchwork/StampZone.js';
import { StampWatch } from '../../src/patchwork/StampWatch.js';

/** 12:00 in UTC, 23:00 in Canberra. */
const NOON = Date.parse('2026-01-20T12:00:00Z');

function watch(zone = 'UTC', startMs = NOON, clockOffsetMs = 0) {
  let nowMs = startMs;
  const faults: string[] = [];
  const server = {
    name: 'kernel',
    stampZone: createStampZone(zone),
    now: () => nowMs,
    clockOffsetMs,
  };
  const stamps = new StampWatch(server, (event) => {
    if (event.type === 'zone-mismatch') faults.push(event.message);
  });
  return { stamps, faults, pass: (seconds: number) => (nowMs += seconds * 1000) };
}

describe('StampWatch', () => {
  it.each([
    ['now', '2026-01-20T12:00:00'],
    ['a little later than now', '2026-01-20T12:01:30'],
    ['in the past', '2025-01-20T12:00:00'],
    ['later than zones differ', '2026-02-20T12:00:00'],
    ['no date', 'soon'],
    ['missing', null],
  ])('has nothing to say of a date that is %s', (_, stamp) => {
    const { stamps, faults } = watch();
    stamps.observe(stamp);
    expect(stamps.warning).toBeUndefined();
    expect(faults).toEqual([]);
  });

  it('warns about a date in the future, with a matching zone, and logs it once', () => {
    const { stamps, faults } = watch();
    stamps.observe('2026-01-20T22:50:00');
    stamps.observe('2026-01-20T22:50:00');
    expect(stamps.warning).toEqual({
      code: 'TIME_ZONE_MISMATCH',
      message:
        'kernel: events and checks are dated at least 11:00 h ahead of the configured time zone UTC; set instances[].timezone to the TIME_ZONE of the server, for example Australia/Canberra',
    });
    expect(faults).toHaveLength(1);
  });

  it.each([
    ['UTC', '2026-01-20T23:00:00', '11:00 h ahead of', 'for example Australia/Canberra'],
    ['Australia/Canberra', '2026-01-20T12:00:00', '11:00 h behind', 'for example UTC'],
    ['UTC', '2026-01-20T17:30:00', '05:30 h ahead of', 'whose offset is UTC+05:30 now'],
    ['UTC', '2026-01-20T04:00:00', '08:00 h behind', 'whose offset is UTC-08:00 now'],
  ])('in %s, warns of a check just made that is dated %s', (zone, stamp, amount, advice) => {
    const { stamps, faults } = watch(zone);
    stamps.observeNew(stamp, 2);
    expect(faults).toHaveLength(1);
    expect(faults[0]).toContain(amount);
    expect(faults[0]).toContain(advice);
  });

  it('stops once a date matches, and if a single odd date is not confirmed', () => {
    const { stamps, pass } = watch();
    stamps.observeNew('2026-01-20T23:00:00', 2);
    expect(stamps.warning).toBeDefined();
    stamps.observeNew('2026-01-20T12:00:00', 2);
    expect(stamps.warning).toBeUndefined();
    stamps.observe('2026-01-20T15:00:00');
    pass(3_601);
    expect(stamps.warning).toBeUndefined();
  });

  it.each([-3 * 3_600_000, 3 * 3_600_000])(
    'does not mistake a clock that is off by %i ms for another zone',
    (clockOffsetMs) => {
      const { stamps, faults } = watch('UTC', NOON, clockOffsetMs);
      stamps.observe('2026-01-20T12:00:00');
      stamps.observeNew('2026-01-20T12:00:00', 2);
      expect(faults).toEqual([]);
    },
  );

  it('does not mistake the hour that occurs twice for another zone', () => {
    // Canberra's clock went from 03:00 back to 02:00 at 16:00 UTC.
    const { stamps } = watch('Australia/Canberra', Date.parse('2026-04-04T16:30:00Z'));
    stamps.observeNew('2026-04-05T02:30:00', 2);
    expect(stamps.warning).toBeUndefined();
  });
});
