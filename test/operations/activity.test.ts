import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createBigState } from '../../bench/createBigState.js';
import { createDemoStates } from '../../src/sample/demo/createDemoStates.js';
import { createFaults } from '../../src/sample/server/faults.js';
import type { PatchRow } from '../../src/sample/server/SampleState.js';
import type { SampleStore } from '../../src/sample/server/store/SampleStore.js';
import { NO_TTL } from '../tools/noCache.js';
import { KOFI, ANA, OLA, reviewState } from '../tools/reviewState.js';
import { startTestGateway, type TestGateway } from '../tools/startTestGateway.js';

interface Point {
  readonly time: string | null;
  readonly key: string | null;
  readonly label: string;
  readonly count: number;
}
interface Activity {
  readonly projects: {
    readonly nodes: readonly {
      readonly instance: { readonly name: string };
      readonly databaseId: number;
      readonly activity: readonly Point[] | null;
    }[];
  };
}
interface Counts {
  readonly patchCounts: {
    readonly groups: readonly (Point & { readonly instance: string | null })[];
    readonly totalCount: number | null;
    readonly uncountedCount: number | null;
    readonly sources: readonly {
      readonly instance: string;
      readonly status: string;
      readonly requests: number;
      readonly error: { readonly code: string; readonly message: string } | null;
    }[];
  };
}

const ACTIVITY = `query ($since: DateTime!, $before: DateTime, $interval: Interval!, $by: ActivityDimension) {
  projects(first: 20) { nodes { instance { name } databaseId
    activity(since: $since, before: $before, interval: $interval, by: $by) { time key label count }
  } }
}`;
const COUNTS = `query ($by: [PatchCountDimension!]!, $filter: PatchFilter, $instances: [String!]) {
  patchCounts(by: $by, filter: $filter, instances: $instances) {
    groups { time key label count instance } totalCount uncountedCount
    sources { instance status requests error { code message } }
  }
}`;

type Interval = 'DAY' | 'WEEK' | 'MONTH' | 'YEAR';
type By = 'STATE' | 'DELEGATE' | 'SUBMITTER' | 'CHECK';

/** The start of an interval, computed differently from the gateway. */
function startOf(date: string, interval: Interval): string {
  const at = new Date(`${date.slice(0, 10)}T00:00:00Z`);
  if (interval === 'WEEK') while (at.getUTCDay() !== 1) at.setTime(at.getTime() - 86_400_000);
  if (interval === 'MONTH' || interval === 'YEAR') at.setUTCDate(1);
  if (interval === 'YEAR') at.setUTCMonth(0);
  return at.toISOString().replace('.000', '');
}

function keyOf(store: SampleStore, by: By, patch: PatchRow): string | null {
  if (by === 'STATE') return store.states.rows.find(({ id }) => id === patch.state)?.slug ?? null;
  if (by === 'DELEGATE') {
    return store.users.rows.find(({ id }) => id === patch.delegate)?.username ?? null;
  }
  if (by === 'SUBMITTER') {
    const person = store.people.rows.find(({ id }) => id === patch.submitter);
    return person?.email.toLowerCase() ?? null;
  }
  const latest = new Map<string, string>();
  for (const check of store.checksOfPatch(patch.id)) {
    latest.set(`${String(check.user)} ${check.context}`, check.state);
  }
  const states = [...latest.values()];
  return (
    ['fail', 'warning', 'pending', 'success'].find((one) => states.includes(one)) ?? 'pending'
  ).toUpperCase();
}

/** Counts of the patches in a server's tables, by `time key`. */
function tally(
  store: SampleStore,
  interval: Interval,
  by: By | undefined,
  matches: (patch: PatchRow) => boolean,
): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const patch of store.patches.rows.filter(matches)) {
    const key = by === undefined ? null : keyOf(store, by, patch);
    const place = `${startOf(patch.date, interval)} ${String(key)}`;
    counts[place] = (counts[place] ?? 0) + 1;
  }
  return counts;
}

const talliedOf = (points: readonly Point[]): Record<string, number> =>
  Object.fromEntries(
    points
      .filter(({ count }) => count > 0)
      .map(({ time, key, count }) => [`${String(time)} ${String(key)}`, count]),
  );

