import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Transport } from '../../src/transport/transport.js';
import { failureOf, useTransports } from './fixture.js';

const { serve, connect } = useTransports();

const get = { method: 'GET', path: '/api/' } as const;
const options = {
  retry: { attempts: 0 },
  breaker: { failureThreshold: 3, halfOpenAfterMs: 10_000 },
};

async function fail(transport: Transport, times: number): Promise<void> {
  for (let i = 0; i < times; i += 1) await failureOf(transport.request(get));
}

describe('the breaker', () => {
  // cockatiel reads Date itself.
  beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'] }));
  afterEach(() => void vi.useRealTimers());

  it('opens after failures in a row, refuses without asking and says when it tries again', async () => {
    const server = await serve((response) => {
      response.statusCode = 503;
      response.end();
    });
    const transport = connect(server.url, options);
    await fail(transport, 2);
    expect(transport.status().breaker).toBe('CLOSED');
    await fail(transport, 1);
    expect(transport.status().breaker).toBe('OPEN');
    vi.setSystemTime(Date.now() + 4_000);
    expect(await failureOf(transport.request(get))).toMatchObject({
      code: 'UPSTREAM_UNAVAILABLE',
      message:
        'kernel: GET /api/: not asked, since the last requests failed (503); it is tried again in 6 s',
      retryAfterSeconds: 6,
    });
    expect(server.requests).toHaveLength(3);
  });

  it('closes when one request gets through after the pause', async () => {
    let status = 502;
    const server = await serve((response) => {
      response.statusCode = status;
      response.end();
    });
    const transport = connect(server.url, options);
    await fail(transport, 3);
    status = 200;
    await fail(transport, 1);
    expect(server.requests).toHaveLength(3);
    vi.setSystemTime(Date.now() + 10_001);
    expect((await transport.request(get)).status).toBe(200);
    expect(transport.status().breaker).toBe('CLOSED');
  });

  it('stays open for another pause when that request fails', async () => {
    const server = await serve((response) => response.destroy());
    const transport = connect(server.url, options);
    await fail(transport, 3);
    vi.setSystemTime(Date.now() + 10_001);
    await fail(transport, 3);
    expect(server.requests).toHaveLength(4);
    expect(transport.status().breaker).toBe('OPEN');
    vi.setSystemTime(Date.now() + 10_001);
    await fail(transport, 1);
    expect(server.requests).toHaveLength(5);
  });

  it('lets one request try while the others wait for its outcome', async () => {
    const answers: (() => void)[] = [];
    const server = await serve((response, _request, index) => {
      if (index < 3) {
        response.statusCode = 504;
        response.end();
      } else answers.push(() => response.end('ok'));
    });
    const transport = connect(server.url, options);
    await fail(transport, 3);
    vi.setSystemTime(Date.now() + 10_001);
    const waiting = [transport.request(get), transport.request(get), transport.request(get)];
    await server.arrived(4);
    expect(transport.status().breaker).toBe('HALF_OPEN');
    expect(server.requests).toHaveLength(4);
    answers[0]?.();
    await server.arrived(6);
    answers[1]?.();
    answers[2]?.();
    expect((await Promise.all(waiting)).map((answer) => answer.body)).toEqual(['ok', 'ok', 'ok']);
  });

  it('lets the next request try when the caller of the first went away', async () => {
    const server = await serve((response, _request, index) => {
      if (index < 3) response.destroy();
      else if (index > 3) response.end('ok');
    });
    const transport = connect(server.url, options);
    await fail(transport, 3);
    vi.setSystemTime(Date.now() + 10_001);
    const controller = new AbortController();
    const gone = failureOf(transport.request({ ...get, signal: controller.signal }));
    await server.arrived(4);
    controller.abort(new Error('gone'));
    expect(await gone).toMatchObject({ message: 'gone' });
    await expect.poll(() => transport.status().breaker).toBe('OPEN');
    expect((await transport.request(get)).body).toBe('ok');
    expect(transport.status().breaker).toBe('CLOSED');
  });

  it('refuses those who queue, too', async () => {
    const server = await serve((response) => {
      response.statusCode = 503;
      response.end();
    });
    const breaker = { failureThreshold: 1, halfOpenAfterMs: 10_000 };
    const transport = connect(server.url, { ...options, breaker, concurrency: 1 });
    const failures = await Promise.all([1, 2, 3].map(() => failureOf(transport.request(get))));
    expect(failures.map((failure) => String(failure).includes('not asked'))).toEqual([
      false,
      true,
      true,
    ]);
    expect(server.requests).toHaveLength(1);
    expect(transport.status()).toMatchObject({ queued: 0, running: 0 });
  });

  it('ends the retries of a request that opens it', async () => {
    const server = await serve((response) => {
      response.statusCode = 503;
      response.end();
    });
    const retry = { attempts: 9, initialDelayMs: 1, maxDelayMs: 1 };
    const transport = connect(server.url, { ...options, retry });
    expect(await failureOf(transport.request(get))).toMatchObject({ status: 503 });
    expect(server.requests).toHaveLength(3);
  });

  it.each([200, 404, 403, 429, 500])('is not opened by answers with status %i', async (status) => {
    const server = await serve((response) => {
      response.statusCode = status;
      response.end();
    });
    const transport = connect(server.url, options);
    for (let i = 0; i < 5; i += 1) await transport.request(get).catch(() => undefined);
    expect(transport.status().breaker).toBe('CLOSED');
    expect(server.requests).toHaveLength(5);
  });

  it.each<[string, (index: number) => number]>([
    ['failures', () => 503],
    ['failures with an answer now and then', (index) => (index % 3 === 2 ? 200 : 503)],
  ])('counts %s in a row only', async (name, statusOf) => {
    const server = await serve((response, _request, index) => {
      response.statusCode = statusOf(index);
      response.end();
    });
    const transport = connect(server.url, options);
    for (let i = 0; i < 9; i += 1) await transport.request(get).catch(() => undefined);
    expect(transport.status().breaker).toBe(name === 'failures' ? 'OPEN' : 'CLOSED');
  });

  it.each([
    ['a hanging server', { timeoutMs: 20 }],
    ['slow headers', { headersTimeoutMs: 20 }],
  ])('is opened by %s', async (_name, timeouts) => {
    const server = await serve(() => undefined);
    const breaker = { failureThreshold: 1 };
    const transport = connect(server.url, { ...options, ...timeouts, breaker });
    await fail(transport, 1);
    expect(transport.status().breaker).toBe('OPEN');
  });
});
