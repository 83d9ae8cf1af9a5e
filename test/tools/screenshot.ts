/**
 * Retakes the pictures in docs/ from a running gateway:
 *
 *     npm start
 *     npx tsx test/tools/screenshot.ts [http://127.0.0.1:4000]
 *
 * Opens each page as a first visitor and takes the picture once the answer is shown. Like the tests, it fails
 * on a console error or a request to another origin.
 */
import { openBrowser } from './openBrowser.js';
import { openGraphiql } from './openGraphiql.js';

const [url = 'http://127.0.0.1:4000'] = process.argv.slice(2);

async function pictureGraphiql(path: string): Promise<void> {
  const graphiql = await openGraphiql(`${url}/graphiql`, {
    viewport: { width: 1400, height: 900 },
  });
  try {
    await graphiql.execute();
    await graphiql.page.locator('.graphiql-response .view-line').nth(3).waitFor();
    // Moves away from the button, so that no tooltip is in the picture.
    await graphiql.page.mouse.move(1100, 880);
    await graphiql.page.locator('.graphiql-tooltip').waitFor({ state: 'detached' });
    await graphiql.page.screenshot({ path, animations: 'disabled' });
    if (graphiql.faults.length > 0) throw new Error(graphiql.faults.join('\n'));
  } finally {
    await graphiql.close();
  }
}

async function pictureDashboard(colorScheme: 'light' | 'dark', path: string): Promise<void> {
  const viewport = { width: 1400, height: 860 };
  const browser = await openBrowser(url, { colorScheme, viewport });
  try {
    const page = await browser.newPage();
    await page.goto(`${url}/queue`);
    await page.getByRole('grid', { name: 'Series' }).waitFor();
    await page.screenshot({ path, animations: 'disabled' });
    if (browser.faults.length > 0) throw new Error(browser.faults.join('\n'));
  } finally {
    await browser.close();
  }
}

await pictureGraphiql('docs/graphiql.png');
await pictureDashboard('light', 'docs/dashboard-light.png');
await pictureDashboard('dark', 'docs/dashboard-dark.png');
