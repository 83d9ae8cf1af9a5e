import { buildSchema, findBreakingChanges, isObjectType, type GraphQLObjectType } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contractNameOf } from '../../../src/graphql/contractName.js';
import { encodeGlobalId, type NodeType } from '../../../src/graphql/globalId.js';
import { createSchema } from '../../../src/graphql/schema.js';
import { createSubgraphSchema } from '../../../src/graphql/subgraph/createSubgraphSchema.js';
import { idOf, releaseInstance, startReleases } from '../../tools/releaseGateway.js';
import { startTestGateway, type TestGateway } from '../../tools/startTestGateway.js';
import { readSeed } from '../../sample/server/replay/recording.js';

const idAt = (instance: string, type: NodeType, id: number): string =>
  encodeGlobalId({ instance, type, id });

const PATCH = idOf('v31', 'b2@kettle');
/** An existing one. */
const SERIES = readSeed('v3.1').series[0]?.id ?? 0;

const ENTITIES = `query ($representations: [_Any!]!) {
  _entities(representations: $representations) {
    __typename
    ... on Patch { databaseId instance { name } }
    ... on Person { email }
    ... on Message { messageId occurrences { databaseId } }
    ... on Instance { name }
    ... on Series { databaseId }
  }
}`;

interface Entities {
  readonly _entities: readonly (Readonly<Record<string, unknown>> | null)[] | null;
}

