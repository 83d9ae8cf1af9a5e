import { once } from 'node:events';
import { connect } from 'node:net';
import { Agent, request } from 'undici';
import { afterEach, describe, expect, it } from 'vitest';
import type { PatchRow, SampleState } from '../../../src/sample/server/SampleState.js';
import {
  startSampleServer,
  type SampleServer,
  type SampleServerOptions,
} from '../../../src/sample/server/startSampleServer.js';
import { readSeed } from './replay/recording.js';

const running: SampleServer[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.close()));
});

async function start(options: Partial<SampleServerOptions> = {}): Promise<SampleServer> {
  const server = await startSampleServer({ state: readSeed('v3.2'), ...options });
  running.push(server);
  return server;
}

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
  readonly json: unknown;
}

async function send(
  server: SampleServer,
  path: string,
  options: {
    readonly method?: 'GET' | 'POST' | 'PATCH' | 'HEAD';
    readonly headers?: Record<string, string>;
    readonly body?: unknown;
  } = {},
): Promise<Answer> {
  const { method = 'GET', headers = {}, body } = options;
  const answer = await request(server.url + path, {
    method,
    headers: {
      ...(body !== undefined && typeof body !== 'string' && { 'content-type': 'application/json' }),
      ...headers,
    },
    body: body === undefined ? null : typeof body === 'string' ? body : JSON.stringify(body),
  });
  const text = await answer.body.text();
  const isJson = String(answer.headers['content-type']).startsWith('application/json');
  return {
    status: answer.statusCode,
    headers: answer.headers,
    text,
    json: isJson && text !== '' ? (JSON.parse(text) as unknown) : undefined,
  };
}

function tokenOf(state: SampleState, username: string): Record<string, string> {
  const token = state.users.find((user) => user.username === username)?.token;
  return { authorization: `Token ${String(token)}` };
}

