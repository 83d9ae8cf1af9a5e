import Fastify, { type FastifyInstance } from 'fastify';
import { Kind, parse, validate } from 'graphql';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSchema } from '../../src/graphql/schema.js';
import { createExamples, type ExampleQuery } from '../../src/web/graphiql/examples.js';
import type { ExampleObjects } from '../../src/web/graphiql/findExampleObjects.js';
import {
  graphiqlAssets,
  GRAPHIQL_CONTENT_SECURITY_POLICY,
} from '../../src/server/graphiqlAssets.js';
import {
  openGraphiql,
  type OpenedGraphiql,
  type OpenGraphiqlOptions,
} from '../tools/openGraphiql.js';
import { createStubGraphql, type StubRequest } from './stubGraphql.js';
import { lacks } from '../tools/programs.js';

const browserAccept = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8';

function operationNames(query: string): (string | undefined)[] {
  return parse(query).definitions.map((definition) =>
    definition.kind === Kind.OPERATION_DEFINITION ? definition.name?.value : undefined,
  );
}

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

  it('serves the page to a browser, to be revalidated each time, with the strict policy', async () => {
    const response = await app.inject({ url: '/', headers: { accept: browserAccept } });
    expect(response.statusCode).toBe(200);
    expect(response.headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-cache',
      'content-security-policy': GRAPHIQL_CONTENT_SECURITY_POLICY,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    });
    expect(GRAPHIQL_CONTENT_SECURITY_POLICY).toContain("script-src 'self';");
  });

  it('uses only relative URLs in the page, without inline scripts or styles', async () => {
    const { body } = await app.inject({ url: '/', headers: { accept: browserAccept } });
    const addresses = [...body.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, address]) => address);
    expect(addresses).toHaveLength(3);
    expect(addresses.filter((address) => !address?.startsWith('./assets/'))).toEqual([]);
    expect(body).not.toMatch(/<script(?![^>]*\ssrc=)|<style|\sstyle=|\son\w+=/);
  });

  it('serves every asset of the page as immutable, with its type, compressed if accepted', async () => {
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
    'reports the endpoint to a client that accepts "%s"',
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
    'has nothing at %s, which must not be cached',
    async (url) => {
      const response = await app.inject({ url });
      expect(response.statusCode).toBeGreaterThanOrEqual(400);
      expect(response.statusCode).toBeLessThan(500);
      expect(response.headers['cache-control'] ?? '').not.toContain('immutable');
    },
  );

  it('explains how to build the page if it is missing, and continues to serve', async () => {
    await using bare = Fastify();
    await bare.register(graphiqlAssets, { assetsDir: '/nowhere' });
    const response = await bare.inject({ url: '/', headers: { accept: browserAccept } });
    expect(response.statusCode).toBe(503);
    expect(response.headers['content-type']).toBe('text/plain; charset=utf-8');
    expect(response.body).toContain('run "npm run build:graphiql"');
    expect(response.body).toContain('The GraphQL endpoint works without it: /graphql\n');
    expect(response.body).not.toContain('nowhere');
  });
});

const KNOWN: ExampleObjects = {
  instances: ['aurora', 'basalt'],
  isSample: false,
  followed: ['aurora'],
  patch: {
    id: 'YXVyb3JhOlBhdGNoOjc',
    databaseId: 7,
    instance: 'aurora',
    messageId: '3@example.org',
    email: 'ada@example.org',
    project: 'switch',
    state: 'under-review',
  },
  cover: { instance: 'basalt', databaseId: 5 },
  messageId: '3@example.org',
  email: 'ada@example.org',
};

/** As if no server answers; the names are those in the configuration. */
const UNKNOWN: ExampleObjects = { instances: ['aurora', 'basalt'], isSample: false, followed: [] };

const tabsOf = (examples: readonly ExampleQuery[]) =>
  examples.filter(({ isTab }) => isTab).flatMap(({ query }) => operationNames(query));

