import { useCallback, useRef, useState } from 'react';

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
  const byId = new Map(latest.map((row) => [row.id, row]));
  const known = new Set(shown.current?.ids ?? []);
  const held = (shown.current?.ids ?? []).flatMap((id) => byId.get(id) ?? []);
  return { rows: held, waiting: latest.filter(({ id }) => !known.has(id)).length, release };
}
