import type { Page } from 'playwright-core';
import { openBrowser, type BrowserOptions, type OpenedBrowser } from './openBrowser.js';

/** Options for opening the page. */
export type OpenGraphiqlOptions = BrowserOptions;

/** GraphiQL in a headless browser with a new profile. */
export interface OpenedGraphiql {
  readonly page: Page;
  /** Unexpected events: requests to another origin, console errors, uncaught errors. */
  readonly faults: readonly string[];
  /** Opens the page again as the same visitor, with the same storage. */
  readonly reopen: () => Promise<Page>;
  /** Runs the operation of the open tab and resolves with the raw body of the HTTP answer. */
  readonly execute: () => Promise<string>;
  readonly close: () => Promise<void>;
}

async function visit({ newPage }: OpenedBrowser, url: string): Promise<Page> {
  const page = await newPage();
  await page.goto(url);
  // The docs button spins until the schema is loaded; the editor is Monaco's own element.
  await page.locator('.graphiql-query-editor .monaco-editor .view-line').first().waitFor();
  await page.locator('.graphiql-sidebar .graphiql-spin').waitFor({ state: 'detached' });
  return page;
}

/**
 * Opens GraphiQL at `url` (any server: a stub, the gateway) in Debian's Chromium without access to other
 * hosts. Check `faults` at the end of a test; close the browser.
 */
export async function openGraphiql(
  url: string,
  options: OpenGraphiqlOptions = {},
): Promise<OpenedGraphiql> {
  const browser = await openBrowser(url, options);
  try {
    let page = await visit(browser, url);
    return {
      get page() {
        return page;
      },
      faults: browser.faults,
      reopen: async () => {
        await page.close();
        page = await visit(browser, url);
        return page;
      },
      execute: async () => {
        const answered = page.waitForResponse(
          (response) =>
            response.request().method() === 'POST' && response.url().includes('graphql'),
        );
        await page.getByRole('button', { name: /^Execute query/ }).click();
        return (await answered).text();
      },
      close: () => browser.close(),
    };
  } catch (error) {
    await browser.close();
    throw error;
  }
}
