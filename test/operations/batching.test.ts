import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createBigState } from '../../bench/createBigState.js';
import { createFaults } from '../../src/sample/server/faults.js';
import type { SampleState } from '../../src/sample/server/SampleState.js';
import { startReleases, type ReleaseName } from '../tools/releaseGateway.js';
import {
  startTestGateway,
  type TestGateway,
  type TestGatewayOptions,
} from '../tools/startTestGateway.js';
import {
  expectDashboard,
  expectDeepSeries,
  expectDetailedPatches,
  expectSearch,
  newest,
} from './workloads/expected.js';
import { DASHBOARD, DEEP_SERIES, DETAILED_PATCHES, SEARCH } from './workloads/queries.js';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

interface Nodes {
  readonly nodes: readonly unknown[];
}

let gateway: TestGateway;
let nowMs = 0;
afterEach(() => gateway.close());

async function start(
  states: Readonly<Record<string, SampleState>>,
  options: Partial<TestGatewayOptions> = {},
): Promise<TestGateway> {
  nowMs = Date.UTC(2026, 10, 20);
  gateway = await startTestGateway({
    instances: Object.entries(states).map(([name, state]) => ({ name, state })),
    now: () => nowMs,
    ...options,
  });
  return gateway;
}

/** How often each endpoint of an instance was requested. */
function counts(name: string): Record<string, number> {
  return gateway.server(name).countByEndpoint();
}

function query(path: string): Record<string, string | string[]> {
  const found = new URLSearchParams(path.split('?')[1]);
  return Object.fromEntries(
    [...new Set(found.keys())].map((key) => {
      const values = found.getAll(key);
      return [key, values.length === 1 ? (values[0] ?? '') : values];
    }),
  );
}

/** Few patches with few rows and small texts, enough for most tests. */
function smallState(options: Parameters<typeof createBigState>[0] = {}): SampleState {
  return createBigState({
    patches: 60,
    series: 20,
    projects: 1,
    people: 20,
    diffBytes: [200, 400],
    ...options,
  });
}

describe('the workloads', () => {
  let states: Readonly<Record<string, SampleState>>;
  beforeAll(() => {
    const options = {
      patches: 1000,
      series: 200,
      people: 55,
      diffBytes: [500, 20_000],
    } as const;
    states = {
      a: createBigState({ ...options, seed: 1 }),
      b: createBigState({ ...options, seed: 2 }),
      c: createBigState({ ...options, seed: 3 }),
    };
  });

  it('reads a dashboard of three servers with two requests each (W1)', async () => {
    const { data, server, requests } = await start(states);
    const answer = await data<Record<string, Nodes>>(DASHBOARD);
    for (const name of ['a', 'b', 'c']) {
      const { store } = server(name);
      expect(answer[name]?.nodes).toEqual(expectDashboard(store));
      const shown = newest(store, store.patches.rows, 'proj1', 100);
      const dates = [...new Set(shown.map(({ series }) => series))]
        .map((id) => store.series.get(id)?.date ?? '')
        .sort();
      const [patches = '', series = '', ...more] = requests(name);
      expect(more).toEqual([]);
      expect(patches).toMatch(/^\/patches\/\?/);
      expect(query(patches)).toEqual({ project: 'proj1', order: '-date,-id', per_page: '100' });
      expect(series).toMatch(/^\/series\/\?/);
      expect(query(series)).toMatchObject({ project: '1', since: dates[0], order: '-date,-id' });
    }
  });

  it('reads it once for eight concurrent clients (W6)', async () => {
    const { ask, server, requests } = await start(states);
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => ask<Record<string, Nodes>>(DASHBOARD)),
    );
    const upstream = ['a', 'b', 'c'].flatMap((name) => requests(name));
    expect(upstream).toHaveLength(6);
    const expected = expectDashboard(server('c').store);
    for (const { data, errors } of answers) {
      expect(errors).toBeUndefined();
      expect(data['c']?.nodes).toEqual(expected);
    }
  });

  it('reads twenty series in depth, their checks from events (W2), and again without requests (W4)', async () => {
    const { data, server, requests, resetRequests } = await start(states);
    const expected = expectDeepSeries(server('a').store);
    const first = await data<{ seriesList: Nodes }>(DEEP_SERIES);
    expect(first.seriesList.nodes).toEqual(expected);
    expect(counts('a')).toEqual({
      'GET /series/': 1,
      'GET /patches/{id}/': 100,
      'GET /patches/{id}/comments/': 100,
      'GET /events/': 2,
    });
    resetRequests();
    const second = await data<{ seriesList: Nodes }>(DEEP_SERIES);
    expect(second.seriesList.nodes).toEqual(expected);
    expect(requests('a')).toEqual([]);
  });

  it('reads each person, project and span of series once (W3)', async () => {
    const { data, server } = await start(states);
    const { store } = server('b');
    const { patches } = await data<{ patches: Nodes }>(DETAILED_PATCHES, {
      headers: { 'x-patchwork-token': 'b=big-token-3' },
    });
    expect(patches.nodes).toEqual(expectDetailedPatches(store));
    const shown = newest(store, store.patches.rows, 'proj3', 100);
    const submitters = new Set(shown.map(({ submitter }) => submitter)).size;
    expect(counts('b')).toEqual({
      'GET /patches/': 1,
      'GET /series/': 1,
      'GET /people/{id}/': submitters,
      'GET /projects/{id}/': 1,
    });
  });

  it('searches three servers with one request each (W5)', async () => {
    const { data, server, requests } = await start(states);
    const { search } = await data<{ search: Nodes }>(SEARCH);
    const stores = new Map(['a', 'b', 'c'].map((name) => [name, server(name).store] as const));
    expect(search.nodes).toEqual(expectSearch(stores));
    for (const name of stores.keys()) expect(requests(name)).toHaveLength(1);
  });
});

