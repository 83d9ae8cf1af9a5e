import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createBigState } from '../../bench/createBigState.js';
import { createFaults } from '../../src/sample/server/faults.js';
import type { PatchRow } from '../../src/sample/server/SampleState.js';
import type { SampleStore } from '../../src/sample/server/store/SampleStore.js';
import { demoState } from '../tools/demoState.js';
import { startTestGateway, type TestGateway } from '../tools/startTestGateway.js';

interface Counts {
  readonly patchCounts: {
    readonly groups: readonly {
      readonly key: string | null;
      readonly label: string;
      readonly category: string | null;
      readonly count: number;
      readonly instance: string | null;
      readonly breakdown: readonly { readonly instance: string; readonly count: number }[];
    }[];
    readonly totalCount: number | null;
    readonly uncountedCount: number | null;
    readonly sources: readonly {
      readonly instance: string;
      readonly status: string;
      readonly requests: number;
      readonly totalCount: number | null;
      readonly error: { readonly code: string; readonly message: string } | null;
      readonly warnings: readonly { readonly code: string; readonly message: string }[];
    }[];
  };
}

const COUNTS = `query ($instances: [String!], $filter: PatchFilter, $by: [PatchCountDimension!]!) {
  patchCounts(instances: $instances, filter: $filter, by: $by) {
    groups { key label category count instance breakdown { instance count } }
    totalCount
    uncountedCount
    sources { instance status requests totalCount error { code message } warnings { code message } }
  }
}`;

const BY = ['STATE', 'DELEGATE', 'PROJECT', 'CHECK'] as const;
type By = (typeof BY)[number];

/** The group of a patch, directly from the sample server's tables. */
function keyIn(store: SampleStore, by: By, patch: PatchRow): string | null {
  switch (by) {
    case 'STATE':
      return store.states.rows.find(({ id }) => id === patch.state)?.slug ?? null;
    case 'DELEGATE':
      return store.users.rows.find(({ id }) => id === patch.delegate)?.username ?? null;
    case 'PROJECT':
      return store.projects.rows.find(({ id }) => id === patch.project)?.link_name ?? null;
    case 'CHECK': {
      const latest = new Map<string, string>();
      for (const check of store.checksOfPatch(patch.id)) {
        latest.set(`${String(check.user)} ${check.context}`, check.state);
      }
      const states = [...latest.values()];
      const worst = ['fail', 'warning', 'pending', 'success'].find((s) => states.includes(s));
      return (worst ?? 'pending').toUpperCase();
    }
  }
}

function expected(
  gateway: TestGateway,
  names: readonly string[],
  by: By,
  matches: (patch: PatchRow) => boolean = () => true,
): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const name of names) {
    const { store } = gateway.server(name);
    for (const patch of store.patches.rows.filter(matches)) {
      const key = String(keyIn(store, by, patch));
      counts[key] = (counts[key] ?? 0) + 1;
    }
  }
  return counts;
}

function counted({ patchCounts }: Counts): Record<string, number> {
  return Object.fromEntries(patchCounts.groups.map(({ key, count }) => [String(key), count]));
}

