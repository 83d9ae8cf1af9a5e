import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startReleases, type ReleaseName } from '../tools/releaseGateway.js';
import type { TestGateway } from '../tools/startTestGateway.js';

// Patchwork 3.2 and main answer 400 to NUL in a filter, older ones ignore it in searches,
// and all answer 500 to a project requested by such a name.

const NAMES: readonly ReleaseName[] = ['main', 'v32', 'v31', 'v22'];

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startReleases(NAMES);
});
afterAll(() => gateway.close());
beforeEach(() => gateway.resetRequests());

/** All requests to all servers. */
const requests = (): readonly string[] => NAMES.flatMap((name) => gateway.requests(name));

describe('an argument', () => {
  it.each<[type: string, field: string, value: unknown, argument: string]>([
    ['PatchFilter', 'patches(filter: $v) { totalCount }', { q: 'a\u0000b' }, 'filter.q'],
    ['PatchFilter', 'patches(filter: $v) { totalCount }', { q: 'a\u0085b' }, 'filter.q'],
    [
      'PatchFilter',
      'patches(filter: $v) { totalCount }',
      { project: ['kettle', '\u0000'] },
      'filter.project',
    ],
    [
      'PatchFilter',
      'patches(filter: $v) { totalCount }',
      { submitter: ['a@b\u0000'] },
      'filter.submitter',
    ],
    ['PatchFilter', 'patches(filter: $v) { totalCount }', { state: ['new\t'] }, 'filter.state'],
    [
      'PatchFilter',
      'patches(filter: $v) { totalCount }',
      { delegate: ['mira\u007f'] },
      'filter.delegate',
    ],
    [
      'PatchFilter',
      'patchCounts(filter: $v, by: STATE) { sources { status } }',
      { q: '\u0000' },
      'filter.q',
    ],
    ['CoverFilter', 'covers(filter: $v) { totalCount }', { q: '\u0000' }, 'filter.q'],
    ['SeriesFilter', 'seriesList(filter: $v) { totalCount }', { q: '\u0000' }, 'filter.q'],
    ['EventFilter', 'events(filter: $v) { totalCount }', { project: ['\u0000'] }, 'filter.project'],
    ['BundleFilter', 'bundles(filter: $v) { totalCount }', { owner: ['\u0000'] }, 'filter.owner'],
    ['BundleFilter', 'bundles(filter: $v) { totalCount }', { q: '\u0000' }, 'filter.q'],
    ['ProjectFilter', 'projects(filter: $v) { totalCount }', { q: '\u0000' }, 'filter.q'],
    ['PersonFilter', 'people(filter: $v) { totalCount }', { q: '\u0000' }, 'filter.q'],
    ['UserFilter', 'users(filter: $v) { totalCount }', { q: '\u0000' }, 'filter.q'],
    ['String!', 'project(instance: "v31", linkName: $v) { id }', 'kettle\u0000', 'linkName'],
    ['EmailAddress', 'person(email: $v) { name }', 'a@b\u0000', 'email'],
    ['String!', 'search(query: $v) { totalCount }', 'project:a\u0000b', 'query'],
    ['String!', 'resource(url: $v) { id }', 'http://127.0.0.1/\u0000', 'url'],
    [
      'PatchFilter',
      'instance(name: "v31") { patches(filter: $v) { totalCount } }',
      { q: 'a\u0000b' },
      'filter.q',
    ],
  ])('of %s in %s is refused with a control character: %j', async (type, field, v, argument) => {
    const { errors } = await gateway.ask(`query ($v: ${type}) { ${field} }`, { variables: { v } });
    expect(errors).toMatchObject([
      {
        message: expect.stringMatching(/control character U\+00/) as string,
        extensions: { code: 'BAD_USER_INPUT', argument },
      },
    ]);
    expect(requests()).toEqual([]);
  });

  it('that is written into the document is refused, too', async () => {
    const { errors } = await gateway.ask('{ covers(filter: {q: "a\\u0000b"}) { totalCount } }');
    expect(errors).toMatchObject([
      { extensions: { code: 'BAD_USER_INPUT', argument: 'filter.q' }, path: ['covers'] },
    ]);
    expect(requests()).toEqual([]);
  });

  it('that is a list of ids is refused only for its invalid ids', async () => {
    const { data, errors } = await gateway.ask<{ nodes: unknown[] }>(
      'query ($v: [ID!]!) { nodes(ids: $v) { id } }',
      { variables: { v: ['\u0000', Buffer.from('v31:Patch:1').toString('base64url')] } },
    );
    expect(errors).toHaveLength(1);
    expect(data.nodes).toEqual([null, expect.objectContaining({})]);
  });

  it('that is pasted may have line breaks', async () => {
    const found = await gateway.ask('{ search(query: "fix\\nthe\\tkettle") { totalCount } }');
    expect(found.errors).toBeUndefined();
    const { url } = gateway.server('v31');
    const { data } = await gateway.ask(`query ($v: String!) { resource(url: $v) { __typename } }`, {
      variables: { v: `${url}/project/\nkettle/` },
    });
    expect(data).toEqual({ resource: { __typename: 'Project' } });
  });

  it('of words may have them, too; they separate words like spaces', async () => {
    const count = async (q: string): Promise<number> =>
      (
        await gateway.data<{ patches: { totalCount: number } }>(
          'query ($q: String!) { patches(filter: {q: $q}) { totalCount } }',
          { variables: { q } },
        )
      ).patches.totalCount;
    const spaced = await count('kettle lid');
    expect(spaced).toBeGreaterThan(0);
    for (const q of ['kettle\nlid', 'lid\tkettle\n', '\r\nkettle lid']) {
      expect([q, await count(q)]).toEqual([q, spaced]);
    }
    const { patches } = await gateway.data<{
      patches: { nodes: { submitter: { email: string } }[] };
    }>('{ patches(first: 1) { nodes { submitter { email } } } }');
    const address = patches.nodes[0]?.submitter.email ?? '';
    expect(
      await gateway.data('query ($v: EmailAddress) { person(email: $v) { email } }', {
        variables: { v: `${address}\n` },
      }),
    ).toEqual({ person: { email: address } });
  });

  it.each(['/project/a%00b/', '/bundle/mira/a%00b/', '/bundle/mi%00ra/x/', '/api/projects/a%00/'])(
    'that is the URL %s finds nothing',
    async (path) => {
      for (const name of NAMES) {
        const { url } = gateway.server(name);
        const { data, errors } = await gateway.ask(`{ resource(url: "${url}${path}") { id } }`);
        expect(errors).toBeUndefined();
        expect(data).toEqual({ resource: null });
      }
      expect(requests().filter((request) => request.includes('%00'))).toEqual([]);
    },
  );
});
