import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startReleases, type ReleaseName } from '../tools/releaseGateway.js';
import type { TestGateway } from '../tools/startTestGateway.js';

const ALL: readonly ReleaseName[] = ['main', 'v32', 'v31', 'v22'];

interface Node {
  readonly databaseId: number;
  readonly key: string | null;
  readonly instance: { readonly name: string };
}
interface Listed {
  readonly list: {
    readonly nodes: readonly Node[];
    readonly edges: readonly { readonly cursor: string }[];
    readonly totalCount: number | null;
    readonly pageInfo: {
      readonly hasNextPage: boolean;
      readonly hasPreviousPage: boolean;
      readonly startCursor: string | null;
      readonly endCursor: string | null;
    };
    readonly sources: readonly {
      readonly instance: string;
      readonly status: string;
      readonly requests: number;
      readonly totalCount?: number | null;
    }[];
  };
}

/** Every list that can be read by anyone, and its sort keys. */
const LISTS = [
  ['patches', 'date'],
  ['covers', 'date'],
  ['seriesList', 'date'],
  ['events', 'date'],
  ['projects', 'name'],
  ['bundles', 'name'],
] as const;
const ROWS: Readonly<Record<string, (name: string, gateway: TestGateway) => number>> = {
  patches: (name, gateway) => gateway.server(name).store.patches.rows.length,
  covers: (name, gateway) => gateway.server(name).store.covers.rows.length,
  seriesList: (name, gateway) => gateway.server(name).store.series.rows.length,
  events: (name, gateway) =>
    gateway.server(name).store.events.rows.filter(
      // Comment events exist since API 1.3.
      ({ category }) => name !== 'v22' || !category.includes('comment'),
    ).length,
  projects: (name, gateway) => gateway.server(name).store.projects.rows.length,
  bundles: (name, gateway) =>
    gateway.server(name).store.bundles.rows.filter((bundle) => bundle.public).length,
};

