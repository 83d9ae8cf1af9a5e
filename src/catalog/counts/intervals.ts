import { DAY_MS } from '../../durations.js';

/** Spans of the calendar, in UTC, by which mails are counted. Weeks begin on Monday, as in ISO 8601. */
export type Interval = 'DAY' | 'WEEK' | 'MONTH' | 'YEAR';

/** The first Monday of the year 1, the first year that servers can store. */
const FIRST_MONDAY_MS = Date.parse('0001-01-01T00:00:00Z');

/**
 * The start of the interval that a date is in.
 *
 * @param key a date as `YYYY-MM-DDTHH:MM:SS`, in UTC.
 * @returns the same form.
 */
export function intervalStart(key: string, interval: Interval): string {
  switch (interval) {
    case 'DAY':
      return `${key.slice(0, 10)}T00:00:00`;
    case 'WEEK':
      return weekStart(key.slice(0, 10));
    case 'MONTH':
      return `${key.slice(0, 7)}-01T00:00:00`;
    case 'YEAR':
      return `${key.slice(0, 4)}-01-01T00:00:00`;
  }
}

function weekStart(day: string): string {
  const days = Math.floor((Date.parse(`${day}T00:00:00Z`) - FIRST_MONDAY_MS) / DAY_MS);
  return keyOf(FIRST_MONDAY_MS + (days - (((days % 7) + 7) % 7)) * DAY_MS);
}

/** The start of the interval after the one that begins at `start`; null after the year 9999. */
export function nextInterval(start: string, interval: Interval): string | null {
  const date = new Date(`${start}Z`);
  switch (interval) {
    case 'DAY':
      date.setUTCDate(date.getUTCDate() + 1);
      break;
    case 'WEEK':
      date.setUTCDate(date.getUTCDate() + 7);
      break;
    case 'MONTH':
      date.setUTCMonth(date.getUTCMonth() + 1);
      break;
    case 'YEAR':
      date.setUTCFullYear(date.getUTCFullYear() + 1);
      break;
  }
  return date.getUTCFullYear() > 9999 ? null : keyOf(date.getTime());
}

/**
 * The starts of all intervals that overlap a span.
 *
 * @param since inclusive. @param before exclusive.
 * @param most ends the list; one more indicates that there are more.
 */
export function intervalsBetween(
  { since, before }: { readonly since: string; readonly before: string },
  interval: Interval,
  most: number,
): readonly string[] {
  const starts: string[] = [];
  let start: string | null = intervalStart(since, interval);
  while (start !== null && start < before && starts.length <= most) {
    starts.push(start);
    start = nextInterval(start, interval);
  }
  return starts;
}

/** How people write an interval: `2026-01-05`, `2026-W02`, `2026-01` or `2026`. */
export function intervalLabel(start: string, interval: Interval): string {
  if (interval === 'DAY') return start.slice(0, 10);
  if (interval === 'MONTH') return start.slice(0, 7);
  if (interval === 'YEAR') return start.slice(0, 4);
  // The week belongs to the year of its Thursday (ISO 8601).
  const thursday = new Date(Date.parse(`${start}Z`) + 3 * DAY_MS);
  const year = thursday.getUTCFullYear();
  const newYear = Date.parse(`${String(year).padStart(4, '0')}-01-01T00:00:00Z`);
  const week = Math.floor((thursday.getTime() - newYear) / DAY_MS / 7) + 1;
  return `${String(year).padStart(4, '0')}-W${String(week).padStart(2, '0')}`;
}

/** Midnight at or after a date. */
export function midnightAfter(key: string): string {
  const start = intervalStart(key, 'DAY');
  return start === key ? key : (nextInterval(start, 'DAY') ?? key);
}

function keyOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 19);
}
