/** Offsets of zones are multiples of a quarter of an hour. */
const QUARTER_SECONDS = 15 * 60;
/** Beyond it, an event may be old, or a clock be wrong, and says nothing of the zone. */
const LONGEST_SPAN_SECONDS = 6 * 60;
/** How far a stamp may be from what the zone makes it, beside the time between two polls. */
const SLACK_SECONDS = 60;

/**
 * How far the stamps of a server are off by its configured zone, told by an event that has just appeared:
 * events are stamped when they happen.
 *
 * @param aheadSeconds how much later than now the stamp is, read in the configured zone.
 * @param spanSeconds since the poll that did not show the event yet.
 * @returns seconds, a multiple of 15 minutes; null where the event does not tell.
 */
export function zoneErrorOf(aheadSeconds: number, spanSeconds: number): number | null {
  if (!Number.isFinite(aheadSeconds) || spanSeconds < 0 || spanSeconds > LONGEST_SPAN_SECONDS)
    return null;
  // It happened within the span, so that it is ahead by the error or by up to a span less.
  const error = Math.round((aheadSeconds + spanSeconds / 2) / QUARTER_SECONDS) * QUARTER_SECONDS;
  const isOff = Math.abs(error - aheadSeconds - spanSeconds / 2) > spanSeconds / 2 + SLACK_SECONDS;
  // Zones are at most 14 hours ahead and 12 behind, so two of them at most 26 hours apart.
  return isOff || Math.abs(error) > 26 * 3600 ? null : error === 0 ? 0 : error;
}

/** `+11:00`, for messages. */
export function formatOffset(seconds: number): string {
  const minutes = Math.round(Math.abs(seconds) / 60);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${seconds < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}
