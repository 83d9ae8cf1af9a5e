import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { idOf, startReleases, tokenOf } from '../tools/releaseGateway.js';
import type { TestGateway } from '../tools/startTestGateway.js';

interface Found {
  readonly __typename: string;
  readonly id: string;
  readonly databaseId?: number;
}

let gateway: TestGateway;
const headers: Record<string, string> = {};
beforeAll(async () => {
  gateway = await startReleases(['main', 'v31', 'v22']);
  headers['x-patchwork-token'] = ['main', 'v31', 'v22']
    .map((name) => `${name}=${tokenOf(name as 'main', 'mira')}`)
    .join(', ');
});
afterAll(() => gateway.close());

/** Fields that identify any object with an id. */
const SOMETHING = `__typename id
  ... on Patch { databaseId } ... on Cover { databaseId } ... on Series { databaseId }
  ... on Comment { databaseId } ... on Check { databaseId } ... on Bundle { databaseId }
  ... on Project { databaseId } ... on Person { databaseId } ... on User { databaseId }`;

const FROM_PARENTS: readonly [type: string, query: string, path: readonly string[]][] = [
  ['Instance', '{ instance(name: "v31") { id } }', ['instance']],
  ['Project', '{ project(instance: "v31", linkName: "kettle") { id } }', ['project']],
  ['Patch', '{ patch(instance: "v31", databaseId: 7) { id } }', ['patch']],
  ['Cover', '{ cover(instance: "v31", databaseId: 1) { id } }', ['cover']],
  ['Series', '{ series(instance: "v31", databaseId: 4) { id } }', ['series']],
  ['Bundle', '{ bundle(instance: "v31", databaseId: 1) { id } }', ['bundle']],
  [
    'Person',
    '{ patch(instance: "v31", databaseId: 7) { submitter { id } } }',
    ['patch', 'submitter'],
  ],
  ['User', '{ bundle(instance: "v31", databaseId: 1) { owner { id } } }', ['bundle', 'owner']],
  [
    'Check',
    '{ patch(instance: "v31", databaseId: 7) { checks { id } } }',
    ['patch', 'checks', '0'],
  ],
  [
    'Comment',
    '{ patch(instance: "v31", databaseId: 7) { comments { id } } }',
    ['patch', 'comments', '0'],
  ],
  [
    'Comment',
    '{ cover(instance: "v31", databaseId: 1) { comments { id } } }',
    ['cover', 'comments', '0'],
  ],
  // Without its own URL at API 1.2.
  [
    'Comment',
    '{ patch(instance: "v22", databaseId: 8) { comments { id } } }',
    ['patch', 'comments', '1'],
  ],
];

async function idFrom(query: string, path: readonly string[]): Promise<string> {
  const data = await gateway.data<unknown>(query, { headers });
  const found = path.reduce((value, key) => (value as Record<string, unknown>)[key], data);
  return (found as Found).id;
}

describe('node', () => {
  it.each(FROM_PARENTS)('finds a %s by its id: %s', async (type, query, path) => {
    const id = await idFrom(query, path);
    expect(id).toMatch(/^[A-Za-z0-9_-]+$/);
    const { node } = await gateway.data<{ node: Found }>(
      `query ($id: ID!) { node(id: $id) { ${SOMETHING} } }`,
      { variables: { id }, headers },
    );
    expect(node).toMatchObject({ __typename: type, id });
  });

  it('returns the same id in every process, for any order of the servers', async () => {
    const other = await startReleases(['v22', 'v31']);
    try {
      const query = '{ patch(instance: "v31", databaseId: 7) { id } }';
      expect(await other.data(query)).toEqual(await gateway.data(query));
    } finally {
      await other.close();
    }
  });

  it('distinguishes a patch from a cover with the same number, and their comments', async () => {
    const data = await gateway.data<Record<string, Found & { comments: Found[] }>>(`{
      patch(instance: "v31", databaseId: 4) { id comments { id databaseId } }
      cover(instance: "v31", databaseId: 4) { id }
      first: cover(instance: "v31", databaseId: 1) { comments { id databaseId } }
    }`);
    const ofPatch = data['patch']?.comments[0];
    const ofCover = data['first']?.comments[0];
    expect(ofPatch?.databaseId).toBe(ofCover?.databaseId);
    const ids = [data['patch']?.id, data['cover']?.id, ofPatch?.id, ofCover?.id];
    expect(new Set(ids).size).toBe(4);
    const { nodes } = await gateway.data<{ nodes: unknown[] }>(
      `query ($ids: [ID!]!) {
        nodes(ids: $ids) { __typename ... on Comment { patch { databaseId } cover { databaseId } } }
      }`,
      { variables: { ids } },
    );
    expect(nodes).toEqual([
      { __typename: 'Patch' },
      { __typename: 'Cover' },
      { __typename: 'Comment', patch: { databaseId: 4 }, cover: null },
      { __typename: 'Comment', patch: null, cover: { databaseId: 1 } },
    ]);
  });

  it.each(['', 'x', 'UGF0Y2g6Nw', '7', 'kernel:Patch:7', 'djMxOlBhdGNoOjc=', 'djMxOlBhdGNoOi03'])(
    'refuses "%s", which is not an id',
    async (id) => {
      const { data, errors } = await gateway.ask('query ($id: ID!) { node(id: $id) { id } }', {
        variables: { id },
      });
      expect(data).toEqual({ node: null });
      expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
      expect(errors?.[0]?.message).toContain(
        `"${id}" is not a valid global id; use the field "id"`,
      );
    },
  );

  it('refuses an id of an instance that is not configured', async () => {
    const id = Buffer.from('kernel:Patch:7').toString('base64url');
    const { errors } = await gateway.ask(`{ node(id: "${id}") { id } }`);
    expect(errors).toMatchObject([
      {
        message: 'Unknown instance "kernel"; configured instances: main, v31, v22',
        extensions: { code: 'BAD_USER_INPUT' },
      },
    ]);
  });

  it('is null for deleted objects', async () => {
    const ids = [
      'v31:Patch:9999',
      'v31:Check:9999:7',
      'v31:PatchComment:9999:7',
      'v22:PatchComment:9999:8',
      'v31:Bundle:2',
    ].map((plain) => Buffer.from(plain).toString('base64url'));
    const answer = await gateway.ask<{ nodes: unknown[] }>(
      'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }',
      { variables: { ids } },
    );
    expect(answer.errors).toBeUndefined();
    expect(answer.data.nodes).toEqual([null, null, null, null, null]);
  });
});

