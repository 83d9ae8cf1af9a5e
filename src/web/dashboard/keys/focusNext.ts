/**
 * Moves the focus among the elements that match, and scrolls there; at an end it stays.
 *
 * @param by 1: to the next; -1: to the previous one.
 * @param block where the page scrolls it to.
 */
export function focusNext(
  selector: string,
  by: number,
  block: ScrollLogicalPosition = 'start',
): void {
  const all = [...document.querySelectorAll<HTMLElement>(selector)];
  const at = all.findIndex((one) => one.contains(document.activeElement));
  const next = all[Math.min(Math.max(at + by, 0), all.length - 1)];
  next?.focus();
  next?.scrollIntoView({ block });
}
