import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFaults } from '../../src/sample/server/faults.js';
import { releaseInstance, startReleases, tokenOf } from '../tools/releaseGateway.js';
import { startTestGateway, type TestGateway } from '../tools/startTestGateway.js';

interface Bundles {
  readonly bundles: {
    readonly nodes: readonly {
      readonly name: string;
      readonly instance: { readonly name: string };
    }[];
    readonly totalCount: number;
  };
}

let gateway: TestGateway;
let now: number;
beforeEach(async () => {
  now = Date.now();
  gateway = await startReleases(['main', 'v31', 'v22'], { now: () => now });
});
afterEach(() => gateway.close());

const PUBLIC = ['ci-lantern', 'empty', 'for next', 'morning', 'ünïcode ✓'];

describe('bundles', () => {
  it("show public bundles to everyone, and the caller's private ones with a token", async () => {
    const query = '{ bundles(instances: ["v31"]) { nodes { name } totalCount } }';
    const anonymous = await gateway.data<Bundles>(query);
    expect(anonymous.bundles.nodes.map(({ name }) => name).sort()).toEqual(PUBLIC);
    expect(anonymous.bundles.totalCount).toBe(5);
    const own = await gateway.data<Bundles>(query, {
      headers: { 'x-patchwork-token': `v31=${tokenOf('v31', 'alina')}` },
    });
    expect(own.bundles.nodes.map(({ name }) => name).sort()).toEqual(
      [...PUBLIC, 'private notes'].sort(),
    );
    // Data of one caller is never cached for another.
    expect(await gateway.data<Bundles>(query)).toEqual(anonymous);
  });

  it('hide a private one from everyone except its owner', async () => {
    const query = '{ bundle(instance: "v31", databaseId: 2) { name public owner { username } } }';
    const as = async (username?: string): Promise<unknown> =>
      await gateway.data(query, {
        headers:
          username === undefined ? {} : { 'x-patchwork-token': `v31=${tokenOf('v31', username)}` },
      });
    const seen = {
      bundle: { name: 'private notes', public: false, owner: { username: 'alina' } },
    };
    expect(await as()).toEqual({ bundle: null });
    expect(await as('alina')).toEqual(seen);
    expect(await as('mira')).toEqual({ bundle: null });
    expect(await as()).toEqual({ bundle: null });
    expect(await as('alina')).toEqual(seen);
  });

  it.each<[filter: string, names: readonly string[]]>([
    ['{owner: ["alina"]}', ['morning', 'ünïcode ✓']],
    ['{owner: ["alina", "cibot"]}', ['ci-lantern', 'morning', 'ünïcode ✓']],
    ['{project: ["lantern"]}', ['ci-lantern', 'ünïcode ✓']],
    ['{public: false}', []],
    ['{public: true, q: "NEXT"}', ['for next']],
    ['{q: "ünï"}', ['ünïcode ✓']],
  ])('filtered by %s are %j', async (filter, names) => {
    const { bundles } = await gateway.data<Bundles>(
      `{ bundles(instances: ["v31"], filter: ${filter}) { nodes { name } } }`,
    );
    const found = bundles.nodes.map(({ name }) => name);
    expect(found.filter((name) => name !== 'empty').sort()).toEqual([...names].sort());
  });

  it('are merged by name across instances', async () => {
    const { bundles } = await gateway.data<Bundles>(
      '{ bundles { nodes { name instance { name } } totalCount } }',
    );
    expect(bundles.totalCount).toBe(15);
    expect(bundles.nodes.map(({ name }) => name)).toEqual(
      PUBLIC.flatMap((name) => [name, name, name]),
    );
    expect(bundles.nodes.slice(0, 3).map(({ instance }) => instance.name)).toEqual([
      'main',
      'v22',
      'v31',
    ]);
  });

  it('return patches and the mbox in their own order with one request, and states with one list', async () => {
    const { bundle } = await gateway.data<{
      bundle: { patches: { databaseId: number }[]; mbox: string };
    }>('{ bundle(instance: "v31", databaseId: 4) { patches { databaseId state { slug } } mbox } }');
    // REST lists them by date: 7, 36, 37.
    expect(bundle.patches.map(({ databaseId }) => databaseId)).toEqual([36, 37, 7]);
    const ids = [...bundle.mbox.matchAll(/^Message-I[Dd]: (.*)$/gm)].map(([, id]) => id);
    expect(ids).toHaveLength(3);
    const { store } = gateway.server('v31');
    expect(ids).toEqual([36, 37, 7].map((id) => store.patches.require(id).msgid));
    expect(gateway.requests('v31').sort()).toEqual([
      '/bundle/mira/for%20next/mbox/',
      '/bundles/4/',
      '/patches/?project=1&since=2026-03-03T09%3A00%3A00&before=2026-03-08T08%3A00%3A03&order=-date%2C-id&per_page=30',
    ]);
  });

  describe('the order of their patches', () => {
    interface Ordered {
      readonly bundle: {
        readonly patches: readonly { readonly databaseId: number }[] | null;
        readonly isPatchOrderKnown?: boolean | null;
        readonly mbox?: string | null;
      };
    }

    const ask = async (selection: string, id = 4): Promise<readonly unknown[]> => {
      const { bundle } = await gateway.data<Ordered>(
        `{ bundle(instance: "v31", databaseId: ${String(id)}) { ${selection} } }`,
      );
      const { patches, isPatchOrderKnown } = bundle;
      return [patches?.map(({ databaseId }) => databaseId), isPatchOrderKnown];
    };
    const MBOX = '/bundle/mira/for%20next/mbox/';
    const mboxRequests = (): readonly string[] =>
      gateway.requests('v31').filter((path) => path.includes('mbox'));

    it.each<[string, readonly string[]]>([
      ['patches { databaseId }', [MBOX]],
      ['patches { databaseId } isPatchOrderKnown mbox again: patches { name }', [MBOX]],
      ['mbox', [MBOX]],
      ['isPatchOrderKnown', [MBOX]],
      ['patches(inOrder: null) { databaseId }', [MBOX]],
      ['patches(inOrder: false) { databaseId }', []],
      ['name webUrl project { name }', []],
    ])('costs one mbox where it is needed: %s', async (selection, requests) => {
      await ask(selection);
      expect(mboxRequests()).toEqual(requests);
    });

    it("is the bundle's own order on every release", async () => {
      for (const name of ['main', 'v31', 'v22'] as const) {
        const { bundles } = await gateway.data<{
          readonly bundles: {
            readonly nodes: readonly (Ordered['bundle'] & { databaseId: number })[];
          };
        }>(
          `{ bundles(instances: ["${name}"]) { nodes { databaseId isPatchOrderKnown patches { databaseId } } } }`,
        );
        const { store } = gateway.server(name);
        for (const { databaseId, isPatchOrderKnown, patches } of bundles.nodes) {
          expect(isPatchOrderKnown).toBe(true);
          expect(patches?.map((patch) => patch.databaseId)).toEqual(
            store.bundles.require(databaseId).patches,
          );
        }
        const several = bundles.nodes.filter(({ patches }) => (patches?.length ?? 0) > 1);
        expect(gateway.requests(name)).toHaveLength(1 + several.length);
      }
    });

    it('is by date if requested', async () => {
      expect(await ask('patches(inOrder: false) { databaseId }')).toEqual([[7, 36, 37], undefined]);
    });

    it('is by date if the mbox cannot be read, which is reported', async () => {
      await gateway.close();
      const faults = createFaults();
      gateway = await startTestGateway({ instances: [{ ...releaseInstance('v31'), faults }] });
      const selection = 'patches { databaseId } isPatchOrderKnown';
      for (const fault of [
        { kind: 'status', status: 404 },
        { kind: 'status', status: 403 },
        { kind: 'html' },
      ] as const) {
        faults.set({ fault, path: '/mbox/' });
        expect(await ask(selection)).toEqual([[7, 36, 37], false]);
        faults.clear();
      }
    });

    it('puts patches missing in the mbox at the end, and reports it', async () => {
      expect(await ask('patches { databaseId } isPatchOrderKnown')).toEqual([[36, 37, 7], true]);
      // The mbox is cached for a minute, the bundle for less.
      const { store } = gateway.server('v31');
      const bundle = store.bundles.require(4);
      store.bundles.replace({ ...bundle, patches: [45, ...bundle.patches] });
      now += 46_000;
      expect(await ask('patches { databaseId } isPatchOrderKnown')).toEqual([
        [36, 37, 7, 45],
        false,
      ]);
    });

    it('does not require the mbox for one patch', async () => {
      const { store } = gateway.server('v31');
      const bundle = store.bundles.require(4);
      store.bundles.replace({ ...bundle, patches: [36] });
      expect(await ask('patches { databaseId } isPatchOrderKnown')).toEqual([[36], true]);
      expect(mboxRequests()).toEqual([]);
    });
  });
});
