import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startReleases, type ReleaseName } from '../tools/releaseGateway.js';
import type { TestGateway } from '../tools/startTestGateway.js';

interface Listed {
  readonly list: {
    readonly nodes: readonly {
      readonly instance: { readonly name: string };
      readonly project: { readonly linkName: string } | null;
    }[];
    readonly totalCount: number | null;
    readonly sources: readonly {
      readonly instance: string;
      readonly status: string;
      readonly requests: number;
      readonly totalCount: number | null;
      readonly warnings: readonly { readonly code: string; readonly message: string }[];
    }[];
  };
}

const NAMES: readonly ReleaseName[] = ['main', 'v31', 'v22'];
let gateway: TestGateway;
// Data read by one test is cached, and would cost the next one nothing.
beforeEach(async () => {
  gateway = await startReleases(NAMES);
});
afterEach(() => gateway.close());

const SELECTION =
  'nodes { instance { name } project { linkName } } totalCount sources { instance status requests totalCount warnings { code message } }';

async function list(field: string): Promise<Listed['list']> {
  return (await gateway.data<Listed>(`{ list: ${field} { ${SELECTION} } }`)).list;
}

/** The unique `instance/linkName` of all rows. */
const placesOf = ({ nodes }: Listed['list']): readonly string[] => [
  ...new Set(nodes.map(({ instance, project }) => `${instance.name}/${project?.linkName ?? ''}`)),
];

const codesOf = ({ sources }: Listed['list']): readonly string[] =>
  sources.flatMap(({ warnings }) => warnings.map(({ code }) => code));

const asked = (): readonly string[] =>
  NAMES.filter((name) => gateway.requests(name).length > 0).map(String);

describe('a project specified with its instance', () => {
  it.each(['patches', 'seriesList', 'covers', 'bundles', 'events'])(
    'is requested only there, in %s',
    async (field) => {
      const found = await list(`${field}(filter: {project: ["v31/kettle"]}, first: 250)`);
      expect(placesOf(found)).toEqual(['v31/kettle']);
      expect(found.nodes).toHaveLength(Math.min(found.totalCount ?? 0, 250));
      expect(asked()).toEqual(['v31']);
      expect(found.sources.map(({ instance, status }) => [instance, status])).toEqual([
        ['main', 'SKIPPED'],
        ['v31', 'OK'],
        ['v22', 'SKIPPED'],
      ]);
      expect(codesOf(found)).toEqual(['NOT_CONCERNED', 'NOT_CONCERNED']);
      expect(found.sources[0]).toMatchObject({ requests: 0, totalCount: 0 });
    },
  );

  it('selects one project of each of several instances, without warnings', async () => {
    const found = await list(
      'patches(filter: {project: ["main/lantern", "v31/kettle", "V22/lantern"]}, first: 250)',
    );
    expect(new Set(placesOf(found))).toEqual(
      new Set(['main/lantern', 'v31/kettle', 'v22/lantern']),
    );
    expect(codesOf(found)).toEqual([]);
    for (const name of ['main', 'v31']) expect(gateway.requests(name)).toHaveLength(2);
    // Release 2.2 sends no Link for one page, so a full one is checked with a small request.
    const [, , ...more] = gateway.requests('v22');
    expect(more).toEqual([expect.stringContaining('per_page=1')]);
  });

  it('can be combined with plain names, which mean the project on every instance', async () => {
    const found = await list('patches(filter: {project: ["kettle", "main/lantern"]}, first: 250)');
    expect(new Set(placesOf(found))).toEqual(
      new Set(['main/lantern', 'main/kettle', 'v31/kettle', 'v22/kettle']),
    );
    expect(codesOf(found)).toEqual([]);
  });

  it('adds a warning for a project that its instance does not have, and only there', async () => {
    const found = await list('patches(filter: {project: ["v31/nope", "main/kettle"]}, first: 5)');
    expect(placesOf(found)).toEqual(['main/kettle']);
    expect(found.sources.map(({ warnings }) => warnings.map(({ code }) => code))).toEqual([
      [],
      ['UNKNOWN_VALUE'],
      ['NOT_CONCERNED'],
    ]);
  });

  it('continues after a cursor, and permits orders of one instance', async () => {
    const query = (after: string) =>
      `{ list: patches(filter: {project: ["v31/kettle"]}, orderBy: {field: ID}, first: 20${after}) { nodes { databaseId } pageInfo { endCursor hasNextPage } } }`;
    interface Page {
      readonly list: {
        readonly nodes: readonly { readonly databaseId: number }[];
        readonly pageInfo: { readonly endCursor: string | null; readonly hasNextPage: boolean };
      };
    }
    const ids: number[] = [];
    let after = '';
    for (;;) {
      const { list: page } = await gateway.data<Page>(query(after));
      ids.push(...page.nodes.map(({ databaseId }) => databaseId));
      if (!page.pageInfo.hasNextPage) break;
      after = `, after: "${page.pageInfo.endCursor ?? ''}"`;
    }
    expect(ids).toHaveLength(50);
    expect(new Set(ids).size).toBe(50);
    expect(asked()).toEqual(['v31']);
  });

  it('is supported within an instance, where another instance has no rows', async () => {
    const { instances } = await gateway.data<{
      readonly instances: readonly { readonly name: string; readonly patches: Listed['list'] }[];
    }>(
      `{ instances { name patches(filter: {project: ["v31/kettle"]}, first: 2) { ${SELECTION} } } }`,
    );
    expect(instances.map(({ name, patches }) => [name, patches.nodes.length])).toEqual([
      ['main', 0],
      ['v31', 2],
      ['v22', 0],
    ]);
    expect(asked()).toEqual(['v31']);
  });

  it('is counted', async () => {
    const { patchCounts } = await gateway.data<{
      readonly patchCounts: {
        readonly groups: readonly { readonly key: string; readonly count: number }[];
        readonly totalCount: number;
        readonly sources: Listed['list']['sources'];
      };
    }>(
      `{ patchCounts(by: PROJECT, filter: {project: ["v31/kettle", "main/lantern"]}) { groups { key count } totalCount sources { instance status totalCount warnings { code } } } }`,
    );
    expect(patchCounts.groups).toEqual([
      { key: 'kettle', count: 50 },
      { key: 'lantern', count: 27 },
    ]);
    expect(patchCounts.totalCount).toBe(77);
    expect(patchCounts.sources.map(({ status }) => status)).toEqual(['OK', 'OK', 'SKIPPED']);
    expect(asked()).toEqual(['main', 'v31']);
  });

  it.each([
    ['v13/kettle', /has the unknown instance "v13"; did you mean "v31\/kettle"/],
    [
      'elsewhere/kettle',
      /has the unknown instance "elsewhere"; .*configured instances: main, v31, v22/,
    ],
    ['v31/', /is not a project; write its link name, or instance\/linkName/],
    ['v31/a/b', /is not a project/],
    ['/kettle', /has the unknown instance ""/],
  ])('is refused as %s', async (project, message) => {
    const { data, errors } = await gateway.ask<{ list: unknown }>(
      `{ list: patches(filter: {project: ["kettle", "${project}"]}) { nodes { id } } }`,
    );
    expect(data.list).toBeNull();
    expect(errors?.[0]?.message).toMatch(message);
    expect(errors?.[0]?.extensions).toMatchObject({
      code: 'BAD_USER_INPUT',
      argument: 'filter.project',
    });
    expect(asked()).toEqual([]);
  });
});

