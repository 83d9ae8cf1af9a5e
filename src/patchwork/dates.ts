import { IANAZone } from 'luxon';
import { LRUCache } from 'lru-cache';
import { BadUserInputError } from '../errors.js';

// Patchwork writes every date without a zone: `2026-11-11T09:23:00`. Dates that come from a mail are
// UTC. Dates that the server makes itself (events, checks) are the server's local time, on some
// versions. Python leaves the fraction out where it is zero and writes six digits where it is not.

const NAIVE = /^(\d{4}-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d))(?:\.(\d{1,9}))?$/;
const RFC3339 =
  /^(\d{4}-\d\d-\d\d)[Tt ](\d\d:\d\d):(\d\d)(?:\.(\d{1,9}))?(?:([Zz])|([+-])(\d\d):(\d\d))$/;
const BARE_DATE = /^\d{4}-\d\d-\d\d$/;

const FIRST_SECOND = Date.parse('0000-01-01T00:00:00Z') / 1000;
const LAST_SECOND = Date.parse('9999-12-31T23:59:59Z') / 1000;
const HOUR_SECONDS = 3600;
const MICROS_PER_SECOND = 1_000_000;

const RIGHT_FORMS =
  'write an RFC 3339 date with its zone, such as 2026-01-31T09:30:00Z or 2026-01-31T10:30:00+01:00, or a bare date such as 2026-01-31, which means midnight UTC';

interface Instant {
  readonly epochSeconds: number;
  /** Digits after the dot, without trailing zeros; often empty. */
  readonly fraction: string;
}

function isRealTime(month: number, day: number, hour: number, minute: number, second: number) {
  return month >= 1 && month <= 12 && day >= 1 && hour <= 23 && minute <= 59 && second <= 59;
}

function isRealDay(date: string): boolean {
  // Date.parse takes 2026-02-30 for March 2nd, so converting back shows whether the day exists.
  const epochMs = Date.parse(`${date}T00:00:00Z`);
  return !Number.isNaN(epochMs) && new Date(epochMs).toISOString().startsWith(date);
}

