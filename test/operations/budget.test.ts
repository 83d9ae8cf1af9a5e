import { afterEach, describe, expect, it } from 'vitest';
import { createBigState } from '../../bench/createBigState.js';
import { createFaults } from '../../src/sample/server/faults.js';
import type { SampleState } from '../../src/sample/server/SampleState.js';
import {
  startTestGateway,
  type TestGateway,
  type TestGatewayOptions,
  type TestInstance,
} from '../tools/startTestGateway.js';

const REPORT = { 'x-upstream-report': '1' };

/** One series of 30 patches: more than an estimate assumes for a series. */
function longSeries(seed: number): SampleState {
  return createBigState({
    seed,
    patches: 30,
    series: 1,
    projects: 1,
    people: 5,
    diffBytes: [200, 400],
  });
}

let gateway: TestGateway;
afterEach(() => gateway.close());

async function start(
  limits: NonNullable<TestGatewayOptions['limits']>,
  instances: readonly TestInstance[] = [
    { name: 'a', state: longSeries(1) },
    { name: 'b', state: longSeries(2) },
  ],
): Promise<TestGateway> {
  gateway = await startTestGateway({ instances, limits });
  return gateway;
}

interface Commented {
  readonly databaseId: number;
  readonly comments: readonly { readonly databaseId: number }[] | null;
}

function commentIds(instance: string, patch: number): readonly { databaseId: number }[] {
  const { store } = gateway.server(instance);
  return store.commentsOfPatch(patch).map(({ id }) => ({ databaseId: id }));
}

/** The counts of errors caused by limits. */
async function refusals(): Promise<string> {
  const text = await (await fetch(`${gateway.url}/metrics`)).text();
  return (
    text
      .split('\n')
      .filter((line) => line.includes('refusals_total{'))
      .join('\n') + '\n'
  );
}

describe('an operation that cannot succeed', () => {
  const WITH_COMMENTS =
    'query ($first: Int!) { patches(first: $first) { nodes { comments { content } } } }';

  it.each([
    { first: 10, estimate: 12, refused: false },
    { first: 11, estimate: 13, refused: true },
    { first: 250, estimate: 252, refused: true },
  ])(
    'is refused before it starts: $estimate requests, with first: $first',
    async ({ first, estimate, refused }) => {
      await start({ maxUpstreamRequestsPerInstance: 6 });
      const { data, errors } = await gateway.ask(WITH_COMMENTS, { variables: { first } });
      const requests = [...gateway.requests('a'), ...gateway.requests('b')];
      expect(requests.length > 0).toBe(!refused);
      if (!refused) return;
      expect(data).toBeUndefined();
      expect(errors).toMatchObject([
        {
          extensions: {
            code: 'QUERY_TOO_EXPENSIVE',
            estimatedRequests: estimate,
            limit: 'maxUpstreamRequestsPerInstance',
            maximum: 12,
          },
        },
      ]);
    },
  );

  it('is refused with its estimate, and a way to reduce it', async () => {
    await start({ maxUpstreamRequestsPerInstance: 6 });
    const { errors } = await gateway.ask(WITH_COMMENTS, { variables: { first: 200 } });
    const { message = '', extensions } = errors?.[0] ?? {};
    expect(message).toMatch(/^This operation would take about \d+ upstream requests, and 12 are/);
    expect(message).toContain('(first)');
    expect(message).toContain('limits.maxUpstreamRequestsPerInstance');
    expect(extensions).toMatchObject({ code: 'QUERY_TOO_EXPENSIVE', maximum: 12 });
    expect(await refusals()).toContain('{limit="maxUpstreamRequestsPerInstance"} 1\n');
  });

  it('is estimated with its aliases and fragments', async () => {
    await start({ maxUpstreamRequestsPerInstance: 6 });
    const aliases = Array.from(
      { length: 13 },
      (_, index) =>
        `p${String(index)}: patch(instance: "a", databaseId: ${String(index + 1)}) { ...P }`,
    );
    const { errors } = await gateway.ask(`{ ${aliases.join(' ')} } fragment P on Patch { mbox }`);
    expect(errors).toMatchObject([{ extensions: { code: 'QUERY_TOO_EXPENSIVE' } }]);
    expect(gateway.requests('a')).toEqual([]);
  });
});

