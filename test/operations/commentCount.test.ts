import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startReleases } from '../tools/releaseGateway.js';
import type { TestGateway } from '../tools/startTestGateway.js';

interface CountedList {
  readonly nodes: readonly {
    readonly databaseId: number;
    readonly commentCount: number | null;
    readonly comments: readonly unknown[];
  }[];
}
type Counted = Readonly<Record<string, CountedList>>;

const RELEASES = ['main', 'v32', 'v31', 'v22'] as const;

describe('commentCount', () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await startReleases([...RELEASES]);
  });
  beforeEach(() => {
    gateway.resetRequests();
  });
  afterAll(() => gateway.close());

  it.each(RELEASES.flatMap((name) => [[name, 'patches'] as const, [name, 'covers'] as const]))(
    'is, on %s, the number of comments of each of the %s',
    async (name, kind) => {
      const data = await gateway.data<Counted>(
        `{ ${kind}(instances: ["${name}"], first: 250) { nodes { databaseId commentCount comments { id } } } }`,
      );
      const nodes = data[kind]?.nodes ?? [];
      expect(nodes.length).toBeGreaterThan(10);
      expect(nodes.map(({ commentCount }) => commentCount)).toEqual(
        nodes.map(({ comments }) => comments.length),
      );
      expect(nodes.some(({ commentCount }) => commentCount !== 0)).toBe(true);
    },
  );

  it('counts each comment once, even if it was marked as addressed', async () => {
    const server = gateway.server('v31');
    const [event] = server.store.events.rows.filter(
      ({ category }) => category === 'patch-comment-created',
    );
    if (event === undefined) throw new Error('the seed has no such event');
    const before = server.store.events.rows.length;
    server.store.events.insert({ ...event, id: 99_999 });
    expect(server.store.events.rows).toHaveLength(before + 1);
    const { patches } = await gateway.data<Counted>(
      '{ patches(instances: ["v31"], first: 200) { nodes { commentCount comments { id } } } }',
    );
    expect(patches?.nodes.map(({ commentCount }) => commentCount)).toEqual(
      patches?.nodes.map(({ comments }) => comments.length),
    );
  });
});

describe('commentCount of a page', () => {
  it('costs 3 requests if events are complete, and 1 per patch below API 1.3', async () => {
    const gateway = await startReleases(['v32', 'v22']);
    const query = (name: string): string =>
      `{ patches(instances: ["${name}"], first: 10) { nodes { databaseId commentCount } } }`;
    await gateway.data(query('v32'));
    const asked = gateway.requests('v32');
    // The page, the oldest event of a comment, and two batches of events; patches older
    // than that event are counted one by one.
    expect(asked.filter((path) => path.startsWith('/events/'))).toHaveLength(3);
    expect(asked.filter((path) => path.startsWith('/patches/?'))).toHaveLength(1);
    const { patches } = await gateway.data<{
      readonly patches: { readonly nodes: readonly { readonly commentCount: number }[] };
    }>(query('v22'));
    // A list of one row has no Link header there, so it is requested once more.
    const single = patches.nodes.filter(({ commentCount }) => commentCount === 1).length;
    expect(single).toBeGreaterThan(0);
    expect(gateway.requests('v22')).toHaveLength(11 + single);
    await gateway.close();
  });
});
