import { afterEach, describe, expect, it } from 'vitest';
import { createBigState } from '../../bench/createBigState.js';
import { createFaults } from '../../src/sample/server/faults.js';
import type { Fault } from '../../src/sample/server/faults/FaultPlan.js';
import type { SampleState } from '../../src/sample/server/SampleState.js';
import {
  startTestGateway,
  type Answer,
  type TestGateway,
  type TestGatewayOptions,
  type TestInstance,
} from '../tools/startTestGateway.js';

const START_MS = Date.UTC(2026, 10, 20, 12);
const SECOND_MS = 1000;
const DAY_MS = 86_400_000;

const state: SampleState = {
  ...createBigState({ patches: 30, series: 10, projects: 1, people: 20, diffBytes: [200, 400] }),
  bundles: [
    { id: 1, owner: 1, project: 1, name: 'open', public: true, patches: [1, 2] },
    { id: 2, owner: 2, project: 1, name: 'secret', public: false, patches: [3] },
  ],
};

let gateway: TestGateway;
let nowMs = START_MS;
afterEach(() => gateway.close());

async function start(
  settings: Partial<TestInstance> & { readonly state?: SampleState } = {},
  options: Partial<TestGatewayOptions> = {},
): Promise<TestGateway> {
  nowMs = START_MS;
  gateway = await startTestGateway({
    instances: [{ name: 'a', state, ...settings }],
    now: () => nowMs,
    ...options,
  });
  return gateway;
}

interface Asked<Data> extends Answer<Data> {
  readonly cacheHits: number;
  readonly staleHits: number;
}

