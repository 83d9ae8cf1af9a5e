import { BadUserInputError } from '../errors.js';
import {
  ceilToMicros,
  formatInstant,
  formatNaive,
  isRealDay,
  matchNaive,
  nextSecond,
  parseInstant,
  requireInstant,
  trimZeros,
} from './instants.js';

const BARE_DATE = /^\d{4}-\d\d-\d\d$/;

/**
 * Parses what a client wrote for a DateTime.
 *
 * @param text RFC 3339 with its zone, or a bare date, which means midnight UTC.
 * @returns the same instant in the one form this program uses: UTC with `Z`, a fraction only where
 * it is not zero.
 * @throws BadUserInputError for anything else, dates without a zone included: guessing a zone would
 * answer another question than the one that was asked.
 */
export function parseDateTime(text: string): string {
  const trimmed = text.trim();
  if (BARE_DATE.test(trimmed) && isRealDay(trimmed)) return `${trimmed}T00:00:00Z`;
  if (matchNaive(trimmed) !== null) {
    throw new BadUserInputError(
      `"${trimmed}" has no zone: append Z if it is UTC (${trimmed}Z), or an offset such as +01:00`,
    );
  }
  return formatInstant(requireInstant(trimmed));
}

/**
 * Turns a mail's date as Patchwork sends it into RFC 3339. Patchwork converts the `Date` header to
 * UTC before it stores it (`find_date` in patchwork/parser.py), on every version.
 *
 * @returns null where there is no readable date. A fraction is not changed.
 */
export function mailDateToUtc(naive: string | null | undefined): string | null {
  if (naive === null || naive === undefined) return null;
  if (matchNaive(naive) !== null) return `${naive}Z`;
  // No known version sends a zone, but a date that says which it has needs no guess.
  const instant = parseInstant(naive);
  return instant === null ? null : formatInstant(instant);
}

/**
 * Turns a DateTime into the value for `since` and `before` on mail dates: naive UTC, the one form
 * that every version reads alike. (`Z` and offsets are converted to the server's own TIME_ZONE
 * first, and a bare date is refused by older ones with an empty answer.)
 *
 * Mostly that is `YYYY-MM-DDTHH:MM:SS`. A fraction is sent only where the input has one: all
 * versions understand it, and a few rows need it (a mail without a readable Date is stored with the
 * server's clock, microseconds included). Beyond microseconds it is rounded up, which keeps `since`
 * inclusive and `before` exclusive.
 *
 * @throws BadUserInputError where the input is not RFC 3339 with a zone.
 */
export function utcToNaive(dateTime: string): string {
  const { epochSeconds, micros } = ceilToMicros(requireInstant(dateTime));
  return formatNaive(epochSeconds, micros);
}

/**
 * The first whole second after an instant, to make an exclusive `before` include the rows that share its date.
 *
 * @param dateTime RFC 3339 with a zone.
 * @returns RFC 3339 in UTC with `Z`.
 */
export function secondAfter(dateTime: string): string {
  return formatInstant(nextSecond(requireInstant(dateTime)));
}

/**
 * Orders two UTC dates of the forms this file returns, for `Array.prototype.sort`. They must not be
 * compared as plain strings: `09:00:00.5Z` would come before `09:00:00Z`, since `.` sorts before `Z`.
 */
export function compareUtc(left: string, right: string): number {
  const leftSeconds = left.slice(0, 19);
  const rightSeconds = right.slice(0, 19);
  if (leftSeconds !== rightSeconds) return leftSeconds < rightSeconds ? -1 : 1;
  const leftFraction = trimZeros(left.slice(20, -1));
  const rightFraction = trimZeros(right.slice(20, -1));
  if (leftFraction === rightFraction) return 0;
  return leftFraction < rightFraction ? -1 : 1;
}
