import { createServer, type Server } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { createFaults } from '../../../src/sample/server/faults.js';
import { idOf, releaseInstance, startReleases, tokenOf } from '../../tools/releaseGateway.js';
import {
  startTestGateway,
  type Answer,
  type AskOptions,
  type TestGateway,
} from '../../tools/startTestGateway.js';
import {
  asked,
  asUser,
  eventsAfter,
  globalId,
  lastEvent,
  mutate,
  OUTCOME,
  patchId,
  RELEASE_NAMES,
  type UserError,
} from './writing.js';

interface Result {
  readonly id: string;
  readonly outcome: string;
  readonly patch: { readonly state: { readonly slug: string } } | null;
  readonly errors: readonly UserError[];
}
interface Many {
  readonly results: readonly Result[];
  readonly patches: readonly { readonly id: string }[];
  readonly errors: readonly UserError[];
}
interface UpdatePatches {
  readonly updatePatches: Many | null;
}
interface UpdateSeries {
  readonly updateSeriesPatches: (Many & { readonly series: unknown }) | null;
}

const RESULTS = `results { id patch { state { slug } } ${OUTCOME} } errors { field message code }`;

let gateway: TestGateway;
const update = (input: object, options?: AskOptions): Promise<Answer<UpdatePatches>> =>
  mutate(gateway, 'updatePatches', `patches { id } ${RESULTS}`, input, options);
const updateSeries = (input: object, options?: AskOptions): Promise<Answer<UpdateSeries>> =>
  mutate(
    gateway,
    'updateSeriesPatches',
    `series { patches { id state { slug } archived } } ${RESULTS}`,
    input,
    options,
  );
let dead: Server | undefined;
afterEach(async () => {
  await gateway.close();
  dead?.close();
});

