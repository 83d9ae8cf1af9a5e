import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readPageDocuments } from '../../src/server/readPageDocuments.js';
import { demoInstance } from '../tools/demoState.js';
import { useDashboards } from '../tools/openDashboard.js';
import { lacks } from '../tools/programs.js';
import type { TestGateway } from '../tools/startTestGateway.js';

const folder = mkdtempSync(join(tmpdir(), 'page-documents-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const dashboards = useDashboards();

/** A gateway that executes trusted documents alone. */
async function start(dashboard: boolean): Promise<TestGateway> {
  const trustedDocuments = join(folder, 'manifest.json');
  writeFileSync(trustedDocuments, JSON.stringify({ a: '{ __typename }' }));
  return await dashboards.start({
    instances: [demoInstance('aurora')],
    dashboard: { enabled: dashboard },
    live: { enabled: true, pollSeconds: { min: 1, max: 2 } },
    graphql: { trustedDocuments, trustedDocumentsOnly: true },
  });
}

describe.skipIf(lacks('chromium'))('documents of the dashboard', { timeout: 120_000 }, () => {
  it('are executed by hash if only trusted documents are permitted', async () => {
    const { url, ask } = await start(true);
    const browser = await dashboards.browse(url);
    const page = await browser.newPage();
    const sent: Record<string, unknown>[] = [];
    page.on('request', (request) => {
      if (request.method() === 'POST') sent.push(request.postDataJSON() as Record<string, unknown>);
    });
    for (const path of ['/queue', '/s/aurora/358?tab=diff', '/search?q=dhcp', '/activity']) {
      await page.goto(url + path);
      await page.waitForLoadState('networkidle');
      await page.locator('.pulse').waitFor({ state: 'detached' });
      expect(await page.getByRole('alert').count(), path).toBe(0);
    }
    // By the subscription, too.
    await page.getByRole('banner').getByText(/live$/).waitFor();
    expect(sent.length).toBeGreaterThan(6);
    expect(
      sent.filter((body) => 'query' in body || typeof body['documentId'] !== 'string'),
    ).toEqual([]);
    expect(browser.faults).toEqual([]);
    expect((await ask('{ instances { name } }')).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });

  it('are not trusted if the dashboard is disabled', async () => {
    const { url } = await start(false);
    const [hash] = [...(await readPageDocuments()).keys()];
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ documentId: `sha256:${hash ?? ''}`, variables: {} }),
    });
    const { errors } = (await response.json()) as { errors: { extensions: { code: string } }[] };
    expect(errors[0]?.extensions.code).toBe('PERSISTED_QUERY_NOT_FOUND');
  });

  it('of earlier releases are read, too', async () => {
    const dir = mkdtempSync(join(folder, 'documents-'));
    writeFileSync(join(dir, 'current.json'), JSON.stringify({ b: '{ instances { name } }' }));
    writeFileSync(join(dir, '0.1.0.json'), JSON.stringify({ a: '{ __typename }' }));
    expect(Object.fromEntries(await readPageDocuments(dir))).toEqual({
      a: '{ __typename }',
      b: '{ instances { name } }',
    });
    expect([...(await readPageDocuments(join(dir, 'missing')))]).toEqual([]);
  });
});
