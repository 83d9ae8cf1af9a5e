import { IANAZone } from 'luxon';

/**
 * Whether a name is one of UTC's in the IANA database. These are known here, because the first time zone that
 * the runtime looks up costs 6 MiB of memory, and UTC is the default of every instance.
 */
export function isUtc(name: string): boolean {
  return /^(?:etc\/)?(?:utc|uct|zulu|universal)$/i.test(name);
}

/** Whether this machine knows a time zone by its IANA name. */
export function isTimeZone(name: string): boolean {
  return isUtc(name) || IANAZone.isValidZone(name);
}
