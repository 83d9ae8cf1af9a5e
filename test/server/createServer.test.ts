import { once } from 'node:events';
import { connect } from 'node:net';
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

  it('names the methods and the content type that it takes', async () => {
    const send = async (method: string, path: string, type: string) => {
      const headers = { 'content-type': type };
      const response = await fetch(`${gateway.url}${path}`, { method, headers, body: '{}' });
      const { errors } = (await response.json()) as { errors: { message: string }[] };
      return [response.status, response.headers.get('allow'), errors[0]?.message];
    };
    const allowed = 'GET, HEAD, OPTIONS, POST';
    expect(await send('PUT', '/graphql?x=1', 'application/json')).toEqual([
      405,
      allowed,
      `PUT is not a method of /graphql; use one of ${allowed}.`,
    ]);
    expect((await send('POST', '/healthz', 'application/json'))[0]).toBe(405);
    expect((await send('POST', '/nowhere', 'application/json'))[0]).toBe(404);
    expect(await send('POST', '/graphql', 'application/graphql')).toEqual([
      415,
      null,
      'The content type "application/graphql" is not supported; send JSON with "content-type: application/json".',
    ]);
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
    ['a GET of another site', { method: 'GET', headers: { 'sec-fetch-site': 'cross-site' } }],
    [
      "a GET of another site with a form's content type",
      {
        method: 'GET',
        headers: { 'sec-fetch-site': 'same-site', 'content-type': 'text/plain' },
      },
    ],
    [
      'a GET of an origin that is not allowed',
      {
        method: 'GET',
        headers: { 'sec-fetch-site': 'cross-site', origin: 'https://elsewhere.example' },
      },
    ],
    [
      'a URL-encoded form',
      {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: `query=${encodeURIComponent(QUERY)}`,
      },
    ],
    [
      'a multipart form',
      {
        method: 'POST',
        headers: { 'content-type': 'multipart/form-data; boundary=x' },
        body: '--x--',
      },
    ],
    [
      'a body without a content type',
      { method: 'POST', body: new Blob([JSON.stringify({ query: QUERY })]) },
    ],
    [
      'a form',
      {
        method: 'POST',
        headers: { 'content-type': 'text/plain' },
        body: JSON.stringify({ query: QUERY }),
      },
    ],
  ] as [string, RequestInit][])(
    'refuses %s, because any web page could send it',
    async (_what, init) => {
      gateway.resetRequests();
      const url = `${gateway.url}/graphql${init.method === 'GET' ? `?query=${encodeURIComponent(QUERY)}` : ''}`;
      const response = await fetch(url, init);
      expect(response.status).toBeGreaterThanOrEqual(400);
      expect(response.status).toBeLessThan(500);
      expect(await response.text()).not.toContain('"databaseId"');
      expect(gateway.requests('v31')).toEqual([]);
    },
  );

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

  it('names the unknown operation', async () => {
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

  it('returns the schema', async () => {
    const { __schema } = await gateway.data<{
      __schema: { types: { name: string; description: string | null }[] };
    }>('{ __schema { types { name description } } }');
    const names = __schema.types.map(({ name }) => name);
    for (const name of ['Patch', 'Series', 'Cover', 'Instance', 'UnknownEvent', 'SourceStatus']) {
      expect(names).toContain(name);
    }
  });

  it('hides the schema if configured', async () => {
    const closed = await startTestGateway({
      instances: [releaseInstance('v31')],
      introspection: false,
    });
    try {
      const { errors } = await closed.ask('{ __schema { types { name } } }');
      expect(errors?.[0]?.message).toMatch(/introspection is disabled/i);
      expect(await closed.data('{ __typename }')).toEqual({ __typename: 'Query' });
    } finally {
      await closed.close();
    }
  });
});

