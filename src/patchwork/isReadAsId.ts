/** Whether REST reads a name as an id: Patchwork gives it to Python's `int()` (`patchwork/api/filters.py`), which takes the digits of any script. */
export function isReadAsId(name: string): boolean {
  return /^\s*[+-]?\p{Nd}+(?:_\p{Nd}+)*\s*$/u.test(name);
}
