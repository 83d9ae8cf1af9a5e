import { afterEach, describe, expect, it } from 'vitest';
import { findPageDir } from '../../src/server/pageFiles.js';
import { demoState } from '../tools/demoState.js';
import { openBrowser, type OpenedBrowser } from '../tools/openBrowser.js';
import { lacks } from '../tools/programs.js';
import { startFileHost, type FileHost } from '../tools/startFileHost.js';
import { startTestGateway, type TestGateway } from '../tools/startTestGateway.js';

const PATH = '/team/review/';
const PAGES = [
  '/queue',
  '/s/aurora/358?tab=thread',
  '/s/aurora/358?tab=diff&p=1',
  '/p/aurora/1306',
  '/search?q=dhcp',
  '/projects/aurora/brookos',
  '/activity',
  '/settings',
];

let gateway: TestGateway | undefined;
let browser: OpenedBrowser | undefined;
let host: FileHost | undefined;
afterEach(async () => {
  await browser?.close();
  await gateway?.close();
  host?.close();
  [browser, gateway, host] = [undefined, undefined, undefined];
});

describe.skipIf(lacks('chromium'))('dashboard on a host of files', { timeout: 120_000 }, () => {
  it('shows the graph of a gateway on another origin, live, with an address for each view', async () => {
    const files: Record<string, string> = {};
    host = await startFileHost(findPageDir('dashboard'), PATH, files);
    gateway = await startTestGateway({
      instances: [{ name: 'aurora', state: demoState('aurora') }],
      settle: false,
      cors: { origins: [host.origin] },
      live: { enabled: true, pollSeconds: { min: 1, max: 2 } },
    });
    const endpoint = `${gateway.url}/graphql`;
    files['config.json'] = JSON.stringify({ endpoint, ws: endpoint.replace('http', 'ws') });
    browser = await openBrowser(host.origin, { origins: [gateway.url] });
    const page = await browser.newPage();
    for (const path of PAGES) {
      await page.goto(`${host.origin}${PATH}#${path}`);
      await page.reload();
      await page.locator('main').waitFor();
      await page.waitForLoadState('networkidle');
      await page.locator('.pulse').waitFor({ state: 'detached' });
      expect(await page.getByRole('alert').count(), path).toBe(0);
      expect((await page.locator('main').innerText()).length, path).toBeGreaterThan(60);
    }
    await page.getByRole('banner').getByText(/live$/).waitFor();
    await page.goto(`${host.origin}${PATH}#/s/aurora/358`);
    await page.getByRole('heading', { name: /^dhcp: survive/ }).waitFor();
    await page.keyboard.press('u');
    await page.waitForURL(`${host.origin}${PATH}#/queue`);
    await page.getByRole('grid', { name: 'Series' }).waitFor();
    expect(browser.faults).toEqual([]);
  });

  it('runs no script but its own under its own policy, whatever the host sends', async () => {
    host = await startFileHost(findPageDir('dashboard'), PATH, {
      'config.json': '{"endpoint": "http://127.0.0.1:9/graphql"}',
    });
    browser = await openBrowser(host.origin);
    const page = await browser.newPage();
    await page.goto(`${host.origin}${PATH}`);
    const ran = await page.evaluate(`(() => {
      const script = document.createElement('script');
      script.textContent = 'window.ran = true';
      document.head.append(script);
      return window.ran === true;
    })()`);
    expect(ran).toBe(false);
  });

  it.each([
    ['is missing', undefined, 'cannot be read (status 404)'],
    ['is not JSON', '{', 'cannot be read as JSON'],
    ['names no endpoint', '{"ws": "wss://a.example"}', 'is not a configuration of the dashboard'],
    ['has no URL', '{"endpoint": "http://[/"}', 'has an address that is not a URL'],
  ])('says so if config.json %s', async (_what, config, words) => {
    const files: Record<string, string> = config === undefined ? {} : { 'config.json': config };
    host = await startFileHost(findPageDir('dashboard'), PATH, files);
    browser = await openBrowser(host.origin);
    const page = await browser.newPage();
    await page.goto(`${host.origin}${PATH}`);
    const text = await page.getByRole('alert').innerText();
    expect(text).toContain(`${host.origin}${PATH}config.json ${words}. Expected {"endpoint"`);
  });
});