describe('activity over all sample servers', () => {
  const STATES = createDemoStates();
  const NOW = Date.parse('2026-11-26T12:34:56Z');
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await startTestGateway({ instances: STATES, now: () => NOW });
  });
  afterAll(() => gateway.close());

  it.each<[interval: Interval, by: By | undefined]>([
    ['WEEK', undefined],
    ['DAY', 'STATE'],
    ['MONTH', 'DELEGATE'],
    ['YEAR', 'SUBMITTER'],
    ['WEEK', 'CHECK'],
  ])('counts a year by %s and %s as the tables of the servers do', async (interval, by) => {
    const variables = { since: '2025-11-26T12:34:56Z', interval, by };
    const { projects } = await gateway.data<Activity>(ACTIVITY, { variables });
    expect(projects.nodes.length).toBeGreaterThan(STATES.length);
    let all = 0;
    for (const { instance, databaseId, activity } of projects.nodes) {
      const { store } = gateway.server(instance.name);
      const expected = tally(store, interval, by, (patch) => {
        const isWithin = patch.date >= '2025-11-26T12:34:56' && patch.date < '2026-11-26T12:34:56';
        return patch.project === databaseId && isWithin;
      });
      expect(talliedOf(activity ?? [])).toEqual(expected);
      const times = (activity ?? []).map(({ time }) => time ?? '');
      expect(times).toEqual([...times].sort());
      if (by === undefined) expect(activity).toHaveLength(53);
      all += Object.values(expected).reduce((sum, count) => sum + count, 0);
    }
    expect(all).toBeGreaterThan(100);
  });

  it('counts patches of all servers by two dimensions in one query', async () => {
    const filter = { since: '2025-11-26T00:00:00Z', before: '2026-11-26T00:00:00Z' };
    const variables = { by: ['WEEK', 'STATE'], filter };
    const { patchCounts } = await gateway.data<Counts>(COUNTS, { variables });
    const expected: Record<string, number> = {};
    for (const { name } of STATES) {
      const own = tally(gateway.server(name).store, 'WEEK', 'STATE', ({ date }) => {
        return date >= '2025-11-26T00:00:00' && date < '2026-11-26T00:00:00';
      });
      for (const [place, count] of Object.entries(own)) {
        expected[place] = (expected[place] ?? 0) + count;
      }
    }
    expect(talliedOf(patchCounts.groups)).toEqual(expected);
    const sum = Object.values(expected).reduce((before, count) => before + count, 0);
    expect(patchCounts).toMatchObject({ totalCount: sum, uncountedCount: 0 });
    expect(patchCounts.sources.map(({ status }) => status)).toEqual(STATES.map(() => 'OK'));
  });

  it.each([
    ['two intervals', ['WEEK', 'DAY']],
    ['two values', ['STATE', 'CHECK']],
    ['nothing', []],
  ])('refuses %s as dimensions', async (_what, by) => {
    const { errors } = await gateway.ask(COUNTS, { variables: { by } });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', argument: 'by' });
  });

  it('accepts one dimension without brackets', async () => {
    const { patchCounts } = await gateway.data<Counts>(
      '{ patchCounts(by: MONTH) { groups { time label count } } }',
    );
    expect(patchCounts.groups[0]?.label).toMatch(/^\d{4}-\d\d$/);
  });

  it('refuses more intervals than a chart can show', async () => {
    const variables = { since: '1970-01-01T00:00:00Z', interval: 'DAY' };
    const { errors } = await gateway.ask(ACTIVITY, { variables });
    expect(errors?.[0]).toMatchObject({
      message: expect.stringContaining('4000 intervals of a DAY'),
      extensions: { code: 'BAD_USER_INPUT', argument: 'interval' },
    });
  });
});

