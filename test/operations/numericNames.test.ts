import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startReleases, tokenOf } from '../tools/releaseGateway.js';
import type { TestGateway } from '../tools/startTestGateway.js';

// REST takes digits for an id, so that `delegate=1` asks for the first user, whatever the login name.

interface Listed {
  readonly list: {
    readonly nodes: readonly { readonly databaseId: number }[];
    readonly sources: readonly { readonly status: string }[];
  };
}

const OF_SERVER = 'v31';
const NUMERIC = '1';
const OTHER = 'nils';

let gateway: TestGateway;
beforeEach(async () => {
  gateway = await startReleases([OF_SERVER]);
});
afterEach(() => gateway.close());

/** Gives an object that is not the first of its kind a name of digits. */
function rename(): { readonly user: number; readonly project: number } {
  const { store } = gateway.server(OF_SERVER);
  const user = store.users.rows.find(({ username }) => username === 'mira');
  const project = store.projects.rows.find(({ link_name }) => link_name === 'lantern');
  if (user === undefined || project === undefined) throw new Error('the seed has changed');
  expect([user.id, project.id]).not.toContain(Number(NUMERIC));
  store.users.replace({ ...user, username: NUMERIC });
  store.projects.replace({ ...project, link_name: NUMERIC });
  return { user: user.id, project: project.id };
}

async function idsOf(field: string, filter: string): Promise<readonly number[]> {
  const { list } = await gateway.data<Listed>(
    `{ list: ${field}(first: 250, filter: { ${filter} }) { nodes { databaseId } sources { status } } }`,
  );
  expect(list.sources.map(({ status }) => status)).toEqual(['OK']);
  return list.nodes.map(({ databaseId }) => databaseId).sort((one, other) => one - other);
}

