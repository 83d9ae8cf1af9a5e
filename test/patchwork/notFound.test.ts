import { afterEach, describe, expect, it } from 'vitest';
import type { ApiVersion } from '../../src/apiVersions.js';
import { patchDetail, patches } from '../../src/patchwork/resources/patch.js';
import { connectClient, type ConnectedClient } from '../tools/connectClient.js';
import { objectName } from '../tools/objectName.js';
import { startServer, type TestServer } from '../transport/startServer.js';

/* Patchwork says in JSON what it does not have; a front end answers with a page. */

let server: TestServer | undefined;
let connected: ConnectedClient | undefined;
afterEach(async () => {
  await connected?.close();
  await server?.close();
});

const OWN = ['application/json', '{"detail": "Invalid page."}'] as const;
const PAGE = ['text/html; charset=utf-8', '<h1>Not Found</h1>'] as const;
const REFUSED = /^it: GET \/api\/1\.[23]\/patches\/.*: expected JSON and got text\/html \(404\)$/;

/** A server with one patch per page, without Link headers, that has only the first page. */
async function connect(
  [type, text]: typeof OWN | typeof PAGE,
  apiVersion: ApiVersion = '1.3',
): Promise<ConnectedClient> {
  server = await startServer((response, request) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://x.example');
    const page = searchParams.get('page') ?? '1';
    const isThere = page === '1' || page === 'last';
    const isAbsent = pathname.endsWith('/patches/9/') || !isThere;
    response.writeHead(isAbsent ? 404 : 200, {
      'content-type': isAbsent ? type : 'application/json',
    });
    response.end(isAbsent ? text : pathname.endsWith('/patches/') ? '[{"id": 7}]' : '{}');
  });
  connected = connectClient(server.url, { instance: { apiVersion } });
  return connected;
}

describe('a 404', () => {
  it('means that an object is absent', async () => {
    const { client, scope } = await connect(OWN);
    expect(await client.detail(objectName('patches/9'), patchDetail, scope)).toBeNull();
  });

  it('ends a list', async () => {
    const { client, scope } = await connect(OWN);
    const page = await client.lists.page(patches, { page: 2 }, scope);
    expect(page).toMatchObject({ rows: [], hasNext: false });
  });

  it('ends a list whose pages have no Link header', async () => {
    const { client, scope } = await connect(OWN);
    expect((await client.lists.all(patches, {}, scope)).rows).toMatchObject([{ id: 7 }]);
    expect(server?.requests.at(-1)).toBe('GET /api/1.3/patches/?page=2&per_page=1');
  });

  it('ends the count of a list of one row', async () => {
    const { client, scope } = await connect(OWN, '1.2');
    expect(await client.lists.count(patches, [], scope)).toMatchObject({ count: 1 });
  });
});

describe('a 404 page of a front end', () => {
  it('does not mean that an object is absent', async () => {
    const { client, scope } = await connect(PAGE);
    await expect(client.detail(objectName('patches/9'), patchDetail, scope)).rejects.toThrow(
      REFUSED,
    );
  });

  it('does not end a list', async () => {
    const { client, scope } = await connect(PAGE);
    await expect(client.lists.page(patches, { page: 2 }, scope)).rejects.toThrow(REFUSED);
  });

  it('does not end a list whose pages have no Link header', async () => {
    const { client, scope } = await connect(PAGE);
    await expect(client.lists.all(patches, {}, scope)).rejects.toThrow(REFUSED);
  });

  it('does not end the count of a list of one row', async () => {
    const { client, scope } = await connect(PAGE, '1.2');
    await expect(client.lists.count(patches, [], scope)).rejects.toThrow(REFUSED);
  });
});