describe('activity of a large project', () => {
  let now = Date.parse('2026-11-20T10:00:00Z');
  let gateway: TestGateway;
  const big = createBigState({ patches: 1600, series: 400, projects: 1, days: 350 });
  beforeAll(async () => {
    gateway = await startTestGateway({
      instances: [{ name: 'big', state: big }],
      limits: { historyRows: 1700 },
      now: () => now,
    });
  });
  afterAll(() => gateway.close());
  beforeEach(() => {
    now += 3_600_000;
    gateway.resetRequests();
  });
  const ask = async (by: string, since = '2025-11-20T10:00:00Z'): Promise<Counts['patchCounts']> =>
    (
      await gateway.data<Counts>(COUNTS, {
        variables: { by: by.split(' '), filter: { since, before: '2026-11-20T10:00:00Z' } },
      })
    ).patchCounts;
  const truth = (interval: Interval, by?: By): Record<string, number> =>
    tally(gateway.server('big').store, interval, by, () => true);

  it.each<[by: string, requests: number]>([
    // The total count; months one by one.
    ['MONTH', 1 + 13 + 1],
    // The total count and seven pages of 250: weeks one by one would be 53 requests.
    ['WEEK', 1 + 7],
    ['WEEK CHECK', 1 + 7],
    // Thirteen months by ten states would be 130.
    ['MONTH STATE', 1 + 7],
  ])('counts by %s with %i requests', async (by, requests) => {
    const [interval, value] = by.split(' ') as [Interval, By | undefined];
    const { groups, sources, totalCount } = await ask(by);
    expect(talliedOf(groups)).toEqual(truth(interval, value));
    expect(totalCount).toBe(1600);
    expect(sources[0]?.requests).toBe(requests);
    expect(gateway.requests('big')).toHaveLength(requests);
  });

  it('reads once for several fields, even with a token, for which nothing is cached', async () => {
    const field = (by: string): string =>
      `${by}: activity(since: "2025-11-20T10:00:00Z", interval: WEEK, by: ${by}) { count }`;
    const query = `{ project(instance: "big", linkName: "proj1") {
      ${field('STATE')} ${field('DELEGATE')} ${field('CHECK')} ${field('SUBMITTER')} } }`;
    const username = gateway.server('big').store.users.rows[0]?.username ?? '';
    const { token } = gateway.server('big').store.users.rows[0] ?? { token: '' };
    expect(username).not.toBe('');
    const headers = { 'x-patchwork-token': `big=${token}` };
    const data = await gateway.data<{ project: Record<string, readonly Point[]> }>(query, {
      headers,
    });
    for (const points of Object.values(data.project)) {
      expect(points.reduce((sum, { count }) => sum + count, 0)).toBe(1600);
    }
    // The project, the count and the pages.
    expect(gateway.requests('big')).toHaveLength(1 + 1 + 7);
  });

  it('requests the same days while the span moves with the clock', async () => {
    await ask('WEEK CHECK', '2025-11-19T10:00:00Z');
    gateway.resetRequests();
    await ask('WEEK CHECK', '2025-11-19T10:00:05Z');
    expect(gateway.requests('big')).toEqual([]);
  });
});

describe('activity beyond the limits', () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await startTestGateway({
      instances: [
        { name: 'big', state: createBigState({ patches: 1300, series: 260, projects: 1 }) },
        {
          name: 'small',
          state: createBigState({ patches: 200, series: 40, projects: 1, seed: 3 }),
        },
      ],
      limits: { historyRows: 500 },
      now: () => Date.parse('2026-11-20T10:00:00Z'),
    });
  });
  afterAll(() => gateway.close());
  beforeEach(() => gateway.resetRequests());
  const since = '2025-11-20T00:00:00Z';

  it('is an error that names the span, and never a part of the points', async () => {
    const { data, errors } = await gateway.ask<Activity>(ACTIVITY, {
      variables: { since, interval: 'WEEK', by: 'CHECK' },
    });
    const [big, small] = data.projects.nodes;
    expect(big?.activity).toBeNull();
    const sent = gateway.server('small').store.patches.rows.filter(({ date }) => date >= since);
    expect(sent).not.toEqual([]);
    expect(small?.activity?.reduce((sum, { count }) => sum + count, 0)).toBe(sent.length);
    expect(errors).toHaveLength(1);
    expect(errors?.[0]).toMatchObject({
      message:
        'big: 1300 patches from 2025-11-20 to 2026-11-21 would have to be read one by one, and the limit is 500 (limits.historyRows); narrow them (project, state, since, before)',
      extensions: { code: 'QUERY_TOO_EXPENSIVE', instance: 'big' },
    });
    // The project list, and counts of the days and of the span: nothing is read in vain.
    expect(gateway.requests('big')).toHaveLength(3);
  });

  it('makes patchCounts PARTIAL with all patches uncounted', async () => {
    const variables = { by: ['WEEK', 'CHECK'], filter: { since } };
    const { patchCounts } = await gateway.data<Counts>(COUNTS, { variables });
    expect(patchCounts).toMatchObject({ totalCount: 1500, uncountedCount: 1300 });
    expect(patchCounts.sources).toMatchObject([
      { instance: 'big', status: 'PARTIAL', error: { code: 'QUERY_TOO_EXPENSIVE' } },
      { instance: 'small', status: 'OK', error: null },
    ]);
  });

  it('still counts months one by one', async () => {
    const { project } = await gateway.data<{ project: { activity: readonly Point[] } }>(
      `{ project(instance: "big", linkName: "proj1") {
           activity(since: "${since}", interval: MONTH) { time key label count } } }`,
    );
    const expected = tally(gateway.server('big').store, 'MONTH', undefined, () => true);
    expect(talliedOf(project.activity)).toEqual(expected);
    expect(project.activity).toHaveLength(13);
  });
});