describe('patchCounts of few patches', () => {
  const NAMES = ['aurora', 'basalt', 'cedar'];
  let gateway: TestGateway;
  beforeEach(async () => {
    gateway = await startTestGateway({
      instances: NAMES.map((name) => ({ name, state: demoState(name) })),
    });
    return () => gateway.close();
  });

  it.each(BY)('counts by %s over APIs 1.4, 1.3 and 1.2 with 2 requests each', async (by) => {
    const data = await gateway.data<Counts>(COUNTS, { variables: { by } });
    expect(counted(data)).toEqual(expected(gateway, NAMES, by));
    const { groups, totalCount, uncountedCount, sources } = data.patchCounts;
    const total = NAMES.reduce(
      (sum, name) => sum + gateway.server(name).store.patches.rows.length,
      0,
    );
    expect(totalCount).toBe(total);
    expect(uncountedCount).toBe(0);
    expect(sources.map(({ status, requests }) => [status, requests])).toEqual(
      NAMES.map(() => ['OK', 2]),
    );
    for (const { count, breakdown, instance } of groups) {
      expect(breakdown.reduce((sum, part) => sum + part.count, 0)).toBe(count);
      expect(instance).toBe(breakdown.length === 1 ? breakdown[0]?.instance : null);
    }
    const sizes = groups.map(({ count }) => count);
    expect(sizes).toEqual([...sizes].sort((a, b) => b - a));
  });

  it('returns states with their meaning', async () => {
    const data = await gateway.data<Counts>(COUNTS, { variables: { by: 'STATE' } });
    expect(data.patchCounts.groups).toContainEqual(
      expect.objectContaining({
        key: 'under-review',
        label: 'Under Review',
        category: 'ACTION_REQUIRED',
      }),
    );
  });

  it('counts matches of a filter of the servers', async () => {
    const variables = { by: 'STATE', filter: { archived: false, state: ['new', 'accepted'] } };
    const data = await gateway.data<Counts>(COUNTS, { variables });
    const all = expected(gateway, NAMES, 'STATE', ({ archived }) => !archived);
    expect(counted(data)).toEqual({ new: all['new'], accepted: all['accepted'] });
  });

  it('counts matches of a filter of the gateway', async () => {
    const variables = { by: 'STATE', filter: { delegate: null } };
    const data = await gateway.data<Counts>(COUNTS, { variables });
    const unassigned = expected(gateway, NAMES, 'STATE', ({ delegate }) => delegate === null);
    expect(counted(data)).toEqual(unassigned);
    expect(data.patchCounts.totalCount).toBe(
      Object.values(unassigned).reduce((sum, count) => sum + count, 0),
    );
  });

  it('reports values that an instance does not know', async () => {
    const variables = { by: 'STATE', filter: { project: ['tern', 'larch'] } };
    const data = await gateway.data<Counts>(COUNTS, { variables });
    const aurora = data.patchCounts.sources[0];
    expect(aurora).toMatchObject({
      status: 'OK',
      warnings: [{ code: 'UNKNOWN_VALUE', message: expect.stringContaining('"larch"') }],
    });
    const { store } = gateway.server('aurora');
    const [tern] = store.projects.rows.filter(({ link_name: name }) => name === 'tern');
    expect(aurora?.totalCount).toBe(
      store.patches.rows.filter(({ project }) => project === tern?.id).length,
    );
    expect(aurora?.totalCount).not.toBe(0);
  });

  it('answers for the others if an instance fails', async () => {
    await gateway.close();
    const faults = createFaults();
    faults.add({ fault: { kind: 'status', status: 503 }, path: '/patches/' });
    gateway = await startTestGateway({
      instances: NAMES.map((name) => ({
        name,
        state: demoState(name),
        ...(name === 'basalt' && { faults }),
      })),
    });
    const { patchCounts } = await gateway.data<Counts>(COUNTS, { variables: { by: 'PROJECT' } });
    expect(patchCounts.totalCount).toBeNull();
    expect(patchCounts.uncountedCount).toBeNull();
    expect(patchCounts.sources.map(({ status }) => status)).toEqual(['OK', 'FAILED', 'OK']);
    expect(patchCounts.groups.map(({ key }) => key).sort()).toEqual(
      Object.keys(expected(gateway, ['aurora', 'cedar'], 'PROJECT')).sort(),
    );
  });

  it('refuses unknown instances', async () => {
    const { errors } = await gateway.ask(COUNTS, {
      variables: { by: 'STATE', instances: ['nowhere'] },
    });
    expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  });
});

