import { compareUtc } from '../patchwork/dates.js';

// A feed stores its place as a timestamp of the server. Timestamps are shifted and compared, never
// converted: they are sent back as `since` in the server's time zone, whichever it is.

const STAMP = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?$/;

/** Whether a text is a timestamp of an event of Patchwork: local time, without a zone. */
export function isStamp(text: string | null | undefined): text is string {
  return text != null && STAMP.test(text) && !Number.isNaN(stampMs(text));
}

/** Orders timestamps of one server, for `Array.prototype.sort`. */
export function compareStamps(left: string, right: string): number {
  return compareUtc(`${left}Z`, `${right}Z`);
}

/** A timestamp in milliseconds; only differences between timestamps of one server are meaningful. */
export function stampMs(stamp: string): number {
  return Date.parse(`${stamp.slice(0, 19)}Z`);
}

/** A timestamp shifted by a span, in whole seconds: the fraction is truncated. */
export function shiftStamp(stamp: string, seconds: number): string {
  return new Date(stampMs(stamp) + Math.round(seconds) * 1000).toISOString().slice(0, 19);
}

/** The earlier of two timestamps. */
export function earlierStamp(left: string, right: string): string {
  return compareStamps(left, right) <= 0 ? left : right;
}
