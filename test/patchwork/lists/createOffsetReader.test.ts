import { describe, expect, it } from 'vitest';
import { createOffsetReader } from '../../../src/patchwork/lists/createOffsetReader.js';
import type { Position, Reader } from '../../../src/orderedList.js';
import { ModelServer } from './modelServer.js';

const newestFirst = (a: { id: number }, b: { id: number }): number => b.id - a.id;

function setUp(count: number): { server: ModelServer; read: Reader<string> } {
  const server = new ModelServer('kernel', Array<string>(count).fill('new'), 'DESC', newestFirst);
  const read = createOffsetReader({ instance: 'kernel', fetchPage: server.fetchPage });
  return { server, read };
}

async function afterFirst(read: Reader<string>, count: number): Promise<Position | null> {
  const result = await read(null, count);
  return result.positionAfter?.(result.rows.length) ?? null;
}

describe('an offset reader', () => {
  it('sends one request per page', async () => {
    const { server, read } = setUp(2000);
    let position = await afterFirst(read, 30);
    for (let page = 2; page <= 30; page += 1) {
      const result = await read(position, 30);
      expect(result.rows[0]?.id).toBe((position?.id ?? 0) - 1);
      position = result.positionAfter?.(30) ?? null;
      expect(server.requests).toHaveLength(page);
    }
    expect(position).toEqual({ key: 'new', id: 1101, ties: 0, offset: 900 });
  });

  it('finds its row again after 700 rows were added before it', async () => {
    const { server, read } = setUp(1000);
    const position = await afterFirst(read, 300);
    for (let count = 0; count < 700; count += 1) server.insert('new');
    const result = await read(position, 30);
    expect(result.rows[0]?.id).toBe((position?.id ?? 0) - 1);
    expect(server.requests.length).toBeLessThan(9);
  });

  it('finds its row again after 700 rows before it were deleted', async () => {
    const { server, read } = setUp(2000);
    const position = await afterFirst(read, 250);
    const later = await read({ key: 'new', id: position?.id ?? 0, ties: 0, offset: 250 + 700 }, 30);
    expect(later.rows[0]?.id).toBe((position?.id ?? 0) - 1);
    expect(server.requests.length).toBeLessThan(11);
  });

  it('starts at the first row if all rows returned were deleted and the order is known', async () => {
    const { server } = setUp(40);
    const { fetchPage } = server;
    const read = createOffsetReader({ instance: 'kernel', fetchPage, keyOrder: 'DESC' });
    const position = await afterFirst(read, 10);
    for (let id = 31; id <= 40; id += 1) server.delete(id);
    expect((await read(position, 10)).rows[0]?.id).toBe(30);
    expect(server.requests).toHaveLength(2);
  });

  it('refuses to guess if the row was deleted, within a limited number of requests', async () => {
    const { server, read } = setUp(5000);
    const position = await afterFirst(read, 30);
    server.delete(position?.id ?? 0);
    await expect(read(position, 30)).rejects.toThrow('kernel: the row that the cursor');
    expect(server.requests).toHaveLength(9);
  });

  it('finds the position of a deleted row if the order is known', async () => {
    const { server } = setUp(5000);
    const read = createOffsetReader({
      instance: 'kernel',
      fetchPage: server.fetchPage,
      keyOrder: 'DESC',
    });
    const position = await afterFirst(read, 30);
    server.delete(position?.id ?? 0);
    expect((await read(position, 30)).rows[0]?.id).toBe(4970);
    expect(server.requests).toHaveLength(2);
  });
});
