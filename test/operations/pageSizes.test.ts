import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createBigState } from '../../bench/createBigState.js';
import { createFaults } from '../../src/sample/server/faults.js';
import { startTestGateway, type TestGateway } from '../tools/startTestGateway.js';

interface Found {
  readonly list: {
    readonly totalCount: number | null;
    readonly nodes: readonly { readonly databaseId: number }[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
    readonly sources: readonly {
      readonly status: string;
      readonly requests: number;
      readonly totalCount: number | null;
      readonly warnings: readonly { readonly code: string }[];
    }[];
  };
}

const LISTS: readonly [list: string, field: string][] = [
  ...['DATE', 'NAME', 'ID', 'STATE', 'SUBMITTER', 'PROJECT', 'ARCHIVED'].map(
    (field): [string, string] => ['patches', field],
  ),
  ...['DATE', 'NAME', 'ID', 'SUBMITTER'].map((field): [string, string] => ['seriesList', field]),
  ['covers', 'DATE'],
  ['covers', 'ID'],
  ['events', 'DATE'],
  ['projects', 'NAME'],
  ['projects', 'ID'],
];

/** Rows of a list as stored by the server. */
function rowsOf(gateway: TestGateway, list: string): readonly { readonly id: number }[] {
  const { store } = gateway.server('one');
  const tables = {
    patches: store.patches.rows,
    seriesList: store.series.rows,
    covers: store.covers.rows,
    events: store.events.rows,
    projects: store.projects.rows,
  };
  return tables[list as keyof typeof tables];
}

async function walk(
  gateway: TestGateway,
  list: string,
  args: string,
  first: number,
  counts = 'totalCount',
): Promise<readonly Found['list'][]> {
  const pages: Found['list'][] = [];
  let after: string | null = null;
  do {
    const { list: page }: Found = await gateway.data<Found>(
      `query ($after: String) {
        list: ${list}(first: ${String(first)}, after: $after, ${args}) {
          ${counts}
          nodes { databaseId }
          pageInfo { hasNextPage endCursor }
          sources { status requests warnings { code } ${counts} }
        }
      }`,
      { variables: { after } },
    );
    pages.push(page);
    after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
  } while (after !== null && pages.length < 100);
  return pages;
}

const idsOf = (pages: readonly Found['list'][]): number[] =>
  pages.flatMap(({ nodes }) => nodes.map(({ databaseId }) => databaseId));

const ascending = (ids: readonly number[]): number[] => [...ids].sort((one, two) => one - two);

describe.each([
  { limit: 100, patches: 260 },
  { limit: 40, patches: 130 },
  { limit: 10, patches: 60 },
  { limit: 3, patches: 30 },
  { limit: 2, patches: 24 },
  { limit: 1, patches: 12 },
])('a server that gives $limit rows a page at most', ({ limit, patches }) => {
  let gateway: TestGateway;
  let now = Date.UTC(2026, 10, 21);
  beforeAll(async () => {
    const state = createBigState({
      patches,
      series: Math.ceil(patches / 4),
      projects: 4,
      people: 20,
      ties: 0.5,
    });
    gateway = await startTestGateway({
      instances: [{ name: 'one', state, maxPageSize: () => limit }],
      limits: { maxUpstreamRequestsPerInstance: 3000 },
      now: () => now,
    });
  });
  afterAll(() => gateway.close());
  beforeEach(() => void (now += 10 * 86_400_000));

  it.each(LISTS)('returns each of the %s by %s once, in both directions', async (list, field) => {
    const expected = ascending(rowsOf(gateway, list).map(({ id }) => id));
    for (const direction of ['ASC', 'DESC']) {
      const pages = await walk(
        gateway,
        list,
        `orderBy: {field: ${field}, direction: ${direction}}`,
        limit + 1,
      );
      const ids = idsOf(pages);
      expect(ascending(ids)).toEqual(expected);
      for (const page of pages) {
        expect(page.totalCount).toBe(expected.length);
        expect(page.sources[0]?.status).toBe('OK');
      }
      // No page is shorter than requested except the last.
      for (const { nodes } of pages.slice(0, -1)) expect(nodes).toHaveLength(limit + 1);
    }
  });

  it('is counted and read completely like any other', async () => {
    const data = await gateway.data<{
      patchCounts: { totalCount: number; uncountedCount: number };
      patches: { nodes: { comments: unknown[]; checks: unknown[]; databaseId: number }[] };
    }>(`{
      patchCounts(by: CHECK) { totalCount uncountedCount }
      patches(first: 12) { nodes { databaseId comments { id } checks { id } } }
    }`);
    const { store } = gateway.server('one');
    expect(data.patchCounts).toEqual({ totalCount: patches, uncountedCount: 0 });
    for (const patch of data.patches.nodes) {
      const { databaseId: id } = patch;
      expect(patch.comments).toHaveLength(store.commentsOfPatch(id).length);
      const checks = store.checks.rows.filter((check) => check.patch === id);
      expect(patch.checks).toHaveLength(checks.length);
    }
  });
});

describe('a server whose largest page changes', () => {
  it('loses and repeats nothing, although the cache has answers of both sizes', async () => {
    let limit = 40;
    const state = createBigState({ patches: 130, series: 130, projects: 1, people: 5 });
    const gateway = await startTestGateway({
      instances: [{ name: 'one', state, maxPageSize: () => limit }],
    });
    const names = 'orderBy: {field: NAME, direction: ASC}';
    const ids = new Set(rowsOf(gateway, 'patches').map(({ id }) => id));
    await gateway.data('{ patches(first: 1, orderBy: {field: ID}) { nodes { id } } }');
    for (limit of [40, 100, 25]) {
      expect(new Set(idsOf(await walk(gateway, 'patches', names, 250, '')))).toEqual(ids);
      for (const field of ['ID', 'DATE', 'STATE']) {
        const found = idsOf(await walk(gateway, 'patches', `orderBy: {field: ${field}}`, 60, ''));
        expect(found).toHaveLength(130);
        expect(new Set(found)).toEqual(ids);
      }
    }
    await gateway.close();
  });
});

describe.each([
  ['2.2', 250, { kind: 'no-link' }],
  ['2.2', 40, { kind: 'no-link' }],
  ['3.1', 250, { kind: 'no-link' }],
  ['main', 40, { kind: 'no-link' }],
  ['2.2', 250, { kind: 'lie', name: 'link-empty' }],
  ['3.1', 40, { kind: 'lie', name: 'link-foreign' }],
] as const)(
  'a server of %s without links to pages, %i rows a page: %o',
  (version, limit, fault) => {
    let gateway: TestGateway;
    beforeAll(async () => {
      const faults = createFaults();
      faults.set({ fault });
      const state = createBigState({ version, patches: 300, series: 100, projects: 4, people: 9 });
      gateway = await startTestGateway({
        instances: [{ name: 'one', state, faults, maxPageSize: () => limit }],
        limits: { maxUpstreamRequestsPerInstance: 3000 },
      });
    });
    afterAll(() => gateway.close());

    it.each(LISTS)('returns each of the %s by %s once', async (list, field) => {
      const expected = ascending(rowsOf(gateway, list).map(({ id }) => id));
      const order = `orderBy: {field: ${field}}`;
      const pages = await walk(gateway, list, order, 75, 'totalCount');
      expect(ascending(idsOf(pages))).toEqual(expected);
      for (const page of pages) {
        expect([null, expected.length]).toContain(page.totalCount);
        if (expected.length > 4) expect(page.totalCount).toBeNull();
        if (page.totalCount === null) {
          // Servers with release 2.2 have no events about comments.
          const isShort = list === 'events' && version === '2.2';
          expect(page.sources[0]?.warnings).toEqual([
            ...(isShort ? [{ code: 'NO_COMMENT_EVENTS' }] : []),
            { code: 'NO_LINK_HEADER' },
          ]);
        }
      }
    });

    it('counts patches in groups by reading them', async () => {
      const { patchCounts } = await gateway.data<{
        patchCounts: { totalCount: number; groups: { count: number }[] };
      }>('{ patchCounts(by: STATE) { totalCount groups { count } } }');
      expect(patchCounts.totalCount).toBe(300);
      expect(patchCounts.groups.reduce((sum, { count }) => sum + count, 0)).toBe(300);
    });
  },
);

describe('a server whose Link headers lose the next page', () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    const faults = createFaults();
    faults.set({ fault: { kind: 'lie', name: 'next-dropped' } });
    const state = createBigState({ patches: 130, series: 100, projects: 4, people: 9 });
    gateway = await startTestGateway({
      instances: [{ name: 'one', state, faults, maxPageSize: () => 40 }],
    });
  });
  afterAll(() => gateway.close());

  it.each([
    ['patches', 'ID'],
    ['patches', 'DATE'],
    ['seriesList', 'NAME'],
  ])('is read completely by its last page: %s by %s', async (list, field) => {
    const expected = ascending(rowsOf(gateway, list).map(({ id }) => id));
    const pages = await walk(gateway, list, `orderBy: {field: ${field}}`, 75);
    expect(ascending(idsOf(pages))).toEqual(expected);
    for (const { totalCount } of pages) expect(totalCount).toBe(expected.length);
  });
});

