import { useCallback, useMemo, useRef, useState } from 'react';

/** Rows as they stand under the reader, and how many wait. */
export interface HeldRows<R> {
  readonly rows: readonly R[];
  /** Rows that came since; they are shown when the reader asks. */
  readonly waiting: number;
  /** Shows all. */
  readonly release: () => void;
}

/**
 * Keeps a list from moving under its reader: rows that are shown take new values in their place, those
 * that are gone leave, and new ones wait.
 *
 * @param key of what is asked; another one shows all at once.
 */
export function useHeldRows<R extends { readonly id: string }>(
  rows: readonly R[] | undefined,
  key: string,
): HeldRows<R> {
  const shown = useRef<{ key: string; ids: readonly string[]; isEmpty: boolean }>(undefined);
  const [, show] = useState(0);
  const latest = rows ?? [];
  const isNew = shown.current?.key !== key || shown.current.isEmpty;
  if (rows !== undefined && isNew) {
    shown.current = { key, ids: latest.map(({ id }) => id), isEmpty: latest.length === 0 };
  }
  const release = useCallback(() => {
    shown.current = undefined;
    show((count) => count + 1);
  }, []);
  const ids = shown.current?.ids;
  // The same rows while nothing has changed: lists and filters of thousands of rows are made of them.
  return useMemo(() => {
    const byId = new Map(rows?.map((row) => [row.id, row]));
    const held = (ids ?? []).flatMap((id) => byId.get(id) ?? []);
    const known = new Set(ids);
    const waiting = rows?.filter(({ id }) => !known.has(id)).length ?? 0;
    return { rows: held, waiting, release };
  }, [rows, ids, release]);
}