describe('a field', () => {
  it.each<[what: string, query: string, requests: readonly string[]]>([
    [
      'of a list costs nothing if lists contain it',
      `{ patches(first: 3) { nodes {
        name messageId state { slug } check archived hash commitRef pullUrl delegate { username }
        submitter { name email } project { name linkName } series { name version date }
        related { name } tags { name } listArchiveUrl webUrl mboxUrl
      } } }`,
      ['/patches/?order=-date%2C-id&per_page=3'],
    ],
    [
      'of patches embedded in a series costs nothing if they contain it',
      '{ series(instance: "a", databaseId: 3) { patches { name messageId date index series { total } } } }',
      ['/series/3/'],
    ],
    [
      'of lists is read for a whole series at once',
      '{ series(instance: "a", databaseId: 3) { patches { state { slug } check } } }',
      ['/series/3/', '/patches/?series=3&per_page=250'],
    ],
    [
      'of the mail includes the fields of lists, with one request per patch',
      '{ series(instance: "a", databaseId: 3) { patches { state { slug } check diff headers { name } } } }',
      ['/patches/7/', '/patches/8/', '/patches/9/', '/series/3/'],
    ],
    [
      'of the mail does not cause a list to be read again',
      '{ patches(first: 2) { nodes { state { slug } content } } }',
      ['/patches/59/', '/patches/60/', '/patches/?order=-date%2C-id&per_page=2'],
    ],
    [
      'is read once, regardless of aliases',
      `{ one: patch(instance: "a", databaseId: 7) { state { slug } }
         two: patch(instance: "a", databaseId: 7) { diff submitter { name } }
         three: patch(instance: "a", databaseId: 7) { headers { name } } }`,
      ['/patches/7/'],
    ],
    [
      'of lists costs no list in addition to the detail of the same patch',
      `{ patch(instance: "a", databaseId: 7) { diff series { patches { databaseId } } }
         bundle(instance: "a", databaseId: 3) { name } }`,
      ['/bundles/3/', '/patches/7/', '/series/3/'],
    ],
    [
      'of patches embedded in a bundle costs nothing if they contain it',
      '{ bundle(instance: "a", databaseId: 3) { patches(inOrder: false) { name messageId } } }',
      ['/bundles/3/'],
    ],
  ])('%s', async (_what, text, expected) => {
    const state = smallState();
    const bundles = state.bundles.map((bundle) => ({ ...bundle, public: true }));
    const { data, requests } = await start({ a: { ...state, bundles } });
    await data(text);
    expect(requests('a').sort()).toEqual([...expected].sort());
  });

  it('of lists is not read with a list if the only patch of its series is read in detail', async () => {
    const { data, requests } = await start({ a: smallState({ patches: 20 }) });
    await data(`{
      patch(instance: "a", databaseId: 7) { diff }
      series(instance: "a", databaseId: 7) { patches { state { slug } } }
    }`);
    expect(requests('a').sort()).toEqual(['/patches/7/', '/series/7/']);
  });

  it('of the mail waits for a pending read of the same patch for another field', async () => {
    let isHolding = true;
    const held: (() => void)[] = [];
    const faults = createFaults({
      schedule: (callback) => {
        if (isHolding) held.push(callback);
        else callback();
        return () => undefined;
      },
    });
    faults.set({ fault: { kind: 'delay', ms: 1 }, path: /\/(?:patches\/7|series\/3)\/$/ });
    const bundles = [{ id: 1, owner: 1, project: 1, name: 'short', public: true, patches: [7] }];
    const { data, requests } = await start(
      {},
      { instances: [{ name: 'a', state: { ...smallState(), bundles }, faults }] },
    );
    // A bundle does not include series, so the state is read at the patch's own URL.
    const answer = data(`{
      bundle(instance: "a", databaseId: 1) { patches { state { slug } } }
      series(instance: "a", databaseId: 3) { coverLetter { content } patches { diff } }
    }`);
    await expect.poll(() => held.length).toBe(2);
    held.shift()?.();
    // The cover's URL is requested together with those of the patches.
    await expect.poll(() => requests('a').some((path) => path.startsWith('/covers/'))).toBe(true);
    isHolding = false;
    for (const release of held) release();
    await answer;
    expect(counts('a')).toEqual({
      'GET /bundles/{id}/': 1,
      'GET /series/{id}/': 1,
      'GET /covers/{id}/': 1,
      'GET /patches/{id}/': 3,
    });
  });

  it('of lists is read again with one request per 25 series while texts are cached for a month', async () => {
    const state = smallState({ patches: 120, series: 60 });
    const { data, requests, resetRequests, server } = await start({ a: state });
    const text =
      '{ seriesList(first: 60) { nodes { patches { databaseId diff content state { slug } } } } }';
    interface Found {
      readonly seriesList: {
        readonly nodes: readonly {
          readonly patches: readonly {
            readonly databaseId: number;
            readonly diff: string;
            readonly state: { readonly slug: string };
          }[];
        }[];
      };
    }
    await data(text);
    expect(counts('a')).toEqual({ 'GET /series/': 1, 'GET /patches/{id}/': 120 });
    for (const ageMs of [5 * MINUTE_MS, DAY_MS, 29 * DAY_MS]) {
      resetRequests();
      nowMs = Date.UTC(2026, 10, 20) + ageMs;
      const { store } = server('a');
      const patch = store.patches.require(7);
      store.patches.replace({ ...patch, state: (patch.state % 10) + 1 });
      const { seriesList } = await data<Found>(text);
      const all = seriesList.nodes.flatMap(({ patches }) => patches);
      expect(all).toHaveLength(120);
      for (const { databaseId, diff, state: shown } of all) {
        const row = store.patches.require(databaseId);
        expect(diff).toBe(row.diff);
        expect(shown.slug).toBe(store.states.require(row.state).slug);
      }
      expect(counts('a')).toEqual({ 'GET /series/': 1, 'GET /patches/': 3 });
      const asked = requests('a').filter((path) => path.startsWith('/patches/'));
      expect(asked.map((path) => [query(path)['series']].flat().length)).toEqual([25, 25, 10]);
    }
  });
});