describe('a server with release 2.2, which sends no Link header for one page', () => {
  it('costs one additional small request only for a page that is exactly full', async () => {
    const state = createBigState({ version: '2.2', patches: 30, series: 30, people: 3 });
    const gateway = await startTestGateway({ instances: [{ name: 'one', state }] });
    const first = async (rows: number): Promise<[number, boolean, string[]]> => {
      gateway.resetRequests();
      const { list } = await gateway.data<Found>(
        `{ list: patches(first: ${String(rows)}) { nodes { databaseId } pageInfo { hasNextPage } } }`,
      );
      const paths = gateway.requests('one').map((path) => path.replace(/order=[^&]*&?/, ''));
      return [list.nodes.length, list.pageInfo.hasNextPage, paths];
    };
    expect(await first(29)).toEqual([29, true, ['/patches/?per_page=29']]);
    expect(await first(30)).toEqual([
      30,
      false,
      ['/patches/?per_page=30', '/patches/?page=31&per_page=1'],
    ]);
    expect(await first(31)).toEqual([30, false, ['/patches/?per_page=31']]);
    await gateway.close();
  });

  it('counts one row as one', async () => {
    const state = createBigState({ version: '2.2', patches: 1, series: 1, people: 1 });
    const gateway = await startTestGateway({ instances: [{ name: 'one', state }] });
    const { list } = await gateway.data<Found>('{ list: patches { totalCount } }');
    expect(list.totalCount).toBe(1);
    await gateway.close();
  });
});
