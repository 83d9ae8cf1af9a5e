import { describe, expect, it } from 'vitest';
import type { ErrorCode } from '../../src/errors.js';
import { BadUserInputError, GatewayError } from '../../src/errors.js';
import { createFilteringReader } from '../../src/patchwork/lists/createFilteringReader.js';
import { createKeysetReader } from '../../src/patchwork/lists/createKeysetReader.js';
import { decodeCursor } from '../../src/federation/cursor.js';
import { mergeSources } from '../../src/federation/mergeSources.js';
import type { MergedPage } from '../../src/federation/mergeSources.js';
import type { Reader, Source } from '../../src/orderedList.js';
import { ModelServer, keyAt } from '../patchwork/lists/modelServer.js';
import { isInOrder, walkAll } from './walk.js';

/** `count` rows; each pair has the same second. */
function pairs(count: number, offset = 0): string[] {
  return Array.from({ length: count }, (_, index) => keyAt(offset + (index >> 1), 'second'));
}

function keyset(server: ModelServer): Reader<string> {
  return createKeysetReader({
    instance: server.name,
    direction: 'DESC',
    resolution: 'second',
    fetchPage: server.fetchPage,
  });
}

function source(server: ModelServer, read = keyset(server)): Source<string> {
  return { instance: server.name, read, requests: () => server.requests.length };
}

function failing(instance: string, error: Error): Source<string> {
  return { instance, read: () => Promise.reject(error) };
}

function gatewayError(code: ErrorCode): GatewayError {
  return new GatewayError(`down: ${code}`, { code });
}

function page(
  sources: readonly Source<string>[],
  first: number,
  cursor: string | null = null,
): Promise<MergedPage<string>> {
  const after = cursor === null ? null : decodeCursor(cursor, 'hash');
  return mergeSources({ sources, direction: 'DESC', first, after, queryHash: { value: 'hash' } });
}

function values(merged: MergedPage<string>): string[] {
  return merged.edges.map(({ row }) => row.value);
}

describe('the upstream requests of a merged list', () => {
  it('are one per instance for the first page, and one per instance for each next page', async () => {
    const servers = ['a', 'b', 'c'].map((name) => new ModelServer(name, pairs(400), 'DESC'));
    const first = await page(
      servers.map((server) => source(server)),
      30,
    );
    expect(servers.map((server) => server.requests)).toEqual(
      servers.map(() => [{ window: {}, page: 1, perPage: 30 }]),
    );
    expect(first.statuses.map(({ requests }) => requests)).toEqual([1, 1, 1]);

    let cursor = first.endCursor();
    for (let number = 2; number <= 5; number += 1) {
      cursor = (
        await page(
          servers.map((server) => source(server)),
          30,
          cursor,
        )
      ).endCursor();
      expect(servers.map((server) => server.requests.length)).toEqual([number, number, number]);
    }
  });

  it('are one per page if 5,000 rows share one second', async () => {
    const server = new ModelServer('a', Array<string>(5000).fill(keyAt(0, 'second')), 'DESC');
    const walk = await walkAll({
      sources: () => [source(server)],
      direction: 'DESC',
      sizes: [100],
    });
    expect(new Set(walk.values).size).toBe(5000);
    expect(walk.values).toHaveLength(5000);
    expect(server.requests).toHaveLength(50);
  });

  it('are one per instance if one instance stopped within ties that others continued', async () => {
    const key = keyAt(1000, 'second');
    const b = new ModelServer('b', [...pairs(400), ...Array<string>(20).fill(key)], 'DESC');
    const a = new ModelServer('a', Array<string>(10).fill(key), 'DESC');
    const sources = (): Source<string>[] => [source(a), source(b)];
    const first = await page(sources(), 25);
    expect(values(first).at(-1)).toBe('a/6');
    const second = await page(sources(), 100, first.endCursor());
    expect(values(second).slice(3, 6)).toEqual(['a/2', 'a/1', 'b/400']);
    expect(values(second)).toHaveLength(100);
    expect([a.requests.length, b.requests.length]).toEqual([2, 2]);
  });

  it('are one per instance for a page of 250, and none for an exhausted instance', async () => {
    const big = new ModelServer('a', pairs(600), 'DESC');
    const small = new ModelServer('b', pairs(3, 1000), 'DESC');
    const first = await page([source(big), source(small)], 250);
    expect(values(first)).toHaveLength(250);
    await page([source(big), source(small)], 30, first.endCursor());
    expect(big.requests).toHaveLength(2);
    expect(small.requests).toHaveLength(1);
  });

  it('return all of 5,000 rows of four servers, half of them in ties', async () => {
    const servers = ['a', 'b', 'c', 'd'].map(
      (name, index) =>
        new ModelServer(
          name,
          Array.from({ length: 5000 }, (_, row) =>
            keyAt(row % 2 === 0 ? row : Math.floor(row / 40) * 40 + index, 'second'),
          ),
          'DESC',
        ),
    );
    const walk = await walkAll({
      sources: () => servers.map((server) => source(server)),
      direction: 'DESC',
      sizes: [250],
    });
    expect(walk.values).toHaveLength(20_000);
    expect(new Set(walk.values).size).toBe(20_000);
    expect(isInOrder(walk.places, 'DESC')).toBe(true);
    expect(walk.pages).toHaveLength(80);
    expect(servers.map((server) => server.requests.length)).toEqual([80, 80, 80, 80]);
  }, 30_000);
});

