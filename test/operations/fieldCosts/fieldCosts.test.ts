import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isObjectType, type GraphQLField, type GraphQLObjectType } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSchema } from '../../../src/graphql/schema.js';
import { createDemoStates } from '../../../src/sample/demo/createDemoStates.js';
import { NO_CACHE } from '../../tools/noCache.js';
import { startTestGateway, type TestGateway } from '../../tools/startTestGateway.js';
import { findFieldPaths, writeWholeField, type FieldPath } from './FieldPaths.js';

/** Paths tested for each type: a field can be free on a row of a list and cost a request elsewhere. */
const MAX_PATHS = 6;
/** Types that describe failures, or without objects in the sample data. */
const UNREACHED: readonly string[] = [
  // These require a search index, which the test gateways lack.
  'CoverageHole',
  'SearchCoverage',
  'SearchMatch',
  'DiffProblem',
  'PatchRelationChangedEvent',
  'Prerequisite',
  'SourceError',
  'SourceWarning',
  'StrayPatch',
  'Tag',
  'UnknownEvent',
  // Read from the store of the deliveries, for callers with a gateway key.
  'Webhook',
];
/**
 * Fields whose cost cannot be measured as a difference: the first two are cached for longer than an operation,
 * and the third is read instead of the data that its parent reads.
 */
const UNMEASURED: readonly string[] = ['Viewer.user', 'Instance.states', 'CheckContext.checks'];

const HEADERS = {
  'x-upstream-report': '1',
  'x-patchwork-token': 'aurora=aurora-maintainer-token,basalt=basalt-maintainer-token',
};

const schema = createSchema();

type Field = GraphQLField<unknown, unknown>;

/** A path to an object, with its own cost in requests. */
interface Way {
  readonly path: FieldPath;
  readonly requests: number;
}

const folder = mkdtempSync(join(tmpdir(), 'field-costs-'));
let gateway: TestGateway;
let literals: Readonly<Record<string, string>>;
const ways = new Map<string, readonly Way[]>();

beforeAll(async () => {
  const maintainersFile = join(folder, 'MAINTAINERS');
  writeFileSync(maintainersFile, 'EVERYTHING\nM: Ada <ada@lists.example>\nF: *\nF: */\n');
  gateway = await startTestGateway({
    instances: createDemoStates()
      .filter(({ name }) => name === 'aurora' || name === 'basalt')
      .map(({ name, state }) => ({ name, state, maintainersFile })),
    cache: NO_CACHE,
  });
  literals = await findLiterals();
  for (const [name, paths] of findFieldPaths(schema, literals, MAX_PATHS)) {
    const reached: Way[] = [];
    for (const path of paths) {
      const { requests, text } = await measure(path.documentOf(reach(path.type)));
      if (text.includes(`"reached":"${name}"`)) reached.push({ path, requests });
    }
    ways.set(name, reached);
  }
}, 300_000);
afterAll(async () => {
  await gateway.close();
  rmSync(folder, { recursive: true });
});

describe('@upstream', () => {
  it('is tested on objects of every type', () => {
    const types = Object.values(schema.getTypeMap()).filter(isObjectType);
    const missing = types
      .map(({ name }) => name)
      .filter((name) => !/^__|^Mutation$|Payload$|Outcome$|^UserError$|Edge$/.test(name))
      // Subscriptions are executed delivery by delivery.
      .filter((name) => !/^Subscription$|^(?:Event|Change)Delivery$|^EventsGap$/.test(name))
      .filter((name) => (ways.get(name)?.length ?? 0) === 0);
    expect(missing.filter((name) => !UNREACHED.includes(name))).toEqual([]);
  });

  it('is present on every field that reads upstream', { timeout: 300_000 }, async () => {
    const found: string[] = [];
    for (const way of [...ways.values()].flat()) {
      const free = fieldsOf(way.path.type).filter(
        ({ name, extensions }) =>
          extensions.upstreamCosts === undefined && !way.path.isStated(name),
      );
      if ((await costOf(way, free)) <= 0) continue;
      for (const field of free) {
        const cost = await costOf(way, [field]);
        if (cost <= 0) continue;
        found.push(`${way.path.type.name}.${field.name}: ${cost} ${way.path.documentOf('')}`);
      }
    }
    expect(found).toEqual([]);
  });

  it('is present on no other field', { timeout: 300_000 }, async () => {
    const found: string[] = [];
    for (const reached of ways.values()) {
      const type = reached[0]?.path.type;
      if (type === undefined) continue;
      for (const field of fieldsOf(type)) {
        if (field.extensions.upstreamCosts === undefined) continue;
        if (UNMEASURED.includes(`${type.name}.${field.name}`)) continue;
        let cost = 0;
        for (const way of reached) if ((cost = await costOf(way, [field])) > 0) break;
        if (cost <= 0) found.push(`${type.name}.${field.name}`);
      }
    }
    expect(found).toEqual([]);
  });

  it('is present on every mutation', () => {
    const fields: readonly Field[] = Object.values(schema.getMutationType()?.getFields() ?? {});
    const free = fields.filter(({ extensions }) => extensions.upstreamCosts === undefined);
    expect(free.map(({ name }) => name)).toEqual([]);
  });
});