describe('activity of a broken server', () => {
  const faults = createFaults();
  let gateway: TestGateway;
  beforeAll(async () => {
    const state = createBigState({ patches: 60, series: 12, projects: 1 });
    gateway = await startTestGateway({
      instances: [{ name: 'big', state, faults }],
      cache: { ttlSeconds: NO_TTL },
      now: () => Date.parse('2026-11-20T10:00:00Z'),
    });
  });
  afterAll(() => gateway.close());
  afterEach(() => faults.clear());
  const variables = { since: '2025-11-20T00:00:00Z', interval: 'MONTH' };

  it('counts rows with an invalid date without a time, with an error', async () => {
    faults.set({
      fault: { kind: 'wrong-types', how: ['number-for-string'] },
      path: /patches\/\?.*per_page=250/,
    });
    const { data, errors } = await gateway.ask<Activity>(ACTIVITY, { variables });
    const points = data.projects.nodes[0]?.activity ?? [];
    expect(points.at(-1)).toMatchObject({ time: null, key: null, count: 60 });
    expect(points.slice(0, -1).every(({ count }) => count === 0)).toBe(true);
    expect(errors).toHaveLength(1);
    expect(errors?.[0]).toMatchObject({
      path: ['projects', 'nodes', 0, 'activity', points.length - 1, 'time'],
      extensions: { code: 'UPSTREAM_BAD_RESPONSE', instance: 'big' },
    });
  });

  it('counts rows that are unreadable, or whose key is unreadable', async () => {
    faults.set({
      fault: { kind: 'wrong-types', how: ['missing-id', 'list-for-object', 'string-for-number'] },
      path: /patches\/\?.*per_page=250/,
    });
    const { data, errors } = await gateway.ask<Activity>(ACTIVITY, {
      variables: { ...variables, by: 'SUBMITTER' },
    });
    const points = data.projects.nodes[0]?.activity ?? [];
    expect(points.reduce((sum, { count }) => sum + count, 0)).toBe(60);
    expect(points.some(({ time }) => time === null)).toBe(true);
    expect(errors?.length).toBeGreaterThan(1);
    for (const { extensions } of errors ?? []) {
      expect(extensions.code).toBe('UPSTREAM_BAD_RESPONSE');
    }
  });

  it('is null if the server fails in the middle', async () => {
    faults.set({ fault: { kind: 'status', status: 500 }, path: /patches\/\?.*per_page=250/ });
    const { data, errors } = await gateway.ask<Activity>(ACTIVITY, { variables });
    expect(data.projects.nodes[0]?.activity).toBeNull();
    expect(errors?.[0]?.extensions).toMatchObject({ instance: 'big' });
  });
});

describe('activity if the clock of the server skips an hour', () => {
  it('counts each patch in the interval of its displayed date', async () => {
    const state = createBigState({
      patches: 300,
      series: 300,
      projects: 1,
      days: 2,
      endsAtMs: Date.parse('2026-10-05T00:00:00Z'),
      timeZone: 'Australia/Canberra',
    });
    const gateway = await startTestGateway({
      instances: [{ name: 'a', state, timezone: 'Australia/Canberra' }],
      now: () => Date.parse('2026-11-20T10:00:00Z'),
    });
    const span = 'since: "2026-10-03T16:30:00Z", before: "2026-10-04T02:30:00Z"';
    const data = await gateway.data<{
      project: { activity: readonly Point[] };
      patches: { nodes: readonly { date: string }[] };
    }>(`{
      project(instance: "a", linkName: "proj1") { activity(${span}, interval: DAY) { time key count } }
      patches(first: 250, filter: { ${span} }) { nodes { date } }
    }`);
    await gateway.close();
    const expected: Record<string, number> = {};
    for (const { date } of data.patches.nodes) {
      const place = `${startOf(date, 'DAY')} null`;
      expected[place] = (expected[place] ?? 0) + 1;
    }
    expect(Object.keys(expected)).toHaveLength(2);
    expect(talliedOf(data.project.activity)).toEqual(expected);
  });
});

