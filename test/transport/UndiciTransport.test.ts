import { gzipSync } from 'node:zlib';
import { describe, expect, it, vi } from 'vitest';
import type { TransportEvent } from '../../src/transport/transport.js';
import { useTransports } from './fixture.js';

const { serve, connect, events } = useTransports();

describe('a request', () => {
  it('is sent below the base path with our headers and without a token by default', async () => {
    const server = await serve((response) => response.end('{}'));
    const transport = connect(`${server.url}/patchwork/`);
    await transport.request({ method: 'GET', path: '/api/1.3/patches/?page=1' });
    expect(server.requests).toEqual(['GET /patchwork/api/1.3/patches/?page=1']);
    const headers = server.received[0]?.request.headers;
    expect(headers).toMatchObject({
      accept: 'application/json',
      'user-agent': 'tester/1 (me@example.org)',
    });
    expect(headers).not.toHaveProperty('authorization');
    expect(headers).not.toHaveProperty('cookie');
  });

  it('includes the token, the accept header and a JSON body if they are given', async () => {
    const server = await serve((response) => response.end('{}'));
    const transport = connect(server.url);
    await transport.request({
      method: 'PATCH',
      path: '/api/1.3/patches/7/',
      token: 'secret',
      accept: 'text/plain',
      body: { state: 'new' },
    });
    expect(server.received[0]?.request.headers).toMatchObject({
      authorization: 'Token secret',
      accept: 'text/plain',
      'content-type': 'application/json',
    });
    expect(server.received[0]?.body).toBe('{"state":"new"}');
  });

  it('neither stores nor sends cookies', async () => {
    const server = await serve((response) => {
      response.setHeader('set-cookie', ['sessionid=1', 'csrftoken=2']);
      response.setHeader('x-many', ['a', 'b']);
      response.end('{}');
    });
    const transport = connect(server.url);
    const { headers } = await transport.request({ method: 'GET', path: '/' });
    await transport.request({ method: 'GET', path: '/' });
    expect(headers).not.toHaveProperty('set-cookie');
    expect(headers['x-many']).toBe('a, b');
    expect(server.received[1]?.request.headers).not.toHaveProperty('cookie');
  });

  it('is refused as a bug if its path leaves the base path', async () => {
    const server = await serve((response) => response.end('{}'));
    const transport = connect(`${server.url}/patchwork`);
    for (const path of ['/../admin/', '/../patchworks/', 'api/', '/api/%2e%2e/%2e%2e/admin/']) {
      await expect(transport.request({ method: 'GET', path })).rejects.toThrow(TypeError);
    }
    expect(server.requests).toEqual([]);
  });
});

describe('an answer', () => {
  it.each([200, 201, 204, 304, 400, 403, 404, 405, 409, 415])(
    'with status %i is returned unchanged',
    async (status) => {
      const server = await serve((response) => {
        response.statusCode = status;
        response.end();
      });
      const answer = await connect(server.url).request({ method: 'GET', path: '/x/' });
      expect(answer).toMatchObject({ status, body: '', bytes: 0, path: '/x/' });
      expect(server.requests).toEqual(['GET /x/']);
    },
  );

  it('is decoded as UTF-8, with its transferred size', async () => {
    const server = await serve((response) => response.end('{"name":"Grüße 🚀"}'));
    const answer = await connect(server.url).request({ method: 'GET', path: '/' });
    expect(answer.body).toBe('{"name":"Grüße 🚀"}');
    expect(answer.bytes).toBe(Buffer.byteLength(answer.body));
    expect(answer.durationMs).toBeGreaterThan(0);
  });

  it('is decompressed if the server compressed it', async () => {
    const body = JSON.stringify({ text: 'x'.repeat(10_000) });
    const server = await serve((response, request) => {
      expect(request.headers['accept-encoding']).toBe('gzip');
      response.setHeader('content-encoding', 'gzip');
      response.end(gzipSync(body));
    });
    const answer = await connect(server.url).request({ method: 'GET', path: '/' });
    expect(answer.body).toBe(body);
    expect(answer.bytes).toBeLessThan(1_000);
  });
});

