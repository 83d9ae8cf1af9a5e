import type { ReactElement } from 'react';

const UNITS = [
  ['y', 365 * 86_400],
  ['mo', 30 * 86_400],
  ['w', 7 * 86_400],
  ['d', 86_400],
  ['h', 3_600],
  ['min', 60],
] as const;

/** How long ago a time is, in its largest unit. */
function ageOf(date: string, now = Date.now()): string {
  const seconds = Math.max(0, (now - Date.parse(date)) / 1000);
  for (const [unit, size] of UNITS) {
    // Weeks are for shorter than two months, so that "3 w" and "3 mo" do not mix.
    if (seconds >= size) return `${Math.floor(seconds / size)} ${unit}`;
  }
  return 'now';
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
