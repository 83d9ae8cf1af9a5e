const UNITS = [
  ['y', 365 * 86_400],
  ['mo', 30 * 86_400],
  ['w', 7 * 86_400],
  ['d', 86_400],
  ['h', 3_600],
  ['min', 60],
] as const;

/** How long ago a date was, for a cell of a table: `3 d`, `2 mo`, `now`. Empty for what is not a date. */
export function formatAge(date: string, now: number): string {
  const time = Date.parse(date);
  if (Number.isNaN(time)) return '';
  const seconds = Math.abs(now - time) / 1_000;
  const unit = UNITS.find(([, length]) => seconds >= length);
  if (unit === undefined) return 'now';
  const [name, length] = unit;
  return `${time > now ? 'in ' : ''}${String(Math.floor(seconds / length))} ${name}`;
}

/** A date for people: `2026-11-26 10:42` in UTC. Empty for what is not a date. */
export function formatDate(date: string): string {
  const time = Date.parse(date);
  return Number.isNaN(time) ? '' : new Date(time).toISOString().slice(0, 16).replace('T', ' ');
}
