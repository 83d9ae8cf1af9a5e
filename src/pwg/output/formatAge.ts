import { inLargestUnit } from '../../durations.js';

/** How long ago a date was, for a cell of a table: `3 d`, `2 mo`, `now`. Empty for an invalid date. */
export function formatAge(date: string, now: number): string {
  const time = Date.parse(date);
  if (Number.isNaN(time)) return '';
  const age = inLargestUnit(Math.abs(now - time) / 1_000);
  return age === null ? 'now' : `${time > now ? 'in ' : ''}${age}`;
}

/** A date for people: `2026-11-26 10:42` in UTC. Empty for an invalid date. */
export function formatDate(date: string): string {
  const time = Date.parse(date);
  return Number.isNaN(time) ? '' : new Date(time).toISOString().slice(0, 16).replace('T', ' ');
}
