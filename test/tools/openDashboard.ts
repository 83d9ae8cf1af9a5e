import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { afterEach } from 'vitest';
import { openBrowser, type BrowserOptions, type OpenedBrowser } from './openBrowser.js';
import { startTestGateway, type TestGateway, type TestGatewayOptions } from './startTestGateway.js';

const axeSource = readFileSync(
  createRequire(import.meta.url).resolve('axe-core/axe.min.js'),
  'utf8',
);

/** A path of each page over the demo; the series has three versions, replies, checks and diffs. */
export const DASHBOARD_PAGES = [
  '/queue',
  '/s/aurora/358',
  '/s/aurora/358?tab=thread',
  '/s/aurora/358?tab=diff&p=1',
  '/s/aurora/358?tab=checks',
  '/s/aurora/358?tab=versions',
  '/s/aurora/358/compare',
  '/p/aurora/1306',
  '/search?q=dhcp',
  '/projects/aurora/brookos',
  '/activity',
  '/settings',
] as const;

/** A tab with the dashboard in it. */
export interface DashboardTab {
  readonly page: Page;
  /** Opens a URL and waits until nothing is being loaded. */
  readonly visit: (address: string) => Promise<void>;
  /** Waits until nothing is being loaded and all loaded data is shown. */
  readonly settled: () => Promise<void>;
  /** Text of the page without the parts common to all pages. */
  readonly text: () => Promise<string>;
  /**
   * Violations found by axe, as rule, location and reason.
   *
   * @param rules only these rules; default: the default rules of axe.
   */
  readonly violations: (rules?: readonly string[]) => Promise<readonly string[]>;
}

/** Opens a tab; the page itself opens with the first `visit`. */
export async function openDashboard(browser: OpenedBrowser): Promise<DashboardTab> {
  const page = await browser.newPage();
  let started = 0;
  let ended = 0;
  page.on('request', () => (started += 1));
  page.on('requestfinished', () => (ended += 1));
  page.on('requestfailed', () => (ended += 1));

  const settled = async (): Promise<void> => {
    await page.locator('main').waitFor();
    let quiet = 0;
    while (quiet < 3) {
      const before = started;
      // After everything that the page still computes and renders.
      const waits = await page.evaluate<number>(
        `new Promise((resolve) => requestAnimationFrame(() => setTimeout(() =>
           resolve(document.querySelectorAll('.pulse').length), 10)))`,
      );
      quiet = waits === 0 && ended >= started && started === before ? quiet + 1 : 0;
    }
  };
  return {
    page,
    settled,
    visit: async (address) => {
      await page.goto(address);
      await settled();
    },
    text: () => page.locator('main').innerText(),
    violations: async (rules) => {
      await page.evaluate(axeSource);
      const { violations } = await page.evaluate<AxeResults>(
        rules === undefined
          ? 'axe.run()'
          : `axe.run({ runOnly: { type: 'rule', values: ${JSON.stringify(rules)} } })`,
      );
      return violations.flatMap(({ id, nodes }) =>
        nodes.map(
          ({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary ?? ''}`,
        ),
      );
    },
  };
}

/** A dashboard in a tab of its own. */
export interface OpenedDashboard extends DashboardTab {
  readonly gateway: TestGateway;
  /** Of the gateway, without a slash at the end. */
  readonly url: string;
  /** Faults of the browser; check them at the end of a test. */
  readonly faults: readonly string[];
}

/** What {@link useDashboards} opens, none of which has to be closed. */
interface Dashboards {
  /** A gateway without a dashboard. */
  start(options: TestGatewayOptions): Promise<TestGateway>;
  /** A browser that may reach the origin of an address. */
  browse(url: string, options?: BrowserOptions): Promise<OpenedBrowser>;
  /** A gateway with a dashboard, and a tab for it. */
  open(options: TestGatewayOptions): Promise<OpenedDashboard>;
}

/** Opens dashboards, and closes them after each test of the calling file. */
export function useDashboards(): Dashboards {
  const opened: { readonly close: () => Promise<void> }[] = [];
  afterEach(async () => {
    for (const one of opened.splice(0).reverse()) await one.close();
  });
  const start: Dashboards['start'] = async (options) => {
    const gateway = await startTestGateway({ settle: false, ...options });
    opened.push(gateway);
    return gateway;
  };
  const browse: Dashboards['browse'] = async (url, options) => {
    const browser = await openBrowser(url, options);
    opened.push(browser);
    return browser;
  };
  return {
    start,
    browse,
    open: async (options) => {
      const gateway = await start({ dashboard: { enabled: true }, ...options });
      const browser = await browse(gateway.url);
      const { url } = gateway;
      return { gateway, url, faults: browser.faults, ...(await openDashboard(browser)) };
    },
  };
}
