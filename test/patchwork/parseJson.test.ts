import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { JsonBoundError, parseJson, parseShortJson } from '../../src/patchwork/parseJson.js';

/* JSON that takes long to parse is refused, or parsed in slices. */

const BOUNDS = { maxDepth: 8, maxValues: 1_000 };
/** Longer than texts that are parsed without counting. */
const PADDING = 'x'.repeat(256 * 1024);

/** The rows of a text that is long enough to be counted. */
async function rowsOf(rows: readonly unknown[], bounds = BOUNDS): Promise<readonly unknown[]> {
  const [, ...parsed] = (await parseJson(
    JSON.stringify([PADDING, ...rows]),
    bounds,
  )) as readonly unknown[];
  return parsed;
}

/** Turns of the event loop while something is awaited. */
async function turnsDuring(work: Promise<unknown>): Promise<number> {
  let turns = 0;
  let isOver = false;
  const count = (): void => {
    turns += 1;
    if (!isOver) setImmediate(count);
  };
  setImmediate(count);
  await work;
  isOver = true;
  return turns;
}

describe('parseJson', () => {
  it('equals JSON.parse, for texts of any length', async () => {
    const property = fc.asyncProperty(
      fc.array(fc.jsonValue({ maxDepth: 4 }), { maxLength: 20 }),
      fc.constantFrom(undefined, 1, '\t'),
      fc.integer({ min: 1, max: 4 }),
      async (rows, space, copies) => {
        const list = [...rows, PADDING, ...Array.from({ length: copies }, () => rows)];
        const text = JSON.stringify(list, null, space);
        const expected: unknown = JSON.parse(text);
        expect(await parseJson(` ${text}\n`, { maxDepth: 64, maxValues: 1e6 })).toEqual(expected);
        const object = JSON.stringify({ list }, null, space);
        expect(await parseJson(object, { maxDepth: 64, maxValues: 1e6 })).toEqual({
          list: expected,
        });
      },
    );
    await fc.assert(property, { numRuns: 40 });
  });

  it.each([
    ['rows of numbers', Array.from({ length: 60_000 }, (_, index) => index)],
    ['rows of texts', Array.from({ length: 9 }, () => '"\\{["\n'.repeat(200_000))],
    ['rows', Array.from({ length: 250 }, (_, id) => ({ id, list: Array(300).fill({ id }) }))],
  ])('parses many %s in slices', async (_what, rows) => {
    const text = JSON.stringify(rows);
    const parsing = parseJson(text, { maxDepth: 64, maxValues: 100_000 });
    expect(await turnsDuring(parsing)).toBeGreaterThan(1);
    expect(await parsing).toEqual(rows);
  });

  it('parses a page of ordinary rows without slices', async () => {
    const rows = Array.from({ length: 250 }, (_, id) => ({ id, name: 'x'.repeat(3_000) }));
    const parsing = parseJson(JSON.stringify(rows), BOUNDS);
    expect(await turnsDuring(parsing)).toBeLessThanOrEqual(1);
  });

  it('accepts an object with as many keys and values as permitted', async () => {
    const list = Array.from({ length: 996 }, (_, index) => index);
    expect(await parseJson(JSON.stringify({ PADDING, list }), BOUNDS)).toEqual({ PADDING, list });
  });

  it('refuses an object with one more', async () => {
    const list = Array.from({ length: 997 }, (_, index) => index);
    await expect(parseJson(JSON.stringify({ PADDING, list }), BOUNDS)).rejects.toThrow(
      'the JSON of an object has more than 1000 keys and values (limits.maxJsonValues)',
    );
  });

  it('replaces a row with too many keys and values by null, and parses the others', async () => {
    const many = Array.from({ length: 60_000 }, (_, index) => index);
    const rows = [{ id: 1 }, { id: 2, many }, { id: 3 }, { id: 4, many }];
    const bounds = { maxDepth: 8, maxValues: 50_000 };
    expect(await rowsOf(rows, bounds)).toEqual([{ id: 1 }, null, { id: 3 }, null]);
  });

  it('refuses rows with ten times as many together', async () => {
    const row = { list: Array.from({ length: 900 }, () => 0) };
    expect(await rowsOf(Array(11).fill(row))).toHaveLength(11);
    await expect(rowsOf(Array(12).fill(row))).rejects.toThrow(
      'the JSON of rows has more than 10000 keys and values (limits.maxJsonValues)',
    );
  });

  it('refuses an object of more than 16 MiB, and replaces such a row by null', async () => {
    const length = 16 * 1024 * 1024;
    const text = 'x'.repeat(length - 12);
    expect(await parseJson(`{"text":"${text}"}`, BOUNDS)).toHaveProperty('text', text);
    await expect(parseJson(`{"text":"${text}xx"}`, BOUNDS)).rejects.toThrow(
      'the JSON of an object has more than 16777216 characters',
    );
    expect(await parseJson(`[{"text":"${text}xx"},7]`, BOUNDS)).toEqual([null, 7]);
  });

  it.each([
    ['short', ''],
    ['long', PADDING],
  ])('counts the levels of a %s text', async (_what, padding) => {
    const nested = (levels: number): string =>
      `["${padding}",${'['.repeat(levels - 1)}${']'.repeat(levels - 1)}]`;
    expect(await parseJson(nested(8), BOUNDS)).toHaveLength(2);
    const refused = parseJson(nested(9), BOUNDS);
    await expect(refused).rejects.toThrow(JsonBoundError);
    await expect(refused).rejects.toThrow('more than 8 levels (limits.maxJsonDepth)');
  });

  it.each([
    ['text after it', '[ROWS] 1'],
    ['a bracket after it', '[ROWS]]'],
    ['two lists', '[ROWS][ROWS]'],
    ['a missing row', '[ROWS,,1]'],
    ['a missing last row', '[ROWS,]'],
    ['a missing first row', '[,ROWS]'],
    ['a missing comma', '[ROWS 1]'],
    ['no end', '[ROWS'],
    ['an open text', '[ROWS,"a]'],
    ['an open row', '[ROWS,{]'],
    ['brackets that do not fit', '[ROWS,{"a":[}]]'],
    ['a brace at its end', '[ROWS}'],
    ['colons between rows', '[ROWS:1]'],
    ['a bare word', '[ROWS,x]'],
    ['only its rows', 'ROWS'],
  ])('refuses a long list with %s', async (_what, text) => {
    const rows = JSON.stringify(Array.from({ length: 100_000 }, (_, index) => index)).slice(1, -1);
    const bounds = { maxDepth: 8, maxValues: 100_000 };
    await expect(parseJson(text.replaceAll('ROWS', rows), bounds)).rejects.toThrow(SyntaxError);
  });

  it.each(['', ' '])('refuses %j', async (text) => {
    await expect(parseJson(text.repeat(300_000), BOUNDS)).rejects.toThrow(SyntaxError);
  });
});

describe('parseShortJson', () => {
  it('refuses long texts', () => {
    expect(parseShortJson(JSON.stringify('x'.repeat(65_534)))).toHaveLength(65_534);
    expect(() => parseShortJson(JSON.stringify('x'.repeat(65_535)))).toThrow(SyntaxError);
  });
});
