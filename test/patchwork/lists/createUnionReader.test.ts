import { describe, expect, it } from 'vitest';
import { GatewayError } from '../../../src/errors.js';
import { createUnionReader } from '../../../src/patchwork/lists/createUnionReader.js';
import type { ReadResult, Reader, Row } from '../../../src/orderedList.js';

function rows(...ids: number[]): Row<number>[] {
  return ids.map((id) => ({ key: `${Math.floor(id / 10)}`, id, value: id }));
}

function answers(result: ReadResult<number>): Reader<number> {
  return () => Promise.resolve(result);
}

describe('a union reader', () => {
  it('returns a row of several lists once, and nothing after the end of the shortest page', async () => {
    const read = createUnionReader('ASC', [
      answers({ rows: rows(11, 12, 30), exhausted: false }),
      answers({ rows: rows(12, 21, 40), exhausted: false }),
      answers({ rows: rows(25, 50), exhausted: true }),
    ]);
    const result = await read(null, 3);
    expect(result.rows.map(({ id }) => id)).toEqual([11, 12, 21, 25, 30]);
    expect(result.exhausted).toBe(false);
    expect(result.positionAfter?.(5)).toEqual({ key: '3', id: 30, ties: 1 });
    expect(result.positionAfter?.(2)).toEqual({ key: '1', id: 12, ties: 2 });
  });

  it('is exhausted when every list is', async () => {
    const read = createUnionReader('DESC', [
      answers({ rows: rows(30, 11), exhausted: true }),
      answers({ rows: rows(21), exhausted: true }),
    ]);
    const result = await read(null, 3);
    expect(result.rows.map(({ id }) => id)).toEqual([30, 21, 11]);
    expect(result.exhausted).toBe(true);
  });

  it('stops where the scan of one list stopped, and reports it', async () => {
    const scanLimitReached = new GatewayError('too much', { code: 'QUERY_TOO_EXPENSIVE' });
    const end = { key: '2', id: 20, ties: 1 };
    const scan = { rows: rows(11), exhausted: false, positionAfter: () => end, scanLimitReached };
    const read = createUnionReader('ASC', [
      answers(scan),
      answers({ rows: rows(12, 21, 40), exhausted: true }),
    ]);
    const result = await read(null, 3);
    expect(result.rows.map(({ id }) => id)).toEqual([11, 12]);
    expect(result.positionAfter?.(2)).toEqual(end);
    expect(result.scanLimitReached).toBe(scanLimitReached);
  });

  it('fails as a whole if one list fails', async () => {
    const error = new GatewayError('down', { code: 'UPSTREAM_UNAVAILABLE' });
    const read = createUnionReader('ASC', [
      answers({ rows: rows(11), exhausted: true }),
      () => Promise.reject(error),
    ]);
    await expect(read(null, 3)).rejects.toBe(error);
  });
});
