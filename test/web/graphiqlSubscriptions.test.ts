import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { buildGraphiqlWhereStale } from '../tools/buildPages.js';
import { openGraphiql, type OpenedGraphiql } from '../tools/openGraphiql.js';
import { lacks } from '../tools/programs.js';
import { releaseInstance } from '../tools/releaseGateway.js';
import { startTestGateway, type TestGateway } from '../tools/startTestGateway.js';

let gateway: TestGateway | undefined;
let opened: OpenedGraphiql | undefined;
afterEach(async () => {
  await opened?.close();
  await gateway?.close();
});

describe.skipIf(lacks('chromium'))('a subscription in GraphiQL', { timeout: 120_000 }, () => {
  beforeAll(buildGraphiqlWhereStale, 300_000);

  it('shows deliveries until it is stopped', async () => {
    gateway = await startTestGateway({
      instances: [releaseInstance('v31')],
      graphql: { graphiql: true },
      live: { enabled: true, pollSeconds: { min: 1, max: 2 } },
    });
    const query = encodeURIComponent('subscription Live { events { cursor gaps { reason } } }');
    opened = await openGraphiql(`${gateway.url}/graphiql?query=${query}`);
    const { page } = opened;
    await page.getByRole('button', { name: /^Execute query/ }).click();
    await page.locator('.graphiql-response').getByText('"cursor"').first().waitFor();
    await page.getByRole('button', { name: /^Stop query/ }).click();
    await page.getByRole('button', { name: /^Execute query/ }).waitFor();
    expect(opened.faults).toEqual([]);
  });
});
