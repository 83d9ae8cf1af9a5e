import { compareUtc } from '../patchwork/dates.js';

// A feed keeps its place in the words of the server. They are moved and compared, and never converted:
// they go back as `since` in the zone that the server stamps in, whichever that is.

const STAMP = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?$/;

/** Whether a text is a date as Patchwork stamps events: local time, without a zone. */
export function isStamp(text: string | null | undefined): text is string {
  return text != null && STAMP.test(text) && !Number.isNaN(stampMs(text));
}

/** Orders stamps of one server, for `Array.prototype.sort`. */
export function compareStamps(left: string, right: string): number {
  return compareUtc(`${left}Z`, `${right}Z`);
}

/** A stamp as a number of milliseconds; only differences between stamps of one server mean anything. */
export function stampMs(stamp: string): number {
  return Date.parse(`${stamp.slice(0, 19)}Z`);
}

/** A stamp moved by a span, in whole seconds: the fraction is cut off. */
export function shiftStamp(stamp: string, seconds: number): string {
  return new Date(stampMs(stamp) + Math.round(seconds) * 1000).toISOString().slice(0, 19);
}

/** The earlier of two stamps. */
export function earlierStamp(left: string, right: string): string {
  return compareStamps(left, right) <= 0 ? left : right;
}