describe('events', () => {
  it('report every HTTP request, including those that are retried', async () => {
    const operation = {};
    const server = await serve((response, _request, index) => {
      response.statusCode = index === 0 ? 503 : 200;
      response.end('{}');
    });
    await connect(server.url).request({ method: 'GET', path: '/a/?b=1', operation });
    expect(events).toMatchObject([
      { method: 'GET', path: '/a/?b=1', attempt: 0, status: 503, code: 'UPSTREAM_UNAVAILABLE' },
      { instance: 'kernel', path: '/a/?b=1', attempt: 1, status: 200, bytes: 2, aborted: false },
    ]);
    expect(events[0]?.operation).toBe(operation);
    expect(events[1]).not.toHaveProperty('code');
  });
});

describe('status', () => {
  it('reports the last outcome and the latency of answers', async () => {
    let nowMs = 1_000;
    const server = await serve((response, _request, index) => {
      response.statusCode = index === 1 ? 500 : 200;
      response.end();
    });
    const transport = connect(server.url, { now: () => nowMs });
    expect(transport.status()).toEqual({
      health: 'UNKNOWN',
      breaker: 'CLOSED',
      lastError: null,
      lastSuccessAt: null,
      lastLatencyMs: null,
      running: 0,
      queued: 0,
    });
    const { durationMs } = await transport.request({ method: 'GET', path: '/' });
    nowMs = 2_000;
    await expect(transport.request({ method: 'GET', path: '/bad/' })).rejects.toThrow('500');
    expect(transport.status()).toMatchObject({
      health: 'DEGRADED',
      lastError: { code: 'UPSTREAM_UNAVAILABLE', message: 'kernel: GET bad: 500', at: 2_000 },
      lastSuccessAt: 1_000,
      lastLatencyMs: durationMs,
    });
  });

  it.each([
    ['a page with status 200', '/api/1.3/patches/', 200, 'text/html', '<p>Back soon', 'DEGRADED'],
    ['a page that refuses', '/api/1.3/patches/', 403, 'text/html', '<p>Are you a bot?', 'DEGRADED'],
    ['JSON', '/api/1.3/patches/', 200, 'application/json', '[]', 'UP'],
    ['a refusal in JSON', '/api/1.3/people/', 403, 'application/json', '{}', 'UP'],
    ['a page of a version that is missing', '/api/1.4/', 404, 'text/html', '<p>Not found', 'UP'],
    ['nothing after a deletion', '/api/1.3/bundles/1/', 204, '', '', 'UP'],
    ['a mail', '/patch/1/mbox/', 200, 'text/plain', 'From', 'UP'],
  ])('has the health that follows from %s', async (_what, path, status, type, body, health) => {
    const server = await serve((response, _request, index) => {
      response.statusCode = index === 0 ? 200 : status;
      const sentType = index === 0 ? 'application/json' : type;
      if (sentType !== '') response.setHeader('content-type', sentType);
      response.end(index === 0 ? '{}' : body);
    });
    const onEvent = vi.fn<(event: TransportEvent) => void>();
    const transport = connect(server.url, { onEvent });
    await transport.request({ method: 'GET', path: '/api/' });
    expect(await transport.request({ method: 'GET', path })).toMatchObject({ status, body });
    const { lastError, ...seen } = transport.status();
    expect(seen).toMatchObject({ health, breaker: 'CLOSED' });
    const fault = `kernel: GET patches: ${String(status)}, an answer that is not JSON`;
    expect(lastError?.message).toBe(health === 'UP' ? undefined : fault);
    const changes = onEvent.mock.calls.map(([event]) => ('to' in event ? event.to : event.type));
    expect(changes).toEqual(health === 'UP' ? ['UP'] : ['UP', health]);
  });
});

describe('close', () => {
  it('lets requests finish, refuses new ones and leaves no socket open', async () => {
    const answers: (() => void)[] = [];
    const server = await serve((response) => answers.push(() => response.end('{}')));
    const transport = connect(server.url, { concurrency: 1 });
    const running = transport.request({ method: 'GET', path: '/1/' });
    const queued = transport.request({ method: 'GET', path: '/2/' });
    await server.arrived(1);
    const closed = transport.close();
    await expect(transport.request({ method: 'GET', path: '/3/' })).rejects.toThrow(
      'kernel: GET /3/: the connections are closed',
    );
    answers[0]?.();
    await server.arrived(2);
    answers[1]?.();
    await closed;
    expect((await running).status).toBe(200);
    expect((await queued).status).toBe(200);
    expect(server.requests).toEqual(['GET /1/', 'GET /2/']);
    await expect.poll(() => server.sockets.size).toBe(0);
  });
});
