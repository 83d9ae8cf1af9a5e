import { afterEach, describe, expect, it, vi } from 'vitest';
import { createStampZone } from '../src/patchwork/StampZone.js';
import { isTimeZone, isUtc } from '../src/timeZones.js';

afterEach(() => {
  vi.restoreAllMocks();
});

describe('isTimeZone', () => {
  it.each(['UTC', 'Etc/UTC', 'utc', 'Zulu', 'GMT', 'Europe/Berlin', 'America/New_York'])(
    'knows %s',
    (name) => {
      expect(isTimeZone(name)).toBe(true);
    },
  );

  it.each(['', 'UTC+1', 'Mars/Olympus', 'xUTC', 'Etc/'])('refuses %j', (name) => {
    expect(isTimeZone(name)).toBe(false);
  });
});

describe('UTC', () => {
  it.each(['UTC', 'Etc/UTC', 'Etc/Zulu', 'universal', 'UCT'])('as %s needs no ICU', (name) => {
    const spy = vi.spyOn(Intl, 'DateTimeFormat');
    expect(isUtc(name)).toBe(true);
    expect(isTimeZone(name)).toBe(true);
    expect(createStampZone(name).clockAt(0)).toBe('1970-01-01T00:00:00');
    expect(spy).not.toHaveBeenCalled();
    isTimeZone('Asia/Tokyo');
    expect(spy).toHaveBeenCalled();
  });

  it('is the canonical zone of each of its names', () => {
    for (const name of ['UTC', 'Etc/UTC', 'Etc/UCT', 'Zulu', 'Universal', 'Etc/Universal']) {
      const { timeZone } = new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions();
      expect(isUtc(timeZone)).toBe(true);
    }
  });
});
