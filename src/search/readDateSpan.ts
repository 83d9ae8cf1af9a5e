import { BadUserInputError } from '../errors.js';
import { parseDateTime, secondAfter } from '../patchwork/dates.js';
import type { DateSpan } from './ParsedQuery.js';
import { DAY_MS } from '../durations.js';

const LAST_DAY = '9999-12-31';

const RELATIVE = /^(\d{1,4})\.?(?:(d|w|m|y)|(day|week|month|year)s?)(?:\.?ago)?$/;
const LAST = /^last\.(week|month|year)$/;

/** Error of the readers below; not thrown to callers of this module. */
export class DateFault extends Error {}

/** Formats of dates, for error messages. */
export const DATE_FORMS =
  'write a day as 2026-01-31, 20260131, today, yesterday, 7d, 2w, 3.months.ago or last.week, a moment as 2026-01-31T09:30:00Z';

interface DatePoint {
  /** The instant itself, or the first of the day. */
  readonly start: string;
  /** The first instant that is no longer part of it. */
  readonly end: string;
}

/**
 * Reads a value of `d:`: a day, `A..B` with both ends included (as on lore.kernel.org) or one open,
 * or a comparison as on GitHub (`>=2026-01-31`).
 *
 * @param now for relative dates; they mean whole days in UTC, so that a query answers the same on
 * its next page.
 * @throws DateFault
 */
export function readDateSpan(text: string, now: Date): DateSpan {
  const range = /^(.*?)\.\.(.*)$/.exec(text);
  if (range !== null) {
    const [, from = '', to = ''] = range;
    if (from === '' && to === '') throw new DateFault('A range needs a start or an end');
    const span = {
      since: from === '' ? null : readPoint(from, now).start,
      before: to === '' ? null : readPoint(to, now).end,
    };
    if (
      span.since !== null &&
      span.before !== null &&
      Date.parse(span.since) >= Date.parse(span.before)
    ) {
      throw new DateFault('A range ends before it begins');
    }
    return span;
  }
  const word = text.toLowerCase();
  if (RELATIVE.test(word) || LAST.test(word)) {
    throw new DateFault(
      `"${text}" is ambiguous: it could be one day or everything since; use ${text}.. for everything since`,
    );
  }
  const [, operator, operand = ''] = /^(>=|<=|>|<)?(.*)$/s.exec(text) ?? [];
  const point = readPoint(operand, now);
  switch (operator) {
    case '>=':
      return { since: point.start, before: null };
    case '>':
      return { since: point.end, before: null };
    case '<':
      return { since: null, before: point.start };
    case '<=':
      return { since: null, before: point.end };
    default:
      return { since: point.start, before: point.end };
  }
}

/**
 * Reads the date of `since:`, which it includes.
 *
 * @throws DateFault
 */
export function readSince(text: string, now: Date): DateSpan {
  return { since: readPoint(text, now).start, before: null };
}

/**
 * Reads the date of `before:`, which it leaves out.
 *
 * @throws DateFault
 */
export function readBefore(text: string, now: Date): DateSpan {
  return { since: null, before: readPoint(text, now).start };
}

/**
 * Reads a value of `age:`: `<7d` is younger, `>2w` older than so many days. As dates they mean whole days.
 *
 * @throws DateFault
 */
export function readAge(text: string, now: Date): DateSpan {
  const [, operator, operand = ''] = /^([<>])=?(.*)$/.exec(text.toLowerCase()) ?? [];
  if (operator === undefined || !RELATIVE.test(operand)) {
    throw new DateFault(`"${text}" is not an age`);
  }
  const { start } = readPoint(operand, now);
  return operator === '<' ? { since: start, before: null } : { since: null, before: start };
}

/** Formats of ages, for error messages. */
export const AGE_FORMS = 'write age:<7d for mails of the last 7 days, or age:>2w for older ones';

function readPoint(text: string, now: Date): DatePoint {
  const word = text.toLowerCase();
  if (word === 'today') return dayOf(now, 0, 0);
  if (word === 'yesterday') return dayOf(now, 1, 0);
  const last = LAST.exec(word);
  if (last !== null) return goBack(now, 1, last[1]?.[0] ?? '');
  const relative = RELATIVE.exec(word);
  if (relative !== null) {
    return goBack(now, Number(relative[1]), relative[2] ?? relative[3]?.[0] ?? '');
  }
  const compact = /^(\d{4})(\d\d)(\d\d)$/.exec(text);
  const day =
    compact === null ? text : `${compact[1] ?? ''}-${compact[2] ?? ''}-${compact[3] ?? ''}`;
  const start = readMoment(day, text);
  if (!/^\d{4}-\d\d-\d\d$/.test(day)) return { start, end: secondAfter(start) };
  return {
    start,
    end: day === LAST_DAY ? `${day}T23:59:59Z` : midnight(Date.parse(start) + DAY_MS),
  };
}

function readMoment(day: string, written: string): string {
  try {
    return parseDateTime(day);
  } catch (error) {
    if (error instanceof BadUserInputError) throw new DateFault(`"${written}" is not a date`);
    throw error;
  }
}

function goBack(now: Date, count: number, unit: string): DatePoint {
  if (unit === 'w') return dayOf(now, count * 7, 0);
  if (unit === 'm') return dayOf(now, 0, count);
  if (unit === 'y') return dayOf(now, 0, count * 12);
  return dayOf(now, count, 0);
}

function dayOf(now: Date, daysBack: number, monthsBack: number): DatePoint {
  const year = now.getUTCFullYear();
  const month = now.getUTCMonth() - monthsBack;
  // March 31st less one month is February's last day, not March 3rd.
  const lastOfMonth = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  const day = Math.min(now.getUTCDate(), lastOfMonth) - daysBack;
  const startMs = Math.max(Date.UTC(year, month, day), 0);
  return { start: midnight(startMs), end: midnight(startMs + DAY_MS) };
}

function midnight(epochMs: number): string {
  return `${new Date(epochMs).toISOString().slice(0, 10)}T00:00:00Z`;
}
