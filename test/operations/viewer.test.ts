import { afterEach, describe, expect, it } from 'vitest';
import { createFaults } from '../../src/sample/server/faults.js';
import { idOf, releaseInstance, startReleases, tokenOf } from '../tools/releaseGateway.js';
import { startTestGateway, type TestGateway } from '../tools/startTestGateway.js';
import { asUser, RELEASE_NAMES } from './mutations/writing.js';

interface Viewers {
  readonly viewers: readonly {
    readonly instance: { readonly name: string };
    readonly user: { readonly username: string } | null;
    readonly toDoCount: number | null;
    readonly projects: readonly { readonly linkName: string }[] | null;
    readonly bundles: readonly { readonly name: string; readonly public: boolean }[] | null;
  }[];
}

const VIEWERS = `{ viewers {
  instance { name } user { username settings { itemsPerPage } } toDoCount
  projects { linkName } bundles { name public } toDo { totalCount nodes { databaseId } } } }`;

let gateway: TestGateway;
afterEach(() => gateway.close());

describe.each(RELEASE_NAMES)('viewers on %s', (name) => {
  it.each([
    ['mira', ['kettle'], ['for next', 'wip'], 100],
    ['alina', [], ['morning', 'private notes', 'ünïcode ✓'], 50],
    ['nils', ['lantern'], [], 100],
    ['olga', ['lantern'], [], 100],
    ['admin', [], [], 100],
  ])(
    'identifies %s by the token: projects %j, bundles %j',
    async (username, projects, bundles, itemsPerPage) => {
      gateway = await startReleases([name]);
      const { viewers } = await gateway.data<Viewers>(VIEWERS, asUser(username, name));
      expect(viewers).toHaveLength(1);
      const [viewer] = viewers;
      expect(viewer).toMatchObject({
        instance: { name },
        user: { username, settings: { itemsPerPage } },
      });
      // Each release has a different third project.
      const shared = viewer?.projects?.filter(({ linkName }) =>
        /^(kettle|lantern)$/.test(linkName),
      );
      expect(shared?.map(({ linkName }) => linkName).sort()).toEqual(projects);
      const { store } = gateway.server(name);
      expect(viewer?.projects).toHaveLength(store.userByName(username)?.maintainer_of.length ?? -1);
      expect(viewer?.bundles?.map((one) => one.name).sort()).toEqual([...bundles].sort());
    },
  );

  it('counts the patches that wait for the caller', async () => {
    gateway = await startReleases([name]);
    const { store } = gateway.server(name);
    const mira = store.userByName('mira')?.id ?? 0;
    const states = new Map(store.states.rows.map(({ slug, id }) => [slug, id]));
    const set = (key: string, state: string, archived: boolean): void => {
      const patch = store.patches.require(idOf(name, key));
      store.patches.replace({ ...patch, delegate: mira, archived, state: states.get(state) ?? 1 });
    };
    for (const row of store.patches.rows.filter(({ delegate }) => delegate === mira)) {
      store.patches.replace({ ...row, delegate: null });
    }
    set('b2@kettle', 'new', false);
    set('b3@kettle', 'under-review', false);
    set('b4@kettle', 'accepted', false);
    set('b5@kettle', 'new', true);
    const { viewers } = await gateway.data<Viewers>(VIEWERS, asUser('mira', name));
    expect(viewers).toMatchObject([{ toDoCount: 2, toDo: { totalCount: 2 } }]);
  });
});

describe('viewers', () => {
  it('are those with a token, in the order of the configuration', async () => {
    gateway = await startReleases(['main', 'v31', 'v22']);
    const query = '{ viewers { instance { name } user { username } } }';
    expect(await gateway.data(query)).toEqual({ viewers: [] });
    const headers = {
      'x-patchwork-token': `v22=${tokenOf('v22', 'nils')}, main=${tokenOf('main', 'alina')}`,
    };
    expect(await gateway.data(query, { headers })).toEqual({
      viewers: [
        { instance: { name: 'main' }, user: { username: 'alina' } },
        { instance: { name: 'v22' }, user: { username: 'nils' } },
      ],
    });
  });

  it('cost the search for the owner of a token once', async () => {
    gateway = await startReleases(['v31']);
    const query = '{ viewers { user { databaseId } } }';
    await gateway.data(query, asUser('nils', 'v31'));
    const paths = gateway.requests('v31');
    // A maintainer without a private bundle: the users are searched, maintainers first.
    expect(paths.slice(0, 3).sort()).toEqual([
      '/bundles/?public=false&per_page=1',
      '/projects/?per_page=250',
      '/users/?per_page=250',
    ]);
    expect(paths.length).toBeLessThanOrEqual(8);
    gateway.resetRequests();
    await gateway.data(query, asUser('nils', 'v31'));
    expect(gateway.requests('v31')).toEqual([]);
    await gateway.data(query, asUser('alina', 'v31'));
    expect(gateway.requests('v31')).toEqual(['/bundles/?public=false&per_page=1']);
  });

  it.each(['1.0', '1.1'] as const)(
    'at API %s are identified only by a private bundle',
    async (apiVersion) => {
      gateway = await startTestGateway({ instances: [releaseInstance('v31', { apiVersion })] });
      const query = '{ viewers { user { username } } }';
      const known = await gateway.data(query, asUser('mira', 'v31'));
      expect(known).toEqual({ viewers: [{ user: { username: 'mira' } }] });
      const unknown = await gateway.ask(query, asUser('nils', 'v31'));
      expect(unknown.data).toEqual({ viewers: [{ user: null }] });
      expect(unknown.errors).toMatchObject([
        { extensions: { code: 'NOT_SUPPORTED_BY_INSTANCE', instance: 'v31' } },
      ]);
    },
  );

  it('are an error if the token is invalid or the server is down', async () => {
    const faults = createFaults();
    gateway = await startTestGateway({
      instances: [releaseInstance('v31'), releaseInstance('main', { faults })],
    });
    faults.add({ fault: { kind: 'status', status: 500 } });
    const headers = { 'x-patchwork-token': `v31=wrong, main=${tokenOf('main', 'mira')}` };
    const { data, errors } = await gateway.ask(
      '{ viewers { instance { name } user { username } } }',
      {
        headers,
      },
    );
    expect(data).toEqual({
      viewers: [
        { instance: { name: 'v31' }, user: null },
        { instance: { name: 'main' }, user: null },
      ],
    });
    expect(errors?.map(({ extensions }) => extensions.code).sort()).toEqual([
      'FORBIDDEN',
      'UPSTREAM_UNAVAILABLE',
    ]);
  });
});
