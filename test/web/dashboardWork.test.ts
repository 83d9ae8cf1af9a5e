import type { WebSocketRoute } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createFaults } from '../../src/sample/server/faults.js';
import { demoInstance } from '../tools/demoState.js';
import { openBrowser, type OpenedBrowser } from '../tools/openBrowser.js';
import { openDashboard, type DashboardTab } from '../tools/openDashboard.js';
import { lacks } from '../tools/programs.js';
import { startTestGateway, type TestGateway } from '../tools/startTestGateway.js';

const TOKENS = {
  'x-patchwork-token': 'aurora=aurora-maintainer-token,basalt=basalt-maintainer-token',
};

/** Of aurora. */
const faults = createFaults();

let gateway: TestGateway;
let browser: OpenedBrowser;
let tab: DashboardTab;

interface Queue {
  readonly reviewQueue: {
    readonly nodes: readonly {
      readonly series: { readonly id: string; readonly instance: { readonly name: string } };
    }[];
    readonly sources: readonly { readonly instance: string }[];
  };
}

/** Global ids of one series in the queue of each server. */
async function oneSeriesOfEach(): Promise<readonly string[]> {
  const { reviewQueue } = await gateway.data<Queue>(
    '{ reviewQueue(first: 50) { nodes { series { id instance { name } } } } }',
  );
  const byServer = new Map(
    reviewQueue.nodes.map(({ series }) => [series.instance.name, series.id]),
  );
  return ['aurora', 'basalt', 'cedar'].map((name) => byServer.get(name) ?? '');
}

async function enterTokens(): Promise<void> {
  await tab.visit(`${gateway.url}/settings`);
  for (const name of ['aurora', 'basalt']) {
    await tab.page.getByLabel(name, { exact: true }).fill(`${name}-maintainer-token`);
  }
  await tab.settled();
}

async function bundleNames(): Promise<readonly string[]> {
  const { viewers } = await gateway.data<{
    viewers: { instance: { name: string }; bundles: { name: string }[] }[];
  }>('{ viewers { instance { name } bundles { name } } }', { headers: TOKENS });
  return viewers.flatMap(({ instance, bundles }) =>
    bundles.map(({ name }) => `${instance.name}: ${name}`),
  );
}

