import { useRef, type RefObject } from 'react';
import { useShortcuts } from '../../keys/keys.js';

/**
 * Binds the keys that move in a list of rows and select them.
 *
 * @param ids of all rows, in their order.
 * @param onSelect takes the ids of all rows that are selected now.
 * @param onOpen opens a row; while rows are selected, the list itself would select or unselect it.
 */
export function useRowKeys(
  list: RefObject<HTMLDivElement | null>,
  ids: readonly string[],
  selection: ReadonlySet<string>,
  onSelect: (ids: readonly string[]) => void,
  onOpen: (id: string) => void,
): void {
  /** The row that was selected last, where a range begins. */
  const anchor = useRef<string | null>(null);
  useShortcuts([
    { keys: 'j', label: 'next row', run: () => press(list.current, 'ArrowDown') },
    { keys: 'k', label: 'previous row', run: () => press(list.current, 'ArrowUp') },
    {
      keys: 'o',
      label: 'open',
      run: () => {
        const row = focusedKey(list.current) ?? ids[0];
        if (row !== undefined) onOpen(row);
      },
    },
    {
      keys: 'x',
      label: 'select or unselect',
      run: () => {
        press(list.current, ' ');
        anchor.current = focusedKey(list.current);
      },
    },
    {
      keys: 'Shift+X',
      label: 'select from the last one selected to here',
      run: () => {
        const to = ids.indexOf(focusedKey(list.current) ?? '');
        if (to < 0) return;
        const from = Math.max(0, ids.indexOf(anchor.current ?? ids[to] ?? ''));
        const range = ids.slice(Math.min(from, to), Math.max(from, to) + 1);
        onSelect([...new Set([...selection, ...range])]);
      },
    },
    {
      keys: 'Shift+*',
      label: 'select all',
      run: () => {
        onSelect(ids);
      },
    },
  ]);
}

/** Hands a key to the list, which knows how to move. Without focus in it, the first row takes it. */
function press(list: HTMLDivElement | null, key: string): void {
  if (list === null) return;
  const focused = document.activeElement;
  if (focused === null || !list.contains(focused)) {
    list.querySelector<HTMLElement>('[role="row"]:has([role="gridcell"])')?.focus();
    if (key === 'ArrowDown' || key === 'ArrowUp') return;
  }
  const target = document.activeElement;
  for (const type of ['keydown', 'keyup']) {
    target?.dispatchEvent(
      new KeyboardEvent(type, {
        key,
        code: key === ' ' ? 'Space' : key,
        bubbles: true,
        cancelable: true,
      }),
    );
  }
}

/** Global id of the series whose row has the focus. */
function focusedKey(list: HTMLDivElement | null): string | null {
  const row = document.activeElement?.closest<HTMLElement>('[role="row"]');
  return row != null && list?.contains(row) === true ? (row.dataset.key ?? null) : null;
}
