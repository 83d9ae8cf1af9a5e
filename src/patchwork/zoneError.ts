import type { StampZone } from './StampZone.js';

/** Offsets of zones are multiples of a quarter of an hour. */
const QUARTER_SECONDS = 15 * 60;
/** Beyond it, an event may be old, or a clock be wrong, and says nothing about the zone. */
const LONGEST_SPAN_SECONDS = 6 * 60;
/** Zones are at most 14 hours ahead and 12 behind. */
const FURTHEST_SECONDS = 26 * 3600;
/** Tolerance of a stamp in its zone, in addition to the time between two polls. */
const SLACK_SECONDS = 60;

/**
 * How far the stamps of a server are off by its configured zone, derived from an event that has just appeared:
 * events are stamped when they happen.
 *
 * @param aheadSeconds how much later than now the stamp is, read in the configured zone.
 * @param spanSeconds since the poll that did not show the event yet.
 * @returns seconds, a multiple of 15 minutes; null if the event does not show it.
 */
export function zoneErrorOf(aheadSeconds: number, spanSeconds: number): number | null {
  if (!Number.isFinite(aheadSeconds) || spanSeconds < 0 || spanSeconds > LONGEST_SPAN_SECONDS)
    return null;
  // It happened within the span, so that it is ahead by the error or by up to a span less.
  const error = Math.round((aheadSeconds + spanSeconds / 2) / QUARTER_SECONDS) * QUARTER_SECONDS;
  const isOff = Math.abs(error - aheadSeconds - spanSeconds / 2) > spanSeconds / 2 + SLACK_SECONDS;
  return isOff || Math.abs(error) > FURTHEST_SECONDS ? null : error === 0 ? 0 : error;
}

/** `+11:00`, for messages. */
export function formatOffset(seconds: number): string {
  const minutes = Math.round(Math.abs(seconds) / 60);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${seconds < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

/**
 * How far the stamps of a server are off at least, derived from one that is later than now.
 *
 * @returns seconds, a multiple of 15 minutes; null where the stamp is no later than now, or by more than
 * zones differ.
 */
export function leastZoneErrorOf(aheadSeconds: number): number | null {
  if (!(aheadSeconds > 2 * SLACK_SECONDS && aheadSeconds < FURTHEST_SECONDS)) return null;
  return Math.ceil((aheadSeconds - SLACK_SECONDS) / QUARTER_SECONDS) * QUARTER_SECONDS;
}

const TWO_HOURS_SECONDS = 2 * 3600;

/** Whether a clock was set back within the last two hours, so that a part of them comes twice. */
export function hasGoneBack(zone: StampZone, nowMs: number): boolean {
  const shown = (ms: number): number => Date.parse(`${zone.clockAt(ms)}Z`) / 1000;
  return shown(nowMs) - shown(nowMs - TWO_HOURS_SECONDS * 1000) < TWO_HOURS_SECONDS;
}
