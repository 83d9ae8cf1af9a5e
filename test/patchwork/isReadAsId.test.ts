import { describe, expect, it } from 'vitest';
import { isReadAsId } from '../../src/patchwork/isReadAsId.js';

// As Python's `int()`: `python3 -c 'print(int(" +1_0 "), int("٣"))'` prints 10 3.
describe('a name that REST reads as an id', () => {
  it.each(['7', ' 7 ', '+7', '-7', '007', '1_0', '٣', '７'])('is "%s"', (name) => {
    expect(isReadAsId(name)).toBe(true);
  });

  it.each(['', '7a', '1__0', '_1', '1_', '1.0', '0x7', '+', '²', 'mira'])('is not "%s"', (name) => {
    expect(isReadAsId(name)).toBe(false);
  });
});