describe('a source that fails', () => {
  it.each<[ErrorCode, string, boolean]>([
    ['UPSTREAM_UNAVAILABLE', 'FAILED', true],
    ['UPSTREAM_BAD_RESPONSE', 'FAILED', true],
    ['UPSTREAM_RATE_LIMITED', 'FAILED', true],
    ['FORBIDDEN', 'FAILED', true],
    ['UPSTREAM_TIMEOUT', 'TIMED_OUT', true],
    ['QUERY_TOO_EXPENSIVE', 'SKIPPED', true],
    ['NOT_SUPPORTED_BY_INSTANCE', 'SKIPPED', false],
    ['UNAUTHENTICATED', 'FAILED', false],
  ])('with %s is %s, and a next page may hold its rows: %s', async (code, status, mayHaveMore) => {
    const server = new ModelServer('a', pairs(3), 'DESC');
    const merged = await page([source(server), failing('b', gatewayError(code))], 10);
    expect(values(merged)).toHaveLength(3);
    expect(merged.statuses.map((source) => source.status)).toEqual(['OK', status]);
    expect(merged.statuses[1]?.error).toEqual({ code, message: `down: ${code}` });
    expect(merged.hasNextPage).toBe(mayHaveMore);
  });

  it('keeps its position, and its rows are returned late with a warning', async () => {
    const a = new ModelServer('a', pairs(4), 'DESC');
    const b = new ModelServer('b', pairs(4), 'DESC');
    b.failures = [true];
    const first = await page([source(a), source(b)], 10);
    expect(values(first)).toEqual(['a/4', 'a/3', 'a/2', 'a/1']);
    const second = await page([source(a), source(b)], 10, first.endCursor());
    expect(values(second)).toEqual(['b/4', 'b/3', 'b/2', 'b/1']);
    expect(second.statuses[1]).toMatchObject({ status: 'OK', warnings: [{ code: 'LATE_ROWS' }] });
    expect(second.hasNextPage).toBe(false);
    expect(a.requests).toHaveLength(1);
  });

  it('is PARTIAL if it fails after it returned rows, and continues after these', async () => {
    const a = new ModelServer('a', pairs(40, 100), 'DESC', 'keyAndId', 10);
    const b = new ModelServer('b', pairs(4), 'DESC');
    a.failures = [false, true];
    const first = await page([source(a), source(b)], 12);
    expect(values(first)).toHaveLength(12);
    expect(values(first).slice(10)).toEqual(['b/4', 'b/3']);
    expect(first.statuses.map(({ status }) => status)).toEqual(['PARTIAL', 'OK']);
    const second = await page([source(a), source(b)], 12, first.endCursor());
    expect(values(second)[0]).toBe('a/30');
  });

  it('permits a client to continue after an empty page', async () => {
    const down = [failing('a', gatewayError('UPSTREAM_TIMEOUT'))];
    const merged = await page(down, 10);
    expect(merged.edges).toEqual([]);
    expect(merged.hasNextPage).toBe(true);
    expect(merged.startCursor()).toBeNull();
    const server = new ModelServer('a', pairs(2), 'DESC');
    const next = await page([source(server)], 10, merged.endCursor());
    expect(values(next)).toEqual(['a/2', 'a/1']);
  });

  it('fails the whole page if the cause is the query or this program', async () => {
    const server = new ModelServer('a', pairs(2), 'DESC');
    const wrong = failing('b', new BadUserInputError('no such thing'));
    await expect(page([source(server), wrong], 10)).rejects.toThrow('no such thing');
    const bug = failing('b', new TypeError('a bug'));
    await expect(page([source(server), bug], 10)).rejects.toThrow('a bug');
  });

  it('fails if it announces more rows and returns none', async () => {
    const endless: Source<string> = {
      instance: 'a',
      read: () => Promise.resolve({ rows: [], exhausted: false }),
    };
    const merged = await page([endless], 10);
    expect(merged.statuses[0]?.error?.code).toBe('UPSTREAM_BAD_RESPONSE');
  });
});

