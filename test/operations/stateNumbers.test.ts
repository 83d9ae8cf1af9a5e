import { afterEach, describe, expect, it } from 'vitest';
import { readSeed } from '../sample/server/replay/recording.js';
import { startTestGateway, type TestGateway } from '../tools/startTestGateway.js';

interface Patches {
  readonly patches: {
    readonly totalCount: number | null;
    readonly nodes: readonly { readonly databaseId: number }[];
    readonly sources: readonly { readonly warnings: readonly { readonly message: string }[] }[];
  };
}

const QUERY = `query ($state: [String!]) {
  patches(filter: { state: $state }, first: 250) {
    nodes { databaseId }
    sources { warnings { message } }
  }
}`;

let gateway: TestGateway;
afterEach(() => gateway.close());

const start = async (id: number) => {
  gateway = await startTestGateway({
    instances: [{ name: 'a', state: readSeed('v3.1'), states: { 'needs-review-ack': { id } } }],
  });
  return gateway;
};
const idsOf = ({ patches }: Patches) => patches.nodes.map(({ databaseId }) => databaseId).sort();
const rowsOf = (slugs: readonly string[]) => {
  const { store } = gateway.server('a');
  return store.patches.rows
    .filter(({ state }) => slugs.includes(store.states.get(state)?.slug ?? ''))
    .map(({ id }) => id)
    .sort();
};

describe('a state with a configured number', () => {
  it.each([['needs-review-ack'], ['Needs Review / ACK']])(
    'is requested by its number immediately: %s',
    async (state) => {
      const { data, requests } = await start(12);
      expect(idsOf(await data<Patches>(QUERY, { variables: { state: [state] } }))).toEqual(
        rowsOf(['needs-review-ack']),
      );
      expect(requests('a')).toHaveLength(1);
      expect(requests('a')[0]).toContain('state=12&');
    },
  );

  it('is requested together with others, also for pages and counts', async () => {
    const { data, requests } = await start(12);
    const state = ['new', 'needs-review-ack'];
    expect(idsOf(await data<Patches>(QUERY, { variables: { state } }))).toEqual(rowsOf(state));
    expect(requests('a')).toHaveLength(1);
    const { patches } = await data<Patches>(
      'query ($state: [String!]) { patches(filter: { state: $state }) { totalCount } }',
      { variables: { state } },
    );
    expect(patches.totalCount).toBe(rowsOf(state).length);
  });

  it('is skipped if no patch has that number, with a warning that names it', async () => {
    const { data } = await start(77);
    const found = await data<Patches>(QUERY, { variables: { state: ['needs-review-ack', 'new'] } });
    expect(idsOf(found)).toEqual(rowsOf(['new']));
    expect(found.patches.sources[0]?.warnings.map(({ message }) => message)).toEqual([
      expect.stringContaining('the state "needs-review-ack"'),
    ]);
  });
});
