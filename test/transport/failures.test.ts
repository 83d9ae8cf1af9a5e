import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { Agent, MockAgent, errors } from 'undici';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { UpstreamError } from '../../src/errors.js';
import { failureOf, useTransports } from './fixture.js';

const { serve, connect, events } = useTransports();

/** A TCP server that answers the first bytes of each connection in any way. */
async function serveRaw(answer: (socket: Socket) => void): Promise<string> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => answer(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())));
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function upstreamErrorOf(promise: Promise<unknown>): Promise<UpstreamError> {
  const error = await failureOf(promise);
  if (!(error instanceof UpstreamError)) throw error;
  // Neither a URL nor a token may be visible to the client.
  expect(JSON.stringify([error.message, error.extensions])).not.toMatch(/127\.0|localhost|secret/);
  expect(error.message).toMatch(/^kernel: (GET|POST|PATCH) \//);
  return error;
}

const get = { method: 'GET', path: '/api/', token: 'secret' } as const;

describe('a server error', () => {
  it.each([500, 501, 505])(
    '%i is reported immediately, because it would be repeated',
    async (status) => {
      const server = await serve((response) => {
        response.statusCode = status;
        response.end('<h1>Server Error</h1>');
      });
      const error = await upstreamErrorOf(connect(server.url).request(get));
      expect(error).toMatchObject({ code: 'UPSTREAM_UNAVAILABLE', status });
      expect(error.message).toBe(`kernel: GET /api/: ${status}`);
      expect(server.requests).toHaveLength(1);
    },
  );

  it.each([502, 503, 504])('%i is retried as often as configured', async (status) => {
    const server = await serve((response) => {
      response.statusCode = status;
      response.end();
    });
    const error = await upstreamErrorOf(connect(server.url).request(get));
    expect(error).toMatchObject({ code: 'UPSTREAM_UNAVAILABLE', status });
    expect(server.requests).toHaveLength(3);
  });

  it('is not reported if a later attempt succeeds', async () => {
    const server = await serve((response, _request, index) => {
      response.statusCode = index < 2 ? 502 : 200;
      response.end('ok');
    });
    const answer = await connect(server.url).request(get);
    expect(answer.body).toBe('ok');
    expect(server.requests).toHaveLength(3);
  });

  it.each(['POST', 'PATCH', 'DELETE'] as const)('never repeats a %s', async (method) => {
    const server = await serve((response) => {
      response.statusCode = 503;
      response.end();
    });
    const failed = connect(server.url).request({ method, path: '/api/', body: {} });
    expect(await failureOf(failed)).toMatchObject({ code: 'UPSTREAM_UNAVAILABLE', status: 503 });
    expect(server.requests).toHaveLength(1);
  });
});

describe('a rate limit', () => {
  it('is reported with the requested wait if that is too long', async () => {
    const server = await serve((response) => {
      response.statusCode = 429;
      response.setHeader('retry-after', '30');
      response.end();
    });
    const error = await upstreamErrorOf(connect(server.url, { timeoutMs: 5_000 }).request(get));
    expect(error).toMatchObject({
      code: 'UPSTREAM_RATE_LIMITED',
      status: 429,
      retryAfterSeconds: 30,
    });
    expect(server.requests).toHaveLength(1);
  });

  it('delays every request to the instance until then, and no longer', async () => {
    vi.useFakeTimers({ toFake: ['performance'] });
    const nowMs = Date.parse('2026-01-01T00:00:00Z');
    const server = await serve((response, _request, index) => {
      response.statusCode = index === 0 ? 429 : 200;
      if (index === 0) response.setHeader('retry-after', 'Thu, 01 Jan 2026 00:00:30 GMT');
      response.end();
    });
    const transport = connect(server.url, { timeoutMs: 5_000, now: () => nowMs });
    await failureOf(transport.request(get));
    vi.advanceTimersByTime(10_000);
    const error = await upstreamErrorOf(
      transport.request({ method: 'POST', path: '/api/', body: {} }),
    );
    expect(error).toMatchObject({ code: 'UPSTREAM_RATE_LIMITED', retryAfterSeconds: 20 });
    expect(error.message).toContain('limits its requests for another 20 s');
    expect(server.requests).toHaveLength(1);
    vi.advanceTimersByTime(20_000);
    expect((await transport.request(get)).status).toBe(200);
    vi.useRealTimers();
  });

  it('is waited for and retried if it is short', async () => {
    const server = await serve((response, _request, index) => {
      response.statusCode = index === 0 ? 429 : 200;
      if (index === 0) response.setHeader('retry-after', '1');
      response.end();
    });
    const startedAt = Date.now();
    expect((await connect(server.url).request(get)).status).toBe(200);
    expect(Date.now() - startedAt).toBeGreaterThanOrEqual(990);
    expect(server.requests).toHaveLength(2);
  });
});

describe('a connection', () => {
  it('that is refused is retried, then reported', async () => {
    const server = await serve(() => undefined);
    await server.close();
    const error = await upstreamErrorOf(connect(server.url).request(get));
    expect(error.code).toBe('UPSTREAM_UNAVAILABLE');
    expect(error.message).toBe('kernel: GET /api/: connection refused');
    expect(events).toHaveLength(3);
  });

  it('to a name that does not exist is reported', async () => {
    const notFound = Object.assign(new Error('getaddrinfo ENOTFOUND x'), { code: 'ENOTFOUND' });
    const dispatcher = new Agent({
      connect: { lookup: (_host, _options, callback) => callback(notFound, [], 4) },
    });
    const error = await upstreamErrorOf(
      connect('http://patchwork.invalid', { dispatcher }).request(get),
    );
    expect(error.message).toBe('kernel: GET /api/: host name not found');
    await dispatcher.close();
  });

  it('that is not established in time is a timeout', async () => {
    const dispatcher = new MockAgent();
    dispatcher.disableNetConnect();
    dispatcher
      .get('http://patchwork.invalid')
      .intercept({ path: '/api/' })
      .replyWithError(new errors.ConnectTimeoutError('127.0.0.1'))
      .times(3);
    const error = await upstreamErrorOf(
      connect('http://patchwork.invalid', { dispatcher }).request(get),
    );
    expect(error.code).toBe('UPSTREAM_TIMEOUT');
    expect(() => dispatcher.assertNoPendingInterceptors()).not.toThrow();
  });

  it('that fails in TLS is reported once', async () => {
    const host = await serveRaw((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
    const error = await upstreamErrorOf(connect(`https://${host}`).request(get));
    expect(error.code).toBe('UPSTREAM_UNAVAILABLE');
    expect(error.message).toMatch(/TLS failed \(\w+\)$/);
    expect(events).toHaveLength(1);
  });

  it('that closes before an answer is retried for a GET', async () => {
    const server = await serve((response, _request, index) => {
      if (index < 2) response.destroy();
      else response.end('ok');
    });
    expect((await connect(server.url).request(get)).body).toBe('ok');
    expect(server.requests).toHaveLength(3);
  });

  it('that closes before an answer is reported for a write, which may have been applied', async () => {
    const server = await serve((response) => response.destroy());
    const error = await upstreamErrorOf(
      connect(server.url).request({ method: 'POST', path: '/api/', body: { a: 1 } }),
    );
    expect(error.code).toBe('UPSTREAM_UNAVAILABLE');
    expect(error.message).toContain('the connection closed before an answer');
    expect(server.requests).toHaveLength(1);
  });
});

describe('a kept-alive connection that the server closes just as it is used', () => {
  it('costs a GET one more request and no retry', async () => {
    const server = await serve((response, _request, index) => {
      if (index === 1) response.destroy();
      else response.end('ok');
    });
    const transport = connect(server.url, {
      concurrency: 1,
      retry: { attempts: 0 },
      breaker: { failureThreshold: 1 },
    });
    await transport.request(get);
    expect((await transport.request(get)).body).toBe('ok');
    expect(server.requests).toHaveLength(3);
    expect(transport.status().breaker).toBe('CLOSED');
  });

  it('is tolerated only once per request', async () => {
    const server = await serve((response, _request, index) => {
      if (index === 0) response.end('ok');
      else response.destroy();
    });
    const transport = connect(server.url, { concurrency: 1, retry: { attempts: 0 } });
    await transport.request(get);
    await upstreamErrorOf(transport.request(get));
    expect(server.requests).toHaveLength(3);
  });

  it('is reported for a write', async () => {
    const server = await serve((response, _request, index) => {
      if (index === 0) response.end('ok');
      else response.destroy();
    });
    const transport = connect(server.url, { concurrency: 1 });
    await transport.request(get);
    await upstreamErrorOf(transport.request({ method: 'PATCH', path: '/api/', body: {} }));
    expect(server.requests).toHaveLength(2);
  });
});

describe('an invalid answer', () => {
  it('is incomplete: UPSTREAM_BAD_RESPONSE, after retries', async () => {
    const server = await serve((response) => {
      response.setHeader('content-length', '100');
      response.write('{"id":');
      setImmediate(() => response.destroy());
    });
    const error = await upstreamErrorOf(connect(server.url).request(get));
    expect(error.code).toBe('UPSTREAM_BAD_RESPONSE');
    expect(error.message).toContain('the answer was truncated');
    expect(server.requests).toHaveLength(3);
  });

  it('is too large: UPSTREAM_BAD_RESPONSE, without retries', async () => {
    const server = await serve((response) => response.end('x'.repeat(1_001)));
    const transport = connect(server.url, { maxBodyBytes: 1_000 });
    const error = await upstreamErrorOf(transport.request(get));
    expect(error.code).toBe('UPSTREAM_BAD_RESPONSE');
    expect(error.message).toContain('the body is too large');
    expect(server.requests).toHaveLength(1);
  });

  it('decompresses to something too large: UPSTREAM_BAD_RESPONSE', async () => {
    const server = await serve((response) => {
      response.setHeader('content-encoding', 'gzip');
      response.end(gzipSync('x'.repeat(100_000)));
    });
    const transport = connect(server.url, { maxBodyBytes: 1_000 });
    const error = await upstreamErrorOf(transport.request(get));
    expect(error.code).toBe('UPSTREAM_BAD_RESPONSE');
    expect(error.message).toContain('the body is too large');
  });

  it('cannot be decompressed: UPSTREAM_BAD_RESPONSE', async () => {
    const server = await serve((response) => {
      response.setHeader('content-encoding', 'gzip');
      response.end('this is not gzip');
    });
    const error = await upstreamErrorOf(connect(server.url).request(get));
    expect(error.code).toBe('UPSTREAM_BAD_RESPONSE');
    expect(error.message).toContain('cannot be decompressed');
  });

  it('is not HTTP: UPSTREAM_BAD_RESPONSE', async () => {
    const host = await serveRaw((socket) => socket.end('SSH-2.0-OpenSSH_9.2\r\n'));
    const error = await upstreamErrorOf(connect(`http://${host}`).request(get));
    expect(error.code).toBe('UPSTREAM_BAD_RESPONSE');
    expect(error.message).toContain('not HTTP');
  });
});

describe('a server that hangs', () => {
  it('before its headers is a timeout, without retries', async () => {
    const server = await serve(() => undefined);
    const error = await upstreamErrorOf(
      connect(server.url, { headersTimeoutMs: 300 }).request(get),
    );
    expect(error.code).toBe('UPSTREAM_TIMEOUT');
    expect(server.requests).toHaveLength(1);
  });

  it('within its body is a timeout', async () => {
    const server = await serve((response) => void response.write('{'));
    const error = await upstreamErrorOf(connect(server.url, { bodyTimeoutMs: 30 }).request(get));
    expect(error.code).toBe('UPSTREAM_TIMEOUT');
    expect(error.message).toContain('stalled');
  });

  it('by sending slowly is a timeout of the whole request', async () => {
    const server = await serve((response) => {
      const timer = setInterval(() => response.write(' '), 5);
      response.on('close', () => clearInterval(timer));
    });
    const error = await upstreamErrorOf(connect(server.url, { timeoutMs: 60 }).request(get));
    expect(error.code).toBe('UPSTREAM_TIMEOUT');
    expect(error.message).toBe('kernel: GET /api/: no answer within 60 ms');
    await expect.poll(() => server.sockets.size).toBe(0);
  });

  it('does not make other requests wait for its slot longer than that', async () => {
    const server = await serve((response, _request, index) => {
      if (index > 0) response.end('ok');
    });
    // The second request waits in the queue, and then has the same time for its answer.
    const transport = connect(server.url, { timeoutMs: 1_000, concurrency: 1 });
    const hanging = failureOf(transport.request(get));
    expect((await transport.request(get)).body).toBe('ok');
    expect(await hanging).toMatchObject({ code: 'UPSTREAM_TIMEOUT' });
  });
});
