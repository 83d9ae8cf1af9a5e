import type { ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import { failureOf, useTransports } from './fixture.js';
import type { TestServer } from './startServer.js';

const { serve, connect, events } = useTransports();

/** A server whose answers the test releases one by one. */
async function serveByHand(): Promise<TestServer & { readonly held: ServerResponse[] }> {
  const held: ServerResponse[] = [];
  const server = await serve((response) => held.push(response));
  return Object.assign(server, { held });
}

describe('concurrency', () => {
  it('sends no more concurrent requests than configured', async () => {
    const server = await serveByHand();
    const transport = connect(server.url, { concurrency: 2 });
    const all = [1, 2, 3, 4].map((id) => transport.request({ method: 'GET', path: `/${id}/` }));
    await server.arrived(2);
    expect(transport.status()).toMatchObject({ running: 2, queued: 2 });
    expect(server.sockets.size).toBe(2);
    for (const response of server.held) response.end();
    await server.arrived(4);
    for (const response of server.held.slice(2)) response.end();
    await Promise.all(all);
    expect(server.sockets.size).toBe(2);
    expect(transport.status()).toMatchObject({ running: 0, queued: 0 });
  });

  it('serves operations in turn, so that a large one does not starve a small one', async () => {
    const server = await serve((response) => response.end());
    const transport = connect(server.url, { concurrency: 1 });
    const large = {};
    const small = {};
    const requests = Array.from({ length: 500 }, (_, id) =>
      transport.request({ method: 'GET', path: `/large/${id}/`, operation: large }),
    );
    requests.push(transport.request({ method: 'GET', path: '/small/', operation: small }));
    await Promise.all(requests);
    expect(server.requests.indexOf('GET /small/')).toBeLessThanOrEqual(2);
    expect(server.requests.filter((request) => request.startsWith('GET /large/'))).toEqual(
      Array.from({ length: 500 }, (_, id) => `GET /large/${id}/`),
    );
  });

  it('sends no more requests per second than configured', async () => {
    const server = await serve((response) => response.end());
    const transport = connect(server.url, { requestsPerSecond: 20 });
    const startedAt = performance.now();
    await Promise.all(
      Array.from({ length: 21 }, () => transport.request({ method: 'GET', path: '/' })),
    );
    expect(performance.now() - startedAt).toBeGreaterThan(900);
  });
});

describe('a caller that aborts', () => {
  const reason = new Error('client closed the connection');

  it('before the request causes no request', async () => {
    const server = await serve((response) => response.end());
    const failed = connect(server.url).request({
      method: 'GET',
      path: '/',
      signal: AbortSignal.abort(reason),
    });
    expect(await failureOf(failed)).toBe(reason);
    expect(server.requests).toEqual([]);
  });

  it('cancels all its requests, however many wait for its signal', async () => {
    const warnings: Error[] = [];
    const onWarning = (warning: Error): unknown => warnings.push(warning);
    process.on('warning', onWarning);
    const server = await serveByHand();
    const transport = connect(server.url);
    const controller = new AbortController();
    const failures = Array.from({ length: 300 }, (_, id) =>
      failureOf(transport.request({ method: 'GET', path: `/${id}/`, signal: controller.signal })),
    );
    await server.arrived(4);
    controller.abort(reason);
    expect(new Set(await Promise.all(failures))).toEqual(new Set([reason]));
    expect(transport.status()).toMatchObject({ running: 0, queued: 0 });
    expect(server.requests).toHaveLength(4);
    await new Promise(setImmediate);
    process.off('warning', onWarning);
    expect(warnings).toEqual([]);
  });

  it('leaves the queue immediately, without a request', async () => {
    const server = await serveByHand();
    const transport = connect(server.url, { concurrency: 1 });
    const controller = new AbortController();
    const first = transport.request({ method: 'GET', path: '/1/' });
    const second = failureOf(
      transport.request({ method: 'GET', path: '/2/', signal: controller.signal }),
    );
    const third = transport.request({ method: 'GET', path: '/3/' });
    await server.arrived(1);
    expect(transport.status().queued).toBe(2);
    controller.abort(reason);
    expect(await second).toBe(reason);
    expect(transport.status().queued).toBe(1);
    server.held[0]?.end();
    await server.arrived(2);
    server.held[1]?.end();
    await Promise.all([first, third]);
    expect(server.requests).toEqual(['GET /1/', 'GET /3/']);
  });

  it('cancels the sent request, releases its slot and does not count as a failure of the server', async () => {
    const server = await serveByHand();
    const transport = connect(server.url, { concurrency: 1, breaker: { failureThreshold: 1 } });
    const controller = new AbortController();
    const first = failureOf(
      transport.request({ method: 'GET', path: '/1/', signal: controller.signal }),
    );
    await server.arrived(1);
    controller.abort(reason);
    expect(await first).toBe(reason);
    await expect.poll(() => server.held[0]?.destroyed).toBe(true);
    const second = transport.request({ method: 'GET', path: '/2/' });
    await server.arrived(2);
    server.held[1]?.end();
    expect((await second).status).toBe(200);
    expect(transport.status()).toMatchObject({ breaker: 'CLOSED', lastError: null, running: 0 });
    expect(events).toMatchObject([
      { path: '/1/', aborted: true },
      { path: '/2/', aborted: false },
    ]);
  });

  it('does not wait for the next attempt', async () => {
    const server = await serve((response) => {
      response.statusCode = 503;
      response.setHeader('retry-after', '20');
      response.end();
    });
    const transport = connect(server.url);
    const controller = new AbortController();
    const failed = failureOf(
      transport.request({ method: 'GET', path: '/', signal: controller.signal }),
    );
    await expect.poll(() => events.length).toBe(1);
    controller.abort(reason);
    expect(await failed).toBe(reason);
    expect(transport.status().running).toBe(0);
    expect(server.requests).toHaveLength(1);
  });

  it('while the body arrives receives the reason, too', async () => {
    const server = await serve((response) => void response.write('{'));
    const controller = new AbortController();
    const failed = failureOf(
      connect(server.url).request({ method: 'GET', path: '/', signal: controller.signal }),
    );
    await server.arrived(1);
    controller.abort(reason);
    expect(await failed).toBe(reason);
    await expect.poll(() => server.sockets.size).toBe(0);
  });
});
