import { getIntrospectionQuery } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startReleases } from '../../tools/releaseGateway.js';
import type { Answer, AnswerError, TestGateway } from '../../tools/startTestGateway.js';

let gateway: TestGateway;

const repeat = (count: number, part: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => part(index)).join(' ');

/** Fragments that spread each other twice: each level doubles the expanded selections. */
const doubling = (levels: number, type: string, leaf: string, field: string): string =>
  `fragment F0 on ${type} { ${leaf} } ${repeat(
    levels,
    (level) =>
      `fragment F${String(level + 1)} on ${type} { a: ${field} { ...F${String(level)} } b: ${field} { ...F${String(level)} } }`,
  )}`;

type BoundError = AnswerError & { extensions: { limit?: string; maximum?: number } };

async function limitOf(query: string, variables = {}): Promise<string | undefined> {
  const { errors } = await gateway.ask(query, { variables });
  return (errors?.at(-1) as BoundError | undefined)?.extensions.limit;
}

async function refusals(limit: string): Promise<number> {
  const text = await (await fetch(`${gateway.url}/metrics`)).text();
  const [, count = '0'] =
    new RegExp(`^patchwork_graphql_refusals_total\\{limit="${limit}"\\} (\\d+)$`, 'm').exec(text) ??
    [];
  return Number(count);
}

function expectRefused({ data, errors }: Answer<unknown>, limit: string, maximum: number): void {
  expect(data).toBeNull();
  expect(errors).toHaveLength(1);
  expect(errors?.[0]?.extensions).toEqual({ code: 'QUERY_TOO_EXPENSIVE', limit, maximum });
  expect(errors?.[0]?.message).toContain(`limits.${limit}`);
  expect(errors?.[0]?.message).toContain(String(maximum));
}

describe('expanded selections', () => {
  beforeAll(async () => {
    gateway = await startReleases(['v31'], {
      limits: { maxSelections: 100, maxAliases: 10_000, maxUpstreamRequestsPerInstance: 10_000 },
    });
  });
  afterAll(() => gateway.close());

  it('may be as many as permitted, and not one more', async () => {
    const names = (count: number): string => repeat(count, (n) => `a${String(n)}: __typename`);
    expect(await limitOf(`{ ${names(100)} }`)).toBeUndefined();
    expect(await limitOf(`{ ${names(101)} }`)).toBe('maxSelections');
    expect(await refusals('maxSelections')).toBe(1);
  });

  it.each([
    [
      'by introspection',
      `{ __type(name: "Patch") { ...F30 } } ${doubling(30, '__Type', 'name', 'ofType')}`,
    ],
    [
      'by a schema',
      `{ __schema { types { ...F30 } } } ${doubling(30, '__Type', 'name', 'ofType')}`,
    ],
    ['by fragments in no operation', `{ __typename } ${doubling(30, '__Type', 'name', 'ofType')}`],
    [
      'with fragments only',
      `{ ...F30 } fragment F0 on Query { __typename } ${repeat(30, (n) => `fragment F${String(n + 1)} on Query { ...F${String(n)} ...F${String(n)} }`)}`,
    ],
    [
      'by inline fragments',
      `{ ...A ...A } fragment A on Query { ${repeat(60, () => '... on Query { __typename }')} }`,
    ],
    [
      'by several operations together',
      `query A { ${repeat(60, (n) => `a${String(n)}: __typename`)} } query B { ${repeat(60, (n) => `a${String(n)}: __typename`)} }`,
    ],
    [
      'in a cycle with multiplying paths',
      `{ ...F0 } ${repeat(9, (n) => `fragment F${String(n)} on Query { ${repeat(9, (m) => `...F${String(m)}`)} }`)}`,
    ],
  ])('are counted before anything else is done: %s', async (_how, query) => {
    gateway.resetRequests();
    const { status, errors, data } = await gateway.ask(query);
    expect(status).toBe(400);
    expect(data).toBeUndefined();
    expect(errors).toHaveLength(1);
    expect(errors?.[0]?.extensions).toEqual({
      code: 'QUERY_TOO_EXPENSIVE',
      limit: 'maxSelections',
      maximum: 100,
    });
    expect(gateway.requests('v31')).toEqual([]);
  });
});