describe('a federated list', () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await startReleases(ALL);
  });
  afterAll(() => gateway.close());

  async function page(
    [field, key]: readonly [string, string],
    first: number,
    after: string | null,
    orderBy = '',
  ): Promise<Listed['list']> {
    const { list } = await gateway.data<Listed>(
      `query ($first: Int, $after: String) {
        list: ${field}(first: $first, after: $after ${orderBy}) {
          nodes { databaseId key: ${key} instance { name } }
          edges { cursor }
          pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
          sources { instance status requests }
        }
      }`,
      { variables: { first, after } },
    );
    return list;
  }

  async function walk(
    list: readonly [string, string],
    first: number,
    orderBy = '',
  ): Promise<readonly Node[]> {
    const nodes: Node[] = [];
    for (let after: string | null = null, pages = 0; pages < 1000; pages += 1) {
      const { nodes: some, pageInfo } = await page(list, first, after, orderBy);
      nodes.push(...some);
      expect(pageInfo.hasPreviousPage).toBe(pages > 0);
      if (!pageInfo.hasNextPage) return nodes;
      expect(some).toHaveLength(first);
      after = pageInfo.endCursor;
    }
    throw new Error('the walk does not end');
  }

  it.each(LISTS)('%s returns every row of four servers once, ordered by %s', async (field, key) => {
    const expected = ALL.reduce((sum, name) => sum + (ROWS[field]?.(name, gateway) ?? 0), 0);
    // With many page sizes, since most servers share most dates.
    for (const size of field === 'events' ? [93, 250] : [7, 30, 250]) {
      const nodes = await walk([field, key], size);
      const ids = nodes.map(({ databaseId, instance }) => `${instance.name} ${String(databaseId)}`);
      expect(new Set(ids).size).toBe(ids.length);
      expect(ids).toHaveLength(expected);
      if (key === 'date') {
        const dates = nodes.map((node) => node.key ?? '');
        expect(dates).toEqual([...dates].sort().reverse());
      }
    }
  });

  it.each(['ASC', 'DESC'])('is the exact reverse the other way (%s)', async (direction) => {
    for (const [field, key] of [
      ['patches', 'date'],
      ['covers', 'name'],
      ['bundles', 'name'],
    ] as const) {
      const order = (one: string): string =>
        `orderBy: {field: ${key.toUpperCase()}, direction: ${one}}`;
      const one = await walk([field, key], 11, order(direction));
      const other = await walk([field, key], 250, order(direction === 'ASC' ? 'DESC' : 'ASC'));
      expect([...other].reverse()).toEqual(one);
    }
  });

  it('can be continued from every edge', async () => {
    const whole = await walk(['patches', 'date'], 250);
    const { edges } = await page(['patches', 'date'], 40, null);
    for (const at of [0, 1, 13, 38]) {
      const { nodes } = await page(['patches', 'date'], 5, edges[at]?.cursor ?? null);
      expect(nodes).toEqual(whole.slice(at + 1, at + 6));
    }
  });

  it('accepts server-specific orders for one server, and refuses them for several', async () => {
    for (const field of ['ID', 'STATE', 'SUBMITTER', 'ARCHIVED', 'PROJECT']) {
      for (const direction of ['ASC', 'DESC']) {
        const order = `orderBy: {field: ${field}, direction: ${direction}}, instances: ["v31"]`;
        const nodes = await walk(['patches', 'name'], 9, order);
        expect(new Set(nodes.map(({ databaseId }) => databaseId)).size).toBe(78);
        expect(nodes).toHaveLength(78);
      }
      const { errors } = await gateway.ask(
        `{ patches(orderBy: {field: ${field}}) { nodes { id } } }`,
      );
      expect(errors).toMatchObject([
        { extensions: { code: 'BAD_USER_INPUT', argument: 'orderBy' } },
      ]);
      expect(errors?.[0]?.message).toContain(`${field} is specific to each server`);
    }
  });

  it('of patches by PROJECT follows the link names', async () => {
    const single = await startReleases(['v31']);
    const { projects } = single.server('v31').store;
    // Link names in the opposite order of the ids.
    for (const project of [...projects.rows]) {
      projects.replace({ ...project, link_name: `p${String(1000 - project.id)}` });
    }
    for (const direction of ['ASC', 'DESC']) {
      const { list } = await single.data<{
        list: { nodes: { project: { linkName: string } }[] };
      }>(
        `{ list: patches(first: 250, orderBy: {field: PROJECT, direction: ${direction}}) {
          nodes { project { linkName } }
        } }`,
      );
      const shown = list.nodes.map(({ project }) => project.linkName);
      const sorted = [...shown].sort();
      expect(new Set(shown).size).toBeGreaterThan(1);
      expect(shown).toEqual(direction === 'ASC' ? sorted : sorted.reverse());
    }
    await single.close();
  });

  it('of projects is sorted by name', async () => {
    const { list } = await gateway.data<Listed>(
      '{ list: projects(first: 250) { nodes { databaseId key: name instance { name } } } }',
    );
    const names = list.nodes.map(({ key }) => (key ?? '').toLowerCase());
    expect(names).toEqual([...names].sort());
  });

  it('counts exactly, including 2.2', async () => {
    for (const [field] of LISTS) {
      const { list } = await gateway.data<Listed>(
        `{ list: ${field}(first: 1) { totalCount sources { instance totalCount } } }`,
      );
      const counts = ALL.map((name) => ROWS[field]?.(name, gateway) ?? 0);
      expect(list.sources.map(({ totalCount }) => totalCount)).toEqual(counts);
      expect(list.totalCount).toBe(counts.reduce((sum, count) => sum + count, 0));
    }
  });

  it('counts zero rows and one row as well', async () => {
    const { list } = await gateway.data<Listed>(
      '{ list: patches(filter: {q: "nothing-like-this"}) { totalCount nodes { databaseId } pageInfo { hasNextPage endCursor } } }',
    );
    expect(list).toMatchObject({
      totalCount: 0,
      nodes: [],
      pageInfo: { hasNextPage: false, endCursor: null },
    });
    const one = await gateway.data<Listed>(
      '{ list: patches(instances: ["v22"], filter: {q: "emoji 油"}) { totalCount } other: patches(instances: ["v22"], filter: {q: "油 level"}) { totalCount } }',
    );
    expect(one).toMatchObject({ list: { totalCount: 0 }, other: { totalCount: 1 } });
  });

  it.each([0, -1, 251, 1_000_000])('refuses first: %d', async (first) => {
    for (const [field] of LISTS) {
      const { errors } = await gateway.ask(
        `{ ${field}(first: ${String(first)}) { nodes { id } } }`,
      );
      expect(errors).toMatchObject([
        {
          message: `first: ${String(first)} is out of range; use 1 to 250, and "after" for more`,
          extensions: { code: 'BAD_USER_INPUT', argument: 'first' },
        },
      ]);
    }
  });

  it('refuses a cursor of another query, and an invalid one', async () => {
    const { pageInfo } = await page(['patches', 'date'], 3, null);
    const after = pageInfo.endCursor ?? '';
    for (const [query, message] of [
      [`patches(filter: {q: "x"}, after: "${after}")`, 'was created for another filter'],
      [`patches(orderBy: {field: NAME}, after: "${after}")`, 'was created for another'],
      [`patches(instances: ["v31"], after: "${after}")`, 'was created for the instances'],
      [`covers(after: "${after}")`, 'was created for another'],
      [`patches(after: "${after.slice(0, -4)}")`, 'The text in "after"'],
      ['patches(after: "nonsense")', 'The text in "after"'],
      ['patches(after: "")', 'The text in "after"'],
    ] as const) {
      const { errors } = await gateway.ask(`{ ${query} { nodes { id } } }`);
      expect(errors?.[0]?.message, query).toContain(message);
      expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', argument: 'after' });
    }
  });

  it('reads the selected instances, in the order of the configuration', async () => {
    const ask = async (instances: string): Promise<string[]> => {
      const { list } = await gateway.data<Listed>(
        `{ list: patches(first: 1, instances: ${instances}) { sources { instance } } }`,
      );
      return list.sources.map(({ instance }) => instance);
    };
    expect(await ask('["v22", "main", "v22"]')).toEqual(['main', 'v22']);
    expect(await ask('null')).toEqual(ALL);
    const unknown = await gateway.ask('{ patches(instances: ["v31", "kernel"]) { nodes { id } } }');
    expect(unknown.errors?.[0]?.message).toBe(
      'Unknown instance "kernel"; configured instances: main, v32, v31, v22',
    );
  });
});