/** Sends the query at an age of the first answer. */
async function askAt<Data>(
  ageMs: number,
  query: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<Asked<Data>> {
  nowMs = START_MS + ageMs;
  gateway.resetRequests();
  const answer = await gateway.ask<Data>(query, {
    headers: { 'x-upstream-report': '1', ...headers },
  });
  const { cacheHits = 0, staleHits = 0 } = answer.extensions?.upstream ?? {};
  return { ...answer, cacheHits, staleHits };
}

function asked(path: RegExp): number {
  return gateway.requests('a').filter((one) => path.test(one)).length;
}

interface Patches {
  readonly patches: {
    readonly nodes: readonly { readonly databaseId: number; readonly name: string }[];
    readonly sources: readonly {
      readonly status: string;
      readonly fetchedAt: string | null;
      readonly error: { readonly code: string } | null;
    }[];
  };
}
const PATCHES =
  '{ patches(first: 5) { nodes { databaseId name } sources { status fetchedAt error { code } } } }';

/** A query for each resource, its request, and for how many seconds that is cached. */
const RESOURCES: readonly [name: string, query: string, path: RegExp, ttlSeconds: number][] = [
  ['patches', '{ patches(first: 1) { nodes { name } } }', /^\/patches\/\?/, 15],
  ['covers', '{ covers(first: 1) { nodes { name } } }', /^\/covers\/\?/, 60],
  ['series', '{ seriesList(first: 1) { nodes { name } } }', /^\/series\/\?/, 15],
  ['series', '{ series(instance: "a", databaseId: 3) { name } }', /^\/series\/3\/$/, 15],
  [
    'comments',
    '{ patch(instance: "a", databaseId: 3) { comments { content } } }',
    /^\/patches\/3\/comments\//,
    30,
  ],
  [
    'checks',
    '{ patch(instance: "a", databaseId: 3) { checks { description } } }',
    /^\/patches\/3\/checks\//,
    15,
  ],
  ['events', '{ events(first: 1) { nodes { category } } }', /^\/events\//, 15],
  ['bundles', '{ bundles(first: 1) { nodes { name } } }', /^\/bundles\/\?/, 15],
  ['projects', '{ projects(first: 1) { nodes { name } } }', /^\/projects\/\?/, 300],
  ['projects', '{ project(instance: "a", linkName: "proj1") { name } }', /^\/projects\/proj1/, 300],
  [
    'mbox',
    '{ patch(instance: "a", databaseId: 3) { mbox } }',
    /^\/project\/.*\/patch\/.*\/mbox\/$/,
    60,
  ],
  ['mbox', '{ series(instance: "a", databaseId: 3) { mbox } }', /^\/series\/3\/mbox\/$/, 60],
  ['mbox', '{ bundle(instance: "a", databaseId: 1) { mbox } }', /^\/bundle\/.*\/mbox\/$/, 60],
];

describe('an answer', () => {
  it.each(RESOURCES)(
    'about %s: %s is cached as long as its resource',
    async (_name, query, path, ttlSeconds) => {
      await start();
      const ttlMs = ttlSeconds * SECOND_MS;
      expect((await askAt(0, query)).errors).toBeUndefined();
      expect(asked(path)).toBe(1);

      expect((await askAt(ttlMs - 1, query)).staleHits).toBe(0);
      expect(asked(path)).toBe(0);

      // Stale while it is refreshed: returned immediately, and fetched again in the background.
      expect((await askAt(ttlMs, query)).staleHits).toBeGreaterThan(0);
      await expect.poll(() => asked(path)).toBe(1);
      await expect.poll(async () => (await askAt(ttlMs + 1, query)).staleHits).toBe(0);
      expect(asked(path)).toBe(0);

      // Too old for that: fetched before the answer.
      expect((await askAt(3 * ttlMs + 31 * SECOND_MS, query)).staleHits).toBe(0);
      expect(asked(path)).toBe(1);
    },
  );

  it.each<[name: string, query: string, path: RegExp]>([
    ['people', '{ people(first: 1) { nodes { name } } }', /^\/people\//],
    ['a person', '{ person(instance: "a", databaseId: 3) { name } }', /^\/people\/3\/$/],
    ['a user', '{ user(instance: "a", databaseId: 3) { username } }', /^\/users\/3\/$/],
  ])('about %s is never kept', async (_name, query, path) => {
    await start();
    const token = { 'x-patchwork-token': 'a=big-token-3' };
    for (const ageMs of [0, 0, 1]) {
      expect((await askAt(ageMs, query, token)).errors).toBeUndefined();
      expect(asked(path)).toBe(1);
    }
  });

  it('is cached as configured by resource, overridden by instance', async () => {
    nowMs = START_MS;
    gateway = await startTestGateway({
      instances: [
        { name: 'a', state, ttlSeconds: { patches: 100 } },
        { name: 'b', state },
        { name: 'c', state, ttlSeconds: { patches: 0 } },
      ],
      cache: {
        ttlSeconds: { patches: 40, covers: 5 },
        staleWhileRevalidateSeconds: 0,
        staleIfErrorSeconds: 0,
      },
      now: () => nowMs,
    });
    const both = '{ patches(first: 1) { nodes { name } } covers(first: 1) { nodes { name } } }';
    // Requests at ages in seconds: patches and covers of a, b and c.
    for (const [ageSeconds, ...expected] of [
      [0, 2, 2, 2],
      [4.999, 0, 0, 1],
      [5, 1, 1, 2],
      [9.999, 0, 0, 1],
      [39.999, 1, 1, 2],
      [40, 0, 1, 1],
      [99.999, 1, 2, 2],
      [100, 1, 0, 1],
    ] as const) {
      await askAt(ageSeconds * SECOND_MS, both);
      const found = ['a', 'b', 'c'].map((name) => gateway.requests(name).length);
      expect(found, String(ageSeconds)).toEqual(expected);
    }
  });

  it.each<[immutableTtlSeconds: number, ageMs: number, details: number]>([
    [30 * 86_400, 30 * DAY_MS - 1, 0],
    [30 * 86_400, 30 * DAY_MS, 1],
    [3600, 3600 * SECOND_MS - 1, 0],
    [3600, 3600 * SECOND_MS, 1],
    [0, 0, 1],
  ])(
    'that never changes, cached for %i s, costs after %i ms %i requests',
    async (immutableTtlSeconds, ageMs, details) => {
      await start({}, { cache: { immutableTtlSeconds } });
      const text = '{ patch(instance: "a", databaseId: 3) { diff content headers { name } name } }';
      const first = await askAt(0, text);
      const second = await askAt(ageMs, text);
      expect(second.data).toEqual(first.data);
      expect(asked(/^\/patches\/3\/$/)).toBe(details);
    },
  );

  it('for an absent object is cached as long as the object would be', async () => {
    await start();
    const query = '{ series(instance: "a", databaseId: 11) { name } }';
    interface Found {
      readonly series: { readonly name: string } | null;
    }
    expect((await askAt<Found>(0, query)).data.series).toBeNull();
    const { store } = gateway.server('a');
    store.series.insert({ ...store.series.require(10), id: 11, name: 'late', cover_letter: null });
    const kept = await askAt<Found>(14_999, query);
    expect([kept.data.series, kept.staleHits, asked(/./)]).toEqual([null, 0, 0]);
    const stale = await askAt<Found>(15_000, query);
    expect([stale.data.series, stale.staleHits]).toEqual([null, 1]);
    await expect
      .poll(async () => (await askAt<Found>(15_001, query)).data.series)
      .toEqual({ name: 'late' });
  });

  it('about a deleted patch is not returned for a month', async () => {
    await start();
    const query = '{ patch(instance: "a", databaseId: 3) { diff state { slug } } }';
    expect((await askAt(0, query)).errors).toBeUndefined();
    gateway.server('a').store.patches.delete(3);
    await askAt(60_000, query);
    expect((await askAt<{ patch: unknown }>(60_001, query)).data.patch).toBeNull();
  });

  it('with an unreadable field returns the error from the cache as well', async () => {
    const patches = state.patches.map((row) =>
      row.id === 30 ? { ...row, hash: 5 as unknown as string } : row,
    );
    await start({ state: { ...state, patches } });
    const query = '{ patches(first: 2) { nodes { databaseId hash } } }';
    const first = await askAt(0, query);
    expect(first.errors).toMatchObject([
      {
        path: ['patches', 'nodes', 0, 'hash'],
        extensions: { code: 'UPSTREAM_BAD_RESPONSE', instance: 'a', field: 'hash' },
      },
    ]);
    const second = await askAt(1000, query);
    expect(asked(/./)).toBe(0);
    expect(second.cacheHits).toBe(1);
    expect(second.data).toEqual(first.data);
    expect(second.errors).toEqual(first.errors);
  });
});

describe('an old answer', () => {
  const FRESH = { status: 'OK', nodes: 5, stale: 0, fetchedAt: START_MS };
  const OLD = { status: 'OK', nodes: 5, stale: 1, fetchedAt: START_MS };
  const STALE = { status: 'STALE', nodes: 5, stale: 1, fetchedAt: START_MS };
  const NONE = { status: 'FAILED', nodes: 0, stale: 0, fetchedAt: null };

  // Patches: 15 s fresh, 30 s more while it is refreshed, 1 day more while the server fails.
  it.each([
    { ageMs: 14_999, ...FRESH },
    // Within its policy: it is not known yet that the server fails.
    { ageMs: 15_000, ...OLD },
    { ageMs: 44_999, ...OLD },
    { ageMs: 45_000, ...STALE },
    { ageMs: 45_000 + DAY_MS - 1, ...STALE },
    { ageMs: 45_000 + DAY_MS, ...NONE },
  ])(
    'of a failed server is $status after $ageMs ms',
    async ({ ageMs, status, nodes, stale, fetchedAt }) => {
      const faults = createFaults();
      await start({ faults });
      await askAt(0, PATCHES);
      faults.set({ fault: { kind: 'html' } });
      const { data, errors, staleHits } = await askAt<Patches>(ageMs, PATCHES);
      expect(errors).toBeUndefined();
      expect(data.patches.nodes).toHaveLength(nodes);
      expect(data.patches.sources).toEqual([
        {
          status,
          fetchedAt: fetchedAt === null ? null : new Date(fetchedAt).toISOString(),
          error: status === 'OK' ? null : { code: 'UPSTREAM_BAD_RESPONSE' },
        },
      ]);
      expect(staleHits).toBe(stale);
    },
  );

  it.each<[what: string, fault: Fault]>([
    ['answers 500', { kind: 'status', status: 500 }],
    ['answers 503', { kind: 'status', status: 503 }],
    ['asks for patience', { kind: 'status', status: 429, retryAfter: 60 }],
    ['says that the list is gone', { kind: 'status', status: 404 }],
    ['sends what is no JSON', { kind: 'invalid-json' }],
    ['sends half of its JSON', { kind: 'truncate' }],
    ['hangs up before it answers', { kind: 'drop', when: 'before-answer' }],
    ['hangs up in the middle', { kind: 'drop', when: 'in-body' }],
    ['never answers', { kind: 'hang' }],
    ['never stops answering', { kind: 'endless' }],
  ])('is given when the server %s', async (_what, fault) => {
    const faults = createFaults();
    const isSlow = fault.kind === 'hang';
    await start({ faults, maxBodyBytes: 1_000_000, ...(isSlow && { timeoutMs: 200 }) });
    const before = await askAt<Patches>(0, PATCHES);
    faults.set({ fault });
    const { data, errors, staleHits } = await askAt<Patches>(DAY_MS, PATCHES);
    expect(errors).toBeUndefined();
    expect(data.patches.nodes).toEqual(before.data.patches.nodes);
    expect(data.patches.sources).toEqual([
      {
        status: 'STALE',
        fetchedAt: new Date(START_MS).toISOString(),
        error: { code: expect.stringMatching(/^UPSTREAM_/) as unknown },
      },
    ]);
    expect(staleHits).toBe(1);
    faults.clear();
  });

  it('is returned if the server hangs until the operation’s deadline', async () => {
    const faults = createFaults();
    await start({ faults }, { limits: { deadlineMs: 1500 } });
    const before = await askAt<Patches>(0, PATCHES);
    faults.set({ fault: { kind: 'hang' } });
    const slow = await askAt<Patches>(DAY_MS, PATCHES);
    expect(slow.data.patches.nodes).toEqual(before.data.patches.nodes);
    expect(slow.data.patches.sources).toMatchObject([{ status: 'STALE' }]);
    faults.clear();
    await gateway.server('a').close();
    const dead = await askAt<Patches>(DAY_MS, PATCHES);
    expect(dead.data.patches.nodes).toEqual(before.data.patches.nodes);
    expect(dead.data.patches.sources).toMatchObject([{ status: 'STALE' }]);
  });

  it('is not returned if the server refuses access', async () => {
    const faults = createFaults();
    await start({ faults });
    await askAt(0, PATCHES);
    faults.set({ fault: { kind: 'status', status: 403 } });
    for (const fault of [403, 500]) {
      faults.set({ fault: { kind: 'status', status: fault } });
      const { data } = await askAt<Patches>(DAY_MS, PATCHES);
      expect(data.patches.nodes).toEqual([]);
      expect(data.patches.sources).toMatchObject([
        { error: { code: fault === 403 ? 'FORBIDDEN' : 'UPSTREAM_UNAVAILABLE' } },
      ]);
    }
  });

  it('is replaced by the next one when the server recovers', async () => {
    const faults = createFaults();
    await start({ faults });
    await askAt(0, PATCHES);
    faults.set({ fault: { kind: 'html' } });
    await askAt(DAY_MS, PATCHES);
    faults.clear();
    const { data, staleHits } = await askAt<Patches>(DAY_MS, PATCHES);
    expect(staleHits).toBe(0);
    expect(data.patches.sources).toEqual([
      { status: 'OK', fetchedAt: new Date(START_MS + DAY_MS).toISOString(), error: null },
    ]);
  });

  it('makes a list STALE if only one page is old', async () => {
    const faults = createFaults();
    const projects = Array.from({ length: 260 }, (_, index) => ({
      ...state.projects[0],
      id: index + 1,
      name: `Project ${String(index + 1)}`,
      link_name: `project-${String(index + 1)}`,
      list_id: `list-${String(index + 1)}.example.org`,
    }));
    await start({ faults, state: { ...state, projects } as SampleState });
    const query = '{ projects(first: 1) { sources { status fetchedAt } } }';
    await askAt(0, query);
    faults.set({ fault: { kind: 'html' }, path: /projects\/\?(?!.*&page=2)/ });
    const { data } = await askAt(DAY_MS, query);
    faults.clear();
    expect(data).toEqual({
      projects: { sources: [{ status: 'STALE', fetchedAt: new Date(START_MS).toISOString() }] },
    });
  });

  it('of a message is reported in its sources', async () => {
    const faults = createFaults();
    await start({ faults });
    const messageId = state.patches[2]?.msgid.slice(1, -1) ?? '';
    const query = `{ message(messageId: "${messageId}") {
      occurrences { messageId } sources { status fetchedAt }
    } }`;
    const before = await askAt<{ message: { occurrences: unknown } }>(0, query);
    faults.set({ fault: { kind: 'html' } });
    const { data, errors } = await askAt(DAY_MS, query);
    expect(errors).toBeUndefined();
    expect(data).toEqual({
      message: {
        occurrences: before.data.message.occurrences,
        sources: [{ status: 'STALE', fetchedAt: new Date(START_MS).toISOString() }],
      },
    });
  });
});

describe('the age of an answer', () => {
  const messageId = state.patches[2]?.msgid.slice(1, -1) ?? '';
  const QUERIES: readonly (readonly [what: string, query: string])[] = [
    ['patches', 'patches(first: 3) { nodes { name }'],
    ['a total', 'patches(first: 3) { totalCount'],
    ['projects', 'projects(first: 3) { nodes { name }'],
    ['events', 'events(first: 3) { nodes { __typename }'],
    ['a message', `message(messageId: "${messageId}") { occurrences { messageId }`],
    ['a search for words', 'search(query: "patch", first: 3) { edges { node { __typename } }'],
    [
      'a search for a Message-ID',
      `search(query: "<${messageId}>") { edges { node { __typename } }`,
    ],
    ['a search for a number', 'search(query: "#3") { edges { node { __typename } }'],
    ['counts', 'patchCounts(by: STATE) { totalCount'],
  ];

  it.each(QUERIES)('of %s is that of its oldest part, also from the cache', async (_, query) => {
    const faults = createFaults();
    await start({ faults });
    const ask = async (ageMs: number): Promise<unknown> => {
      const { data } = await askAt<Record<string, { sources: unknown }>>(
        ageMs,
        `{ ${query} sources { status fetchedAt } } }`,
      );
      return Object.values(data)[0]?.sources;
    };
    const read = { status: 'OK', fetchedAt: new Date(START_MS).toISOString() };
    expect(await ask(0)).toEqual([read]);
    expect(await ask(10 * SECOND_MS)).toEqual([read]);
    faults.set({ fault: { kind: 'html' } });
    expect(await ask(DAY_MS / 2)).toEqual([{ ...read, status: 'STALE' }]);
    faults.clear();
    expect(await ask(DAY_MS / 2 + SECOND_MS)).toEqual([
      { status: 'OK', fetchedAt: new Date(START_MS + DAY_MS / 2 + SECOND_MS).toISOString() },
    ]);
    nowMs += 3 * DAY_MS;
    faults.set({ fault: { kind: 'html' } });
    expect(await ask(4 * DAY_MS)).toEqual([{ status: 'FAILED', fetchedAt: null }]);
    faults.clear();
  });
});

describe('data that only its owner may see', () => {
  const OWNER = { 'x-patchwork-token': 'a=big-token-2' };
  const STRANGER = { 'x-patchwork-token': 'a=big-token-3' };
  const LIST = '{ bundles { nodes { name } } }';
  const BUNDLE = '{ bundle(instance: "a", databaseId: 2) { name mbox } }';

  it.each([
    { order: ['owner', 'anonymous', 'stranger', 'owner'] },
    { order: ['anonymous', 'owner', 'stranger', 'anonymous'] },
    { order: ['stranger', 'owner', 'anonymous', 'owner'] },
  ])('never shows to others: bundles, asked for by $order', async ({ order }) => {
    await start();
    for (const who of [...order, ...order]) {
      const isOwner = who === 'owner';
      const headers = isOwner ? OWNER : who === 'stranger' ? STRANGER : {};
      const list = await askAt(0, LIST, headers);
      expect(list.data, who).toEqual({
        bundles: { nodes: [...(isOwner ? [{ name: 'secret' }] : []), { name: 'open' }].reverse() },
      });
      const one = await askAt(0, BUNDLE, headers);
      expect(one.data, who).toEqual({
        bundle: isOwner
          ? { name: 'secret', mbox: expect.stringMatching(/^From /) as unknown }
          : null,
      });
    }
  });

  it('is never shown to anonymous callers: people and users', async () => {
    await start();
    for (const query of [
      '{ person(instance: "a", databaseId: 3) { name email } }',
      '{ user(instance: "a", databaseId: 3) { username settings { itemsPerPage } } }',
    ]) {
      const known = await askAt(0, query, STRANGER);
      expect(known.errors).toBeUndefined();
      const { data, errors } = await askAt<Record<string, unknown>>(0, query);
      expect(Object.values(data)).toEqual([null]);
      expect(errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED', instance: 'a' } }]);
    }
  });

  it('is never shown to other users: settings', async () => {
    await start();
    const query = '{ user(instance: "a", databaseId: 3) { username settings { itemsPerPage } } }';
    const own = await askAt<{ user: { settings: unknown } }>(0, query, STRANGER);
    expect(own.data.user.settings).toEqual({ itemsPerPage: 100 });
    const other = await askAt<{ user: { username: string; settings: unknown } }>(0, query, OWNER);
    expect(other.data.user.username).toBe('maint3');
    expect(other.data.user.settings).toBeNull();
  });

  it('does not prevent sharing public data: a valid token is sent once', async () => {
    await start();
    const first = await askAt(0, PATCHES, OWNER);
    expect(first.errors).toBeUndefined();
    expect(gateway.server('a').requests.map(({ authorized }) => authorized)).toEqual([true]);
    await askAt(0, PATCHES, OWNER);
    expect(gateway.server('a').requests.map(({ authorized }) => authorized)).toEqual([false]);
    for (const headers of [OWNER, {}]) {
      await askAt(0, PATCHES, headers);
      expect(asked(/./)).toBe(0);
    }
  });

  it('is refused with an invalid token, although public data is cached', async () => {
    await start();
    await askAt(0, PATCHES);
    const { data } = await askAt<Patches>(0, PATCHES, { 'x-patchwork-token': 'a=wrong' });
    expect(data.patches.nodes).toEqual([]);
    expect(data.patches.sources).toMatchObject([
      { status: 'FAILED', error: { code: 'FORBIDDEN' } },
    ]);
    expect((await askAt<Patches>(0, PATCHES)).data.patches.nodes).toHaveLength(5);
  });
});
