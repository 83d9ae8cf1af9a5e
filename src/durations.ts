/** Lengths of time, and how people read them. */
export const MINUTE_MS = 60_000;
export const HOUR_MS = 3_600_000;
export const DAY_MS = 86_400_000;
export const DAY_SECONDS = 86_400;

const UNITS = [
  ['y', 365 * DAY_SECONDS],
  ['mo', 30 * DAY_SECONDS],
  // Weeks are for shorter than a month, so that "3 w" and "3 mo" do not mix.
  ['w', 7 * DAY_SECONDS],
  ['d', DAY_SECONDS],
  ['h', 3_600],
  ['min', 60],
] as const;

/** A length of time in its largest unit, such as `3 d`; null below a minute. @param seconds at least 0. */
export function inLargestUnit(seconds: number): string | null {
  const unit = UNITS.find(([, length]) => seconds >= length);
  return unit === undefined ? null : `${String(Math.floor(seconds / unit[1]))} ${unit[0]}`;
}
