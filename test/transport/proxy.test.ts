import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createCertificates, type TestCertificates } from './createCertificates.js';
import { failureOf, useTransports } from './fixture.js';
import { startProxy, type ProxyRefusal, type TestProxy } from './startProxy.js';

/** Known only to the proxies of this file. */
const HOST = 'patchwork.example.test';
const get = { method: 'GET', path: '/api/' } as const;
const noRetry = { retry: { attempts: 0 } };

const { serve, connect } = useTransports();
const proxies: TestProxy[] = [];
let certificates: TestCertificates;
let secure: Server;
let securePort: number;
const secureRequests: string[] = [];

beforeAll(async () => {
  certificates = createCertificates(HOST);
  const { certificate: cert, key } = certificates;
  secure = createServer({ cert, key }, (request, response) => {
    secureRequests.push(`${request.method ?? ''} ${request.url ?? ''}`);
    response.end('{"secure": true}');
  });
  await new Promise<void>((resolve) => secure.listen(0, '127.0.0.1', resolve));
  securePort = (secure.address() as AddressInfo).port;
});

afterEach(async () => {
  secureRequests.length = 0;
  await Promise.all(proxies.splice(0).map((proxy) => proxy.close()));
});

afterAll(() => {
  secure.closeAllConnections();
  secure.close();
});

async function proxyThat(refusal?: () => ProxyRefusal): Promise<TestProxy> {
  const proxy = await startProxy(refusal);
  proxies.push(proxy);
  return proxy;
}

describe('a proxy', () => {
  it('opens a tunnel to an https server with a certificate of a private CA', async () => {
    const proxy = await proxyThat();
    const transport = connect(`https://${HOST}:${securePort}`, {
      proxy: { https: proxy.url, noProxy: [] },
      ca: certificates.ca,
      concurrency: 1,
    });
    expect(await transport.request(get)).toMatchObject({ status: 200, body: '{"secure": true}' });
    await transport.request(get);
    expect(secureRequests).toEqual(['GET /api/', 'GET /api/']);
    // The connection is kept alive.
    expect(proxy.requests).toEqual([`CONNECT ${HOST}:${securePort}`]);
  });

  it('forwards requests to an http server, with the connections of the instance', async () => {
    const open: (() => void)[] = [];
    const server = await serve((response, _, index) => {
      if (index < 2) open.push(() => response.end('[]'));
      else response.end('[]');
      if (index === 1) open.forEach((answer) => answer());
    });
    const proxy = await proxyThat();
    const { port } = new URL(server.url);
    const transport = connect(`http://${HOST}:${port}/base`, {
      proxy: { http: proxy.url, noProxy: [] },
      concurrency: 2,
    });
    // Each is answered when both have arrived.
    const answers = await Promise.all([
      transport.request({ ...get, path: '/api/1' }),
      transport.request({ ...get, path: '/api/2' }),
    ]);
    expect(answers.map(({ body }) => body)).toEqual(['[]', '[]']);
    expect(proxy.requests.toSorted()).toEqual([
      `GET http://${HOST}:${port}/base/api/1`,
      `GET http://${HOST}:${port}/base/api/2`,
    ]);
    expect(server.received[0]?.request.headers.host).toBe(`${HOST}:${port}`);
  });

  it.each(['https', 'http'] as const)('is sent its user and password: %s', async (scheme) => {
    const server = await serve((response) => response.end('[]'));
    const proxy = await proxyThat();
    const url = `http://user:p%40ss@127.0.0.1:${proxy.port}`;
    const port = scheme === 'https' ? securePort : new URL(server.url).port;
    const transport = connect(`${scheme}://${HOST}:${port}`, {
      proxy: { http: url, noProxy: [] },
      ca: certificates.ca,
    });
    await transport.request({ ...get, token: 'secret-token' });
    expect(proxy.authorizations).toEqual([`Basic ${Buffer.from('user:p@ss').toString('base64')}`]);
    expect(server.received[0]?.request.headers['proxy-authorization']).toBeUndefined();
  });

  it.each([
    ['the host', [HOST]],
    ['a domain', ['.example.test']],
    ['the host and port', (port: string) => [`${HOST}:${port}`]],
    ['all', ['*']],
  ])('is passed by for noProxy: %s', async (_, noProxy) => {
    const server = await serve((response) => response.end('[]'));
    const proxy = await proxyThat();
    const { port } = new URL(server.url);
    const list = typeof noProxy === 'function' ? noProxy(port) : noProxy;
    const transport = connect(`http://${HOST}:${port}`, {
      ...noRetry,
      connectTimeoutMs: 50,
      proxy: { http: proxy.url, noProxy: list },
    });
    // The name cannot be resolved without the proxy.
    expect(String(await failureOf(transport.request(get)))).not.toContain('proxy');
    expect(proxy.requests).toEqual([]);
  });

  it('is not used for servers on this machine', async () => {
    const server = await serve((response) => response.end('[]'));
    const proxy = await proxyThat();
    const transport = connect(server.url, { proxy: { http: proxy.url, noProxy: [] } });
    expect(await transport.request(get)).toMatchObject({ status: 200 });
    expect(proxy.requests).toEqual([]);
  });

  it('does not reach another server through a redirect', async () => {
    const server = await serve((response) =>
      response.writeHead(302, { location: 'http://internal.example.test/api/' }).end(),
    );
    const proxy = await proxyThat();
    const { port } = new URL(server.url);
    const transport = connect(`http://${HOST}:${port}`, {
      proxy: { http: proxy.url, noProxy: [] },
    });
    expect(String(await failureOf(transport.request(get)))).toContain('to another server');
    expect(proxy.requests).toHaveLength(1);
  });
});

