import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tokenOf, releaseInstance, type ReleaseName } from '../tools/releaseGateway.js';
import { startTestGateway, type TestGateway } from '../tools/startTestGateway.js';

const SERVERS = ['v31', 'v32', 'main'] as const satisfies readonly ReleaseName[];
const POLL_SECONDS = 15;
/** Allows for two thousand operations on a busy machine. */
const TIMEOUT_MS = 180_000;
/** How often each query is sent. */
const STEP_SECONDS = 20;
const HOUR_STEPS = 3600 / STEP_SECONDS;
/** 20 per hour. */
const STEPS_PER_EVENT = HOUR_STEPS / 20;
/** TTL mode costs the same in each span, so a part of the hour is sufficient. */
const TTL_STEPS = HOUR_STEPS / 18;

const ROW = 'databaseId name check state { slug } delegate { username } series { databaseId }';
/** Queries that dashboards repeat. */
const QUERIES = [
  `{ patches(first: 50) { nodes { ${ROW} checks { context state } } sources { status } } }`,
  `{ patches(first: 50, filter: { state: ["new"] }) { totalCount nodes { ${ROW} } } }`,
  `{ patches(first: 50, filter: { project: ["kettle"] }) { nodes { ${ROW} commentCount } } }`,
  `{ patches(first: 20, filter: { project: ["lantern"], archived: false }) { nodes { ${ROW} } } }`,
  '{ seriesList(first: 30) { nodes { databaseId name receivedTotal patches { databaseId state { slug } } } } }',
  '{ covers(first: 20) { nodes { databaseId name commentCount } } }',
  '{ events(first: 20) { nodes { databaseId category } } }',
  '{ events(first: 20, filter: { category: [CHECK_CREATED] }) { nodes { databaseId } } }',
  `{ patches(first: 30, orderBy: { field: NAME }) { nodes { ${ROW} } } }`,
  `{ patches(first: 20, filter: { check: [FAIL] }) { nodes { ${ROW} } } }`,
];

let nowMs = Date.now();
let gateway: TestGateway;
/** Feeds that wait for their next poll, with its time. */
const sleepers = new Map<() => void, number>();

async function start(enabled: boolean): Promise<TestGateway> {
  return await startTestGateway({
    instances: SERVERS.map((name) => releaseInstance(name)),
    live: { enabled, pollSeconds: { min: POLL_SECONDS, max: POLL_SECONDS } },
    now: () => nowMs,
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        sleepers.set(resolve, nowMs + ms);
        signal.addEventListener('abort', () => {
          resolve();
        });
      }),
  });
}

/** Lets time pass, and waits for the polls that are due. */
async function pass(seconds: number): Promise<void> {
  const endMs = nowMs + seconds * 1000;
  for (;;) {
    while (sleepers.size < SERVERS.length) await new Promise((resolve) => setTimeout(resolve, 1));
    const [next] = [...sleepers].sort(([, one], [, other]) => one - other);
    if (next === undefined || next[1] > endMs) break;
    nowMs = Math.max(nowMs, next[1]);
    sleepers.delete(next[0]);
    next[0]();
  }
  nowMs = endMs;
}

async function askAll(): Promise<void> {
  for (const query of QUERIES) {
    const { errors } = await gateway.ask(query);
    expect(errors).toBeUndefined();
  }
}

function requestCount(): number {
  return SERVERS.reduce((sum, name) => sum + gateway.requests(name).length, 0);
}

interface Row {
  readonly id: number;
  readonly state: string;
  readonly check: string;
  readonly delegate: { readonly username: string } | null;
}

async function rest<T>(name: ReleaseName, path: string, init: RequestInit = {}): Promise<T> {
  const response = await fetch(`${gateway.server(name).url}/api/${path}`, init);
  if (!response.ok) throw new Error(`${path}: ${await response.text()}`);
  return (await response.json()) as T;
}

async function write(
  name: ReleaseName,
  user: string,
  method: string,
  path: string,
  body: object,
): Promise<void> {
  const authorization = `Token ${tokenOf(name, user)}`;
  const headers = { authorization, 'content-type': 'application/json' };
  await rest(name, path, { method, headers, body: JSON.stringify(body) });
}

/** One change of those that have events. */
async function change(index: number): Promise<void> {
  const name = SERVERS[index % SERVERS.length] ?? 'v31';
  const rows = await rest<Row[]>(name, 'patches/?order=-date&project=kettle&per_page=20');
  const id = String(rows[(index * 7) % rows.length]?.id);
  switch (index % 5) {
    case 0:
    case 1:
    case 2: {
      const check = { state: index % 2 === 0 ? 'fail' : 'success', context: `ci-${String(index)}` };
      await write(name, 'cibot', 'POST', `patches/${id}/checks/`, check);
      return;
    }
    case 3:
      await write(name, 'mira', 'PATCH', `patches/${id}/`, {
        state: index % 2 ? 'new' : 'rejected',
      });
      return;
    default:
      await write(name, 'mira', 'PATCH', `patches/${id}/`, { delegate: index % 2 ? 2 : null });
  }
}

/** The fields that events report, as returned by the graph and by REST. */
async function compare(): Promise<void> {
  const { patches } = await gateway.data<{
    patches: {
      nodes: {
        id: string;
        check: string;
        state: { slug: string };
        delegate: { username: string } | null;
      }[];
    };
  }>(
    '{ patches(first: 240, filter: { project: ["kettle"] }) { nodes { id check state { slug } delegate { username } } } }',
  );
  const shown = patches.nodes.map(({ id, check, state, delegate }) =>
    [Buffer.from(id, 'base64url').toString(), state.slug, check, delegate?.username].join(),
  );
  const expected: string[] = [];
  for (const name of SERVERS) {
    const rows = await rest<Row[]>(name, 'patches/?project=kettle&per_page=250');
    for (const { id, state, check, delegate } of rows) {
      expected.push(
        [`${name}:Patch:${String(id)}`, state, check.toUpperCase(), delegate?.username].join(),
      );
    }
  }
  expect(shown.sort()).toEqual(expected.sort());
}

describe('an hour of ten queries over three servers, with 20 events', () => {
  let ttlRequests: number;
  beforeAll(async () => {
    gateway = await start(false);
    gateway.resetRequests();
    for (let step = 0; step < TTL_STEPS; step += 1) {
      nowMs += STEP_SECONDS * 1000;
      await askAll();
    }
    // Refreshes continue after the answers.
    await new Promise((resolve) => setTimeout(resolve, 50));
    ttlRequests = requestCount() * (HOUR_STEPS / TTL_STEPS);
    await gateway.close();
    gateway = await start(true);
    await pass(0);
  }, TIMEOUT_MS);
  afterAll(() => gateway.close());

  it(
    'returns the same as REST once a write was polled, with a fifth of the requests',
    async () => {
      await pass(3);
      gateway.resetRequests();
      let events = 0;
      /** Requests of the test itself, and those of its comparisons. */
      let own = 0;
      for (let step = 1; step <= HOUR_STEPS; step += 1) {
        await pass(STEP_SECONDS);
        await askAll();
        if (step % STEPS_PER_EVENT !== 0) continue;
        const before = requestCount();
        await change(events);
        events += 1;
        await pass(POLL_SECONDS + 5);
        await compare();
        own += requestCount() - before;
      }
      expect(events).toBe(20);
      const requests = requestCount() - own;
      expect(requests).toBeLessThanOrEqual(ttlRequests / 5);
    },
    TIMEOUT_MS,
  );
});
