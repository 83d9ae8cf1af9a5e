import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { findProgram } from './programs.js';

/** How to open a page. */
export interface BrowserOptions {
  /** The preferred color scheme of the system. Default: `light`. */
  readonly colorScheme?: 'light' | 'dark';
  /** Further origins that the page may request, on the same host. */
  readonly origins?: readonly string[];
  /** Size of the window in pixels. */
  readonly viewport?: { readonly width: number; readonly height: number };
}

/** A headless browser with a new profile. */
export interface OpenedBrowser {
  readonly context: BrowserContext;
  /** Unexpected events: requests to another origin, console errors, uncaught errors. */
  readonly faults: readonly string[];
  /** A page that records its faults, before any navigation. */
  readonly newPage: () => Promise<Page>;
  readonly close: () => Promise<void>;
}

async function watchContext(context: BrowserContext, origins: readonly string[], faults: string[]) {
  await context.route('**/*', async (route) => {
    const url = new URL(route.request().url());
    if (origins.includes(url.origin)) return route.continue();
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

async function launch(hostname: string): Promise<Browser> {
  const executablePath = findProgram('chromium');
  if (executablePath === undefined) throw new Error('Chromium is not installed');
  return chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      // Also for requests that route() does not see: no other name resolves.
      `--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE ${hostname}`,
    ],
  });
}

/** Set while all calls share a process. */
let processes: Map<string, Promise<Browser>> | undefined;

/**
 * From now on, each call of {@link openBrowser} opens a context with separate storage in one process
 * per host instead of starting a process.
 *
 * @returns a function that ends the processes.
 */
export function shareBrowsers(): () => Promise<void> {
  const shared = (processes = new Map<string, Promise<Browser>>());
  return async () => {
    processes = undefined;
    for (const launched of shared.values()) await (await launched).close();
  };
}

function launchShared(hostname: string, shared: Map<string, Promise<Browser>>): Promise<Browser> {
  const launched = shared.get(hostname) ?? launch(hostname);
  shared.set(hostname, launched);
  return launched;
}

/**
 * Opens Debian's Chromium with access only to the host of `url`. Check `faults` at the end of a test;
 * close the browser.
 */
export async function openBrowser(
  url: string,
  options: BrowserOptions = {},
): Promise<OpenedBrowser> {
  const { origin, hostname } = new URL(url);
  const shared = processes;
  const browser = await (shared === undefined ? launch(hostname) : launchShared(hostname, shared));
  const faults: string[] = [];
  const context = await browser.newContext({
    colorScheme: options.colorScheme ?? 'light',
    viewport: options.viewport ?? { width: 1400, height: 900 },
  });
  await watchContext(context, [origin, ...(options.origins ?? [])], faults);
  return {
    context,
    faults,
    newPage: async () => {
      const page = await context.newPage();
      watchPage(page, faults);
      return page;
    },
    close: () => (shared === undefined ? browser.close() : context.close()),
  };
}