describe('an operation that has used up its requests', () => {
  it('keeps the data found, and reports each missing field', async () => {
    await start({ maxUpstreamRequestsPerInstance: 10 });
    const query = (name: string): string =>
      `${name}: series(instance: "${name}", databaseId: 1) { name patches { databaseId comments { databaseId } } }`;
    const { data, errors, extensions } = await gateway.ask<
      Record<string, { name: string; patches: readonly Commented[] }>
    >(
      `{ ${query('a')} other: patch(instance: "b", databaseId: 7) { name comments { databaseId } } }`,
      {
        headers: REPORT,
      },
    );
    const patches = data['a']?.patches ?? [];
    expect(patches).toHaveLength(30);
    const missing = patches.filter(({ comments }) => comments === null);
    // One request for the series, nine for comments.
    expect(missing).toHaveLength(21);
    for (const { databaseId, comments } of patches) {
      if (comments !== null) expect(comments).toEqual(commentIds('a', databaseId));
    }
    expect(errors).toHaveLength(21);
    for (const error of errors ?? []) {
      expect(error).toMatchObject({
        path: ['a', 'patches', expect.any(Number), 'comments'],
        extensions: {
          code: 'QUERY_TOO_EXPENSIVE',
          instance: 'a',
          limit: 'maxUpstreamRequestsPerInstance',
          maximum: 10,
        },
      });
    }
    expect(await refusals()).toContain('{limit="maxUpstreamRequestsPerInstance"} 21\n');
    // Another instance has a separate budget.
    expect(data['other']).toMatchObject({ comments: commentIds('b', 7) });
    expect(extensions?.upstream).toMatchObject({ requests: 12, byInstance: { a: 10, b: 2 } });
    expect(gateway.requests('a')).toHaveLength(10);
  });

  it('has SKIPPED or PARTIAL in the sources of a list that is cut off', async () => {
    const big = createBigState({ patches: 900, series: 900, projects: 1, diffBytes: [200, 400] });
    await start({ maxUpstreamRequestsPerInstance: 2 }, [{ name: 'a', state: big }]);
    interface Found {
      readonly patches: {
        readonly nodes: readonly unknown[];
        readonly sources: readonly object[];
        readonly pageInfo: { readonly hasNextPage: boolean };
      };
    }
    // Patchwork has no filter for checks, so pages are read until enough rows match.
    const { data, errors } = await gateway.ask<Found>(
      `{ patches(first: 250, filter: { check: [FAIL] }) {
        nodes { check } sources { status requests error { code } } pageInfo { hasNextPage }
      } }`,
    );
    expect(errors).toBeUndefined();
    expect(data.patches.nodes.length).toBeGreaterThan(0);
    expect(data.patches.sources).toEqual([
      { status: 'PARTIAL', requests: 2, error: { code: 'QUERY_TOO_EXPENSIVE' } },
    ]);
    expect(data.patches.pageInfo.hasNextPage).toBe(true);
    expect(gateway.requests('a')).toHaveLength(2);
  });

  it('pays nothing for cached data', async () => {
    await start({ maxUpstreamRequestsPerInstance: 20 });
    const query =
      '{ series(instance: "a", databaseId: 1) { patches { databaseId comments { databaseId } } } }';
    const first = await gateway.ask<{ series: { patches: readonly Commented[] } }>(query);
    expect(first.errors).toHaveLength(11);
    const second = await gateway.ask<{ series: { patches: readonly Commented[] } }>(query);
    expect(second.errors).toBeUndefined();
    for (const { databaseId, comments } of second.data.series.patches) {
      expect(comments).toEqual(commentIds('a', databaseId));
    }
  });

  it('does not cancel requests that others wait for', async () => {
    const faults = createFaults();
    await start({ maxUpstreamRequestsPerInstance: 7 }, [
      { name: 'a', state: longSeries(1), faults },
    ]);
    faults.set({ fault: { kind: 'delay', ms: 50 } });
    const long = gateway.ask(
      '{ series(instance: "a", databaseId: 1) { patches { comments { databaseId } } } }',
    );
    const small = await Promise.all(
      [1, 15, 30].map((id) =>
        gateway.ask(
          `{ patch(instance: "a", databaseId: ${String(id)}) { comments { databaseId } } }`,
        ),
      ),
    );
    expect((await long).errors).toHaveLength(24);
    for (const [index, { data, errors }] of small.entries()) {
      expect(errors).toBeUndefined();
      expect(data).toEqual({ patch: { comments: commentIds('a', [1, 15, 30][index] ?? 0) } });
    }
  });
});

