import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, expectTypeOf, it } from 'vitest';
import { createPatchworkClient, type Gap } from '../../src/client/client.js';
import { naiveDate } from '../../src/sample/server/dates.js';
import { Cable } from '../tools/Cable.js';
import { openBrowser, type OpenedBrowser } from '../tools/openBrowser.js';
import { lacks } from '../tools/programs.js';
import { startReleases, untilLive } from '../tools/releaseGateway.js';
import type { TestGateway } from '../tools/startTestGateway.js';
import { useFragment as readFragment } from './generated/fragment-masking.js';
import { FollowDocument, PatchesDocument, PatchRowFragmentDoc } from './generated/graphql.js';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startReleases(['v31'], {
    live: { enabled: true, pollSeconds: { min: 0.01, max: 0.01 } },
  });
  await untilLive(gateway);
});
afterAll(() => gateway.close());

describe('documents of the client preset', () => {
  it('type pages, with their fragments masked', async () => {
    const client = createPatchworkClient({ url: `${gateway.url}/graphql` });
    const variables = { instances: ['v31'], first: 20 };
    const names: unknown[] = [];
    for await (const page of client.pages(PatchesDocument, variables, (data) => data.patches)) {
      for (const node of page.connection.nodes) {
        expectTypeOf(node).not.toHaveProperty('name');
        const row = readFragment(PatchRowFragmentDoc, node);
        expectTypeOf(row.date).toEqualTypeOf<string | null | undefined>();
        names.push(row.name);
      }
    }
    expect(names.length).toBeGreaterThan(20);
    expect(names).toContain('lid: newest of kettle');
    // @ts-expect-error -- `instances` is required
    const request = () => client.request(PatchesDocument, { first: 1 });
    expect(request).toBeTypeOf('function');
  });
});

/** What the page records of its deliveries. */
interface Seen {
  readonly ids: number[];
  readonly gaps: Gap[];
  losses: number;
  cursor: string;
}
declare const window: {
  readonly client: { readonly createPatchworkClient: typeof createPatchworkClient };
  seen: Seen;
};

describe.skipIf(lacks('chromium'))('in a browser', () => {
  const cable = new Cable(() => gateway.url);
  let browser: OpenedBrowser;
  let url: string;
  beforeAll(async () => {
    url = await cable.start();
    browser = await openBrowser(url);
  });
  afterAll(async () => {
    await browser.close();
    cable.close();
  });

  /** The client bundled as one script for a page. */
  async function bundleClient(): Promise<string> {
    const entry = fileURLToPath(new URL('../../src/client/client.ts', import.meta.url));
    const built = await build({
      configFile: false,
      logLevel: 'error',
      build: { write: false, lib: { entry, formats: ['iife'], name: 'client' } },
    });
    const [first] = Array.isArray(built) ? built : [];
    const [chunk] = first?.output ?? [];
    if (chunk?.type !== 'chunk') throw new Error('not bundled');
    return chunk.code;
  }

  it('reads, and follows events across a lost connection', async () => {
    const page = await browser.newPage();
    const script = await bundleClient();
    await page.route(`${new URL(url).origin}/page`, (route) =>
      route.fulfill({ contentType: 'text/html', body: `<script>${script}</script>` }),
    );
    await page.goto(`${new URL(url).origin}/page`);
    const read = await page.evaluate(
      async ([address, document]) => {
        const client = window.client.createPatchworkClient({ url: address });
        const variables = { instances: ['v31'], first: 1 };
        const { data, errors, sources } = await client.request(document, variables);
        return { data, errors, sources };
      },
      [url, PatchesDocument] as const,
    );
    expect(read).toMatchObject({
      data: { patches: { nodes: [{ name: 'lid: newest of kettle' }] } },
      errors: [],
      sources: [{ instance: 'v31', status: 'OK' }],
    });

    await page.evaluate(
      ([address, document]) => {
        const seen: Seen = { ids: [], gaps: [], losses: 0, cursor: '' };
        window.seen = seen;
        const follow = async (): Promise<void> => {
          const client = window.client.createPatchworkClient({ url: address });
          const deliveries = client.events(
            document,
            {},
            {
              onGap: (gap) => seen.gaps.push(gap),
              onDisconnect: () => (seen.losses += 1),
              retryDelayMs: () => 20,
            },
          );
          for await (const { data, cursor } of deliveries) {
            seen.ids.push(...data.events.events.map(({ databaseId }) => databaseId));
            seen.cursor = cursor;
          }
        };
        void follow();
      },
      [url, FollowDocument] as const,
    );
    const seen = (): Promise<Seen> => page.evaluate(() => window.seen);
    const poll = { timeout: 20_000 };
    await expect.poll(async () => (await seen()).cursor, poll).not.toBe('');
    const first = act();
    await expect.poll(async () => (await seen()).ids, poll).toEqual([first]);
    cable.cut();
    const second = act();
    await expect.poll(async () => (await seen()).losses, poll).toBeGreaterThan(1);
    cable.isCut = false;
    await expect.poll(async () => (await seen()).ids, poll).toEqual([first, second]);
    expect((await seen()).gaps).toEqual([]);
    // The lost connections are logged as errors in the console; there are no others.
    expect(browser.faults.filter((fault) => !fault.includes('net::ERR_'))).toEqual([]);
  });

  /** Creates an event, which the gateway finds with its next poll. @returns its number. */
  function act(): number {
    const { events: store } = gateway.server('v31').store;
    const id = store.takeId();
    const date = naiveDate(new Date(), 'UTC');
    store.insert({ id, category: 'check-created', project: 1, date, actor: null, patch: 7 });
    return id;
  }
});
