import { DateTime } from 'luxon';

const SECONDS = "yyyy-MM-dd'T'HH:mm:ss";

/**
 * The date of a mail as Patchwork stores it: its Date header in UTC, in whole seconds, without a
 * zone. Django then interprets it in its own TIME_ZONE, so an hour that the zone skips in spring
 * moves forward by one hour (seen on a real server in Canberra with mails of 2025-10-05T02:30).
 */
export function storedMailDate(timeMs: number, timeZone: string): string {
  const naive = new Date(timeMs).toISOString().slice(0, 19);
  return isUtc(timeZone) ? naive : DateTime.fromISO(naive, { zone: timeZone }).toFormat(SECONDS);
}

/**
 * The stamp of an event or a check as the database stores it, with microseconds and without a zone.
 *
 * @param timeMicroseconds microseconds since 1970 in UTC
 * @param timeZone zone in which the server stamps; `utc` for releases that use `utcnow()`
 */
export function storedStamp(timeMicroseconds: number, timeZone: string): string {
  const timeMs = Math.floor(timeMicroseconds / 1000);
  const micros = String(timeMicroseconds % 1_000_000).padStart(6, '0');
  const seconds = isUtc(timeZone)
    ? new Date(timeMs).toISOString().slice(0, 19)
    : DateTime.fromMillis(timeMs, { zone: timeZone }).toFormat(SECONDS);
  return `${seconds}.${micros}`;
}

/** Avoids luxon, which would take most of the time needed to build a large data set. */
function isUtc(timeZone: string): boolean {
  return timeZone.toLowerCase() === 'utc';
}
