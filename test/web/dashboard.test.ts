import { once } from 'node:events';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { findPageDir } from '../../src/server/pageFiles.js';
import { demoInstance } from '../tools/demoState.js';
import { DASHBOARD_PAGES, useDashboards } from '../tools/openDashboard.js';
import { lacks } from '../tools/programs.js';
import type { TestInstance } from '../tools/startTestGateway.js';

const AURORA = demoInstance('aurora');
const DEMO = [AURORA, demoInstance('basalt'), demoInstance('cedar')];
const DEAD: TestInstance = { name: 'gone', url: 'http://127.0.0.1:9', timeoutMs: 500 };

const { start, browse, open } = useDashboards();

describe.skipIf(lacks('chromium'))('dashboard', { timeout: 180_000 }, () => {
  it('reads the queue with one operation, and nothing while the reader only moves', async () => {
    const { page, visit, url } = await open({ instances: DEMO });
    const operations: string[] = [];
    page.on('request', (request) => {
      if (request.method() !== 'POST') return;
      const { operationName } = request.postDataJSON() as { operationName: string };
      // The state of the event feeds is read every 10 seconds.
      if (operationName !== 'Shell') operations.push(operationName);
    });
    await visit(`${url}/queue`);
    const rows = page.getByRole('row').filter({ has: page.getByRole('gridcell') });
    expect(await rows.count()).toBeGreaterThan(10);
    expect(operations.toSorted()).toEqual(['Projects', 'Queue']);
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    expect(await page.locator(':focus').innerText()).toBe(await rows.nth(1).innerText());
    expect(operations).toHaveLength(2);
  });

  it('is worked by keyboard alone: find, open, read, compare, write to two servers, undo', async () => {
    const { gateway, page, visit, settled, url, faults } = await open({ instances: DEMO });
    const statesOf = () =>
      DEMO.map(({ name }) => gateway.server(name).store.patches.rows.map(({ state }) => state));
    await visit(`${url}/settings`);
    for (const name of ['aurora', 'basalt']) {
      await page.getByLabel(name, { exact: true }).focus();
      await page.keyboard.insertText(`${name}-maintainer-token`);
    }
    await settled();
    await page.getByText('hannele').first().waitFor();
    // Find.
    await page.locator('main').focus();
    await page.keyboard.press('/');
    await page.keyboard.insertText('dhcp is:series');
    await page.keyboard.press('Enter');
    await settled();
    await page
      .getByRole('link', { name: /^dhcp: survive/ })
      .first()
      .focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: /^dhcp: survive/ }).waitFor();
    await settled();
    // Read.
    await page.getByRole('tab', { name: 'Cover' }).focus();
    await page.keyboard.press('ArrowRight');
    await page.getByText('Measured on three machines').first().waitFor();
    // Compare.
    await page.keyboard.press('v');
    await page.getByRole('link', { name: 'Compare' }).first().focus();
    await page.keyboard.press('Enter');
    await page.getByText('changed: ').first().waitFor();
    // Write.
    await page.keyboard.press('g');
    await page.keyboard.press('q');
    await page.waitForURL(/\/queue/);
    await page.getByRole('grid', { name: 'Series' }).waitFor();
    await settled();
    // At least five patches, on two servers.
    const toolbar = page.getByRole('toolbar', { name: 'Selected series' });
    const chosen = new Set<string>();
    let patches = 0;
    for (let step = 0; step < 40 && (chosen.size < 2 || patches < 5); step += 1) {
      await page.keyboard.press('j');
      const text = await page.locator(':focus').innerText();
      const server = ['aurora', 'basalt'].find((name) => text.endsWith(name));
      // The write must change something on each server.
      if (server === undefined || !/\d New\b/.test(text)) continue;
      if (chosen.size === 1 && chosen.has(server)) continue;
      chosen.add(server);
      await page.keyboard.press('x');
      patches = Number(/, (\d+) patches/.exec(await toolbar.innerText())?.[1]);
    }
    expect([...chosen].toSorted()).toEqual(['aurora', 'basalt']);
    expect(patches).toBeGreaterThanOrEqual(5);
    const before = statesOf();
    await page.keyboard.press('s');
    const dialog = page.getByRole('dialog', { name: 'Set the state' });
    await dialog.getByRole('button', { name: /^choose/ }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('option', { name: 'Under Review' }).waitFor();
    await page.keyboard.press('U');
    await page.keyboard.press('Enter');
    await dialog.getByRole('button', { name: 'Set the state' }).focus();
    await page.keyboard.press('Enter');
    const status = dialog.getByRole('status');
    await expect.poll(() => status.innerText()).toMatch(/^(\d+) of \1 patches were written/);
    const written = statesOf();
    expect(written.map((states, at) => isDeepStrictEqual(states, before[at]))).toEqual([
      false,
      false,
      true,
    ]);
    await dialog.getByRole('button', { name: 'Undo' }).focus();
    await page.keyboard.press('Enter');
    await expect.poll(statesOf).toEqual(before);
    await dialog.getByRole('button', { name: 'Undo' }).waitFor({ state: 'detached' });
    // While the undo runs, it is disabled and nothing has the focus.
    await dialog.getByRole('button', { name: 'Done', disabled: false }).waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    expect(faults).toEqual([]);
  });

  it('keeps a place for a dead server, without a fault of access', async () => {
    const { page, visit, violations, url } = await open({ instances: [AURORA, DEAD] });
    await visit(`${url}/queue`);
    await page.getByText('gone did not answer: its series are missing.').waitFor();
    expect(await page.getByRole('status').first().innerText()).toMatch(
      /of at least \d+ series|^at least \d+/,
    );
    expect(await violations()).toEqual([]);
  });

  it('says why nothing is there, and takes the narrowest filter away', async () => {
    const { page, visit, violations, url } = await open({ instances: DEMO });
    await visit(`${url}/queue?delegate=nobody-of-that-name&i=aurora`);
    await page.getByText('No series is waiting for anybody that matches the filters.').waitFor();
    expect(await violations()).toEqual([]);
    await page.getByRole('button', { name: 'Remove the filter “delegate”' }).click();
    await page.getByRole('gridcell').first().waitFor();
    expect(new URL(page.url()).search).toBe('?i=aurora');
  });

  it('reads all pages of the queue, and says to what its filters apply before', async () => {
    const { page, visit, url, faults } = await open({ instances: DEMO });
    const queues: unknown[] = [];
    page.on('request', (request) => {
      if (request.method() !== 'POST') return;
      const { operationName, variables } = request.postDataJSON() as {
        operationName: string;
        variables: { first?: number; after?: string | null };
      };
      if (operationName === 'Queue') queues.push([variables.first, variables.after !== null]);
    });
    await visit(`${url}/queue?sort=title&age=3650`);
    const main = page.locator('main');
    await expect.poll(() => main.innerText()).toContain('None of the series read so far matches');
    expect(await main.innerText()).toContain('0 of the 50 series read, 83 in all');
    await visit(`${url}/queue?sort=title`);
    expect(await main.innerText()).toContain('order apply to the 50 series that were read');
    queues.length = 0;
    await page.getByRole('button', { name: 'Read all 83' }).click();
    await main.getByText('83 series', { exact: true }).waitFor();
    expect(await page.getByRole('button', { name: /^Read/ }).count()).toBe(0);
    expect(queues).toEqual([[50, true]]);
    expect(faults).toEqual([]);
  });

  it('names the place of a fault in a query', async () => {
    const { page, visit, violations, url } = await open({ instances: [AURORA] });
    await visit(`${url}/search?q=${encodeURIComponent('dhcp colour:blue')}`);
    expect(await page.locator('mark').innerText()).toContain('colour');
    expect(await violations()).toEqual([]);
  });

  it('shares its graph with a page of forty lines on another origin', async () => {
    const html = readFileSync(new URL('../../docs/examples/queue.html', import.meta.url), 'utf8');
    expect(html.split('\n').length).toBeLessThan(55);
    const pages = createServer((_request, response) => {
      response.setHeader('content-type', 'text/html').end(html);
    });
    await once(pages.listen(0, '127.0.0.1'), 'listening');
    onTestFinished(() => void pages.close());
    const origin = `http://127.0.0.1:${(pages.address() as AddressInfo).port}`;
    const { url } = await start({ instances: [AURORA, DEAD], cors: { origins: [origin] } });
    const browser = await browse(origin, { origins: [url] });
    const page = await browser.newPage();
    await page.goto(`${origin}/?gateway=${url}`);
    await page.locator('tr').first().waitFor();
    expect(await page.locator('tr').count()).toBeGreaterThan(10);
    expect(await page.locator('#sources').innerText()).toMatch(/^aurora: OK, gone: gone: GET/);
    expect(browser.faults).toEqual([]);
  });

  it('shows what happens on a server that is followed, without being reloaded', async () => {
    const { gateway, page, visit, url, faults } = await open({
      instances: [AURORA],
      live: { enabled: true, pollSeconds: { min: 1, max: 2 } },
    });
    await visit(`${url}/s/aurora/358`);
    const patches = page.getByRole('navigation', { name: 'Patches' });
    await patches.getByText('Needs Review Ack').first().waitFor();
    await page.getByRole('banner').getByText(/live$/).waitFor();
    const { data } = await gateway.ask<{ series: { patches: readonly { id: string }[] } }>(
      '{ series(instance: "aurora", databaseId: 358) { patches { id } } }',
    );
    const ids = data.series.patches.map(({ id }) => id);
    const { errors } = await gateway.ask(
      'mutation ($ids: [ID!]!) { updatePatches(input: { ids: $ids, state: "queued" }) { errors { message } } }',
      { variables: { ids }, headers: { 'x-patchwork-token': 'aurora=aurora-maintainer-token' } },
    );
    expect(errors).toBeUndefined();
    await patches.getByText('Queued').nth(3).waitFor();
    expect(await patches.getByText('Needs Review Ack').count()).toBe(0);
    expect(faults).toEqual([]);
  });

  it('works below a path of its own, and within the limits of one server', async () => {
    const { page, visit, url, faults } = await open({
      instances: [AURORA],
      dashboard: { enabled: true, path: '/team/review/' },
      graphql: { graphiql: true },
    });
    for (const path of DASHBOARD_PAGES) await visit(`${url}/team/review${path}`);
    expect(faults).toEqual([]);
    await visit(`${url}/team/review/s/aurora/358`);
    await page.getByRole('heading', { name: /^dhcp: survive/ }).waitFor();
    const link = page.getByRole('link', { name: 'GraphiQL' });
    expect(await link.evaluate((node) => (node as { href?: string }).href)).toBe(`${url}/graphiql`);
    await page.keyboard.press('u');
    await page.waitForURL(`${url}/team/review/queue`);
    await page.getByRole('grid', { name: 'Series' }).waitFor();
    const headers = { accept: 'text/html' };
    const query = '?query=%7B__typename%7D';
    const answer = await fetch(`${url}/team/review/${query}`, { headers, redirect: 'manual' });
    expect(answer.headers.get('location')).toBe(`../../graphiql${query}`);
    expect(faults).toEqual([]);
  });

  it('selects a range of rows by keyboard, and links to its query', async () => {
    const { gateway, page, visit, url, faults } = await open({
      instances: [AURORA],
      graphql: { graphiql: true },
    });
    await visit(`${url}/queue`);
    for (const key of ['j', 'x', 'j', 'j', 'Shift+X']) await page.keyboard.press(key);
    await page.getByText('3 series selected').waitFor();
    for (const key of ['j', 'j', 'j', 'x', 'k', 'Shift+X']) await page.keyboard.press(key);
    await page.getByText('5 series selected').waitFor();
    const href = await page.getByRole('link', { name: 'Query of this page' }).getAttribute('href');
    const link = new URL(href ?? '');
    expect(link.pathname).toBe('/graphiql');
    const { data, errors } = await gateway.ask<{ reviewQueue: { nodes: readonly unknown[] } }>(
      link.searchParams.get('query') ?? '',
      {
        variables: JSON.parse(link.searchParams.get('variables') ?? '{}') as Record<
          string,
          unknown
        >,
      },
    );
    expect(errors).toBeUndefined();
    expect(data.reviewQueue.nodes.length).toBeGreaterThan(3);
    expect(faults).toEqual([]);
  });
});

