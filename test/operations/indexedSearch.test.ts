import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSearchIndex } from '../../src/corpus/openSearchIndex.js';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createExamples } from '../../src/web/graphiql/examples.js';
import { findExampleObjects, type ExampleData } from '../../src/web/graphiql/findExampleObjects.js';
import { receivePatch } from '../../src/sample/server/receivePatch.js';
import { demoState } from '../tools/demoState.js';
import { startTestGateway, type TestGateway } from '../tools/startTestGateway.js';
import { sqliteHere } from '../tools/sqliteHere.js';

/*
 * A gateway that indexes the mails of a server. Its progress is read from its log: nothing waits for a fixed time.
 */

const folder = mkdtempSync(join(tmpdir(), 'indexed-'));
const path = join(folder, 'index.db');
const state = demoState('aurora');
const PROJECTS = state.projects.map(({ link_name: project }) => ({
  instance: 'aurora',
  project,
  comments: true,
}));
let gateway: TestGateway;

async function untilFilled(): Promise<void> {
  const filled = (): number =>
    gateway.logs.filter((line) => line.includes('"event":"index-filled"')).length;
  while (filled() < PROJECTS.length) await new Promise((next) => setImmediate(next));
}

beforeAll(async () => {
  gateway = await startTestGateway({
    instances: [{ name: 'aurora', state }],
    live: { enabled: true, pollSeconds: { min: 0.05, max: 0.05 } },
    index: {
      enabled: true,
      path,
      days: 8000,
      requestsPerSecond: 100_000,
      projects: PROJECTS,
    },
  });
  await untilFilled();
}, 120_000);
afterAll(async () => {
  await gateway.close();
  rmSync(folder, { recursive: true });
});