describe('a name of digits alone', () => {
  it('is that of a delegate, and not the number of another user', async () => {
    const { user } = rename();
    const { patches, users } = gateway.server(OF_SERVER).store;
    const nils = users.rows.find(({ username }) => username === OTHER)?.id;
    const of = (...delegates: readonly unknown[]): readonly number[] =>
      patches.rows.filter(({ delegate }) => delegates.includes(delegate)).map(({ id }) => id);
    expect(of(user)).not.toHaveLength(0);
    expect(await idsOf('patches', `delegate: ["${NUMERIC}"]`)).toEqual(of(user));
    expect(await idsOf('patches', `delegate: ["${NUMERIC}", "${OTHER}"]`)).toEqual(of(user, nils));
    expect(await idsOf('patches', 'delegate: ["2026"]')).toEqual([]);
  });

  it('is that of the owner of a bundle', async () => {
    const { user } = rename();
    const { bundles } = gateway.server(OF_SERVER).store;
    const own = bundles.rows.filter((row) => row.owner === user && row.public);
    expect(own).not.toHaveLength(0);
    expect(await idsOf('bundles', `owner: ["${NUMERIC}"]`)).toEqual(own.map(({ id }) => id));
    for (const { id, name } of own) {
      const url = `${gateway.server(OF_SERVER).url}/bundle/${NUMERIC}/${encodeURIComponent(name)}/`;
      const found = await gateway.data<{ readonly resource: unknown }>(
        `{ resource(url: ${JSON.stringify(url)}) { ... on Bundle { databaseId } } }`,
      );
      expect(found.resource).toEqual({ databaseId: id });
    }
  });

  it.each(['patches', 'covers', 'series', 'bundles', 'events'] as const)(
    'is the link name of a project in lists of %s',
    async (kind) => {
      const { project } = rename();
      const { rows } = gateway.server(OF_SERVER).store[kind];
      const own = rows.filter(
        (row) => row.project === project && (!('public' in row) || row.public),
      );
      expect(own).not.toHaveLength(0);
      const field = kind === 'series' ? 'seriesList' : kind;
      expect(own.length).toBeLessThan(250);
      expect(await idsOf(field, `project: ["${NUMERIC}"]`)).toEqual(own.map(({ id }) => id));
    },
  );

  it.each([
    ['patches', `["${NUMERIC}"]`, [NUMERIC], []],
    ['patches', `["${NUMERIC}", "2"]`, [NUMERIC], ['2']],
    ['patches', `["${NUMERIC}", "kettle", "nowhere"]`, [NUMERIC, 'kettle'], ['nowhere']],
    ['patches', '["2"]', [], ['2']],
    ['covers', `["2", "${NUMERIC}"]`, [NUMERIC], ['2']],
    ['seriesList', `["2", "${NUMERIC}"]`, [NUMERIC], ['2']],
    ['events', `["2", "${NUMERIC}"]`, [NUMERIC], ['2']],
  ] as const)(
    'counts the rows of projects in %s(project: %s)',
    async (field, filter, names, unknown) => {
      rename();
      const { store } = gateway.server(OF_SERVER);
      const ids = store.projects.rows.flatMap(({ id, link_name }) =>
        names.some((name) => name === link_name) ? [id] : [],
      );
      expect(ids).toHaveLength(names.length);
      const { rows } = store[field === 'seriesList' ? 'series' : field];
      const { list } = await gateway.data<{
        readonly list: {
          readonly totalCount: number | null;
          readonly sources: readonly {
            readonly warnings: readonly { readonly code: string; readonly message: string }[];
          }[];
        };
      }>(
        `{ list: ${field}(first: 1, filter: { project: ${filter} }) {
        totalCount sources { warnings { code message } }
      } }`,
      );
      const warnings = list.sources.flatMap((source) => source.warnings);
      expect(list.totalCount).toBe(rows.filter(({ project }) => ids.includes(project)).length);
      expect(warnings.map(({ code }) => code)).toEqual(unknown.map(() => 'UNKNOWN_VALUE'));
      for (const [index, value] of unknown.entries()) {
        expect(warnings[index]?.message).toContain(`with the project "${value}"`);
      }
    },
  );

  it('is looked up for all names at once', async () => {
    rename();
    await gateway.data('{ instances { apiVersion } }');
    gateway.resetRequests();
    const names = [NUMERIC, ...Array.from({ length: 200 }, (_, index) => String(index + 1_000))];
    const filter = `project: [${names.map((name) => `"${name}"`).join(', ')}]`;
    const { list } = await gateway.data<{ readonly list: { readonly nodes: readonly unknown[] } }>(
      `{ list: patches(first: 1, filter: { ${filter} }) { nodes { id } } }`,
    );
    expect(list.nodes).toHaveLength(1);
    const asked = gateway.requests(OF_SERVER).filter((request) => request.includes('/projects/'));
    expect(asked).toHaveLength(1);
  });

  it('is the link name of a project by itself, whatever project has that number', async () => {
    const { project } = rename();
    const found = `{ project(instance: "${OF_SERVER}", linkName: "${NUMERIC}") { databaseId patches { totalCount } } }`;
    const { patches } = gateway.server(OF_SERVER).store;
    expect(await gateway.data(found)).toMatchObject({ project: { databaseId: project } });
    const url = `${gateway.server(OF_SERVER).url}/project/${NUMERIC}/list/`;
    expect(
      await gateway.data(
        `{ resource(url: ${JSON.stringify(url)}) { ... on Project { databaseId } } }`,
      ),
    ).toEqual({ resource: { databaseId: project } });
    const counted = `{ patchCounts(by: PROJECT) { groups { key count } } }`;
    const { patchCounts } = await gateway.data<{
      readonly patchCounts: { readonly groups: readonly { key: string; count: number }[] };
    }>(counted);
    expect(patchCounts.groups).toContainEqual({
      key: NUMERIC,
      count: patches.rows.filter((row) => row.project === project).length,
    });
  });

  it.each([NUMERIC, '0_1'])(
    'is no project if only another one has the number: %s',
    async (name) => {
      expect(gateway.server(OF_SERVER).store.projects.get(Number(NUMERIC))).toBeDefined();
      expect(
        await gateway.data(
          `{ project(instance: "${OF_SERVER}", linkName: "${name}") { databaseId } }`,
        ),
      ).toEqual({ project: null });
    },
  );

  it('is the login name of the user whose to-do list it is', async () => {
    const { user } = rename();
    const { patches, states } = gateway.server(OF_SERVER).store;
    const open = states.rows.filter(({ slug }) => /^(new|under-review)$/.test(slug));
    const own = patches.rows.filter(
      (row) => row.delegate === user && !row.archived && open.some(({ id }) => id === row.state),
    );
    expect(own).not.toHaveLength(0);
    const token = {
      headers: { 'x-patchwork-token': `${OF_SERVER}=${tokenOf(OF_SERVER, 'mira')}` },
    };
    await gateway.data('{ viewers { user { username } } }', token);
    gateway.resetRequests();
    expect(
      await gateway.data(
        '{ viewers { toDoCount toDo { totalCount nodes { databaseId } } } }',
        token,
      ),
    ).toMatchObject({
      viewers: [{ toDoCount: own.length, toDo: { totalCount: own.length } }],
    });
    for (const request of gateway.requests(OF_SERVER)) {
      expect(request).toContain(`delegate=${String(user)}&`);
    }
  });

  it('is that of a state', async () => {
    const { patches, states } = gateway.server(OF_SERVER).store;
    const state = states.rows.find(({ slug }) => slug === 'accepted');
    if (state === undefined) throw new Error('the seed has changed');
    const used = states.rows.filter(({ id }) => patches.rows.some((row) => row.state === id));
    const other = used.find(({ id }) => id !== state.id && id < 10);
    if (other === undefined) throw new Error('the seed has changed');
    const numeric = String(other.id);
    states.replace({ ...state, slug: numeric, name: numeric });
    const of = (...ids: readonly number[]): readonly number[] =>
      patches.rows.filter((row) => ids.includes(row.state)).map(({ id }) => id);
    expect(of(state.id)).not.toHaveLength(0);
    expect(await idsOf('patches', `state: ["${numeric}"]`)).toEqual(of(state.id));
    expect(await idsOf('patches', `state: ["${numeric}", "${other.slug}"]`)).toEqual(
      of(state.id, other.id),
    );
    const { search } = await gateway.data<{
      readonly search: { readonly nodes: readonly unknown[] };
    }>(
      `{ search(query: "state:${numeric}", first: 250, types: [PATCH]) { nodes { __typename } } }`,
    );
    expect(search.nodes).toHaveLength(of(state.id).length);
  });

  it.each([
    ['["3"]', []],
    ['["3", "new"]', ['new']],
  ])('is no state if only another one has the number: %s', async (filter, slugs) => {
    const { patches, states } = gateway.server(OF_SERVER).store;
    const ids = states.rows.filter(({ slug }) => slugs.includes(slug)).map(({ id }) => id);
    const { list } = await gateway.data<Listed>(
      `{ list: patches(first: 250, filter: { state: ${filter} }) {
        nodes { databaseId } totalCount sources { status requests warnings { code message } }
      } }`,
    );
    const { length } = gateway.requests(OF_SERVER);
    const wanted = patches.rows.filter((row) => ids.includes(row.state)).length;
    expect(list.nodes).toHaveLength(wanted);
    expect(list).toMatchObject({
      totalCount: wanted,
      sources: [
        {
          status: 'OK',
          requests: length,
          warnings: [
            {
              code: 'UNKNOWN_VALUE',
              message: `${OF_SERVER} has no patches with the state "3": the value is unknown or matches nothing`,
            },
          ],
        },
      ],
    });
  });
});
