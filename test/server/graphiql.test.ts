import { readdirSync, readFileSync } from 'node:fs';
import Fastify, { type FastifyInstance } from 'fastify';
import { buildSchema, Kind, parse, validate } from 'graphql';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { loadConfig } from '../../src/config/loadConfig.js';
import { createLogger } from '../../src/telemetry/logger.js';
import { startGateway } from '../../src/main.js';
import { exampleQueries } from '../../src/web/graphiql/examples.js';
import { graphiqlAssets, graphiqlContentSecurityPolicy } from '../../src/server/graphiqlAssets.js';
import { buildGraphiqlWhereStale } from '../tools/buildGraphiql.js';
import {
  openGraphiql,
  type OpenedGraphiql,
  type OpenGraphiqlOptions,
} from '../tools/openGraphiql.js';
import { createStubGraphql, type StubRequest } from './stubGraphql.js';

const browserAccept = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8';

function operationNames(query: string): (string | undefined)[] {
  return parse(query).definitions.map((definition) =>
    definition.kind === Kind.OPERATION_DEFINITION ? definition.name?.value : undefined,
  );
}

beforeAll(buildGraphiqlWhereStale, 180_000);

describe('graphiqlAssets', () => {
  let app: FastifyInstance;
  beforeEach(async () => {
    app = Fastify();
    await app.register(graphiqlAssets);
  });
  afterEach(() => app.close());

  async function assetPaths(): Promise<string[]> {
    const { body } = await app.inject({ url: '/', headers: { accept: browserAccept } });
    return [...body.matchAll(/(?:src|href)="\.(\/assets\/[^"]+)"/g)].map(([, path]) => path ?? '');
  }

  it('serves a browser the page, to be asked for anew each time, under the strict policy', async () => {
    const response = await app.inject({ url: '/', headers: { accept: browserAccept } });
    expect(response.statusCode).toBe(200);
    expect(response.headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-cache',
      'content-security-policy': graphiqlContentSecurityPolicy,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    });
    expect(graphiqlContentSecurityPolicy).toContain("script-src 'self';");
  });

  it('names nothing but relative addresses in the page, and writes no script or style into it', async () => {
    const { body } = await app.inject({ url: '/', headers: { accept: browserAccept } });
    const addresses = [...body.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, address]) => address);
    expect(addresses).toHaveLength(3);
    expect(addresses.filter((address) => !address?.startsWith('./assets/'))).toEqual([]);
    expect(body).not.toMatch(/<script(?![^>]*\ssrc=)|<style|\sstyle=|\son\w+=/);
  });

  it('serves every asset of the page for good, with its type, compressed where that is taken', async () => {
    const types: Record<string, string> = {
      js: 'application/javascript; charset=utf-8',
      css: 'text/css; charset=utf-8',
      svg: 'image/svg+xml',
    };
    for (const url of await assetPaths()) {
      const plain = await app.inject({ url });
      expect(plain.statusCode).toBe(200);
      expect(plain.headers).toMatchObject({
        'content-type': types[url.split('.').at(-1) ?? ''],
        'cache-control': 'public, max-age=31536000, immutable',
        'x-content-type-options': 'nosniff',
      });
      if (url.endsWith('.svg')) continue;
      const gzipped = await app.inject({ url, headers: { 'accept-encoding': 'gzip' } });
      expect(gzipped.headers).toMatchObject({
        'content-encoding': 'gzip',
        'content-type': types[url.split('.').at(-1) ?? ''],
      });
      expect(gzipped.rawPayload.byteLength).toBeLessThan(plain.rawPayload.byteLength);
    }
  });

  it.each(['*/*', 'application/json', ''])(
    'tells a client that accepts "%s" where the endpoint is',
    async (accept) => {
      const response = await app.inject({ url: '/', headers: { accept } });
      expect(response.statusCode).toBe(200);
      expect(response.headers).toMatchObject({
        'content-type': 'text/plain; charset=utf-8',
        vary: 'Accept',
      });
      expect(response.body).toContain('the GraphQL endpoint is /graphql');
    },
  );

  it('answers HEAD like GET, and no other method', async () => {
    const headers = { accept: browserAccept };
    const head = await app.inject({ method: 'HEAD', url: '/', headers });
    expect([head.statusCode, head.body]).toEqual([200, '']);
    expect(head.headers['content-type']).toBe('text/html; charset=utf-8');
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE'] as const) {
      expect((await app.inject({ method, url: '/', headers })).statusCode).toBe(404);
    }
  });

  it.each(['/assets/none.js', '/assets/', '/assets/../package.json', '/assets/%2e%2e/index.html'])(
    'has nothing at %s, and lets nobody keep that',
    async (url) => {
      const response = await app.inject({ url });
      expect(response.statusCode).toBeGreaterThanOrEqual(400);
      expect(response.statusCode).toBeLessThan(500);
      expect(response.headers['cache-control'] ?? '').not.toContain('immutable');
    },
  );

  it('says how to build the page where it is missing, and goes on serving', async () => {
    await using bare = Fastify();
    await bare.register(graphiqlAssets, { assetsDir: '/nowhere', graphqlPath: '/api/graphql' });
    const response = await bare.inject({ url: '/', headers: { accept: browserAccept } });
    expect(response.statusCode).toBe(503);
    expect(response.headers['content-type']).toBe('text/plain; charset=utf-8');
    expect(response.body).toContain('run "npm run build:graphiql"');
    expect(response.body).toContain('/api/graphql');
    expect(response.body).not.toContain('nowhere');
  });
});

