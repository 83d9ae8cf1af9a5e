import { DateTime } from 'luxon';

const SECONDS = "yyyy-MM-dd'T'HH:mm:ss";

/**
 * The date of a mail as Patchwork stores it: the UTC reading of its Date header, whole seconds, no
 * zone. Django then takes that reading for one of its own TIME_ZONE, so an hour that the zone skips in
 * spring moves on by one hour (seen on real servers
 * in Canberra with mails of 2025-10-05T02:30).
 */
export function storedMailDate(timeMs: number, timeZone: string): string {
  const naive = new Date(timeMs).toISOString().slice(0, 19);
  return isUtc(timeZone) ? naive : DateTime.fromISO(naive, { zone: timeZone }).toFormat(SECONDS);
}

/**
 * The stamp of an event or a check, with microseconds and no zone, as the database stores it.
 *
 * @param timeMicroseconds microseconds since 1970 in UTC
 * @param timeZone zone the server stamps in; `utc` for releases that use `utcnow()`
 */
export function storedStamp(timeMicroseconds: number, timeZone: string): string {
  const timeMs = Math.floor(timeMicroseconds / 1000);
  const micros = String(timeMicroseconds % 1_000_000).padStart(6, '0');
  const seconds = isUtc(timeZone)
    ? new Date(timeMs).toISOString().slice(0, 19)
    : DateTime.fromMillis(timeMs, { zone: timeZone }).toFormat(SECONDS);
  return `${seconds}.${micros}`;
}

/** Needs no luxon, which would be most of the time a big data set takes. */
function isUtc(timeZone: string): boolean {
  return timeZone.toLowerCase() === 'utc';
}
