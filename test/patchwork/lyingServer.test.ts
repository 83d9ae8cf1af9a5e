import { afterEach, describe, expect, it } from 'vitest';
import { UpstreamError } from '../../src/errors.js';
import { COVER_MAIL, PATCH_MAIL } from '../../src/patchwork/MailHalves.js';
import type { PatchworkClient } from '../../src/patchwork/PatchworkClient.js';
import { bundle, bundles } from '../../src/patchwork/resources/bundle.js';
import { check, checks } from '../../src/patchwork/resources/check.js';
import { comment, comments } from '../../src/patchwork/resources/comment.js';
import { covers } from '../../src/patchwork/resources/cover.js';
import { events } from '../../src/patchwork/resources/event.js';
import { patchDetail, patches } from '../../src/patchwork/resources/patch.js';
import { person } from '../../src/patchwork/resources/person.js';
import { project } from '../../src/patchwork/resources/project.js';
import type { Scope } from '../../src/patchwork/Scope.js';
import { series } from '../../src/patchwork/resources/series.js';
import { user } from '../../src/patchwork/resources/user.js';
import { read } from '../../src/patchwork/shape.js';
import { connectClient, type ConnectedClient } from '../tools/connectClient.js';
import { startServer, type TestServer } from '../transport/startServer.js';
import { objectName } from '../tools/objectName.js';

/* A server with impossible answers: each is refused with a reason, and never trusted. */

let server: TestServer | undefined;
let connected: ConnectedClient | undefined;
afterEach(async () => {
  await connected?.close();
  await server?.close();
});

interface Lie {
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly status?: number;
}

async function clientOf(answer: (url: string) => Lie): Promise<[PatchworkClient, Scope]> {
  server = await startServer((response, request) => {
    const { body, headers, status = 200 } = answer(request.url ?? '');
    response.writeHead(status, {
      'content-type': 'application/json',
      link: '</api/1.3/patches/?page=1>; rel="first"',
      ...headers,
    });
    response.end(body);
  });
  connected = connectClient(server.url, { instance: { apiVersion: '1.3' } });
  return [connected.client, connected.scope];
}
const answering = (json: unknown, headers?: Readonly<Record<string, string>>) =>
  clientOf(() => ({ body: JSON.stringify(json), ...(headers && { headers }) }));