describe('addresses of the dashboard', () => {
  it('leads links to operations to GraphiQL', async () => {
    const { url } = await start({
      instances: [AURORA],
      dashboard: { enabled: true },
      graphql: { graphiql: true },
    });
    const headers = { accept: 'text/html' };
    const answer = await fetch(`${url}/?query=%7B__typename%7D`, { headers, redirect: 'manual' });
    expect([answer.status, answer.headers.get('location')]).toEqual([
      302,
      'graphiql?query=%7B__typename%7D',
    ]);
    const page = await fetch(`${url}/graphiql`, { headers });
    expect(await page.text()).toContain('GraphiQL needs JavaScript');
  });
});

describe('files of the dashboard', () => {
  it('loads at most 230 KiB before the queue is shown', () => {
    const dir = findPageDir('dashboard');
    const page = readFileSync(join(dir, 'index.html'), 'utf8');
    const first = [...page.matchAll(/assets\/dashboard\/[\w-]+\.(?:js|css)/g)].map(
      ([path]) => path,
    );
    expect(first.length).toBeGreaterThan(1);
    // The smallest have no compressed copy.
    const sizeOf = (path: string): number =>
      (statSync(join(dir, `${path}.gz`), { throwIfNoEntry: false }) ?? statSync(join(dir, path)))
        .size;
    const bytes = first.reduce((sum, path) => sum + sizeOf(path), page.length);
    expect(bytes).toBeLessThan(230 * 1024);
    expect(
      readdirSync(join(dir, 'assets/dashboard')).some((name) => name.startsWith('DiffView')),
    ).toBe(true);
  });

  it('have at most 4 MiB in all, without their compressed copies', () => {
    const dir = findPageDir('dashboard');
    const bytes = readdirSync(dir, { recursive: true, encoding: 'utf8' })
      .filter((name) => !name.endsWith('.gz'))
      .reduce((sum, name) => sum + statSync(join(dir, name)).size, 0);
    expect(bytes).toBeLessThan(4 * 1024 * 1024);
  });
});