/** Adds the same number to every id of a kind, as on servers that have existed for years. */
function withLongIds(state: SampleState, by: number): SampleState {
  const moved = (id: number | null | undefined): number | null => (id == null ? null : id + by);
  return {
    ...state,
    patches: state.patches.map((row) => ({
      ...row,
      id: row.id + by,
      series: moved(row.series),
    })),
    series: state.series.map((row) => ({ ...row, id: row.id + by })),
    checks: state.checks.map((row) => ({ ...row, patch: row.patch + by })),
    comments: state.comments.map((row) =>
      row.on.type === 'patch' ? { ...row, on: { ...row.on, id: row.on.id + by } } : row,
    ),
    bundles: [],
    events: state.events.map((row) => ({
      ...row,
      ...(row.patch != null && { patch: row.patch + by }),
      ...(row.series != null && { series: row.series + by }),
    })),
  };
}

interface Gist {
  readonly databaseId: number;
  readonly checks: readonly {
    readonly databaseId: number;
    readonly context: string;
    readonly state: string;
  }[];
}

function gistOf(name: string, patch: number): Gist {
  return {
    databaseId: patch,
    checks: gateway
      .server(name)
      .store.checksOfPatch(patch)
      .map(({ id, context, state }) => ({ databaseId: id, context, state: state.toUpperCase() })),
  };
}

