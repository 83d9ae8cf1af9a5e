import { readFileSync } from 'node:fs';
import {
  gql,
  type ApolloClient,
  type ObservableQuery,
  type TypedDocumentNode,
} from '@apollo/client';
import { generate } from '@graphql-codegen/cli';
import { buildSchema, extendSchema, isAbstractType, isObjectType, parse, validate } from 'graphql';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSchema } from '../../src/graphql/schema.js';
import { readSdl } from '../../src/graphql/sdl.js';
import { createDemoStates } from '../../src/sample/demo/createDemoStates.js';
import { startTestGateway, type TestGateway } from '../tools/startTestGateway.js';
import { cacheOptions, createApolloClient } from './clients/apollo.js';
import { createPersistingClient } from './clients/apolloPersisted.js';
import { config as codegenConfig } from './clients/codegen.js';
import { createUrqlClient } from './clients/urql.js';

const page = readFileSync(new URL('../../docs/clients.md', import.meta.url), 'utf8');
const blocks = (language: string): string[] =>
  [...page.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, 'gms'))].map(
    ([, text = '']) => text,
  );

const demo = createDemoStates();
const schema = createSchema();

let gateway: TestGateway;
let uri: string;
beforeEach(async () => {
  gateway = await startTestGateway({
    // The first server does not answer.
    instances: [
      { name: 'gone', url: 'http://127.0.0.1:9', timeoutMs: 500 },
      ...demo.map(({ name, state }) => ({ name, state })),
    ],
  });
  uri = `${gateway.url}/graphql`;
});
afterEach(() => gateway.close());

describe('docs/clients.md', () => {
  it('shows the code that is tested here', () => {
    const names = [
      'patchworkClient',
      'apollo',
      'apolloPersisted',
      'urql',
      'live',
      'apolloLive',
      'urqlLive',
      'codegen',
    ];
    const files = names.map((name) =>
      readFileSync(new URL(`clients/${name}.ts`, import.meta.url), 'utf8'),
    );
    expect(blocks('ts')).toEqual(files);
  });

  it('shows queries that are valid for the schema, with the directives of Relay', () => {
    const relay = extendSchema(
      buildSchema(readSdl()),
      parse('directive @connection(key: String!, filters: [String!]) on FIELD'),
    );
    // Relay's compiler adds the fields that the connection requires: `cursor`, `pageInfo`, `__typename`.
    for (const document of blocks('graphql')) {
      expect(validate(relay, parse(document)).map(String)).toEqual([]);
    }
    expect(blocks('graphql').length).toBeGreaterThan(0);
  });

  it('names every error code that clients can receive', () => {
    const errors = readFileSync(new URL('../../src/errors.ts', import.meta.url), 'utf8');
    const codes = [...errors.matchAll(/^ {2}([A-Z][A-Z_]{5,}): /gm)].map(([, code = '']) => code);
    expect(codes.length).toBeGreaterThan(5);
    expect(codes.filter((code) => !page.includes(`\`${code}\``))).toEqual([]);
  });
});

