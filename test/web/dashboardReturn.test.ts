import { describe, expect, it } from 'vitest';
import { demoInstance } from '../tools/demoState.js';
import { useDashboards } from '../tools/openDashboard.js';
import { lacks } from '../tools/programs.js';

describe.skipIf(lacks('chromium'))('ways back in the dashboard', { timeout: 180_000 }, () => {
  const { open } = useDashboards();

  it('returns to the queue with its filters, selection and row', async () => {
    const { page, visit, settled, url, faults } = await open({
      instances: [demoInstance('aurora')],
    });
    await visit(`${url}/queue?sort=title&project=brookos`);
    const focused = async (): Promise<string | null> =>
      page.evaluate<string | null>(
        `document.activeElement?.closest('[role="row"]')?.getAttribute('data-key') ?? null`,
      );
    for (const key of ['j', 'j', 'j', 'x']) await page.keyboard.press(key);
    const row = await focused();
    expect(row).not.toBeNull();
    await page.keyboard.press('o');
    await page.waitForURL(/\/s\/aurora\/\d+$/);
    await settled();
    await page.keyboard.press('u');
    await page.waitForURL(/\/queue\?/);
    await page.getByText('1 series selected').waitFor();
    const { searchParams } = new URL(page.url());
    expect(Object.fromEntries(searchParams)).toEqual({
      sort: 'title',
      project: 'brookos',
      sel: row,
    });
    await expect.poll(focused).toBe(row);
    expect(faults).toEqual([]);
  });

  it('says that the gateway cannot be reached, whatever the browser thinks of the network', async () => {
    const { page, visit, url } = await open({ instances: [demoInstance('aurora')] });
    // The files of the page of a series are read while the gateway answers.
    await visit(`${url}/s/aurora/358`);
    await page.keyboard.press('u');
    await page.getByRole('row').first().waitFor();
    const notice = page.getByText(
      'The gateway cannot be reached. The page shows what was read before.',
    );
    expect(await notice.count()).toBe(0);
    await page.context().setOffline(true);
    await page.keyboard.press('Shift+R');
    await notice.waitFor();
    await page.getByRole('row').first().waitFor();
    await page.keyboard.press('j');
    await page.keyboard.press('o');
    await page.getByText('The gateway cannot be reached.', { exact: true }).waitFor();
    await page.context().setOffline(false);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await notice.waitFor({ state: 'detached' });
  });

  it('has no page for what is not a number', async () => {
    const { page, visit, url } = await open({ instances: [demoInstance('aurora')] });
    for (const path of ['/s/aurora/abc', '/s/aurora/1.5/compare', '/p/aurora/99999999999']) {
      await visit(`${url}${path}`);
      await page.getByText('Nothing has this address.').waitFor();
    }
  });
});