describe('extensions.upstream', () => {
  const query = '{ patches(first: 3) { nodes { name } } }';

  it('is included only on request', async () => {
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

  it('counts reads saved by a cached answer', async () => {
    const own = await startTestGateway({ instances: [releaseInstance('v31')] });
    try {
      const report = { headers: { 'x-upstream-report': '1' } };
      const first = await own.ask(QUERY, report);
      const second = await own.ask(QUERY, report);
      expect(first.extensions?.upstream).toMatchObject({ requests: 1, cacheHits: 0 });
      expect(second.extensions?.upstream).toMatchObject({
        requests: 0,
        cacheHits: 1,
        staleHits: 0,
      });
      expect(own.requests('v31')).toEqual(['/patches/7/']);
    } finally {
      await own.close();
    }
  });
});

describe('a GET', () => {
  it.each<[string, Record<string, string>]>([
    ['curl', { accept: '*/*' }],
    [
      'urql, which sends a content type',
      {
        accept: 'application/graphql-response+json, application/json',
        'content-type': 'application/json',
      },
    ],
    ['a page of our own', { 'sec-fetch-site': 'same-origin', 'sec-fetch-mode': 'cors' }],
    ['the address bar', { 'sec-fetch-site': 'none' }],
    [
      'an old client of Apollo',
      { 'sec-fetch-site': 'cross-site', 'apollo-require-preflight': '1' },
    ],
  ])('answers %s', async (_who, headers) => {
    const response = await fetch(`${gateway.url}/graphql?query=${encodeURIComponent(QUERY)}`, {
      headers,
    });
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual(ANSWER);
  });

  it('answers pages of permitted origins, whose browsers cache the preflight', async () => {
    const origin = 'https://board.example';
    const own = await startTestGateway({
      instances: [releaseInstance('v31')],
      cors: { origins: [origin] },
    });
    try {
      const url = `${own.url}/graphql?query=${encodeURIComponent(QUERY)}`;
      const response = await fetch(url, { headers: { origin, 'sec-fetch-site': 'cross-site' } });
      expect(await response.json()).toEqual(ANSWER);
      const preflight = await fetch(url, {
        method: 'OPTIONS',
        headers: { origin, 'access-control-request-method': 'POST' },
      });
      expect(preflight.headers.get('access-control-max-age')).toBe('7200');
    } finally {
      await own.close();
    }
  });

  it('never runs a mutation', async () => {
    const mutation = 'mutation { deleteBundle(input: { id: "x" }) { errors { code } } }';
    const response = await fetch(`${gateway.url}/graphql?query=${encodeURIComponent(mutation)}`);
    expect(response.status).toBe(405);
  });
});

describe('a browser that opens /graphql', () => {
  const PAGE = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };

  it('is redirected to GraphiQL, with its query', async () => {
    const own = await startTestGateway({
      instances: [releaseInstance('v31')],
      graphql: { graphiql: true },
    });
    try {
      const response = await fetch(`${own.url}/graphql?query=%7Ba%7D`, {
        headers: PAGE,
        redirect: 'manual',
      });
      expect(response.status).toBe(302);
      expect(response.headers.get('location')).toBe('./graphiql?query=%7Ba%7D');
      const bare = await fetch(`${own.url}/graphql`, { headers: PAGE, redirect: 'manual' });
      expect(bare.headers.get('location')).toBe('./graphiql');
    } finally {
      await own.close();
    }
  });

  it('is answered if GraphiQL is disabled', async () => {
    const response = await fetch(`${gateway.url}/graphql?query=${encodeURIComponent(QUERY)}`, {
      headers: PAGE,
    });
    expect(await response.json()).toEqual(ANSWER);
  });
});

describe('a client that disconnects', () => {
  it('causes one line at level info, and no errors, for any number of pending fields', async () => {
    faults.set({ fault: { kind: 'hang' }, path: '/patches/8/' });
    const gone = new AbortController();
    const fields = Array.from(
      { length: 20 },
      (_, index) => `f${String(index)}: patch(instance: "v31", databaseId: 8) { name }`,
    );
    const before = gateway.logs.length;
    const answer = fetch(`${gateway.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-client-name': 'board' },
      body: JSON.stringify({ query: `{ ${fields.join(' ')} }` }),
      signal: gone.signal,
    });
    await vi.waitFor(() => expect(faults.counters.concurrent).toBe(1));
    gone.abort();
    await expect(answer).rejects.toThrow();
    await vi.waitFor(() => expect(gateway.logs.length).toBeGreaterThan(before));
    faults.clear();
    await gateway.data('{ __typename }');
    const lines = gateway.logs
      .slice(before)
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines.map(({ level, msg }) => [level, msg])).toEqual([
      [30, 'the client disconnected before its operation ended'],
      [30, 'operation'],
    ]);
    expect(lines[0]).toMatchObject({ client: 'board', address: '127.0.0.1' });
    expect(lines[0]).not.toHaveProperty('errors');
    const metrics = await (await fetch(`${gateway.url}/metrics`)).text();
    expect(metrics).toContain('operations_total{type="query",outcome="abandoned"} 1');
    expect(metrics).toContain('errors_total{code="INTERNAL_SERVER_ERROR",server=""} 0\n');
    expect(metrics).not.toMatch(/code="INTERNAL_SERVER_ERROR".* [1-9]/);
    expect(metrics).not.toContain('code="CLIENT_CLOSED_REQUEST"');
  });

  it.each([
    [
      'in the middle of its body',
      'POST /graphql HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{"query"',
    ],
    ['in the middle of its headers', 'POST /graphql HTTP/1.1\r\nHost: a\r\nContent-'],
    ['after an odd request', 'NONSENSE\r\n\r\n'],
    [
      'with HTTP/1.0',
      'POST /graphql HTTP/1.0\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{',
    ],
  ])('leaves no line of level error when it does so %s', async (_when, bytes) => {
    const before = gateway.logs.length;
    const socket = connect(Number(new URL(gateway.url).port), '127.0.0.1');
    socket.on('error', () => undefined);
    await once(socket, 'connect');
    await new Promise((resolve) => socket.write(bytes, resolve));
    await gateway.data('{ __typename }');
    socket.destroy();
    await once(socket, 'close');
    await gateway.data('{ __typename }');
    await gateway.data('{ __typename }');
    const levels = gateway.logs
      .slice(before)
      .map((line) => (JSON.parse(line) as { level: number }).level);
    expect(Math.max(...levels)).toBe(30);
  });

  it('cancels its requests', async () => {
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