describe('updatePatches', () => {
  it('writes 200 patches on three instances, each once, and reports each outcome', async () => {
    // One instance disconnects on every write, and the token of another has no permissions.
    let hungUp = 0;
    dead = createServer((request, response) => {
      if (request.method === 'PATCH') hungUp += 1;
      response.destroy();
    });
    const port = await new Promise<number>((resolve) => {
      dead?.listen(0, '127.0.0.1', () => {
        const address = dead?.address();
        resolve(typeof address === 'object' ? (address?.port ?? 0) : 0);
      });
    });
    let running = 0;
    let mostRunning = 0;
    const watch = createFaults();
    watch.add({
      fault: { kind: 'delay', ms: 5 },
      path: (_url, request) => {
        if (request.method !== 'PATCH') return false;
        running += 1;
        mostRunning = Math.max(mostRunning, running);
        request.once('close', () => (running -= 1));
        return true;
      },
    });
    gateway = await startTestGateway({
      instances: [
        releaseInstance('main', { faults: watch, concurrency: 16 }),
        releaseInstance('v31'),
        { name: 'gone', url: `http://127.0.0.1:${String(port)}`, apiVersion: '1.3' },
      ],
      settle: false,
    });
    await gateway.ask(
      '{ instance(name: "main") { apiVersion } again: instance(name: "v31") { apiVersion } }',
    );
    gateway.resetRequests();
    const writable = (name: 'main' | 'v31'): readonly number[] =>
      gateway
        .server(name)
        .store.patches.rows.filter(({ project }) => project === 1)
        .map(({ id }) => id);
    const onMain = Array.from({ length: 70 }, (_, index) => writable('main')[index % 35] ?? 0);
    const onV31 = writable('v31').slice(0, 30);
    const ids = [
      ...onMain.map((id) => globalId('main', 'Patch', id)),
      ...onV31.map((id) => globalId('v31', 'Patch', id)),
      ...Array.from({ length: 100 }, (_, index) => globalId('gone', 'Patch', index + 1)),
    ];
    expect(ids).toHaveLength(200);
    const tokens = `main=${tokenOf('main', 'mira')}, v31=${tokenOf('v31', 'bert')}, gone=secret-of-gone`;
    const { data, errors } = await update(
      { ids, state: 'superseded' },
      { headers: { 'x-patchwork-token': tokens } },
    );
    expect(errors).toBeUndefined();
    const { results = [], patches = [], errors: all = [] } = data.updatePatches ?? {};
    expect(results.map(({ id }) => id)).toEqual(ids);
    for (const { outcome, patch, errors: own } of results.slice(0, 70)) {
      expect({ outcome, patch, own }).toEqual({
        outcome: 'APPLIED',
        patch: { state: { slug: 'superseded' } },
        own: [],
      });
    }
    for (const result of results.slice(70, 100)) {
      expect(result).toMatchObject({ outcome: 'NOT_APPLIED', errors: [{ code: 'FORBIDDEN' }] });
    }
    for (const result of results.slice(100)) {
      // Writes that were sent may have been applied; once the breaker is open, none is sent.
      expect(['UNKNOWN', 'NOT_APPLIED']).toContain(result.outcome);
      expect(result.errors).toMatchObject([{ field: [], code: 'UPSTREAM_UNAVAILABLE' }]);
    }
    const unknown = results.filter(({ outcome }) => outcome === 'UNKNOWN');
    expect(unknown).toHaveLength(hungUp);
    expect(patches).toHaveLength(70);
    expect(all).toHaveLength(130);
    expect(all[0]?.field).toEqual(['ids', '70']);
    const writes = asked(gateway, 'main').filter((one) => one.startsWith('PATCH'));
    expect(writes).toHaveLength(35);
    expect(new Set(writes).size).toBe(35);
    expect(asked(gateway, 'main')).toHaveLength(35);
    expect(asked(gateway, 'v31')).toHaveLength(30);
    expect(mostRunning).toBeLessThanOrEqual(4);
    expect(JSON.stringify({ data, logs: gateway.logs })).not.toContain('secret-of-gone');
  });

  it('looks up a delegate once for each instance', async () => {
    gateway = await startReleases(['main', 'v31']);
    const ids = (['main', 'v31'] as const).flatMap((name) =>
      ['b2@kettle', 'b3@kettle'].map((key) => patchId(name, key)),
    );
    const { data } = await update({ ids, delegate: 'cibot' }, asUser('mira', 'main', 'v31'));
    expect(data.updatePatches?.results.map(({ outcome }) => outcome)).toEqual(
      ids.map(() => 'APPLIED'),
    );
    for (const name of ['main', 'v31']) {
      expect(asked(gateway, name).filter((one) => one.startsWith('GET'))).toEqual([
        'GET /users/?q=cibot&per_page=250',
      ]);
      expect(asked(gateway, name)).toHaveLength(3);
    }
  });

  it('writes to instances with a token, and reports those without one', async () => {
    gateway = await startReleases(['main', 'v31']);
    const ids = [patchId('main', 'b2@kettle'), patchId('v31', 'b2@kettle')];
    const one = await update({ ids, archived: true }, asUser('mira', 'v31'));
    expect(one.data.updatePatches?.results).toMatchObject([
      { outcome: 'NOT_APPLIED', errors: [{ code: 'UNAUTHENTICATED' }] },
      { outcome: 'APPLIED', errors: [] },
    ]);
    const none = await update({ ids, archived: true });
    expect(none.data.updatePatches).toBeNull();
    expect(none.errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
  });

  it.each<[what: string, count: number, message: string]>([
    ['no ids', 0, 'the list is empty; give 1 to 500'],
    ['501 ids', 501, 'too many at once (501); give 1 to 500'],
  ])('refuses %s in the payload', async (_what, count, message) => {
    gateway = await startReleases(['v31']);
    const ids = Array.from({ length: count }, (_, index) => globalId('v31', 'Patch', index + 1));
    for (const [field, value] of [
      ['ids', ids],
      ['patches', ids.map((id) => ({ id }))],
    ] as const) {
      const input = { [field]: value, archived: true };
      const { data, errors } = await update(input, asUser('mira', 'v31'));
      expect(errors).toBeUndefined();
      expect(data.updatePatches).toEqual({
        results: [],
        patches: [],
        errors: [{ field: [field], message, code: 'INVALID' }],
      });
    }
    expect(asked(gateway, 'v31')).toEqual([]);
  });

  it('writes a separate commit to each patch', async () => {
    gateway = await startReleases(['main', 'v31']);
    const patches = [
      { id: patchId('main', 'b2@kettle'), commitRef: 'aaaa' },
      { id: patchId('v31', 'b2@kettle'), commitRef: null },
      { id: patchId('v31', 'b1@kettle') },
    ];
    const answer = await mutate<{
      updatePatches: { results: { patch: { commitRef: string | null }; outcome: string }[] };
    }>(
      gateway,
      'updatePatches',
      'results { outcome patch { commitRef } }',
      { patches, state: 'accepted', commitRef: 'cccc' },
      asUser('mira', 'main', 'v31'),
    );
    expect(answer.errors).toBeUndefined();
    const written = answer.data.updatePatches.results;
    expect(written.map(({ outcome }) => outcome)).toEqual(['APPLIED', 'APPLIED', 'APPLIED']);
    expect(written.map(({ patch }) => patch.commitRef)).toEqual(['aaaa', null, 'cccc']);
  });

  it('refuses two commits for one patch, and ids together with patches', async () => {
    gateway = await startReleases(['v31']);
    const id = patchId('v31', 'b2@kettle');
    const patches = ['aaaa', 'bbbb'].map((commitRef) => ({ id, commitRef }));
    const twice = await update({ patches }, asUser('mira', 'v31'));
    expect(twice.data.updatePatches?.errors).toMatchObject([
      { field: ['patches', '0', 'commitRef'], code: 'INVALID' },
      { field: ['patches', '1', 'commitRef'], code: 'INVALID' },
    ]);
    for (const input of [{ patches, ids: [id] }, { state: 'new' }]) {
      const both = await update(input, asUser('mira', 'v31'));
      expect(both.errors?.[0]?.message).toContain('either ids or patches');
    }
    expect(asked(gateway, 'v31')).toEqual([]);
  });

  it('writes nothing if a value is invalid everywhere', async () => {
    gateway = await startReleases(['v31']);
    const input = { ids: [patchId('v31', 'b2@kettle')], state: '4' };
    const { data } = await update(input, asUser('mira', 'v31'));
    expect(data.updatePatches?.errors).toMatchObject([
      { field: ['ids', '0', 'state'], code: 'INVALID' },
    ]);
    expect(asked(gateway, 'v31')).toEqual([]);
  });

  it('reports writes that were not sent when the request budget is used up', async () => {
    gateway = await startTestGateway({
      instances: [releaseInstance('v31')],
      limits: { maxUpstreamRequestsPerInstance: 2 },
    });
    const ids = ['b2@kettle', 'b3@kettle', 'b4@kettle'].map((key) => patchId('v31', key));
    const { data } = await update({ ids, archived: true }, asUser('mira', 'v31'));
    expect(data.updatePatches?.results).toMatchObject([
      { outcome: 'APPLIED' },
      { outcome: 'APPLIED' },
      { outcome: 'NOT_APPLIED', errors: [{ code: 'QUERY_TOO_EXPENSIVE' }] },
    ]);
    expect(asked(gateway, 'v31')).toHaveLength(2);
  });
});

describe.each(RELEASE_NAMES)('updateSeriesPatches on %s', (name) => {
  const seriesOf = (key: string): number => {
    const { store } = gateway.server(name);
    return store.patches.require(idOf(name, key)).series ?? 0;
  };

  it('writes each patch of the series once', async () => {
    gateway = await startReleases([name]);
    const id = seriesOf('A1.1@kettle');
    const before = lastEvent(gateway, name);
    const input = { series: globalId(name, 'Series', id), state: 'accepted', archived: true };
    const { data, errors } = await updateSeries(input, asUser('mira', name));
    expect(errors).toBeUndefined();
    const { results = [], series, errors: own } = data.updateSeriesPatches ?? {};
    expect(own).toEqual([]);
    const ids = ['A1.1@kettle', 'A1.2@kettle', 'A1.3@kettle'].map((key) => patchId(name, key));
    expect(results.map((one) => one.id).sort()).toEqual([...ids].sort());
    expect(results.every(({ outcome }) => outcome === 'APPLIED')).toBe(true);
    expect(series).toEqual({
      patches: ids.map((patch) => ({ id: patch, state: { slug: 'accepted' }, archived: true })),
    });
    const requests = asked(gateway, name);
    expect(requests[0]).toBe(`GET /patches/?series=${String(id)}&per_page=250`);
    expect(requests.filter((one) => one.startsWith('PATCH'))).toHaveLength(3);
    expect(eventsAfter(gateway, name, before)).toEqual(
      Array.from({ length: 3 }, () => 'patch-state-changed by mira'),
    );
  });

  it.each<[what: string, change: object, username: string, errors: readonly object[]]>([
    [
      'an invalid state',
      { state: 'bogus' },
      'mira',
      [{ field: ['patches', '0', 'state'], code: 'INVALID' }],
    ],
    ['a number for a state', { state: '3' }, 'mira', [{ field: ['state'], code: 'INVALID' }]],
    ['nothing to change', {}, 'mira', [{ field: [], code: 'INVALID' }]],
    [
      'a token without permissions',
      { archived: true },
      'nils',
      [{ field: ['patches', '0'], code: 'FORBIDDEN' }],
    ],
    ['a token that is wrong', { archived: true }, 'gone', [{ field: [], code: 'FORBIDDEN' }]],
    [
      'a series that does not exist',
      { series: 99_999, archived: true },
      'mira',
      [{ field: ['series'], code: 'NOT_FOUND' }],
    ],
  ])('refuses %s', async (_what, change, username, expected) => {
    gateway = await startReleases([name]);
    const { series = seriesOf('A1.1@kettle'), ...rest } = change as { readonly series?: number };
    const input = { series: globalId(name, 'Series', series), ...rest };
    const { data, errors } = await updateSeries(input, asUser(username, name));
    expect(errors).toBeUndefined();
    const own = data.updateSeriesPatches?.errors.map(({ field, code }) => ({ field, code })) ?? [];
    expect(own.slice(0, 1)).toEqual(expected);
    expect(
      data.updateSeriesPatches?.results.every(({ outcome }) => outcome === 'NOT_APPLIED'),
    ).toBe(true);
  });
});

describe('updateSeriesPatches at an old API', () => {
  it.each(['1.0', '1.1'] as const)('works at %s', async (apiVersion) => {
    gateway = await startTestGateway({ instances: [releaseInstance('v31', { apiVersion })] });
    const { store } = gateway.server('v31');
    const id = store.patches.require(idOf('v31', 'A1.1@kettle')).series ?? 0;
    const input = { series: globalId('v31', 'Series', id), state: 'rejected' };
    const { data } = await updateSeries(input, asUser('mira', 'v31'));
    expect(data.updateSeriesPatches?.errors).toEqual([]);
    expect(data.updateSeriesPatches?.results.map(({ outcome }) => outcome)).toEqual([
      'APPLIED',
      'APPLIED',
      'APPLIED',
    ]);
  });
});