describe('patchCounts of many patches', () => {
  const NAMES = ['big', 'old'];
  let gateway: TestGateway;
  beforeEach(async () => {
    gateway = await startTestGateway({
      instances: [
        { name: 'big', state: createBigState({ patches: 1300, series: 260, version: '3.2' }) },
        {
          name: 'old',
          state: createBigState({ patches: 1300, series: 260, version: '2.2', seed: 2 }),
        },
      ],
      limits: { scanRows: 1400 },
    });
    return () => gateway.close();
  });

  it.each<[by: By, big: number, old: number]>([
    // The total count, 4 projects, and their list.
    ['PROJECT', 6, 10],
    // The total count and ten states, found by their numbers; up to API 1.2 each takes two requests.
    ['STATE', 11, 21],
    // The total count and six pages of 250.
    ['CHECK', 7, 7],
    ['DELEGATE', 7, 7],
  ])('counts by %s with %i requests, and %i on 2.2', async (by, big, old) => {
    const data = await gateway.data<Counts>(COUNTS, { variables: { by } });
    expect(counted(data)).toEqual(expected(gateway, NAMES, by));
    expect(data.patchCounts).toMatchObject({ totalCount: 2600, uncountedCount: 0 });
    const made = NAMES.map((name) => gateway.requests(name).length);
    expect(data.patchCounts.sources.map(({ requests }) => requests)).toEqual(made);
    expect(made).toEqual([big, old]);
  });

  it('counts the requested states with one request each', async () => {
    const filter = { state: ['new', 'accepted'], archived: false };
    const data = await gateway.data<Counts>(COUNTS, { variables: { by: 'STATE', filter } });
    const all = expected(gateway, NAMES, 'STATE', ({ archived }) => !archived);
    expect(counted(data)).toEqual({ new: all['new'], accepted: all['accepted'] });
  });
});

describe('patchCounts beyond the limits', () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await startTestGateway({
      instances: [
        { name: 'big', state: createBigState({ patches: 1300, series: 260 }) },
        { name: 'small', state: createBigState({ patches: 200, series: 40, seed: 3 }) },
      ],
      limits: { scanRows: 500 },
    });
  });
  afterAll(() => gateway.close());
  beforeEach(() => gateway.resetRequests());

  it('does not count an instance that would have to be scanned, and reports it', async () => {
    const data = await gateway.data<Counts>(COUNTS, { variables: { by: 'CHECK' } });
    expect(counted(data)).toEqual(expected(gateway, ['small'], 'CHECK'));
    expect(data.patchCounts).toMatchObject({ totalCount: 1500, uncountedCount: 1300 });
    expect(data.patchCounts.sources).toMatchObject([
      { instance: 'big', status: 'PARTIAL', error: { code: 'QUERY_TOO_EXPENSIVE' }, requests: 1 },
      { instance: 'small', status: 'OK', error: null, requests: 2 },
    ]);
  });

  it('has no total for a filter that would require a scan', async () => {
    const variables = { by: 'STATE', filter: { isPullRequest: false } };
    const { patchCounts } = await gateway.data<Counts>(COUNTS, { variables });
    expect(patchCounts).toMatchObject({ totalCount: null, uncountedCount: null });
    expect(patchCounts.sources[0]).toMatchObject({
      status: 'PARTIAL',
      error: { code: 'QUERY_TOO_EXPENSIVE' },
    });
  });

  it('counts maintainers one by one and never reports the rest as unassigned', async () => {
    const data = await gateway.data<Counts>(COUNTS, {
      variables: { by: 'DELEGATE', instances: ['big'] },
    });
    const all = expected(gateway, ['big'], 'DELEGATE');
    const { null: nobody = 0, ...delegates } = all;
    expect(counted(data)).toEqual(delegates);
    expect(data.patchCounts).toMatchObject({ totalCount: 1300, uncountedCount: nobody });
    expect(data.patchCounts.sources[0]).toMatchObject({
      status: 'PARTIAL',
      error: { code: 'QUERY_TOO_EXPENSIVE' },
      warnings: [{ code: 'UNCOUNTED', message: expect.stringContaining('no delegate') }],
    });
  });

  it('still counts projects and states exactly', async () => {
    for (const by of ['PROJECT', 'STATE'] as const) {
      const data = await gateway.data<Counts>(COUNTS, { variables: { by } });
      expect(counted(data)).toEqual(expected(gateway, ['big', 'small'], by));
      expect(data.patchCounts).toMatchObject({ totalCount: 1500, uncountedCount: 0 });
    }
  });
});

