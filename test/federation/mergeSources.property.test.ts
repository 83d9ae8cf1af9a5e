import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { GatewayError } from '../../src/errors.js';
import { createFilteringReader } from '../../src/patchwork/lists/createFilteringReader.js';
import {
  createKeysetReader,
  type KeysetReaderOptions,
} from '../../src/patchwork/lists/createKeysetReader.js';
import { createOffsetReader } from '../../src/patchwork/lists/createOffsetReader.js';
import { createSortedReader } from '../../src/patchwork/lists/createSortedReader.js';
import { createUnionReader } from '../../src/patchwork/lists/createUnionReader.js';
import { decodeCursor } from '../../src/federation/cursor.js';
import { mergeSources, type MergedPage } from '../../src/federation/mergeSources.js';
import { nameKey } from '../../src/patchwork/lists/orders.js';
import type { Direction, Reader, Row, Source } from '../../src/orderedList.js';
import { ModelServer, keyAt } from '../patchwork/lists/modelServer.js';
import { isInOrder, walkAll } from './walk.js';
import type { Walk } from './walk.js';

// Thousands of walks: the default timeout is too short on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const direction = fc.constantFrom<Direction>('ASC', 'DESC');
const resolution = fc.constantFrom('second' as const, 'microsecond' as const);
/** Few different keys: most rows share a key with others. */
const steps = fc.integer({ min: 0, max: 25 });
const lists = fc.array(fc.array(steps, { maxLength: 60, size: 'max' }), {
  minLength: 1,
  maxLength: 4,
  size: 'max',
});
const sizes = fc.array(fc.integer({ min: 1, max: 25 }), {
  minLength: 1,
  maxLength: 5,
  size: 'max',
});
const failures = fc.array(fc.array(fc.boolean(), { maxLength: 6, size: 'max' }), {
  minLength: 4,
  maxLength: 4,
});
const changes = fc.array(
  fc.record({
    server: fc.nat({ max: 3 }),
    insert: fc.array(steps, { maxLength: 5, size: 'max' }),
    deleteRow: fc.option(fc.nat({ max: 80 })),
  }),
  { maxLength: 12, size: 'max' },
);

/** Every row that existed from start to end was returned once, and none was returned twice. */
function expectComplete(
  walk: Walk,
  start: readonly string[],
  servers: readonly ModelServer[],
): void {
  const still = new Set(servers.flatMap((server) => server.values()));
  const seen = new Set(walk.values);
  expect(walk.values).toHaveLength(seen.size);
  expect(start.filter((value) => still.has(value) && !seen.has(value))).toEqual([]);
}

interface Scenario {
  readonly direction: Direction;
  readonly lists: readonly (readonly number[])[];
  readonly sizes: readonly number[];
  readonly changes: readonly { server: number; insert: number[]; deleteRow: number | null }[];
  readonly failures: readonly (readonly boolean[])[];
}

async function check(
  scenario: Scenario,
  keyOf: (step: number) => string,
  makeServer: (name: string, keys: string[]) => ModelServer,
  makeReader: (server: ModelServer) => Reader<string>,
  accepts: (row: Row<string>) => boolean = () => true,
): Promise<void> {
  const servers = scenario.lists.map((list, index) =>
    makeServer(`server${index}`, list.map(keyOf)),
  );
  servers.forEach((server, index) => {
    server.failures = [...(scenario.failures[index] ?? [])];
  });
  const start = servers.flatMap((server) => server.list().filter(accepts)).map((row) => row.value);
  const walk = await walkAll({
    sources: () =>
      servers.map((server): Source<string> => ({
        instance: server.name,
        read: makeReader(server),
      })),
    direction: scenario.direction,
    sizes: scenario.sizes,
    between: (page) => {
      const change = scenario.changes[page - 1];
      const server = change && servers[change.server % servers.length];
      if (!server) return;
      for (const step of change.insert) server.insert(keyOf(step));
      if (change.deleteRow !== null) server.delete(change.deleteRow);
    },
  });
  expectComplete(walk, start, servers);
  if (!scenario.failures.some((plan) => plan.includes(true))) {
    expect(isInOrder(walk.places, scenario.direction)).toBe(true);
  }
}

