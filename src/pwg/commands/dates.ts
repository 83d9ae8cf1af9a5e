import { usageError } from '../PwgError.js';
import { DAY_SECONDS } from '../../durations.js';

const SECONDS: Readonly<Partial<Record<string, number>>> = {
  h: 3_600,
  d: DAY_SECONDS,
  w: 7 * DAY_SECONDS,
  m: 30 * DAY_SECONDS,
  y: 365 * DAY_SECONDS,
};

/**
 * Parses the date of a flag: `2026-11-26`, `2026-11-26T10:00:00Z`, or a time before now: `12h`, `7d`, `2w`, `3m`, `1y`.
 * Dates without a zone are UTC.
 *
 * @returns RFC 3339. @throws PwgError for anything else.
 */
export function readDate(text: string, flag: string, now: number): string {
  const [, count, unit = ''] = /^(\d{1,4})([hdwmy])$/.exec(text) ?? [];
  const seconds = SECONDS[unit];
  if (count !== undefined && seconds !== undefined) {
    return new Date(now - Number(count) * seconds * 1_000).toISOString();
  }
  const isDate =
    /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?$/.test(
      text,
    );
  const hasZone = /(?:Z|[+-]\d{2}:?\d{2})$/.test(text.slice(10));
  const time = Date.parse(text.length > 10 && !hasZone ? `${text.replace(' ', 'T')}Z` : text);
  if (!isDate || Number.isNaN(time)) {
    throw usageError(
      `${flag}: "${text}" is not a date such as 2026-11-26, or a time before now such as 7d or 12h`,
    );
  }
  return new Date(time).toISOString();
}
