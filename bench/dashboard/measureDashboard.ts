import type { CDPSession, Page } from 'playwright-core';
import { demoState } from '../../test/tools/demoState.js';
import { openBrowser, type OpenedBrowser } from '../../test/tools/openBrowser.js';
import { openDashboard } from '../../test/tools/openDashboard.js';
import { startTestGateway } from '../../test/tools/startTestGateway.js';

/** One figure of the dashboard and its target. */
export interface Figure {
  readonly what: string;
  readonly value: number;
  readonly aim: number;
  readonly unit: 'ms' | 'MiB';
}

interface QueueAnswer {
  readonly data: {
    readonly reviewQueue: {
      readonly nodes: readonly { readonly series: Readonly<Record<string, unknown>> }[];
      readonly pageInfo: object;
    };
  };
}

const ROWS = 2_000;
const DIFF_BYTES = 1_500_000;
const SERIES = '/s/aurora/358';

/**
 * Measures the dashboard in the real Chromium over three sample servers.
 *
 * @param renewals how often the page is refreshed in the long run; each refresh represents 30 s.
 */
export async function measureDashboard(renewals: number): Promise<readonly Figure[]> {
  const gateway = await startTestGateway({
    instances: ['aurora', 'basalt', 'cedar'].map((name) => ({ name, state: demoState(name) })),
    dashboard: { enabled: true },
    live: { enabled: true, pollSeconds: { min: 5, max: 10 } },
  });
  const browser = await openBrowser(gateway.url);
  try {
    return [
      await paintTime(browser, gateway.url),
      await keyTime(browser, gateway.url),
      await diffTime(browser, gateway.url),
      await heapGrowth(browser, gateway.url, renewals),
    ];
  } finally {
    await browser.close();
    await gateway.close();
  }
}

/** Largest contentful paint of the queue when it is opened for the second time: its data are cached. */
async function paintTime(browser: OpenedBrowser, url: string): Promise<Figure> {
  const { page, visit } = await openDashboard(browser);
  await page.addInitScript(`new PerformanceObserver((list) => {
    for (const { startTime } of list.getEntries()) window.paintedAt = startTime;
  }).observe({ type: 'largest-contentful-paint', buffered: true })`);
  await visit(`${url}/queue`);
  await visit(`${url}/queue`);
  const value = await page.evaluate<number>('window.paintedAt');
  await page.close();
  return { what: 'Queue: largest contentful paint', value, aim: 1_000, unit: 'ms' };
}

/** The slowest of several key presses in a queue of many rows, measured like Interaction to Next Paint. */
async function keyTime(browser: OpenedBrowser, url: string): Promise<Figure> {
  const { page, visit } = await openDashboard(browser);
  await answer(page, 'Queue', (text) => {
    const { data } = JSON.parse(text) as QueueAnswer;
    const { nodes } = data.reviewQueue;
    const rows = Array.from({ length: ROWS }, (_, index) => {
      const node = nodes[index % nodes.length];
      return { ...node, series: { ...node?.series, id: `row-${index}`, databaseId: index + 1 } };
    });
    const pageInfo = { endCursor: null, hasNextPage: false };
    const reviewQueue = { ...data.reviewQueue, nodes: rows, totalCount: ROWS, pageInfo };
    return JSON.stringify({ data: { reviewQueue } });
  });
  await page.addInitScript(`window.slowest = 0; new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) window.slowest = Math.max(window.slowest, duration);
  }).observe({ type: 'event', buffered: true, durationThreshold: 16 })`);
  await visit(`${url}/queue`);
  await page.getByText(`${ROWS} series`).first().waitFor();
  for (const key of ['j', 'j', 'x', 'j', 'Shift+X', 'k', 'End', 'Home', 'Shift+*', 'j']) {
    await page.keyboard.press(key);
    await page.evaluate(
      'new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)))',
    );
  }
  const value = await page.evaluate<number>('window.slowest');
  await page.close();
  return { what: `Queue of ${ROWS} rows: slowest of 10 keys`, value, aim: 200, unit: 'ms' };
}

