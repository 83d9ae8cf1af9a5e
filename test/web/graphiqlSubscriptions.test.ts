import { afterEach, describe, expect, it } from 'vitest';
import { openGraphiql, type OpenedGraphiql } from '../tools/openGraphiql.js';
import { lacks } from '../tools/programs.js';
import { releaseInstance, writeRest } from '../tools/releaseGateway.js';
import { startTestGateway, type TestGateway } from '../tools/startTestGateway.js';

let gateway: TestGateway | undefined;
let opened: OpenedGraphiql | undefined;
afterEach(async () => {
  await opened?.close();
  await gateway?.close();
});

/** The open tab, as stored by the page. */
const SHOWN_OPERATION = `(() => {
  const stored = localStorage.getItem('patchwork-graphql:graphiql:tabState') ?? '{}';
  const { tabs = [], activeTabIndex = 0 } = JSON.parse(stored);
  return tabs[activeTabIndex] ?? { query: '' };
})()`;

/** Adds a check, which is an event. */
async function addCheck(patch: number): Promise<void> {
  if (gateway === undefined) throw new Error('no gateway');
  const check = { state: 'success', context: 'live' };
  await writeRest(gateway, 'v31', 'POST', 'cibot', `patches/${String(patch)}/checks/`, check);
}

describe.skipIf(lacks('chromium'))('a subscription in GraphiQL', { timeout: 120_000 }, () => {
  /** Opens the page with an example in a separate tab. */
  async function openExample(title: string): Promise<OpenedGraphiql> {
    gateway = await startTestGateway({
      instances: [releaseInstance('v31')],
      graphql: { graphiql: true },
      live: { enabled: true, pollSeconds: { min: 0.05, max: 0.05 } },
    });
    opened = await openGraphiql(`${gateway.url}/graphiql`);
    const { page } = opened;
    await page.getByRole('button', { name: 'Examples' }).click();
    await page.getByRole('menuitem', { name: title }).click();
    await page.locator('.graphiql-query-editor').getByText('subscription').first().waitFor();
    return opened;
  }

  it.each([
    ['Events as they happen', 'LiveEvents', '"cursor"', 'CheckCreatedEvent'],
    ['A patch as it changes', 'LivePatch', '"events": []', 'CHECK_CREATED'],
  ])('shows the deliveries of "%s" until it is stopped', async (title, operation, first, event) => {
    const { page, faults } = await openExample(title);
    const response = page.locator('.graphiql-response');
    await expect
      .poll(() => page.evaluate(SHOWN_OPERATION), { timeout: 20_000 })
      .toMatchObject({ operationName: operation });
    await page.getByRole('button', { name: /^Execute query/ }).click();
    await response.getByText(first).first().waitFor();
    const { query } = await page.evaluate<{ readonly query: string }>(SHOWN_OPERATION);
    const id = /ids: \["([^"]+)"/.exec(query)?.[1];
    await addCheck(
      id === undefined ? 7 : Number(Buffer.from(id, 'base64url').toString().split(':')[2]),
    );
    await response.getByText(event).first().waitFor();
    await page.getByRole('button', { name: /^Stop query/ }).click();
    await page.getByRole('button', { name: /^Execute query/ }).waitFor();
    expect(faults).toEqual([]);
  });
});
