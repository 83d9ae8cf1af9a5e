import { describe, expect, it } from 'vitest';
import { demoInstance } from '../tools/demoState.js';
import { useDashboards } from '../tools/openDashboard.js';
import { lacks } from '../tools/programs.js';

const PROBLEM = 'This part of the dashboard is not loaded yet, and its server cannot be reached.';

const dashboards = useDashboards();

describe.skipIf(lacks('chromium'))('a dashboard that is offline', { timeout: 120_000 }, () => {
  it('says that a page is not loaded yet, and loads it on request', async () => {
    const tab = await dashboards.open({ instances: [demoInstance('aurora')] });
    const { page } = tab;
    await tab.visit(`${tab.url}/queue`);
    await page.context().setOffline(true);
    await page.getByRole('navigation', { name: 'Pages' }).getByText('Search').click();
    const alert = page.getByRole('alert').filter({ hasText: PROBLEM });
    await alert.getByRole('heading', { name: 'This page cannot be shown' }).waitFor();
    expect(page.url()).toBe(`${tab.url}/search`);
    await alert.getByRole('button', { name: 'Ask again' }).click();
    await alert.getByText('It still does not answer.').waitFor();
    // The page that was loaded is still there.
    await page.getByRole('navigation', { name: 'Pages' }).getByText('Queue').click();
    await page.getByRole('grid', { name: 'Series' }).waitFor();
    await page.getByRole('navigation', { name: 'Pages' }).getByText('Search').click();
    await alert.waitFor();
    await page.context().setOffline(false);
    await page.getByRole('searchbox').last().waitFor();
    await tab.settled();
    expect(page.url()).toBe(`${tab.url}/search`);
    expect(await page.getByRole('alert').count()).toBe(0);
  });

  it('keeps the page if the commands are not loaded yet', async () => {
    const tab = await dashboards.open({ instances: [demoInstance('aurora')] });
    const { page } = tab;
    await tab.visit(`${tab.url}/queue`);
    await page.context().setOffline(true);
    await page.keyboard.press('Control+k');
    await page.getByRole('alert').getByText(PROBLEM).waitFor();
    await page.getByRole('grid', { name: 'Series' }).waitFor();
    await page.context().setOffline(false);
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog').waitFor();
    expect(await page.getByRole('alert').getByText(PROBLEM).count()).toBe(0);
  });
});