function matchNaive(text: string): RegExpExecArray | null {
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

function trimZeros(fraction: string): string {
  return fraction.replace(/0+$/, '');
}

function formatSeconds(epochSeconds: number): string {
  return new Date(epochSeconds * 1000).toISOString().slice(0, 19);
}

function formatInstant(instant: Instant): string {
  const fraction = instant.fraction === '' ? '' : `.${instant.fraction}`;
  return `${formatSeconds(instant.epochSeconds)}${fraction}Z`;
}

function parseInstant(text: string): Instant | null {
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

function requireInstant(dateTime: string): Instant {
  const instant = parseInstant(dateTime);
  if (instant === null) {
    throw new BadUserInputError(`"${dateTime.slice(0, 60)}" is not a date: ${RIGHT_FORMS}`);
  }
  return instant;
}

function nextSecond(instant: Instant): Instant {
  // The year 9999 is the last that Python's datetime and RFC 3339 can write.
  return { epochSeconds: Math.min(instant.epochSeconds + 1, LAST_SECOND), fraction: '' };
}

/** Rounds up to microseconds, the finest that Python's datetime holds. */
function ceilToMicros(instant: Instant): { epochSeconds: number; micros: number } {
  const digits = instant.fraction.padEnd(6, '0');
  const micros = Number(digits.slice(0, 6)) + (instant.fraction.length > 6 ? 1 : 0);
  return micros === MICROS_PER_SECOND
    ? { epochSeconds: nextSecond(instant).epochSeconds, micros: 0 }
    : { epochSeconds: instant.epochSeconds, micros };
}

function formatNaive(epochSeconds: number, micros: number): string {
  const fraction = micros === 0 ? '' : `.${String(micros).padStart(6, '0')}`;
  return `${formatSeconds(epochSeconds)}${fraction}`;
}

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
 *
 * @internal
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

/** The clock of one server, for the dates it stamps itself: events and checks. */
export interface StampZone {
  /** The IANA name it was made with. */
  readonly name: string;
  /**
   * What the clock shows, as it stamps: whole seconds.
   *
   * @param epochMs milliseconds since 1970.
   */
  clockAt(epochMs: number): string;
  /**
   * Turns a stamp into RFC 3339 in UTC with `Z`; null where there is no readable date.
   *
   * Where summer time ends, one hour of local time happens twice and the stamp does not say which:
   * the earlier one is taken. Where it begins, an hour does not exist; a stamp inside it is read
   * with the offset from before the change. Python's `fold=0` does the same.
   */
  toUtc(stamp: string | null | undefined): string | null;
  /**
   * Turns a DateTime into the value for `since` and `before` on events and checks: the smallest
   * local time whose {@link StampZone.toUtc} is not before it. A filter therefore agrees to the
   * microsecond with the dates that are shown, in the hour that happens twice as well.
   *
   * @throws BadUserInputError where the input is not RFC 3339 with a zone.
   */
  toStamp(dateTime: string): string;
  /**
   * Turns a DateTime into the value for `since` and `before` on mail dates: naive UTC, as
   * {@link utcToNaive} writes it, but the start of the hour that this clock skips for a time in it.
   *
   * PostgreSQL keeps mail dates as if they were times of the server's zone, so those of the hour
   * that summer time skips are stored an hour later, and such a bound is read an hour later as well:
   * it would leave out rows that are shown behind it. No row is shown inside the hour.
   *
   * @throws BadUserInputError where the input is not RFC 3339 with a zone.
   */
  toMailBound(dateTime: string): string;
}

const UTC_ZONE: StampZone = {
  name: 'UTC',
  clockAt: (epochMs) => formatSeconds(Math.floor(epochMs / 1000)),
  toUtc: mailDateToUtc,
  toStamp: utcToNaive,
  toMailBound: utcToNaive,
};

/**
 * Makes the clock of a server.
 *
 * @param name IANA name of the server's `TIME_ZONE`, such as `Australia/Canberra`; `UTC` where it
 * stamps in UTC.
 * @throws RangeError for a name this machine does not know; the configuration is checked before.
 */
export function createStampZone(name: string): StampZone {
  if (!IANAZone.isValidZone(name)) throw new RangeError(`${name} is not an IANA time zone`);
  if (/^(?:etc\/)?(?:utc|uct|zulu|universal)$/i.test(name)) return UTC_ZONE;
  return new LocalStampZone(name);
}

class LocalStampZone implements StampZone {
  readonly name: string;
  readonly #zone: IANAZone;
  /**
   * Offset in seconds of every local day on which the clock does not change, null for the other
   * days. A page of events holds hundreds of stamps of the same few days.
   */
  readonly #offsetByDay = new LRUCache<string, { readonly seconds: number | null }>({ max: 512 });

  constructor(name: string) {
    this.name = name;
    this.#zone = IANAZone.create(name);
  }

  clockAt(epochMs: number): string {
    const epochSeconds = Math.floor(epochMs / 1000);
    return formatSeconds(epochSeconds + this.#offsetOfInstant(epochSeconds));
  }

  toUtc(stamp: string | null | undefined): string | null {
    if (stamp === null || stamp === undefined) return null;
    const match = matchNaive(stamp);
    if (match === null) return mailDateToUtc(stamp);
    const local = Date.parse(`${stamp.slice(0, 19)}Z`) / 1000;
    const epochSeconds = local - this.#offsetOfLocal(stamp.slice(0, 10), local);
    if (epochSeconds < FIRST_SECOND || epochSeconds > LAST_SECOND) return null;
    return formatInstant({ epochSeconds, fraction: match[7] ?? '' });
  }

  toStamp(dateTime: string): string {
    const { epochSeconds, micros } = ceilToMicros(requireInstant(dateTime));
    const offset = this.#offsetOfInstant(epochSeconds);
    const local = epochSeconds + offset;
    if (local < FIRST_SECOND || local > LAST_SECOND) return formatNaive(epochSeconds, micros);
    const shownAs = local - this.#offsetOfLocal(formatSeconds(local).slice(0, 10), local);
    if (shownAs === epochSeconds) return formatNaive(local, micros);
    // The second pass of the hour that happens twice. Stamps in it are shown as if they were in the
    // first pass, so the first local time that is shown no earlier is the end of that hour.
    const change = this.#findChange(shownAs, epochSeconds);
    return formatNaive(change + this.#offsetOfInstant(change - 1), 0);
  }

  toMailBound(dateTime: string): string {
    const { epochSeconds: local, micros } = ceilToMicros(requireInstant(dateTime));
    const offset = this.#offsetOfLocal(formatSeconds(local).slice(0, 10), local);
    const read = local - offset;
    if (this.#offsetOfInstant(read) === offset) return formatNaive(local, micros);
    const change = this.#findChange(read - 24 * HOUR_SECONDS, read);
    return formatNaive(change + offset, 0);
  }

  #offsetOfInstant(epochSeconds: number): number {
    return Math.round(this.#zone.offset(epochSeconds * 1000) * 60);
  }

  #offsetOfLocal(day: string, local: number): number {
    let known = this.#offsetByDay.get(day);
    if (known === undefined) {
      const midnight = Date.parse(`${day}T00:00:00Z`) / 1000;
      // Offsets lie between -12 and +14 hours, so the whole local day lies between these two.
      const before = this.#offsetOfInstant(midnight - 15 * HOUR_SECONDS);
      const after = this.#offsetOfInstant(midnight + 39 * HOUR_SECONDS);
      known = { seconds: before === after ? before : null };
      this.#offsetByDay.set(day, known);
    }
    if (known.seconds !== null) return known.seconds;
    const before = this.#offsetOfInstant(local - 24 * HOUR_SECONDS);
    const after = this.#offsetOfInstant(local + 24 * HOUR_SECONDS);
    if (this.#offsetOfInstant(local - before) === before) return before;
    return this.#offsetOfInstant(local - after) === after ? after : before;
  }

  /** The first second at which the offset is no longer what it was at `from`. */
  #findChange(from: number, to: number): number {
    const offset = this.#offsetOfInstant(from);
    let low = from;
    let high = to;
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      if (this.#offsetOfInstant(middle) === offset) low = middle;
      else high = middle;
    }
    return high;
  }
}