async function refusal(work: Promise<unknown>): Promise<unknown> {
  const error: unknown = await work.then(
    () => 'believed',
    (reason: unknown) => reason,
  );
  if (!(error instanceof UpstreamError)) return error;
  expect(error.extensions).toMatchObject({ code: 'UPSTREAM_BAD_RESPONSE', instance: 'it' });
  expect(error.extensions.request).toMatch(/^GET \//);
  return error.message.replace(/^it: GET \S+: /, '');
}

const rowsOf = (count: number) => Array.from({ length: count }, (_, index) => ({ id: index + 1 }));

describe('amounts determined by a server', () => {
  it.each([
    ['one row more', rowsOf(11)],
    ['many empty rows', Array.from({ length: 200_000 }, () => ({}))],
  ])('refuses a page of %s than was asked for, before rows are read', async (_what, rows) => {
    const [client, scope] = await answering(rows);
    expect(await refusal(client.lists.page(patches, { perPage: 10 }, scope))).toBe(
      `${String(rows.length)} rows, 10 were requested`,
    );
  });

  it('refuses more rows of a comment list and of a count as well', async () => {
    const [client, scope] = await answering(rowsOf(251));
    const under = objectName('patches/7');
    expect(await refusal(client.lists.all(comments, { under }, scope))).toMatch(/^251 rows/);
    expect(await refusal(client.lists.count(patches, [], scope))).toMatch(/^251 rows/);
  });

  it.each([
    ['patches', series, 'series/7'],
    ['patches', bundle, 'bundles/7'],
    ['related', patchDetail, 'patches/7'],
    ['prefixes', patchDetail, 'patches/7'],
    ['headers', patchDetail, 'patches/7'],
    ['maintainers', project, 'projects/7'],
  ] as const)('makes %s that are too many an error of that field', async (field, shape, path) => {
    const [client, scope] = await answering({
      id: 7,
      name: 'a name',
      [field]:
        field === 'headers'
          ? { Received: Array.from({ length: 20_000 }, () => 'x') }
          : Array.from({ length: 20_000 }, (_, index) =>
              field === 'prefixes' ? 'x' : { id: index },
            ),
    });
    const found = await client.detail(objectName(path), shape, scope);
    expect(found).toMatchObject({ id: 7, name: 'a name' });
    expect(() => found && read(found, field as never)).toThrow(`cannot read the field "${field}"`);
  });

  it.each([
    ['a value that is null', { Subject: 'x', A: null }],
    ['a number', { Subject: 'x', A: 7 }],
    ['an object', { Subject: 'x', A: {} }],
    ['a list with null', { Subject: 'x', A: ['kept', null] }],
    ['a list in a list', { Subject: 'x', A: [['x']] }],
    ['no names', ['x']],
  ])('reads no part of headers with %s, so that none is left out', async (_what, headers) => {
    const [client, scope] = await answering({ id: 7, name: 'a name', headers });
    const found = await client.detail(objectName('patches/7'), patchDetail, scope);
    expect(found).toMatchObject({ id: 7, name: 'a name' });
    expect(() => found && read(found, 'headers')).toThrow('cannot read the field "headers"');
  });

  it.each([65, 100_000])('refuses JSON of %i levels', async (depth) => {
    const deep = `${'['.repeat(depth - 1)}${']'.repeat(depth - 1)}`;
    const body = `{"id": 7, "unknown": ${deep}}`;
    const [client, scope] = await clientOf(() => ({ body }));
    expect(await refusal(client.detail(objectName('patches/7'), patchDetail, scope))).toBe(
      'the JSON has more than 64 levels (limits.maxJsonDepth)',
    );
  });

  it('accepts JSON with as many levels as permitted', async () => {
    const deep = `${'['.repeat(63)}${']'.repeat(63)}`;
    const [client, scope] = await clientOf(() => ({ body: `{"id": 7, "unknown": ${deep}}` }));
    expect(await client.detail(objectName('patches/7'), patchDetail, scope)).toMatchObject({
      id: 7,
    });
  });

  it('refuses more values than permitted, and reads the other rows if one has too many', async () => {
    const row = (id: number, length: number) => ({ id, list: Array(length).fill({}) });
    const [client, scope] = await clientOf((url) => ({
      body: JSON.stringify(
        url.includes('patches/7')
          ? row(7, 100_000)
          : url.includes('?page=2')
            ? Array.from({ length: 11 }, (_, index) => row(index + 1, 49_998))
            : [row(1, 49_990), row(2, 60_000), { id: 3 }],
      ),
    }));
    expect(await refusal(client.detail(objectName('patches/7'), patchDetail, scope))).toBe(
      'the JSON of an object has more than 100000 keys and values (limits.maxJsonValues)',
    );
    expect(await refusal(client.lists.page(patches, { page: 2 }, scope))).toBe(
      'the JSON of rows has more than 1000000 keys and values (limits.maxJsonValues)',
    );
    const { rows, unreadable } = await client.lists.page(patches, {}, scope);
    expect(rows.map(({ id }) => id)).toEqual([1, 3]);
    expect(unreadable).toMatchObject([{ field: '[1]' }]);
  });

  it('does not parse an error response of any length', async () => {
    const [client, scope] = await clientOf(() => ({
      status: 403,
      body: JSON.stringify({ detail: 'Invalid token.', list: Array(50_000).fill(0) }),
    }));
    const error: unknown = await client
      .detail(objectName('patches/7'), patchDetail, scope)
      .catch((reason: unknown) => reason);
    expect(error).toMatchObject({
      message: 'it: GET /api/1.3/patches/7/: refused (403)',
      extensions: { code: 'FORBIDDEN' },
    });
  });

  it('reports many unreadable rows without an error for each', async () => {
    const [client, scope] = await answering([
      { id: 1 },
      ...Array.from({ length: 249 }, () => null),
    ]);
    const { rows, unreadable } = await client.lists.page(patches, {}, scope);
    expect([rows.length, unreadable.length]).toEqual([1, 249]);
  });
});

describe('numbers that a server sends', () => {
  const BAD = [
    '2147483648',
    '-1',
    '1.5',
    '1e400',
    '1e21',
    '"7"',
    'true',
    '[7]',
    '{}',
    'null',
    '9007199254740993',
  ];

  it.each(BAD)('treats a row whose number is %s as unreadable', async (number) => {
    const [client, scope] = await clientOf(() => ({ body: `[{"id": ${number}}, {"id": 2}]` }));
    const { rows, unreadable } = await client.lists.page(patches, {}, scope);
    expect(rows.map(({ id }) => id)).toEqual([2]);
    expect(unreadable).toMatchObject([{ field: '[0].id' }]);
  });

  it.each(BAD.filter((number) => number !== 'null'))(
    'reports counts of a series that are %s as errors of their fields',
    async (number) => {
      const [client, scope] = await clientOf(() => ({
        body: `{"id": 7, "version": ${number}, "total": ${number}, "received_total": ${number}, "name": "a"}`,
      }));
      const found = await client.detail(objectName('series/7'), series, scope);
      expect(found).toMatchObject({ id: 7, name: 'a' });
      for (const field of ['version', 'total', 'received_total'] as const) {
        expect(() => found && read(found, field)).toThrow(`cannot read the field "${field}"`);
      }
    },
  );

  it('reports an embedded object with such a number as an error of its field', async () => {
    const [client, scope] = await answering([
      { id: 1, submitter: { id: 2 ** 31 }, series: [{ id: 2 ** 31 }], project: { id: -1 } },
    ]);
    const [row] = (await client.lists.page(patches, {}, scope)).rows;
    for (const field of ['submitter', 'series', 'project'] as const) {
      expect(() => row && read(row, field)).toThrow(`cannot read the field "${field}"`);
    }
  });

  it('accepts the largest possible number', async () => {
    const [client, scope] = await answering([{ id: 2 ** 31 - 1 }]);
    expect((await client.lists.page(patches, {}, scope)).rows).toEqual([{ id: 2 ** 31 - 1 }]);
  });

  it('returns no dependency with an invalid number', async () => {
    const [client, scope] = await answering({
      id: 7,
      dependencies: ['http://x.example/api/1.4/series/4294967296/'],
    });
    const found = await client.detail(objectName('series/7'), series, scope);
    expect(() => found && read(found, 'dependencies')).toThrow('cannot read the field');
  });
});

describe('answers about another object', () => {
  it.each([
    ['patches/7', patchDetail, { id: 8 }],
    ['series/7', series, { id: 8 }],
    ['bundles/7', bundle, { id: 8 }],
    ['people/7', person, { id: 8 }],
    ['users/7', user, { id: 8 }],
    ['projects/7', project, { id: 8, link_name: 'linux' }],
    ['projects/7', project, { id: 8 }],
    ['projects/linux', project, { id: 7, link_name: 'git' }],
    ['patches/1/checks/7', check, { id: 8 }],
    ['patches/1/checks/7', check, { id: 7, url: 'http://x.example/api/patches/2/checks/7/' }],
    ['patches/1/comments/7', comment, { id: 8 }],
    ['covers/1/comments/7', comment, { id: 7, url: 'http://x.example/api/patches/1/comments/7/' }],
  ] as const)('refuses for %s another object', async (path, shape, json) => {
    const [client, scope] = await answering(json);
    expect(await refusal(client.detail(objectName(path), shape, scope))).toMatch(
      /^the answer is about /,
    );
  });

  it.each([
    ['projects/7', { id: 8, link_name: '7' }],
    ['projects/LINUX', { id: 7, link_name: 'linux' }],
    ['projects/a%2Bb', { id: 7, link_name: 'a+b' }],
    ['projects/linux', { id: 7 }],
  ])('accepts for %s what Patchwork returns', async (path, json) => {
    const [client, scope] = await answering(json);
    expect(await client.detail(objectName(path), project, scope)).toEqual(json);
  });

  it.each([PATCH_MAIL, COVER_MAIL])(
    'refuses another object for $path, and caches none of it',
    async (kind) => {
      const [client, scope] = await answering({ id: 8, content: 'of 8', headers: {} });
      const path = `the answer is about number 8`;
      expect(
        await refusal(
          client.mails.read<{ id: number }, { id: number }>(kind as never, 7, 'whole', scope),
        ),
      ).toBe(path);
      expect(await client.mails.contents(kind as never, [7, 8], scope)).toEqual(new Map());
    },
  );

  it.each([
    ['series', ['1', '2'], { series: [{ id: 3 }] }, { series: [{ id: 2 }] }],
    ['series', ['1'], { series: [] }, {}],
    ['msgid', ['a@b'], { msgid: '<c@b>' }, { msgid: '<a@b>' }],
    ['hash', ['AB'], { hash: 'cd' }, { hash: 'ab' }],
    ['hash', ['ab'], { hash: null }, { hash: 'AB' }],
    [
      'project',
      ['git', '2'],
      { project: { id: 1, link_name: 'linux' } },
      { project: { id: 2, link_name: 'x' } },
    ],
    [
      'submitter',
      ['A@b'],
      { submitter: { id: 1, email: 'c@d' } },
      { submitter: { id: 1, email: 'a@b' } },
    ],
    ['delegate', ['bob'], { delegate: null }, { delegate: { id: 1, username: 'bob' } }],
    ['archived', ['true'], { archived: false }, { archived: true }],
  ] as const)('refuses patches that the filter %s leaves out', async (name, values, bad, good) => {
    const params = values.map((value) => [name, value] as const);
    let row: object = bad;
    const [client, scope] = await clientOf(() => ({ body: JSON.stringify([{ id: 1, ...row }]) }));
    expect(await refusal(client.lists.page(patches, { params }, scope))).toBe(
      `the answer has rows that the filter "${name}" excludes`,
    );
    row = good;
    expect((await client.lists.page(patches, { params }, scope)).rows).toHaveLength(1);
  });

  it.each([
    [events, 'category', 'patch-created', { category: 'cover-created' }],
    [events, 'patch', '7', { payload: { patch: { id: 8 } } }],
    [events, 'series', '7', { payload: { series: { id: 8 } } }],
    [events, 'cover', '7', { payload: { cover: { id: 8 } } }],
    [covers, 'msgid', 'a@b', { msgid: '<c@b>' }],
    [bundles, 'public', 'false', { public: true }],
    [bundles, 'owner', '3', { owner: { id: 4, username: 'bob' } }],
    [checks, 'context', 'ci', { context: 'other' }],
  ] as const)('refuses rows of $0.path that $1 leaves out', async (list, name, value, row) => {
    const [client, scope] = await answering([{ id: 1, ...row }]);
    const page = client.lists.page(list as typeof patches, { params: [[name, value]] }, scope);
    expect(await refusal(page)).toBe(`the answer has rows that the filter "${name}" excludes`);
  });

  it.each([
    [comments, 'covers/1', 'http://x.example/api/patches/1/comments/7/'],
    [checks, 'patches/1', 'http://x.example/api/1.3/patches/2/checks/7/'],
  ] as const)('refuses $0.path of something else', async (list, under, url) => {
    const [client, scope] = await answering([{ id: 7, url }]);
    expect(
      await refusal(client.lists.all(list as typeof comments, { under: objectName(under) }, scope)),
    ).toMatch(/^the answer is about patches\//);
  });
});

describe('links', () => {
  const linked = (target: string, rel = 'next') => ({ link: `<${target}>; rel="${rel}"` });
  const at = '/api/1.3/patches/';

  it.each([
    ['to the same page', 'http://x.example/api/1.3/patches/?page=2', 'leads from page 2 to page 2'],
    ['backwards', 'http://x.example/api/1.3/patches/?page=1', 'leads from page 2 to page 1'],
    ['past a page', `${at}?page=4`, 'leads from page 2 to page 4'],
    ['to another list', 'http://x.example/api/1.3/covers/?page=3', 'leads to another list'],
    ['to another place', 'http://x.example/?page=3', 'leads to another list'],
  ])('refuses one that leads %s', async (_where, target, message) => {
    const [client, scope] = await answering([{ id: 1 }], linked(target));
    expect(await refusal(client.lists.page(patches, { page: 2 }, scope))).toBe(
      `the header "Link" ${message}`,
    );
  });

  it.each([
    '/patchwork/api/1.3/patches/?page=3',
    '?page=3',
    'http://inside:8000/api/1.3/patches/?page=3',
  ])('takes the page number of %s', async (target) => {
    const [client, scope] = await answering([{ id: 1 }], linked(target));
    expect(await client.lists.page(patches, { page: 2 }, scope)).toMatchObject({ hasNext: true });
  });

  it('refuses a last page before the current one, and an empty page with a next one', async () => {
    let body = '[{"id": 1}]';
    let headers = linked(`${at}?page=1`, 'last');
    const [client, scope] = await clientOf(() => ({ body, headers }));
    expect(await refusal(client.lists.page(patches, { page: 2 }, scope))).toMatch(
      /as the last one/,
    );
    [body, headers] = ['[]', linked(`${at}?page=2`)];
    expect(await refusal(client.lists.page(patches, {}, scope))).toBe(
      'an empty page has a next page',
    );
  });
});

describe('texts', () => {
  const text = { 'content-type': 'text/plain; charset=utf-8' };
  it.each<[what: string, path: string, lie: Lie, message: string]>([
    ['JSON', '/patch/7/mbox/', { body: '{}' }, 'expected text/plain and got application/json'],
    ['null', '/patch/7/mbox/', { body: 'null' }, 'expected text/plain and got application/json'],
    [
      'a page',
      '/patch/7/mbox/',
      { body: '<html>', headers: { 'content-type': 'text/html' } },
      'expected text and got a web page',
    ],
    [
      'bytes',
      '/patch/7/mbox/',
      { body: 'From x', headers: { 'content-type': 'application/octet-stream' } },
      'expected text/plain and got application/octet-stream',
    ],
    [
      'nothing',
      '/patch/7/mbox/',
      { body: '', headers: text },
      'expected an mbox, which starts with "From "',
    ],
    [
      'null as text',
      '/series/7/mbox/',
      { body: 'null', headers: text },
      'expected an mbox, which starts with "From "',
    ],
    [
      'another encoding',
      '/patch/7/mbox/',
      { body: 'From x', headers: { ...text, 'content-encoding': 'br' } },
      'the body has a content encoding that',
    ],
  ])('refuses %s for an mbox', async (_what, path, lie, message) => {
    const [client, scope] = await clientOf(() => lie);
    expect(await refusal(client.text(path, scope))).toContain(message);
  });

  it.each(['/series/7/mbox/', '/bundle/bob/mine/mbox/'])('takes an empty %s', async (path) => {
    const [client, scope] = await clientOf(() => ({ body: '', headers: text }));
    expect(await client.text(path, scope)).toBe('');
  });

  it('refuses JSON in an encoding that was not requested', async () => {
    const [client, scope] = await answering([], { 'content-encoding': 'br' });
    expect(await refusal(client.lists.page(patches, {}, scope))).toMatch(/content encoding/);
  });
});
