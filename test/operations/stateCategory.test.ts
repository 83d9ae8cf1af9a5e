import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startReleases, type ReleaseName } from '../tools/releaseGateway.js';
import type { TestGateway } from '../tools/startTestGateway.js';

interface Row {
  readonly databaseId: number;
  readonly messageId: string;
  readonly instance: { readonly name: string };
  readonly state: { readonly slug: string; readonly category: string };
}
interface Listed {
  readonly list: {
    readonly nodes: readonly Row[];
    readonly totalCount: number | null;
    readonly sources: readonly {
      readonly instance: string;
      readonly status: string;
      readonly warnings: readonly { readonly code: string }[];
    }[];
  };
}

const NAMES: readonly ReleaseName[] = ['main', 'v31', 'v22'];
let gateway: TestGateway;
// Data read by one test is cached, and would cost the next one nothing.
beforeEach(async () => {
  gateway = await startReleases(NAMES);
});
afterEach(() => gateway.close());

const ROWS =
  'nodes { ... on Patch { databaseId messageId instance { name } state { slug category } } }';
const SELECTION = `${ROWS} totalCount sources { instance status warnings { code } }`;
const list = async (field: string): Promise<Listed['list']> =>
  (await gateway.data<Listed>(`{ list: ${field} { ${SELECTION} } }`)).list;

const keysOf = (rows: readonly Row[]): readonly string[] =>
  rows.map(({ instance, databaseId }) => `${instance.name} ${String(databaseId)}`).sort();

/** Every patch whose state has one of these categories, found by reading all patches. */
async function expected(keep: (row: Row) => boolean, filter = ''): Promise<readonly string[]> {
  const all = await gateway.data<Listed>(
    `{ list: patches(first: 250, ${filter}) { ${SELECTION} } }`,
  );
  expect(all.list.nodes.length).toBe(all.list.totalCount);
  return keysOf(all.list.nodes.filter(keep));
}

describe('patches by the category of their state', () => {
  it.each([
    ['ACTION_REQUIRED'],
    ['ACCEPTED'],
    ['CLOSED'],
    ['ACTION_REQUIRED, CLOSED'],
    ['UNKNOWN'],
  ])('are all those of %s, and counted', async (categories) => {
    const found = await list(`patches(first: 250, filter: {category: [${categories}]})`);
    const wanted = await expected(({ state }) => categories.split(', ').includes(state.category));
    expect(keysOf(found.nodes)).toEqual(wanted);
    expect(found.totalCount).toBe(wanted.length);
    // No server has a state with an unknown category, so none is queried for its patches.
    expect(found.sources.map(({ status, warnings }) => [status, ...warnings])).toEqual(
      NAMES.map(() => (categories === 'UNKNOWN' ? ['SKIPPED', { code: 'NOT_CONCERNED' }] : ['OK'])),
    );
    expect(wanted.length > 0).toBe(categories !== 'UNKNOWN');
  });

  it('cost 2 small requests in addition to the page if the server has only default states', async () => {
    await gateway.data(
      `{ patches(instances: ["main"], filter: {category: [CLOSED]}) { nodes { name } } }`,
    );
    const requests = gateway.requests('main');
    expect(requests).toHaveLength(3);
    expect(
      requests.filter((path) => path.includes('per_page=1&') || path.endsWith('per_page=1')),
    ).toHaveLength(2);
    expect(requests[2]).toContain('state=superseded');
  });

  it('finds a custom state by its number, once for many queries', async () => {
    const query = (first: number) =>
      `{ list: patches(instances: ["v31"], first: ${String(first)}, filter: {category: [ACTION_REQUIRED], q: "lid"}) { ${SELECTION} } }`;
    await gateway.data(query(250));
    gateway.resetRequests();
    const again = await gateway.data<Listed>(query(249));
    expect(gateway.requests('v31').length).toBeLessThanOrEqual(2);
    expect(again.list.nodes.every(({ state }) => state.category === 'ACTION_REQUIRED')).toBe(true);
    const custom = await list(
      'patches(instances: ["v31"], first: 250, filter: {category: [ACTION_REQUIRED]})',
    );
    expect(custom.nodes.map(({ state }) => state.slug)).toContain('needs-review-ack');
  });

  it('can be narrowed by states and other filters', async () => {
    const found = await list(
      'patches(first: 250, filter: {category: [CLOSED], state: ["superseded", "new"], project: ["kettle"]})',
    );
    expect(keysOf(found.nodes)).toEqual(
      await expected(({ state }) => state.slug === 'superseded', 'filter: {project: ["kettle"]}'),
    );
    expect(found.nodes.length).toBeGreaterThan(0);
  });

  it('include a patch that has just changed to a state without patches', async () => {
    const closed =
      '{ list: patches(instances: ["v31"], first: 250, filter: {category: [ACCEPTED]}) { totalCount } }';
    const before = await gateway.data<Listed>(closed);
    await gateway.close();
    gateway = await startReleases(['v31'], {
      cache: { ttlSeconds: { ...gateway.config.cache.ttlSeconds, patches: 0 } },
    });
    const first = await gateway.data<Listed>(closed);
    const [row] = gateway.server('v31').store.patches.rows.filter(({ state }) => state === 1);
    if (row === undefined) throw new RangeError('no new patch');
    // Awaiting Upstream, which no patch had when the states were looked up.
    Object.assign(row, { state: 8 });
    const after = await gateway.data<Listed>(
      '{ list: patches(instances: ["v31"], first: 250, filter: {category: [ACCEPTED]}) { totalCount nodes { state { slug } } } }',
    );
    expect(first.list.totalCount).toBe(before.list.totalCount);
    expect(after.list.nodes).toHaveLength((first.list.totalCount ?? 0) + 1);
    expect(after.list.nodes.map(({ state }) => state.slug)).toContain('awaiting-upstream');
  });

  it('are counted in groups', async () => {
    const { patchCounts } = await gateway.data<{
      readonly patchCounts: {
        readonly totalCount: number;
        readonly groups: readonly { readonly key: string; readonly category: string }[];
      };
    }>(
      '{ patchCounts(by: STATE, filter: {category: [ACTION_REQUIRED]}) { totalCount groups { key category } } }',
    );
    expect(patchCounts.groups.map(({ category }) => category)).toEqual(
      patchCounts.groups.map(() => 'ACTION_REQUIRED'),
    );
    expect(patchCounts.totalCount).toBe(
      (await expected(({ state }) => state.category === 'ACTION_REQUIRED')).length,
    );
  });
});