describe('fields with the same name in one place', () => {
  beforeAll(async () => {
    gateway = await startReleases(['v31']);
  });
  afterAll(() => gateway.close());

  it('are compared with each other only up to a limit', async () => {
    expect(await limitOf(`{ ${'__typename '.repeat(300)} }`)).toBeUndefined();
    expect(await limitOf(`{ ${'__typename '.repeat(4_000)} }`)).toBe('maxSelections');
    expect(await limitOf(`{ ${'instances { name } '.repeat(1_000)} }`)).toBe('maxSelections');
  });

  it('permits the introspection queries of tools', async () => {
    const query = getIntrospectionQuery({ specifiedByUrl: true, inputValueDeprecation: true });
    const { errors } = await gateway.ask(query);
    expect(errors).toBeUndefined();
  });
});

describe('fields of an answer', () => {
  const QUERY = '{ patches(first: 10) { nodes { databaseId name } } }';
  // patches, nodes, ten items and two fields of each.
  const FIELDS = 1 + 1 + 10 + 20;

  it.each([
    [FIELDS, true],
    [FIELDS - 1, false],
  ])('are bounded: %i', async (maxFields, isWhole) => {
    gateway = await startReleases(['v31'], { limits: { maxFields } });
    const answer = await gateway.ask(QUERY);
    if (isWhole) expect(answer.errors).toBeUndefined();
    else expectRefused(answer, 'maxFields', maxFields);
    expect(await refusals('maxFields')).toBe(isWhole ? 0 : 1);
    await gateway.close();
  });

  it('are counted if types form a cycle', async () => {
    gateway = await startReleases(['v31'], {
      limits: { maxFields: 2_000, maxUpstreamRequestsPerInstance: 100_000 },
    });
    const { nodes } = (
      await gateway.data<{ seriesList: { nodes: { databaseId: number; patches: unknown[] }[] } }>(
        '{ seriesList(first: 100) { nodes { databaseId patches { id } } } }',
      )
    ).seriesList;
    const [largest] = [...nodes].sort((a, b) => b.patches.length - a.patches.length);
    const circle = 'series { patches { '.repeat(6) + 'id' + ' } }'.repeat(6);
    const answer = await gateway.ask(
      `{ series(instance: "v31", databaseId: ${String(largest?.databaseId)}) { patches { ${circle} } } }`,
    );
    expectRefused(answer, 'maxFields', 2_000);
    expect(await gateway.data('{ __typename }')).toEqual({ __typename: 'Query' });
    await gateway.close();
  });

  it('are counted below introspection', async () => {
    gateway = await startReleases(['v31'], { limits: { maxFields: 20_000 } });
    const one = '__schema { types { name fields { name type { name } } } }';
    expect(await limitOf(`{ ${one} }`)).toBeUndefined();
    expect(await limitOf(`{ ${repeat(50, (n) => `a${String(n)}: ${one}`)} }`)).toBe('maxFields');
    await gateway.close();
  });
});

describe('bytes of an answer', () => {
  it('are limited exactly', async () => {
    gateway = await startReleases(['v31']);
    // Texts outside of ASCII are longer than they look.
    const { patches } = gateway.server('v31').store;
    for (const row of patches.rows) patches.replace({ ...row, name: `größer 🚀 ${row.name}` });
    const query = '{ patches(first: 30) { nodes { name __typename } totalCount } }';
    const bytes = Buffer.byteLength(JSON.stringify({ data: await gateway.data(query) }));
    const askWithin = async (maxAnswerBytes: number): Promise<Answer<unknown>> => {
      const { limits } = gateway.config;
      await gateway.reload({ ...gateway.config, limits: { ...limits, maxAnswerBytes } });
      return await gateway.ask(query);
    };
    expect((await askWithin(bytes)).errors).toBeUndefined();
    expect(await refusals('maxAnswerBytes')).toBe(0);
    expectRefused(await askWithin(bytes - 1), 'maxAnswerBytes', bytes - 1);
    expect(await refusals('maxAnswerBytes')).toBe(1);
    await gateway.close();
  });

  it('include a long text as often as it is selected', async () => {
    gateway = await startReleases(['v31'], { limits: { maxAnswerBytes: 20_000 } });
    const diffs = repeat(200, (n) => `a${String(n)}: diff`);
    const answer = await gateway.ask(`{ patches(first: 50) { nodes { ${diffs} } } }`);
    expectRefused(answer, 'maxAnswerBytes', 20_000);
    await gateway.close();
  });
});

