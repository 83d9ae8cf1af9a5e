import { describe, expect, it } from 'vitest';
import { createFaults } from '../../src/sample/server/faults.js';
import type { SampleState } from '../../src/sample/server/SampleState.js';
import { demoInstance, demoState } from '../tools/demoState.js';
import { DASHBOARD_PAGES, useDashboards, type DashboardTab } from '../tools/openDashboard.js';
import { lacks } from '../tools/programs.js';
import type { TestInstance } from '../tools/startTestGateway.js';

/** The tabs of a series that cannot be read, or of another server, are one page. */
const isOfOneKind = (path: string): boolean => !path.includes('?tab=');

/** The rules of axe for colors. */
const COLOUR_RULES = ['color-contrast', 'link-in-text-block'];

/** An age at which answers are stale, but not yet too old. */
const AGED_MS = 300_000;

const dashboards = useDashboards();
const open = (instances: readonly TestInstance[], now?: () => number) =>
  dashboards.open({
    instances,
    graphql: { graphiql: true },
    // On a busy machine, a comparison takes longer than the default timeout.
    comparison: { timeoutMs: 30_000, pairTimeoutMs: 10_000 },
    ...(now !== undefined && { now }),
  });

/** Checks a page in the light theme, and again from its URL in the dark theme. */
async function expectAccess(tab: DashboardTab, address: string): Promise<void> {
  await tab.page.emulateMedia({ colorScheme: 'light' });
  await tab.visit(address);
  // The reason why a server is not queried changes with time.
  const text = async (): Promise<string> =>
    (await tab.text()).replaceAll(/(?:gone|aurora): GET .*/g, 'error').replaceAll(/in \d+ s/g, '');
  expect((await tab.text()).length, address).toBeGreaterThan(30);
  const before = await text();
  expect(await tab.violations(), `${address} light`).toEqual([]);
  await tab.page.emulateMedia({ colorScheme: 'dark' });
  await tab.page.reload();
  await tab.settled();
  await expect.poll(text, { message: address }).toBe(before);
  // The themes differ only in colors.
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
    const tab = await open(['aurora', 'basalt', 'cedar'].map((name) => demoInstance(name)));
    const more = ['/queue?group=server&sort=title&i=aurora,cedar&check=FAIL'];
    for (const path of [...DASHBOARD_PAGES, ...more]) {
      await expectAccess(tab, tab.url + path);
      expect(await tab.text(), path).not.toMatch(/has no (?:series|patch|project)/);
    }
    expect(tab.faults).toEqual([]);
  });

  it('have none while a server is dead, either', async () => {
    const gone: TestInstance = { name: 'gone', url: 'http://127.0.0.1:9', timeoutMs: 500 };
    const tab = await open([demoInstance('aurora'), gone]);
    const dead = ['/s/gone/1', '/s/gone/1/compare', '/p/gone/1', '/projects/gone/any'];
    for (const path of [...DASHBOARD_PAGES.filter(isOfOneKind), ...dead]) {
      await expectAccess(tab, tab.url + path);
      if (path.startsWith('/queue') || path.startsWith('/activity')) {
        expect(await tab.text(), path).toContain('gone did not answer: its');
      }
    }
    expect(tab.faults).toEqual([]);
  });

  it('have none while answers are stale, either', async () => {
    const faults = createFaults();
    let nowMs = Date.now();
    const tab = await open([demoInstance('aurora', { faults })], () => nowMs);
    for (const path of DASHBOARD_PAGES) await tab.visit(tab.url + path);
    nowMs += AGED_MS;
    faults.add({ fault: { kind: 'status', status: 503 } });
    for (const path of DASHBOARD_PAGES) {
      await expectAccess(tab, tab.url + path);
      if (path.startsWith('/search') || path.startsWith('/activity')) {
        expect(await tab.text(), path).toMatch(/aurora as of/);
      }
    }
    expect(tab.faults).toEqual([]);
  });

  it('have none on a server without a mail, either', async () => {
    const tab = await open([{ name: 'aurora', state: withoutMails(demoState('aurora')) }]);
    for (const path of DASHBOARD_PAGES.filter(isOfOneKind)) {
      await expectAccess(tab, tab.url + path);
    }
    expect(tab.faults).toEqual([]);
  });
});