const fieldsOf = (type: GraphQLObjectType): readonly Field[] => Object.values(type.getFields());

/** A page is read when its rows are selected. */
const reach = ({ name }: GraphQLObjectType): string =>
  name.endsWith('Connection') ? 'reached: __typename nodes { __typename }' : 'reached: __typename';

/** Requests for several fields together, without those for the path to their objects. */
async function costOf({ path, requests }: Way, fields: readonly Field[]): Promise<number> {
  const written = fields.flatMap((field, index) => {
    const whole = writeWholeField(path.type, field, literals);
    return whole === undefined ? [] : [`f${String(index)}: ${whole}`];
  });
  const measured = await measure(path.documentOf([reach(path.type), ...written].join(' ')));
  return measured.requests - requests;
}

async function measure(document: string): Promise<{ requests: number; text: string }> {
  const { data, errors, extensions } = await gateway.ask<unknown>(document, { headers: HEADERS });
  if (extensions?.upstream === undefined) throw new Error(`${document}: ${JSON.stringify(errors)}`);
  return { requests: extensions.upstream.requests, text: JSON.stringify(data) };
}

interface ExamplePatch {
  readonly databaseId: number;
  readonly id: string;
  readonly check: string;
  readonly url: string;
  readonly messageId: string;
  readonly commentCount: number;
  readonly submitter: { readonly email: string };
  readonly project: { readonly linkName: string };
  readonly checks: readonly { readonly databaseId: number }[];
  readonly trailers: readonly { readonly fixes: object | null }[];
  readonly series: {
    readonly id: string;
    readonly databaseId: number;
    readonly coverLetter: { readonly databaseId: number; readonly commentCount: number } | null;
  };
}

/** Arguments that find objects with data in every field. */
async function findLiterals(): Promise<Readonly<Record<string, string>>> {
  const { patches, viewers } = await gateway.data<{
    readonly patches: { readonly nodes: readonly ExamplePatch[] };
    readonly viewers: readonly [
      { user: { databaseId: number }; bundles: [{ databaseId: number }] },
    ];
  }>(
    `{ patches(instances: ["aurora"], first: 200) { nodes {
         id databaseId check url messageId commentCount submitter { email } project { linkName }
         checks { databaseId } trailers { fixes { hash } }
         series { id databaseId coverLetter { databaseId commentCount } } } }
       viewers { user { databaseId } bundles { databaseId } } }`,
    { headers: HEADERS },
  );
  const patch = patches.nodes.find(
    (one) =>
      one.commentCount > 0 &&
      one.check === 'PENDING' &&
      one.checks.length > 0 &&
      one.trailers.some(({ fixes }) => fixes !== null) &&
      (one.series.coverLetter?.commentCount ?? 0) > 0,
  );
  if (patch === undefined) throw new Error('no patch of aurora has data for every field');
  const other = patches.nodes.find(({ series }) => series.id !== patch.series.id);
  const [{ user, bundles }] = viewers;
  const of = (value: string | number | undefined): string => JSON.stringify(value ?? null);
  return {
    instance: '"aurora"',
    first: '3',
    by: 'STATE',
    since: '"2025-01-01T00:00:00Z"',
    interval: 'MONTH',
    'Query.instance(name:)': '"aurora"',
    'Query.search(query:)': of('is:patch'),
    'Query.events(first:)': '100',
    'Query.reviewQueue(instances:)': '["basalt"]',
    'Query.node(id:)': of(patch.id),
    'Query.nodes(ids:)': of(patch.id),
    'Query.patch(databaseId:)': of(patch.databaseId),
    'Query.check(patch:)': of(patch.databaseId),
    'Query.check(databaseId:)': of(patch.checks[0]?.databaseId),
    'Query.series(databaseId:)': of(patch.series.databaseId),
    'Series.compare(with:)': of(other?.series.id),
    'Series.compare(creationFactor:)': '1000',
    'Query.cover(databaseId:)': of(patch.series.coverLetter?.databaseId),
    'Query.project(linkName:)': of(patch.project.linkName),
    'Query.person(email:)': of(patch.submitter.email),
    'Query.user(databaseId:)': of(user.databaseId),
    'Query.bundle(databaseId:)': of(bundles[0].databaseId),
    'Query.resource(url:)': of(patch.url),
    'Query.message(messageId:)': of(patch.messageId),
    name: '"Subject"',
    minApprovals: '1',
  };
}
