import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startReleases, tokenOf } from '../tools/releaseGateway.js';
import type { TestGateway } from '../tools/startTestGateway.js';

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
beforeEach(async () => {
  gateway = await startReleases(['main', 'v31', 'v22']);
});
afterEach(() => gateway.close());

const PUBLIC = ['ci-lantern', 'empty', 'for next', 'morning', 'ünïcode ✓'];

describe('bundles', () => {
  it('show what is public to everybody, and the own private ones with a token', async () => {
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
    // What one caller may see is never kept for the next.
    expect(await gateway.data<Bundles>(query)).toEqual(anonymous);
  });

  it('hide a private one from all but its owner', async () => {
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

  it('are merged by name over instances', async () => {
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

  it('give patches with states by one request each, and the mbox in the order of the bundle', async () => {
    const { bundle } = await gateway.data<{
      bundle: { patches: { databaseId: number }[]; mbox: string };
    }>('{ bundle(instance: "v31", databaseId: 4) { patches { databaseId state { slug } } mbox } }');
    // Its own order, 36 37 7, is known to the mbox only.
    expect(bundle.patches.map(({ databaseId }) => databaseId)).toEqual([7, 36, 37]);
    const ids = [...bundle.mbox.matchAll(/^Message-I[Dd]: (.*)$/gm)].map(([, id]) => id);
    expect(ids).toHaveLength(3);
    const { store } = gateway.server('v31');
    expect(ids).toEqual([36, 37, 7].map((id) => store.patches.require(id).msgid));
    expect(gateway.requests('v31').sort()).toEqual([
      '/bundle/mira/for%20next/mbox/',
      '/bundles/4/',
      '/patches/36/',
      '/patches/37/',
      '/patches/7/',
    ]);
  });
});
