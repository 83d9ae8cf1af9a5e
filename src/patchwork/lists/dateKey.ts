import { BadUserInputError, GatewayError } from '../../errors.js';

/** Resolution of a server's dates: mail dates have seconds, checks and events microseconds. */
export type Resolution = 'second' | 'microsecond';

const UTC_DATE = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d+))?(?:Z|\+00:00)?$/;
// Every row's key is checked, and parsing a date takes several times as long.
const keyShape: Readonly<Record<Resolution, RegExp>> = {
  second: /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3])(?::[0-5]\d){2}$/,
  microsecond:
    /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3])(?::[0-5]\d){2}\.\d{6}$/,
};

/**
 * The sort key of an upstream date: fixed width, so that code units order it. Python leaves the
 * fraction out when it is zero, which would sort wrongly.
 * @param date ISO 8601 in UTC, with or without `Z` and fraction.
 * @throws GatewayError UPSTREAM_BAD_RESPONSE if the text is not such a date.
 */
export function dateKey(date: string, resolution: Resolution): string {
  const [, seconds, fraction = ''] = UTC_DATE.exec(date) ?? [];
  if (seconds === undefined) {
    throw new GatewayError(`"${date.slice(0, 40)}" is not a date in UTC`, {
      code: 'UPSTREAM_BAD_RESPONSE',
    });
  }
  return resolution === 'second' ? seconds : `${seconds}.${fraction.slice(0, 6).padEnd(6, '0')}`;
}

/**
 * The key form of a user's `since` or `before`. A bound finer than the dates it is compared with is
 * rounded up, which keeps exactly the same rows for an inclusive `since` and an exclusive `before`.
 * @param date RFC 3339 in UTC, with or without a fraction.
 * @returns null when the instant after the last one that has a key was meant.
 * @throws BadUserInputError if the text is not such a date.
 */
export function boundKey(date: string, resolution: Resolution): string | null {
  const [, seconds, fraction = ''] = UTC_DATE.exec(date) ?? [];
  if (seconds === undefined) {
    throw new BadUserInputError(`"${date.slice(0, 40)}" is not a date and time in UTC.`);
  }
  const key = dateKey(date, resolution);
  const rest = resolution === 'second' ? fraction : fraction.slice(6);
  return /[1-9]/.test(rest) ? nextKey(key, resolution) : key;
}

/** Whether a text has the form of a date key: cursors come from outside. */
export function isDateKey(key: string, resolution: Resolution): boolean {
  return keyShape[resolution].test(key);
}

/**
 * The first key after the given one; null after the last second of the year 9999, the last that
 * servers can store.
 */
export function nextKey(key: string, resolution: Resolution): string | null {
  if (resolution === 'microsecond') {
    const microsecond = Number(key.slice(20)) + 1;
    if (microsecond < 1_000_000) return key.slice(0, 20) + String(microsecond).padStart(6, '0');
  }
  const next = new Date(Date.parse(`${key.slice(0, 19)}Z`) + 1000).toISOString();
  if (next.length > 24) return null;
  return resolution === 'second' ? next.slice(0, 19) : `${next.slice(0, 19)}.000000`;
}
