import { afterEach, describe, expect, it } from 'vitest';
import { findPageDir } from '../../src/server/pageFiles.js';
import { demoInstance } from '../tools/demoState.js';
import { DASHBOARD_PAGES, useDashboards } from '../tools/openDashboard.js';
import { lacks } from '../tools/programs.js';
import { startFileHost, type FileHost } from '../tools/startFileHost.js';

const PATH = '/team/review/';

const { start, browse } = useDashboards();
let host: FileHost | undefined;
afterEach(() => {
  host?.close();
  host = undefined;
});

describe.skipIf(lacks('chromium'))('dashboard on a host of files', { timeout: 120_000 }, () => {
  it('shows the graph of a gateway on another origin, live, with a URL for each view', async () => {
    const files: Record<string, string> = {};
    host = await startFileHost(findPageDir('dashboard'), PATH, files);
    const { url } = await start({
      instances: [demoInstance('aurora')],
      cors: { origins: [host.origin] },
      live: { enabled: true, pollSeconds: { min: 1, max: 2 } },
    });
    const endpoint = `${url}/graphql`;
    files['config.json'] = JSON.stringify({ endpoint, ws: endpoint.replace('http', 'ws') });
    const browser = await browse(host.origin, { origins: [url] });
    const page = await browser.newPage();
    for (const path of DASHBOARD_PAGES) {
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

  it('runs only its own scripts under its own policy, regardless of the host', async () => {
    host = await startFileHost(findPageDir('dashboard'), PATH, {
      'config.json': '{"endpoint": "http://127.0.0.1:9/graphql"}',
    });
    const page = await (await browse(host.origin)).newPage();
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
    const page = await (await browse(host.origin)).newPage();
    await page.goto(`${host.origin}${PATH}`);
    const text = await page.getByRole('alert').innerText();
    expect(text).toContain(`${host.origin}${PATH}config.json ${words}. Expected {"endpoint"`);
  });
});
