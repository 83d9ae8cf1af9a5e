import { describe, expect, it } from 'vitest';
import { naiveDate, readFilterDate } from '../../../src/sample/server/dates.js';

describe('naiveDate', () => {
  it.each([
    ['2026-01-10T20:00:00.000Z', 'UTC', '2026-01-10T20:00:00'],
    ['2026-01-10T20:00:00.007Z', 'UTC', '2026-01-10T20:00:00.007000'],
    ['2026-01-10T20:00:00.000Z', 'Australia/Canberra', '2026-01-11T07:00:00'],
    ['2026-07-10T20:00:00.000Z', 'Australia/Canberra', '2026-07-11T06:00:00'],
  ])('writes %s in %s', (instant, zone, expected) => {
    expect(naiveDate(new Date(instant), zone)).toBe(expected);
  });
});

describe('readFilterDate', () => {
  const strict = { offsetZone: 'Australia/Canberra', acceptsBareDates: false };
  it.each([
    ['2026-03-16T00:00:00', '2026-03-16T00:00:00'],
    ['2026-03-16 00:00', '2026-03-16T00:00:00'],
    ['2026-3-6T1:02', '2026-03-06T01:02:00'],
    ['2026-03-16T09:00:00.5', '2026-03-16T09:00:00.500000'],
    ['2026-03-16T00:00:00Z', '2026-03-16T11:00:00'],
    ['2026-03-16T00:00:00.25+11:00', '2026-03-16T00:00:00.250000'],
    ['2026-03-16T00:00:00-05', '2026-03-16T16:00:00'],
    ['2026-03-16', undefined],
    ['2026-02-30T00:00:00', undefined],
    ['2026-03-16T00:00:00 00:00', undefined],
    ['1773619200', undefined],
    ['yesterday', undefined],
  ])('reads %s', (text, expected) => {
    expect(readFilterDate(text, strict)).toBe(expected);
  });

  it('accepts a bare date if Python does', () => {
    const reading = { offsetZone: 'UTC', acceptsBareDates: true };
    expect(readFilterDate('2026-03-16', reading)).toBe('2026-03-16T00:00:00');
    expect(readFilterDate('2026-13-16', reading)).toBeUndefined();
  });
});
