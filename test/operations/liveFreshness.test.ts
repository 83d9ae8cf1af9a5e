import { afterEach, describe, expect, it } from 'vitest';
import { createFaults } from '../../src/sample/server/faults.js';
import { startLiveGateway, type LiveGateway, type LiveOptions } from '../tools/liveGateway.js';
import { idOf, tokenOf } from '../tools/releaseGateway.js';

let live: LiveGateway;
afterEach(() => live.gateway.close());

async function start(options: LiveOptions = {}): Promise<void> {
  live = await startLiveGateway(options);
}

const STATE = '{ patch(instance: "v31", databaseId: 7) { state { slug } } }';
const inState = (slug: string): object => ({ patch: { state: { slug } } });

describe('a followed instance', () => {
  it('costs no requests while nothing happens, up to live.maxAgeSeconds', async () => {
    await start();
    const [first, data] = await live.read(STATE);
    expect(first).toBe(1);
    for (const seconds of [179, 179, 179]) {
      live.pass(seconds);
      await live.polled();
      expect(await live.read(STATE)).toEqual([0, data]);
    }
    live.pass(50);
    await live.polled();
    expect((await live.read(STATE))[0]).toBe(0);
    live.pass(20);
    await live.polled();
    expect((await live.read(STATE))[0]).toBe(1);
  });

  it('returns a change once its event was polled, without reading other patches again', async () => {
    await start();
    const other = '{ patch(instance: "v31", databaseId: 11) { state { slug } } }';
    await live.read(STATE);
    const [, otherData] = await live.read(other);
    live.pass(60);
    await live.polled();
    await live.write('PATCH', 'patches/7/', { state: 'rejected' });
    await live.polled();
    expect(await live.read(STATE)).toEqual([1, inState('rejected')]);
    expect(await live.read(other)).toEqual([0, otherData]);
  });

  it('reuses complete answers for the same time', async () => {
    await start();
    await live.gateway.data(STATE);
    await live.gateway.data(STATE);
    live.pass(100);
    await live.polled();
    const before = await reused();
    await live.gateway.data(STATE);
    expect(await reused()).toBe(before + 1);
  });

  it("updates lists of the event's project, and lists of all projects", async () => {
    await start();
    const list = (filter: string): string =>
      `{ patches(first: 100${filter}) { nodes { databaseId check } sources { live status } } }`;
    const [own, foreign] = await projects();
    const lists = [
      list(''),
      list(`, filter: { project: ["${own}"] }`),
      list(`, filter: { project: ["${foreign}"] }`),
    ];
    for (const query of lists) expect((await live.read(query))[0]).toBeGreaterThan(0);
    live.pass(60);
    await live.polled();
    for (const query of lists) expect((await live.read(query))[0]).toBe(0);
    expect((await live.read(lists[0] ?? ''))[1]).toMatchObject({
      patches: { sources: [{ live: true, status: 'OK' }] },
    });
    await live.write('POST', 'patches/7/checks/', { state: 'fail', context: 'live' }, 'cibot');
    await live.polled();
    const costs: number[] = [];
    for (const query of lists) costs.push((await live.read(query))[0]);
    expect(costs).toEqual([1, 0, 0]);
  });

  it('keeps the usual lifetime for data without events', async () => {
    await start();
    const query = '{ project(instance: "v31", linkName: "kettle") { name } }';
    expect((await live.read(query))[0]).toBe(1);
    live.pass(400);
    await live.polled();
    expect((await live.read(query))[0]).toBe(1);
  });

  it.each([
    ['v31', 0],
    ['v22', 1],
  ] as const)('keeps comments of %s, for %i request', async (release, requests) => {
    await start({ release });
    const id = idOf(release, 'b2@kettle');
    const query = `{ patch(instance: "${release}", databaseId: ${String(id)}) { comments { databaseId } } }`;
    await live.read(query);
    live.pass(90);
    await live.polled();
    expect((await live.read(query))[0]).toBe(requests);
  });

  it('behaves as without events once polls fail for live.maxLagSeconds, and is fresh again afterwards', async () => {
    const faults = createFaults();
    await start({ faults });
    await live.read(STATE);
    faults.set({ fault: { kind: 'status', status: 500 }, path: /\/events\// });
    live.pass(100);
    expect((await live.read(STATE))[0]).toBe(0);
    live.pass(100);
    expect((await live.read(STATE))[0]).toBe(1);
    faults.clear();
    await live.polled();
    live.pass(100);
    await live.polled();
    expect((await live.read(STATE))[0]).toBe(0);
  });

  it('does not trust data read before a gap', async () => {
    await start();
    await live.write('POST', 'patches/11/checks/', { state: 'fail', context: 'x' }, 'cibot');
    await live.polled();
    await live.read(STATE);
    const { events } = live.gateway.server('v31').store;
    const newest = [...events.rows].sort((a, b) => (a.date < b.date ? 1 : -1))[0];
    if (newest !== undefined) events.delete(newest.id);
    live.pass(60);
    await live.polled();
    expect((await live.read(STATE))[0]).toBe(1);
  });

  it('returns data written through the gateway immediately', async () => {
    await start();
    await live.read(STATE);
    const id = Buffer.from('v31:Patch:7').toString('base64url');
    const written = await live.gateway.data(
      `mutation { updatePatch(input: { id: "${id}", state: "deferred" }) { errors { message } } }`,
      { headers: { 'x-patchwork-token': `v31=${tokenOf('v31', 'mira')}` } },
    );
    expect(written).toEqual({ updatePatch: { errors: [] } });
    expect((await live.read(STATE))[1]).toEqual(inState('deferred'));
  });
});

describe('an instance that is not followed', () => {
  it('is reported in sources, and keeps the usual lifetime', async () => {
    await start({ enabled: false });
    const query = '{ patches(first: 5) { nodes { databaseId } sources { live } } }';
    expect((await live.read(query))[1]).toMatchObject({ patches: { sources: [{ live: false }] } });
    live.pass(60);
    expect((await live.read(query))[0]).toBe(1);
  });
});

/** Answers reused so far. */
async function reused(): Promise<number> {
  const metrics = await (await fetch(`${live.gateway.url}/metrics`)).text();
  return Number(/answers_reused_total (\d+)/.exec(metrics)?.[1]);
}

/** Link names of the project of patch 7, and of another project. */
async function projects(): Promise<readonly [string, string]> {
  const { patch, projects: all } = await live.gateway.data<{
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