const calm = { failures: fc.constant([]), changes: fc.constant([]) };
const scenarios = {
  calm: fc.record({ direction, lists, sizes, ...calm }),
  changing: fc.record({ direction, lists, sizes, changes, failures: fc.constant([]) }),
  failing: fc.record({ direction, lists, sizes, changes, failures }),
};

/** Reads a server without an order within an instant. */
function unordered(
  server: ModelServer,
  options: Pick<KeysetReaderOptions<string>, 'direction'> & Partial<KeysetReaderOptions<string>>,
): Reader<string> {
  return createKeysetReader({
    instance: server.name,
    resolution: 'microsecond',
    tiesOrdered: false,
    fetchPage: server.fetchPage,
    ...options,
  });
}

describe.each(Object.entries(scenarios))(
  'the union of all pages, on %s servers,',
  (_name, scenario) => {
    it('contains every row once, read by keyset, with groups of ties larger than a page', async () => {
      await fc.assert(
        fc.asyncProperty(
          scenario,
          resolution,
          fc.integer({ min: 9, max: 40 }),
          async (run, resolution, maxPageSize) => {
            await check(
              run,
              (step) => keyAt(step, resolution),
              (name, keys) => new ModelServer(name, keys, run.direction, 'keyAndId', maxPageSize),
              (server) =>
                createKeysetReader({
                  instance: server.name,
                  direction: run.direction,
                  resolution,
                  maxPageSize,
                  fetchPage: server.fetchPage,
                }),
            );
          },
        ),
        { numRuns: 150 },
      );
    });

    it('contains every row once if all rows of a server share one instant', async () => {
      await fc.assert(
        fc.asyncProperty(scenario, fc.integer({ min: 9, max: 20 }), async (run, maxPageSize) => {
          await check(
            run,
            () => keyAt(3, 'second'),
            (name, keys) => new ModelServer(name, keys, run.direction, 'keyAndId', maxPageSize),
            (server) =>
              createKeysetReader({
                instance: server.name,
                direction: run.direction,
                resolution: 'second',
                maxPageSize,
                fetchPage: server.fetchPage,
              }),
          );
        }),
        { numRuns: 100 },
      );
    });

    it('contains every row once if the server shuffles ties for each request', async () => {
      await fc.assert(
        fc.asyncProperty(scenario, resolution, async (run, resolution) => {
          await check(
            run,
            (step) => keyAt(step, resolution),
            (name, keys) => new ModelServer(name, keys, run.direction, 'keyOnly'),
            (server) => unordered(server, { direction: run.direction, resolution }),
          );
        }),
        { numRuns: 150 },
      );
    });

    it('contains every row once if an instant larger than a page is shuffled each time', async () => {
      await fc.assert(
        fc.asyncProperty(
          scenario,
          fc.integer({ min: 20, max: 40 }),
          fc.integer({ min: 1, max: 4 }),
          async (run, maxPageSize, instants) => {
            await check(
              run,
              (step) => keyAt(step % instants, 'microsecond'),
              (name, keys) => new ModelServer(name, keys, run.direction, 'keyOnly', maxPageSize),
              (server) => unordered(server, { direction: run.direction, maxPageSize }),
            );
          },
        ),
        { numRuns: 100 },
      );
    });

    it('contains every row once if one instance is the union of lists with such instants', async () => {
      await fc.assert(
        fc.asyncProperty(scenario, fc.integer({ min: 15, max: 40 }), async (run, maxPageSize) => {
          const kind = (server: ModelServer, remainder: number): Reader<string> =>
            unordered(server, {
              direction: run.direction,
              maxPageSize,
              fetchPage: server.only(({ id }) => id % 3 === remainder),
            });
          await check(
            run,
            (step) => keyAt(step % 2, 'microsecond'),
            (name, keys) => new ModelServer(name, keys, run.direction, 'keyOnly', maxPageSize),
            (server) => createUnionReader(run.direction, [kind(server, 0), kind(server, 1)]),
            ({ id }) => id % 3 < 2,
          );
        }),
        { numRuns: 100 },
      );
    });

    it('contains every matching row once with a filter that has a scan budget', async () => {
      await fc.assert(
        fc.asyncProperty(
          scenario,
          fc.integer({ min: 1, max: 9 }),
          fc.integer({ min: 1, max: 60 }),
          fc.integer({ min: 1, max: 30 }),
          async (run, every, scanRows, pageRows) => {
            const matches = (row: Row<string>): boolean => row.id % every === 0;
            await check(
              run,
              (step) => keyAt(step, 'second'),
              (name, keys) => new ModelServer(name, keys, run.direction),
              (server) =>
                createFilteringReader(
                  createKeysetReader({
                    instance: server.name,
                    direction: run.direction,
                    resolution: 'second',
                    fetchPage: server.fetchPage,
                  }),
                  { instance: server.name, matches, scanRows, pageRows },
                ),
              matches,
            );
          },
        ),
        { numRuns: 150 },
      );
    });

    it('contains every row once if one instance is the union of overlapping lists', async () => {
      await fc.assert(
        fc.asyncProperty(scenario, fc.integer({ min: 9, max: 40 }), async (run, maxPageSize) => {
          const filtered = (
            server: ModelServer,
            divisor: number,
            scanRows: number,
          ): Reader<string> =>
            createFilteringReader(
              createKeysetReader({
                instance: server.name,
                direction: run.direction,
                resolution: 'second',
                maxPageSize,
                fetchPage: server.fetchPage,
              }),
              { instance: server.name, matches: (row) => row.id % divisor === 0, scanRows },
            );
          await check(
            run,
            (step) => keyAt(step, 'second'),
            (name, keys) => new ModelServer(name, keys, run.direction, 'keyAndId', maxPageSize),
            (server) =>
              createUnionReader(run.direction, [
                filtered(server, 2, 20),
                filtered(server, 3, 1000),
              ]),
            (row) => row.id % 2 === 0 || row.id % 3 === 0,
          );
        }),
        { numRuns: 100 },
      );
    });

    it('contains every row once if the gateway sorts whole lists by name', async () => {
      const names = [null, 'a', 'A', 'b', 'B', 'ä', 'Ä', 'ab', 'ﬁ', 'fi', 'Z', ''];
      await fc.assert(
        fc.asyncProperty(scenario, async (run) => {
          await check(
            run,
            (step) => nameKey(names[step % names.length] ?? null),
            (name, keys) => new ModelServer(name, keys, run.direction),
            (server) =>
              createSortedReader({
                direction: run.direction,
                fetchAll: () => server.fetchPage({ page: 1, perPage: 250 }),
              }),
          );
        }),
        { numRuns: 100 },
      );
    });
  },
);

