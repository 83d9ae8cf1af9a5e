import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scanJson } from '../../src/patchwork/scanJson.js';

const scanList = (text: string): unknown[] => {
  const scan = scanJson(text, 64, 1_000_000);
  if (typeof scan === 'string') throw new Error(scan);
  return (scan.elements ?? []).map(
    ({ start, end }) => JSON.parse(text.slice(start, end)) as unknown,
  );
};

describe('scanJson', () => {
  it.each([
    ['none', 'plain text'],
    ['sparse', `${'x'.repeat(100)}"${'y'.repeat(100)}"`.repeat(20)],
    ['dense', '"'.repeat(1_000)],
    ['dense after sparse', `${'x'.repeat(100)}"${'"'.repeat(500)}, [{`],
    ['sparse after dense', `${'"'.repeat(500)}${'x'.repeat(5_000)}"]}, `],
    ['after backslashes', '\\"\\\\"\\\\\\"\\'],
    ['at the end', `${'x'.repeat(100)}\\`],
  ])('finds the elements of a list whose texts have quotes: %s', (_name, text) => {
    const rows = [{ text }, { [text]: 1 }, text, { text: '' }];
    expect(scanList(JSON.stringify(rows))).toEqual(rows);
  });

  it('finds the elements of any list', () => {
    const text = fc
      .array(fc.constantFrom('"', '\\', '[', '}', ',', ':', 'x'.repeat(40), '\n'), {
        maxLength: 40,
      })
      .map((parts) => parts.join(''));
    const row = fc.oneof(
      text,
      fc.record({ a: text, b: fc.array(text, { maxLength: 3 }) }),
      fc.nat(),
    );
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 6 }), (rows) => {
        expect(scanList(JSON.stringify(rows))).toEqual(rows);
      }),
    );
  });

  it.each(['["a', '["a\\', '["a\\"', `["${'\\"'.repeat(100)}`, `["${'x'.repeat(99)}\\"`])(
    'ends at a text whose last string is not closed: %s',
    (text) => {
      expect(scanJson(text, 64, 1_000)).toMatchObject({ elements: [] });
    },
  );
});
