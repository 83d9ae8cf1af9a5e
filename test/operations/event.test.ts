import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EventRow } from '../../src/sample/server/SampleState.js';
import { readSeed } from '../sample/server/replay/recording.js';
import { startReleases } from '../tools/releaseGateway.js';
import type { TestGateway } from '../tools/startTestGateway.js';

interface Events {
  readonly events: {
    readonly nodes: readonly {
      readonly databaseId: number;
      readonly category: string;
      readonly date: string;
      readonly instance: { readonly name: string };
    }[];
    readonly totalCount: number | null;
    readonly sources: readonly Readonly<Record<string, unknown>>[];
  };
}

interface PagedEvents {
  readonly events: {
    readonly nodes: readonly { readonly databaseId: number }[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
    readonly sources: readonly Readonly<Record<string, unknown>>[];
  };
}

const PAGED = `query (
  $filter: EventFilter, $instances: [String!], $first: Int, $after: String
  $direction: OrderDirection = DESC
) {
  events(
    filter: $filter, instances: $instances, first: $first, after: $after
    orderBy: { field: DATE, direction: $direction }
  ) {
    nodes { databaseId }
    pageInfo { hasNextPage endCursor }
    sources { instance status error { code message } warnings { code message } requests }
  }
}`;

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startReleases(['main', 'v31', 'v22']);
});
afterAll(() => gateway.close());

const id = (plain: string): string => Buffer.from(plain).toString('base64url');
const seed = readSeed('v3.1');

const ask = (filter: Readonly<Record<string, unknown>>, instances: readonly string[] = ['v31']) =>
  gateway.ask<Events>(
    `query ($filter: EventFilter, $instances: [String!]) {
      events(filter: $filter, instances: $instances, first: 250) {
        nodes { databaseId category date instance { name } }
        totalCount
        sources { instance status error { code message } warnings { code message } }
      }
    }`,
    { variables: { filter, instances } },
  );

