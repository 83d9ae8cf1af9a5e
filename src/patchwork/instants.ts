import { BadUserInputError } from '../errors.js';

// Patchwork writes every date without a zone: `2026-11-11T09:23:00`. Dates that come from a mail are
// UTC. Dates that the server makes itself (events, checks) are the server's local time, on some
// versions. Python leaves the fraction out where it is zero and writes six digits where it is not.

const NAIVE = /^(\d{4}-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d))(?:\.(\d{1,9}))?$/;
const RFC3339 =
  /^(\d{4}-\d\d-\d\d)[Tt ](\d\d:\d\d):(\d\d)(?:\.(\d{1,9}))?(?:([Zz])|([+-])(\d\d):(\d\d))$/;

export const FIRST_SECOND = Date.parse('0000-01-01T00:00:00Z') / 1000;
export const LAST_SECOND = Date.parse('9999-12-31T23:59:59Z') / 1000;
const MICROS_PER_SECOND = 1_000_000;

const RIGHT_FORMS =
  'write an RFC 3339 date with its zone, such as 2026-01-31T09:30:00Z or 2026-01-31T10:30:00+01:00, or a bare date such as 2026-01-31, which means midnight UTC';

/** A point in time, of any fraction of a second. */
interface Instant {
  readonly epochSeconds: number;
  /** Digits after the dot, without trailing zeros; often empty. */
  readonly fraction: string;
}

function isRealTime(month: number, day: number, hour: number, minute: number, second: number) {
  return month >= 1 && month <= 12 && day >= 1 && hour <= 23 && minute <= 59 && second <= 59;
}

/** Whether a day exists; `YYYY-MM-DD`. */
export function isRealDay(date: string): boolean {
  // Date.parse takes 2026-02-30 for March 2nd, so converting back shows whether the day exists.
  const epochMs = Date.parse(`${date}T00:00:00Z`);
  return !Number.isNaN(epochMs) && new Date(epochMs).toISOString().startsWith(date);
}

/** Reads a date without a zone; null where it is none, or no real time. */
export function matchNaive(text: string): RegExpExecArray | null {
  const match = NAIVE.exec(text);
  if (match === null) return null;
  const day = Number(match[3]);
  const real = isRealTime(
    Number(match[2]),
    day,
    Number(match[4]),
    Number(match[5]),
    Number(match[6]),
  );
  if (!real || (day > 28 && !isRealDay(text.slice(0, 10)))) return null;
  return match;
}

/** The digits of a fraction without zeros at the end. */
export function trimZeros(fraction: string): string {
  return fraction.replace(/0+$/, '');
}

/** A date without zone and fraction. */
export function formatSeconds(epochSeconds: number): string {
  return new Date(epochSeconds * 1000).toISOString().slice(0, 19);
}

/** RFC 3339 in UTC with `Z`. */
export function formatInstant(instant: Instant): string {
  const fraction = instant.fraction === '' ? '' : `.${instant.fraction}`;
  return `${formatSeconds(instant.epochSeconds)}${fraction}Z`;
}

/** Reads RFC 3339 with its zone; null for anything else. */
export function parseInstant(text: string): Instant | null {
  const match = RFC3339.exec(text);
  if (match === null) return null;
  const [, day = '', hourMinute = '', second = '', fraction = '', , sign, hours, minutes] = match;
  // RFC 3339 section 5.6 allows a leap second; clocks that count POSIX seconds have none.
  const leap = second === '60' ? 1 : 0;
  const wholeSeconds = Date.parse(`${day}T${hourMinute}:${leap === 1 ? '59' : second}Z`) / 1000;
  if (Number.isNaN(wholeSeconds) || !isRealDay(day)) return null;
  if (Number(hourMinute.slice(0, 2)) > 23) return null;
  let offsetSeconds = 0;
  if (sign !== undefined) {
    if (Number(hours) > 23 || Number(minutes) > 59) return null;
    offsetSeconds = (Number(hours) * 60 + Number(minutes)) * 60 * (sign === '-' ? -1 : 1);
  }
  const epochSeconds = wholeSeconds + leap - offsetSeconds;
  if (epochSeconds < FIRST_SECOND || epochSeconds > LAST_SECOND) return null;
  return { epochSeconds, fraction: trimZeros(fraction) };
}

/** @throws BadUserInputError for anything but RFC 3339 with its zone. */
export function requireInstant(dateTime: string): Instant {
  const instant = parseInstant(dateTime);
  if (instant === null) {
    throw new BadUserInputError(`"${dateTime.slice(0, 60)}" is not a date: ${RIGHT_FORMS}`);
  }
  return instant;
}

/** The first whole second after an instant. */
export function nextSecond(instant: Instant): Instant {
  // The year 9999 is the last that Python's datetime and RFC 3339 can write.
  return { epochSeconds: Math.min(instant.epochSeconds + 1, LAST_SECOND), fraction: '' };
}

/** Rounds up to microseconds, the finest that Python's datetime can represent. */
export function ceilToMicros(instant: Instant): { epochSeconds: number; micros: number } {
  const digits = instant.fraction.padEnd(6, '0');
  const micros = Number(digits.slice(0, 6)) + (instant.fraction.length > 6 ? 1 : 0);
  return micros === MICROS_PER_SECOND
    ? { epochSeconds: nextSecond(instant).epochSeconds, micros: 0 }
    : { epochSeconds: instant.epochSeconds, micros };
}

/** A date without zone, with six digits of a fraction or none, as Python writes it. */
export function formatNaive(epochSeconds: number, micros: number): string {
  const fraction = micros === 0 ? '' : `.${String(micros).padStart(6, '0')}`;
  return `${formatSeconds(epochSeconds)}${fraction}`;
}