describe('operationCost', () => {
  it('reports the estimate, the requests so far and the limit', async () => {
    await start({ maxUpstreamRequestsPerInstance: 20 });
    const { data, extensions } = await gateway.ask(
      '{ patches(first: 5) { totalCount nodes { name diff } } operationCost { estimatedRequests upstreamRequests limit } }',
      { headers: REPORT },
    );
    expect(data).toMatchObject({
      operationCost: {
        estimatedRequests: 9,
        upstreamRequests: expect.any(Number) as unknown,
        limit: 40,
      },
    });
    // A page and a count for each instance, and five details.
    expect(extensions?.upstream?.requests).toBe(9);
    const again = await gateway.ask('{ patches(first: 5) { nodes { name diff } } }', {
      headers: REPORT,
    });
    expect(again.extensions?.upstream).toEqual({
      requests: 0,
      cacheHits: 7,
      staleHits: 0,
      byInstance: {},
    });
  });

  it('is only reported on request', async () => {
    await start({});
    expect(
      (await gateway.ask('{ patches(first: 1) { nodes { name } } }')).extensions,
    ).toBeUndefined();
  });
});

describe('an operation that reaches its deadline', () => {
  it('keeps the data found, and reports what it waited for', async () => {
    const faults = createFaults();
    await start({ deadlineMs: 2500 }, [
      { name: 'a', state: longSeries(1), faults, concurrency: 8 },
      { name: 'b', state: longSeries(2) },
    ]);
    faults.set({ fault: { kind: 'hang' }, path: /\/patches\/(?:3|11|29)\/comments\// });
    const began = performance.now();
    const { data, errors } = await gateway.ask<{
      series: { patches: readonly Commented[] };
      other: unknown;
    }>(`{
      series(instance: "a", databaseId: 1) { patches { databaseId comments { databaseId } } }
      other: patch(instance: "b", databaseId: 7) { comments { databaseId } }
    }`);
    expect(performance.now() - began).toBeLessThan(10_000);
    const { patches } = data.series;
    expect(patches.filter(({ comments }) => comments === null)).toMatchObject([
      { databaseId: 3 },
      { databaseId: 11 },
      { databaseId: 29 },
    ]);
    for (const { databaseId, comments } of patches) {
      if (comments !== null) expect(comments).toEqual(commentIds('a', databaseId));
    }
    expect(data.other).toEqual({ comments: commentIds('b', 7) });
    expect(errors).toHaveLength(3);
    for (const error of errors ?? []) {
      expect(error.extensions).toMatchObject({
        code: 'UPSTREAM_TIMEOUT',
        instance: 'a',
        limit: 'deadlineMs',
      });
      expect(error.extensions.request).toMatch(/^GET \/api\/1\.3\/patches\/\d+\/comments\//);
    }
    // No operation waits for them any more.
    await expect.poll(() => faults.counters.concurrent).toBe(0);
    faults.clear();
  });

  it('has TIMED_OUT in its sources', async () => {
    const faults = createFaults();
    await start({ deadlineMs: 1500 }, [
      { name: 'a', state: longSeries(1), faults },
      { name: 'b', state: longSeries(2) },
    ]);
    faults.set({ fault: { kind: 'hang' } });
    const { data, errors } = await gateway.ask<{
      patches: { nodes: readonly unknown[]; sources: unknown };
    }>('{ patches(first: 5) { nodes { instance { name } } sources { status error { code } } } }');
    expect(errors).toBeUndefined();
    expect(data.patches.nodes).toHaveLength(5);
    expect(data.patches.sources).toEqual([
      { status: 'TIMED_OUT', error: { code: 'UPSTREAM_TIMEOUT' } },
      { status: 'OK', error: null },
    ]);
    faults.clear();
  });
});

describe('an instance that hangs before its API version is known', () => {
  it.each([
    ['a list', '{ patches(first: 5) { nodes { name } sources { instance status } } }'],
    ['an object', '{ patch(instance: "a", databaseId: 1) { name } }'],
    ['a message', '{ message(messageId: "x@y") { sources { instance status } } }'],
    ['a search', '{ search(query: "fix") { nodes { __typename } sources { instance status } } }'],
  ])('does not keep %s past the deadline', async (_what, query) => {
    const faults = createFaults();
    faults.set({ fault: { kind: 'hang' } });
    gateway = await startTestGateway({
      instances: [
        { name: 'a', state: longSeries(1), faults },
        { name: 'b', state: longSeries(2) },
      ],
      limits: { deadlineMs: 1000 },
      settle: false,
    });
    const began = performance.now();
    const { data, errors } =
      await gateway.ask<
        Record<string, { readonly sources?: readonly { readonly status: string }[] } | null>
      >(query);
    expect(performance.now() - began).toBeLessThan(10_000);
    const [value] = Object.values(data);
    if (value?.sources === undefined) {
      expect(errors).toMatchObject([{ extensions: { code: 'UPSTREAM_TIMEOUT', instance: 'a' } }]);
    } else {
      expect(value.sources).toEqual([
        { instance: 'a', status: 'TIMED_OUT' },
        { instance: 'b', status: 'OK' },
      ]);
    }
    faults.clear();
  });
});

describe('a client that disconnects', () => {
  const QUERY = '{ patches(first: 5) { nodes { databaseId } } }';

  async function post(signal: AbortSignal): Promise<unknown> {
    const response = await fetch(`${gateway.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: QUERY }),
      signal,
    });
    return await response.json();
  }

  it('cancels its upstream requests, including queued ones', async () => {
    const faults = createFaults();
    await start({}, [{ name: 'a', state: longSeries(1), faults, concurrency: 2 }]);
    faults.resetCounters();
    faults.set({ fault: { kind: 'hang' }, path: '/comments/' });
    const client = new AbortController();
    const response = fetch(`${gateway.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        query: '{ series(instance: "a", databaseId: 1) { patches { comments { content } } } }',
      }),
      signal: client.signal,
    });
    await expect.poll(() => faults.counters.concurrent).toBe(2);
    client.abort();
    await expect(response).rejects.toThrow();
    await expect.poll(() => faults.counters.concurrent).toBe(0);
    // The queue is empty: the next client is served immediately, and no further comments are read.
    expect(await gateway.data('{ patch(instance: "a", databaseId: 7) { databaseId } }')).toEqual({
      patch: { databaseId: 7 },
    });
    expect(faults.counters.requests).toBe(1 + 2 + 1);
    faults.clear();
  });

  it('does not cancel requests that another operation waits for', async () => {
    const held: (() => void)[] = [];
    const faults = createFaults({
      schedule: (callback) => {
        held.push(callback);
        return () => undefined;
      },
    });
    await start({}, [{ name: 'a', state: longSeries(1), faults }]);
    faults.resetCounters();
    faults.set({ fault: { kind: 'delay', ms: 1 } });
    const impatient = new AbortController();
    const first = post(impatient.signal);
    await expect.poll(() => held.length).toBe(1);
    // The second joins the request of the first: no further request is sent.
    const second = post(new AbortController().signal);
    await gateway.ask('{ instances { name } }');
    impatient.abort();
    await expect(first).rejects.toThrow();
    await gateway.ask('{ instances { name } }');
    for (const release of held) release();
    expect(await second).toEqual({
      data: { patches: { nodes: [30, 29, 28, 27, 26].map((databaseId) => ({ databaseId })) } },
    });
    expect(faults.counters.requests).toBe(1);
    expect(gateway.requests('a')).toHaveLength(1);
  });
});