describe('a proxy that does not open a connection', () => {
  it.each<[ProxyRefusal, string, string, number]>([
    [407, 'UPSTREAM_UNAVAILABLE', 'the proxy requires a user and a password', 1],
    [403, 'UPSTREAM_UNAVAILABLE', 'the proxy refused the connection (403)', 1],
    [502, 'UPSTREAM_UNAVAILABLE', 'the proxy could not reach the server (502)', 3],
    [504, 'UPSTREAM_TIMEOUT', 'the proxy could not reach the server (504)', 3],
    ['hang-up', 'UPSTREAM_UNAVAILABLE', 'the proxy cannot be reached (UND_ERR_SOCKET)', 3],
    ['silence', 'UPSTREAM_TIMEOUT', 'the proxy did not open a connection in time', 1],
  ])(
    'is named in the error, and requested once per attempt: %s',
    async (answer, code, words, tries) => {
      const proxy = await proxyThat(() => answer);
      const transport = connect(`https://${HOST}:${securePort}`, {
        proxy: { https: `http://user:password@127.0.0.1:${proxy.port}`, noProxy: [] },
        ca: certificates.ca,
        ...(answer === 'silence' ? { ...noRetry, connectTimeoutMs: 50 } : {}),
      });
      const failure = await failureOf(transport.request(get));
      expect(failure).toMatchObject({ code, neverSent: true });
      expect(String(failure)).toContain(`kernel: GET /api/: ${words}`);
      expect(JSON.stringify([failure, String(failure), transport.status()])).not.toContain(
        'password@',
      );
      expect(proxy.requests).toHaveLength(tries);
    },
  );

  it('is named if it is not running', async () => {
    const gone = await startProxy();
    await gone.close();
    const transport = connect(`https://${HOST}:${securePort}`, {
      ...noRetry,
      proxy: { https: gone.url, noProxy: [] },
    });
    expect(String(await failureOf(transport.request(get)))).toContain(
      'the proxy cannot be reached (ECONNREFUSED)',
    );
  });

  it('is named for plain requests if it requires a password', async () => {
    const proxy = await proxyThat(() => 407);
    const transport = connect(`http://${HOST}`, { proxy: { http: proxy.url, noProxy: [] } });
    expect(String(await failureOf(transport.request(get)))).toContain(
      'the proxy requires a user and a password',
    );
    expect(proxy.requests).toEqual([`GET http://${HOST}/api/`]);
  });
});

describe('a private CA', () => {
  it('is required if the certificate is not from a public one', async () => {
    const proxy = await proxyThat();
    const url = `https://${HOST}:${securePort}`;
    const options = { ...noRetry, proxy: { https: proxy.url, noProxy: [] } };
    const failure = await failureOf(connect(url, options).request(get));
    expect(String(failure)).toMatch(/TLS failed \((UNABLE_TO_VERIFY_LEAF_SIGNATURE|SELF_SIGNED)/);
    const other = createCertificates('other.example.test').ca;
    const wrong = await failureOf(connect(url, { ...options, ca: other }).request(get));
    expect(String(wrong)).toContain('TLS failed');
    expect(secureRequests).toEqual([]);
  });

  it('is trusted without a proxy as well, only for the names in its certificates', async () => {
    const transport = connect(`https://127.0.0.1:${securePort}`, {
      ...noRetry,
      ca: certificates.ca,
    });
    expect(String(await failureOf(transport.request(get)))).toContain(
      'TLS failed (ERR_TLS_CERT_ALTNAME_INVALID)',
    );
  });
});
