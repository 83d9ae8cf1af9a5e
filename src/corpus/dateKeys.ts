/** Seconds since 1970 of a date key: `YYYY-MM-DDTHH:MM:SS` in UTC. */
export function secondsOf(key: string): number {
  return Math.floor(Date.parse(`${key.slice(0, 19)}Z`) / 1000);
}

/** The date key of a time in seconds since 1970. */
export function keyOf(seconds: number): string {
  return new Date(seconds * 1000).toISOString().slice(0, 19);
}
