import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFaults } from '../../../src/sample/server/faults.js';
import { encodeGlobalId } from '../../../src/graphql/globalId.js';
import { reviewState } from '../../tools/reviewState.js';
import { startTestGateway, type TestGateway } from '../../tools/startTestGateway.js';

const SERIES = 42;
const faults = createFaults();
let gateway: TestGateway;
beforeAll(async () => {
  const plans = Array.from({ length: SERIES }, (_, index) => ({
    title: `net: change ${String(index)}`,
    patches: [{}, {}, {}],
  }));
  gateway = await startTestGateway({
    instances: [{ name: 'it', state: reviewState(plans), faults }],
  });
});
afterAll(() => gateway.close());

/** Looks up objects by their numbers only; objects of other tests are cached. */
async function look(type: 'Patch' | 'Series' | 'Cover', numbers: readonly number[]) {
  gateway.resetRequests();
  const ids = numbers.map((id) => encodeGlobalId({ instance: 'it', type, id }));
  const { data, errors } = await gateway.ask<{ nodes: ({ databaseId: number } | null)[] }>(
    `query ($ids: [ID!]!) { nodes(ids: $ids) { ... on ${type} { databaseId name } } }`,
    { variables: { ids } },
  );
  return { found: data.nodes.map((node) => node?.databaseId ?? null), errors };
}

const from = (first: number, count: number): number[] =>
  Array.from({ length: count }, (_, index) => first + index);

describe('objects with known numbers only', () => {
  it.each([
    ['Patch', 1, 30, '/patches/'],
    ['Series', 1, SERIES, '/series/'],
    ['Cover', 1_001, SERIES, '/covers/'],
  ] as const)('are read by one list: %s', async (type, first, count, path) => {
    const { found, errors } = await look(type, from(first, count));
    expect(errors).toBeUndefined();
    expect(found).toEqual(from(first, count));
    const paths = gateway.requests('it');
    expect(paths).toHaveLength(3);
    expect(paths.slice(0, 2).sort()).toEqual(
      [`${path}${String(first)}/`, `${path}${String(first + count - 1)}/`].sort(),
    );
    expect(paths[2]).toMatch(new RegExp(`^${path}\\?project=1&since=`));
  });

  it.each<[string, readonly number[]]>([
    ['are few', [41, 42, 43]],
    ['are far apart', [50, 80, 110]],
  ])('are read one by one where they %s', async (_, numbers) => {
    expect((await look('Patch', numbers)).found).toEqual(numbers);
    expect(gateway.requests('it').sort()).toEqual(
      numbers.map((id) => `/patches/${String(id)}/`).sort(),
    );
  });

  it('are null if they do not exist, also at the ends', async () => {
    const { found, errors } = await look('Patch', from(121, 10));
    expect(errors).toBeUndefined();
    expect(found).toEqual([...from(121, 6), null, null, null, null]);
  });

  it('fail together with the list that contains them, and are not requested one by one', async () => {
    faults.set({ path: /\/patches\/\?/, fault: { kind: 'status', status: 500 } });
    const { found, errors } = await look('Patch', from(51, 20));
    faults.clear();
    expect(found).toEqual([51, ...Array<null>(18).fill(null), 70]);
    expect(errors).toHaveLength(18);
    expect(gateway.requests('it').filter((path) => /^\/patches\/\d/.test(path))).toHaveLength(2);
  });
});
