import type { ReadNotes, SourceWarning, Staleness } from './source.js';

/** Unites what several reads told: every warning once, the oldest staleness and the oldest age. */
export function notesOf(parts: readonly ReadNotes[]): ReadNotes {
  const warnings = new Map<string, SourceWarning>();
  let stale: Staleness | undefined;
  let fetchedAt: Date | undefined;
  for (const part of parts) {
    for (const warning of part.warnings ?? []) {
      warnings.set(`${warning.code} ${warning.message}`, warning);
    }
    if (part.stale && (!stale || part.stale.fetchedAt < stale.fetchedAt)) stale = part.stale;
    if (part.fetchedAt && (!fetchedAt || part.fetchedAt < fetchedAt)) fetchedAt = part.fetchedAt;
  }
  return {
    ...(warnings.size > 0 ? { warnings: [...warnings.values()] } : {}),
    ...(stale ? { stale } : {}),
    ...(fetchedAt ? { fetchedAt } : {}),
  };
}
