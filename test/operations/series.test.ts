import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readSeed } from '../sample/server/replay/recording.js';
import { idOf, startReleases } from '../tools/releaseGateway.js';
import type { TestGateway } from '../tools/startTestGateway.js';

let gateway: TestGateway;
beforeEach(async () => {
  gateway = await startReleases(['main', 'v31', 'v22']);
});
afterEach(() => gateway.close());

describe('a series', () => {
  it('returns its patches by number, regardless of the order of their mails', async () => {
    for (const name of ['main', 'v31', 'v22'] as const) {
      const first = idOf(name, 'I.1@lantern');
      const { patch } = await gateway.data<{
        patch: { series: { patches: { databaseId: number; index: number }[] } };
      }>(`{
        patch(instance: "${name}", databaseId: ${String(first)}) {
          series { patches { databaseId index } }
        }
      }`);
      expect(patch.series.patches).toEqual([
        { databaseId: first, index: 1 },
        { databaseId: idOf(name, 'I.2@lantern'), index: 2 },
        { databaseId: idOf(name, 'I.3@lantern'), index: 3 },
      ]);
    }
  });

  it('reports missing patches', async () => {
    const { nodes } = (
      await gateway.data<{ seriesList: { nodes: Record<string, unknown>[] } }>(
        '{ seriesList(instances: ["v31"], filter: {q: "spout: four steps"}) { nodes { total receivedTotal receivedAll coverLetter { name } patches { index } } } }',
      )
    ).seriesList;
    expect(nodes).toEqual([
      {
        total: 4,
        receivedTotal: 2,
        receivedAll: false,
        coverLetter: { name: '[0/4] spout: four steps, two lost' },
        patches: [{ index: 1 }, { index: 3 }],
      },
    ]);
  });

  it('has dependencies if its server and project support them, although lists lose them', async () => {
    const { seriesList } = await gateway.data<{
      seriesList: { nodes: { databaseId: number; dependencies: unknown; dependents: unknown }[] };
    }>(
      '{ seriesList(instances: ["main"], first: 250) { nodes { databaseId dependencies { databaseId name } dependents { databaseId } } } }',
    );
    const byId = new Map(seriesList.nodes.map(({ databaseId, ...rest }) => [databaseId, rest]));
    expect(byId.get(32)?.dependencies).toEqual([{ databaseId: 31, name: 'flame and shade talk' }]);
    expect(byId.get(31)?.dependents).toEqual([{ databaseId: 32 }]);
    // A project that does not show them.
    expect(byId.get(33)).toEqual({ dependencies: null, dependents: null });
    const old = await gateway.data<{ series: unknown }>(
      '{ series(instance: "v31", databaseId: 32) { dependencies { databaseId } instance { capabilities { seriesDependencies } } } }',
    );
    expect(old.series).toEqual({
      dependencies: null,
      instance: { capabilities: { seriesDependencies: false } },
    });
  });

  it('returns its mbox, with patches ordered by number', async () => {
    const { series } = await gateway.data<{ series: { mbox: string } }>(
      '{ series(instance: "v31", databaseId: 30) { mbox } }',
    );
    const subjects = [...series.mbox.matchAll(/^Subject: (.*)$/gm)].map(([, subject]) => subject);
    expect(subjects).toHaveLength(3);
    expect(subjects.map((subject) => /(\d)\/3/.exec(subject ?? '')?.[1])).toEqual(['1', '2', '3']);
    expect(gateway.requests('v31')).toEqual(['/series/30/', '/series/30/mbox/']);
  });
});

describe('the cost of series', () => {
  const seed = readSeed('v3.1');
  const withPatches = new Set(seed.patches.flatMap(({ series }) => series ?? []));

  it('reads states of the patches of many series with one request per 25 series', async () => {
    const { seriesList } = await gateway.data<{
      seriesList: { nodes: { patches: { databaseId: number; state: { slug: string } }[] }[] };
    }>(`{
      seriesList(instances: ["v31"], first: 250) {
        nodes { name patches { databaseId state { slug } delegate { username } check archived } }
      }
    }`);
    const slugs = new Map(seed.states.map(({ id, slug }) => [id, slug]));
    const states = seriesList.nodes.flatMap(({ patches }) => patches);
    expect(new Map(states.map(({ databaseId, state }) => [databaseId, state.slug]))).toEqual(
      new Map(
        seed.patches
          .filter(({ series }) => series !== null)
          .map(({ id, state }) => [id, slugs.get(state)]),
      ),
    );
    const [list, ...batches] = gateway.requests('v31');
    expect(list).toBe('/series/?order=-date%2C-id&per_page=250');
    const asked = batches.map((path) =>
      [...path.matchAll(/series=(\d+)/g)].map(([, id]) => Number(id)),
    );
    expect(asked.map(({ length }) => length)).toEqual([25, 25, withPatches.size - 50]);
    expect(new Set(asked.flat())).toEqual(withPatches);
    expect(
      batches.filter((path) => !/^\/patches\/\?(series=\d+&)+per_page=250$/.test(path)),
    ).toEqual([]);
  });

  it('never requests a summary in addition to a detail', async () => {
    const { series } = await gateway.data<{ series: { patches: unknown[] } }>(
      '{ series(instance: "v31", databaseId: 33) { patches { state { slug } diff check } } }',
    );
    expect(series.patches).toHaveLength(4);
    expect(gateway.requests('v31').sort()).toEqual([
      '/patches/45/',
      '/patches/46/',
      '/patches/47/',
      '/patches/48/',
      '/series/33/',
    ]);
  });

  it('reads a single patch of a series at its own URL', async () => {
    await gateway.data(
      '{ series(instance: "v31", databaseId: 23) { patches { state { slug } } } }',
    );
    expect(gateway.requests('v31')).toEqual(['/series/23/', '/patches/25/']);
  });

  it('costs nothing for data embedded in a series', async () => {
    await gateway.data(`{
      series(instance: "v31", databaseId: 33) {
        submitter { name email } project { name linkName } coverLetter { name messageId date webUrl }
        patches { databaseId name messageId date index mboxUrl webUrl series { name total } }
      }
    }`);
    expect(gateway.requests('v31')).toEqual(['/series/33/']);
  });

  it('completes the series of a page of patches with few lists of their date range', async () => {
    const { patches } = await gateway.data<{
      patches: { nodes: { series: { databaseId: number; total: number } | null }[] };
    }>('{ patches(instances: ["v31"], first: 30) { nodes { series { databaseId total } } } }');
    const shown = new Map(
      patches.nodes.flatMap(({ series }) =>
        series === null ? [] : [[series.databaseId, series.total]],
      ),
    );
    expect(shown.size).toBeGreaterThan(10);
    for (const [id, total] of shown) {
      expect(total).toBe(seed.series.find((row) => row.id === id)?.total);
    }
    const [, ...requests] = gateway.requests('v31');
    expect(requests.length).toBeLessThan(shown.size / 3);
    expect(requests.filter((path) => !path.startsWith('/series/'))).toEqual([]);
  });

  it('falls back to its own URL if a series is not in the date range', async () => {
    const { patches } = await gateway.data<{ patches: { nodes: unknown[] } }>(
      '{ patches(instances: ["v31"], filter: {project: ["kettle"]}, first: 250) { nodes { series { databaseId submitter { email } } } } }',
    );
    expect(patches.nodes).not.toContainEqual({ series: { submitter: null } });
    expect(patches.nodes.length).toBe(seed.patches.filter(({ project }) => project === 1).length);
  });
});