describe('nodes', () => {
  it('keeps the order, with null for missing objects and invalid ids', async () => {
    const id = (plain: string): string => Buffer.from(plain).toString('base64url');
    const ids = [
      id('v31:Patch:8'),
      id('v31:Patch:9999'),
      'bad',
      id('main:Patch:8'),
      id('v31:Patch:7'),
    ];
    const { data, errors } = await gateway.ask<{ nodes: unknown[] }>(
      'query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Patch { databaseId instance { name } } } }',
      { variables: { ids } },
    );
    expect(data.nodes).toEqual([
      { databaseId: 8, instance: { name: 'v31' } },
      null,
      null,
      { databaseId: 8, instance: { name: 'main' } },
      { databaseId: 7, instance: { name: 'v31' } },
    ]);
    expect(errors).toHaveLength(1);
    expect(errors?.[0]?.path).toEqual(['nodes', 2]);
  });

  it('refuses more than 250 ids', async () => {
    const id = Buffer.from('v31:Instance:0').toString('base64url');
    const ask = (count: number) =>
      gateway.ask<{ nodes: unknown[] }>('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', {
        variables: { ids: Array.from({ length: count }, () => id) },
      });
    expect((await ask(250)).data.nodes).toHaveLength(250);
    const { errors } = await ask(251);
    expect(errors?.[0]?.message).toBe('ids: too many at once (251); the maximum is 250');
    expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  });
});