describe('the union of all pages of an offset list', () => {
  /** The server's own order, which is unrelated to our keys. */
  const collation = (a: { key: string; id: number }, b: { key: string; id: number }): number =>
    Number(a.key.slice(-1)) - Number(b.key.slice(-1)) || a.id - b.id;
  const list = fc.array(steps, { maxLength: 150, size: 'max' });
  const inserts = fc.array(fc.array(steps, { maxLength: 12, size: 'max' }), {
    maxLength: 20,
    size: 'max',
  });
  const deletes = fc.array(fc.nat({ max: 150 }), { maxLength: 20, size: 'max' });

  it.each(['unknown', 'ASC', 'DESC'] as const)(
    'contains every row once although rows are added and removed before the position (%s order)',
    async (order) => {
      await fc.assert(
        fc.asyncProperty(
          list,
          sizes,
          inserts,
          deletes,
          fc.integer({ min: 20, max: 60 }),
          async (keys, sizes, inserts, deletes, maxPageSize) => {
            const direction = order === 'unknown' ? 'ASC' : order;
            const server = new ModelServer(
              'server0',
              keys.map((step) => keyAt(step, 'second')),
              direction,
              order === 'unknown' ? collation : 'keyAndId',
              maxPageSize,
            );
            const start = server.values();
            const walk = await walkAll({
              sources: () => [
                {
                  instance: 'server0',
                  read: createOffsetReader({
                    instance: 'server0',
                    maxPageSize,
                    searchPages: 30,
                    fetchPage: server.fetchPage,
                    ...(order === 'unknown' ? {} : { keyOrder: order }),
                  }),
                },
              ],
              direction,
              sizes,
              between: (page, { places }) => {
                for (const step of inserts[page - 1] ?? []) server.insert(keyAt(step, 'second'));
                const id = deletes[page - 1];
                // Without a known order, the last row itself must remain to be found.
                if (id !== undefined && (order !== 'unknown' || id !== places.at(-1)?.id)) {
                  server.delete(id);
                }
              },
            });
            expectComplete(walk, start, [server]);
          },
        ),
        { numRuns: 150 },
      );
    },
  );
});