describe('events', () => {
  it.each<[filter: Record<string, unknown>, keep: (row: EventRow) => boolean]>([
    [{ category: ['CHECK_CREATED'] }, ({ category }) => category === 'check-created'],
    // Specified twice, counted once.
    [
      { category: ['CHECK_CREATED', 'CHECK_CREATED'], actor: [id('v31:User:5'), id('v31:User:5')] },
      ({ category, actor }) => category === 'check-created' && actor === 5,
    ],
    [
      { category: ['PATCH_STATE_CHANGED', 'PATCH_DELEGATED', 'SERIES_COMPLETED'] },
      ({ category }) =>
        ['patch-state-changed', 'patch-delegated', 'series-completed'].includes(category),
    ],
    [
      { category: ['PATCH_COMMENT_CREATED'] },
      ({ category }) => category === 'patch-comment-created',
    ],
    [{ patch: [id('v31:Patch:45')] }, ({ patch }) => patch === 45],
    [
      { patch: [id('v31:Patch:45'), id('v31:Patch:46')] },
      ({ patch }) => patch === 45 || patch === 46,
    ],
    [{ series: [id('v31:Series:33')] }, ({ series }) => series === 33],
    [{ cover: [id('v31:Cover:7')] }, ({ cover }) => cover === 7],
    [{ actor: [id('v31:User:5')] }, ({ actor }) => actor === 5],
    [{ actor: [id('v31:User:5'), id('v31:User:2')] }, ({ actor }) => actor === 5 || actor === 2],
    [
      { actor: [id('v31:User:2')], category: ['PATCH_STATE_CHANGED', 'CHECK_CREATED'] },
      ({ actor, category }) =>
        actor === 2 && ['patch-state-changed', 'check-created'].includes(category),
    ],
    [
      { project: ['lantern-tools'], category: ['SERIES_CREATED'] },
      ({ project, category }) => project === 3 && category === 'series-created',
    ],
    [
      { category: ['CHECK_CREATED'], since: '2026-03-11T09:01:01.004321Z' },
      ({ category, date }) => category === 'check-created' && date >= '2026-03-11T09:01:01.004321',
    ],
    [
      { category: ['CHECK_CREATED'], before: '2026-03-11T09:01:01.004321Z' },
      ({ category, date }) => category === 'check-created' && date < '2026-03-11T09:01:01.004321',
    ],
  ])('filtered by %j are those of the server', async (filter, keep) => {
    const { data, errors } = await ask(filter);
    expect(errors).toBeUndefined();
    const expected = seed.events.filter(keep).map((row) => row.id);
    expect(expected.length).toBeGreaterThan(0);
    expect(data.events.nodes.map(({ databaseId }) => databaseId).sort((a, b) => a - b)).toEqual(
      expected.sort((a, b) => a - b),
    );
    const dates = data.events.nodes.map(({ date }) => date);
    expect(dates).toEqual([...dates].sort().reverse());
    expect(data.events.totalCount).toBe(expected.length);
    expect(data.events.sources).toMatchObject([{ status: 'OK', error: null, warnings: [] }]);
  });

  it('request one category at a time, since of several the last is used', async () => {
    gateway.resetRequests();
    await gateway.data(
      '{ events(instances: ["v31"], filter: {category: [COVER_CREATED, PATCH_CREATED]}, first: 5) { nodes { id } } }',
    );
    expect(gateway.requests('v31').map((path) => path.match(/category=[^&]*/g))).toEqual([
      ['category=cover-created'],
      ['category=patch-created'],
    ]);
  });

  it('are requested by the clock of a server that stamps local time', async () => {
    const { data: all } = await ask({ category: ['CHECK_CREATED'] }, ['main']);
    const since = all.events.nodes[10]?.date ?? '';
    // Canberra is 11 hours ahead in March.
    expect(since).toMatch(/^2026-03-11T09:\d\d:01\.\d{6}Z$/);
    gateway.resetRequests();
    const { data } = await ask({ category: ['CHECK_CREATED'], since }, ['main']);
    expect(gateway.requests('main')[0]).toContain(
      `since=${encodeURIComponent(since.replace('T09', 'T20').replace('Z', ''))}`,
    );
    expect(data.events.nodes).toEqual(all.events.nodes.slice(0, 11));
    const { data: older } = await ask({ category: ['CHECK_CREATED'], before: since }, ['main']);
    expect(older.events.nodes).toEqual(all.events.nodes.slice(11));
  });

  it('are merged across servers with different clocks', async () => {
    const { data } = await ask({ category: ['CHECK_CREATED'] }, ['main', 'v31', 'v22']);
    const dates = data.events.nodes.map(({ date }) => date);
    expect(dates).toEqual([...dates].sort().reverse());
    expect(dates).toHaveLength(24 * 3);
    expect(new Set(data.events.nodes.slice(0, 3).map(({ instance }) => instance.name)).size).toBe(
      3,
    );
  });

  it('of comments are refused for servers that have none, and read from the others', async () => {
    const { data, errors } = await ask({ category: ['PATCH_COMMENT_CREATED'] }, ['v31', 'v22']);
    expect(data.events.nodes).toHaveLength(
      seed.events.filter(({ category }) => category === 'patch-comment-created').length,
    );
    // No number is exact without the second server.
    expect(data.events.totalCount).toBeNull();
    expect((errors ?? []).map(({ path }) => path)).toEqual([['events', 'totalCount']]);
    expect(data.events.sources).toMatchObject([
      { instance: 'v31', status: 'OK' },
      {
        instance: 'v22',
        status: 'SKIPPED',
        error: {
          code: 'NOT_SUPPORTED_BY_INSTANCE',
          message:
            'v22: events of the kind patch-comment-created need API 1.3, this server has 1.2',
        },
      },
    ]);
  });

  it('of other categories are read from servers that have no comments, with a warning', async () => {
    const categories = ['SERIES_CREATED', 'PATCH_COMMENT_CREATED', 'CHECK_CREATED'];
    const expected = readSeed('v2.2').events.filter(({ category }) =>
      ['series-created', 'check-created'].includes(category),
    );
    const warning = {
      code: 'UNKNOWN_VALUE',
      message:
        'v22 has no events with the category "patch-comment-created": they need API 1.3, this server has 1.2',
    };
    gateway.resetRequests();
    const { data, errors } = await ask({ category: categories }, ['v22']);
    expect(errors).toBeUndefined();
    expect(data.events.nodes.map(({ databaseId }) => databaseId).sort((a, b) => a - b)).toEqual(
      expected.map((row) => row.id).sort((a, b) => a - b),
    );
    expect(data.events.totalCount).toBe(expected.length);
    expect(data.events.sources).toEqual([
      { instance: 'v22', status: 'OK', error: null, warnings: [warning] },
    ]);
    expect(gateway.requests('v22').filter((path) => path.includes('comment'))).toEqual([]);

    const seen: number[] = [];
    let after: string | null = null;
    for (let page = 1; page <= expected.length; page += 1) {
      const { events }: PagedEvents = await gateway.data<PagedEvents>(PAGED, {
        variables: { filter: { category: categories }, instances: ['v22'], first: 20, after },
      });
      seen.push(...events.nodes.map(({ databaseId }) => databaseId));
      expect(events.sources).toMatchObject([{ status: 'OK', error: null, warnings: [warning] }]);
      after = events.pageInfo.endCursor;
      if (!events.pageInfo.hasNextPage) break;
    }
    expect(seen).toEqual(data.events.nodes.map(({ databaseId }) => databaseId));
  });

  it('query only the instances of their ids', async () => {
    gateway.resetRequests();
    const { data } = await ask({ patch: [id('v31:Patch:45')] }, ['main', 'v31', 'v22']);
    expect(new Set(data.events.nodes.map(({ instance }) => instance.name))).toEqual(
      new Set(['v31']),
    );
    expect(gateway.requests('main')).toEqual([]);
    expect(gateway.requests('v22')).toEqual([]);
  });

  it.each([
    [
      { patch: [id('v31:Cover:7')] },
      `filter.patch: "${id('v31:Cover:7')}" is the id of a Cover, not of a Patch`,
    ],
    [{ patch: ['7'] }, '"7" is not a valid global id'],
    [{ actor: [id('kernel:User:7')] }, 'Unknown instance "kernel"'],
    [{ category: ['UNKNOWN'] }, 'filter.category: UNKNOWN cannot be used as a filter'],
    [{ since: 'yesterday' }, '"yesterday" is not a date: write an RFC 3339 date with its zone'],
    [{ since: '2026-03-11T09:00:00' }, 'has no zone: append Z if it is UTC'],
  ])('refuse %j', async (filter, message) => {
    const { errors } = await ask(filter);
    expect(errors?.[0]?.message).toContain(message);
    expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  });

  it('have no URL of their own', async () => {
    const { events } = await gateway.data<{ events: { nodes: { id: string }[] } }>(
      '{ events(instances: ["v31"], first: 1) { nodes { id } } }',
    );
    const { errors } = await gateway.ask(`{ node(id: "${events.nodes[0]?.id ?? ''}") { id } }`);
    expect(errors).toMatchObject([
      {
        message:
          'Patchwork cannot look up a single event; find it in events(filter: {since: ..., before: ...})',
        extensions: { code: 'BAD_USER_INPUT' },
      },
    ]);
  });

  it('read missing fields with one request per object', async () => {
    gateway.resetRequests();
    const { events } = await gateway.data<{ events: { nodes: Record<string, unknown>[] } }>(`{
      events(instances: ["v31"], filter: {category: [CHECK_CREATED]}, first: 2) {
        nodes { ... on CheckCreatedEvent { check { context description user { username } } patch { state { slug } } } }
      }
    }`);
    expect(events.nodes).toMatchObject([
      { check: { context: 'unit', user: { username: 'cibot' } }, patch: { state: {} } },
      { check: { context: 'build', user: { username: 'mira' } }, patch: { state: {} } },
    ]);
    const [list, ...others] = gateway.requests('v31');
    expect(list).toMatch(/^\/events\//);
    expect(others.sort()).toEqual([
      '/patches/45/',
      '/patches/45/checks/23/',
      '/patches/70/',
      '/patches/70/checks/24/',
    ]);
  });
});

describe('an event of an unknown kind', () => {
  it("is an UnknownEvent with the server's name of its kind", async () => {
    const own = await startReleases(['v31']);
    try {
      own.server('v31').store.events.insert({
        id: 9001,
        category: 'patch-repainted' as EventRow['category'],
        project: 1,
        date: '2026-12-01T00:00:00.000001',
        actor: null,
      });
      const { events } = await own.data<{ events: unknown }>(
        '{ events(first: 1) { nodes { __typename category date ... on UnknownEvent { rawCategory } } } }',
      );
      expect(events).toEqual({
        nodes: [
          {
            __typename: 'UnknownEvent',
            category: 'UNKNOWN',
            date: '2026-12-01T00:00:00.000001Z',
            rawCategory: 'patch-repainted',
          },
        ],
      });
    } finally {
      await own.close();
    }
  });
});

describe('450 events of one instant', () => {
  const KIND = 'patch-created';
  const DATE = '2026-03-11T09:30:00.000001';
  const INSTANT = Array.from({ length: 450 }, (_, index): EventRow => ({
    id: 20_001 + index,
    category: index % 3 === 0 ? 'patch-completed' : KIND,
    project: 1,
    date: DATE,
    actor: null,
  }));

  it.each<[direction: 'ASC' | 'DESC', category: readonly string[] | undefined]>([
    ['DESC', undefined],
    ['ASC', undefined],
    ['DESC', ['PATCH_CREATED', 'PATCH_COMPLETED']],
  ])('are walked over in order, %s, of %j', async (direction, category) => {
    const own = await startReleases(['v31']);
    try {
      const { store } = own.server('v31');
      for (const row of INSTANT) store.events.insert(row);
      const since = '2026-03-11T09:00:00Z';
      const kinds = category?.map((name) => name.toLowerCase().replaceAll('_', '-'));
      const expected = store.events.rows
        .filter((row) => row.date >= since.slice(0, 19))
        .filter((row) => kinds?.includes(row.category) ?? true)
        .sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : a.id - b.id));
      if (direction === 'DESC') expected.reverse();
      const seen: number[] = [];
      let requests = 0;
      let after: string | null = null;
      for (let page = 1; page <= 50; page += 1) {
        const { events }: PagedEvents = await own.data<PagedEvents>(PAGED, {
          variables: { filter: { category, since }, first: 60, after, direction },
        });
        seen.push(...events.nodes.map(({ databaseId }) => databaseId));
        expect(events.sources).toMatchObject([{ status: 'OK', error: null, warnings: [] }]);
        requests = Math.max(requests, Number(events.sources[0]?.['requests']));
        after = events.pageInfo.endCursor;
        if (!events.pageInfo.hasNextPage) break;
      }
      expect(expected.length).toBeGreaterThan(450);
      expect(seen).toEqual(expected.map(({ id }) => id));
      // For 60 rows, up to two reads per category before the instant, and its pages: two for 450.
      expect(requests).toBeLessThanOrEqual(6);
    } finally {
      await own.close();
    }
  });
});