describe('resource', () => {
  const patch = { __typename: 'Patch', databaseId: 7 };
  const cover = { __typename: 'Cover', databaseId: 1 };

  it.each<[path: string, expected: unknown]>([
    ['/patch/7/', patch],
    ['/patch/7/mbox/', patch],
    ['/patch/7/raw/', patch],
    ['/project/kettle/patch/20260303090000.b1-s1@quill.example/', patch],
    ['/project/kettle/patch/20260303090000.b1-s1@quill.example', patch],
    ['/project/kettle/patch/20260303090000.b1-s1@quill.example/mbox/', patch],
    ['/project/kettle/patch/20260303090000.b1-s1@quill.example/#4', patch],
    ['/project/kettle/patch/%3C20260303090000.b1-s1%40quill.example%3E/', patch],
    ['/api/patches/7/', patch],
    ['/api/1.2/patches/7/?format=api', patch],
    ['/api/1.0/patches/7/comments/', patch],
    ['/api/patches/7/checks/', patch],
    ['/cover/1/', cover],
    ['/api/1.1/covers/1/', cover],
    ['/project/kettle/list/?series=4', { __typename: 'Series', databaseId: 4 }],
    [
      '/project/kettle/list/?series=4&state=*&archive=both',
      { __typename: 'Series', databaseId: 4 },
    ],
    ['/series/4/mbox/', { __typename: 'Series', databaseId: 4 }],
    ['/api/1.3/series/4/', { __typename: 'Series', databaseId: 4 }],
    ['/project/kettle/', { __typename: 'Project', databaseId: 1 }],
    ['/project/kettle/list/', { __typename: 'Project', databaseId: 1 }],
    ['/api/projects/kettle/', { __typename: 'Project', databaseId: 1 }],
    ['/api/projects/1/', { __typename: 'Project', databaseId: 1 }],
    ['/bundle/alina/morning/', { __typename: 'Bundle', databaseId: 1 }],
    ['/bundle/alina/morning/mbox/', { __typename: 'Bundle', databaseId: 1 }],
    ['/bundle/alina/%C3%BCn%C3%AFcode%20%E2%9C%93/', { __typename: 'Bundle', databaseId: 3 }],
    ['/api/bundles/1/', { __typename: 'Bundle', databaseId: 1 }],
    ['/api/people/2/', { __typename: 'Person', databaseId: 2 }],
    ['/api/users/5/', { __typename: 'User', databaseId: 5 }],
    ['/api/patches/7/comments/5/', { __typename: 'Comment', databaseId: 5 }],
    ['/api/covers/1/comments/2/', { __typename: 'Comment', databaseId: 2 }],
    ['/api/1.3/patches/7/checks/2/', { __typename: 'Check', databaseId: 2 }],
    // The old URL of a comment does not show what it replies to: patches are searched first.
    ['/comment/5/', { __typename: 'Comment', databaseId: 5 }],
    ['/patch/9999/', null],
    ['/project/kettle/patch/nobody@nowhere.example/', null],
    ['/project/nowhere/', null],
    ['/bundle/alina/no%20such/', null],
    // A private bundle of another user.
    ['/bundle/alina/private%20notes/', null],
    ['/comment/9999/', null],
  ])('reads %s', async (path, expected) => {
    const { resource } = await gateway.data<{ resource: Found | null }>(
      `query ($url: String!) { resource(url: $url) { ${SOMETHING} } }`,
      { variables: { url: gateway.server('v31').url + path }, headers },
    );
    if (expected === null) expect(resource).toBeNull();
    else expect(resource).toMatchObject(expected as object);
  });

  it('accepts the URLs that each object reports for itself', async () => {
    for (const name of ['main', 'v31', 'v22'] as const) {
      for (const key of ['b1@kettle', 'b9@kettle', 'b10@kettle', 'b11@kettle', 'F1@kettle']) {
        const databaseId = idOf(name, key);
        const { patch: found } = await gateway.data<{ patch: Record<string, string> }>(
          `{ patch(instance: "${name}", databaseId: ${String(databaseId)}) { url webUrl mboxUrl } }`,
        );
        for (const url of Object.values(found)) {
          const { resource } = await gateway.data<{ resource: Found }>(
            `query ($url: String!) { resource(url: $url) { ${SOMETHING} } }`,
            { variables: { url } },
          );
          expect(resource, url).toMatchObject({ __typename: 'Patch', databaseId });
        }
      }
    }
  });

  it('selects the posting in the project of the URL', async () => {
    const found: unknown[] = [];
    for (const project of ['kettle', 'lantern']) {
      const url = `${gateway.server('v31').url}/project/${project}/patch/20260316.cross1@pike.example/`;
      const { resource } = await gateway.data<{ resource: unknown }>(
        `{ resource(url: "${url}") { ... on Patch { databaseId project { linkName } } } }`,
      );
      found.push(resource);
    }
    expect(found).toEqual([
      { databaseId: 57, project: { linkName: 'kettle' } },
      { databaseId: 58, project: { linkName: 'lantern' } },
    ]);
  });

  it.each<[url: string, message: RegExp]>([
    ['', /is not an http or https URL/],
    ['not a url at all', /is not an http or https URL/],
    ['ftp://example.org/patch/7/', /is not an http or https URL/],
    ['javascript:alert(1)', /is not an http or https URL|No configured instance/],
    [
      'https://patchwork.example.org/patch/7/',
      /^No configured instance matches the URL https:\/\/patchwork.example.org\/patch\/7\/; configured are main \(/,
    ],
    ['https://me:secret@patchwork.example.org/patch/7/', /^No configured instance(?!.*secret)/],
  ])('refuses %s', async (url, message) => {
    const { data, errors } = await gateway.ask(
      'query ($url: String!) { resource(url: $url) { id } }',
      { variables: { url } },
    );
    expect(data).toEqual({ resource: null });
    expect(errors?.[0]?.message).toMatch(message);
    expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  });

  it.each(['/', '/about/', '/api/', '/api/1.3/patches/', '/api/patches/abc/', '/user/todo/'])(
    'lists the supported forms for %s, which does not show a single object',
    async (path) => {
      const { errors } = await gateway.ask('query ($url: String!) { resource(url: $url) { id } }', {
        variables: { url: gateway.server('v31').url + path },
      });
      expect(errors?.[0]?.message).toContain('is on v31, but is not the URL of a single object');
      expect(errors?.[0]?.message).toContain('/project/NAME/patch/MESSAGE-ID/');
      expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
    },
  );
});
