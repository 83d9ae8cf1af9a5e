/** A time as a DateTime; null for none. @param epochMs milliseconds since 1970. */
export function toDateTime(epochMs: number | null | undefined): string | null {
  return epochMs == null ? null : new Date(epochMs).toISOString();
}
