import type { ReactElement } from 'react';
import { inLargestUnit } from '../../../durations.js';

/** How long ago a time is, in its largest unit. */
function ageOf(date: string, now = Date.now()): string {
  return inLargestUnit(Math.max(0, (now - Date.parse(date)) / 1000)) ?? 'now';
}

const READERS_ZONE = new Intl.DateTimeFormat(undefined, {
  dateStyle: 'medium',
  timeStyle: 'short',
});

/** A time in the reader's zone, with UTC in its title. */
export function Time({
  date,
  asAge = false,
}: {
  date: string | null | undefined;
  asAge?: boolean;
}): ReactElement {
  if (date == null) return <span className="text-muted">no date</span>;
  const at = new Date(date);
  if (Number.isNaN(at.getTime())) return <span>{date}</span>;
  const written = READERS_ZONE.format(at);
  return (
    <time dateTime={date} title={`${written} (${at.toISOString().replace('.000', '')})`}>
      {asAge ? ageOf(date) : written}
    </time>
  );
}
