import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { startReleases } from '../tools/releaseGateway.js';
import type { TestGateway } from '../tools/startTestGateway.js';

const folder = mkdtempSync(join(tmpdir(), 'documents-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});
let gateway: TestGateway;
afterEach(() => gateway.close());

const QUERY = 'query Names { instances { name } }';
const HASH = createHash('sha256').update(QUERY).digest('hex');
const ANSWER = { data: { instances: [{ name: 'v31' }] } };
const extensions = { persistedQuery: { version: 1, sha256Hash: HASH } };

function manifest(content: unknown): string {
  const file = join(folder, 'manifest.json');
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}

async function post(body: unknown): Promise<{ status: number; answer: unknown }> {
  const response = await fetch(`${gateway.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return { status: response.status, answer: await response.json() };
}

async function get(parameters: Record<string, string>): Promise<unknown> {
  const search = new URLSearchParams(parameters).toString();
  const response = await fetch(`${gateway.url}/graphql?${search}`, {
    headers: { 'apollo-require-preflight': '1' },
  });
  return await response.json();
}

const codeOf = ({ answer }: { answer: unknown }): unknown =>
  (answer as { errors?: { extensions: { code: string } }[] }).errors?.[0]?.extensions.code;

describe('automatic persisted queries', () => {
  it('request a document once, and accept its hash from then on', async () => {
    gateway = await startReleases(['v31']);
    expect(codeOf(await post({ extensions }))).toBe('PERSISTED_QUERY_NOT_FOUND');
    expect((await post({ query: QUERY, extensions })).answer).toEqual(ANSWER);
    expect((await post({ extensions })).answer).toEqual(ANSWER);
    expect(await get({ extensions: JSON.stringify(extensions) })).toEqual(ANSWER);
  });

  it('accept no document with the hash of another', async () => {
    gateway = await startReleases(['v31']);
    const { status } = await post({ query: '{ __typename }', extensions });
    expect(status).toBe(400);
    expect(codeOf(await post({ extensions }))).toBe('PERSISTED_QUERY_NOT_FOUND');
  });

  it.each([
    ['of another document', { version: 1, sha256Hash: 'f'.repeat(64) }],
    ['of an unknown version', { version: 2, sha256Hash: HASH }],
    ['that is a number', { version: 1, sha256Hash: 1e308 }],
    ['that is an object', { version: 1, sha256Hash: { toString: 1, valueOf: 1 } }],
    ['that is null', { version: 1, sha256Hash: null }],
    ['that is missing', { version: 1 }],
    ['that is long', { version: 1, sha256Hash: 'f'.repeat(5_000) }],
    ['without an object around it', true],
    ['in a list', [1]],
  ])('refuse a hash %s as the fault of the client', async (_what, persistedQuery) => {
    gateway = await startReleases(['v31']);
    for (const body of [
      { query: QUERY, extensions: { persistedQuery } },
      { query: QUERY, documentId: 7, extensions: { persistedQuery } },
    ]) {
      const { status, answer } = await post(body);
      expect(status).toBe(400);
      expect(['BAD_REQUEST', 'BAD_USER_INPUT']).toContain(codeOf({ answer }));
    }
    const address = new URL(`${gateway.url}/graphql`);
    address.searchParams.set('query', QUERY);
    address.searchParams.set('extensions', JSON.stringify({ persistedQuery }));
    const byGet = await fetch(address, { headers: { 'apollo-require-preflight': '1' } });
    expect(byGet.status).toBe(400);
    expect(gateway.logs.filter((line) => /"level":(?:40|50|60)/.test(line))).toEqual([]);
  });

  it('can be disabled', async () => {
    gateway = await startReleases(['v31'], { graphql: { automaticPersistedQueries: false } });
    expect(codeOf(await post({ query: QUERY, extensions }))).toBe('PERSISTED_QUERY_NOT_SUPPORTED');
    expect((await post({ query: QUERY })).answer).toEqual(ANSWER);
  });
});

describe('trusted documents', () => {
  it.each([
    ['codegen', { [HASH]: QUERY }, HASH],
    ['codegen', { [HASH]: QUERY }, `sha256:${HASH}`],
    ['codegen with a prefix', { [`sha256:${HASH}`]: QUERY }, `sha256:${HASH}`],
    [
      'Apollo',
      {
        format: 'apollo-persisted-query-manifest',
        version: 1,
        operations: [{ id: 'names', name: 'Names', type: 'query', body: QUERY }],
      },
      'names',
    ],
  ])('of a manifest by %s are executed by id', async (_by, content, documentId) => {
    gateway = await startReleases(['v31'], {
      graphql: { trustedDocuments: manifest(content), trustedDocumentsOnly: true },
      settle: false,
    });
    expect((await post({ documentId })).answer).toEqual(ANSWER);
  });

  it('are the only permitted ones if configured', async () => {
    gateway = await startReleases(['v31'], {
      graphql: { trustedDocuments: manifest({ [HASH]: QUERY }), trustedDocumentsOnly: true },
      settle: false,
    });
    const other = '{ __typename }';
    const otherHash = createHash('sha256').update(other).digest('hex');
    const register = { persistedQuery: { version: 1, sha256Hash: otherHash } };
    for (const body of [{ query: other }, { query: other, extensions: register }, { query: '' }]) {
      const refused = await post(body);
      expect(refused.status).toBe(403);
      expect(codeOf(refused)).toBe('FORBIDDEN');
    }
    expect(codeOf({ answer: await get({ query: other }) })).toBe('FORBIDDEN');
    expect(codeOf(await post({ extensions: register }))).toBe('PERSISTED_QUERY_NOT_FOUND');
    expect(codeOf(await post({ documentId: 'unknown' }))).toBe('PERSISTED_QUERY_NOT_FOUND');
    expect((await post({ extensions })).answer).toEqual(ANSWER);
    expect((await post({ query: QUERY })).answer).toEqual(ANSWER);
    expect(await get({ extensions: JSON.stringify(extensions) })).toEqual(ANSWER);
  });

  it('are permitted in addition to others otherwise', async () => {
    gateway = await startReleases(['v31'], {
      graphql: { trustedDocuments: manifest({ [HASH]: QUERY }) },
    });
    expect((await post({ documentId: HASH })).answer).toEqual(ANSWER);
    expect((await post({ query: '{ __typename }' })).answer).toEqual({
      data: { __typename: 'Query' },
    });
  });

  it.each([
    ['not JSON', '{'],
    ['no manifest', '[1]'],
    ['empty documents', { a: '' }],
  ])('that are %s are refused, and what was before goes on', async (_what, content) => {
    gateway = await startReleases(['v31']);
    const { config } = gateway;
    const graphql = { ...config.graphql, trustedDocuments: manifest(content) };
    await expect(gateway.reload({ ...config, graphql })).rejects.toThrow(/manifest\.json/);
    expect((await post({ query: QUERY })).answer).toEqual(ANSWER);
    expect(await (await fetch(`${gateway.url}/metrics`)).text()).toMatch(
      /^patchwork_graphql_config_reloads_total\{outcome="refused"\} 1$/m,
    );
  });
});