describe('the documented cache of Apollo Client', () => {
  it('lists every interface and union of the schema', () => {
    const possible = Object.values(schema.getTypeMap())
      .filter((type) => isAbstractType(type))
      .map((type) => [
        type.name,
        schema
          .getPossibleTypes(type)
          .map(({ name }) => name)
          .sort(),
      ]);
    const documented = Object.entries(cacheOptions.possibleTypes ?? {}).map(([name, types]) => [
      name,
      [...types].sort(),
    ]);
    expect(Object.fromEntries(documented)).toEqual(Object.fromEntries(possible));
  });

  it('has a policy for every connection, with all of its arguments except those of the page', () => {
    for (const type of Object.values(schema.getTypeMap())) {
      if (!isObjectType(type) || type.name.endsWith('Payload')) continue;
      for (const field of Object.values(type.getFields())) {
        if (!/Connection!?$/.test(String(field.type))) continue;
        const policy = cacheOptions.typePolicies?.[type.name]?.fields?.[field.name];
        const keyArgs = typeof policy === 'object' ? policy.keyArgs : undefined;
        const expected = field.args
          .map(({ name }) => name)
          .filter((name) => name !== 'first' && name !== 'after');
        expect(
          [...(Array.isArray(keyArgs) ? keyArgs : [])].sort(),
          `${type.name}.${field.name}`,
        ).toEqual(expected.sort());
      }
    }
  });

  const ID = demo[0]?.state.patches[0]?.id ?? 0;
  const MESSAGE_ID = demo[0]?.state.patches[0]?.msgid.replace(/[<>]/g, '') ?? '';
  const INSTANCE = demo[0]?.name ?? '';

  it.each([
    [
      'a state',
      `patch(instance: "${INSTANCE}", databaseId: ${String(ID)}) { id state { id %s } }`,
      'slug',
      'category',
    ],
    ['a message', `message(messageId: "${MESSAGE_ID}") { id %s }`, 'date', 'subject'],
    ['a status', `instance(name: "${INSTANCE}") { id status { id %s } }`, 'health', 'breaker'],
    [
      'capabilities',
      `instance(name: "${INSTANCE}") { id capabilities { id %s } }`,
      'webUrls',
      'coverMbox',
    ],
    ['viewers', 'viewers { id %s }', 'instance { id }', 'toDoCount'],
    ['settings', 'viewers { id user { id settings { id %s } } }', 'sendEmail', 'showIds'],
    [
      'maintainers',
      `instance(name: "${INSTANCE}") { id projects(first: 3) { edges { node { id maintainers { id %s } } } pageInfo { hasNextPage } } }`,
      'username',
      'email',
    ],
    [
      'counts',
      `patchCounts(instances: ["${INSTANCE}"], by: STATE) { %s }`,
      'totalCount',
      'groups { key count }',
    ],
  ])('keeps the fields of %s that another query has read', async (_what, query, one, other) => {
    const tokens = { [INSTANCE]: `${INSTANCE}-maintainer-token` };
    const client = createApolloClient(uri, tokens);
    const ask = (fields: string) => gql(`{ ${query.replace('%s', fields)} }`);
    const first = await client.query({ query: ask(one) });
    expect(first.error).toBeUndefined();
    const second = await client.query({ query: ask(other) });
    expect(second.error).toBeUndefined();
    // Both together are in the cache, as the gateway gives them: nothing was thrown away.
    const both = ask(`${one} ${other}`);
    const kept = client.readQuery({ query: both });
    const { data } = await createApolloClient(uri, tokens).query({ query: both });
    expect(kept).toEqual(data);
    expect(client.readQuery({ query: ask(one) })).toEqual(first.data);
    client.stop();
  });

  const PAGE: TypedDocumentNode<Page> =
    gql(`query Page($first: Int, $after: String, $filter: PatchFilter) {
    patches(first: $first, after: $after, filter: $filter) {
      edges { cursor node { id name } }
      pageInfo { hasNextPage endCursor }
      sources { instance status error { code } }
    }
  }`);

  interface Page {
    readonly patches: {
      readonly edges: readonly { readonly node: { readonly id: string } }[];
      readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
      readonly sources: readonly { readonly instance: string; readonly status: string }[];
    };
  }

  const PAGE_ROWS = 7;

  async function walk(list: ObservableQuery<Page>, pages: number): Promise<readonly string[]> {
    const read = () => list.getCurrentResult().data as Page;
    await expect.poll(() => list.getCurrentResult().loading).toBe(false);
    for (let fetched = 1; fetched < pages; fetched += 1) {
      await list.fetchMore({ variables: { after: read().patches.pageInfo.endCursor } });
      // Apollo Client updates the list asynchronously.
      await expect.poll(() => read().patches.edges.length).toBe((fetched + 1) * PAGE_ROWS);
    }
    return read().patches.edges.map(({ node }) => node.id);
  }

  it('merges pages, and separates lists with different arguments', async () => {
    const client = createApolloClient(uri);
    const watch = (filter: Record<string, unknown>) => {
      const list = client.watchQuery({ query: PAGE, variables: { first: PAGE_ROWS, filter } });
      list.subscribe(() => undefined);
      return list;
    };
    const all = watch({});
    const archived = watch({ archived: false });
    const ids = await walk(all, 3);
    const others = await walk(archived, 2);
    const direct = await gateway.data<Page>('{ patches(first: 21) { edges { node { id } } } }');
    expect(ids).toEqual(direct.patches.edges.map(({ node }) => node.id));
    expect(others).toHaveLength(14);
    expect(new Set(others).size).toBe(14);
    expect(all.getCurrentResult().data).toMatchObject({ patches: { edges: { length: 21 } } });
    client.stop();
  });

  it('shows the failed server, and the rows of all others', async () => {
    const client = createApolloClient(uri);
    const { data } = await client.query({ query: PAGE, variables: { first: 5 } });
    expect(data?.patches.edges).toHaveLength(5);
    expect(data?.patches.sources).toContainEqual(
      expect.objectContaining({ instance: 'gone', status: 'FAILED' }),
    );
    client.stop();
  });

  it('keeps a refused list null, and the other fields', async () => {
    const client = createApolloClient(uri);
    const query = gql(`{
      bad: patches(instances: ["typo"]) { edges { node { id } } pageInfo { hasNextPage } }
      good: patches(first: 1) { edges { node { id } } pageInfo { hasNextPage } }
    }`);
    const { data, error } = await client.query({ query });
    expect(error?.message).toContain('typo');
    expect(data).toMatchObject({ bad: null, good: { edges: { length: 1 } } });
    client.stop();
  });

  it('matches fragments on interfaces and unions', async () => {
    const client = createApolloClient(uri);
    const query = gql(`{
      events(first: 5) {
        edges { node { id ...Happened } }
        pageInfo { hasNextPage }
      }
    }
    fragment Happened on Event { category instance { id name } }`);
    const { data } = await client.query({ query });
    const edge = { node: { category: expect.any(String), instance: { name: expect.any(String) } } };
    expect(data).toMatchObject({ events: { edges: [edge, edge, edge, edge, edge] } });
    client.stop();
  });

  it('sends a hash, and the document once', async () => {
    const seen: string[] = [];
    const counting: ApolloClient = createPersistingClient(uri);
    const fetched = globalThis.fetch;
    globalThis.fetch = (input, init) => {
      seen.push(typeof init?.body === 'string' ? init.body : '');
      return fetched(input, init);
    };
    try {
      const query = gql('query Persisted { instances { id name } }');
      const first = await counting.query({ query });
      const again = await counting.query({ query, fetchPolicy: 'network-only' });
      expect(again.data).toEqual(first.data);
    } finally {
      globalThis.fetch = fetched;
      counting.stop();
    }
    expect(seen.map((body) => body.includes('instances'))).toEqual([false, true, false]);
  });
});