describe('a scan that ran out of its budget', () => {
  it('delays rows that belong after it, and continues with the next page', async () => {
    const a = new ModelServer('a', pairs(100, 10), 'DESC');
    const b = new ModelServer('b', [keyAt(0, 'second'), keyAt(50, 'second')], 'DESC');
    const sources = (): Source<string>[] => [
      source(
        a,
        createFilteringReader(keyset(a), {
          instance: 'a',
          matches: (row) => row.id === 1 || row.id === 60,
          scanRows: 50,
        }),
      ),
      source(b),
    ];
    const first = await page(sources(), 10);
    expect(values(first)).toEqual(['b/2', 'a/60']);
    expect(first.statuses[0]).toMatchObject({
      status: 'PARTIAL',
      error: { code: 'QUERY_TOO_EXPENSIVE' },
    });
    expect(first.statuses[0]?.error?.message).toContain('a: read 50 rows, found 1');
    const second = await page(sources(), 10, first.endCursor());
    expect(values(second)).toEqual(['a/1', 'b/1']);
    expect(second.hasNextPage).toBe(false);
    expect(a.requests.map(({ perPage }) => perPage)).toEqual([50, 50 + 2]);
  });

  it('returns a cursor although nothing matched', async () => {
    const a = new ModelServer('a', pairs(100), 'DESC');
    const matches = (row: { readonly id: number }): boolean => row.id === 1;
    const read = createFilteringReader(keyset(a), { instance: 'a', matches, scanRows: 60 });
    const first = await page([source(a, read)], 10);
    expect(first.edges).toEqual([]);
    expect(first.hasNextPage).toBe(true);
    expect(values(await page([source(a, read)], 10, first.endCursor()))).toEqual(['a/1']);
  });

  it('keeps the matches found before the server failed', async () => {
    const a = new ModelServer('a', pairs(100), 'DESC');
    a.failures = [false, true];
    const matches = (row: { readonly id: number }): boolean => row.id % 20 === 0;
    const read = createFilteringReader(keyset(a), {
      instance: 'a',
      matches,
      scanRows: 100,
      pageRows: 50,
    });
    const first = await page([source(a, read)], 10);
    expect(values(first)).toEqual(['a/100', 'a/80', 'a/60']);
    expect(first.statuses[0]).toMatchObject({
      status: 'PARTIAL',
      error: { code: 'UPSTREAM_UNAVAILABLE' },
    });
    expect(values(await page([source(a, read)], 10, first.endCursor()))).toEqual(['a/40', 'a/20']);
  });
});