describe('an edge cursor', () => {
  it('resumes directly after its edge, for any edge', async () => {
    await fc.assert(
      fc.asyncProperty(direction, lists, fc.nat({ max: 200 }), async (direction, lists, pick) => {
        const servers = lists.map(
          (list, index) =>
            new ModelServer(
              `server${index}`,
              list.map((step) => keyAt(step, 'second')),
              direction,
            ),
        );
        const sources = (): Source<string>[] =>
          servers.map((server) => ({
            instance: server.name,
            read: createFilteringReader(
              createKeysetReader({
                instance: server.name,
                direction,
                resolution: 'second',
                fetchPage: server.fetchPage,
              }),
              { instance: server.name, matches: (row) => row.id % 3 !== 0, scanRows: 1000 },
            ),
          }));
        const all = await mergeSources({
          sources: sources(),
          direction,
          first: 250,
          after: null,
          queryHash: { value: 'hash' },
        });
        if (all.edges.length === 0) return;
        const index = pick % all.edges.length;
        const cursor = all.edges[index]?.cursor() ?? '';
        const rest = await mergeSources({
          sources: sources(),
          direction,
          first: 250,
          after: decodeCursor(cursor, 'hash'),
          queryHash: { value: 'hash' },
        });
        expect(rest.edges.map(({ row }) => row.value)).toEqual(
          all.edges.slice(index + 1).map(({ row }) => row.value),
        );
        expect(rest.hasNextPage).toBe(false);
      }),
      { numRuns: 200 },
    );
  });
});