describe.each([
  ['objects of the servers', KNOWN],
  ['no object', UNKNOWN],
  ['not even an instance', { instances: [], isSample: false, followed: [] }],
] as const)('examples of %s', (_what, objects) => {
  const examples = createExamples(objects);

  it('consist of a comment and one named operation', () => {
    for (const { query, title } of examples) {
      expect(query).toMatch(/^# \S/);
      expect(operationNames(query)).toEqual([expect.stringMatching(/^[A-Z]\w+$/)]);
      expect(title.length).toBeLessThanOrEqual(28);
    }
  });

  it('are valid for the schema, with comments that fit the editor', () => {
    const schema = createSchema();
    for (const { query } of examples) {
      expect(validate(schema, parse(query)).map(String)).toEqual([]);
      expect(query.match(/^#.{57,}$/gm)).toBeNull();
    }
  });

  it('have unique names and titles', () => {
    const names = examples.flatMap(({ query }) => operationNames(query));
    expect(new Set(names).size).toBe(examples.length);
    expect(new Set(examples.map(({ title }) => title)).size).toBe(examples.length);
  });

  it('name only those instances and objects', () => {
    const strings = examples.flatMap(({ query }) =>
      [...query.matchAll(/(?:instance|name|instances): \[?"([^"]*)"/g)].map(([, name]) => name),
    );
    expect(strings.filter((name) => !objects.instances.some((known) => known === name))).toEqual(
      [],
    );
  });

  it('open no mutation as a tab', () => {
    for (const { query, isTab } of examples) {
      if (/^mutation/m.test(query)) expect(isTab).toBe(false);
    }
  });
});

/** Contrast between an element's text and its background, as defined by WCAG 2. */
const contrastOf = `(selector) => {
  const parse = (text) => {
    const [r, g, b, a = 1] = text.match(/[\\d.]+/g).map(Number);
    return { r, g, b, a };
  };
  const over = (top, under) => {
    const mix = (key) => top[key] * top.a + under[key] * (1 - top.a);
    return { r: mix('r'), g: mix('g'), b: mix('b'), a: 1 };
  };
  const luminance = ({ r, g, b }) => {
    const [x, y, z] = [r, g, b].map((value) => {
      const part = value / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  const element = document.querySelector(selector);
  const layers = [];
  for (let one = element; one !== null; one = one.parentElement) {
    layers.unshift(parse(getComputedStyle(one).backgroundColor));
  }
  const behind = layers.reduce((under, top) => over(top, under), { r: 255, g: 255, b: 255, a: 1 });
  const text = over(parse(getComputedStyle(element).color), behind);
  const [high, low] = [luminance(text), luminance(behind)].sort((one, other) => other - one);
  return (high + 0.05) / (low + 0.05);
}`;

describe.skipIf(lacks('chromium'))(
  'GraphiQL in Chromium, cut off from the internet',
  { timeout: 90_000 },
  () => {
    const tabNames = tabsOf(createExamples(KNOWN));
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

    async function enterToken({ page }: OpenedGraphiql): Promise<void> {
      await page.getByRole('button', { name: 'Show API Tokens' }).click();
      await page.getByLabel('aurora').fill('s3cret');
    }

    async function typeHeader({ page }: OpenedGraphiql, header: string): Promise<void> {
      await page.getByRole('button', { name: 'Headers' }).click();
      await page.getByRole('region', { name: 'Headers' }).getByRole('textbox').focus();
      await page.keyboard.insertText(header);
    }

    it('shows a first visitor the examples, runs the first and shows its answer', async () => {
      const graphiql = await open('');
      const { page } = graphiql;
      expect(await page.title()).toBe('patchwork-graphql');
      expect(await page.locator('.graphiql-logo').innerText()).toBe('patchwork-graphql');
      expect(await page.getByRole('tab').allInnerTexts()).toEqual(tabNames);

      expect(JSON.parse(await graphiql.execute())).not.toHaveProperty('errors');
      await page.locator('.graphiql-response').getByText('under-review').waitFor();
      expect(requests.at(-1)).toMatchObject({ operationName: 'OnePatch', token: undefined });
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

    it('follows the theme of the system, including changes, until one is selected', async () => {
      const graphiql = await open('', { colorScheme: 'dark' });
      const { page } = graphiql;
      const isDark = async () => {
        // Brightness of the page and of Monaco, which is drawn separately.
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
      await expect
        .poll(() => graphiql.page.locator('body').getAttribute('class'))
        .toContain('dark');
      expect(graphiql.faults).toEqual([]);
    });

    it('restores the tabs of a returning visitor, and shows the examples in a menu', async () => {
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

      await page.getByRole('button', { name: 'Examples' }).click();
      await page.getByRole('menuitem', { name: 'Servers and their health' }).click();
      await expect.poll(() => page.getByRole('tab').allInnerTexts()).toEqual(tabNames);
      expect(graphiql.faults).toEqual([]);
    });

    it('queries the servers for examples once, and later only the configuration', async () => {
      const graphiql = await open('');
      const asked = () => requests.filter(({ query }) => query.includes('ExampleObjects')).length;
      expect(asked()).toBe(1);
      const before = requests.length;
      await graphiql.reopen();
      expect(asked()).toBe(1);
      const later = requests.slice(before).filter(({ query }) => !query.includes('__schema'));
      expect(later.map(({ query }) => /^\{ (\w+)/.exec(query)?.[1]).toSorted()).toEqual([
        'instances',
        'searchCoverage',
      ]);
      expect(graphiql.faults).toEqual([]);
    });

    it('opens a mutation from the menu without running it', async () => {
      const graphiql = await open('');
      const { page } = graphiql;
      const before = requests.length;
      await page.getByRole('button', { name: 'Examples' }).click();
      await page.getByRole('menuitem', { name: 'Change a patch (mutation)' }).click();
      await page.getByRole('tab', { name: 'UpdatePatch' }).waitFor();
      expect(requests).toHaveLength(before);
      expect(graphiql.faults).toEqual([]);
    });

    it('sends entered tokens from every tab, and deletes them with the session', async () => {
      const graphiql = await open('');
      await enterToken(graphiql);
      await graphiql.execute();
      expect(requests.at(-1)?.token).toBe('aurora=s3cret');

      await graphiql.page.getByRole('tab', { name: 'Servers' }).click();
      await graphiql.page
        .locator('.graphiql-query-editor')
        .getByText('Servers', { exact: true })
        .waitFor();
      await graphiql.page.getByLabel('basalt').fill(' other ');
      await graphiql.execute();
      expect(requests.at(-1)).toMatchObject({
        operationName: 'Servers',
        token: 'aurora=s3cret, basalt=other',
      });
      const kept = () => graphiql.page.evaluate('JSON.stringify(localStorage)').then(String);
      await expect.poll(kept).toContain('\\"activeTabIndex\\":8');
      expect(await kept()).not.toContain('s3cret');
      expect(graphiql.page.url()).not.toContain('s3cret');

      // A browser tab is a separate session.
      await graphiql.reopen();
      await graphiql.execute();
      expect(requests.at(-1)?.token).toBeUndefined();
      expect(graphiql.faults.filter((fault) => !fault.startsWith('400'))).toEqual([]);
    });

    it('keeps tokens across a reload, until they are deleted', async () => {
      const graphiql = await open('');
      const { page } = graphiql;
      await enterToken(graphiql);
      await page.reload();
      await page.locator('.graphiql-query-editor .monaco-editor .view-line').first().waitFor();
      await graphiql.execute();
      expect(requests.at(-1)?.token).toBe('aurora=s3cret');
      await page.getByRole('button', { name: 'Forget all tokens' }).click();
      await graphiql.execute();
      expect(requests.at(-1)?.token).toBeUndefined();
      expect(await page.evaluate('JSON.stringify(sessionStorage)')).not.toContain('s3cret');
      expect(graphiql.faults).toEqual([]);
    });

    it('sends tokens in the configured header', async () => {
      const graphiql = await open('', undefined, 'X-Review-Tokens');
      await enterToken(graphiql);
      await graphiql.page.getByText('X-Review-Tokens').waitFor();
      await graphiql.execute();
      expect(requests.at(-1)?.headers['x-review-tokens']).toBe('aurora=s3cret');
      expect(requests.at(-1)?.token).toBeUndefined();
      expect(graphiql.faults).toEqual([]);
    });

    it('stores headers only if enabled, and deletes them, including the history, on request', async () => {
      const graphiql = await open('');
      const stored = () => graphiql.page.evaluate('JSON.stringify(localStorage)').then(String);
      const choose = async (name: 'On' | 'Off') => {
        const { page } = graphiql;
        await page.getByRole('button', { name: 'Open settings dialog' }).click();
        await page.getByRole('dialog').getByRole('button', { name, exact: true }).click();
        await page.keyboard.press('Escape');
      };
      await choose('On');
      await typeHeader(graphiql, '{"X-Patchwork-Token": "aurora=s3cret"}');
      await graphiql.execute();
      await expect.poll(async () => (await stored()).split('s3cret').length).toBeGreaterThan(2);

      await graphiql.reopen();
      await graphiql.execute();
      expect(requests.at(-1)?.token).toBe('aurora=s3cret');

      await choose('Off');
      await expect.poll(stored).not.toContain('s3cret');
      expect(graphiql.faults).toEqual([]);
    });

    it('shows the upstream cost next to the answer and not in it', async () => {
      const graphiql = await open('');
      await graphiql.execute();
      const line = '3 upstream requests (aurora 1, basalt 2), 2 cache hits';
      await graphiql.page.getByRole('status').getByText(line).waitFor();
      expect(await graphiql.page.locator('.graphiql-response').innerText()).not.toContain(
        'extensions',
      );
      expect(graphiql.faults).toEqual([]);
    });

    const SHARED = 'query Shared($n: String!) { instances { name } }';
    const VARIABLES = '{"n":"x"}';

    it('opens the operation of a link without running it, even for a returning visitor', async () => {
      const graphiql = await open('');
      const before = requests.length;
      const query = new URLSearchParams({ query: SHARED, variables: VARIABLES });
      const link = `${graphiql.page.url()}?${query.toString()}`;
      for (const isReturning of [true, false]) {
        const { page } = graphiql;
        if (!isReturning) await page.evaluate('localStorage.clear()');
        await page.goto(link);
        const shared = page.getByRole('tab', { name: 'Shared', selected: true });
        await shared.waitFor();
        await page.locator('.graphiql-query-editor').getByText('instances').waitFor();
        await page.getByRole('region', { name: 'Variables' }).getByText('"n"').waitFor();
        expect(await page.getByRole('tab').count()).toBe(tabNames.length + 1);
      }
      const later = requests.slice(before).map(({ operationName }) => operationName);
      expect(later).not.toContain('Shared');
      await graphiql.execute();
      expect(requests.at(-1)).toMatchObject({ operationName: 'Shared', variables: { n: 'x' } });
      expect(graphiql.faults).toEqual([]);
    });

    it('selects the operation named in a link', async () => {
      const graphiql = await open('');
      const { page } = graphiql;
      const query = 'query One { instances { name } }\nquery Two { instances { name } }';
      const address = new URLSearchParams({ query, operationName: 'Two' });
      await page.goto(`${page.url()}?${address.toString()}`);
      await page.locator('.graphiql-query-editor').getByText('Two').waitFor();
      await page.locator('.graphiql-query-editor .monaco-editor').click();
      await page.getByRole('button', { name: /^Execute query/ }).focus();
      await expect
        .poll(() => page.evaluate('JSON.stringify(localStorage)'))
        .toContain('\\"operationName\\":\\"Two\\"');
      expect(graphiql.faults).toEqual([]);
    });

    it('copies a link to the operation, without tokens', async () => {
      const graphiql = await open('');
      const { page } = graphiql;
      await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
      await enterToken(graphiql);
      await page.getByRole('button', { name: 'Copy link to this operation' }).click();
      await page.getByRole('button', { name: 'Link copied' }).waitFor();
      const link = new URL(String(await page.evaluate('navigator.clipboard.readText()')));
      expect(link.origin + link.pathname).toBe(page.url());
      expect([...link.searchParams.keys()]).toEqual(['query', 'operationName']);
      expect(link.searchParams.get('query')).toContain('query OnePatch {');
      expect(link.href).not.toContain('s3cret');
      expect(graphiql.faults).toEqual([]);
    });

    it('has a main landmark, one heading, and a name for every control', async () => {
      const graphiql = await open('');
      const { page } = graphiql;
      expect(await page.getByRole('main').count()).toBe(1);
      const heading = page.getByRole('main').getByRole('heading', { level: 1 });
      expect(await heading.allInnerTexts()).toEqual(['patchwork-graphql']);
      for (const button of await page.getByRole('button').all()) {
        const name = (await button.getAttribute('aria-label')) ?? (await button.innerText());
        expect(name.trim()).not.toBe('');
      }
      expect(graphiql.faults).toEqual([]);
    });

    it.each(['light', 'dark'] as const)('has a readable logo in the %s theme', async (theme) => {
      const graphiql = await open('', { colorScheme: theme });
      const { page } = graphiql;
      for (const selector of ['.logo a > span', '.logo em', '.cost-line']) {
        const ratio = Number(await page.evaluate(`(${contrastOf})(${JSON.stringify(selector)})`));
        // WCAG 2.2, success criterion 1.4.3.
        expect(ratio, selector).toBeGreaterThanOrEqual(4.5);
      }
      expect(graphiql.faults).toEqual([]);
    });

    it('can be used with the keyboard: from the logo to the copy button and the examples', async () => {
      const graphiql = await open('');
      const { page } = graphiql;
      const reached = new Set<string>();
      await page.locator('body').press('Tab');
      for (let press = 0; press < 60; press += 1) {
        const label = await page.evaluate(
          "document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent ?? ''",
        );
        reached.add(String(label).trim());
        // Monaco handles Tab itself until this is disabled.
        if (await page.evaluate("document.activeElement?.closest('.monaco-editor') !== null")) {
          await page.keyboard.press('ControlOrMeta+m');
        }
        await page.keyboard.press('Tab');
      }
      expect([...reached]).toEqual(
        expect.arrayContaining([
          'Show API Tokens',
          'patchwork-graphql',
          'Copy link to this operation',
          'Examples',
        ]),
      );
    });

    it.each(['light', 'dark'] as const)(
      'fits a phone, 390 pixels wide, in the %s theme',
      async (colorScheme) => {
        const graphiql = await open('', { colorScheme, viewport: { width: 390, height: 844 } });
        const { page } = graphiql;
        await graphiql.execute();
        await page.locator('.graphiql-response').getByText('under-review').waitFor();
        const scrollsSideways = () =>
          page.evaluate(
            'document.documentElement.scrollWidth > document.documentElement.clientWidth',
          );
        const boxOf = async (selector: string) => {
          const box = await page.locator(selector).first().boundingBox();
          return box ?? { x: 0, y: 0, width: 0, height: 0 };
        };
        const isBelow = async () => {
          const [editor, answer] = [
            await boxOf('.graphiql-editors'),
            await boxOf('.graphiql-response'),
          ];
          expect(editor.width).toBeGreaterThan(340);
          expect(answer.width).toBeGreaterThan(340);
          expect(editor.height).toBeGreaterThan(200);
          expect(answer.height).toBeGreaterThan(200);
          return answer.y >= editor.y + editor.height - 1;
        };
        expect(await isBelow()).toBe(true);
        expect(await scrollsSideways()).toBe(false);
        await enterToken(graphiql);
        const pane = await boxOf('.graphiql-plugin');
        expect([pane.x, pane.width]).toEqual([0, 390]);
        expect(await isBelow()).toBe(true);
        expect(await scrollsSideways()).toBe(false);
        expect(graphiql.faults).toEqual([]);
      },
    );

    it('detects a request to another host, which the policy refuses', async () => {
      const graphiql = await open('');
      await graphiql.page.evaluate("fetch('https://elsewhere.example/').catch(() => {})");
      await graphiql.page.evaluate("void (new Image().src = 'https://elsewhere.example/a.png')");
      await expect.poll(() => graphiql.faults.length).toBeGreaterThanOrEqual(2);
      expect(graphiql.faults.join('\n')).toMatch(/connect-src 'self'/);
      expect(graphiql.faults.join('\n')).toMatch(/img-src 'self' data:/);
    });
  },
);
