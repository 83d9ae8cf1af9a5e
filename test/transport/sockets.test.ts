import { Agent, errors } from 'undici';
import type { Dispatcher } from 'undici';
import { describe, expect, it } from 'vitest';
import { failureOf, useTransports } from './fixture.js';

const { serve, connect } = useTransports();

const get = { method: 'GET', path: '/api/' } as const;

/** Reports an error instead of sending anything. */
function failing(error: Error): Dispatcher {
  const agent = new Agent();
  agent.dispatch = (_options, handler) => {
    queueMicrotask(() => {
      handler.onResponseError?.({} as Dispatcher.DispatchController, error);
    });
    return true;
  };
  return agent;
}

const codes = [
  'EMFILE',
  'ENFILE',
  'ENOBUFS',
  'ENOMEM',
  'EPERM',
  'EACCES',
  'ENETDOWN',
  'ENETUNREACH',
  'EHOSTUNREACH',
  'EHOSTDOWN',
  'EADDRNOTAVAIL',
  'EADDRINUSE',
  'EPROTO',
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'EINVAL',
  'EAI_NODATA',
  'CERT_HAS_EXPIRED',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'ERR_SSL_WRONG_VERSION_NUMBER',
  'ERR_SOMETHING_NEW',
];

describe('any socket error', () => {
  it.each(codes)('is UPSTREAM_UNAVAILABLE: %s', async (code) => {
    const error = Object.assign(new Error(`connect ${code} 10.1.2.3:443`), { code });
    const retry = { attempts: 0 };
    const transport = connect('http://127.0.0.1:9', { dispatcher: failing(error), retry });
    const failure = await failureOf(transport.request(get));
    expect(failure).toMatchObject({ code: 'UPSTREAM_UNAVAILABLE', neverSent: true });
    expect(String(failure)).not.toContain('10.1.2.3');
    expect(transport.status().lastError?.message).not.toContain('10.1.2.3');
  });

  it.each([
    new errors.InformationalError('other'),
    new errors.ClientDestroyedError(),
    new errors.SocketError('closed'),
    new errors.RequestContentLengthMismatchError(),
    new errors.NotSupportedError('no'),
    new AggregateError([Object.assign(new Error('a'), { code: 'ENETUNREACH' })], 'all failed'),
    new Error('outer', { cause: Object.assign(new Error('inner'), { code: 'EMFILE' }) }),
  ])('is never a fault of the gateway: %s', async (error) => {
    const transport = connect('http://127.0.0.1:9', {
      dispatcher: failing(error),
      retry: { attempts: 0 },
    });
    expect(await failureOf(transport.request(get))).toMatchObject({
      code: 'UPSTREAM_UNAVAILABLE',
    });
  });
});

describe('the token of a caller', () => {
  it("is removed from the server's messages", async () => {
    const token = 'f00dfacef00dface';
    const server = await serve((response) => {
      response.statusCode = 403;
      response.setHeader('content-type', `application/${token}`);
      response.end(JSON.stringify({ detail: `Invalid token ${token}` }));
    });
    const answer = await connect(server.url).request({ ...get, token });
    expect(JSON.stringify(answer)).not.toContain(token);
    expect(answer.body).toBe('{"detail":"Invalid token [token]"}');
  });

  it('is in no error of a redirect, and neither is the URL', async () => {
    const token = 'f00dfacef00dface';
    const server = await serve((response) => {
      response.statusCode = 302;
      response.setHeader('location', `http://127.0.0.1:9/${token}?next=%2Fprivate`);
      response.end();
    });
    const transport = connect(server.url);
    const error = await failureOf(transport.request({ ...get, token }));
    for (const said of [String(error), JSON.stringify(transport.status().lastError)]) {
      expect(said).not.toMatch(/f00dface|127\.0\.0\.1:9|private/);
    }
  });
});

describe('the last error', () => {
  it('names the resource without the parameters of any caller', async () => {
    const server = await serve((response) => {
      response.statusCode = 503;
      response.end();
    });
    const transport = connect(server.url, { retry: { attempts: 0 } });
    const ask = (path: string) => failureOf(transport.request({ method: 'GET', path }));
    const seen: unknown[] = [];
    for (const path of [
      '/api/1.3/patches/?submitter=alice%40example.org&q=secret',
      '/api/1.3/projects/private-project/',
      '/project/private-project/patch/id%40example.org/mbox/',
    ]) {
      await ask(path);
      seen.push(transport.status().lastError?.message);
    }
    expect(seen).toEqual([
      'kernel: GET patches: 503',
      'kernel: GET projects: 503',
      'kernel: GET project: 503',
    ]);
  });
});

describe('sent requests', () => {
  it('are counted with retries and redirects, but not if they are refused', async () => {
    const server = await serve((response, request, index) => {
      if (index === 0) response.statusCode = 503;
      else if (request.url === '/api/') {
        response.statusCode = 302;
        response.setHeader('location', '/api/1.3/');
      }
      response.end('{}');
    });
    const transport = connect(server.url);
    const sent: number[] = [];
    const onSend = (index: number): void => void sent.push(index);
    await transport.request({ ...get, onSend });
    expect([sent, server.requests.length]).toEqual([[0, 1, 2], 3]);
    await transport.close();
    await failureOf(transport.request({ ...get, onSend }));
    expect(sent).toHaveLength(3);
  });
});
