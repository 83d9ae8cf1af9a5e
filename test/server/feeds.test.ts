import { createRequire } from 'node:module';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeFeed } from '../../src/server/feeds/writeFeed.js';
import { ANA, reviewState } from '../tools/reviewState.js';
import { startTestGateway, type TestGateway } from '../tools/startTestGateway.js';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway({
    instances: [
      {
        name: 'it',
        state: reviewState([
          {
            title: 'net: <b>one</b> & "two" ]]>\u0001',
            patches: [{ content: 'a < b && c\u0007 ]]> d' }],
            replies: [{ to: 1, from: ANA, content: 'Looks <good>.' }],
          },
          { title: 'net: three', patches: [{}] },
        ]),
      },
      { name: 'gone', url: 'http://127.0.0.1:9' },
    ],
    settle: false,
  });
});
afterAll(() => gateway.close());

const get = (path: string, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`${gateway.url}/feeds/${path}`, { headers });

const SEARCH = 'search.atom?q=is:series%20instance:it';
const PARTIAL = 'search.atom?q=net%20is:series';
const PROJECT = 'projects/it/pebble.atom';
const SERIES = 'series/it/1.atom';

interface Element {
  readonly name: string;
  readonly attributes?: Readonly<Record<string, string>>;
  readonly elements?: readonly (Element & { readonly text?: string; readonly cdata?: string })[];
}

/** The strict parser included in the package for feeds. */
const { xml2js } = createRequire(import.meta.resolve('feed'))('xml-js') as {
  xml2js(text: string): Element;
};

const below = ({ elements = [] }: Element, name: string): readonly Element[] =>
  elements.filter((element) => element.name === name);

function textOf(parent: Element, name: string): string {
  const found = below(parent, name);
  expect(found).toHaveLength(1);
  const text = (found[0]?.elements ?? [])
    .map((one) => (one.text ?? '') + (one.cdata ?? ''))
    .join('');
  return found[0]?.attributes?.['type'] === 'html' ? shownText(text) : text;
}

