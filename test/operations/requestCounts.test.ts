import { afterEach, describe, expect, it } from 'vitest';
import { createBigState } from '../../bench/createBigState.js';
import { createFaults } from '../../src/sample/server/faults.js';
import { releaseInstance } from '../tools/releaseGateway.js';
import { startTestGateway, type TestGateway } from '../tools/startTestGateway.js';

const PATCHES =
  '{ patches(first: 2) { nodes { databaseId } sources { instance status requests } } }';
const report = { headers: { 'x-upstream-report': '1' } };

let gateway: TestGateway | undefined;
afterEach(async () => {
  await gateway?.close();
  gateway = undefined;
});

describe('the requests of an operation', () => {
  it('are those that were sent, including retries', async () => {
    const faults = createFaults();
    gateway = await startTestGateway({ instances: [{ ...releaseInstance('v31'), faults }] });
    faults.set({ fault: { kind: 'status', status: 503 }, path: '/patches/', times: 2 });
    const { data, extensions } = await gateway.ask<{ patches: { sources: unknown } }>(
      PATCHES,
      report,
    );
    expect(gateway.requests('v31')).toHaveLength(1);
    expect(faults.counters.affected).toBe(2);
    expect(extensions?.upstream).toMatchObject({ requests: 3, byInstance: { v31: 3 } });
    expect(data.patches.sources).toEqual([{ instance: 'v31', status: 'OK', requests: 3 }]);
  });

  it('do not exceed the budget by retries, and the failure is reported', async () => {
    const faults = createFaults();
    gateway = await startTestGateway({
      instances: [{ ...releaseInstance('v31'), faults }],
      limits: { maxUpstreamRequestsPerInstance: 2 },
    });
    faults.set({ fault: { kind: 'status', status: 503 }, path: '/patches/' });
    const { errors, extensions } = await gateway.ask(
      '{ patch(instance: "v31", databaseId: 7) { name } }',
      report,
    );
    expect(extensions?.upstream).toMatchObject({ requests: 2 });
    expect(errors).toMatchObject([{ message: 'v31: GET /api/1.3/patches/7/: 503' }]);
  });

  it('exclude requests that were refused before they were sent', async () => {
    const faults = createFaults();
    gateway = await startTestGateway({ instances: [{ ...releaseInstance('v31'), faults }] });
    faults.set({ fault: { kind: 'status', status: 429, retryAfter: 60 } });
    await gateway.ask(PATCHES);
    const { extensions, data } = await gateway.ask<{ patches: { sources: unknown } }>(
      PATCHES,
      report,
    );
    expect(extensions?.upstream).toMatchObject({ requests: 0 });
    expect(data.patches.sources).toEqual([{ instance: 'v31', status: 'FAILED', requests: 0 }]);
  });

  it.each([
    [249, [['249'], ['250'], ['250']]],
    // The row at the position is part of the page, which has the maximum size.
    [250, [['250'], ['250', '2'], ['250', '2']]],
  ])('are one for a page of %i rows, and a second small one only for 250', async (first, sizes) => {
    gateway = await startTestGateway({
      instances: [
        {
          name: 'big',
          state: createBigState({ seed: 5, version: 'main', patches: 900, series: 300, ties: 0 }),
        },
      ],
    });
    interface Walked {
      readonly patches: {
        readonly nodes: readonly { readonly databaseId: number }[];
        readonly pageInfo: { readonly endCursor: string };
      };
    }
    const ids: number[] = [];
    const asked: (string | null)[][] = [];
    let after: string | null = null;
    for (let page = 0; page < 3; page += 1) {
      gateway.resetRequests();
      const { patches }: Walked = await gateway.data<Walked>(
        `query ($first: Int, $after: String) { patches(first: $first, after: $after) {
          nodes { databaseId } pageInfo { endCursor } } }`,
        { variables: { first, after } },
      );
      ids.push(...patches.nodes.map(({ databaseId }) => databaseId));
      after = patches.pageInfo.endCursor;
      asked.push(
        gateway
          .requests('big')
          .map((path) => new URL(path, 'http://x').searchParams.get('per_page')),
      );
    }
    expect(new Set(ids).size).toBe(3 * first);
    expect(asked).toEqual(sizes);
  });
});
