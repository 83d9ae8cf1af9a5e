import { afterEach, describe, expect, it } from 'vitest';
import { createFaults } from '../../src/sample/server/faults.js';
import { idOf, releaseInstance, tokenOf, type ReleaseName } from '../tools/releaseGateway.js';
import { startTestGateway, type TestGateway } from '../tools/startTestGateway.js';

let gateway: TestGateway;
let nowMs: number;
afterEach(() => gateway.close());

interface Options {
  readonly release?: ReleaseName;
  readonly faults?: ReturnType<typeof createFaults>;
  readonly enabled?: boolean;
}

async function start({ release = 'v31', faults, enabled = true }: Options = {}): Promise<void> {
  nowMs = Date.now();
  gateway = await startTestGateway({
    instances: [releaseInstance(release, faults && { faults })],
    live: { enabled, pollSeconds: { min: 0.01, max: 0.01 } },
    now: () => nowMs,
  });
  if (!enabled) return;
  await polled();
  // What is read right at the start may be from before.
  pass(3);
  await polled();
}

function pass(seconds: number): void {
  nowMs += seconds * 1000;
}

async function lastPollAt(): Promise<number> {
  const { live } = await gateway.data<{ live: { lastPollAt: string | null }[] }>(
    '{ live { lastPollAt } }',
  );
  return Date.parse(live[0]?.lastPollAt ?? '');
}

/** Waits for a poll that began from now on. */
async function polled(): Promise<void> {
  pass(0.001);
  while (!((await lastPollAt()) >= nowMs)) await new Promise((resolve) => setImmediate(resolve));
}

/** Requests other than polls that a query costs, with its data. */
async function read(query: string): Promise<readonly [requests: number, data: unknown]> {
  gateway.resetRequests();
  const { data, extensions } = await gateway.ask(query, { headers: { 'x-upstream-report': '1' } });
  return [extensions?.upstream?.requests ?? -1, data];
}