describe('values of a request body', () => {
  beforeAll(async () => {
    gateway = await startReleases(['v31']);
  });
  afterAll(() => gateway.close());

  // { "query": ..., "variables": { "ids": [ ... ] } } has 6 in addition to the elements.
  const ask = (count: number, value: unknown) =>
    gateway.ask('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', {
      variables: { ids: Array.from({ length: count }, () => value) },
    });
  const messageOf = async (count: number, value: unknown): Promise<string | undefined> =>
    (await ask(count, value)).errors?.[0]?.message;

  it('may be as many as permitted, and not one more', async () => {
    expect(await messageOf(9_994, 'x')).toMatch(/upstream requests/);
    const before = gateway.requests('v31').length;
    const answer = await ask(9_995, 'x');
    expect(answer).toMatchObject({
      status: 400,
      errors: [
        {
          message:
            'The request has more than 10000 keys and values (limits.maxBodyValues); send less at once.',
          extensions: { code: 'QUERY_TOO_EXPENSIVE', limit: 'maxBodyValues', maximum: 10_000 },
        },
      ],
    });
    expect(gateway.requests('v31')).toHaveLength(before);
    expect(await refusals('maxBodyValues')).toBe(1);
  });

  it.each([
    ['empty objects', Array(60_000).fill({})],
    ['numbers', Array(300_000).fill(0)],
    [
      'distinct keys',
      Object.fromEntries(Array.from({ length: 50_000 }, (_, n) => [`k${String(n)}`, 1])),
    ],
  ])('are counted before they are parsed: %s', async (_what, value) => {
    expect(await messageOf(1, value)).toContain('limits.maxBodyValues');
  });

  it('are refused with a thousand levels', async () => {
    const response = await fetch(`${gateway.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: `{"query": "{ __typename }", "variables": {"v": ${'['.repeat(1_001)}${']'.repeat(1_001)}}}`,
    });
    expect([response.status, await response.text()]).toEqual([
      400,
      expect.stringContaining('more than 1000 levels'),
    ]);
  });

  it('permit the largest mutations', async () => {
    const change = {
      id: 'x',
      state: 's',
      delegate: 'd',
      archived: true,
      commitRef: 'c',
      pullUrl: 'p',
    };
    const { errors } = await gateway.ask(
      'mutation ($input: UpdatePatchesInput!) { updatePatches(input: $input) { results { outcome } } }',
      { variables: { input: { patches: Array(500).fill(change) } } },
    );
    expect(JSON.stringify(errors)).not.toContain('maxBodyValues');
  });
});

describe('errors of an answer', () => {
  beforeAll(async () => {
    gateway = await startReleases(['v31'], {
      limits: { maxErrors: 5, maxBodyValues: 1_000_000 },
    });
  });
  afterAll(() => gateway.close());

  const broken = (count: number): string =>
    `{ ${repeat(count, (n) => `a${String(n)}: node(id: "?") { id }`)} }`;

  it('are listed up to the limit, and counted beyond it', async () => {
    const within = await gateway.ask(broken(5));
    expect(within.errors).toHaveLength(5);
    const beyond = await gateway.ask(broken(8));
    expect(beyond.errors).toHaveLength(6);
    expect(beyond.errors?.[5]).toEqual({
      message: '3 more errors are omitted: an answer lists at most 5 (limits.maxErrors)',
      extensions: { code: 'QUERY_TOO_EXPENSIVE', limit: 'maxErrors', maximum: 5 },
    });
  });

  it.each([
    ['values', Array.from({ length: 100_000 }, () => ({}))],
    ['long values', Array.from({ length: 5 }, () => ({ [`a${'b'.repeat(100_000)}`]: 1 }))],
  ])('of variables are bounded, and their %s are cut', async (_what, ids) => {
    const answer = await gateway.ask('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', {
      variables: { ids },
    });
    expect(answer.status).toBe(400);
    expect(answer.errors?.length).toBeLessThanOrEqual(6);
    expect(JSON.stringify(answer).length).toBeLessThan(10_000);
    expect(answer.errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  });
});
