import { useEffect, useRef, type RefObject } from 'react';
import { queuePlace } from './queuePlace.js';

/**
 * Focuses the row that was opened last when the list is shown again, unless something else has the focus.
 *
 * @param ids of all rows, in their order.
 */
export function useReturnFocus(
  list: RefObject<HTMLDivElement | null>,
  ids: readonly string[],
): void {
  const rows = useRef(ids);
  useEffect(() => {
    const element = list.current;
    const { row } = queuePlace();
    const at = row === null ? -1 : rows.current.indexOf(row);
    if (element === null || at < 0 || document.activeElement !== document.body) return undefined;
    const focus = (): boolean => {
      const found = element.querySelector<HTMLElement>(`[data-key="${CSS.escape(String(row))}"]`);
      found?.focus();
      return found !== null;
    };
    if (focus()) return undefined;
    // Only rows on the screen are in the page.
    element.scrollTop = (element.scrollHeight * at) / rows.current.length;
    const frame = requestAnimationFrame(() => requestAnimationFrame(focus));
    return () => {
      cancelAnimationFrame(frame);
    };
  }, [list]);
}
