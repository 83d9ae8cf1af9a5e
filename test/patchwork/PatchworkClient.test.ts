import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { patchDetail, patches } from '../../src/patchwork/resources/patch.js';
import { startSampleServer, type SampleServer } from '../../src/sample/server/startSampleServer.js';
import { ByteBudget } from '../../src/transport/ByteBudget.js';
import { readSeed } from '../sample/server/replay/recording.js';
import { connectClient, type ConnectedClient } from '../tools/connectClient.js';
import { startServer, type TestServer } from '../transport/startServer.js';
import { objectName } from '../tools/objectName.js';

const seed = readSeed('v3.1');
let sample: SampleServer;
let connected: ConnectedClient;
let other: TestServer | undefined;
beforeEach(async () => {
  sample = await startSampleServer({ state: seed });
  connected = connectClient(sample.url, { instance: { apiVersion: '1.3' } });
});
afterEach(async () => {
  await connected.close();
  await sample.close();
  await other?.close();
  other = undefined;
});

describe('PatchworkClient', () => {
  it('reads a detail at its version, with a trailing slash, and null for 404', async () => {
    const { client, scope } = connected;
    expect(await client.detail(objectName('patches/7'), patchDetail, scope)).toMatchObject({
      id: 7,
    });
    expect(await client.detail(objectName('patches/9999'), patchDetail, scope)).toBeNull();
    expect(sample.requests.map(({ path }) => path)).toEqual([
      '/api/1.3/patches/7/',
      '/api/1.3/patches/9999/',
    ]);
  });

  it.each([
    ['v2.2', undefined, '2026-05-01T00:00:00Z'],
    ['v2.2', '1.2', '2026-04-30T14:00:00Z'],
    ['v-main', undefined, '2026-04-30T14:00:00Z'],
  ] as const)(
    'interprets stamps of %s, at API %s, as UTC only if the release always uses UTC',
    async (release, apiVersion, utc) => {
      const server = await startSampleServer({ state: readSeed(release) });
      const { client, close } = connectClient(server.url, {
        instance: { timezone: 'Australia/Canberra', apiVersion },
      });
      await client.version();
      expect(client.stampZone.toUtc('2026-05-01T00:00:00')).toBe(utc);
      await close();
      await server.close();
    },
  );

  it.each(['plain', 'gzip'])('holds the bytes of an answer until it is parsed: %s', async (how) => {
    const rows = JSON.stringify(
      Array.from({ length: 250 }, (_, id) => ({ id: id + 1, name: 'n'.repeat(8_000) })),
    );
    const answer = how === 'gzip' ? gzipSync(rows) : Buffer.from(rows);
    other = await startServer((response, request) => {
      const page = Number(new URL(request.url ?? '', 'http://x').searchParams.get('page') ?? 1);
      response.writeHead(200, {
        'content-type': 'application/json',
        link: `<http://x/api/1.3/patches/?page=${String(page + 1)}>; rel="next"`,
        ...(how === 'gzip' && { 'content-encoding': 'gzip' }),
      });
      response.end(answer);
    });
    const budget = new ByteBudget(64 * 1024 * 1024);
    const { client, scope, close } = connectClient(other.url, {
      instance: { apiVersion: '1.3' },
      budget,
    });
    const heldWhenParsed: number[] = [];
    const parse = JSON.parse.bind(JSON) as (text: string) => unknown;
    const spy = vi.spyOn(JSON, 'parse').mockImplementation((text) => {
      if (text === rows) heldWhenParsed.push(budget.held);
      return parse(text);
    });
    const four = await Promise.all(
      [1, 2, 3, 4].map((page) => client.lists.page(patches, { page, perPage: 250 }, scope)),
    ).finally(() => {
      spy.mockRestore();
    });
    await close();
    expect(four.map((page) => page.rows.length)).toEqual([250, 250, 250, 250]);
    expect(heldWhenParsed).toHaveLength(4);
    for (const held of heldWhenParsed) expect(held).toBeGreaterThanOrEqual(rows.length);
    await expect.poll(() => budget.held).toBe(0);
  });

  it('encodes every value of a query', async () => {
    const { client, scope } = connected;
    const msgid = 'p%2Bq%41&r#s-s1@vale.example';
    const { rows } = await client.lists.page(patches, { params: [['msgid', msgid]] }, scope);
    expect(rows.map(({ id }) => id)).toEqual([17]);
    expect(sample.requests[0]?.path).toBe(
      '/api/1.3/patches/?msgid=p%252Bq%2541%26r%23s-s1%40vale.example&per_page=250',
    );
  });

  it('requests pages by number, and treats a page after the end as empty', async () => {
    const { client, scope } = connected;
    const params = [['order', 'id']] as const;
    const first = await client.lists.page(patches, { params, perPage: 50 }, scope);
    expect(first).toMatchObject({ hasNext: true, lastPage: 2 });
    const last = await client.lists.page(patches, { params, perPage: 50, page: 2 }, scope);
    expect(last).toMatchObject({ hasNext: false });
    expect(new Set([...first.rows, ...last.rows].map(({ id }) => id)).size).toBe(78);
    const behind = await client.lists.page(patches, { params, perPage: 50, page: 3 }, scope);
    expect(behind).toMatchObject({ rows: [], hasNext: false });
  });

  it('counts with one request', async () => {
    const { client, scope } = connected;
    expect(await client.lists.count(patches, [], scope)).toMatchObject({ count: 78 });
    expect(await client.lists.count(patches, [['q', 'nothing like this']], scope)).toMatchObject({
      count: 0,
    });
    expect(
      await client.lists.count(patches, [['msgid', '20260303090000.b1-s1@quill.example']], scope),
    ).toMatchObject({ count: 1 });
    expect(sample.requests).toHaveLength(3);
  });

  it('counts with one request if the last page is not reported (2.2)', async () => {
    const old = await startSampleServer({ state: readSeed('v2.2') });
    const { client, scope, close } = connectClient(old.url, { instance: { apiVersion: '1.2' } });
    try {
      expect(await client.lists.count(patches, [], scope)).toMatchObject({ count: 78 });
      expect(await client.lists.count(patches, [['q', 'nothing like this']], scope)).toMatchObject({
        count: 0,
      });
      expect(old.requests).toHaveLength(2);
    } finally {
      await close();
      await old.close();
    }
  });

  it('never follows a link: it uses its page number, for any host', async () => {
    other = await startServer((response, request) => {
      const isSecond = /[?&]page=2\b/.test(request.url ?? '');
      response.writeHead(200, {
        'content-type': 'application/json',
        link: `<https://evil.example/api/1.3/patches/?page=${isSecond ? '1>; rel="prev"' : '2>; rel="next"'}`,
      });
      response.end(JSON.stringify([{ id: isSecond ? 2 : 1 }]));
    });
    const { client, scope, close } = connectClient(other.url, { instance: { apiVersion: '1.3' } });
    const { rows } = await client.lists.all(patches, {}, scope);
    await close();
    expect(rows.map(({ id }) => id)).toEqual([1, 2]);
    expect(other.requests).toEqual([
      'GET /api/1.3/patches/?per_page=250',
      'GET /api/1.3/patches/?page=2&per_page=250',
    ]);
  });

  it('refuses an invalid Link header, because the list would end too early', async () => {
    other = await startServer((response) => {
      response.writeHead(200, {
        'content-type': 'application/json',
        link: '<https://x.example/?page=two>; rel="next"',
      });
      response.end('[{"id": 1}]');
    });
    const { client, scope, close } = connectClient(other.url, { instance: { apiVersion: '1.3' } });
    await expect(client.lists.page(patches, {}, scope)).rejects.toThrow(
      'cannot read the header "Link"',
    );
    await close();
  });

  it('sends its name and accepted types, and no cookie', async () => {
    other = await startServer((response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'set-cookie': 'sessionid=x' });
      response.end('[]');
    });
    const { client, scope, close } = connectClient(other.url, {
      instance: { apiVersion: '1.3' },
      token: 'mine',
    });
    await client.lists.page(patches, {}, scope);
    await client.lists.page(patches, { page: 2 }, scope);
    await close();
    expect(other.received.length).toBe(2);
    for (const { request } of other.received) {
      expect(request.headers).toMatchObject({ accept: 'application/json', 'user-agent': 'test' });
      expect(request.headers.cookie).toBeUndefined();
    }
    expect(other.received[0]?.request.headers.authorization).toBe('Token mine');
  });

  it('detects the version again if the server was changed', async () => {
    const { client, scope, close } = connectClient(sample.url);
    expect(await client.version()).toBe('1.3');
    await sample.close();
    sample = await startSampleServer({ state: readSeed('v2.2'), port: sample.port });
    expect(await client.detail(objectName('patches/8'), patchDetail, scope)).toMatchObject({
      id: 8,
    });
    expect(client.knownVersion).toBe('1.2');
    await close();
  });
});
