import { describe, expect, it } from 'vitest';
import { createSortedReader } from '../../../src/patchwork/lists/createSortedReader.js';

describe('a sorted reader', () => {
  it('fetches the list once, again after a failure, and counts a repeated row once', async () => {
    let calls = 0;
    const read = createSortedReader({
      direction: 'ASC',
      fetchAll: () => {
        calls += 1;
        if (calls === 1) return Promise.reject(new Error('down'));
        const rows = [3, 1, 2, 1].map((id) => ({ key: 'k', id, value: id }));
        return Promise.resolve({ rows });
      },
    });
    await expect(read(null, 2)).rejects.toThrow('down');
    const first = await read(null, 2);
    expect(first.rows.map(({ id }) => id)).toEqual([1, 2]);
    expect(first.exhausted).toBe(false);
    const second = await read({ key: 'k', id: 2, ties: 2 }, 2);
    expect(second.rows.map(({ id }) => id)).toEqual([3]);
    expect(second.exhausted).toBe(true);
    expect(calls).toBe(2);
  });
});
