import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createBigState } from '../../bench/createBigState.js';
import { SqliteIndex } from '../../src/corpus/sqlite/SqliteIndex.js';
import { mailsOfState } from '../corpus/mailsOfState.js';
import { sqliteHere } from '../tools/sqliteHere.js';
import { startTestGateway } from '../tools/startTestGateway.js';

/*
 * What a search costs after a restart: the index is there, and nothing of the servers is cached.
 */

const folder = mkdtempSync(join(tmpdir(), 'restarted-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const state = createBigState({ patches: 250, series: 50, projects: 1, diffBytes: [512, 1024] });
const PATH = join(folder, 'index.db');

/** What a server is asked for by the first search of a new process, without numbers. */
async function requestsOf(type: string): Promise<readonly string[]> {
  const gateway = await startTestGateway({
    instances: [{ name: 'big', state }],
    index: { enabled: true, path: PATH, queryTimeoutMs: 5000 },
    roles: ['api'],
  });
  gateway.resetRequests();
  const { search } = await gateway.data<{
    search: { complete: boolean; nodes: readonly { name?: string; subject?: string }[] };
  }>(
    `{ search(query: "b:the", types: [${type}], first: 30) { complete nodes {
      ... on Patch { name } ... on Cover { name } ... on Comment { subject }
    } } }`,
  );
  const requests = gateway.requests('big');
  await gateway.close();
  expect(search.complete).toBe(true);
  expect(search.nodes).toHaveLength(30);
  expect(search.nodes.every(({ name, subject }) => (name ?? subject ?? '') !== '')).toBe(true);
  return requests.map((path) => path.replace(/\d+/g, 'N').replace(/\?.*/, '?'));
}

describe.skipIf(!sqliteHere)('the first search after a restart', () => {
  beforeAll(async () => {
    const index = new SqliteIndex({ path: PATH, timeoutMs: 5000 });
    await index.put(mailsOfState('big', state));
    await index.setCoverage(
      { instance: 'big', project: 'proj1' },
      { state: 'LIVE', from: 0, until: 2e9, reachesStart: true, comments: true },
    );
    await index.close();
  });

  it('reads 30 patches by a list of those of their series', async () => {
    expect(await requestsOf('PATCH')).toEqual(['/projects/?', '/patches/?']);
  });

  it('reads 30 covers by a list of their dates, which the first and the last one have', async () => {
    const requests = await requestsOf('COVER');
    expect(requests).toEqual(['/projects/?', '/covers/N/', '/covers/N/', '/covers/?']);
  });

  it('reads comments one by one: servers have no list of them', async () => {
    const [projects, ...comments] = await requestsOf('COMMENT');
    expect(projects).toBe('/projects/?');
    for (const path of comments) expect(path).toMatch(/^\/(patches|covers)\/N\/comments\/N\/$/);
    // A few more than a page, for repeats.
    expect(comments).toHaveLength(35);
  });
});
