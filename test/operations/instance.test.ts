import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { idOf, releaseInstance, startReleases } from '../tools/releaseGateway.js';
import { startTestGateway, type TestGateway } from '../tools/startTestGateway.js';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startReleases(['main', 'v31', 'v22']);
});
afterAll(() => gateway.close());

describe('instances', () => {
  it('report their names, URLs and capabilities', async () => {
    const { instances } = await gateway.data<{ instances: unknown }>(`{
      instances {
        name url webUrl apiVersion
        status { health breaker lastError { code } }
        capabilities { commentAddressed seriesDependencies commentEvents messageIdFilter }
      }
    }`);
    const one = (name: string, apiVersion: string, since13: boolean, since14: boolean) => ({
      name,
      url: gateway.server(name).url,
      webUrl: `${gateway.server(name).url}/`,
      apiVersion,
      status: { health: 'UP', breaker: 'CLOSED', lastError: null },
      capabilities: {
        commentAddressed: since13,
        commentEvents: since13,
        seriesDependencies: since14,
        messageIdFilter: true,
      },
    });
    expect(instances).toEqual([
      one('main', '1.4', true, true),
      one('v31', '1.3', true, false),
      one('v22', '1.2', false, false),
    ]);
  });

  it('report their health', async () => {
    const { instance } = await gateway.data<{
      instance: { status: { latencyMs: number; lastSuccessAt: string; lastErrorAt: null } };
    }>('{ instance(name: "v31") { status { latencyMs lastSuccessAt lastErrorAt } } }');
    expect(instance.status.latencyMs).toBeGreaterThan(0);
    expect(instance.status.lastSuccessAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    expect(instance.status.lastErrorAt).toBeNull();
  });

  it('have their own lists', async () => {
    const { instance } = await gateway.data<{ instance: Record<string, { totalCount: number }> }>(`{
      instance(name: "v31") {
        patches(first: 1) { totalCount } seriesList(first: 1) { totalCount }
        covers(first: 1) { totalCount } projects(first: 1) { totalCount }
        bundles(first: 1) { totalCount } events(first: 1) { totalCount }
      }
    }`);
    const { store } = gateway.server('v31');
    expect(
      Object.fromEntries(
        Object.entries(instance).map(([key, { totalCount }]) => [key, totalCount]),
      ),
    ).toEqual({
      patches: store.patches.rows.length,
      seriesList: store.series.rows.length,
      covers: store.covers.rows.length,
      projects: store.projects.rows.length,
      bundles: store.bundles.rows.filter((bundle) => bundle.public).length,
      events: store.events.rows.length,
    });
  });
});

describe('a gateway with all instances down', () => {
  it('starts, and reports it', async () => {
    const down = await startTestGateway({
      instances: [
        { name: 'one', url: 'http://127.0.0.1:9' },
        { name: 'two', url: 'http://127.0.0.1:9/patchwork' },
      ],
      settle: false,
    });
    try {
      const ask = async (): Promise<unknown> =>
        (
          await down.data<{ instances: unknown }>(
            '{ instances { name url status { health latencyMs lastSuccessAt lastError { code message } } } }',
          )
        ).instances;
      const status = (name: string) => ({
        health: 'DOWN',
        latencyMs: null,
        lastSuccessAt: null,
        lastError: {
          code: 'UPSTREAM_UNAVAILABLE',
          message: `${name}: GET api: connection refused`,
        },
      });
      await expect.poll(ask).toEqual([
        { name: 'one', url: 'http://127.0.0.1:9', status: status('one') },
        { name: 'two', url: 'http://127.0.0.1:9/patchwork', status: status('two') },
      ]);
    } finally {
      await down.close();
    }
  });

  it('returns null for data that only they have', async () => {
    const down = await startTestGateway({
      instances: [{ name: 'one', url: 'http://127.0.0.1:9' }],
      settle: false,
    });
    try {
      const { data, errors } = await down.ask(
        '{ instance(name: "one") { name apiVersion capabilities { webUrls } } patch(instance: "one", databaseId: 1) { name } }',
      );
      expect(data).toEqual({
        instance: { name: 'one', apiVersion: null, capabilities: null },
        patch: null,
      });
      expect(new Set((errors ?? []).map(({ extensions }) => extensions.code))).toEqual(
        new Set(['UPSTREAM_UNAVAILABLE']),
      );
    } finally {
      await down.close();
    }
  });

  it('serves an instance again once it is up', async () => {
    const live = gateway.server('v31');
    const other = await startTestGateway({
      instances: [{ name: 'v31', url: live.url }],
      settle: false,
    });
    try {
      // The status does not wait for the version.
      await expect
        .poll(() => other.data('{ instance(name: "v31") { apiVersion status { health } } }'))
        .toEqual({ instance: { apiVersion: '1.3', status: { health: 'UP' } } });
    } finally {
      await other.close();
    }
  });
});

describe('the configured projects', () => {
  it('are the only ones whose postings a message includes', async () => {
    const hiding = await startTestGateway({
      instances: [releaseInstance('v31', { projects: ['Lantern'] })],
    });
    const id = String(idOf('v31', 'X1@lantern'));
    const { patch } = await hiding.data<{ readonly patch: { readonly messageId: string } }>(
      `{ patch(instance: "v31", databaseId: ${id}) { messageId } }`,
    );
    const query = `{ message(messageId: "${patch.messageId}") { occurrences { ... on Patch { project { linkName } } } } }`;
    expect(await hiding.data(query)).toEqual({
      message: { occurrences: [{ project: { linkName: 'lantern' } }] },
    });
    await hiding.close();
  });

  it('are the only ones in lists, case-insensitively', async () => {
    const gateway = await startTestGateway({
      instances: [releaseInstance('v31', { projects: ['KETTLE'] })],
    });
    const { projects, patches, other, both, counts } = await gateway.data<{
      readonly projects: { readonly nodes: readonly unknown[] };
      readonly patches: { readonly nodes: readonly unknown[]; readonly totalCount: number };
      readonly other: { readonly nodes: readonly unknown[]; readonly sources: readonly unknown[] };
      readonly both: { readonly nodes: readonly unknown[]; readonly sources: readonly unknown[] };
      readonly counts: { readonly sources: readonly unknown[] };
    }>(
      `{
        projects { nodes { linkName } }
        patches(first: 1) { nodes { project { linkName } } totalCount }
        other: patches(filter: {project: ["lantern"]}) { nodes { id } sources { warnings { code message } } }
        both: patches(first: 1, filter: {project: ["lantern", "kettle"]}) { nodes { id } sources { warnings { code } } }
        counts: patchCounts(by: STATE, filter: {project: ["lantern"]}) { sources { warnings { code } } }
      }`,
    );
    expect(projects.nodes).toEqual([{ linkName: 'kettle' }]);
    expect(patches.nodes).toEqual([{ project: { linkName: 'kettle' } }]);
    expect(patches.totalCount).toBe(
      gateway.server('v31').store.patches.rows.filter(({ project }) => project === 1).length,
    );
    expect(other).toEqual({
      nodes: [],
      sources: [
        {
          warnings: [
            {
              code: 'HIDDEN_PROJECT',
              message: 'v31: the configuration of this gateway excludes the project "lantern"',
            },
            {
              code: 'NOT_CONCERNED',
              message: 'v31 was skipped: the configuration excludes every project of the filter',
            },
          ],
        },
      ],
    });
    expect(both.nodes).toHaveLength(1);
    expect(both.sources).toEqual([{ warnings: [{ code: 'HIDDEN_PROJECT' }] }]);
    expect(counts.sources).toEqual([
      { warnings: [{ code: 'HIDDEN_PROJECT' }, { code: 'NOT_CONCERNED' }] },
    ]);
    await gateway.close();
  });
});
