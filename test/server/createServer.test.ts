import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createFaults, type Faults } from '../../src/sample/server/faults.js';
import { releaseInstance } from '../tools/releaseGateway.js';
import { startTestGateway, type TestGateway } from '../tools/startTestGateway.js';

let gateway: TestGateway;
let faults: Faults;
beforeAll(async () => {
  faults = createFaults();
  gateway = await startTestGateway({
    instances: [releaseInstance('v31', { faults }), releaseInstance('v22')],
  });
});
afterAll(() => gateway.close());

const QUERY = '{ patch(instance: "v31", databaseId: 7) { databaseId } }';
const ANSWER = { data: { patch: { databaseId: 7 } } };

describe('/graphql', () => {
  it('answers POST', async () => {
    const response = await fetch(`${gateway.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: QUERY }),
    });
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual(ANSWER);
  });

  it('answers GET, with variables and the name of an operation', async () => {
    const params = new URLSearchParams({
      query: `query One($id: Int!) { patch(instance: "v31", databaseId: $id) { databaseId } } query Other { __typename }`,
      variables: '{"id": 7}',
      operationName: 'One',
    });
    const response = await fetch(`${gateway.url}/graphql?${params.toString()}`, {
      headers: { 'apollo-require-preflight': '1' },
    });
    expect(await response.json()).toEqual(ANSWER);
  });

  it.each([
    ['a GET without a header of its own', { method: 'GET' }],
    [
      'a form',
      {
        method: 'POST',
        headers: { 'content-type': 'text/plain' },
        body: JSON.stringify({ query: QUERY }),
      },
    ],
  ])('refuses %s: any page on the web could send it', async (_what, init) => {
    gateway.resetRequests();
    const url = `${gateway.url}/graphql${init.method === 'GET' ? `?query=${encodeURIComponent(QUERY)}` : ''}`;
    const response = await fetch(url, init);
    expect(response.status).toBeGreaterThanOrEqual(400);
    expect(response.status).toBeLessThan(500);
    expect(await response.text()).not.toContain('"databaseId"');
    expect(gateway.requests('v31')).toEqual([]);
  });

  it.each([
    ['{ patch', 'GRAPHQL_PARSE_FAILED'],
    ['{ nothing }', 'GRAPHQL_VALIDATION_FAILED'],
    ['{ patch { id } }', 'GRAPHQL_VALIDATION_FAILED'],
    ['query A { __typename } query B { __typename }', 'OPERATION_RESOLUTION_FAILURE'],
  ])('refuses %s as %s, with 400 and without a stack', async (query, code) => {
    const { status, errors } = await gateway.ask(query);
    expect(status).toBe(400);
    expect(errors?.[0]?.extensions).toEqual(expect.objectContaining({ code }));
    expect(JSON.stringify(errors)).not.toMatch(/stacktrace|node_modules|\.ts/);
  });

  it('says which operation it does not know', async () => {
    const response = await fetch(`${gateway.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: 'query One { __typename }', operationName: 'Two' }),
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      errors: [
        {
          message: 'Unknown operation named "Two".',
          extensions: { code: 'OPERATION_RESOLUTION_FAILURE' },
        },
      ],
    });
  });

  it.each(['', 'null', '[]', '{', '"text"', '{"query": 5}', '{}'])(
    'refuses the body %j with 4xx',
    async (body) => {
      const response = await fetch(`${gateway.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
      });
      expect(response.status).toBeGreaterThanOrEqual(400);
      expect(response.status).toBeLessThan(500);
      expect(await response.text()).not.toMatch(/node_modules|\.ts:/);
    },
  );

  it('shows the schema', async () => {
    const { __schema } = await gateway.data<{
      __schema: { types: { name: string; description: string | null }[] };
    }>('{ __schema { types { name description } } }');
    const names = __schema.types.map(({ name }) => name);
    for (const name of ['Patch', 'Series', 'Cover', 'Instance', 'UnknownEvent', 'SourceStatus']) {
      expect(names).toContain(name);
    }
  });

  it('hides the schema where it is told to', async () => {
    const closed = await startTestGateway({
      instances: [releaseInstance('v31')],
      introspection: false,
    });
    try {
      const { errors } = await closed.ask('{ __schema { types { name } } }');
      expect(errors?.[0]?.message).toMatch(/introspection is not allowed/i);
      expect(await closed.data('{ __typename }')).toEqual({ __typename: 'Query' });
    } finally {
      await closed.close();
    }
  });
});

describe('extensions.upstream', () => {
  const query = '{ patches(first: 3) { nodes { name } } }';

  it('is there when it is asked for, and only then', async () => {
    const own = await startTestGateway({
      instances: [releaseInstance('v31'), releaseInstance('v22')],
    });
    try {
      const { extensions } = await own.ask(query, { headers: { 'x-upstream-report': '1' } });
      expect(extensions?.upstream).toMatchObject({ requests: 2, byInstance: { v31: 1, v22: 1 } });
      expect((await own.ask(query)).extensions).toBeUndefined();
      expect(
        (await own.ask(query, { headers: { 'x-upstream-report': '0' } })).extensions,
      ).toBeUndefined();
    } finally {
      await own.close();
    }
  });

  it('counts what a kept answer saves', async () => {
    const own = await startTestGateway({ instances: [releaseInstance('v31')] });
    try {
      const report = { headers: { 'x-upstream-report': '1' } };
      const first = await own.ask(QUERY, report);
      const second = await own.ask(QUERY, report);
      expect(first.extensions?.upstream).toMatchObject({ requests: 1, cacheHits: 0 });
      expect(second.extensions?.upstream).toMatchObject({ requests: 0, staleHits: 0 });
      expect(
        (second.extensions?.upstream as unknown as { cacheHits: number }).cacheHits,
      ).toBeGreaterThan(0);
      expect(own.requests('v31')).toEqual(['/patches/7/']);
    } finally {
      await own.close();
    }
  });
});

describe('a client that goes away', () => {
  it('ends what was asked for it', async () => {
    faults.set({ fault: { kind: 'hang' }, path: '/patches/8/' });
    const gone = new AbortController();
    const answer = fetch(`${gateway.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: '{ patch(instance: "v31", databaseId: 8) { name } }' }),
      signal: gone.signal,
    });
    await vi.waitFor(() => expect(faults.counters.concurrent).toBe(1));
    gone.abort();
    await expect(answer).rejects.toThrow();
    await vi.waitFor(() => expect(faults.counters.concurrent).toBe(0));
    faults.clear();
  });
});
