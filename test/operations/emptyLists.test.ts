import { isInputObjectType, isListType, isObjectType, getNullableType } from 'graphql';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSchema } from '../../src/graphql/schema.js';
import { startReleases, tokenOf, type ReleaseName } from '../tools/releaseGateway.js';
import type { TestGateway } from '../tools/startTestGateway.js';

interface Source {
  readonly instance: string;
  readonly status: string;
  readonly totalCount: number | null;
  readonly requests: number;
  readonly error: unknown;
  readonly warnings: readonly { readonly code: string; readonly message: string }[];
}

interface Nothing {
  readonly list: {
    readonly nodes: readonly unknown[];
    readonly edges: readonly unknown[];
    readonly totalCount: number | null;
    readonly pageInfo: unknown;
    readonly sources: readonly Source[];
  };
}

const NAMES: readonly ReleaseName[] = ['main', 'v31', 'v22'];
let gateway: TestGateway;
beforeEach(async () => {
  gateway = await startReleases(NAMES);
});
afterEach(() => gateway.close());

const SOURCES =
  'sources { instance status totalCount requests error { code } warnings { code message } }';
const CONNECTION = `nodes { __typename } edges { cursor } totalCount
  pageInfo { hasNextPage hasPreviousPage startCursor endCursor } ${SOURCES}`;

const headers = { 'x-patchwork-token': `v31=${tokenOf('v31', 'mira')}` };

const upstream = (): readonly string[] => NAMES.flatMap((name) => gateway.requests(name));

/** One source per instance, not queried, with the reason. */
const unasked = (argument: string, names: readonly string[] = NAMES): readonly unknown[] =>
  names.map((instance) => ({
    instance,
    status: 'SKIPPED',
    totalCount: 0,
    requests: 0,
    error: null,
    warnings: [
      {
        code: 'EMPTY_FILTER',
        message: `${instance} was skipped: ${argument} is an empty list, which matches nothing; omit it to match all`,
      },
    ],
  }));

const NOTHING = {
  nodes: [],
  edges: [],
  totalCount: 0,
  pageInfo: { hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null },
};

/** Every list of every filter of a federated list, as `patches(filter: {state: []})`. */
const LISTS: readonly (readonly [string, string])[] = Object.values(
  createSchema().getQueryType()?.getFields() ?? {},
).flatMap(({ name, args }) => {
  if (!args.some((argument) => argument.name === 'after') || name === 'search') return [];
  const filter = args.find((argument) => argument.name === 'filter')?.type;
  const lists = isInputObjectType(filter)
    ? Object.values(filter.getFields()).filter(({ type }) => isListType(getNullableType(type)))
    : [];
  return [
    [`${name}(instances: [])`, 'instances'] as const,
    ...lists.map((list) => [`${name}(filter: {${list.name}: []})`, `filter.${list.name}`] as const),
  ];
});