describe('the documented client of urql', () => {
  it('receives data and errors together, and sends tokens', async () => {
    const name = demo[0]?.name ?? '';
    const client = createUrqlClient(uri, { [name]: `${name}-maintainer-token` });
    const { data, error } = await client
      .query(
        `{
          bad: patches(instances: ["typo"]) { nodes { id } }
          good: patches(first: 2) { nodes { id } sources { instance status } }
          viewers { id instance { name } }
        }`,
        {},
      )
      .toPromise();
    expect(error?.graphQLErrors.map(({ extensions }) => extensions['code'])).toEqual([
      'BAD_USER_INPUT',
    ]);
    expect(data).toMatchObject({
      bad: null,
      good: { nodes: { length: 2 } },
      viewers: [{ instance: { name } }],
    });
  });
});

describe('the documented configuration of GraphQL Code Generator', () => {
  it('generates types of operations from the schema that the gateway serves', async () => {
    const files = (await generate(
      {
        ...codegenConfig,
        schema: uri,
        documents: 'query Recent { patches(first: 3) { nodes { id date check messageId } } }',
        silent: true,
        errorsOnly: true,
      },
      false,
    )) as readonly { readonly filename: string; readonly content: string }[];
    const types = files.find(({ filename }) => filename.endsWith('gql/graphql.ts'))?.content ?? '';
    expect(types).toContain('export type RecentQuery =');
    expect(types).toMatch(/DateTime: \{ input: string; output: string; \}/);
    expect(types).not.toContain('unknown; output: unknown');
  });
});
