import { buildSchema, parse, validate } from 'graphql';
import { afterEach, describe, expect, it } from 'vitest';
import { readSdl } from '../../src/graphql/sdl.js';
import { createDemoStates } from '../../src/sample/demo/createDemoStates.js';
import { DEMO_MAINTAINERS, DEMO_REVIEW } from '../../src/sample/demo/demoReview.js';
import { createFaults } from '../../src/sample/server/faults.js';
import { parseFaultSpec } from '../../src/sample/server/faults/parseFaultSpec.js';
import { createExamples } from '../../src/web/graphiql/examples.js';
import { findExampleObjects, type ExampleData } from '../../src/web/graphiql/findExampleObjects.js';
import { startTestGateway, type TestGateway } from '../tools/startTestGateway.js';
import { readRecipes, type Recipe } from './readRecipes.js';

const cookbook = readRecipes('docs/queries.md');
const readme = readRecipes('README.md');
const schema = buildSchema(readSdl());
const demo = createDemoStates();

let gateway: TestGateway | undefined;
afterEach(async () => {
  await gateway?.close();
  gateway = undefined;
});

/** A gateway with an empty cache, as served by `npm start`. */
async function start(faults?: string): Promise<TestGateway> {
  const specs = faults === undefined ? [] : parseFaultSpec(faults);
  gateway = await startTestGateway({
    instances: demo.map(({ name, state }) => {
      const ofServer = createFaults();
      for (const { instance, plan } of specs) if (instance === name) ofServer.add(plan);
      const projectMaintainersFiles = DEMO_MAINTAINERS[name] ?? {};
      return { name, state, faults: ofServer, projectMaintainersFiles };
    }),
    review: DEMO_REVIEW,
  });
  return gateway;
}

interface Ran {
  readonly data: unknown;
  readonly errors: readonly string[];
  readonly cost: number | undefined;
}

async function run(recipe: Recipe, variables = recipe.variables): Promise<Ran> {
  const served = gateway ?? (await start(recipe.faults));
  const answer = await served.ask<unknown>(recipe.query, {
    variables: JSON.parse(
      // The sample servers listen on free ports, so no recipe can contain their URLs.
      JSON.stringify(variables).replaceAll(/ADDRESS-OF-([A-Z]+)/g, (_whole, name: string) => {
        return served.server(name.toLowerCase()).url;
      }),
    ) as Record<string, unknown>,
    headers: {
      'x-upstream-report': '1',
      ...(recipe.token === undefined ? {} : { 'x-patchwork-token': recipe.token }),
    },
  });
  return {
    data: answer.data,
    errors: (answer.errors ?? []).map(({ extensions }) => extensions.code),
    cost: answer.extensions?.upstream?.requests,
  };
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The lists that a recipe is about. Lists within one object may be empty. */
const PAGES = new Set(['nodes', 'edges', 'occurrences']);

/** Missing parts of an answer: paths of root fields that are null, and of lists without rows. */
function emptyPlaces(value: unknown, path = ''): readonly string[] {
  if (value === null) return path.includes('.', 1) ? [] : [path];
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    PAGES.has(key) && Array.isArray(inner) && inner.length === 0
      ? [`${path}.${key}`]
      : emptyPlaces(inner, `${path}.${key}`),
  );
}

/** Sources that returned less than requested, as `instance STATUS`. */
function brokenSources(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(brokenSources);
  if (!isObject(value)) return [];
  const { instance, status } = value;
  const isSource = typeof instance === 'string' && typeof status === 'string';
  if (isSource) return status === 'OK' ? [] : [`${instance} ${status}`];
  return Object.values(value).flatMap(brokenSources);
}

describe.each([
  { file: 'docs/queries.md', recipes: cookbook },
  { file: 'README.md', recipes: readme },
])('$file', ({ recipes }) => {
  it.each(recipes)('shows a query that is valid for the schema: $title', ({ query }) => {
    expect(validate(schema, parse(query)).map(String)).toEqual([]);
  });

  it.each(recipes)('is answered as documented, at the stated cost: $title', async (recipe) => {
    const { data, errors, cost } = await run(recipe);
    expect(errors).toEqual(recipe.errors);
    expect(brokenSources(data)).toEqual(recipe.sources);
    if (errors.length === 0) expect(emptyPlaces(data)).toEqual([]);
    if (recipe.answer !== undefined) expect(data).toEqual(recipe.answer);
    expect({ cost }).toEqual({ cost: recipe.cost });
  });
});

describe('docs/queries.md', () => {
  it('has many recipes, each with a unique title', () => {
    expect(cookbook.length).toBeGreaterThanOrEqual(15);
    expect(new Set(cookbook.map(({ title }) => title)).size).toBe(cookbook.length);
  });

  it('continues after the first page with its cursor', async () => {
    const recipe = cookbook.find(({ variables }) => 'after' in variables);
    if (recipe === undefined) throw new Error('no recipe has the variable "after"');
    const first = (await run(recipe)).data as Page;
    const { endCursor, hasNextPage } = first.patches.pageInfo;
    expect(hasNextPage).toBe(true);
    const second = (await run(recipe, { after: endCursor })).data as Page;
    const ids = [first, second].flatMap(({ patches }) => patches.nodes.map(({ id }) => id));
    expect(new Set(ids).size).toBe(2 * first.patches.nodes.length);
  });
});

interface Page {
  readonly patches: {
    readonly nodes: readonly { readonly id: string }[];
    readonly pageInfo: { readonly endCursor: string; readonly hasNextPage: boolean };
  };
}

describe('README.md', () => {
  it('shows one query with its answer', () => {
    expect(readme).toHaveLength(1);
    expect(readme[0]?.answer).toBeDefined();
  });
});

describe('the examples of GraphiQL', () => {
  it('are answered by the sample servers, with data in every field', async () => {
    const { ask, requests } = await start();
    const objects = await findExampleObjects(
      async (query) => (await ask<ExampleData>(query)).data,
      { getItem: () => null, setItem: () => undefined },
    );
    for (const { name } of demo) expect(requests(name).length).toBeLessThanOrEqual(3);
    const examples = createExamples(objects);
    expect(examples.length).toBeGreaterThanOrEqual(12);
    for (const { query, title } of examples) {
      const { data, errors } = await ask<unknown>(query, {
        headers: { 'x-patchwork-token': TOKENS },
      });
      expect(errors, title).toBeUndefined();
      expect(emptyPlaces(data), title).toEqual([]);
      expect(brokenSources(data), title).toEqual([]);
    }
  });
});

/** As required by the examples about the caller and about writing. */
const TOKENS = demo.map(({ name }) => `${name}=${name}-maintainer-token`).join(',');
