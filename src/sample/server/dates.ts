import { DateTime } from 'luxon';

/**
 * Formats the instant as a naive ISO date in `zone`, with six fractional digits, or none for a whole
 * second, as Python's `isoformat()` does.
 */
export function naiveDate(instant: Date, zone: string): string {
  const local = DateTime.fromJSDate(instant, { zone });
  const fraction =
    local.millisecond === 0 ? '' : `.${String(local.millisecond).padStart(3, '0')}000`;
  return local.toFormat("yyyy-MM-dd'T'HH:mm:ss") + fraction;
}

// `datetime_re` of django/utils/dateparse.py.
const DJANGO_DATE =
  /^(\d{4})-(\d{1,2})-(\d{1,2})[T ](\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:[.,](\d{1,6})\d{0,6})?)?(Z|[+-]\d{2}(?::?\d{2})?)?$/;
const BARE_DATE = /^(\d{4})-?(\d{2})-?(\d{2})$/;

/** How a server interprets `since` and `before`. */
export interface DateReading {
  /** Zone to which a date with an offset is converted before it is compared. */
  readonly offsetZone: string;
  readonly acceptsBareDates: boolean;
}

/**
 * Parses a `since` or `before` into the naive date with which it is compared; undefined if Django
 * refuses it. The result sorts as text together with stored dates.
 */
export function readFilterDate(text: string, reading: DateReading): string | undefined {
  const trimmed = text.trim();
  const bare = reading.acceptsBareDates ? BARE_DATE.exec(trimmed) : null;
  if (bare) return isoOf(bare.slice(1).map(Number), '');
  const match = DJANGO_DATE.exec(trimmed);
  if (!match) return undefined;
  const fraction = (match[7] ?? '').padEnd(6, '0');
  const naive = isoOf(match.slice(1, 7).map(Number), fraction === '000000' ? '' : `.${fraction}`);
  const offset = match[8];
  if (naive === undefined || offset === undefined) return naive;
  const zoned = DateTime.fromISO(naive.slice(0, 19) + normalOffset(offset), { setZone: true });
  if (!zoned.isValid) return undefined;
  return zoned.setZone(reading.offsetZone).toFormat("yyyy-MM-dd'T'HH:mm:ss") + naive.slice(19);
}

function isoOf(parts: readonly number[], fraction: string): string | undefined {
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = parts.map((part) =>
    Number.isNaN(part) ? 0 : part,
  );
  const date = DateTime.fromObject({ year, month, day, hour, minute, second }, { zone: 'UTC' });
  return date.isValid ? date.toFormat("yyyy-MM-dd'T'HH:mm:ss") + fraction : undefined;
}

function normalOffset(offset: string): string {
  if (offset === 'Z') return 'Z';
  return offset.length === 3 ? `${offset}:00` : offset;
}
