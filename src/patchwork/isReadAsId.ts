/** Whether REST reads a name as an id: Patchwork gives it to Python's `int()` (`patchwork/api/filters.py`). */
export function isReadAsId(name: string): boolean {
  return /^\s*[+-]?\d+(?:_\d+)*\s*$/.test(name);
}