async function write(
  release: ReleaseName,
  method: string,
  path: string,
  body: object,
  user = 'mira',
): Promise<void> {
  const response = await fetch(`${gateway.server(release).url}/api/${path}`, {
    method,
    headers: {
      authorization: `Token ${tokenOf(release, user)}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${path}: ${await response.text()}`);
}

const STATE = '{ patch(instance: "v31", databaseId: 7) { state { slug } } }';
const inState = (slug: string): object => ({ patch: { state: { slug } } });

describe('a followed instance', () => {
  it('costs no requests while nothing happens, up to live.maxAgeSeconds', async () => {
    await start();
    const [first, data] = await read(STATE);
    expect(first).toBe(1);
    for (const seconds of [179, 179, 179]) {
      pass(seconds);
      await polled();
      expect(await read(STATE)).toEqual([0, data]);
    }
    pass(50);
    await polled();
    expect((await read(STATE))[0]).toBe(0);
    pass(20);
    await polled();
    expect((await read(STATE))[0]).toBe(1);
  });

  it('shows a change once its event was polled, and other patches are not read again', async () => {
    await start();
    const other = '{ patch(instance: "v31", databaseId: 11) { state { slug } } }';
    await read(STATE);
    const [, otherData] = await read(other);
    pass(60);
    await polled();
    await write('v31', 'PATCH', 'patches/7/', { state: 'rejected' });
    await polled();
    expect(await read(STATE)).toEqual([1, inState('rejected')]);
    expect(await read(other)).toEqual([0, otherData]);
  });

  it('gives whole answers again for as long', async () => {
    await start();
    await gateway.data(STATE);
    await gateway.data(STATE);
    pass(100);
    await polled();
    const before = await reused();
    await gateway.data(STATE);
    expect(await reused()).toBe(before + 1);
  });

  it('drops lists of the project that an event is of, and lists of all projects', async () => {
    await start();
    const list = (filter: string): string =>
      `{ patches(first: 5${filter}) { nodes { databaseId check } sources { live status } } }`;
    const [own, foreign] = await projects();
    const lists = [
      list(''),
      list(`, filter: { project: ["${own}"] }`),
      list(`, filter: { project: ["${foreign}"] }`),
    ];
    for (const query of lists) expect((await read(query))[0]).toBeGreaterThan(0);
    pass(60);
    await polled();
    for (const query of lists) expect((await read(query))[0]).toBe(0);
    expect((await read(lists[0] ?? ''))[1]).toMatchObject({
      patches: { sources: [{ live: true, status: 'OK' }] },
    });
    await write('v31', 'POST', 'patches/7/checks/', { state: 'fail', context: 'live' }, 'cibot');
    await polled();
    const costs: boolean[] = [];
    for (const query of lists) costs.push((await read(query))[0] > 0);
    expect(costs).toEqual([true, true, false]);
  });

  it('keeps the usual age of what no event reports', async () => {
    await start();
    const query = '{ project(instance: "v31", linkName: "kettle") { name } }';
    expect((await read(query))[0]).toBe(1);
    pass(400);
    await polled();
    expect((await read(query))[0]).toBe(1);
  });

  it.each([
    ['v31', 0],
    ['v22', 1],
  ] as const)('keeps comments of %s, for %i request', async (release, requests) => {
    await start({ release });
    const id = idOf(release, 'b2@kettle');
    const query = `{ patch(instance: "${release}", databaseId: ${String(id)}) { comments { databaseId } } }`;
    await read(query);
    pass(90);
    await polled();
    expect((await read(query))[0]).toBe(requests);
  });

  it('is as without events once polls fail for live.maxLagSeconds, and fresh again after', async () => {
    const faults = createFaults();
    await start({ faults });
    await read(STATE);
    faults.set({ fault: { kind: 'status', status: 500 }, path: /\/events\// });
    pass(100);
    expect((await read(STATE))[0]).toBe(0);
    pass(100);
    expect((await read(STATE))[0]).toBe(1);
    faults.clear();
    await polled();
    pass(100);
    await polled();
    expect((await read(STATE))[0]).toBe(0);
  });

  it('does not trust what was read before a gap', async () => {
    await start();
    await write('v31', 'POST', 'patches/11/checks/', { state: 'fail', context: 'x' }, 'cibot');
    await polled();
    await read(STATE);
    const { events } = gateway.server('v31').store;
    const newest = [...events.rows].sort((a, b) => (a.date < b.date ? 1 : -1))[0];
    if (newest !== undefined) events.delete(newest.id);
    pass(60);
    await polled();
    expect((await read(STATE))[0]).toBe(1);
  });

  it('shows what was written through the gateway at once', async () => {
    await start();
    await read(STATE);
    const id = Buffer.from('v31:Patch:7').toString('base64url');
    const written = await gateway.data(
      `mutation { updatePatch(input: { id: "${id}", state: "deferred" }) { errors { message } } }`,
      { headers: { 'x-patchwork-token': `v31=${tokenOf('v31', 'mira')}` } },
    );
    expect(written).toEqual({ updatePatch: { errors: [] } });
    expect((await read(STATE))[1]).toEqual(inState('deferred'));
  });
});

describe('an instance that is not followed', () => {
  it('says so in sources, and keeps the usual age', async () => {
    await start({ enabled: false });
    const query = '{ patches(first: 5) { nodes { databaseId } sources { live } } }';
    expect((await read(query))[1]).toMatchObject({ patches: { sources: [{ live: false }] } });
    pass(60);
    expect((await read(query))[0]).toBe(1);
  });
});

/** Answers given again so far. */
async function reused(): Promise<number> {
  const metrics = await (await fetch(`${gateway.url}/metrics`)).text();
  return Number(/answers_reused_total (\d+)/.exec(metrics)?.[1]);
}

/** Link names of the project of patch 7, and of another one. */
async function projects(): Promise<readonly [string, string]> {
  const { patch, projects: all } = await gateway.data<{
    patch: { project: { linkName: string } };
    projects: { nodes: { linkName: string }[] };
  }>(
    '{ patch(instance: "v31", databaseId: 7) { project { linkName } } projects { nodes { linkName } } }',
  );
  const own = patch.project.linkName;
  const foreign = all.nodes.find(({ linkName }) => linkName !== own)?.linkName;
  if (foreign === undefined) throw new RangeError('there is one project only');
  return [own, foreign];
}
