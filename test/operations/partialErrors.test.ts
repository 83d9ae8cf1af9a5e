import { isNonNullType, isObjectType } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSchema } from '../../src/graphql/schema.js';
import { startReleases, tokenOf } from '../tools/releaseGateway.js';
import type { TestGateway } from '../tools/startTestGateway.js';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startReleases(['main', 'v31']);
});
afterAll(() => gateway.close());

const LISTS = [
  'patches',
  'covers',
  'seriesList',
  'projects',
  'people',
  'users',
  'bundles',
  'events',
] as const;
const BAD_ARGUMENTS = [
  'instances: ["typo"]',
  'first: 0',
  'first: 251',
  'after: "nonsense"',
  'orderBy: {field: ID}, after: "nonsense"',
];

/** Every refusal of one root field, next to a field that is answered. */
const REFUSED: readonly string[] = [
  ...LISTS.flatMap((list) =>
    BAD_ARGUMENTS.filter((bad) => list !== 'events' || !bad.includes('orderBy')).map(
      (bad) => `${list}(${bad}) { totalCount nodes { id } sources { instance } }`,
    ),
  ),
  'patches(filter: {hash: "abc"}) { nodes { id } }',
  'patches(filter: {submitter: ["jane"]}) { totalCount }',
  'patches(filter: {series: ["4"]}) { edges { cursor } }',
  `patches(filter: {project: ["${'x'.repeat(4000)}"]}) { nodes { id } }`,
  `patches(filter: {project: ["${'x'.repeat(4000)}"]}) { edges { node { id } } pageInfo { hasNextPage } sources { status } }`,
  'patches(orderBy: {field: STATE}) { nodes { id } }',
  'covers(filter: {submitter: ["jane"]}) { nodes { id } }',
  'seriesList(filter: {submitter: ["jane"]}) { nodes { id } }',
  'events(filter: {category: [UNKNOWN]}) { nodes { id } }',
  'events(filter: {actor: ["4"]}) { nodes { id } }',
  'search(query: "state:") { nodes { __typename } }',
  'search(query: "") { totalCount }',
  'search(query: "x", instances: ["typo"]) { sources { instance } }',
  'search(query: "x", first: 0) { pageInfo { hasNextPage } }',
  'search(query: "x", after: "nonsense") { edges { cursor } }',
  'patchCounts(by: STATE, instances: ["typo"]) { totalCount }',
  'patchCounts(by: STATE, filter: {hash: "abc"}) { groups { key } }',
  `nodes(ids: [${'"a",'.repeat(251)}]) { id }`,
  'node(id: "4") { id }',
  'instance(name: "typo") { name }',
  'patch(instance: "typo", databaseId: 1) { id }',
  'patch(instance: "v31", databaseId: 0) { id }',
  'project(instance: "v31", linkName: "a b") { id }',
  'person(email: "jane") { id }',
  'resource(url: "https://elsewhere.example/patch/1/") { id }',
];

describe('a root field that is refused', () => {
  it.each(REFUSED.map((field) => [field.slice(0, 100), field]))(
    'is null without affecting the others: %s',
    async (_title, field) => {
      const { data, errors } = await gateway.ask<{
        readonly bad: unknown;
        readonly ok: { readonly totalCount: number } | null;
        readonly instances: readonly unknown[];
      }>(`{ ok: patches(first: 1) { totalCount } bad: ${field} instances { name } }`);
      expect(data.bad).toBeNull();
      expect(data.ok?.totalCount).toBeGreaterThan(0);
      expect(data.instances).toHaveLength(2);
      expect(errors?.length).toBeGreaterThan(0);
      for (const { path, extensions } of errors ?? []) {
        expect(path?.[0]).toBe('bad');
        expect(extensions.code).toBe('BAD_USER_INPUT');
      }
    },
  );

  it('may be null wherever a field has arguments', () => {
    for (const type of Object.values(createSchema().getTypeMap())) {
      // A refused subscription delivers nothing.
      if (!isObjectType(type) || /^__|^Subscription$/.test(type.name)) continue;
      for (const { name, args, type: fieldType } of Object.values(type.getFields())) {
        if (args.length === 0) continue;
        const where = `${type.name}.${name}`;
        expect([where, isNonNullType(fieldType)]).toEqual([where, false]);
      }
    }
  });
});

describe('a nested list that is refused', () => {
  const token = (): Record<string, string> => ({
    'x-patchwork-token': `v31=${tokenOf('v31', 'mira')}`,
  });

  it.each([
    'instance(name: "v31") { name list: patches(first: 0) { totalCount } }',
    'instance(name: "v31") { name list: people(after: "x") { totalCount } }',
    'instance(name: "v31") { name list: events(filter: {actor: ["x"]}) { nodes { id } } }',
    'project(instance: "v31", linkName: "kettle") { name list: patches(filter: {project: ["lid"]}) { nodes { id } } }',
    'project(instance: "v31", linkName: "kettle") { name list: bundles(first: 251) { totalCount } }',
    'person(instance: "v31", databaseId: 2) { name list: patches(filter: {submitter: ["a@b.example"]}) { totalCount } }',
    'user(instance: "v31", databaseId: 5) { name: username list: delegatedPatches(filter: {delegate: ["x"]}) { totalCount } }',
  ])('is null and leaves its parent: %s', async (field) => {
    const { data, errors } = await gateway.ask<{
      readonly parent: { readonly name: string; readonly list: unknown } | null;
    }>(`{ parent: ${field} }`, { headers: token() });
    expect(data.parent?.name).toEqual(expect.any(String));
    expect(data.parent?.list).toBeNull();
    expect(errors).toHaveLength(1);
    expect(errors?.[0]).toMatchObject({
      path: ['parent', 'list'],
      extensions: { code: 'BAD_USER_INPUT' },
    });
  });
});
