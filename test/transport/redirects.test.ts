import { describe, expect, it } from 'vitest';
import { followRedirect } from '../../src/transport/followRedirect.js';
import { failureOf, useTransports } from './fixture.js';

const { serve, connect, events } = useTransports();

describe('a redirect', () => {
  it.each([301, 302, 303, 307, 308])(
    '%i below the instance is followed for a GET',
    async (status) => {
      const server = await serve((response, request) => {
        if (request.url === '/pw/patch/7') {
          response.writeHead(status, { location: '/pw/patch/7/?a=1' });
          response.end();
        } else response.end('here');
      });
      const transport = connect(`${server.url}/pw`);
      const answer = await transport.request({ method: 'GET', path: '/patch/7', token: 'secret' });
      expect(answer).toMatchObject({ status: 200, body: 'here', path: '/patch/7/?a=1' });
      expect(server.requests).toEqual(['GET /pw/patch/7', 'GET /pw/patch/7/?a=1']);
      expect(server.received[1]?.request.headers.authorization).toBe('Token secret');
      expect(events.map((event) => event.path)).toEqual(['/patch/7', '/patch/7/?a=1']);
    },
  );

  it('is followed three times and no more', async () => {
    const server = await serve((response, request) => {
      response.writeHead(302, { location: `${request.url ?? ''}x` });
      response.end();
    });
    const failed = connect(server.url).request({ method: 'GET', path: '/' });
    expect(await failureOf(failed)).toMatchObject({
      code: 'UPSTREAM_BAD_RESPONSE',
      message: 'kernel: GET /: more than 3 redirects',
    });
    expect(server.requests).toEqual(['GET /', 'GET /x', 'GET /xx', 'GET /xxx']);
  });

  it('to another server is refused, with the setting to change', async () => {
    const other = await serve((response) => response.end('{}'));
    const server = await serve((response) => {
      response.writeHead(301, { location: `${other.url}/api/` });
      response.end();
    });
    const failed = connect(server.url).request({ method: 'GET', path: '/api/', token: 'secret' });
    const error = await failureOf(failed);
    expect(error).toMatchObject({ code: 'UPSTREAM_BAD_RESPONSE', status: 301 });
    expect(String(error)).toContain('301 to another server');
    expect(String(error)).toContain("configure it as the instance's url");
    expect(other.requests).toEqual([]);
  });

  it('out of the base path is refused', async () => {
    const server = await serve((response) => {
      response.writeHead(302, { location: '/login/?next=/pw/api/' });
      response.end();
    });
    const failed = connect(`${server.url}/pw`).request({ method: 'GET', path: '/api/' });
    expect(String(await failureOf(failed))).toContain("302 to a URL outside the instance's url");
    expect(server.requests).toEqual(['GET /pw/api/']);
  });

  it('of a write is never followed', async () => {
    const server = await serve((response) => {
      response.writeHead(301, { location: '/api/patches/7/' });
      response.end();
    });
    const failed = connect(server.url).request({
      method: 'PATCH',
      path: '/api/patches/7',
      body: {},
    });
    expect(String(await failureOf(failed))).toContain(
      'following the redirect would lose the write',
    );
    expect(server.requests).toEqual(['PATCH /api/patches/7']);
  });

  it('without a location is treated as an answer', async () => {
    const server = await serve((response) => {
      response.statusCode = 302;
      response.end();
    });
    const answer = await connect(server.url).request({ method: 'GET', path: '/' });
    expect(answer.status).toBe(302);
  });
});

describe('followRedirect', () => {
  const table: readonly [base: string, location: string, follows: boolean][] = [
    ['http://a.example/', 'https://a.example/x', true],
    ['http://a.example/', 'https://a.example:443/x', true],
    ['http://a.example/', 'https://a.example:8443/x', false],
    ['http://a.example:8080/', 'https://a.example/x', false],
    ['http://a.example/', 'https://b.example/x', false],
    ['http://a.example/', 'https://sub.a.example/x', false],
    ['https://a.example/', 'http://a.example/x', false],
    ['https://a.example/', '//a.example/x', true],
    ['https://a.example/', '//b.example/x', false],
    ['https://a.example/', 'https://a.example@b.example/x', false],
    ['https://a.example/pw/', '../../x', false],
    ['https://a.example/pw/', '/pwx/', false],
    ['https://a.example/pw/', '/pw/x', true],
    ['https://a.example/', 'javascript:alert(1)', false],
    ['https://a.example/', 'http://', false],
  ];
  it.each(table)('from %s to %s: %s', (base, location, follows) => {
    const from = new URL('api/', base);
    const follow = (): string =>
      followRedirect({
        method: 'GET',
        status: 301,
        location,
        from,
        base: new URL(base),
      }).href;
    if (follows) expect(follow()).toBe(new URL(location, from).href);
    else expect(follow).toThrow(/another server|outside|invalid URL/);
  });
});