describe('patchCounts of names that REST takes for numbers', () => {
  const NUMERIC_LOGIN: unknown = expect.stringContaining('whose login name is a number');

  it.each(['PROJECT', 'DELEGATE'] as const)('counts by %s what has that name', async (by) => {
    const state = createBigState({ patches: 1300, series: 260, projects: 3 });
    const named = {
      ...state,
      projects: state.projects.map((row) => (row.id === 2 ? { ...row, link_name: '3' } : row)),
      users: state.users.map((row) => (row.id === 4 ? { ...row, username: '5' } : row)),
    };
    const gateway = await startTestGateway({
      instances: [{ name: 'big', state: named }],
      limits: { scanRows: 1000 },
    });
    try {
      const data = await gateway.data<Counts>(COUNTS, { variables: { by } });
      const { null: nobody = 0, ...all } = expected(gateway, ['big'], by);
      expect(Object.keys(all)).toContain(by === 'PROJECT' ? '3' : '5');
      // No server tells the number of a delegate, so one with such a name is not counted, and never as another.
      const { '5': unknown = 0, ...known } = all;
      expect(counted(data)).toEqual(known);
      expect(data.patchCounts).toMatchObject({
        totalCount: 1300,
        uncountedCount: nobody + unknown,
        sources: [{ warnings: by === 'PROJECT' ? [] : [{ message: NUMERIC_LOGIN }] }],
      });
    } finally {
      await gateway.close();
    }
  });
});

describe('patchCounts on a server whose clock skips an hour', () => {
  it('sends the same dates as a list', async () => {
    const gateway = await startTestGateway({
      instances: [{ name: 'a', state: demoState('aurora'), timezone: 'Australia/Canberra' }],
    });
    const filter = '{since: "2025-10-05T02:30:00Z", before: "2026-10-04T02:30:00Z"}';
    const datesOf = async (query: string): Promise<readonly string[]> => {
      gateway.resetRequests();
      await gateway.data(query);
      return gateway.requests('a').map((path) => /since=[^&]*&before=[^&]*/.exec(path)?.[0] ?? '');
    };
    const listed = await datesOf(`{ patches(filter: ${filter}) { totalCount } }`);
    const counted = await datesOf(
      `{ patchCounts(filter: ${filter}, by: STATE) { totalCount groups { count } } }`,
    );
    await gateway.close();
    expect(listed).toEqual(['since=2025-10-05T02%3A00%3A00&before=2026-10-04T02%3A00%3A00']);
    expect(new Set(counted)).toEqual(new Set(listed));
  });
});

describe('patchCounts from the cache and while mail arrives', () => {
  let gateway: TestGateway;
  let now = Date.UTC(2026, 10, 21);
  beforeAll(async () => {
    gateway = await startTestGateway({
      instances: [{ name: 'big', state: createBigState({ patches: 1300, series: 260 }) }],
      limits: { scanRows: 500 },
      now: () => now,
    });
  });
  afterAll(() => gateway.close());

  it('reports the age of its oldest part', async () => {
    const ask = async (by: By): Promise<string> => {
      const { patchCounts } = await gateway.data<{
        patchCounts: { sources: { fetchedAt: string }[] };
      }>(`{ patchCounts(by: ${by}) { sources { fetchedAt } } }`);
      return patchCounts.sources[0]?.fetchedAt ?? '';
    };
    const first = new Date(now).toISOString();
    expect(await ask('PROJECT')).toBe(first);
    now += 10_000;
    // The total count is 10 seconds old, those of the states are new.
    expect(await ask('STATE')).toBe(first);
    now += 60_000;
    gateway.resetRequests();
    expect(await ask('STATE')).toBe(new Date(now).toISOString());
  });

  it('never has a negative count of patches without a group', async () => {
    now += 86_400_000;
    const { patches } = gateway.server('big').store;
    // The total count stays in the cache, and mail arrives before the groups are counted.
    await gateway.data('{ patches { totalCount } }');
    const [like] = patches.rows;
    if (like === undefined) throw new RangeError('no patches');
    for (const id of [90_001, 90_002, 90_003]) {
      patches.insert({ ...like, id, msgid: `<${String(id)}@new.example>` });
    }
    const { patchCounts } = await gateway.data<Counts>(COUNTS, { variables: { by: 'PROJECT' } });
    const sum = patchCounts.groups.reduce((counted, { count }) => counted + count, 0);
    expect(sum).toBe(1303);
    expect(patchCounts).toMatchObject({ totalCount: 1303, uncountedCount: 0 });
  });
});