describe('the cost of a federated list', () => {
  let gateway: TestGateway;
  const names: readonly ReleaseName[] = ['main', 'v31', 'v22'];
  beforeEach(async () => {
    gateway = await startReleases(names);
  });
  afterEach(() => gateway.close());

  const count = (): number[] => names.map((name) => gateway.requests(name).length);
  const SELECTION = 'nodes { name } pageInfo { endCursor } sources { instance requests }';

  it('is 3 requests for a page of 30 over 3 instances, 3 more for the total, 3 for the next', async () => {
    const first = await gateway.data<Listed>(`{ list: patches(first: 30) { ${SELECTION} } }`);
    expect(count()).toEqual([1, 1, 1]);
    expect(first.list.sources.map(({ requests }) => requests)).toEqual([1, 1, 1]);

    gateway.resetRequests();
    const next = await gateway.data<Listed>(
      `{ list: patches(first: 30, after: "${first.list.pageInfo.endCursor ?? ''}") { ${SELECTION} } }`,
    );
    expect(count()).toEqual([1, 1, 1]);
    expect(next.list.nodes).toHaveLength(30);

    gateway.resetRequests();
    await gateway.data('{ patches(first: 30) { totalCount } }');
    expect(count()).toEqual([1, 1, 1]);
    for (const name of names) expect(gateway.requests(name)[0]).toContain('per_page=1');
  });

  it('is nothing for fields that are not selected', async () => {
    await gateway.data('{ patches(first: 30) { __typename } }');
    expect(count()).toEqual([0, 0, 0]);
    await gateway.data('{ seriesList(first: 2) { edges { cursor } } }');
    expect(count()).toEqual([1, 1, 1]);
  });

  it('is one request for one page of each instance, of any size', async () => {
    await gateway.data('{ patches(first: 250) { nodes { name } } }');
    expect(count()).toEqual([1, 1, 1]);
  });
});

describe('a list in which rows arrive', () => {
  it('returns every existing row once', async () => {
    const gateway = await startReleases(['v31', 'v22']);
    try {
      const seen: string[] = [];
      const before = ['v31', 'v22'].flatMap((name) =>
        gateway.server(name).store.patches.rows.map(({ id }) => `${name} ${String(id)}`),
      );
      for (let after: string | null = null, pages = 0; ; pages += 1) {
        const { list }: Listed = await gateway.data<Listed>(
          `query ($after: String) {
            list: patches(first: 9, after: $after) {
              nodes { databaseId instance { name } } pageInfo { hasNextPage endCursor }
            }
          }`,
          { variables: { after } },
        );
        seen.push(
          ...list.nodes.map(({ databaseId, instance }) => `${instance.name} ${String(databaseId)}`),
        );
        if (!list.pageInfo.hasNextPage) break;
        after = list.pageInfo.endCursor;
        // Mail arrives at the front, so page numbers would shift.
        const { store } = gateway.server('v31');
        const [row] = store.patches.rows;
        if (row !== undefined) {
          store.patches.insert({
            ...row,
            id: 5000 + pages,
            msgid: `<new-${String(pages)}@example.org>`,
            date: `2026-12-01T00:00:${String(pages).padStart(2, '0')}`,
          });
        }
      }
      expect(seen.sort()).toEqual(before.sort());
    } finally {
      await gateway.close();
    }
  });
});