describe('replies over time', () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await startTestGateway({
      instances: [
        {
          name: 'a',
          state: reviewState([
            {
              patches: [{ from: KOFI }],
              replies: [
                { to: 1, from: KOFI, content: 'ping' },
                { to: 1, from: ANA, content: 'Reviewed-by: Ana Ruiz <ana@a.example>' },
                { to: 1, from: OLA, content: 'looks good' },
                { to: 1, from: ANA, content: 'again' },
              ],
            },
            { patches: [{ from: ANA }], replies: [{ to: 1, from: ANA, content: 'ping' }] },
          ]),
        },
      ],
      review: { bots: ['ola@b.example'] },
    });
  });
  afterAll(() => gateway.close());
  const span = 'since: "2000-01-01T00:00:00Z", before: "2100-01-01T00:00:00Z", interval: YEAR';

  it("counts people who replied to another person's patch, without bots", async () => {
    const { projects } = await gateway.data<Activity>(
      `{ projects(first: 5) { nodes { activity(${span}, by: REVIEWER) { time key label count } } } }`,
    );
    expect(projects.nodes.flatMap(({ activity }) => activity ?? [])).toMatchObject([
      { key: null, label: 'Nobody', count: 1 },
      { key: 'ana@a.example', label: 'Ana Ruiz', count: 1 },
    ]);
  });

  it('measures the time to the first of these replies', async () => {
    const data = await gateway.data<{
      projects: { nodes: { firstReplies: { patches: number; answered: number }[] }[] };
      patches: {
        nodes: {
          date: string;
          comments: { date: string; submitter: { email: string } }[];
        }[];
      };
    }>(`{
      projects(first: 5) { nodes { firstReplies(${span}) {
        time patches answered medianSeconds p90Seconds } } }
      patches(first: 5) { nodes { date comments { date submitter { email } } } }
    }`);
    const patch = data.patches.nodes.find(({ comments }) => comments.length > 1);
    const reply = patch?.comments.find(({ submitter }) => submitter.email === ANA.email);
    const seconds = (Date.parse(reply?.date ?? '') - Date.parse(patch?.date ?? '')) / 1000;
    expect(seconds).toBeGreaterThan(0);
    const points = data.projects.nodes.flatMap(({ firstReplies }) => firstReplies);
    expect(points).toHaveLength(100 * data.projects.nodes.length);
    expect(points.filter(({ patches }) => patches > 0)).toMatchObject([
      { patches: 2, answered: 1, medianSeconds: seconds, p90Seconds: seconds },
    ]);
  });
});

describe('ages of open patches', () => {
  it('include only patches that require action and are not archived', async () => {
    const now = Date.parse('2026-11-26T12:34:56Z');
    const gateway = await startTestGateway({
      instances: [{ name: 'big', state: createBigState({ patches: 300, series: 60 }) }],
      now: () => now,
    });
    const { store } = gateway.server('big');
    const open = new Set(
      store.states.rows
        .filter(({ slug }) => ['new', 'under-review', 'needs-review-ack'].includes(slug))
        .map(({ id }) => id),
    );
    const project = store.projects.rows[0];
    const dates = store.patches.rows
      .filter((patch) => patch.project === project?.id && !patch.archived && open.has(patch.state))
      .map(({ date }) => date)
      .sort();
    const ages = dates.map((date) => (now - Date.parse(`${date}Z`)) / 1000).reverse();
    const data = await gateway.data<{
      project: { openPatchAges: { groups: { fromDays: number; count: number }[] } };
    }>(
      `{ project(instance: "big", linkName: "${project?.link_name ?? ''}") { openPatchAges {
         count medianSeconds p90Seconds oldest groups { fromDays toDays count } } } }`,
    );
    await gateway.close();
    const { openPatchAges } = data.project;
    expect(dates.length).toBeGreaterThan(3);
    expect(openPatchAges).toMatchObject({
      count: dates.length,
      medianSeconds: ages[Math.ceil(ages.length / 2) - 1],
      oldest: `${dates[0] ?? ''}Z`,
    });
    expect(openPatchAges.groups.reduce((sum, { count }) => sum + count, 0)).toBe(dates.length);
  });
});
