import type { ServerResponse } from 'node:http';
import { Agent } from 'undici';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Transport, TransportEvent } from '../../src/transport/transport.js';
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
  // Timers stay real: a test advances the clock.
  beforeEach(() => void vi.useFakeTimers({ toFake: ['Date', 'performance'] }));
  afterEach(() => void vi.useRealTimers());

  it('opens after consecutive failures, refuses without a request and reports its next attempt', async () => {
    const server = await serve((response) => {
      response.statusCode = 503;
      response.end();
    });
    const transport = connect(server.url, options);
    await fail(transport, 2);
    expect(transport.status().breaker).toBe('CLOSED');
    await fail(transport, 1);
    expect(transport.status().breaker).toBe('OPEN');
    vi.advanceTimersByTime(4_000);
    expect(await failureOf(transport.request(get))).toMatchObject({
      code: 'UPSTREAM_UNAVAILABLE',
      message:
        'kernel: GET /api/: not sent, because the last requests failed (503); next attempt in 6 s',
      retryAfterSeconds: 6,
    });
    expect(server.requests).toHaveLength(3);
  });

  it('closes if a probe succeeds after the pause', async () => {
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
    vi.advanceTimersByTime(10_001);
    expect((await transport.request(get)).status).toBe(200);
    expect(transport.status().breaker).toBe('CLOSED');
  });

  it('stays open for another pause if the probe fails', async () => {
    const server = await serve((response) => response.destroy());
    const transport = connect(server.url, options);
    await fail(transport, 3);
    vi.advanceTimersByTime(10_001);
    await fail(transport, 3);
    expect(server.requests).toHaveLength(4);
    expect(transport.status().breaker).toBe('OPEN');
    vi.advanceTimersByTime(10_001);
    await fail(transport, 1);
    expect(server.requests).toHaveLength(5);
  });

  it('probes once while the requests wait for its outcome', async () => {
    const answers: (() => void)[] = [];
    const server = await serve((response, _request, index) => {
      if (index < 3) {
        response.statusCode = 504;
        response.end();
      } else answers.push(() => response.end('ok'));
    });
    const transport = connect(server.url, options);
    await fail(transport, 3);
    vi.advanceTimersByTime(10_001);
    const patch = { method: 'GET', path: '/api/1.3/patches/7/' } as const;
    const waiting = [transport.request(patch), transport.request(patch), transport.request(patch)];
    await server.arrived(4);
    expect(transport.status().breaker).toBe('HALF_OPEN');
    expect(server.requests.slice(3)).toEqual(['GET /api/']);
    answers[0]?.();
    await server.arrived(5);
    expect(transport.status().breaker).toBe('HALF_OPEN');
    expect(server.requests.slice(4)).toEqual(['GET /api/projects/?per_page=1']);
    answers[1]?.();
    // One URL uses half of the four slots.
    await server.arrived(7);
    expect(transport.status().breaker).toBe('CLOSED');
    for (const answer of answers.slice(2, 4)) answer();
    await server.arrived(8);
    answers[4]?.();
    expect((await Promise.all(waiting)).map((answer) => answer.body)).toEqual(['ok', 'ok', 'ok']);
  });

  it('releases a caller that waits for a probe, and continues to probe', async () => {
    const held: (() => void)[] = [];
    const server = await serve((response, _request, index) => {
      if (index < 3) response.destroy();
      else if (index > 3) response.end('ok');
      else held.push(() => response.end('ok'));
    });
    const transport = connect(server.url, options);
    await fail(transport, 3);
    vi.advanceTimersByTime(10_001);
    const controller = new AbortController();
    const gone = failureOf(transport.request({ ...get, signal: controller.signal }));
    await server.arrived(4);
    controller.abort(new Error('gone'));
    expect(await gone).toMatchObject({ message: 'gone' });
    held[0]?.();
    await expect.poll(() => transport.status().breaker).toBe('CLOSED');
  });

  it('refuses queued requests, too', async () => {
    const server = await serve((response) => {
      response.statusCode = 503;
      response.end();
    });
    const breaker = { failureThreshold: 1, halfOpenAfterMs: 10_000 };
    const transport = connect(server.url, { ...options, breaker, concurrency: 1 });
    const failures = await Promise.all([1, 2, 3].map(() => failureOf(transport.request(get))));
    expect(failures.map((failure) => String(failure).includes('not sent'))).toEqual([
      false,
      true,
      true,
    ]);
    expect(server.requests).toHaveLength(1);
    expect(transport.status()).toMatchObject({ queued: 0, running: 0 });
  });

  it('counts the attempts of one request once', async () => {
    const server = await serve((response) => {
      response.statusCode = 503;
      response.end();
    });
    const retry = { attempts: 3, initialDelayMs: 1, maxDelayMs: 1 };
    const transport = connect(server.url, { ...options, retry });
    await fail(transport, 2);
    expect([server.requests.length, transport.status().breaker]).toEqual([8, 'CLOSED']);
    await fail(transport, 1);
    expect([server.requests.length, transport.status().breaker]).toEqual([12, 'OPEN']);
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

  describe('with URLs that always fail', () => {
    const mbox = (id: number) => ({ method: 'GET', path: `/patch/${id}/mbox/` }) as const;

    it.each([
      ['one of them', () => 1],
      ['many of them', (index: number) => index],
    ])('stays closed for all others: %s', async (_name, idOf) => {
      const server = await serve((response, request) => {
        response.statusCode = request.url?.includes('mbox') === true ? 504 : 200;
        response.end('{}');
      });
      const transport = connect(server.url, options);
      for (let i = 0; i < 20; i += 1) await failureOf(transport.request(mbox(idOf(i))));
      expect(transport.status().breaker).toBe('CLOSED');
      expect((await transport.request({ method: 'GET', path: '/api/1.3/patches/' })).status).toBe(
        200,
      );
      // The probe is valid for as long as the breaker would have been open.
      expect(server.requests.filter((request) => request === 'GET /api/')).toHaveLength(1);
    });

    it('opens if a probe fails as well', async () => {
      const server = await serve((response) => {
        response.statusCode = 504;
        response.end();
      });
      const transport = connect(server.url, options);
      for (let i = 0; i < 2; i += 1) await failureOf(transport.request(mbox(i)));
      expect([transport.status().breaker, server.requests.length]).toEqual(['CLOSED', 2]);
      await failureOf(transport.request(mbox(3)));
      expect([transport.status().breaker, server.requests.length]).toEqual(['OPEN', 4]);
      expect(server.requests.at(-1)).toBe('GET /api/');
    });
  });

  const api = (path: string) => ({ method: 'GET', path: `/api/1.3/${path}` }) as const;

  it.each<[what: string, fail: (response: ServerResponse) => void]>([
    ['fails', (response) => response.writeHead(502).end()],
    ['hangs up', (response) => response.destroy()],
  ])('opens for a server of which all but its index %s', async (_what, fail) => {
    const server = await serve((response, { url }) => {
      if (url === '/api/') response.end('{}');
      else fail(response);
    });
    const transport = connect(server.url, options);
    for (const path of ['patches/', 'events/', 'series/']) {
      await failureOf(transport.request(api(path)));
    }
    expect(transport.status().breaker).toBe('OPEN');
    const asked = server.requests.length;
    expect(await failureOf(transport.request(api('covers/')))).toMatchObject({
      message: expect.stringContaining('not sent') as unknown,
    });
    vi.advanceTimersByTime(10_001);
    await failureOf(transport.request(api('covers/')));
    // A kept-alive connection that was closed is used at most once more.
    expect([...new Set(server.requests.slice(asked))]).toEqual([
      'GET /api/',
      'GET /api/projects/?per_page=1',
    ]);
    expect(transport.status().breaker).toBe('OPEN');
  });

  it('opens for a server on which everything except its index hangs, once an operation has waited', async () => {
    const server = await serve((response, { url }) => {
      if (url === '/api/') response.end('{}');
    });
    const transport = connect(server.url, { ...options, breaker: { probeTimeoutMs: 50 } });
    const waiting = failureOf(transport.request(api('patches/')));
    await server.arrived(1);
    transport.suspect(1);
    await expect.poll(() => transport.status().breaker).toBe('OPEN');
    await server.close();
    await waiting;
  });

  it.each<[what: string, fail: (response: ServerResponse) => void]>([
    ['always 504', (response) => response.writeHead(504).end()],
    ['always 500', (response) => response.writeHead(500).end()],
    ['reset', (response) => response.destroy()],
    [
      'reset in its body',
      (response) => {
        response.writeHead(200, { 'content-length': '100' }).write('half', () => {
          response.destroy();
        });
      },
    ],
    ['silent', () => undefined],
  ])('leaves room for others while many ask for an address that is %s', async (_what, fail) => {
    const server = await serve((response, { url }) => {
      if (url === '/broken/') fail(response);
      else response.end('{}');
    });
    const transport = connect(server.url, options);
    const broken = Array.from({ length: 20 }, () =>
      failureOf(transport.request({ method: 'GET', path: '/broken/', operation: {} })),
    );
    // Each would wait forever behind the unanswered ones, and fail with an open breaker.
    for (let id = 0; id < 10; id += 1) {
      const answer = await transport.request({ ...api(`patches/${String(id)}/`), operation: {} });
      expect([answer.status, transport.status().breaker]).toEqual([200, 'CLOSED']);
    }
    await server.close();
    await Promise.all(broken);
  });

  it('is not opened by a local failure', async () => {
    const refusing = new Agent();
    refusing.dispatch = () => {
      throw Object.assign(new Error('connect EMFILE'), { code: 'EMFILE', syscall: 'connect' });
    };
    const transport = connect('http://127.0.0.1:9', { ...options, dispatcher: refusing });
    await fail(transport, 9);
    expect(transport.status().breaker).toBe('CLOSED');
  });

  it('closes if a pending request is answered late', async () => {
    const late: (() => void)[] = [];
    const server = await serve((response, request) => {
      if (request.url === '/late/') late.push(() => response.end('ok'));
      else response.destroy();
    });
    const transport = connect(server.url, options);
    const waiting = transport.request({ method: 'GET', path: '/late/' });
    await server.arrived(1);
    await fail(transport, 3);
    expect(transport.status().breaker).toBe('OPEN');
    late[0]?.();
    await waiting;
    expect(transport.status().breaker).toBe('CLOSED');
  });

  it('probes automatically when the pause is over, and reports each change', async () => {
    let isUp = false;
    const server = await serve((response) => (isUp ? response.end('{}') : response.destroy()));
    const changes: TransportEvent[] = [];
    const transport = connect(server.url, {
      ...options,
      breaker: { failureThreshold: 1, halfOpenAfterMs: 30 },
      onEvent: (event) => changes.push(event),
    });
    await fail(transport, 1);
    isUp = true;
    await expect.poll(() => transport.status().health).toBe('UP');
    expect(changes.map((change) => `${change.type} ${'to' in change ? change.to : ''}`)).toEqual([
      'health-changed DOWN',
      'breaker-opened ',
      'breaker-half-open ',
      'breaker-closed ',
      'health-changed UP',
    ]);
  });
});