/** From selecting the tab until a large diff is visible. */
async function diffTime(browser: OpenedBrowser, url: string): Promise<Figure> {
  const { page, visit } = await openDashboard(browser);
  // The diff view is loaded once per visit.
  await visit(`${url}${SERIES}?tab=diff`);
  await page.locator('diffs-container').first().waitFor();
  const diff = bigDiff();
  await answer(page, 'SeriesDiff', (text) => {
    const found = JSON.parse(text) as { data: { series: { patches: object[] } } };
    const [first] = found.data.series.patches;
    const series = { ...found.data.series, patches: [{ ...first, diff }] };
    return JSON.stringify({ data: { series } });
  });
  await visit(`${url}${SERIES}`);
  await page.evaluate(`window.shownAt = new Promise((resolve) => {
    const look = () => document.querySelector('diffs-container') === null
      ? requestAnimationFrame(look)
      : requestAnimationFrame(() => setTimeout(() => resolve(performance.now())));
    document.addEventListener('click', () => { window.chosenAt = performance.now(); look(); }, { once: true, capture: true });
  }); undefined`);
  await page.getByRole('tab', { name: 'Diff' }).click();
  const value = await page.evaluate<number>(
    'window.shownAt.then((shownAt) => shownAt - window.chosenAt)',
  );
  await page.close();
  return {
    what: 'Diff of 1.5 MB: from selecting its tab until it is visible',
    value,
    aim: 1_000,
    unit: 'ms',
  };
}

/** How much the heap of a tab grows during a day of events, with a clock that is advanced. */
async function heapGrowth(browser: OpenedBrowser, url: string, renewals: number): Promise<Figure> {
  const { page } = await openDashboard(browser);
  let send = (_text: string): void => undefined;
  let sample = '';
  await page.routeWebSocket(/\/graphql$/, (socket) => {
    const server = socket.connectToServer();
    send = (text) => {
      socket.send(text);
    };
    server.onMessage((text) => {
      if (typeof text === 'string' && text.includes('"next"')) sample ||= text;
      socket.send(text);
    });
  });
  await page.clock.install();
  await page.goto(`${url}/queue`);
  await page.getByRole('grid', { name: 'Series' }).waitFor();
  await page.getByRole('banner').getByText(/live$/).waitFor();
  const session = await page.context().newCDPSession(page);
  const renew = async (count: number): Promise<void> => {
    for (let index = 0; index < count; index += 1) {
      const read = page.waitForResponse((response) =>
        (response.request().postData() ?? '').includes('"Queue"'),
      );
      send(withEvent(sample, index));
      await page.clock.fastForward(30_000);
      await read;
    }
  };
  await expectSample(page, () => sample);
  // Exclude what is created once.
  await renew(50);
  const before = await heapBytes(session);
  await renew(renewals);
  const value = ((await heapBytes(session)) - before) / 2 ** 20;
  await page.close();
  return { what: `Heap after ${renewals} refreshes: growth`, value, aim: 20, unit: 'MiB' };
}

/** The first delivery arrives when the subscription starts, or at its heartbeat. */
async function expectSample(page: Page, sample: () => string): Promise<void> {
  for (let waits = 0; sample() === '' && waits < 120; waits += 1) {
    await page.clock.runFor(1_000);
  }
  if (sample() === '') throw new Error('the subscription delivered nothing');
}

function withEvent(text: string, index: number): string {
  const event = `{"id":"event-${index}","instance":{"id":"x","name":"aurora"}}`;
  return text.replace(/"events":\[[^\]]*\]/, `"events":[${event}]`);
}

async function heapBytes(session: CDPSession): Promise<number> {
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  return usedSize;
}

/** Modifies the answers to one operation before the page receives them. */
async function answer(page: Page, name: string, change: (text: string) => string): Promise<void> {
  await page.route(/\/graphql$/, async (route) => {
    if (!(route.request().postData() ?? '').includes(`"${name}"`)) {
      await route.fallback();
      return;
    }
    const response = await route.fetch();
    await route.fulfill({ response, body: change(await response.text()) });
  });
}

function bigDiff(): string {
  const files: string[] = [];
  let bytes = 0;
  for (let number = 0; bytes < DIFF_BYTES; number += 1) {
    const path = `drivers/net/file${number}.c`;
    const lines = Array.from({ length: 60 }, (_, line) => {
      const sign = [' ', '+', '-'][line % 3] ?? ' ';
      return `${sign}\tstatic int value_${number}_${line} = compute(dev, ${line});`;
    });
    const text = `diff --git a/${path} b/${path}\nindex 1111111..2222222 100644\n--- a/${path}\n+++ b/${path}\n@@ -1,40 +1,40 @@\n${lines.join('\n')}\n`;
    files.push(text);
    bytes += text.length;
  }
  return files.join('');
}
