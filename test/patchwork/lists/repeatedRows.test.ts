import { describe, expect, it } from 'vitest';
import { createKeysetReader } from '../../../src/patchwork/lists/createKeysetReader.js';
import { decodeCursor } from '../../../src/federation/cursor.js';
import { mergeSources, type MergedPage } from '../../../src/federation/mergeSources.js';
import type { Source } from '../../../src/orderedList.js';
import { keyAt, ModelServer } from './modelServer.js';

const ROWS = 40;

/** Reads more rows than requested, as lists that merge repeats do. */
function source(server: ModelServer, spare: number): Source<string> {
  const read = createKeysetReader<string>({
    instance: server.name,
    direction: 'DESC',
    resolution: 'second',
    fetchPage: server.fetchPage,
  });
  return { instance: server.name, read: (after, count) => read(after, count + spare) };
}

/** Servers with the same messages, each of which has a different second. */
function servers(): ModelServer[] {
  const keys = Array.from({ length: ROWS }, (_, index) => keyAt(index, 'second'));
  return ['a', 'b', 'c'].map((name) => new ModelServer(name, keys, 'DESC'));
}

const messageOf = (value: string): string => value.split('/')[1] ?? '';

function page(
  sources: readonly Source<string>[],
  first: number,
  cursor: string | null,
): Promise<MergedPage<string>> {
  return mergeSources({
    sources,
    direction: 'DESC',
    first,
    after: cursor === null ? null : decodeCursor(cursor, 'hash'),
    queryHash: { value: 'hash' },
    identityOf: ({ value }) => messageOf(value),
  });
}

async function walk(sources: readonly Source<string>[], first: number): Promise<string[]> {
  const values: string[] = [];
  let cursor: string | null = null;
  for (;;) {
    const merged: MergedPage<string> = await page(sources, first, cursor);
    values.push(...merged.edges.map(({ row }) => row.value));
    cursor = merged.endCursor();
    if (!merged.hasNextPage) return values;
  }
}

describe('identical rows', () => {
  it('become one edge, the first of them', async () => {
    const merged = await page(
      servers().map((server) => source(server, 3)),
      5,
      null,
    );
    expect(merged.edges.map(({ row }) => row.value)).toEqual([
      'c/40',
      'c/39',
      'c/38',
      'c/37',
      'c/36',
    ]);
  });

  it.each([1, 3, 7, 40, 100])(
    'are returned once over all pages of %i if they are loaded',
    async (first) => {
      const sources = servers().map((server) => source(server, 3));
      expect(await walk(sources, first)).toEqual(
        Array.from({ length: ROWS }, (_, index) => `c/${String(ROWS - index)}`),
      );
    },
  );

  it('are never lost if they are not loaded, although one may be returned twice', async () => {
    const sources = servers().map((server) => source(server, 0));
    const values = await walk(sources, 3);
    expect(new Set(values.map(messageOf)).size).toBe(ROWS);
    expect(new Set(values).size).toBe(values.length);
  });

  it('are skipped by the cursor of the edge that represents them', async () => {
    const sources = servers().map((server) => source(server, 3));
    const merged = await page(sources, 5, null);
    for (const [index, edge] of merged.edges.entries()) {
      const next = await page(sources, 2, edge.cursor());
      expect(next.edges[0]?.row.value).toBe(`c/${String(ROWS - 1 - index)}`);
    }
    expect(merged.startCursor()).toBe(merged.edges[0]?.cursor());
  });
});