describe('search by is:open and is:closed', () => {
  it.each<[string, (row: Row) => boolean]>([
    ['is:open', ({ state }) => state.category === 'ACTION_REQUIRED'],
    ['is:closed', ({ state }) => ['ACCEPTED', 'CLOSED'].includes(state.category)],
    ['-is:open', ({ state }) => state.category !== 'ACTION_REQUIRED'],
    ['is:open,closed', ({ state }) => state.category !== 'UNKNOWN'],
    ['is:closed state:accepted', ({ state }) => state.slug === 'accepted'],
  ])('%s finds exactly those patches', async (query, keep) => {
    // Postings of one message are merged into one result, so each instance is searched separately.
    const found: Row[] = [];
    for (const name of NAMES) {
      const one = await list(
        `search(query: "${query}", types: [PATCH], instances: ["${name}"], first: 250)`,
      );
      found.push(...one.nodes);
      expect(one.sources.map(({ status }) => status)).toEqual(['OK']);
    }
    const all = await list('patches(first: 250)');
    expect(all.nodes.length).toBe(all.totalCount);
    const messagesOf = (rows: readonly Row[]): Set<string> =>
      new Set(rows.map(({ instance, messageId }) => `${instance.name} ${messageId}`));
    expect(messagesOf(found)).toEqual(messagesOf(all.nodes.filter(keep)));
    expect(found.every(keep)).toBe(true);
    expect(found).not.toEqual([]);
  });

  it('searches only patches', async () => {
    const { search } = await gateway.data<{
      readonly search: { readonly parsedQuery: { readonly types: unknown; readonly text: string } };
    }>('{ search(query: "is:open") { parsedQuery { types text } } }');
    expect(search.parsedQuery).toEqual({ types: ['PATCH'], text: 'is:open' });
  });
});

describe('Instance.states', () => {
  it('has the default states and those of patches', async () => {
    const { instances } = await gateway.data<{
      readonly instances: readonly {
        readonly states: readonly { readonly slug: string; readonly category: string }[];
      }[];
    }>('{ instances { states { slug name category } } }');
    const [main, v31, v22] = instances.map(({ states }) => states.map(({ slug }) => slug));
    expect(main).toHaveLength(10);
    expect(v22).toEqual(main);
    expect(v31).toEqual([...(main ?? []), 'queued', 'needs-review-ack']);
    expect(instances[1]?.states.at(-1)).toEqual({
      slug: 'needs-review-ack',
      name: 'Needs Review Ack',
      category: 'ACTION_REQUIRED',
    });
    expect(gateway.requests('main')).toHaveLength(2);
  });

  it('is null if the server does not answer', async () => {
    await gateway.server('v22').close();
    const { data } = await gateway.ask<{
      readonly instances: readonly { readonly name: string; readonly states: unknown }[];
    }>('{ instances { name states { slug } } }');
    expect(data.instances[2]).toEqual({ name: 'v22', states: null });
    expect(data.instances[0]?.states).toHaveLength(10);
  });
});

describe('events by the new state of a patch', () => {
  interface Events {
    readonly events: {
      readonly nodes: readonly {
        readonly databaseId: number;
        readonly category: string;
        readonly currentState?: { readonly slug: string };
      }[];
    };
  }
  const NODES =
    'nodes { databaseId category ... on PatchStateChangedEvent { currentState { slug } } }';

  it.each([
    ['["under-review"]', ['under-review']],
    ['["Under Review", "accepted"]', ['under-review', 'accepted']],
  ])('are those of %s', async (states, slugs) => {
    const found = await gateway.data<Events>(
      `{ events(first: 250, filter: {toState: ${states}}) { ${NODES} } }`,
    );
    const all = await gateway.data<Events>(
      `{ events(first: 250, filter: {category: [PATCH_STATE_CHANGED]}) { ${NODES} } }`,
    );
    const wanted = all.events.nodes.filter(({ currentState }) =>
      slugs.includes(currentState?.slug ?? ''),
    );
    expect(found.events.nodes).toEqual(wanted);
    expect(wanted.length).toBeGreaterThan(0);
  });

  it('is refused with categories that have no state', async () => {
    const { errors } = await gateway.ask(
      '{ events(filter: {toState: ["new"], category: [CHECK_CREATED]}) { nodes { id } } }',
    );
    expect(errors?.[0]?.message).toContain('PATCH_STATE_CHANGED');
    expect(errors?.[0]?.extensions.argument).toBe('filter.toState');
  });
});
