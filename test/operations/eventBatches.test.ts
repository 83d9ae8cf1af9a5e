import { afterEach, describe, expect, it } from 'vitest';
import { createBigState } from '../../bench/createBigState.js';
import type { SampleState } from '../../src/sample/server/SampleState.js';
import { startTestGateway, type TestGateway } from '../tools/startTestGateway.js';

interface Events {
  readonly events: { readonly nodes: readonly Readonly<Record<string, unknown>>[] };
}

let gateway: TestGateway;
afterEach(() => gateway.close());

async function start(change: (state: SampleState) => SampleState = (state) => state) {
  const state = change(
    createBigState({
      patches: 180,
      series: 60,
      projects: 1,
      people: 20,
      diffBytes: [200, 400],
    }),
  );
  gateway = await startTestGateway({ instances: [{ name: 'a', state }] });
  return { ...gateway, store: gateway.server('a').store };
}

const paths = (): string[] =>
  gateway.requests('a').map((path) => path.replace(/\?.*$/, '').replace(/\d+/, 'N'));

describe('objects reached through events', () => {
  it('reads 50 series with one list, and the states of their patches with one per 25 series', async () => {
    const { data, store } = await start();
    const { events } = await data<Events>(
      `{ events(filter: { category: [SERIES_COMPLETED] }, first: 50) {
        nodes { ... on SeriesCompletedEvent { series { databaseId receivedTotal patches { state { slug } } } } }
      } }`,
    );
    expect(events.nodes).toHaveLength(50);
    for (const node of events.nodes) {
      const { databaseId, receivedTotal, patches } = node['series'] as {
        databaseId: number;
        receivedTotal: number;
        patches: readonly { readonly state: { readonly slug: string } }[];
      };
      const own = store.patches.rows.filter(({ series }) => series === databaseId);
      expect(receivedTotal).toBe(own.length);
      expect(patches.map(({ state }) => state.slug).sort()).toEqual(
        own.map(({ state }) => store.states.get(state)?.slug).sort(),
      );
    }
    expect(paths()).toEqual(['/events/', '/series/', '/patches/', '/patches/']);
  });

  it('reads the patches of 50 events with a list of their date range', async () => {
    const { data, store } = await start();
    const { events } = await data<Events>(
      `{ events(filter: { category: [PATCH_CREATED] }, first: 50) {
        nodes { ... on PatchCreatedEvent { patch { databaseId state { slug } delegate { username } } } }
      } }`,
    );
    expect(events.nodes).toHaveLength(50);
    for (const node of events.nodes) {
      const patch = node['patch'] as {
        databaseId: number;
        state: { slug: string };
        delegate: { username: string } | null;
      };
      const row = store.patches.get(patch.databaseId);
      expect(patch.state.slug).toBe(store.states.get(row?.state ?? 0)?.slug);
      expect(patch.delegate?.username ?? null).toBe(
        row?.delegate == null ? null : store.users.get(row.delegate)?.username,
      );
    }
    expect(paths()).toEqual(['/events/', '/patches/']);
  });

  it('reads a mail of another year individually, and the others with a list', async () => {
    const { data } = await start((state) => {
      const newest = state.events
        .filter(({ category }) => category === 'patch-created')
        .sort((left, right) => right.date.localeCompare(left.date))[3]?.patch;
      return {
        ...state,
        patches: state.patches.map((patch) =>
          patch.id === newest ? { ...patch, date: '1970-01-01T00:00:00' } : patch,
        ),
      };
    });
    const { events } = await data<Events>(
      `{ events(filter: { category: [PATCH_CREATED] }, first: 30) {
        nodes { ... on PatchCreatedEvent { patch { date state { slug } } } }
      } }`,
    );
    const dates = events.nodes.map(({ patch }) => (patch as { date: string }).date);
    expect(dates.filter((date) => date.startsWith('1970'))).toHaveLength(1);
    expect(paths().sort()).toEqual(['/events/', '/patches/', '/patches/N/']);
  });
});