describe.skipIf(!sqliteHere)('a gateway that indexes mails', () => {
  it('finds a word that is only in the text of a mail', async () => {
    const reply = state.comments.find(({ content }) => /\b[a-z]{8,}\b/.test(content));
    const [word = ''] = /\b[a-z]{8,}\b/.exec(reply?.content ?? '') ?? [];
    const { search } = await gateway.data<{
      search: { complete: boolean; nodes: readonly { __typename: string }[] };
    }>(
      `{ search(query: "b:${word}", types: [COMMENT], first: 5) { complete nodes { __typename } } }`,
    );
    expect(search.complete).toBe(true);
    expect(search.nodes[0]?.__typename).toBe('Comment');
  });

  it('reports its coverage', async () => {
    const { searchCoverage } = await gateway.data<{
      searchCoverage: readonly { state: string; patches: number; holes: readonly object[] }[];
    }>('{ searchCoverage { state patches expectedPatches holes { reason } } }');
    expect(searchCoverage).toHaveLength(PROJECTS.length);
    const patches = searchCoverage.reduce((sum, one) => sum + one.patches, 0);
    expect(patches).toBe(state.patches.length);
    for (const one of searchCoverage) expect(one).toMatchObject({ state: 'LIVE', holes: [] });
  });

  it('finds a new mail after its event, without reading lists', async () => {
    const { store } = gateway.server('aurora');
    gateway.resetRequests();
    const arrived = receivePatch(store, new Date());
    const query = `{ search(query: "bs:\\"${arrived?.name ?? ''}\\"", types: [PATCH]) {
      totalCount complete nodes { ... on Patch { databaseId } } } }`;
    const search = async (): Promise<unknown> =>
      (await gateway.data<{ search: unknown }>(query)).search;
    await expect.poll(search, { timeout: 20_000 }).toEqual({
      totalCount: 1,
      complete: true,
      nodes: [{ databaseId: arrived?.id }],
    });
    const lists = gateway.requests('aurora').filter((path) => /^\/(patches|covers)\/\?/.test(path));
    expect(lists).toEqual([]);
  });

  it('returns pages while mails arrive: none twice, and no existing mail is lost', async () => {
    const { store } = gateway.server('aurora');
    interface Page {
      readonly search: {
        readonly totalCount: number;
        readonly nodes: readonly { readonly databaseId: number }[];
        readonly pageInfo: { readonly endCursor: string | null; readonly hasNextPage: boolean };
      };
    }
    const page = async (first: number, after: string | null): Promise<Page['search']> =>
      (
        await gateway.data<Page>(
          `{ search(query: "nq:the", types: [PATCH], first: ${String(first)}, after: ${JSON.stringify(after)}) {
            totalCount nodes { ... on Patch { databaseId } } pageInfo { endCursor hasNextPage } } }`,
        )
      ).search;
    const before = await page(100, null);
    const newest = Math.max(...store.patches.rows.map(({ date }) => Date.parse(`${date}Z`)));
    const seen: number[] = [];
    let arrived = 0;
    let after: string | null = null;
    for (;;) {
      const { nodes, pageInfo } = await page(20, after);
      seen.push(...nodes.map(({ databaseId }) => databaseId));
      after = pageInfo.endCursor;
      if (!pageInfo.hasNextPage || seen.length >= before.nodes.length) break;
      if (arrived === 3) continue;
      arrived += 1;
      // One is newer than all, and others are among those already read or still to be read.
      const name = receivePatch(store, new Date(newest + (2 - arrived) * 20 * 86_400_000))?.name;
      const query = `{ search(query: ${JSON.stringify(`bs:"${name ?? ''}"`)}, types: [PATCH]) { nodes { __typename } } }`;
      await expect
        .poll(async () => (await gateway.data<Page>(query)).search.nodes.length, {
          timeout: 20_000,
        })
        .toBeGreaterThan(0);
    }
    expect(arrived).toBe(3);
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toEqual(
      expect.arrayContaining(
        before.nodes.slice(0, seen.length - arrived).map(({ databaseId }) => databaseId),
      ),
    );
  });

  it('offers an example of a search in texts, which has results', async () => {
    const objects = await findExampleObjects(
      async (query) => (await gateway.ask<ExampleData>(query)).data,
      { getItem: () => null, setItem: () => undefined },
    );
    const titled = createExamples(objects).find(({ query }) => query.includes('SearchTexts'));
    const { search } = await gateway.data<{
      search: { complete: boolean; edges: readonly { matches: readonly object[] | null }[] };
    }>(titled?.query ?? '');
    expect(search.complete).toBe(true);
    expect(search.edges.length).toBeGreaterThan(0);
    expect(search.edges.every(({ matches }) => (matches?.length ?? 0) > 0)).toBe(true);
    const others = createExamples({ ...objects, indexed: undefined });
    expect(others.map(({ title }) => title)).not.toContain(titled?.title);
  });

  it('reports indexed mails in its metrics', async () => {
    const metrics = await (await fetch(`${gateway.url}/metrics`)).text();
    const [, mails] = /index_mails_total\{server="aurora"\} (\d+)/.exec(metrics) ?? [];
    const index = await openSearchIndex(
      { engine: 'sqlite', path, timeoutMs: 10_000 },
      () => undefined,
    );
    const coverage = await index.coverage();
    await index.close();
    const stored = coverage.reduce(
      (sum, one) => sum + one.patches + one.covers + one.commentCount,
      0,
    );
    expect(Number(mails)).toBeGreaterThanOrEqual(stored);
    for (const one of coverage) {
      const labels = `{server="aurora",project="${one.project}"}`;
      const count = one.patches + one.covers + one.commentCount;
      expect(metrics).toContain(`index_stored_mails${labels} ${String(count)}\n`);
      expect(metrics).toContain(`index_backlog_patches${labels} 0\n`);
      expect(metrics).toContain(`index_holes${labels} 0\n`);
      expect(metrics).toMatch(new RegExp(`index_lag_seconds${labels} [0-9.]+\\n`));
    }
    expect(metrics).toContain('index_available 1\n');
    expect(metrics).toMatch(/index_query_duration_seconds_count\{outcome="answered"\} [1-9]/);
  });
});
