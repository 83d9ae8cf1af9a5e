import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFaults } from '../../src/sample/server/faults.js';
import { startLiveGateway, type LiveGateway } from '../tools/liveGateway.js';
import { idOf } from '../tools/releaseGateway.js';

const faults = createFaults();
const PATCH = idOf('v31', 'K.1@kettle');
const OTHER = idOf('v31', 'K.2@kettle');
const ROW = [`/patches/${String(PATCH)}/`];

const globalId = (patch: number): string =>
  Buffer.from(`v31:Patch:${String(patch)}`).toString('base64url');

let live: LiveGateway;
beforeAll(async () => {
  live = await startLiveGateway({ faults });
});
afterAll(() => live.gateway.close());

const list = (args: string): string =>
  `{ patches(first: 100${args}) { nodes { databaseId check archived state { slug } delegate { username } } } }`;

interface Row {
  readonly databaseId: number;
  readonly check: string | null;
  readonly archived: boolean | null;
  readonly state: { readonly slug: string } | null;
  readonly delegate: { readonly username: string } | null;
}

function rowsOf(data: unknown): readonly Row[] {
  return (data as { patches: { nodes: readonly Row[] } }).patches.nodes;
}

/** The patch on a list, and the requests. */
async function shown(query: string): Promise<readonly [readonly string[], Row | undefined]> {
  const [paths, data] = await live.paths(query);
  return [paths, rowsOf(data).find(({ databaseId }) => databaseId === PATCH)];
}

let checks = 0;
async function addCheck(patch = PATCH): Promise<void> {
  checks += 1;
  const body = { state: 'fail', context: `context-${String(checks)}` };
  await live.write('POST', `patches/${String(patch)}/checks/`, body, 'cibot');
}

async function update(body: object, patch = PATCH): Promise<void> {
  await live.write('PATCH', `patches/${String(patch)}/`, body);
}

async function original(): Promise<void> {
  await update({ state: 'new', delegate: null, archived: false });
  await live.polled();
}

describe('a list of patches of a followed instance', () => {
  it.each([
    ['a check', () => addCheck(), { check: 'FAIL' }],
    ['a state', () => update({ state: 'deferred' }), { state: { slug: 'deferred' } }],
    ['a delegate', () => update({ delegate: 2 }), { delegate: expect.anything() as unknown }],
  ])('reads one row again after %s, once for all lists', async (_what, change, row) => {
    await original();
    const lists = ['', ', filter: { project: ["kettle"] }', ', orderBy: { field: NAME }'].map(list);
    for (const query of lists) await live.read(query);
    live.pass(60);
    await live.polled();
    await change();
    await live.polled();
    expect(await shown(lists[0] ?? '')).toEqual([ROW, expect.objectContaining(row)]);
    for (const query of lists) {
      expect(await shown(query)).toEqual([[], expect.objectContaining(row)]);
    }
  });

  it.each([
    [', filter: { state: ["new"] }', () => update({ state: 'deferred' }), false],
    [', filter: { state: ["deferred"] }', () => update({ state: 'deferred' }), true],
    [', filter: { delegate: ["mira"] }', () => update({ delegate: 2 }), true],
    [', filter: { archived: false }', () => update({ state: 'deferred', archived: true }), false],
  ])('is read again whole where a patch enters or leaves: %s', async (args, change, isThere) => {
    await original();
    await live.read(list(args));
    live.pass(60);
    await live.polled();
    expect((await shown(list(args)))[0]).toEqual([]);
    await change();
    await live.polled();
    const [paths, row] = await shown(list(args));
    expect(paths.some((path) => path.startsWith('/patches/?'))).toBe(true);
    expect(row !== undefined).toBe(isThere);
  });

  it('reads a whole series if several of its patches changed', async () => {
    await original();
    await live.read(list(''));
    for (const patch of [PATCH, OTHER]) await addCheck(patch);
    await live.polled();
    const [paths] = await live.paths(list(''));
    expect(paths).toEqual([expect.stringMatching(/^\/patches\/\?series=\d+&per_page=250$/)]);
    // Both patches once more: the batch of their series is cached, and outdated as well.
    for (const patch of [PATCH, OTHER]) await addCheck(patch);
    await live.polled();
    expect((await live.paths(list('')))[0]).toHaveLength(2);
    expect((await live.paths(list('')))[0]).toEqual([]);
  });

  it('costs nothing if none of its patches changed', async () => {
    await original();
    const query = list(', filter: { q: "thermostat" }');
    const [, data] = await live.read(query);
    expect(rowsOf(data).every(({ databaseId }) => databaseId !== PATCH)).toBe(true);
    await addCheck();
    await live.polled();
    expect((await live.paths(query))[0]).toEqual([]);
  });

  it('returns the old row as stale while the server fails', async () => {
    await original();
    const query = `{ patches(first: 100) { nodes { databaseId } sources { status error { code } } } }`;
    await live.read(query);
    await addCheck();
    await live.polled();
    faults.set({ fault: { kind: 'status', status: 500 }, path: /\/patches\// });
    const [, data] = await live.read(query);
    faults.clear();
    expect(data).toMatchObject({
      patches: { sources: [{ status: 'STALE', error: { code: 'UPSTREAM_UNAVAILABLE' } }] },
    });
  });
});

describe('a list of events of a followed instance', () => {
  const events = (filter: string): string =>
    `{ events(first: 50, filter: { ${filter} }) { nodes { databaseId } } }`;
  const lengthOf = (data: unknown): number =>
    (data as { events: { nodes: readonly unknown[] } }).events.nodes.length;

  it.each([
    ['is extended by an event', `category: [CHECK_CREATED], patch: ["${globalId(PATCH)}"]`, 1],
    [
      'ignores events of other patches',
      `category: [CHECK_CREATED], patch: ["${globalId(OTHER)}"]`,
      0,
    ],
    [
      'ignores events of other kinds',
      `category: [PATCH_DELEGATED], patch: ["${globalId(PATCH)}"]`,
      0,
    ],
  ])('%s without a request', async (_what, filter, more) => {
    const query = events(filter);
    const [, before] = await live.read(query);
    await addCheck();
    await live.polled();
    const [paths, after] = await live.paths(query);
    expect(paths).toEqual([]);
    expect(lengthOf(after)).toBe(lengthOf(before) + more);
  });
});
