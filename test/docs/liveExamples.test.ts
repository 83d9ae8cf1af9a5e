import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser } from '../tools/openBrowser.js';
import { lacks } from '../tools/programs.js';
import { releaseInstance, tokenOf } from '../tools/releaseGateway.js';
import { startTestGateway, type TestGateway } from '../tools/startTestGateway.js';

const EXAMPLES = new URL('../../docs/examples/', import.meta.url);
const PATIENCE = { timeout: 20_000 };

let gateway: TestGateway;
let folder: string;
let pageUrl: string;
const pages = createServer((_request, response) => {
  response.setHeader('content-type', 'text/html');
  response.end(readFileSync(new URL('live.html', EXAMPLES)));
});
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'examples-'));
  pages.listen(0, '127.0.0.1');
  await once(pages, 'listening');
  const { port } = pages.address() as AddressInfo;
  pageUrl = `http://127.0.0.1:${String(port)}/`;
  gateway = await startTestGateway({
    instances: [releaseInstance('v31')],
    live: { enabled: true, pollSeconds: { min: 0.05, max: 0.05 } },
    cors: { origins: [pageUrl.slice(0, -1)] },
  });
  const isFollowed = async (): Promise<boolean> =>
    JSON.stringify(await gateway.data('{ live { state } }')).includes('"LIVE"');
  while (!(await isFollowed()));
});
afterAll(async () => {
  pages.close();
  await gateway.close();
  await rm(folder, { recursive: true });
});

/** Adds a check, which is an event. @returns its id. */
async function act(): Promise<string> {
  const headers = {
    authorization: `Token ${tokenOf('v31', 'cibot')}`,
    'content-type': 'application/json',
  };
  const body = JSON.stringify({ state: 'success', context: 'live' });
  const url = `${gateway.server('v31').url}/api/patches/7/checks/`;
  expect((await fetch(url, { method: 'POST', headers, body })).status).toBe(201);
  const newest = Math.max(...gateway.server('v31').store.events.rows.map(({ id }) => id));
  return Buffer.from(`v31:Event:${String(newest)}`).toString('base64url');
}

function run(name: string, ...parameters: readonly string[]) {
  const script = fileURLToPath(new URL(name, EXAMPLES));
  const child = spawn(process.execPath, [script, `${gateway.url}/graphql`, ...parameters], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let out = '';
  child.stdout.on('data', (text: Buffer) => (out += text.toString()));
  return {
    out: () => out,
    end: async () => {
      child.kill();
      await once(child, 'exit');
    },
  };
}

describe('the clients of docs/examples', () => {
  it.each([
    ['follow.mjs', []],
    ['poll.mjs', ['2000-01-01', '0.05']],
  ])('%s shows each event once, also after it was started again', async (name, more) => {
    const file = join(folder, `${name}.txt`);
    const first = run(name, file, ...more);
    const hasCursor = (): boolean => {
      try {
        return readFileSync(file, 'utf8') !== '';
      } catch {
        return false;
      }
    };
    await expect.poll(hasCursor, PATIENCE).toBe(true);
    const one = await act();
    await expect.poll(first.out, PATIENCE).toContain(one);
    await first.end();
    const two = await act();
    const second = run(name, file, ...more);
    await expect.poll(second.out, PATIENCE).toContain(two);
    const three = await act();
    await expect.poll(second.out, PATIENCE).toContain(three);
    await second.end();
    const lines = second.out().trim().split('\n');
    expect(new Set(lines).size).toBe(lines.length);
  });

  it.skipIf(lacks('chromium'))(
    'live.html shows events in a browser',
    { timeout: 60_000 },
    async () => {
      const browser = await openBrowser(pageUrl, { origins: [gateway.url] });
      try {
        const page = await browser.newPage();
        await page.goto(`${pageUrl}?endpoint=${encodeURIComponent(`${gateway.url}/graphql`)}`);
        await page.getByRole('status').getByText('following').waitFor();
        await act();
        await page.getByRole('listitem').getByText('CHECK_CREATED').first().waitFor();
        // The icon that browsers request from every origin.
        expect(browser.faults.filter((fault) => !fault.includes('favicon'))).toEqual([]);
      } finally {
        await browser.close();
      }
    },
  );
});
