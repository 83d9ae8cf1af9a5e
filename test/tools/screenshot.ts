/**
 * Retakes docs/graphiql.png from a running gateway:
 *
 *     npm start
 *     npx tsx test/tools/screenshot.ts [http://127.0.0.1:4000/] [docs/graphiql.png]
 *
 * Opens the page as a first visitor, runs the example of the first tab and takes the picture once
 * the answer stands. It fails where the test would: on a console error or a request elsewhere.
 */
import { openGraphiql } from './openGraphiql.js';

const [url = 'http://127.0.0.1:4000/', path = 'docs/graphiql.png'] = process.argv.slice(2);

const graphiql = await openGraphiql(url, { viewport: { width: 1400, height: 900 } });
try {
  await graphiql.execute();
  await graphiql.page.locator('.graphiql-response .view-line').nth(3).waitFor();
  // Away from the button, so that no tooltip is in the picture.
  await graphiql.page.mouse.move(1100, 880);
  await graphiql.page.locator('.graphiql-tooltip').waitFor({ state: 'detached' });
  await graphiql.page.screenshot({ path, animations: 'disabled' });
  if (graphiql.faults.length > 0) throw new Error(graphiql.faults.join('\n'));
  process.stdout.write(`${path}\n`);
} finally {
  await graphiql.close();
}