describe('several sources of one instance', () => {
  const server = (): ModelServer => new ModelServer('a', pairs(4), 'DESC');
  const keyed = (own: ModelServer, key: string): Source<string> => ({ ...source(own), key });

  it('keep their places apart, and statuses name the instance', async () => {
    const covers = server();
    covers.failures = [true];
    const sources = [keyed(server(), 'PATCH:a'), keyed(covers, 'COVER:a')];
    const first = await page(sources, 2);
    expect(values(first)).toEqual(['a/4', 'a/3']);
    const second = await page(sources, 10, first.endCursor());
    expect(values(second).sort()).toEqual(['a/1', 'a/1', 'a/2', 'a/2', 'a/3', 'a/4']);
    expect(second.statuses.map(({ instance }) => instance)).toEqual(['a', 'a']);
    expect(second.statuses[1]?.warnings).toEqual([
      {
        code: 'LATE_ROWS',
        message: 'a failed on an earlier page; its rows from there are returned now.',
      },
    ]);
  });

  it('name the instance in errors too', async () => {
    const endless: Reader<string> = () => Promise.resolve({ rows: [], exhausted: false });
    const { statuses } = await page([{ ...keyed(server(), 'PATCH:a'), read: endless }], 10);
    expect(statuses[0]?.error).toEqual({
      code: 'UPSTREAM_BAD_RESPONSE',
      message: 'a: the server announced more rows but returned none',
    });
  });

  it('are refused with one key', async () => {
    const sources = [source(server()), source(server())];
    await expect(page(sources, 10)).rejects.toThrow('two sources of one merge have the same key');
  });
});

describe('a merged page', () => {
  it('orders equal keys by instance and id, and DESC is the reverse of ASC', async () => {
    const read = async (direction: 'ASC' | 'DESC'): Promise<string[]> => {
      const sources = ['b', 'a'].map((name): Source<string> => {
        const server = new ModelServer(name, [keyAt(1, 'second'), keyAt(1, 'second')], direction);
        return {
          instance: name,
          read: createKeysetReader({
            instance: name,
            direction,
            resolution: 'second',
            fetchPage: server.fetchPage,
          }),
        };
      });
      return values(
        await mergeSources({
          sources,
          direction,
          first: 9,
          after: null,
          queryHash: { value: 'hash' },
        }),
      );
    };
    expect(await read('ASC')).toEqual(['a/1', 'a/2', 'b/1', 'b/2']);
    expect(await read('DESC')).toEqual(['b/2', 'b/1', 'a/2', 'a/1']);
  });

  it('has no cursor and no next page if there are no rows at all', async () => {
    const merged = await page([source(new ModelServer('a', [], 'DESC'))], 10);
    expect(merged.hasNextPage).toBe(false);
    expect(merged.hasPreviousPage).toBe(false);
    expect(merged.endCursor()).toBeNull();
  });

  it('has no next page if it ends with the last row', async () => {
    const server = new ModelServer('a', pairs(10), 'DESC');
    const first = await page([source(server)], 5);
    expect(first.hasNextPage).toBe(true);
    const second = await page([source(server)], 5, first.endCursor());
    expect(second.hasNextPage).toBe(false);
    expect(second.hasPreviousPage).toBe(true);
  });

  it('is STALE with the age of its oldest part, and passes on each warning once', async () => {
    const old = new Date('2026-11-20T10:00:00Z');
    const warnings = [{ code: 'UNKNOWN_VALUE', message: 'no project "nope"' }];
    let reads = 0;
    const stale: Source<string> = {
      instance: 'a',
      read: () => {
        reads += 1;
        const row = { key: keyAt(-reads, 'second'), id: 1, value: 'row' };
        const fetchedAt = reads === 1 ? new Date('2026-11-20T11:00:00Z') : old;
        return Promise.resolve({
          rows: [row],
          exhausted: reads === 2,
          warnings,
          stale: { fetchedAt, error: new GatewayError('down', { code: 'UPSTREAM_UNAVAILABLE' }) },
        });
      },
    };
    const merged = await page([stale], 10);
    expect(merged.statuses).toEqual([
      {
        instance: 'a',
        status: 'STALE',
        error: { code: 'UPSTREAM_UNAVAILABLE', message: 'down' },
        warnings,
        fetchedAt: old,
        requests: null,
      },
    ]);
  });

  it('refuses two sources with the same name', async () => {
    const server = new ModelServer('a', [], 'DESC');
    await expect(page([source(server), source(server)], 10)).rejects.toThrow(TypeError);
  });
});
