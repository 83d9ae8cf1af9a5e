import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoState } from '../tools/demoState.js';
import { startTestGateway, type TestGateway } from '../tools/startTestGateway.js';
import { sqliteHere } from '../tools/sqliteHere.js';

/* `index.path` is a directory: the gateway serves the servers' answers, and reports why it does not use the index. */

const folder = mkdtempSync(`${tmpdir()}/broken-index-`);
const REASON = `the index file ${folder} is a directory; set index.path to a file in it`;
const state = demoState('aurora');
let gateway: TestGateway;

beforeAll(async () => {
  gateway = await startTestGateway({
    instances: [{ name: 'aurora', state }],
    index: {
      enabled: true,
      path: folder,
      projects: [
        { instance: 'aurora', project: state.projects[0]?.link_name ?? '', comments: true },
      ],
    },
  });
});
afterAll(async () => {
  await gateway.close();
  rmSync(folder, { recursive: true });
});

const search = async (query: string): Promise<unknown> =>
  (
    await gateway.data<{ search: unknown }>(
      `{ search(query: ${JSON.stringify(query)}, types: [PATCH], first: 2) {
        nodes { __typename } complete totalCount coverage { state }
        sources { status error { code message } } } }`,
    )
  ).search;

describe.skipIf(!sqliteHere)('a gateway with an unusable index', () => {
  it('skips terms that require the index, with the reason, and answers the rest', async () => {
    const message = `the search index does not answer: ${REASON}`;
    expect(await search('nq:leak')).toEqual({
      nodes: [],
      complete: false,
      totalCount: null,
      coverage: [],
      sources: [{ status: 'SKIPPED', error: { code: 'INDEX_UNAVAILABLE', message } }],
    });
    expect(await search('state:new')).toMatchObject({
      nodes: [{ __typename: 'Patch' }, { __typename: 'Patch' }],
      complete: true,
      coverage: [],
      sources: [{ status: 'OK', error: null }],
    });
    const words = await search(`s:${state.patches[0]?.name.split(' ').at(-1) ?? ''}`);
    expect(words).toMatchObject({ nodes: expect.arrayContaining([{ __typename: 'Patch' }]) });
  });

  it('logs the reason, is ready, and shows it in its metrics', async () => {
    const logged = (): readonly string[] =>
      gateway.logs.filter((line) => line.includes(JSON.stringify(REASON)));
    await expect.poll(() => logged().join(), { timeout: 20_000 }).toContain('index-unavailable');
    await expect.poll(() => logged().join(), { timeout: 20_000 }).toContain('index-failed');
    expect((await fetch(`${gateway.url}/readyz`)).status).toBe(200);
    expect(await (await fetch(`${gateway.url}/metrics`)).text()).toMatch(/index_available 0\b/);
  });
});
