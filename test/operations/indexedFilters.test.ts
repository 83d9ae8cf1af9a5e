import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { parseDiff } from '../../src/mail/diff/parseDiff.js';
import { demoState } from '../tools/demoState.js';
import { startTestGateway, type TestGateway } from '../tools/startTestGateway.js';
import { sqliteHere } from '../tools/sqliteHere.js';

/*
 * Filters that read each patch, on a server that is indexed and followed, and on the same server without an index.
 */

const folder = mkdtempSync(join(tmpdir(), 'indexed-filters-'));
const state = demoState('aurora');
const timezone = state.server.time_zone;
const PROJECTS = state.projects.map(({ link_name: project }) => ({
  instance: 'aurora',
  project,
  comments: true,
}));
/** For polling: the work itself needs the CPU. */
const PATIENCE = { timeout: 60_000, interval: 100 };
/** Fills the index; another gateway with an empty cache reads it. */
let filling: TestGateway;
let indexed: TestGateway;

type Answers = Readonly<Record<string, { readonly nodes: readonly unknown[] }>>;

/** Costs and answer of a gateway with an empty cache. */
async function ask(gateway: TestGateway, query: string): Promise<readonly [number, Answers]> {
  const { data, errors, extensions } = await gateway.ask<Answers>(query, {
    headers: { 'x-upstream-report': '1' },
  });
  expect(errors).toBeUndefined();
  return [extensions?.upstream?.requests ?? -1, data];
}

const startPlain = (): Promise<TestGateway> =>
  startTestGateway({
    instances: [{ name: 'aurora', timezone, url: filling.server('aurora').url }],
  });

/** Patterns of every form, derived from the first path in a folder. */
function patterns(): readonly string[] {
  const paths = state.patches.flatMap(({ diff }) =>
    diff === null ? [] : parseDiff(diff).files.map(({ path }) => path),
  );
  const path = paths.find((one) => one.includes('/')) ?? '';
  const folderOf = path.slice(0, path.lastIndexOf('/') + 1);
  return [path, folderOf, `${folderOf}*.c`, path.toUpperCase()];
}

beforeAll(async () => {
  const live = { enabled: true, pollSeconds: { min: 0.05, max: 0.05 } };
  const path = join(folder, 'index.db');
  filling = await startTestGateway({
    instances: [{ name: 'aurora', state, timezone }],
    live,
    index: {
      enabled: true,
      path,
      days: 8000,
      requestsPerSecond: 100_000,
      projects: PROJECTS,
    },
  });
  const filled = (): number =>
    filling.logs.filter((line) => line.includes('"event":"index-filled"')).length;
  await vi.waitUntil(() => filled() === PROJECTS.length, PATIENCE);
  indexed = await startTestGateway({
    instances: [{ name: 'aurora', timezone, url: filling.server('aurora').url }],
    live,
    index: { enabled: true, path },
    roles: ['api', 'poll'],
  });
  const isLive = async (): Promise<boolean> => {
    const { live: all } = await indexed.data<{ live: { state: string }[] }>('{ live { state } }');
    return all.every(({ state: one }) => one === 'LIVE');
  };
  await vi.waitUntil(isLive, PATIENCE);
}, 120_000);
afterAll(async () => {
  await indexed.close();
  await filling.close();
  rmSync(folder, { recursive: true });
});

/** Fields by alias, for a pattern or an address. */
type Fields = Readonly<Record<string, (value: string) => string>>;

const PATHS: Fields = {
  patches: (path) => `patches(first: 150, filter: { path: ["${path}"] }) { nodes { databaseId } }`,
  series: (path) =>
    `seriesList(first: 100, filter: { path: ["${path}"] }) { nodes { databaseId } }`,
  foundSeries: (path) =>
    `search(first: 100, query: "path:${path}", types: [SERIES]) { nodes { ... on Series { databaseId } } }`,
  queue: (path) =>
    `reviewQueue(first: 100, filter: { path: ["${path}"] }) { nodes { series { databaseId } } }`,
};

const REVIEWS: Fields = {
  patches: (address) =>
    `patches(first: 100, filter: { reviewedBy: ["${address}"] }) { nodes { databaseId } }`,
  foundPatches: (address) =>
    `search(first: 100, query: "rb:${address}", types: [PATCH]) { nodes { ... on Patch { databaseId } } }`,
};

/**
 * Sends the same query to both gateways. The one without an index has an empty cache; one operation selects all
 * fields, which share their reads.
 */
async function compare(
  fields: Fields,
  { none, some }: { readonly none: string; readonly some: readonly string[] },
): Promise<void> {
  const plain = await startPlain();
  let rows = 0;
  for (const value of [none, ...some]) {
    const parts = Object.entries(fields).map(([alias, of]) => `${alias}: ${of(value)}`);
    const [many, truth] = await ask(plain, `{ ${parts.join('\n')} }`);
    for (const { nodes } of Object.values(truth)) rows += nodes.length;
    // The first field reads every patch without an index, and each other field would as well.
    for (const part of value === none ? parts : [parts.join('\n')]) {
      const [few, found] = await ask(indexed, `{ ${part} }`);
      expect(truth, part).toMatchObject(found);
      if (value === none) expect(few, part).toBeLessThan(many / 3);
    }
  }
  expect(rows).toBeGreaterThan(0);
  await plain.close();
}

describe.skipIf(!sqliteHere)('filters that read each patch, with an index', () => {
  it('return patches, series, search results and queue rows by path like servers, and read only matches', async () => {
    await compare(PATHS, { none: 'no/such/folder/', some: patterns() });
  }, 60_000);

  it('return patches and search results by reviewer like servers, and read only matches', async () => {
    const tags = state.comments.flatMap(
      ({ content }) => /^Reviewed-by: .*<(.*)>$/m.exec(content)?.[1] ?? [],
    );
    const some = [...new Set(tags)].slice(0, 2);
    expect(some.length).toBeGreaterThan(0);
    await compare(REVIEWS, { none: 'nobody@example.org', some });
  }, 60_000);
});
