import { chromium, type BrowserContext, type Page } from 'playwright-core';
import { findProgram } from './programs.js';

/** How to open the page. */
export interface OpenGraphiqlOptions {
  /** What the system prefers. Default: `light`. */
  readonly colorScheme?: 'light' | 'dark';
  /** Size of the window in pixels. */
  readonly viewport?: { readonly width: number; readonly height: number };
}

/** GraphiQL in a headless browser that has never been here before. */
export interface OpenedGraphiql {
  readonly page: Page;
  /** What must not happen: requests to another origin, console errors, uncaught errors. */
  readonly faults: readonly string[];
  /** Opens the page anew as the same visitor: storage stays. */
  readonly reopen: () => Promise<Page>;
  /** Runs the operation of the open tab and resolves with the raw body of the HTTP answer. */
  readonly execute: () => Promise<string>;
  readonly close: () => Promise<void>;
}

async function watchContext(context: BrowserContext, origin: string, faults: string[]) {
  await context.route('**/*', async (route) => {
    const url = new URL(route.request().url());
    if (url.origin === origin) return route.continue();
    faults.push(`request to another origin: ${url.href}`);
    return route.abort();
  });
}

function watchPage(page: Page, faults: string[]): void {
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => {
    faults.push(`page: ${error.message}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 400) faults.push(`${response.status()}: ${response.url()}`);
  });
}

async function visit(context: BrowserContext, url: string, faults: string[]): Promise<Page> {
  const page = await context.newPage();
  watchPage(page, faults);
  await page.goto(url);
  // The docs button spins until the schema is there; the editor is Monaco's own element.
  await page.locator('.graphiql-query-editor .monaco-editor .view-line').first().waitFor();
  await page.locator('.graphiql-sidebar .graphiql-spin').waitFor({ state: 'detached' });
  return page;
}

/**
 * Opens GraphiQL at `url` (any server: a stub, the gateway) in Debian's Chromium with every other
 * host cut off. Check `faults` at the end of a test; close what was opened.
 */
export async function openGraphiql(
  url: string,
  options: OpenGraphiqlOptions = {},
): Promise<OpenedGraphiql> {
  const executablePath = findProgram('chromium');
  if (executablePath === undefined) throw new Error('Chromium is not installed');
  const { origin, hostname } = new URL(url);
  const browser = await chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      // Also for what route() does not see: no other name resolves.
      `--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE ${hostname}`,
    ],
  });
  try {
    const faults: string[] = [];
    const context = await browser.newContext({
      colorScheme: options.colorScheme ?? 'light',
      viewport: options.viewport ?? { width: 1400, height: 900 },
    });
    await watchContext(context, origin, faults);
    let page = await visit(context, url, faults);
    return {
      get page() {
        return page;
      },
      faults,
      reopen: async () => {
        await page.close();
        page = await visit(context, url, faults);
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
