import { afterEach, describe, expect, it } from 'vitest';
import { releaseInstance, startReleases } from '../tools/releaseGateway.js';
import { startTestGateway, type TestGateway } from '../tools/startTestGateway.js';

let gateway: TestGateway;
afterEach(() => gateway.close());

/** The log lines of operations, oldest first. */
function operationLines(): Record<string, unknown>[] {
  return gateway.logs
    .map((line) => JSON.parse(line) as Record<string, unknown>)
    .filter(({ msg }) => msg === 'operation');
}

async function scrape(): Promise<string> {
  return await (await fetch(`${gateway.url}/metrics`)).text();
}

describe('the log', () => {
  it('has one line for each operation, with its cost', async () => {
    gateway = await startReleases(['v31', 'v22']);
    const before = operationLines().length;
    await gateway.data('query Queue { patches(first: 2) { nodes { name } } }');
    await gateway.data('query Queue { patches(first: 2) { nodes { name } } }');
    const [first, second, ...more] = operationLines().slice(before);
    expect(more).toEqual([]);
    expect(first).toMatchObject({
      level: 30,
      operation: 'Queue',
      type: 'query',
      hash: expect.stringMatching(/^[0-9a-f]{64}$/),
      upstream: { v31: 1, v22: 1 },
      cacheHits: 0,
      staleHits: 0,
    });
    expect(first?.['durationMs']).toBeGreaterThan(0);
    expect(first).not.toHaveProperty('errors');
    expect(second).toMatchObject({ hash: first?.['hash'], upstream: {}, cacheHits: 2 });
  });

  it('counts errors by code, including operations that were never started', async () => {
    gateway = await startTestGateway({
      instances: [releaseInstance('v31'), { name: 'dead', url: 'http://127.0.0.1:9' }],
      settle: false,
    });
    await gateway.ask(
      '{ a: patch(instance: "dead", databaseId: 1) { name } b: node(id: "?") { id } }',
    );
    await gateway.ask('{ nothing }');
    await gateway.ask('{');
    expect(operationLines().map(({ errors, type }) => [type, errors])).toEqual([
      ['query', { UPSTREAM_UNAVAILABLE: 1, BAD_USER_INPUT: 1 }],
      [null, { GRAPHQL_VALIDATION_FAILED: 1 }],
      [null, { GRAPHQL_PARSE_FAILED: 1 }],
    ]);
  });

  it('contains no token, no variable and no text of a document or mail', async () => {
    gateway = await startReleases(['v31']);
    await gateway.ask(
      'query Q($q: String) { patches(filter: {q: $q}) { nodes { name content } } }',
      {
        variables: { q: 'secret-variable' },
        headers: {
          'x-patchwork-token': 'v31=secret-token',
          authorization: 'Bearer secret-bearer',
          cookie: 'session=secret-cookie',
        },
      },
    );
    await gateway.ask('{ patches(filter: {q: "secret-literal"}) { nodes { name } } }');
    await gateway.ask('{ node(id: "secret-id") { id } }');
    await gateway.ask('query Q($q: Int!) { __typename }', { variables: { q: 'secret-value' } });
    await fetch(`${gateway.url}/secret-path?secret-query`);
    await fetch(`${gateway.url}/graphql`, { method: 'POST', body: '{"secret-body' });
    expect(operationLines().length).toBeGreaterThanOrEqual(4);
    expect(gateway.logs.join('')).not.toContain('secret');
  });
});

describe('/metrics', () => {
  it('reports operations, errors, upstream requests, the cache and the process', async () => {
    gateway = await startTestGateway({
      instances: [releaseInstance('v31'), { name: 'dead', url: 'http://127.0.0.1:9' }],
      settle: false,
    });
    const query =
      '{ patch(instance: "v31", databaseId: 7) { name } dead: patch(instance: "dead", databaseId: 7) { name } }';
    await gateway.ask(query);
    await gateway.ask(query);
    const text = await scrape();
    const series = (name: string): unknown =>
      expect.stringMatching(new RegExp(`^patchwork_graphql_${name}$`, 'm'));
    expect(text).toEqual(series('operations_total\\{type="query",outcome="partial"\\} 2'));
    expect(text).toEqual(series('errors_total\\{code="UPSTREAM_UNAVAILABLE",server="dead"\\} 2'));
    expect(text).toEqual(
      series('upstream_requests_total\\{server="v31",method="GET",outcome="2xx"\\} \\d+'),
    );
    expect(text).toEqual(series('upstream_queued\\{server="v31"\\} 0'));
    expect(text).toEqual(series('upstream_breaker_state\\{server="v31",state="CLOSED"\\} 1'));
    expect(text).toEqual(series('cache_memory_hits_total [1-9]\\d*'));
    expect(text).toEqual(series('http_responses_total\\{status="200"\\} 2'));
    expect(text).toEqual(series('connections [1-9]\\d*'));
  });

  it('has no label that a client can choose', async () => {
    gateway = await startReleases(['v31']);
    const before = (await scrape()).split('\n').length;
    for (let count = 0; count < 20; count += 1) {
      await gateway.ask(
        `query Name${String(count)} { patch(instance: "i${String(count)}", databaseId: 1) { name } }`,
      );
    }
    const after = (await scrape()).split('\n').length;
    // A new type, outcome, error and status.
    expect(after - before).toBeLessThan(20);
  });

  it('can be disabled', async () => {
    gateway = await startReleases(['v31']);
    await gateway.reload({ ...gateway.config, metrics: { enabled: false } });
    expect((await fetch(`${gateway.url}/metrics`)).status).toBe(404);
  });
});