describe('_entities', () => {
  let gateway: TestGateway;
  let patches: readonly { id: string; databaseId: number; webUrl: string; messageId: string }[];
  beforeAll(async () => {
    gateway = await startReleases(['v31', 'v22'], { federation: { enabled: true } });
    const data = await gateway.data<{ patches: { nodes: typeof patches } }>(
      '{ patches(instances: ["v31"], first: 60) { nodes { id databaseId webUrl messageId } } }',
    );
    patches = data.patches.nodes;
    gateway.resetRequests();
  });
  afterAll(() => gateway.close());

  const first = () => patches[0] ?? { id: '', databaseId: 0, webUrl: '', messageId: '' };
  const entities = (representations: readonly unknown[], query = ENTITIES) =>
    gateway.ask<Entities | null>(query, { variables: { representations } });

  it('looks up each type by each of its keys', async () => {
    const { id, databaseId, webUrl, messageId } = first();
    const { data, errors } = await entities([
      { __typename: 'Patch', id },
      { __typename: 'Patch', webUrl },
      { __typename: 'Message', messageId },
      { __typename: 'Person', email: 'bogdan@pike.example' },
      { __typename: 'Instance', name: 'v22' },
      { __typename: 'Instance', id: idAt('v31', 'Instance', 0) },
      { __typename: 'Series', id: idAt('v31', 'Series', SERIES) },
      { __typename: 'Patch', id: idAt('v31', 'Patch', 99_999_999) },
    ]);
    expect(errors).toBeUndefined();
    expect(data?._entities).toEqual([
      { __typename: 'Patch', databaseId, instance: { name: 'v31' } },
      { __typename: 'Patch', databaseId, instance: { name: 'v31' } },
      { __typename: 'Message', messageId, occurrences: [{ databaseId }] },
      { __typename: 'Person', email: 'bogdan@pike.example' },
      { __typename: 'Instance', name: 'v22' },
      { __typename: 'Instance', name: 'v31' },
      { __typename: 'Series', databaseId: SERIES },
      null,
    ]);
  });

  it.each<[fault: string, representation: unknown, message: RegExp]>([
    ['an unknown type', { __typename: 'Nope', id: 'x' }, /^"Nope" is not an entity/],
    ['a type of another language', { __typename: 'constructor', id: 'x' }, /is not an entity/],
    ['a type without keys', { __typename: 'PatchState', id: 'x' }, /is not an entity/],
    ['an event', { __typename: 'PatchCreatedEvent', id: 'x' }, /is not an entity/],
    ['no type', { id: 'x' }, /must be an object with a "__typename"/],
    ['no object', 'Patch', /must be an object with a "__typename"/],
    ['a list', [], /must be an object with a "__typename"/],
    ['no key', { __typename: 'Patch' }, /has none of its keys: id, webUrl/],
    ['a key that is null', { __typename: 'Patch', id: null }, /has none of its keys/],
    ['a key that is a number', { __typename: 'Patch', id: 7 }, /must be a non-empty string/],
    ['a type that is an object', { __typename: { toString: 1 } }, /must be an object with a "__/],
    [
      'a key that is an object',
      { __typename: 'Patch', id: { toString: 1 } },
      /must be a non-empty/,
    ],
    ['an empty key', { __typename: 'Person', email: '' }, /must be a non-empty string/],
    ['a key with a line break', { __typename: 'Person', email: 'a@b\nc' }, /must be a non-empty/],
    ['an id that is none', { __typename: 'Patch', id: 'x' }, /is not a valid global id/],
    [
      'an id of another type',
      { __typename: 'Patch', id: idAt('v31', 'Series', 1) },
      /is the key of a Series, not of a Patch/,
    ],
    [
      'an id of an unknown instance',
      { __typename: 'Patch', id: idAt('nope', 'Patch', 1) },
      /^Unknown instance "nope"/,
    ],
    ['an unknown instance', { __typename: 'Instance', name: 'nope' }, /^Unknown instance "nope"/],
    ['an address that is none', { __typename: 'Person', email: 'nobody' }, /is not a valid email/],
    [
      'a foreign URL',
      { __typename: 'Patch', webUrl: 'https://a.example/1' },
      /not a URL of a conf/,
    ],
  ])('is null with an error for %s, and for it only', async (_fault, representation, message) => {
    const { name } = { name: 'v31' };
    const { data, errors } = await entities([
      { __typename: 'Instance', name },
      representation,
      { __typename: 'Instance', name },
    ]);
    const instance = { __typename: 'Instance', name };
    expect(data?._entities).toEqual([instance, null, instance]);
    expect(errors).toEqual([
      expect.objectContaining({
        message: expect.stringMatching(message) as string,
        path: ['_entities', 1],
        extensions: expect.objectContaining({ code: 'BAD_USER_INPUT' }) as object,
      }),
    ]);
  });

  it('reads each of 100 patches at most once, and their checks together', async () => {
    const asked = [...patches, ...patches].slice(0, 100);
    await gateway.reload(gateway.config);
    gateway.resetRequests();
    const { data, errors } = await entities(
      asked.map(({ id }) => ({ __typename: 'Patch', id })),
      `query ($representations: [_Any!]!) {
        _entities(representations: $representations) {
          ... on Patch { databaseId name checks { state context } }
        }
      }`,
    );
    expect(errors).toBeUndefined();
    expect(data?._entities?.map((one) => one?.['databaseId'])).toEqual(
      asked.map(({ databaseId }) => databaseId),
    );
    const paths = gateway.requests('v31');
    const details = paths.filter((path) => /^\/patches\/\d+\/$/.test(path));
    expect(new Set(details).size).toBe(details.length);
    // Objects with numbers close together are read with lists.
    expect(paths.length).toBeLessThan(patches.length);
    expect(gateway.requests('v22')).toEqual([]);
  });

  it('estimates each representation, with the selected fields of its type', async () => {
    const cost = async (representations: readonly unknown[], selection: string) => {
      const { data } = await gateway.ask<{ operationCost: { estimatedRequests: number } }>(
        `query ($representations: [_Any!]!) {
          operationCost { estimatedRequests }
          _entities(representations: $representations) { ${selection} }
        }`,
        { variables: { representations } },
      );
      return data.operationCost.estimatedRequests;
    };
    const ids = patches.slice(0, 10).map(({ id }) => ({ __typename: 'Patch', id }));
    expect(await cost(ids, '... on Patch { name }')).toBe(10);
    expect(await cost([...ids, ...ids], '... on Patch { name }')).toBe(10);
    expect(await cost(ids, '... on Patch { comments { id } }')).toBe(20);
    expect(await cost(ids, '... on MailMessage { messageId } ... on Series { mbox }')).toBe(10);
    expect(await cost([{ __typename: 'Instance', name: 'v31' }], '... on Instance { name }')).toBe(
      0,
    );
    expect(await cost([{ __typename: 'Person', email: 'a@b.c' }], '... on Person { name }')).toBe(
      3,
    );
    expect(await cost([{ __typename: 'Message', messageId: 'a@b' }], '... on Message { id }')).toBe(
      4,
    );
    expect(await cost([{ __typename: 'Nope' }], '__typename')).toBe(0);
  });

  it('refuses more than 250 representations, before it reads anything', async () => {
    const { data, errors } = await entities(
      Array.from({ length: 251 }, () => ({ __typename: 'Instance', name: 'v31' })),
    );
    expect(data).toBeNull();
    expect(errors?.[0]).toMatchObject({
      message: 'representations: too many at once (251); the maximum is 250',
      extensions: { code: 'BAD_USER_INPUT' },
    });
  });

  it('reports the failed server and request, only for its representation', async () => {
    const down = await startTestGateway({
      instances: [releaseInstance('v31'), { name: 'down', url: 'http://127.0.0.1:9' }],
      federation: { enabled: true },
      settle: false,
    });
    const { data, errors } = await down.ask<Entities>(ENTITIES, {
      variables: {
        representations: [
          { __typename: 'Patch', id: idAt('down', 'Patch', 1) },
          { __typename: 'Patch', id: first().id },
        ],
      },
    });
    await down.close();
    expect(data._entities).toEqual([null, expect.objectContaining({ __typename: 'Patch' })]);
    expect(errors).toEqual([
      expect.objectContaining({
        path: ['_entities', 0],
        message: expect.stringMatching(/^down: GET /) as string,
      }),
    ]);
  });
});

describe('the subgraph', () => {
  it('has the whole contract, without its own directives', async () => {
    const schema = createSubgraphSchema();
    expect(findBreakingChanges(createSchema(), schema)).toEqual([]);
    const { sdl } = await serviceOf('');
    expect(sdl).not.toMatch(/@(?:upstream|listSize|volatile|pasted)\b/);
    expect(sdl).toContain('@key(fields: "webUrl")');
    expect(sdl).toMatch(/\): Node @shareable @inaccessible/);
    expect(sdl).toMatch(/type PageInfo\s+@shareable/);
  });

  it('has the same costs with prefixes', () => {
    const plain = createSchema();
    const prefixed = createSubgraphSchema({ typePrefix: 'Acme', fieldPrefix: 'acme_' });
    for (const type of Object.values(plain.getTypeMap())) {
      if (!isObjectType(type) || type.name.startsWith('__')) continue;
      const { name } = type;
      const own = prefixed.getType(`Acme${name}`) ?? prefixed.getType(name);
      const costsOf = (one: unknown) =>
        Object.values((one as GraphQLObjectType).getFields()).map((field) => [
          contractNameOf(field),
          field.extensions.upstreamCosts,
        ]);
      expect(Object.fromEntries(costsOf(own))).toMatchObject(Object.fromEntries(costsOf(type)));
    }
  });

  it('renames all fields of the root types except node and nodes', () => {
    const schema = createSubgraphSchema({ fieldPrefix: 'acme' });
    for (const root of ['Query', 'Mutation', 'Subscription']) {
      const names = Object.keys((schema.getType(root) as GraphQLObjectType).getFields());
      expect(names.length).toBeGreaterThan(1);
      const kept = ['node', 'nodes', '_service', '_entities'];
      for (const name of names) {
        if (!kept.includes(name)) expect(name).toMatch(/^acme[A-Z]/);
      }
    }
  });

  it('is not served unless it is enabled', async () => {
    const gateway = await startReleases([]);
    const { errors } = await gateway.ask('{ _service { sdl } }');
    await gateway.close();
    expect(errors?.[0]?.extensions.code).toBe('GRAPHQL_VALIDATION_FAILED');
  });

  it('does not show its schema if introspection is disabled', async () => {
    const gateway = await startReleases([], {
      federation: { enabled: true },
      introspection: false,
    });
    const { errors } = await gateway.ask('{ _service { sdl } }');
    await gateway.close();
    expect(errors?.[0]?.message).toContain('Introspection is disabled');
  });

  it('executes documents with types of the contract as well as with prefixed types', async () => {
    const gateway = await startReleases(['v31'], {
      federation: { enabled: true, typePrefix: 'Patchwork' },
    });
    const id = idAt('v31', 'Patch', PATCH);
    const ask = (type: string) =>
      gateway.data(`{ node(id: "${id}") { __typename ... on ${type} { databaseId } } }`);
    const databaseId = PATCH;
    expect(await ask('PatchworkPatch')).toEqual({
      node: { __typename: 'PatchworkPatch', databaseId },
    });
    expect(await ask('Patch')).toEqual({ node: { __typename: 'Patch', databaseId } });
    const { errors } = await gateway.ask('{ node(id: "x") { ... on Patc { id } } }');
    expect(errors?.[0]?.extensions.code).toBe('GRAPHQL_VALIDATION_FAILED');
    await gateway.close();
  });

  it('executes documents with root fields of the contract as well as with prefixed ones', async () => {
    const gateway = await startReleases(['v31'], {
      federation: { enabled: true, typePrefix: 'Patchwork', fieldPrefix: 'patchwork' },
    });
    const ask = async (query: string) =>
      Object.values(await gateway.data<object>(query))[0] as unknown;
    expect(await ask('{ patchworkInstances { __typename name } }')).toEqual([
      { __typename: 'PatchworkInstance', name: 'v31' },
    ]);
    const own = [{ __typename: 'Instance', name: 'v31' }];
    expect(await ask('{ instances { __typename name } }')).toEqual(own);
    expect(
      await ask(
        '{ ... { ...A } } fragment A on Query { ...B } fragment B on Query { instances { __typename name } }',
      ),
    ).toEqual(own);
    const cost = 'operationCost { estimatedRequests }';
    expect(
      await ask(
        `{ cost: patchworkO${cost.slice(1)} patchworkInstances { projects { nodes { id } } } }`,
      ),
    ).toEqual(await ask(`{ cost: ${cost} instances { projects { nodes { id } } } }`));
    const { errors } = await gateway.ask('{ patchworkInstances { name } instances { name } }');
    expect(errors?.[0]?.extensions.code).toBe('GRAPHQL_VALIDATION_FAILED');
    await gateway.close();
  });
});

async function serviceOf(typePrefix: string): Promise<{ readonly sdl: string }> {
  const gateway = await startReleases([], { federation: { enabled: true, typePrefix } });
  const { _service } = await gateway.data<{ _service: { sdl: string } }>('{ _service { sdl } }');
  await gateway.close();
  expect(() => buildSchema(_service.sdl, { assumeValidSDL: true })).not.toThrow();
  return _service;
}
