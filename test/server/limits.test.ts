import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startReleases } from '../tools/releaseGateway.js';
import type { TestGateway } from '../tools/startTestGateway.js';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startReleases(['v31'], {
    limits: { maxBodyBytes: 4096, maxTokens: 200, maxDepth: 4, maxAliases: 3, maxDirectives: 2 },
  });
});
afterAll(() => gateway.close());

/** The error of a refused request, which reaches no server. */
async function refusal(query: string) {
  gateway.resetRequests();
  const { status, errors, data } = await gateway.ask(query);
  expect(gateway.requests('v31')).toEqual([]);
  expect(data).toBeUndefined();
  return { status, errors };
}

describe('limits of a document', () => {
  it.each([
    ['maxDepth', 4, '{ patches { nodes { project { instance { name } } } } }'],
    [
      'maxDepth',
      4,
      '{ patches { nodes { ...A } } } fragment A on Patch { ...B } fragment B on Patch { project { instance { name } } }',
    ],
    ['maxAliases', 3, '{ a: __typename b: __typename c: __typename d: __typename }'],
    ['maxAliases', 3, '{ ...A ...A } fragment A on Query { a: __typename b: __typename }'],
    [
      'maxDirectives',
      2,
      '{ __typename @skip(if: false) @include(if: true) ... @skip(if: true) { __typename } }',
    ],
    ['maxTokens', 200, `{ ${'__typename '.repeat(200)} }`],
  ])('%s %i refuses %s', async (limit, maximum, query) => {
    const { status, errors } = await refusal(query);
    expect(status).toBe(400);
    expect(errors).toHaveLength(1);
    expect(errors?.[0]?.extensions).toEqual({ code: 'QUERY_TOO_EXPENSIVE', limit, maximum });
    expect(errors?.[0]?.message).toContain(`limits.${limit}`);
    expect(errors?.[0]?.message).toContain(String(maximum));
  });

  it.each([
    '{ patches(first: 1) { nodes { project { name } } } }',
    '{ a: __typename b: __typename c: __typename }',
    '{ __schema { types { fields { type { ofType { ofType { name } } } } } } }',
  ])('let %s pass', async (query) => {
    expect(await gateway.ask(query)).not.toHaveProperty('errors');
  });

  it('include fragments that spread each other', async () => {
    const { status, errors } = await refusal(
      '{ ...A } fragment A on Query { ...B ...B } fragment B on Query { ...A ...A }',
    );
    expect(status).toBe(400);
    expect(errors?.[0]?.extensions.code).toBe('GRAPHQL_VALIDATION_FAILED');
  });
});

describe('limits of a request', () => {
  const post = (body: string, headers: Record<string, string> = {}): Promise<Response> =>
    fetch(`${gateway.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body,
    });

  it('refuse a large body with a GraphQL error that names the limit', async () => {
    const response = await post(JSON.stringify({ query: `{ __typename } #${'x'.repeat(5000)}` }));
    expect(response.status).toBe(413);
    expect(await response.json()).toEqual({
      errors: [
        {
          message: 'The request is longer than 4096 bytes (limits.maxBodyBytes).',
          extensions: { code: 'BAD_USER_INPUT' },
        },
      ],
    });
  });

  it.each([
    ['no JSON', '{', {}],
    ['another type', 'a', { 'content-type': 'application/xml' }],
    ['a batch', '[{"query": "{ __typename }"}, {"query": "{ __typename }"}]', {}],
    ['a prototype', '{"query": "{ __typename }", "__proto__": {"a": 1}}', {}],
  ])('refuse %s with 4xx and a GraphQL error', async (_what, body, headers) => {
    const response = await post(body, headers);
    expect(response.status).toBeGreaterThanOrEqual(400);
    expect(response.status).toBeLessThan(500);
    const { errors } = (await response.json()) as { errors: { message: string }[] };
    expect(errors[0]?.message).toMatch(/\S/);
  });

  it('refuse what is neither GET nor POST', async () => {
    const put = await fetch(`${gateway.url}/graphql`, { method: 'PUT', body: 'a' });
    expect([404, 405]).toContain(put.status);
  });

  it('answer unknown paths with a GraphQL error', async () => {
    const response = await fetch(`${gateway.url}/nothing/here`);
    expect(response.status).toBe(404);
    expect(await response.json()).toHaveProperty('errors.0.extensions.code', 'BAD_USER_INPUT');
  });

  it('add the security headers for browsers to every answer', async () => {
    for (const path of ['/graphql', '/healthz', '/nothing']) {
      const { headers } = await fetch(gateway.url + path);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('content-security-policy')).toContain("default-src 'none'");
      expect(headers.get('x-powered-by')).toBeNull();
      expect(headers.get('server')).toBeNull();
    }
  });
});
