/** How one instance took part in a list; the fields that the document selects. */
export interface Source {
  /** Where its list stands in `data`. */
  readonly path: readonly (string | number)[];
  readonly instance?: string;
  /** `OK`, `STALE`, `PARTIAL`, `FAILED`, `TIMED_OUT` or `SKIPPED`. */
  readonly status?: string;
  readonly error?: { readonly code?: string; readonly message?: string } | null;
  readonly warnings?: readonly unknown[];
  readonly totalCount?: number | null;
  readonly fetchedAt?: string | null;
}

/** Every entry of a `sources` in an answer. */
export function sourcesOf(data: unknown): readonly Source[] {
  const found: Source[] = [];
  collect(data, [], found);
  return found;
}

function collect(value: unknown, path: readonly (string | number)[], found: Source[]): void {
  if (typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) collect(item, [...path, index], found);
    return;
  }
  for (const [name, child] of Object.entries(value)) {
    if (name === 'sources' && Array.isArray(child)) {
      for (const source of child) found.push({ ...(source as Omit<Source, 'path'>), path });
    } else if (typeof child === 'object' && child !== null) {
      collect(child, [...path, name], found);
    }
  }
}