describe.skipIf(lacks('chromium'))('work with the dashboard', { timeout: 180_000 }, () => {
  beforeAll(async () => {
    gateway = await startTestGateway({
      instances: [
        demoInstance('aurora', { faults }),
        demoInstance('basalt'),
        demoInstance('cedar'),
      ],
      settle: false,
      dashboard: { enabled: true },
      live: { enabled: true, pollSeconds: { min: 1, max: 2 } },
      heartbeatMs: 500,
    });
    browser = await openBrowser(gateway.url);
  }, 300_000);
  afterAll(async () => {
    await browser.close();
    await gateway.close();
  });
  beforeEach(async () => {
    tab = await openDashboard(browser);
  });
  afterEach(() => tab.page.close());

  it('creates bundles on every server with a token, undoes this, and adds to them', async () => {
    const { page } = tab;
    await enterTokens();
    await tab.visit(`${gateway.url}/queue?sel=${(await oneSeriesOfEach()).join(',')}`);
    await page.getByText('3 series selected').waitFor();
    const before = await bundleNames();
    const dialog = page.getByRole('dialog', { name: 'Add to bundles' });
    const status = dialog.getByRole('status');
    const create = async (): Promise<void> => {
      await page.keyboard.press('b');
      await dialog.getByLabel('Name of new bundles').fill('week 48');
      await dialog.getByText('left out: no token is set for it in Settings').waitFor();
      await dialog.getByRole('button', { name: 'Add to bundles' }).click();
      await expect.poll(() => status.innerText()).toBe('2 of 2 bundles were written.');
    };
    await create();
    const made = [...before, 'aurora: week 48', 'basalt: week 48'].toSorted();
    expect((await bundleNames()).toSorted()).toEqual(made);
    await dialog.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(async () => (await bundleNames()).toSorted()).toEqual(before.toSorted());
    await dialog.getByRole('button', { name: 'Done' }).waitFor();
    await dialog.getByRole('button', { name: 'Undo' }).waitFor({ state: 'detached' });
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await create();
    await dialog.getByRole('button', { name: 'Done' }).click();
    await dialog.waitFor({ state: 'detached' });
    // Once more: adds to that of aurora, and creates a second one with the same name, which basalt refuses.
    await tab.settled();
    await page.keyboard.press('b');
    await dialog.getByLabel('Name of new bundles').fill('week 48');
    await dialog.getByRole('button', { name: /Bundle on aurora/ }).click();
    await page.getByRole('option', { name: 'week 48', exact: true }).click();
    await dialog.getByRole('button', { name: 'Add to bundles' }).click();
    await expect.poll(() => status.innerText()).toBe('1 of 2 bundles were written.');
    await dialog.getByText('All of these patches were in it already.').waitFor();
    expect((await bundleNames()).toSorted()).toEqual(made);
    expect(browser.faults).toEqual([]);
  });

  it('reads unknown outcomes of a write again, repeats writes that were not applied, and undoes', async () => {
    const { page } = tab;
    const states = async (): Promise<readonly string[]> => {
      const { series } = await gateway.data<{
        series: { patches: { databaseId: number; state: { name: string } }[] };
      }>(
        '{ series(instance: "aurora", databaseId: 358) { patches { databaseId state { name } } } }',
      );
      return series.patches.map(({ databaseId, state }) => `${databaseId} ${state.name}`);
    };
    await enterTokens();
    await tab.visit(`${gateway.url}/s/aurora/358`);
    const before = await states();
    const [first, second] = before.map((line) => line.split(' ')[0] ?? '');
    // One is written without an answer, one is not written; neither can be read back.
    faults.set([
      {
        method: 'PATCH',
        path: `/patches/${first}/`,
        fault: { kind: 'drop', when: 'before-answer' },
      },
      { method: 'PATCH', path: `/patches/${second}/`, fault: { kind: 'status', status: 500 } },
      { method: 'GET', path: /\/patches\/\d+\//, fault: { kind: 'status', status: 500 } },
    ]);
    const dialog = page.getByRole('dialog', { name: 'Set the state' });
    const status = dialog.getByRole('status');
    const lines = dialog.getByRole('list', { name: 'Outcomes' }).getByRole('listitem');
    await page.keyboard.press('s');
    await dialog.getByRole('button', { name: /^choose/ }).click();
    await page.getByRole('option', { name: 'Under Review' }).click();
    await dialog.getByRole('button', { name: 'Set the state' }).click();
    await expect.poll(() => status.innerText()).toBe('2 of 4 patches were written.');
    expect(await lines.filter({ hasText: 'It could not be read again.' }).count()).toBe(2);
    expect(await lines.first().innerText()).toContain('not known');
    faults.clear();
    await dialog.getByRole('button', { name: 'Look again' }).click();
    await expect.poll(() => status.innerText()).toBe('3 of 4 patches were written.');
    expect(await lines.first().innerText()).toContain('The server still has: Needs Review Ack.');
    expect(await lines.filter({ hasText: 'but the server has it: Under Review.' }).count()).toBe(1);
    await dialog.getByRole('button', { name: 'Write again' }).click();
    await expect.poll(() => status.innerText()).toBe('4 of 4 patches were written.');
    expect(await dialog.getByRole('button', { name: 'Write again' }).count()).toBe(0);
    expect(await states()).toEqual(
      before.map((line) => `${line.split(' ')[0] ?? ''} Under Review`),
    );
    await dialog.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(states).toEqual(before);
    expect(browser.faults).toEqual([]);
  });

  it('shows which version of a series is the newest, and which patches exceed the announced number', async () => {
    const { page } = tab;
    await tab.visit(`${gateway.url}/search?q=${encodeURIComponent('survive is:series')}`);
    const hits = page.getByRole('listitem').filter({ hasText: 'dhcp: survive a power cut' });
    const versions = (await hits.allInnerTexts()).map((text) => /v\d( newest)?/.exec(text)?.[0]);
    expect(versions).toEqual(['v3 newest', 'v2', 'v1']);
    await page.route(/\/graphql$/, async (route) => {
      const response = await route.fetch();
      const body = (await response.text()).replaceAll(/"total":\d+/g, '"total":1');
      await route.fulfill({ response, body });
    });
    await tab.visit(`${gateway.url}/queue?i=cedar`);
    const row = page.getByRole('row').filter({ hasText: 'mkfs: align to the erase block' });
    expect(await row.innerText()).toMatch(/1\/1 \+1/);
    await tab.visit(`${gateway.url}/s/aurora/358`);
    expect(await tab.text()).toContain('4 patches, 3 more than the subjects say');
  });

  it('shows the activity once the gateway answers again', async () => {
    const { page } = tab;
    let isDown = true;
    await page.route(/\/graphql$/, async (route) => {
      const isActivity = route.request().postData()?.includes('"Activity"') === true;
      // An abort would be a console error, which later tests would find in the faults of the browser.
      const json = { errors: [{ message: 'The gateway is closing.' }] };
      await (isDown && isActivity ? route.fulfill({ json }) : route.continue());
    });
    await page.goto(`${gateway.url}/activity`);
    const again = page.getByRole('button', { name: 'Ask again' });
    await again.waitFor();
    isDown = false;
    await again.click();
    await page.getByRole('listitem').first().waitFor();
  });

  it('keeps a selection in its URL, or on the page if it is too long', async () => {
    const { page } = tab;
    let rows = 100;
    await page.route(/\/graphql$/, async (route) => {
      if (route.request().postData()?.includes('"Queue"') !== true) return route.fallback();
      const response = await route.fetch();
      const answer = (await response.json()) as { data: Queue };
      const { nodes } = answer.data.reviewQueue;
      const more = Array.from({ length: rows }, (_, index) => {
        const series = {
          ...nodes[0]?.series,
          id: Buffer.from(`Series:${index}`).toString('base64url'),
        };
        return { ...nodes[0], series };
      });
      const pageInfo = { endCursor: null, hasNextPage: false };
      const reviewQueue = { ...answer.data.reviewQueue, nodes: more, totalCount: rows, pageInfo };
      return route.fulfill({ response, json: { data: { reviewQueue } } });
    });
    const toolbar = page.getByRole('toolbar', { name: 'Selected series' });
    await tab.visit(`${gateway.url}/queue?i=cedar`);
    await page.keyboard.press('Shift+*');
    await toolbar.getByText('100 series selected').waitFor();
    await page.reload();
    await toolbar.getByText('100 series selected').waitFor();
    rows = 2_000;
    await tab.visit(`${gateway.url}/queue?i=cedar`);
    await page.keyboard.press('Shift+*');
    await toolbar.getByText('2000 series selected').waitFor();
    expect(page.url().length).toBeLessThan(8_000);
    await page.reload();
    await page.getByText('2000 series').first().waitFor();
    expect(await toolbar.count()).toBe(0);
    expect(browser.faults).toEqual([]);
  });

  it('keeps the rows and the selection of a server that stops answering', async () => {
    const { page } = tab;
    let isDown = false;
    await page.route(/\/graphql$/, async (route) => {
      const isQueue = route.request().postData()?.includes('"Queue"') === true;
      if (!isDown || !isQueue) return route.fallback();
      const response = await route.fetch();
      const { data } = (await response.json()) as { data: Queue };
      const { nodes, sources } = data.reviewQueue;
      const error = { code: 'UPSTREAM_UNAVAILABLE', message: 'aurora: connection refused' };
      const reviewQueue = {
        ...data.reviewQueue,
        totalCount: null,
        nodes: nodes.filter(({ series }) => series.instance.name !== 'aurora'),
        sources: sources.map((source) =>
          source.instance === 'aurora' ? { ...source, status: 'FAILED', error } : source,
        ),
      };
      return route.fulfill({ response, json: { data: { reviewQueue } } });
    });
    const toolbar = page.getByRole('toolbar', { name: 'Selected series' });
    await tab.visit(`${gateway.url}/queue?sel=${(await oneSeriesOfEach()).join('.')}`);
    await toolbar.getByText('3 series selected').waitFor();
    const marked = page.getByRole('row').filter({ hasText: /earlier\s+aurora/ });
    expect(await marked.count()).toBe(0);
    isDown = true;
    await page.keyboard.press('Shift+R');
    await page.getByText('aurora did not answer: its series are shown as they were.').waitFor();
    expect(await marked.count()).toBeGreaterThan(0);
    expect(await toolbar.innerText()).toContain('3 series selected');
    isDown = false;
    await page.getByRole('button', { name: 'Ask again' }).click();
    await marked.first().waitFor({ state: 'detached' });
    expect(await toolbar.innerText()).toContain('3 series selected');
    expect(browser.faults).toEqual([]);
  });

  it('writes to one patch on its page, copies without a clipboard, and filters the queue by state', async () => {
    const { page } = tab;
    await page.addInitScript(`Object.defineProperty(navigator, 'clipboard', { value: undefined })`);
    const archived = async (): Promise<boolean> => {
      const { patch } = await gateway.data<{ patch: { archived: boolean } }>(
        '{ patch(instance: "aurora", databaseId: 1306) { archived } }',
      );
      return patch.archived;
    };
    await enterTokens();
    await tab.visit(`${gateway.url}/p/aurora/1306`);
    const copied = page.getByRole('button', { name: 'Copied' }).waitFor();
    await page.getByRole('button', { name: 'Copy Message-ID' }).click();
    await copied;
    await page.keyboard.press('Shift+A');
    const dialog = page.getByRole('dialog', { name: 'Archive' });
    await dialog.getByText('1 patch on aurora.').waitFor();
    await dialog.getByRole('button', { name: 'Archive' }).click();
    await dialog.getByText('1 of 1 patches were written.').waitFor();
    expect(await archived()).toBe(true);
    await dialog.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(archived).toBe(false);
    await tab.visit(`${gateway.url}/queue?i=aurora`);
    await page.getByRole('button', { name: /State/ }).first().click();
    await page.getByRole('option', { name: 'needs review ack' }).click();
    await page.waitForURL(/state=needs-review-ack/);
    expect(await page.getByRole('row').filter({ hasText: 'dhcp: survive' }).count()).toBe(1);
    expect(browser.faults).toEqual([]);
  });

  it('moves between hunks and files of a diff', async () => {
    const { page } = tab;
    await tab.visit(`${gateway.url}/s/aurora/358?tab=diff`);
    const diff = page.getByRole('region', { name: 'Diff' });
    await diff.waitFor();
    const top = (): Promise<number> =>
      diff.evaluate((region) => Math.round((region as unknown as { scrollTop: number }).scrollTop));
    /** The position of the view after a key. */
    const after = async (key: string): Promise<number> => {
      await page.keyboard.press(key);
      let last = -1;
      await expect
        .poll(async () => {
          const [before, now] = [last, await top()];
          last = now;
          return now === before;
        })
        .toBe(true);
      return last;
    };
    const first = await after('n');
    const second = await after('n');
    expect(second).toBeGreaterThan(first);
    expect(await after('p')).toBe(first);
    const file = await after('f');
    expect(file).toBeGreaterThan(first);
    expect(await after('f')).toBeGreaterThan(file);
    expect(await after('Shift+F')).toBe(file);
    expect(await after('Shift+F')).toBe(first);
    // At the start, it does not move.
    expect(await after('p')).toBe(first);
    expect(browser.faults).toEqual([]);
  });

  it('shows that its connection is lost, refreshes every minute, and resumes automatically', async () => {
    const { page } = tab;
    const sockets: WebSocketRoute[] = [];
    let isDown = false;
    await page.routeWebSocket(/\/graphql$/, (socket) => {
      if (isDown) {
        void socket.close({ code: 1011 });
        return;
      }
      socket.connectToServer();
      sockets.push(socket);
    });
    const reads: string[] = [];
    page.on('request', (request) => {
      if (request.method() !== 'POST') return;
      reads.push((request.postDataJSON() as { operationName: string }).operationName);
    });
    await page.clock.install();
    await page.goto(`${gateway.url}/s/aurora/358`);
    const banner = page.getByRole('banner');
    await banner.getByText(/live$/).waitFor();
    isDown = true;
    for (const socket of sockets) await socket.close({ code: 1011 });
    await banner.getByText('updates paused, asking every 60 s').waitFor();
    const before = reads.filter((name) => name === 'Series').length;
    await expect
      .poll(async () => {
        await page.clock.fastForward(61_000);
        return reads.filter((name) => name === 'Series').length;
      })
      .toBeGreaterThan(before);
    isDown = false;
    await expect
      .poll(async () => {
        await page.clock.fastForward(10_000);
        return banner.innerText();
      })
      .toMatch(/live/);
  });

  it('has a row for missed events, and reads the list again', async () => {
    const { page } = tab;
    let isMissing = false;
    await page.routeWebSocket(/\/graphql$/, (socket) => {
      const server = socket.connectToServer();
      server.onMessage((text) => {
        if (!isMissing || typeof text !== 'string' || !text.includes('"next"')) {
          socket.send(text);
          return;
        }
        isMissing = false;
        const gap = '{"reason":"FEED_REWOUND","instance":{"id":"x","name":"aurora"}}';
        socket.send(text.replace('"gaps":[]', `"gaps":[${gap}]`));
      });
    });
    await tab.visit(`${gateway.url}/activity`);
    const missed = 'Some events were missed (feed rewound); the list was read again.';
    expect(await page.getByText(missed).count()).toBe(0);
    const again = page.waitForRequest(
      (request) => request.postData()?.includes('"Activity"') === true,
    );
    isMissing = true;
    await again;
    await page.getByRole('listitem').filter({ hasText: missed }).getByText('aurora').waitFor();
    expect(browser.faults).toEqual([]);
  });

  it('reloads once if one of its files is missing after an upgrade', async () => {
    const { page } = tab;
    let loads = 0;
    page.on('domcontentloaded', () => (loads += 1));
    let gone = 1;
    await page.route(/assets\/dashboard\/SearchPage-/, async (route) => {
      gone -= 1;
      await (gone >= 0 ? route.fulfill({ status: 404 }) : route.continue());
    });
    await tab.visit(`${gateway.url}/queue`);
    await page.getByRole('navigation', { name: 'Pages' }).getByText('Search').click();
    await page.getByRole('textbox', { name: 'Search' }).or(page.getByRole('searchbox')).waitFor();
    await expect.poll(() => loads).toBe(2);
    // It is missing permanently: the page reports it instead of reloading repeatedly.
    gone = 99;
    await page.reload();
    await page.getByRole('alert').getByText('This page cannot be shown').waitFor();
    expect(loads).toBe(3);
  });
});
