import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BadUserInputError, GatewayError } from '../../../src/errors.js';
import { boundKey, dateKey, isDateKey, nextKey } from '../../../src/patchwork/lists/dateKey.js';
import { keyWindow } from '../../../src/patchwork/lists/keyWindow.js';
import { nameKey } from '../../../src/patchwork/lists/orders.js';
import { pageCovering } from '../../../src/patchwork/lists/pageCovering.js';

describe('dateKey', () => {
  it.each([
    ['2026-11-11T09:23:00', 'second', '2026-11-11T09:23:00'],
    ['2026-11-11T09:23:00.999999', 'second', '2026-11-11T09:23:00'],
    ['2026-11-11T09:23:00Z', 'microsecond', '2026-11-11T09:23:00.000000'],
    ['2026-11-11T09:23:00.5+00:00', 'microsecond', '2026-11-11T09:23:00.500000'],
    ['2026-11-11T09:23:00.014278', 'microsecond', '2026-11-11T09:23:00.014278'],
  ] as const)('writes %s by %s as %s', (date, resolution, key) => {
    expect(dateKey(date, resolution)).toBe(key);
    expect(isDateKey(key, resolution)).toBe(true);
  });

  it.each(['', 'yesterday', '2026-11-11', '2026-11-11T09:23:00+11:00'])('refuses %j', (date) => {
    expect(() => dateKey(date, 'second')).toThrow(GatewayError);
    expect(() => boundKey(date, 'second')).toThrow(BadUserInputError);
  });
});

describe('boundKey', () => {
  it.each([
    ['2026-11-11T09:23:00Z', 'second', '2026-11-11T09:23:00'],
    ['2026-11-11T09:23:00.000Z', 'second', '2026-11-11T09:23:00'],
    ['2026-11-11T09:23:00.001Z', 'second', '2026-11-11T09:23:01'],
    ['2026-11-11T09:23:00.001Z', 'microsecond', '2026-11-11T09:23:00.001000'],
    ['2026-11-11T09:23:00.0000001Z', 'microsecond', '2026-11-11T09:23:00.000001'],
    ['9999-12-31T23:59:59.5Z', 'second', null],
  ] as const)('rounds %s by %s up to %s', (date, resolution, key) => {
    expect(boundKey(date, resolution)).toBe(key);
  });
});

describe('nextKey', () => {
  it.each([
    ['2026-12-31T23:59:59', 'second', '2027-01-01T00:00:00'],
    ['2026-12-31T23:59:59.999999', 'microsecond', '2027-01-01T00:00:00.000000'],
    ['2026-12-31T23:59:59.000009', 'microsecond', '2026-12-31T23:59:59.000010'],
    ['9999-12-31T23:59:59', 'second', null],
    ['0001-01-01T00:00:00', 'second', '0001-01-01T00:00:01'],
  ] as const)('after %s by %s is %s', (key, resolution, next) => {
    expect(nextKey(key, resolution)).toBe(next);
  });
});

describe('keyWindow', () => {
  const key = '2026-01-01T00:00:05';
  it.each([
    ['DESC', true, {}, { before: '2026-01-01T00:00:06' }],
    ['DESC', false, {}, { before: key }],
    ['ASC', true, {}, { since: key }],
    ['ASC', false, {}, { since: '2026-01-01T00:00:06' }],
    ['DESC', true, { before: '2026-01-01T00:00:02' }, { before: '2026-01-01T00:00:02' }],
    ['ASC', true, { since: '2027-01-01T00:00:00' }, { since: '2027-01-01T00:00:00' }],
    ['DESC', true, { since: '2027-01-01T00:00:00' }, null],
    ['ASC', true, { before: key }, null],
  ] as const)('goes on %s, ties %s, within %j at %j', (direction, ties, bounds, window) => {
    expect(keyWindow(key, ties, direction, 'second', bounds)).toEqual(window);
  });

  it("is the user's own date range at the start", () => {
    const bounds = { since: '2026-01-01T00:00:00', before: '2027-01-01T00:00:00' };
    expect(keyWindow(null, true, 'DESC', 'second', bounds)).toEqual(bounds);
  });
});

describe('nameKey', () => {
  it('ignores case and width, and sorts ties by the name itself, null last', () => {
    const names = ['b', null, 'Zoë', 'B', 'a', '', 'ｂ', 'ab', 'A', 'zoe'];
    expect(names.sort((a, b) => (nameKey(a) < nameKey(b) ? -1 : 1))).toEqual([
      '',
      'A',
      'a',
      'ab',
      'B',
      'b',
      'ｂ',
      'zoe',
      'Zoë',
      null,
    ]);
  });
});

describe('pageCovering', () => {
  it('always contains the last row returned, and new rows', () => {
    fc.assert(
      fc.property(fc.nat({ max: 20_000 }), fc.integer({ min: 1, max: 250 }), (passed, wanted) => {
        const slice = pageCovering(passed, wanted, 250);
        expect(slice).not.toBeNull();
        if (!slice) return;
        const start = (slice.page - 1) * slice.perPage;
        expect(start).toBeLessThanOrEqual(Math.max(0, passed - 1));
        expect(start + slice.perPage).toBeGreaterThan(passed);
        expect(slice.perPage).toBeLessThanOrEqual(250);
      }),
    );
  });
});
