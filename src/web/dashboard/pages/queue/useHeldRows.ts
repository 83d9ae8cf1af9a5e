import { useCallback, useMemo, useRef, useState } from 'react';

/** Rows as they stand under the reader, and how many wait. */
export interface HeldRows<R> {
  readonly rows: readonly R[];
  /** Ids of rows as an earlier answer had them: the newest does not say whether they are still there. */
  readonly earlier: ReadonlySet<string>;
  /** Rows that came since; they are shown when the reader asks. */
  readonly waiting: number;
  /** Shows all. */
  readonly release: () => void;
}

/** What is asked, and how its answer is to be held. */
export interface HoldOptions<R> {
  /** What is asked; another key shows all at once. */
  readonly key: string;
  /** Number of pages of the answer; with another number all are shown at once. */
  readonly pages: number;
  /** Whether a row may be missing only because its server did not answer. */
  readonly isUnanswered: (row: R) => boolean;
}

/**
 * Keeps a list from moving under its reader: rows that are shown take new values in their place, those
 * that are gone leave, and new ones wait. Rows of a server that did not answer stay as they were.
 */
export function useHeldRows<R extends { readonly id: string }>(
  rows: readonly R[] | undefined,
  { key, pages, isUnanswered }: HoldOptions<R>,
): HeldRows<R> {
  const before = useRef<{ key: string; rows: readonly R[] }>({ key, rows: [] });
  const shown = useRef<{ key: string; pages: number; ids: readonly string[] }>(undefined);
  const [, show] = useState(0);
  const latest = rows ?? [];
  const { current } = shown;
  const isSame = current?.key === key && current.pages === pages && current.ids.length > 0;
  if (rows !== undefined && !isSame) {
    const earlier = before.current.key === key ? before.current.rows.filter(isUnanswered) : [];
    const ids = new Set([...latest, ...earlier].map(({ id }) => id));
    shown.current = { key, pages, ids: [...ids] };
  }
  const release = useCallback(() => {
    shown.current = undefined;
    show((count) => count + 1);
  }, []);
  const ids = shown.current?.ids;
  // The same rows while nothing has changed: lists and filters of thousands of rows are made of them.
  return useMemo(() => {
    const byId = new Map(rows?.map((row) => [row.id, row]));
    const previous = new Map(before.current.rows.map((row) => [row.id, row]));
    const earlier = new Set<string>();
    const held = (ids ?? []).flatMap((id) => {
      const row = byId.get(id);
      if (row !== undefined) return row;
      const kept = previous.get(id);
      if (kept === undefined || !isUnanswered(kept)) return [];
      earlier.add(id);
      return kept;
    });
    if (rows !== undefined) before.current = { key, rows: held };
    const known = new Set(ids);
    const waiting = rows?.filter(({ id }) => !known.has(id)).length ?? 0;
    return { rows: held, earlier, waiting, release };
  }, [rows, ids, release, isUnanswered, key]);
}
