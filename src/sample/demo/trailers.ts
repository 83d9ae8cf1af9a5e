import type { TagRow } from '../server/SampleState.js';

const NAMES = ['Acked-by', 'Reviewed-by', 'Tested-by'] as const;

/** The trailer patterns of a new Patchwork installation. */
export const DEFAULT_TAGS: readonly TagRow[] = NAMES.map((name, index) => ({
  id: index + 1,
  name,
  pattern: `^${name}:`,
  abbrev: name.slice(0, 1),
  show_column: true,
}));

/** How often each trailer occurs in a patch's message and its comments; zero counts are omitted. */
export function countTrailers(texts: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { name, pattern } of DEFAULT_TAGS) {
    const line = new RegExp(pattern, 'gim');
    const count = texts.reduce((sum, text) => sum + (text.match(line)?.length ?? 0), 0);
    if (count > 0) counts[name] = count;
  }
  return counts;
}
