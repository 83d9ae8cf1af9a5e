import { createHash } from 'node:crypto';
import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { releaseInstance } from '../tools/releaseGateway.js';
import { startTestGateway, type TestGateway } from '../tools/startTestGateway.js';

const BROWSER = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway({
    instances: [releaseInstance('v31')],
    graphql: { graphiql: true },
    dashboard: { enabled: true },
    mcp: { enabled: true },
  });
});
afterAll(() => gateway.close());

interface Reply {
  readonly status: number | undefined;
  readonly allow: string | undefined;
  readonly text: string;
}

/** Sends a request that `fetch` would not send as it is. */
function send(method: string, path: string): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const sent = request(`${gateway.url}${path}`, { method }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (part: string) => (text += part));
      response.on('end', () => {
        resolve({ status: response.statusCode, allow: response.headers.allow, text });
      });
    });
    sent.on('error', reject);
    sent.end();
  });
}

describe('a method that a path does not support', () => {
  it.each([
    ['PUT', '/mbox/v31/1', 'GET, HEAD'],
    ['POST', '/mbox/v31/1?allowIncomplete=true', 'GET, HEAD'],
    ['DELETE', '/feeds/search.atom?q=x', 'GET, HEAD'],
    ['POST', '/feeds/series/v31/1.atom', 'GET, HEAD'],
    ['POST', '/feeds/projects/v31/kettle.atom', 'GET, HEAD'],
    ['PUT', '/mcp', 'DELETE, GET, HEAD, POST'],
    ['PUT', '/graphql', 'GET, HEAD, OPTIONS, POST'],
    ['POST', '/schema.graphql', 'GET, HEAD'],
    ['POST', '/', 'GET, HEAD'],
    ['POST', '/s/v31/1/compare', 'GET, HEAD'],
    ['PATCH', '/graphiql', 'GET, HEAD'],
    ['PUT', '/healthz', 'GET, HEAD'],
    ['PUT', '/readyz', 'GET, HEAD'],
    ['PUT', '/metrics', 'GET, HEAD'],
    // Not one of the methods that Fastify knows.
    ['PROPFIND', '/mbox/v31/1', 'GET, HEAD'],
  ])('is refused with those that it does: %s %s', async (method, path, allow) => {
    const { status, allow: sent, text } = await send(method, path);
    expect({ status, allow: sent }).toEqual({ status: 405, allow });
    const [bare = ''] = path.split('?');
    expect(JSON.parse(text)).toEqual({
      errors: [
        {
          message: `${method} is not a method of ${bare}; use one of ${allow}.`,
          extensions: { code: 'BAD_USER_INPUT' },
        },
      ],
    });
  });

  it.each(['/mbox/v31', '/mbox/v31/1/2', '/nowhere'])('is not found at %s', async (path) => {
    const { status, allow } = await send('PUT', path);
    expect({ status, allow }).toEqual({ status: 404, allow: undefined });
  });
});

describe('an unknown path', () => {
  it.each([
    ['/nowhere', './'],
    ['/nowhere/', '../'],
    ['/a/b/c?x=1', '../../'],
    ['//elsewhere.example/a', '../../'],
  ])('is a page with links if a browser opens %s', async (path, root) => {
    const response = await fetch(`${gateway.url}${path}`, { headers: BROWSER });
    expect(response.status).toBe(404);
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(response.headers.get('vary')).toContain('Accept');
    const html = await response.text();
    expect(html).toContain(`<code>${path.split('?')[0] ?? ''}</code>`);
    const links = [...html.matchAll(/<a href="([^"]*)">/g)].map(([, href = '']) => href);
    expect(links).toEqual([root, `${root}graphiql`, `${root}schema.graphql`]);
    for (const link of links) {
      const there = await fetch(new URL(link, response.url), { headers: BROWSER });
      expect(there.status).not.toBe(404);
    }
  });

  it('is a page whose policy allows its own style and nothing else', async () => {
    const response = await fetch(`${gateway.url}/nowhere`, { headers: BROWSER });
    const style = /<style>([^]*)<\/style>/.exec(await response.text())?.[1] ?? '';
    const hash = createHash('sha256').update(style).digest('base64');
    expect(style).toContain('color-scheme: light dark');
    expect(response.headers.get('content-security-policy')).toBe(
      `default-src 'none'; style-src 'sha256-${hash}'; frame-ancestors 'none'`,
    );
  });

  it('cannot put markup into the page', async () => {
    const path = `/<img/src=x/onerror="alert('1')">&`;
    const sent = await new Promise<string>((resolve, reject) => {
      const asked = request(
        { host: '127.0.0.1', port: new URL(gateway.url).port, path, headers: BROWSER },
        (response) => {
          let text = '';
          response.on('data', (part: Buffer) => (text += part.toString()));
          response.on('end', () => {
            resolve(text);
          });
        },
      );
      asked.on('error', reject);
      asked.end();
    });
    expect(sent).toContain('&#60;img/src=x/onerror=&#34;alert(&#39;1&#39;)&#34;&#62;&#38;</code>');
  });

  it.each([
    ['GET', { accept: 'application/json' }],
    ['GET', {}],
    ['POST', BROWSER],
  ])('is JSON for everyone else: %s %j', async (method, headers) => {
    const response = await fetch(`${gateway.url}/nowhere`, { method, headers });
    expect(response.status).toBe(404);
    expect(await response.json()).toEqual({
      errors: [
        {
          message: `Not found: ${method} /nowhere; the graph is at /graphql.`,
          extensions: { code: 'BAD_USER_INPUT' },
        },
      ],
    });
  });
});
