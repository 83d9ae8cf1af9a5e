import { GatewayError } from '../../../src/errors.js';
import { describe, expect, it } from 'vitest';
import { createKeysetReader } from '../../../src/patchwork/lists/createKeysetReader.js';
import type { KeysetReaderOptions } from '../../../src/patchwork/lists/createKeysetReader.js';
import { mergeSources } from '../../../src/federation/mergeSources.js';
import type { Place, Row } from '../../../src/orderedList.js';
import type { KeyedPage, KeyedPageRequest } from '../../../src/patchwork/lists/KeyedPage.js';
import { ModelServer, keyAt } from './modelServer.js';

const day = '2026-11-20T10:00:0';

function row(second: number, id: number): Row<string> {
  return { key: `${day}${second}`, id, value: `${id}` };
}

function reader(
  pages: readonly KeyedPage<string>[],
  options: Partial<KeysetReaderOptions<string>> = {},
): ReturnType<typeof createKeysetReader<string>> {
  const rest = [...pages];
  return createKeysetReader({
    instance: 'kernel',
    direction: 'DESC',
    resolution: 'second',
    fetchPage: () => Promise.resolve(rest.shift() ?? { rows: [], hasNext: false }),
    ...options,
  });
}

describe('a keyset reader', () => {
  it('requests rows from the next instant, with room for the ties already returned', async () => {
    const server = new ModelServer('kernel', Array<string>(9).fill(`${day}5`), 'DESC');
    const read = reader([], { fetchPage: server.fetchPage });
    const result = await read({ key: `${day}5`, id: 6, ties: 4 }, 3);
    expect(server.requests).toEqual([{ window: { before: `${day}6` }, page: 1, perPage: 7 }]);
    expect(result.rows.map(({ id }) => id)).toEqual([5, 4, 3]);
    expect(result.exhausted).toBe(false);
  });

  it('jumps into a group of ties larger than a page, and restarts it if rows were deleted', async () => {
    const server = new ModelServer('kernel', Array<string>(900).fill(`${day}5`), 'DESC');
    const read = reader([], { fetchPage: server.fetchPage });
    const after = { key: `${day}5`, id: 301, ties: 600 };
    expect((await read(after, 30)).rows[0]?.id).toBe(300);
    expect(server.requests).toHaveLength(1);
    for (let id = 500; id < 700; id += 1) server.delete(id);
    expect((await read(after, 30)).rows[0]?.id).toBe(300);
    expect(server.requests.length).toBeLessThan(6);
  });

  it('continues if the server returns smaller pages than requested', async () => {
    const keys = Array<string>(500).fill(`${day}5`);
    const server = new ModelServer('kernel', keys, 'DESC', 'keyAndId', 100);
    const read = reader([], { fetchPage: server.fetchPage });
    const { rows } = await read({ key: `${day}5`, id: 251, ties: 0 }, 250);
    expect(rows[0]?.id).toBe(250);
    expect(server.requests).toHaveLength(3);
  });

  it('gives up on a server that sends the same page for all numbers', async () => {
    let requests = 0;
    const read = reader([], {
      fetchPage: () => {
        requests += 1;
        return Promise.resolve({ rows: [{ key: `${day}5`, id: 7, value: '7' }], hasNext: true });
      },
    });
    await expect(read({ key: `${day}5`, id: 7, ties: 1 }, 3)).rejects.toMatchObject({
      message: 'kernel: the server sends the same page whichever is requested',
      code: 'UPSTREAM_BAD_RESPONSE',
    });
    expect(requests).toBeLessThan(10);
  });

  it("stays within the user's date range, and sends no requests if it is empty", async () => {
    const server = new ModelServer(
      'kernel',
      [0, 1, 2, 3].map((step) => keyAt(step, 'second')),
      'ASC',
    );
    const bounds = { since: keyAt(1, 'second'), before: keyAt(3, 'second') };
    const read = reader([], { fetchPage: server.fetchPage, direction: 'ASC', bounds });
    const { rows } = await read(null, 10);
    expect(rows.map(({ id }) => id)).toEqual([2, 3]);
    const late = await read({ key: keyAt(5, 'second'), id: 1, ties: 1 }, 10);
    expect(late).toMatchObject({
      rows: [],
      exhausted: true,
      unasked: { code: 'EMPTY_RANGE' },
    });
    expect(server.requests).toEqual([{ window: bounds, page: 1, perPage: 10 }]);
  });

  it.each<[string, KeyedPage<string>]>([
    ['order', { rows: [row(1, 1), row(2, 2)], hasNext: false }],
    ['dates', { rows: [{ ...row(9, 1), key: '2026-11-20T12:00:00' }], hasNext: false }],
    ['sort key', { rows: [{ key: 'today', id: 1, value: '' }], hasNext: false }],
  ])('does not believe a server that ignores %s', async (what, page) => {
    await expect(reader([page])({ key: `${day}5`, id: 9, ties: 1 }, 5)).rejects.toThrow(
      new RegExp(`^kernel: .*${what}`),
    );
  });

  it('skips rows that a server moved out of the hour that daylight saving time skips', async () => {
    const at = (time: string, id: number): Row<string> => ({
      key: `2026-03-29T${time}`,
      id,
      value: '',
    });
    // Europe/Berlin: dates from 02:00 to 03:00 are stored an hour later, and so is the limit.
    const stored = [at('03:45:00', 6), at('03:30:00', 5), at('03:10:00', 4), at('01:50:00', 3)];
    const fetchPage = ({ window, page, perPage }: KeyedPageRequest): Promise<KeyedPage<string>> => {
      const moved = (window?.before ?? '').replace('T02:', 'T03:');
      const rows = stored.filter(({ key }) => key < moved);
      const hasNext = rows.length > page * perPage;
      return Promise.resolve({ rows: rows.slice((page - 1) * perPage, page * perPage), hasNext });
    };
    const after = { key: '2026-03-29T02:30:00', id: 1, ties: 0 };
    for (const count of [1, 2, 250]) {
      const { rows } = await reader([], { fetchPage })(after, count);
      expect(rows.map(({ id }) => id)).toEqual([3]);
    }
    const bounds = { before: '2026-03-29T02:30:00' };
    const { rows } = await reader([], { fetchPage, bounds })(null, 1);
    expect(rows.map(({ id }) => id)).toEqual([3]);
  });

  it('holds back an incomplete instant if the server does not order ties by id', async () => {
    const page = { rows: [row(5, 1), row(4, 2), row(4, 8), row(3, 3)], hasNext: true };
    const { rows, exhausted } = await reader([page])(null, 4);
    expect(rows.map(({ id }) => id)).toEqual([1, 8, 2]);
    expect(exhausted).toBe(false);
  });

  describe('for an unordered instant larger than a page', () => {
    const byId = (a: Place, b: Place): number =>
      a.key === b.key ? a.id - b.id : a.key < b.key ? 1 : -1;
    const keys = [
      ...Array<string>(2).fill(`${day}4`),
      ...Array<string>(300).fill(`${day}5`),
      ...Array<string>(2).fill(`${day}6`),
    ];
    const window = { before: `${day}6` };
    const instantIds = Array.from({ length: 300 }, (_, index) => 302 - index);

    it('reads it with overlapping pages, and returns it ordered by id', async () => {
      const server = new ModelServer('kernel', keys, 'DESC', byId);
      const read = reader([], { fetchPage: server.fetchPage, tiesOrdered: false });
      const { rows, exhausted } = await read({ key: `${day}6`, id: 303, ties: 2 }, 30);
      expect(rows.map(({ id }) => id)).toEqual(instantIds);
      expect(exhausted).toBe(false);
      expect(server.requests).toEqual([
        { window: { before: `${day}7` }, page: 1, perPage: 33 },
        { window, page: 1, perPage: 250 },
        { window, page: 2, perPage: 249 },
      ]);
    });

    it('continues within it and after it', async () => {
      const server = new ModelServer('kernel', keys, 'DESC', byId);
      const read = reader([], { fetchPage: server.fetchPage, tiesOrdered: false });
      const { rows } = await read({ key: `${day}5`, id: 13, ties: 290 }, 30);
      expect(rows.map(({ id }) => id)).toEqual(instantIds.slice(290));
      expect(server.requests).toEqual([
        { window, page: 1, perPage: 250 },
        { window, page: 2, perPage: 249 },
      ]);
      const behind = await read({ key: `${day}5`, id: 3, ties: 300 }, 30);
      expect(behind).toEqual({
        rows: [expect.objectContaining({ id: 2 }), expect.objectContaining({ id: 1 })],
        exhausted: true,
      });
    });

    it('detects if nothing follows it', async () => {
      const server = new ModelServer('kernel', keys.slice(2, 302), 'DESC', byId);
      const read = reader([], { fetchPage: server.fetchPage, tiesOrdered: false });
      const { rows, exhausted } = await read(null, 250);
      expect(rows).toHaveLength(300);
      expect(exhausted).toBe(true);
    });

    it.each<[string, (server: ModelServer) => void]>([
      ['a row goes away', (server) => server.delete(5)],
      ['a row arrives', (server) => server.insert(`${day}5`)],
      [
        'many rows are deleted',
        (server) => {
          for (let id = 3; id < 100; id += 1) server.delete(id);
        },
      ],
    ])('loses none of the others when %s between two of its pages', async (_what, change) => {
      const server = new ModelServer('kernel', keys, 'DESC', byId);
      const fetchPage = async (request: KeyedPageRequest): Promise<KeyedPage<string>> => {
        const page = await server.fetchPage(request);
        if (server.requests.length === 2) change(server);
        return page;
      };
      const read = reader([], { fetchPage, tiesOrdered: false });
      const { rows } = await read({ key: `${day}5`, id: 1000, ties: 0 }, 30);
      const still = server.list().filter(({ key }) => key === `${day}5`);
      expect(rows).toEqual(still.reverse());
    });

    it('reads it repeatedly if the server orders each page differently', async () => {
      const server = new ModelServer('kernel', keys, 'DESC', 'keyOnly');
      const read = reader([], { fetchPage: server.fetchPage, tiesOrdered: false });
      const { rows } = await read({ key: `${day}5`, id: 1000, ties: 0 }, 30);
      expect(rows.map(({ id }) => id)).toEqual(instantIds);
    });

    it('distinguishes unreadable rows from missing rows', async () => {
      const server = new ModelServer('kernel', keys, 'DESC', byId);
      const fetchPage = async (request: KeyedPageRequest): Promise<KeyedPage<string>> => {
        const page = await server.fetchPage(request);
        const rows = page.rows.filter(({ id }) => id % 100 !== 7);
        return { ...page, rows, unreadable: page.rows.length - rows.length };
      };
      const read = reader([], { fetchPage, tiesOrdered: false });
      const { rows } = await read({ key: `${day}5`, id: 1000, ties: 0 }, 30);
      expect(rows.map(({ id }) => id)).toEqual(instantIds.filter((id) => id % 100 !== 7));
      expect(server.requests.length).toBe(3);
    });

    it('reads it if the server returns smaller pages than requested', async () => {
      const server = new ModelServer('kernel', keys, 'DESC', byId, 100);
      const read = reader([], { fetchPage: server.fetchPage, tiesOrdered: false });
      const { rows } = await read({ key: `${day}5`, id: 1000, ties: 0 }, 250);
      expect(rows.map(({ id }) => id)).toEqual(instantIds);
    });

    it('ends the list with an error if its pages contradict each other', async () => {
      let requests = 0;
      const fetchPage = ({ perPage }: KeyedPageRequest): Promise<KeyedPage<string>> => {
        requests += 1;
        const rows = Array.from({ length: perPage }, (_, id) => row(5, id + 1));
        return Promise.resolve({ rows, hasNext: true });
      };
      const read = reader([], { fetchPage, tiesOrdered: false });
      const page = await mergeSources({
        sources: [{ instance: 'kernel', read }],
        direction: 'DESC',
        first: 30,
        after: null,
        queryHash: { value: 'hash' },
      });
      expect(page.hasNextPage).toBe(false);
      expect(page.statuses).toMatchObject([
        {
          status: 'FAILED',
          error: {
            code: 'UPSTREAM_BAD_RESPONSE',
            message: expect.stringMatching(/^kernel: too many rows have the same date/),
          },
        },
      ]);
      expect(requests).toBe(100);
    });
  });

  it('refuses a position that is not a date', async () => {
    await expect(reader([])({ key: '0bob', id: 1, ties: 0 }, 5)).rejects.toThrow('"after"');
  });

  it('passes on the notes of the pages', async () => {
    const notes = {
      warnings: [{ code: 'X', message: 'x' }],
      stale: {
        fetchedAt: new Date('2026-11-20T10:00:00Z'),
        error: new GatewayError('down', { code: 'UPSTREAM_UNAVAILABLE' }),
      },
    };
    const result = await reader([{ rows: [row(1, 1)], hasNext: false, ...notes }])(null, 5);
    expect(result).toEqual({ rows: [row(1, 1)], exhausted: true, ...notes });
  });
});
