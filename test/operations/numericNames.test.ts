import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startReleases } from '../tools/releaseGateway.js';
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
});