describe('exampleQueries', () => {
  it('offers queries with a comment on top and one named operation each', () => {
    expect(exampleQueries.length).toBeGreaterThanOrEqual(6);
    for (const { query } of exampleQueries) {
      expect(query).toMatch(/^# \S/);
      expect(operationNames(query)).toEqual([expect.stringMatching(/^[A-Z]\w+$/)]);
    }
  });

  it('offers queries that the schema knows, with comments that fit the editor', () => {
    const schemaDir = new URL('../../schema/', import.meta.url);
    const schema = buildSchema(
      readdirSync(schemaDir)
        .map((name) => readFileSync(new URL(name, schemaDir), 'utf8'))
        .join('\n'),
    );
    for (const { query } of exampleQueries) {
      expect(validate(schema, parse(query)).map(String)).toEqual([]);
      expect(query.match(/^#.{57,}$/gm)).toBeNull();
    }
  });

  it('names no two operations or titles alike', () => {
    const names = exampleQueries.flatMap(({ query }) => operationNames(query));
    expect(new Set(names).size).toBe(exampleQueries.length);
    expect(new Set(exampleQueries.map(({ title }) => title)).size).toBe(exampleQueries.length);
  });
});

describe('GraphiQL in Chromium, cut off from the internet', { timeout: 90_000 }, () => {
  const tabNames = exampleQueries.flatMap(({ query }) => operationNames(query));
  let app: FastifyInstance;
  let requests: StubRequest[];
  let opened: OpenedGraphiql | undefined;

  beforeEach(() => {
    app = Fastify();
    requests = [];
  });
  afterEach(async () => {
    await opened?.close();
    opened = undefined;
    await app.close();
  });

  async function open(
    prefix: string,
    options?: OpenGraphiqlOptions,
    tokenHeader?: string,
  ): Promise<OpenedGraphiql> {
    await app.register(createStubGraphql(requests), { prefix });
    await app.register(graphiqlAssets, { prefix, ...(tokenHeader && { tokenHeader }) });
    const address = await app.listen({ host: '127.0.0.1', port: 0 });
    opened = await openGraphiql(`${address}${prefix}/`, options);
    return opened;
  }

  async function typeToken({ page }: OpenedGraphiql): Promise<void> {
    await page.getByRole('button', { name: 'Headers' }).click();
    const headers = page.getByRole('region', { name: 'Headers' });
    await headers.getByRole('textbox').focus();
    // Into the empty quotes of the preset's last line but one.
    for (const key of ['ControlOrMeta+End', 'ArrowUp', 'End', 'ArrowLeft']) {
      await page.keyboard.press(key);
    }
    await page.keyboard.type('aurora=s3cret');
  }

  it('shows a first visitor the examples, runs the first and shows its answer', async () => {
    const graphiql = await open('');
    const { page } = graphiql;
    expect(await page.title()).toBe('patchwork-graphql');
    expect(await page.locator('.graphiql-logo').innerText()).toBe('patchwork-graphql');
    expect(await page.getByRole('tab').allInnerTexts()).toEqual(tabNames);

    expect(JSON.parse(await graphiql.execute())).not.toHaveProperty('errors');
    await page.locator('.graphiql-response').getByText('under-review').waitFor();
    expect(requests.at(-1)).toEqual({ operationName: 'OnePatch', token: undefined });
    expect(graphiql.faults).toEqual([]);
  });

  it('works below a path, as behind a proxy', async () => {
    const graphiql = await open('/tools/patchwork');
    expect(await graphiql.execute()).toContain('under-review');
    await graphiql.page.locator('.graphiql-response').getByText('under-review').waitFor();
    expect(graphiql.faults).toEqual([]);
  });

  it('opens the docs explorer at the schema', async () => {
    const graphiql = await open('');
    const { page } = graphiql;
    await page.getByRole('button', { name: 'Show Documentation Explorer' }).click();
    const docs = page.locator('.graphiql-doc-explorer');
    await docs.getByRole('link', { name: 'Query', exact: true }).click();
    await docs.getByText('One patch of one server.').waitFor();
    expect(graphiql.faults).toEqual([]);
  });

  it('follows the theme of the system, also when that changes, until one is chosen', async () => {
    const graphiql = await open('', { colorScheme: 'dark' });
    const { page } = graphiql;
    const isDark = async () => {
      // Brightness of the page and of Monaco, which draws itself apart from the page.
      const [container, editor] = await Promise.all([
        page.evaluate(
          "getComputedStyle(document.querySelector('.graphiql-container')).backgroundColor",
        ),
        page.locator('.graphiql-query-editor .monaco-editor').getAttribute('class'),
      ]);
      const [red = 0] = /\d+/.exec(String(container)) ?? [];
      return { page: Number(red) < 128, editor: editor?.includes('vs-dark') };
    };
    expect(await isDark()).toEqual({ page: true, editor: true });

    await page.emulateMedia({ colorScheme: 'light' });
    await expect.poll(isDark).toEqual({ page: false, editor: false });

    await page.getByRole('button', { name: 'Open settings dialog' }).click();
    await page.getByRole('button', { name: 'Dark', exact: true }).click();
    await page.keyboard.press('Escape');
    await expect.poll(isDark).toEqual({ page: true, editor: true });

    await graphiql.reopen();
    await expect.poll(() => graphiql.page.locator('body').getAttribute('class')).toContain('dark');
    expect(graphiql.faults).toEqual([]);
  });

  it('gives a returning visitor the tabs as they were left, and the examples in a menu', async () => {
    const graphiql = await open('');
    await graphiql.page.getByRole('tab').last().click();
    await graphiql.page.getByRole('button', { name: 'Close Tab' }).click();
    await graphiql.page.getByRole('tab', { name: 'ReviewQueue' }).click();
    await expect
      .poll(() => graphiql.page.evaluate('JSON.stringify(localStorage)'))
      .toContain('\\"activeTabIndex\\":1');

    const page = await graphiql.reopen();
    expect(await page.getByRole('tab').allInnerTexts()).toEqual(tabNames.slice(0, -1));
    expect(await page.getByRole('tab', { selected: true }).innerText()).toBe('ReviewQueue');

    await page.getByRole('button', { name: 'Example queries' }).click();
    await page.getByRole('menuitem', { name: exampleQueries.at(-1)?.title ?? '' }).click();
    await expect.poll(() => page.getByRole('tab').allInnerTexts()).toEqual(tabNames);
    expect(graphiql.faults).toEqual([]);
  });

  it('sends the token of the headers editor and forgets it with the page', async () => {
    const graphiql = await open('');
    const { page } = graphiql;
    await typeToken(graphiql);
    await graphiql.execute();
    expect(requests.at(-1)?.token).toBe('aurora=s3cret');

    // GraphiQL writes its tabs half a second after a change; this one comes after the token's.
    const stored = () => page.evaluate('JSON.stringify(localStorage)').then(String);
    await page.getByRole('tab', { name: 'People' }).click();
    await expect.poll(stored).toContain('\\"activeTabIndex\\":5');
    await expect.poll(stored).not.toContain('s3cret');
    expect(page.url()).not.toContain('s3cret');

    await graphiql.reopen();
    await graphiql.execute();
    expect(requests.at(-1)?.token).toBeUndefined();
    expect(graphiql.faults).toEqual([]);
  });

  it('suggests the header that the configuration names', async () => {
    const graphiql = await open('', undefined, 'X-Review-Tokens');
    const { page } = graphiql;
    await page.getByRole('button', { name: 'Headers' }).click();
    const headers = page.getByRole('region', { name: 'Headers' });
    await headers.getByText('"X-Review-Tokens"').waitFor();
    expect(await headers.innerText()).not.toContain('X-Patchwork-Token');
    expect(graphiql.faults).toEqual([]);
  });

  it('keeps headers for who asks for it, and forgets them, history too, when told to', async () => {
    const graphiql = await open('');
    const stored = () => graphiql.page.evaluate('JSON.stringify(localStorage)').then(String);
    const choose = async (name: 'On' | 'Off') => {
      const { page } = graphiql;
      await page.getByRole('button', { name: 'Open settings dialog' }).click();
      await page.getByRole('dialog').getByRole('button', { name, exact: true }).click();
      await page.keyboard.press('Escape');
    };
    await choose('On');
    await typeToken(graphiql);
    await graphiql.execute();
    await expect.poll(async () => (await stored()).split('s3cret').length).toBeGreaterThan(2);

    await graphiql.reopen();
    await graphiql.execute();
    expect(requests.at(-1)?.token).toBe('aurora=s3cret');

    await choose('Off');
    await expect.poll(stored).not.toContain('s3cret');
    expect(graphiql.faults).toEqual([]);
  });

  it('would notice a request that leaves the host, which the policy refuses', async () => {
    const graphiql = await open('');
    await graphiql.page.evaluate("fetch('https://elsewhere.example/').catch(() => {})");
    await graphiql.page.evaluate("void (new Image().src = 'https://elsewhere.example/a.png')");
    await expect.poll(() => graphiql.faults.length).toBeGreaterThanOrEqual(2);
    expect(graphiql.faults.join('\n')).toMatch(/connect-src 'self'/);
    expect(graphiql.faults.join('\n')).toMatch(/img-src 'self' data:/);
  });
});

describe('GraphiQL of the gateway itself', () => {
  it('runs the first example over the sample servers, offline and without a fault', async () => {
    const gateway = await startGateway({
      config: loadConfig({ flags: { port: '0' }, environment: {} }),
      logger: createLogger({ level: 'silent' }),
    });
    const opened = await openGraphiql(`${gateway.url}/`);
    const answer = await opened.execute();
    expect(answer).toContain('ofproto-dpif-upcall: Transition ukey on dp_ops error.');
    expect(answer).not.toContain('"errors"');
    await opened.page.locator('.result-window').getByText('ofproto-dpif').first().waitFor();
    expect(opened.faults).toEqual([]);
    await opened.close();
    await gateway.close();
  });
});
