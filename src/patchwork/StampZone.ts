import { IANAZone } from 'luxon';
import { LRUCache } from 'lru-cache';
import { isTimeZone, isUtc } from '../timeZones.js';
import { mailDateToUtc, utcToNaive } from './dates.js';
import {
  ceilToMicros,
  FIRST_SECOND,
  formatInstant,
  formatNaive,
  formatSeconds,
  LAST_SECOND,
  matchNaive,
  requireInstant,
} from './instants.js';

const HOUR_SECONDS = 3600;

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
  if (isUtc(name)) return UTC_ZONE;
  if (!isTimeZone(name)) throw new RangeError(`${name} is not an IANA time zone`);
  return new LocalStampZone(name);
}

class LocalStampZone implements StampZone {
  readonly name: string;
  readonly #zone: IANAZone;
  /**
   * Offset in seconds of every local day on which the clock does not change, null for the other
   * days. A page of events has hundreds of stamps of the same few days.
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