/** What a reader shows of HTML that has no elements but line breaks. */
function shownText(html: string): string {
  const text = html.replaceAll(/<br>\n?/g, '\n');
  expect(text).not.toMatch(/[<>]/);
  return text.replaceAll(/&#(\d+);/g, (_whole, code: string) => String.fromCharCode(Number(code)));
}

/** Parses a feed with everything that RFC 4287 requires of it and of its entries (4.1.1, 4.1.2). */
function readFeed(text: string) {
  const [feed] = below(xml2js(text), 'feed');
  if (feed === undefined) throw new Error('not a feed');
  expect(feed.attributes?.['xmlns']).toBe('http://www.w3.org/2005/Atom');
  const entries = below(feed, 'entry');
  const all = [feed, ...entries];
  for (const element of all) {
    textOf(element, 'title');
    expect(textOf(element, 'updated')).toMatch(/^\d{4}-\d\d-\d\dT.*Z$/);
    for (const author of below(element, 'author')) expect(textOf(author, 'name')).not.toBe('');
    expect(below(element, 'author')).toHaveLength(1);
    for (const link of below(element, 'link'))
      expect(link.attributes?.['href']).toMatch(/^(?:http|urn):?/);
  }
  const ids = all.map((element) => textOf(element, 'id'));
  expect(new Set(ids).size).toBe(ids.length);
  for (const id of ids) expect(id).toMatch(/^urn:patchwork-graphql:[\w%:.~()!*'-]+$/);
  return {
    entries: entries.map((entry) => ({
      title: textOf(entry, 'title'),
      summary: textOf(entry, 'summary'),
    })),
    categories: below(feed, 'category').map(({ attributes }) => attributes?.['term']),
  };
}

describe('feeds', () => {
  it('are Atom with everything that RFC 4287 requires', async () => {
    const texts = await Promise.all(
      [SEARCH, PARTIAL, PROJECT, SERIES].map(async (path) => (await get(path)).text()),
    );
    const [search, partial, project, series] = texts.map(readFeed);
    expect(search?.entries.map(({ title }) => title)).toEqual([
      'net: three',
      'net: <b>one</b> & "two" ]]>',
    ]);
    expect(search?.categories).toEqual([]);
    expect(partial?.entries[0]?.title).toBe('Incomplete: gone: no answer (UPSTREAM_UNAVAILABLE)');
    expect(partial?.categories).toEqual(['gone: no answer (UPSTREAM_UNAVAILABLE)']);
    expect(partial?.entries).toHaveLength(3);
    expect(project?.entries).toHaveLength(2);
    // Cover letter, patch and reply, newest first.
    expect(series?.entries).toHaveLength(3);
    expect(series?.entries[0]?.summary).toBe('Looks <good>.');
    expect(series?.entries[1]?.summary).toBe('a < b && c ]]> d');
  });

  it('use global ids, and are not sent twice', async () => {
    const first = await get(SEARCH);
    expect(first.headers.get('content-type')).toBe('application/atom+xml; charset=utf-8');
    expect(first.headers.get('cache-control')).toBe('public, max-age=300');
    const etag = first.headers.get('etag') ?? '';
    const text = await first.text();
    const { series } = await gateway.data<{ series: { id: string } }>(
      '{ series(instance: "it", databaseId: 1) { id } }',
    );
    expect(text).toContain(`urn:patchwork-graphql:${series.id}`);
    const again = await get(SEARCH, { 'if-none-match': `W/"x", ${etag}` });
    expect(again.status).toBe(304);
    expect(await again.text()).toBe('');
  });

  it('are private if a token was sent', async () => {
    const { headers } = await get(SEARCH, { 'x-patchwork-token': 'it=basalt-maintainer-token' });
    expect(headers.get('cache-control')).toBe('private, max-age=300');
  });

  it('are not stored in shared caches if a gateway key was sent', async () => {
    const { headers } = await get(SEARCH, { authorization: 'Bearer some-key' });
    expect(headers.get('cache-control')).toBe('private, max-age=300');
  });

  it('show text as it is, and no markup in it', () => {
    const text = 'use <linux/if.h> & <script>alert("1")</script>\nsecond line';
    const author = { name: "O'Brien <script>", email: "o'brien@example.com" };
    const entry = { id: 'i', date: '2026-01-01T00:00:00Z', author, link: null };
    const written = writeFeed({
      key: 'k',
      title: text,
      link: null,
      notes: [text],
      entries: [{ ...entry, title: text, summary: text }],
    });
    expect(readFeed(written).entries).toEqual([
      { title: `Incomplete: ${text}`, summary: `Entries may be missing. ${text}` },
      { title: text, summary: text },
    ]);
    expect(written).toContain("<name>O'Brien &lt;script&gt;</name>");
  });

  it('link only to web pages', () => {
    const entry = { id: 'i', title: 't', date: '2026-01-01T00:00:00Z', author: null, summary: '' };
    const links = ['javascript:alert(1)', 'data:text/html,x', 'https://web.example/1'];
    const entries = links.map((link, index) => ({ ...entry, id: String(index), link }));
    const text = writeFeed({ key: 'k', title: 'f', link: 'javascript:1', notes: [], entries });
    expect(text).not.toMatch(/javascript|data:/);
    expect(text).toContain('href="https://web.example/1"');
  });

  it('have no projects, which would take the places of mails', async () => {
    gateway.resetRequests();
    const { entries } = readFeed(
      await (await get('search.atom?q=pebble%20OR%20net%20instance:it')).text(),
    );
    expect(entries.length).toBeGreaterThan(0);
    expect(gateway.requests('it').filter((path) => path.startsWith('/projects/'))).toEqual([]);
  });

  it('report a value that no server knows', async () => {
    const empty = async (query: string) => {
      const url = `search.atom?q=${encodeURIComponent(`instance:it ${query}`)}`;
      return readFeed(await (await get(url)).text());
    };
    const { entries, categories } = await empty('project:pebbel is:series');
    const message = expect.stringContaining('it has no series with the project "pebbel"') as string;
    expect(categories).toEqual([message]);
    expect(entries).toMatchObject([{ title: message }]);
    expect((await empty('project:pebble nothing-is-called-so')).entries).toEqual([]);
  });

  it.each([
    ['search.atom', 400, 'the parameter q'],
    ['search.atom?q=is:project', 400, 'only projects or people'],
    ['search.atom?q=a&q=b', 400, 'the parameter q'],
    ['search.atom?q=state:', 400, 'a value is missing'],
    ['projects/it/nothing.atom', 404, 'There is no project it/nothing'],
    ['projects/nowhere/pebble.atom', 404, 'configured instances'],
    ['series/it/999.atom', 404, 'There is no series it/999'],
    ['series/it/x.atom', 400, 'is not the number of a series'],
    ['series/gone/1.atom', 503, 'gone'],
    ['projects/gone/pebble.atom', 503, 'gone'],
    ['search.atom?q=is:series%20instance:gone', 503, 'gone'],
  ])('refuse %s with %i', async (path, status, words) => {
    const response = await get(path);
    expect(response.status).toBe(status);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('retry-after')).toBe(status === 503 ? '300' : null);
    expect(await response.text()).toContain(words);
  });
});
