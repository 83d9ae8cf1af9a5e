import { afterEach, describe, expect, it } from 'vitest';
import { createFaults } from '../../src/sample/server/faults.js';
import type { SampleState } from '../../src/sample/server/SampleState.js';
import { demoState } from '../tools/demoState.js';
import { openBrowser, type OpenedBrowser } from '../tools/openBrowser.js';
import { openDashboard, type DashboardTab } from '../tools/openDashboard.js';
import { lacks } from '../tools/programs.js';
import {
  startTestGateway,
  type TestGateway,
  type TestInstance,
} from '../tools/startTestGateway.js';

/** Every page; the series has three versions, replies, checks and diffs. */
const PAGES = [
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

/** The tabs of a series that cannot be read, or that is not concerned, are one page. */
const isOfOneKind = (path: string): boolean => !path.includes('?tab=');

/** The rules of axe that judge colours. */
const COLOUR_RULES = ['color-contrast', 'link-in-text-block'];

/** An age at which answers are stale, and not yet too old. */
const AGED_MS = 300_000;

let gateway: TestGateway | undefined;
let browser: OpenedBrowser | undefined;
afterEach(async () => {
  await browser?.close();
  await gateway?.close();
  [browser, gateway] = [undefined, undefined];
});

function demo(name: string, more: Partial<TestInstance> = {}): TestInstance {
  return { ...more, name, state: demoState(name) };
}

async function open(
  instances: readonly TestInstance[],
  now?: () => number,
): Promise<{ tab: DashboardTab; url: string; faults: readonly string[] }> {
  gateway = await startTestGateway({
    instances,
    settle: false,
    dashboard: { enabled: true },
    graphql: { graphiql: true },
    // On a busy machine a comparison takes longer than is waited for by default.
    comparison: { timeoutMs: 30_000, pairTimeoutMs: 10_000 },
    ...(now !== undefined && { now }),
  });
  browser = await openBrowser(gateway.url);
  return { tab: await openDashboard(browser), url: gateway.url, faults: browser.faults };
}

/** Looks at a page by day, and once more from its address by night. */
async function expectAccess(tab: DashboardTab, address: string): Promise<void> {
  await tab.page.emulateMedia({ colorScheme: 'light' });
  await tab.visit(address);
  // The reason why a server is not asked changes with time.
  const text = async (): Promise<string> =>
    (await tab.text()).replaceAll(/(?:gone|aurora): GET .*/g, 'error').replaceAll(/in \d+ s/g, '');
  expect((await tab.text()).length, address).toBeGreaterThan(30);
  const before = await text();
  expect(await tab.violations(), `${address} light`).toEqual([]);
  await tab.page.emulateMedia({ colorScheme: 'dark' });
  await tab.page.reload();
  await tab.settled();
  await expect.poll(text, { message: address }).toBe(before);
  // The themes differ in colours alone.
  expect(await tab.violations(COLOUR_RULES), `${address} dark`).toEqual([]);
}

function withoutMails(state: SampleState): SampleState {
  return {
    ...state,
    patches: [],
    series: [],
    covers: [],
    comments: [],
    checks: [],
    bundles: [],
    relations: [],
    events: [],
  };
}

describe.skipIf(lacks('chromium'))('pages of the dashboard', { timeout: 300_000 }, () => {
  it('have no fault of access, and show the same after a reload', async () => {
    const { tab, url, faults } = await open(
      ['aurora', 'basalt', 'cedar'].map((name) => demo(name)),
    );
    const more = ['/queue?group=server&sort=title&i=aurora,cedar&check=FAIL'];
    for (const path of [...PAGES, ...more]) {
      await expectAccess(tab, url + path);
      expect(await tab.text(), path).not.toMatch(/has no (?:series|patch|project)/);
    }
    expect(faults).toEqual([]);
  });

  it('have none while a server is dead, either', async () => {
    const gone: TestInstance = { name: 'gone', url: 'http://127.0.0.1:9', timeoutMs: 500 };
    const { tab, url, faults } = await open([demo('aurora'), gone]);
    const dead = ['/s/gone/1', '/s/gone/1/compare', '/p/gone/1', '/projects/gone/any'];
    for (const path of [...PAGES.filter(isOfOneKind), ...dead]) {
      await expectAccess(tab, url + path);
      if (path.startsWith('/queue') || path.startsWith('/activity')) {
        expect(await tab.text(), path).toContain('gone did not answer: its');
      }
    }
    expect(faults).toEqual([]);
  });

  it('have none while answers are old, either', async () => {
    const faults = createFaults();
    let nowMs = Date.now();
    const { tab, url, faults: seen } = await open([demo('aurora', { faults })], () => nowMs);
    for (const path of PAGES) await tab.visit(url + path);
    nowMs += AGED_MS;
    faults.add({ fault: { kind: 'status', status: 503 } });
    for (const path of PAGES) {
      await expectAccess(tab, url + path);
      if (path.startsWith('/search') || path.startsWith('/activity')) {
        expect(await tab.text(), path).toMatch(/aurora as of/);
      }
    }
    expect(seen).toEqual([]);
  });

  it('have none on a server without a mail, either', async () => {
    const { tab, url, faults } = await open([
      { name: 'aurora', state: withoutMails(demoState('aurora')) },
    ]);
    for (const path of PAGES.filter(isOfOneKind)) await expectAccess(tab, url + path);
    expect(faults).toEqual([]);
  });
});
