import { describe, expect, it } from 'vitest';
import { isWellFormed } from '../../../src/server/execution/isWellFormed.js';

const nested = (depth: number): unknown => {
  let value: unknown = 1;
  for (let level = 0; level < depth; level += 1) value = [value];
  return value;
};

describe('isWellFormed', () => {
  it('refuses excessive nesting', () => {
    expect(isWellFormed(nested(50))).toBe(true);
    expect(isWellFormed(nested(101))).toBe(false);
    expect(isWellFormed(nested(100_000))).toBe(false);
  });

  it.each([
    [undefined, true],
    [{ v: 'text', n: [1, null, '😀', 'ü'] }, true],
    [{ v: '\\ud800' }, true],
    [{ v: '\\\\ud800' }, true],
    [{ v: '\ud800' }, false],
    [{ v: ['a', { b: 'x\udfffy' }] }, false],
    [{ v: '\\\ud800' }, false],
  ])('of %j is %s', (value, expected) => {
    expect(isWellFormed(value)).toBe(expected);
  });
});