describe('startSampleServer', () => {
  it('counts requests by endpoint, without versions and ids', async () => {
    const server = await start();
    await send(server, '/api/patches/?project=kettle');
    await send(server, '/api/1.2/patches/4/');
    await send(server, '/api/1.0/patches/5/', { headers: { authorization: 'Bearer x' } });
    await send(server, '/api/patches/4/comments/');
    await send(server, '/project/kettle/patch/20260302080001.A1.1-s4@pike.example/mbox/');
    await send(server, '/nothing/');
    expect(server.countByEndpoint()).toEqual({
      'GET /patches/': 1,
      'GET /patches/{id}/': 2,
      'GET /patches/{id}/comments/': 1,
      'GET /project/{project}/patch/{msgid}/mbox/': 1,
      'GET (no route)': 1,
    });
    expect(server.requests[2]).toEqual({
      method: 'GET',
      path: '/api/1.0/patches/5/',
      endpoint: 'GET /patches/{id}/',
      status: 200,
      authorized: true,
    });
    server.resetRequests();
    expect(server.requests).toEqual([]);
  });

  it('builds links from the Host header', async () => {
    const server = await start();
    const headers = { host: 'patchwork.example.org' };
    const { json, headers: answered } = await send(server, '/api/1.2/series/?per_page=1', {
      headers,
    });
    expect(json).toMatchObject([{ url: 'http://patchwork.example.org/api/1.2/series/3/' }]);
    expect(answered['link']).toContain('<http://patchwork.example.org/api/1.2/series/?page=2');
  });

  it('returns rows that are inserted while it runs', async () => {
    const server = await start();
    const [first] = server.store.patches.rows;
    const row: PatchRow = { ...first, id: 5000, msgid: '<new@x.example>' } as PatchRow;
    server.store.patches.insert(row);
    const { json } = await send(server, '/api/patches/?order=-id&per_page=1');
    expect(json).toMatchObject([{ id: 5000, msgid: '<new@x.example>' }]);
  });

  it('separates the data of two servers', async () => {
    const state = readSeed('v3.2');
    const one = await start({ state });
    const other = await start({ state });
    await send(one, '/api/patches/24/', {
      method: 'PATCH',
      headers: tokenOf(state, 'mira'),
      body: { state: 'accepted' },
    });
    expect((await send(one, '/api/patches/24/')).json).toMatchObject({ state: 'accepted' });
    expect((await send(other, '/api/patches/24/')).json).toMatchObject({ state: 'new' });
  });

  it('stamps new objects with its own clock, in its own zone', async () => {
    const state = readSeed('v-main');
    const server = await start({ state, clock: () => new Date('2026-01-10T20:00:00.250Z') });
    const { status, json } = await send(server, '/api/patches/24/checks/', {
      method: 'POST',
      headers: tokenOf(state, 'cibot'),
      body: { state: 'success' },
    });
    expect(status).toBe(201);
    expect(json).toMatchObject({ date: '2026-01-11T07:00:00.250000' });
    const events = await send(server, '/api/events/?category=check-created&per_page=1&order=date');
    expect(events.status).toBe(200);
    expect(server.store.events.rows.at(-1)?.date).toBe('2026-01-11T07:00:00.251000');
  });

  it('closes even if a connection is kept alive', async () => {
    const server = await startSampleServer({ state: readSeed('v2.2') });
    const agent = new Agent({ keepAliveTimeout: 60_000 });
    const answer = await request(`${server.url}/api/`, { dispatcher: agent });
    await answer.body.dump();
    await server.close();
    await expect(request(`${server.url}/api/`, { dispatcher: agent })).rejects.toThrow();
    await agent.destroy();
  });

  it('refuses a port in use', async () => {
    const server = await start();
    await expect(start({ port: server.port })).rejects.toThrow('EADDRINUSE');
  });

  it('passes every request to faults first', async () => {
    const server = await start({
      faults: {
        wrap: (listener) => (message, response) => {
          if (message.url === '/api/covers/') response.writeHead(503).end('no');
          else listener(message, response);
        },
      },
    });
    expect((await send(server, '/api/covers/')).status).toBe(503);
    expect((await send(server, '/api/series/')).status).toBe(200);
    expect(server.countByEndpoint()).toEqual({ 'GET /series/': 1 });
  });

  it('answers 500 and continues if the data are inconsistent', async () => {
    const state = readSeed('v3.2');
    const patches = state.patches.map((patch) => ({ ...patch, submitter: 999 }));
    const server = await start({ state: { ...state, patches } });
    const { status, headers } = await send(server, '/api/patches/');
    expect(status).toBe(500);
    expect(headers['content-type']).toBe('text/html; charset=utf-8');
    expect(server.requests[0]?.error).toBeInstanceOf(Error);
    expect((await send(server, '/api/projects/')).status).toBe(200);
  });

  it('answers 404 to a path that cannot be decoded', async () => {
    const server = await start();
    expect((await send(server, '/api/%E0%A4%A/')).status).toBe(404);
  });

  it('answers 400 to a request line that gunicorn would refuse', async () => {
    const server = await start();
    const long = `/api/patches/?${'series=1234567&'.repeat(300)}`;
    expect((await send(server, long)).status).toBe(400);
  });

  it('survives a client that disconnects in the middle of a body', async () => {
    const server = await start();
    const socket = connect(server.port, '127.0.0.1');
    await once(socket, 'connect');
    socket.write('POST /api/bundles/ HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{"na');
    socket.destroy();
    await once(socket, 'close');
    expect((await send(server, '/api/')).status).toBe(200);
  });

  it('serves HEAD without a body and with the length of GET', async () => {
    const server = await start();
    const get = await send(server, '/api/patches/');
    const head = await send(server, '/api/patches/', { method: 'HEAD' });
    expect(head.text).toBe('');
    expect(head.headers['content-length']).toBe(String(Buffer.byteLength(get.text)));
  });

  it('serves a list of 250 out of 5,000 patches in a few milliseconds', async () => {
    const state = readSeed('v3.2');
    const [model] = state.patches.slice(10);
    const patches = Array.from({ length: 5000 }, (_, index) => ({
      ...model,
      id: 1000 + index,
      msgid: `<${String(index)}@x.example>`,
      date: `2026-01-${String((index % 28) + 1).padStart(2, '0')}T00:00:00`,
    })) as PatchRow[];
    const server = await start({ state: { ...state, patches: [...state.patches, ...patches] } });
    const path = '/api/patches/?order=-date,-id&per_page=250&project=kettle';
    await send(server, path);
    const times: number[] = [];
    for (let round = 0; round < 7; round += 1) {
      const begin = performance.now();
      await send(server, path);
      times.push(performance.now() - begin);
    }
    // About 8 ms on one core; the limit allows for loaded machines, but is far below O(n²).
    expect(Math.min(...times)).toBeLessThan(150);
  });
});