describe('an ascending list that is read again after its end', () => {
  /** Rows that arrive before each poll: on which server, and how many steps after the newest row. */
  const polls = fc.array(
    fc.array(fc.record({ server: fc.nat({ max: 3 }), wait: fc.nat({ max: 2 }) }), {
      maxLength: 8,
      size: 'max',
    }),
    { minLength: 1, maxLength: 8, size: 'max' },
  );
  const accepts = (row: Row<string>): boolean => row.id % 3 !== 0;
  const base = (server: ModelServer): KeysetReaderOptions<string> => ({
    instance: server.name,
    direction: 'ASC',
    resolution: 'microsecond',
    fetchPage: server.fetchPage,
  });
  const readers: Readonly<Record<string, (server: ModelServer) => Reader<string>>> = {
    keyset: (server) => createKeysetReader(base(server)),
    'keyset without order within an instant': (server) =>
      createKeysetReader({ ...base(server), tiesOrdered: false }),
    union: (server) =>
      createUnionReader(
        'ASC',
        [0, 1].map((part) =>
          createKeysetReader({
            ...base(server),
            fetchPage: server.only(({ id }) => id % 2 === part),
          }),
        ),
      ),
    'whole list': (server) =>
      createSortedReader({
        direction: 'ASC',
        fetchAll: () => server.fetchPage({ page: 1, perPage: 250 }),
      }),
    filter: (server) =>
      createFilteringReader(createKeysetReader(base(server)), {
        instance: server.name,
        matches: accepts,
        scanRows: 40,
        pageRows: 13,
      }),
  };

  it.each(Object.entries(readers))('returns each row once (%s)', async (name, makeReader) => {
    await fc.assert(
      fc.asyncProperty(lists, sizes, polls, async (lists, sizes, polls) => {
        const servers = lists.map(
          (list, index) =>
            new ModelServer(
              `server${index}`,
              list.map((step) => keyAt(step, 'microsecond')),
              'ASC',
              name.includes('without order') ? 'keyOnly' : 'keyAndId',
            ),
        );
        const asked = new Set<string>(['OK', 'PARTIAL']);
        const seen: string[] = [];
        let cursor: string | null = null;
        let newest = 25;
        const coming = polls.flat();
        for (let poll = 0, isLast = false; !isLast; poll += 1) {
          isLast = coming.length === 0;
          for (let page = 0, more = true; more; page += 1) {
            for (const { server, wait } of coming.splice(0, polls.length)) {
              newest += wait;
              servers[server % servers.length]?.insert(keyAt(newest, 'microsecond'));
            }
            const merged: MergedPage<string> = await mergeSources({
              sources: servers.map((server) => ({
                instance: server.name,
                read: makeReader(server),
              })),
              direction: 'ASC',
              first: sizes[(poll + page) % sizes.length] ?? 1,
              after: cursor === null ? null : decodeCursor(cursor, 'hash'),
              queryHash: { value: 'hash' },
            });
            seen.push(...merged.edges.map(({ row }) => row.value));
            cursor = merged.endCursor();
            more = merged.hasNextPage;
            if (page === 0)
              expect(merged.statuses.every(({ status }) => asked.has(status))).toBe(true);
          }
          expect(cursor).not.toBeNull();
        }
        const all = servers.flatMap((server) =>
          server.list().filter((row) => name !== 'filter' || accepts(row)),
        );
        expect([...seen].sort()).toEqual(all.map(({ value }) => value).sort());
      }),
      { numRuns: 80 },
    );
  });

  it('returns each row once if old answers from a cache lag behind', async () => {
    const error = new GatewayError('down', { code: 'UPSTREAM_UNAVAILABLE' });
    const lag = fc.array(fc.nat({ max: 3 }), { minLength: 1, maxLength: 20, size: 'max' });
    await fc.assert(
      fc.asyncProperty(polls, lag, sizes, async (polls, lag, sizes) => {
        const servers = ['server0', 'server1'].map((name) => new ModelServer(name, [], 'ASC'));
        let newest = 0;
        let cursor: string | null = null;
        const seen: string[] = [];
        for (const [poll, arrivals] of [...polls, [], []].entries()) {
          for (const { server, wait } of arrivals) {
            newest += wait;
            servers[server % 2]?.insert(keyAt(newest, 'microsecond'));
          }
          // Rows that the cache of one server lacks; none at the last polls.
          const isLast = poll >= polls.length;
          const horizon = keyAt(
            newest - (isLast ? -1 : (lag[poll % lag.length] ?? 0)),
            'microsecond',
          );
          for (let more = true; more;) {
            const merged: MergedPage<string> = await mergeSources({
              sources: servers.map((server, index) => {
                const fetchPage = server.only(({ key }) => index === 0 || key < horizon);
                return {
                  instance: server.name,
                  read: createKeysetReader({
                    ...base(server),
                    fetchPage: async (request) => ({
                      ...(await fetchPage(request)),
                      ...(isLast ? {} : { stale: { fetchedAt: new Date(0), error } }),
                    }),
                  }),
                };
              }),
              direction: 'ASC',
              first: sizes[poll % sizes.length] ?? 1,
              after: cursor === null ? null : decodeCursor(cursor, 'hash'),
              queryHash: { value: 'hash' },
            });
            seen.push(...merged.edges.map(({ row }) => row.value));
            cursor = merged.endCursor();
            more = merged.hasNextPage;
          }
        }
        expect([...seen].sort()).toEqual(servers.flatMap((server) => server.values()).sort());
      }),
      { numRuns: 150 },
    );
  });

  it('refuses the cursor of an earlier release, which lacks the position', async () => {
    const server = new ModelServer('server0', [keyAt(1, 'second')], 'ASC');
    const asked = mergeSources({
      sources: [{ instance: 'server0', read: createKeysetReader(base(server)) }],
      direction: 'ASC',
      first: 5,
      after: new Map([['server0', { kind: 'exhausted' as const }]]),
      queryHash: { value: 'hash' },
    });
    await expect(asked).rejects.toThrow('created by an earlier release');
    expect(server.requests).toHaveLength(0);
  });
});
