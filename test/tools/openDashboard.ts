import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import type { OpenedBrowser } from './openBrowser.js';

const axeSource = readFileSync(
  createRequire(import.meta.url).resolve('axe-core/axe.min.js'),
  'utf8',
);

/** A tab with the dashboard in it. */
export interface DashboardTab {
  readonly page: Page;
  /** Goes to an address and waits until nothing is being read. */
  readonly visit: (address: string) => Promise<void>;
  /** Waits until nothing is being read and everything that was read is shown. */
  readonly settled: () => Promise<void>;
  /** Text of the page without what is around every page. */
  readonly text: () => Promise<string>;
  /**
   * Findings of axe, as rule, place and reason.
   *
   * @param rules only these rules; by default all that axe runs by default.
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
      // Behind whatever the page still computes and renders.
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