const GISTS =
  '{ patches(first: 250) { nodes { databaseId checks { databaseId context state } } } }';

describe('a batch', () => {
  it('of series with an unknown one is split until the others are read', async () => {
    const { data, server, requests, resetRequests } = await start({
      a: smallState({ patches: 50, series: 25 }),
    });
    const listed = '{ seriesList(first: 25) { nodes { databaseId patches { databaseId } } } }';
    const withStates =
      '{ seriesList(first: 25) { nodes { databaseId patches { databaseId state { slug } } } } }';
    await data(listed);
    // The list stays in the cache for some seconds, with a deleted series.
    const { store } = server('a');
    for (const row of store.patchesOfSeries(9)) store.patches.replace({ ...row, series: null });
    store.series.delete(9);
    resetRequests();
    const { seriesList } = await data<{
      seriesList: {
        nodes: readonly {
          databaseId: number;
          patches: readonly { databaseId: number; state: { slug: string } }[];
        }[];
      };
    }>(withStates);
    const shown = seriesList.nodes.flatMap(({ patches }) => patches);
    expect(shown).toHaveLength(50);
    for (const { databaseId, state } of shown) {
      const row = store.patches.require(databaseId);
      expect(state.slug).toBe(store.states.require(row.state).slug);
    }
    // 25 are halved 5 times until one is left; its two patches are read at their own URLs.
    const lists = requests('a').filter((path) => path.startsWith('/patches/?'));
    expect(lists.length).toBeLessThanOrEqual(1 + 2 * 5);
    expect(
      requests('a')
        .filter((path) => !lists.includes(path))
        .sort(),
    ).toEqual(['/patches/17/', '/patches/18/']);
  });

  it('of checks with an unknown patch is halved until the others are read', async () => {
    const { data, server, requests, resetRequests } = await start({ a: smallState() });
    await data('{ patches(first: 250) { nodes { databaseId } } }');
    const { store } = server('a');
    const expected = store.patches.rows.map(({ id }) => gistOf('a', id));
    // An admin deleted a patch, together with its checks and events.
    for (const table of [store.checks, store.events]) {
      for (const { id, patch } of [...table.rows]) if (patch === 30) table.delete(id);
    }
    store.patches.delete(30);
    resetRequests();
    const { data: answer, errors } = await gateway.ask<{ patches: { nodes: readonly Gist[] } }>(
      GISTS,
    );
    const byId = new Map(answer.patches.nodes.map((node) => [node.databaseId, node]));
    expect(errors).toBeUndefined();
    for (const one of expected) {
      expect(byId.get(one.databaseId)).toEqual(
        one.databaseId === 30 ? { ...one, checks: [] } : one,
      );
    }
    // 60 are halved 6 times; then follow the checks of the others, and the list of the remaining one.
    expect(counts('a')['GET /events/']).toBeLessThanOrEqual(2 + 2 * 6 + 1);
    expect(requests('a').filter((path) => !path.startsWith('/events/'))).toEqual([
      '/patches/30/checks/?per_page=250',
    ]);
  });

  it('of checks is not trusted for patches whose events no longer exist', async () => {
    const { data, server, requests } = await start({ a: smallState() });
    const { store } = server('a');
    const forgotten = [5, 6, 41];
    for (const { id, patch } of [...store.events.rows]) {
      if (forgotten.includes(patch ?? 0)) store.events.delete(id);
    }
    const { patches } = await data<{ patches: { nodes: readonly Gist[] } }>(GISTS);
    for (const node of patches.nodes) expect(node).toEqual(gistOf('a', node.databaseId));
    expect(
      requests('a')
        .filter((path) => path.startsWith('/patches/'))
        .slice(1)
        .sort(),
    ).toEqual(forgotten.map((id) => `/patches/${String(id)}/checks/?per_page=250`).sort());
  });

  it('of checks is not trusted if a server deletes some old events', async () => {
    const { data, server } = await start({ a: smallState() });
    const { store } = server('a');
    // All events before the middle: patches lost their creation and some of their checks.
    const middle = store.events.rows[Math.floor(store.events.rows.length / 2)]?.date ?? '';
    for (const { id, date } of [...store.events.rows]) if (date < middle) store.events.delete(id);
    const { patches } = await data<{ patches: { nodes: readonly Gist[] } }>(GISTS);
    for (const node of patches.nodes) expect(node).toEqual(gistOf('a', node.databaseId));
  });

  it('keeps every request line under 4 KB, with 250 patches and ids of nine digits', async () => {
    const state = smallState({ patches: 250, series: 125, projects: 2 });
    const { data, server, requests } = await start({ a: withLongIds(state, 900_000_000) });
    const { patches } = await data<{
      patches: { nodes: readonly (Gist & { series: { total: number } })[] };
    }>(
      `{ patches(first: 250) { nodes {
        databaseId series { total } checks { databaseId context state }
      } } }`,
    );
    expect(patches.nodes).toHaveLength(250);
    const { store } = server('a');
    for (const { databaseId, series, checks } of patches.nodes) {
      expect({ databaseId, checks }).toEqual(gistOf('a', databaseId));
      const row = store.patches.require(databaseId);
      expect(series.total).toBe(store.series.require(row.series ?? 0).total);
    }
    await data('{ seriesList(first: 125) { nodes { patches { state { slug } } } } }');
    const lines = server('a').requests.map(({ path, status }) => {
      expect(status, path).toBe(200);
      return `GET ${path} HTTP/1.1`.length;
    });
    expect(Math.max(...lines)).toBeLessThan(4000);
    expect(counts('a')).toEqual({
      'GET /patches/': 1 + 5,
      'GET /series/': 2 + 1,
      'GET /events/': 6,
    });
    expect(requests('a')).toHaveLength(15);
  });

  it('of checks is not halved repeatedly if a server has deleted all its events', async () => {
    const { data, server } = await start({ a: { ...smallState(), events: [] } });
    const { patches } = await data<{ patches: { nodes: readonly Gist[] } }>(GISTS);
    for (const node of patches.nodes) expect(node).toEqual(gistOf('a', node.databaseId));
    expect(counts('a')).toEqual({
      'GET /patches/': 1,
      'GET /events/': 4,
      'GET /patches/{id}/checks/': 60,
    });
    expect(server('a').store.events.rows).toEqual([]);
  });

  it('of one patch reads its list, which is one request', async () => {
    const { data, requests } = await start({ a: smallState() });
    await data('{ patches(first: 1) { nodes { checks { context } } } }');
    expect(requests('a').slice(1)).toEqual(['/patches/60/checks/?per_page=250']);
  });

  it('of series with many unrelated ones between them is abandoned for their own URLs', async () => {
    const state = smallState({ patches: 2000, series: 2000, people: 150, projects: 1 });
    const { data, server } = await start({ a: state });
    const { store } = server('a');
    const email = store.people.require(store.patches.require(1000).submitter).email;
    const { patches } = await data<{
      patches: { nodes: readonly { databaseId: number; series: { total: number } }[] };
    }>(
      `query ($email: String!) { patches(first: 50, filter: { submitter: [$email] }) { nodes {
        databaseId series { total submitter { email } }
      } } }`,
      { variables: { email } },
    );
    for (const { databaseId, series } of patches.nodes) {
      const row = store.patches.require(databaseId);
      expect(series).toEqual({
        total: store.series.require(row.series ?? 0).total,
        submitter: { email },
      });
    }
    const { 'GET /series/': lists = 0, 'GET /series/{id}/': details = 0 } = counts('a');
    expect(patches.nodes.length).toBeGreaterThan(5);
    expect(lists).toBe(1);
    expect(details).toBeLessThanOrEqual(patches.nodes.length);
    expect(details).toBeGreaterThan(0);
  });

  it.each<ReleaseName>(['main', 'v32', 'v31', 'v22'])(
    'of checks from events on %s equals their lists',
    async (name) => {
      gateway = await startReleases([name]);
      const { data, requests } = gateway;
      interface Found {
        readonly patches: { readonly nodes: readonly { readonly checks: readonly object[] }[] };
      }
      const gist = 'databaseId state context targetUrl date';
      const ask = async (fields: string): Promise<Found> =>
        await data<Found>(`{ patches(first: 250) { nodes { databaseId checks { ${fields} } } } }`);
      const byEvents = await ask(gist);
      expect(requests(name).filter((path) => path.includes('/checks/'))).toEqual([]);
      const byLists = await ask(`${gist} description`);
      const withoutDescription = byLists.patches.nodes.map((node) => ({
        ...node,
        checks: node.checks.map((check) => ({ ...check, description: undefined })),
      }));
      expect(byEvents.patches.nodes).toEqual(withoutDescription);
      expect(byEvents.patches.nodes.flatMap(({ checks }) => checks).length).toBeGreaterThan(10);
    },
  );
});