describe('an instance without objects in the filter', () => {
  it.each([
    ['patches', 'series', 'Series'],
    ['events', 'patch', 'Patch'],
    ['events', 'series', 'Series'],
    ['events', 'cover', 'Cover'],
    ['events', 'actor', 'User'],
  ])('is not asked for %s by %s', async (field, filter, type) => {
    const id = Buffer.from(`v31:${type}:1`).toString('base64url');
    const { list: found } = await gateway.data<Listed>(
      `{ list: ${field}(filter: {${filter}: ["${id}"]}) { totalCount sources { instance status warnings { code } } } }`,
    );
    expect(found.sources.map(({ status }) => status)).toEqual(['SKIPPED', 'OK', 'SKIPPED']);
    expect(asked()).toEqual(['v31']);
  });
});

describe('search by a project with its instance', () => {
  const found = async (query: string): Promise<readonly string[]> => {
    const { search: answer } = await gateway.data<{
      readonly search: {
        readonly nodes: readonly {
          readonly instance: { readonly name: string };
          readonly project: { readonly linkName: string };
        }[];
        readonly parsedQuery: { readonly text: string; readonly instances: readonly string[] };
        readonly sources: readonly { readonly warnings: readonly unknown[] }[];
      };
    }>(
      `{ search(query: ${JSON.stringify(query)}, first: 250, types: [PATCH]) { nodes { ... on Patch { instance { name } project { linkName } } } parsedQuery { text instances } sources { warnings { code } } } }`,
    );
    expect(answer.sources.flatMap(({ warnings }) => warnings)).toEqual([]);
    return [
      ...new Set(
        answer.nodes.map(({ instance, project }) => `${instance.name}/${project.linkName}`),
      ),
    ].sort();
  };

  it.each([
    ['project:v31/kettle', ['v31/kettle'], ['v31']],
    ['l:V31/kettle,main/lantern', ['main/lantern', 'v31/kettle'], ['main', 'v31']],
    [
      'project:lantern,v31/kettle',
      ['main/lantern', 'v22/lantern', 'v31/kettle', 'v31/lantern'],
      NAMES,
    ],
    ['project:v31/kettle-dev.lists.example', ['v31/kettle'], ['v31']],
    ['project:kettle -project:main/kettle', ['v22/kettle', 'v31/kettle'], NAMES],
    ['project:kettle -project:v31/kettle instance:v31,v22', ['v22/kettle'], ['v31', 'v22']],
  ])('%s', async (query, places, instances) => {
    expect(await found(query)).toEqual(places);
    expect(asked()).toEqual(instances);
  });

  it.each([
    ['project:v13/kettle', 'Unknown instance "v13"', 'v31'],
    ['project:v31/', 'is not a project', undefined],
    ['project:v31/kettle project:main/kettle', 'This excludes all instances', undefined],
    ['project:v31/kettle instance:main', 'This excludes all instances', undefined],
  ])('refuses %s', async (query, message, suggestion) => {
    const { errors } = await gateway.ask(
      `{ search(query: ${JSON.stringify(query)}) { totalCount } }`,
    );
    expect(errors?.[0]?.message).toContain(message);
    expect(errors?.[0]?.extensions).toMatchObject({
      code: 'BAD_USER_INPUT',
      ...(suggestion === undefined ? {} : { suggestion }),
    });
  });

  it('finds the project itself', async () => {
    const { search: answer } = await gateway.data<{ readonly search: { readonly nodes: unknown } }>(
      '{ search(query: "is:project project:v31/kettle") { nodes { ... on Project { linkName instance { name } } } } }',
    );
    expect(answer.nodes).toEqual([{ linkName: 'kettle', instance: { name: 'v31' } }]);
  });
});