describe('an empty list', () => {
  it('is tested for every list of the schema', () => {
    expect(LISTS.length).toBeGreaterThan(25);
  });

  it.each(LISTS)('matches nothing in %s', async (field, argument) => {
    const { list } = await gateway.data<Nothing>(`{ list: ${field} { ${CONNECTION} } }`, {
      headers,
    });
    expect(list).toEqual({ ...NOTHING, sources: unasked(argument) });
    expect(upstream()).toEqual([]);
  });

  it.each([
    ['patches(instances: ["v31"], filter: {state: []})', 'filter.state', ['v31']],
    [
      'patches(filter: {state: [], project: ["kettle"], since: "2026-01-01T00:00:00Z"})',
      'filter.state',
      NAMES,
    ],
    ['patches(filter: {project: ["v31/kettle"], check: []})', 'filter.check', NAMES],
    ['patches(filter: {state: []}, orderBy: {field: DATE, direction: ASC})', 'filter.state', NAMES],
    ['patches(filter: {state: []}, orderBy: {field: NAME})', 'filter.state', NAMES],
    ['patches(filter: {delegate: []})', 'filter.delegate', NAMES],
    ['events(filter: {toState: [], category: [PATCH_CREATED]})', 'filter.toState', NAMES],
    ['events(filter: {toState: ["new"], category: []})', 'filter.category', NAMES],
  ] as const)('matches nothing in %s', async (field, argument, names) => {
    const { list } = await gateway.data<Nothing>(`{ list: ${field} { ${CONNECTION} } }`);
    expect(list).toEqual({ ...NOTHING, sources: unasked(argument, names) });
    expect(upstream()).toEqual([]);
  });

  it.each([
    ['instance(name: "v31") { list: patches(filter: {state: []})', 'filter.state'],
    ['instance(name: "v31") { list: events(filter: {category: []})', 'filter.category'],
    ['instance(name: "v31") { list: seriesList(filter: {submitter: []})', 'filter.submitter'],
    ['instance(name: "v31") { list: covers(filter: {project: []})', 'filter.project'],
    ['instance(name: "v31") { list: bundles(filter: {owner: []})', 'filter.owner'],
    [
      'project(instance: "v31", linkName: "kettle") { list: patches(filter: {state: []})',
      'filter.state',
    ],
    [
      'project(instance: "v31", linkName: "kettle") { list: patches(filter: {project: []})',
      'filter.project',
    ],
    [
      'project(instance: "v31", linkName: "kettle") { list: events(filter: {actor: []})',
      'filter.actor',
    ],
    [
      'person(instance: "v31", databaseId: 2) { list: patches(filter: {submitter: []})',
      'filter.submitter',
    ],
    [
      'person(instance: "v31", databaseId: 2) { list: covers(filter: {project: []})',
      'filter.project',
    ],
    [
      'user(instance: "v31", databaseId: 5) { list: delegatedPatches(filter: {delegate: []})',
      'filter.delegate',
    ],
  ])('matches nothing in the nested %s', async (field, argument) => {
    const { parent } = await gateway.data<{ readonly parent: Nothing }>(
      `{ parent: ${field} { ${CONNECTION} } } }`,
      { headers },
    );
    expect(parent.list).toEqual({ ...NOTHING, sources: unasked(argument, ['v31']) });
    expect(upstream().filter((path) => path.includes('per_page'))).toEqual([]);
  });

  it.each([
    ['types: []', 'types'],
    ['instances: []', 'instances'],
    ['types: [], instances: ["main", "v31", "v22"]', 'types'],
  ])('finds nothing in search(%s)', async (args, argument) => {
    for (const query of ['fix', '<a@b.example>', '45', 'https://lore.kernel.org/r/a@b.example/']) {
      const { list } = await gateway.data<{
        readonly list: Nothing['list'] & { readonly counts: unknown; readonly warnings: unknown };
      }>(
        `query ($query: String!) { list: search(query: $query, ${args}) {
          ${CONNECTION} counts { type count } warnings { code message } } }`,
        { variables: { query } },
      );
      expect(list).toMatchObject({
        ...NOTHING,
        sources: unasked(argument),
        warnings: [
          {
            code: 'EMPTY_FILTER',
            message: `${argument} is an empty list, which matches nothing; omit it to match all`,
          },
        ],
      });
    }
    expect(upstream()).toEqual([]);
  });

  it.each([
    ['instances: []', 'instances'],
    ['filter: {state: []}', 'filter.state'],
    ['filter: {project: []}', 'filter.project'],
    ['filter: {category: []}', 'filter.category'],
  ])('counts nothing in patchCounts(%s)', async (args, argument) => {
    const { counts } = await gateway.data<{ readonly counts: unknown }>(
      `{ counts: patchCounts(by: STATE, ${args}) { groups { key } totalCount uncountedCount ${SOURCES} } }`,
    );
    expect(counts).toEqual({
      groups: [],
      totalCount: 0,
      uncountedCount: 0,
      sources: unasked(argument),
    });
    expect(upstream()).toEqual([]);
  });

  it.each([
    ['a@b.example', 'a@b.example'],
    ['<a%40b.example>', 'a@b.example'],
    ['https://lore.kernel.org/r/a@b.example/', 'a@b.example'],
  ])('of instances looks for the message %s nowhere', async (asked, messageId) => {
    const { message } = await gateway.data<{ readonly message: unknown }>(
      `{ message(messageId: "${asked}", instances: []) {
        messageId subject date occurrences { id } ${SOURCES} } }`,
    );
    expect(message).toEqual({
      messageId,
      subject: null,
      date: null,
      occurrences: [],
      sources: unasked('instances'),
    });
    expect(upstream()).toEqual([]);
  });

  it('does not prevent refusing other invalid arguments', async () => {
    for (const field of [
      'patches(filter: {state: [], hash: "abc"}) { totalCount }',
      'patches(filter: {state: []}, first: 0) { totalCount }',
      'patches(instances: [], after: "nonsense") { totalCount }',
      'search(query: "colour:red", instances: []) { totalCount }',
      'message(messageId: "nothing", instances: []) { id }',
    ]) {
      const { errors } = await gateway.ask(`{ ${field} }`);
      expect(errors?.[0]?.extensions.code, field).toBe('BAD_USER_INPUT');
    }
    expect(upstream()).toEqual([]);
  });

  it('does not accept the cursor of another query', async () => {
    const { patches } = await gateway.data<{
      readonly patches: { readonly pageInfo: { readonly endCursor: string } };
    }>('{ patches(first: 2) { pageInfo { endCursor } } }');
    const { errors } = await gateway.ask(
      `{ patches(first: 2, instances: [], after: "${patches.pageInfo.endCursor}") { totalCount } }`,
    );
    expect(errors?.[0]?.message).toBe(
      'The text in "after" was created for the instances main, v22, v31, but this query selects none. Start again without "after".',
    );
  });

  it('is not the same as null, which means no filter', async () => {
    const { list } = await gateway.data<Nothing>(
      `{ list: patches(instances: null, filter: {state: null, project: null}, first: 1) { nodes { __typename } totalCount ${SOURCES} } }`,
    );
    expect(list.nodes).toHaveLength(1);
    expect(list.sources.flatMap(({ warnings }) => warnings)).toEqual([]);
  });

  it('of names returns no headers, and of ids no nodes', async () => {
    const { patch, nodes } = await gateway.data<{
      readonly patch: { readonly headers: unknown };
      readonly nodes: unknown;
    }>(
      '{ patch(instance: "v31", databaseId: 45) { headers(names: []) { name } } nodes(ids: []) { id } }',
    );
    expect(patch.headers).toEqual([]);
    expect(nodes).toEqual([]);
  });

  it('is possible only for these arguments', () => {
    const known = /^(?:instances|types|ids|names|path|by|projects)$/;
    const schema = createSchema();
    for (const type of Object.values(schema.getTypeMap())) {
      if (!isObjectType(type) || type === schema.getMutationType() || type.name.startsWith('__')) {
        continue;
      }
      for (const { name, args } of Object.values(type.getFields())) {
        for (const argument of args) {
          if (!isListType(getNullableType(argument.type))) continue;
          expect([`${type.name}.${name}`, argument.name]).toEqual([
            `${type.name}.${name}`,
            expect.stringMatching(known),
          ]);
        }
      }
    }
  });
});

describe('a range of dates without a moment in it', () => {
  it.each(['patches', 'seriesList', 'covers', 'events'])('asks nothing for %s', async (name) => {
    for (const before of ['2026-01-01', '2026-01-02']) {
      const filter = `{ since: "2026-01-02", before: "${before}" }`;
      const { list } = await gateway.data<Nothing>(
        `{ list: ${name}(filter: ${filter}) { ${CONNECTION} } }`,
      );
      expect(list).toMatchObject(NOTHING);
      for (const { status, totalCount, warnings } of list.sources) {
        expect([status, totalCount]).toEqual(['SKIPPED', 0]);
        expect(warnings.map(({ code }) => code)).toContain('EMPTY_RANGE');
      }
    }
    expect(upstream()).toEqual([]);
  });
});
