import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { demoState } from '../tools/demoState.js';
import { hostileState } from '../tools/hostileState.js';
import { openBrowser, type OpenedBrowser } from '../tools/openBrowser.js';
import { DASHBOARD_PAGES, openDashboard, type DashboardTab } from '../tools/openDashboard.js';
import { lacks } from '../tools/programs.js';
import { startTestGateway, type TestGateway } from '../tools/startTestGateway.js';

/** Widths of a window of 640 pixels at a zoom of 200 %, and of a desktop. */
const WIDTHS = [320, 1440] as const;

let gateway: TestGateway;
let browser: OpenedBrowser;
let tab: DashboardTab;

/** Labels of charts that are not completely inside their chart. */
const cutLabels = (): Promise<readonly string[]> =>
  tab.page.evaluate(`[...document.querySelectorAll('main svg')].flatMap((svg) => {
    const chart = svg.getBoundingClientRect();
    return [...svg.querySelectorAll('text')].filter((text) => {
      const { left, right, top, bottom } = text.getBoundingClientRect();
      return left < chart.left || right > chart.right + 1 || top < chart.top || bottom > chart.bottom + 1;
    }).map(({ textContent }) => textContent);
  })`);

describe.skipIf(lacks('chromium'))('layout of the dashboard', { timeout: 180_000 }, () => {
  beforeAll(async () => {
    gateway = await startTestGateway({
      instances: [{ name: 'aurora', state: hostileState(demoState('aurora')) }],
      settle: false,
      dashboard: { enabled: true },
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

  it('has room for every name: nothing is wider than the page', async () => {
    for (const path of [...DASHBOARD_PAGES, '/search?q=is:open']) {
      await tab.visit(gateway.url + path);
      for (const width of WIDTHS) {
        await tab.page.setViewportSize({ width, height: 900 });
        const wide = await tab.page.evaluate<number>(`new Promise((resolve) =>
          requestAnimationFrame(() => requestAnimationFrame(() => resolve(
            Math.max(document.documentElement.scrollWidth, document.querySelector('main').scrollWidth)))))`);
        expect(wide, `${path}, ${width} px`).toBeLessThanOrEqual(width);
      }
    }
    expect(await tab.page.title()).not.toBe('1');
    expect(browser.faults).toEqual([]);
  });

  it('draws charts at the width of the page, with complete labels', async () => {
    for (const weeks of [13, 52]) {
      await tab.visit(`${gateway.url}/projects/aurora/brookos?weeks=${weeks}`);
      for (const width of WIDTHS) {
        await tab.page.setViewportSize({ width, height: 900 });
        await expect
          .poll(() => tab.page.locator('main svg:has(text)').count(), { message: `${width} px` })
          .toBe(6);
        await tab.settled();
        expect(await cutLabels(), `${weeks} weeks, ${width} px`).toEqual([]);
        const wide = await tab.page.evaluate<number>(
          `Math.max(...[...document.querySelectorAll('main svg')].map((svg) => svg.getBoundingClientRect().right))`,
        );
        expect(wide, `${weeks} weeks, ${width} px`).toBeLessThanOrEqual(width);
      }
    }
  });
});