describe('a captured document', () => {
  const path = '/api/1.2/patches/4/';
  const body = { id: 4, captured: 'word for word', name: null };

  it('is served unchanged, only at its own path', async () => {
    const state = readSeed('v3.2');
    const server = await start({ state: { ...state, documents: [{ path, body }] } });
    const captured = await send(server, path);
    expect(captured.json).toEqual(body);
    expect(captured.headers['allow']).toBe('GET, PUT, PATCH, HEAD, OPTIONS');
    expect((await send(server, '/api/1.1/patches/4/')).json).toMatchObject({
      id: 4,
      prefixes: ['1/3'],
    });
    expect((await send(server, '/api/patches/4/')).json).toMatchObject({
      id: 4,
      state: 'superseded',
    });
    expect(server.countByEndpoint()).toEqual({ 'GET /patches/{id}/': 3 });
  });

  it('does not hide that a token is invalid', async () => {
    const state = readSeed('v3.2');
    const server = await start({ state: { ...state, documents: [{ path, body }] } });
    const { status } = await send(server, path, { headers: { authorization: 'Token x' } });
    expect(status).toBe(403);
  });

  it('is replaced by the row once the object is written', async () => {
    const state = readSeed('v3.2');
    const server = await start({ state: { ...state, documents: [{ path, body }] } });
    const headers = tokenOf(state, 'mira');
    await send(server, path, { method: 'PATCH', headers, body: { state: 'accepted' } });
    expect((await send(server, path)).json).toMatchObject({ id: 4, state: 'accepted' });
  });
});

describe('behavior that was not recorded', () => {
  it('stores a bundle with a slash in its name, and breaks every list of bundles', async () => {
    const state = readSeed('v3.2');
    const server = await start({ state });
    const headers = tokenOf(state, 'bert');
    const body = { name: 'a/b', patches: [7], public: true };
    expect((await send(server, '/api/bundles/', { method: 'POST', headers, body })).status).toBe(
      500,
    );
    expect((await send(server, '/api/bundles/')).status).toBe(500);
    expect((await send(server, '/api/bundles/1/')).status).toBe(200);
  });

  it('accepts Basic credentials, and refuses invalid ones even for public reads', async () => {
    const server = await start();
    const basic = (text: string): Record<string, string> => ({
      authorization: `Basic ${Buffer.from(text).toString('base64')}`,
    });
    expect((await send(server, '/api/people/', { headers: basic('bert:bert-pw') })).status).toBe(
      200,
    );
    const wrong = await send(server, '/api/patches/', { headers: basic('bert:x') });
    expect(wrong.status).toBe(403);
    expect(wrong.json).toEqual({ detail: 'Invalid username/password.' });
    const inactive = await send(server, '/api/patches/', { headers: basic('gone:gone-pw') });
    expect(inactive.json).toEqual({ detail: 'Invalid username/password.' });
  });

  it('accepts a multipart form', async () => {
    const state = readSeed('v3.2');
    const server = await start({ state });
    const { status, json } = await send(server, '/api/patches/24/', {
      method: 'PATCH',
      headers: { ...tokenOf(state, 'mira'), 'content-type': 'multipart/form-data; boundary=b' },
      body: '--b\r\nContent-Disposition: form-data; name="state"\r\n\r\nrejected\r\n--b--\r\n',
    });
    expect(status).toBe(200);
    expect(json).toMatchObject({ state: 'rejected' });
  });

  it('returns a page to browsers and JSON to all others', async () => {
    const server = await start();
    const typeFor = async (accept: string): Promise<unknown> =>
      (await send(server, '/api/', { headers: { accept } })).headers['content-type'];
    expect(await typeFor('text/html,application/xhtml+xml,*/*;q=0.8')).toBe(
      'text/html; charset=utf-8',
    );
    expect(await typeFor('*/*')).toBe('application/json');
    expect(await typeFor('application/json, text/html')).toBe('application/json');
  });

  it('does not redirect a write to a path without its slash', async () => {
    const state = readSeed('v3.2');
    const server = await start({ state });
    const { status, headers } = await send(server, '/api/1.2/bundles?x=1', {
      method: 'POST',
      headers: tokenOf(state, 'bert'),
      body: { name: 'n', patches: [7] },
    });
    expect(status).toBe(301);
    expect(headers['location']).toBe('/api/1.2/bundles/?x=1');
    expect(server.store.bundles.rows).toHaveLength(8);
  });
});
