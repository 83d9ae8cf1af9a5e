import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseDiff } from '../../src/mail/diff/parseDiff.js';
import { demoState } from '../tools/demoState.js';
import { startTestGateway, type TestGateway } from '../tools/startTestGateway.js';
import { sqliteHere } from '../tools/sqliteHere.js';

/*
 * Filters that read each patch, over a server that is indexed and followed, and over the same one that is not.
 */

const folder = mkdtempSync(join(tmpdir(), 'indexed-filters-'));
const state = demoState('aurora');
const timezone = state.server.time_zone;
const PROJECTS = state.projects.map(({ link_name: project }) => ({
  instance: 'aurora',
  project,
  comments: true,
}));
/** Fills the index; another gateway reads it, whose cache is as empty as that of the one without. */
let filling: TestGateway;
let indexed: TestGateway;

/** Costs and answer of a gateway that has read nothing. */
async function ask(gateway: TestGateway, query: string): Promise<readonly [number, unknown]> {
  const { data, errors, extensions } = await gateway.ask<unknown>(query, {
    headers: { 'x-upstream-report': '1' },
  });
  expect(errors).toBeUndefined();
  return [extensions?.upstream?.requests ?? -1, data];
}

const startPlain = (): Promise<TestGateway> =>
  startTestGateway({
    instances: [{ name: 'aurora', timezone, url: filling.server('aurora').url }],
  });

/** Paths of the diffs, and patterns of every form that are made of them. */
function patterns(): readonly string[] {
  const paths = state.patches.flatMap(({ diff }) =>
    diff === null ? [] : parseDiff(diff).files.map(({ path }) => path),
  );
  const some = [...new Set(paths)]
    .sort()
    .filter((_, index) => index % 9 === 0)
    .slice(0, 4);
  return some.flatMap((path) => {
    const folderOf = path.slice(0, path.lastIndexOf('/') + 1);
    return folderOf === '' ? [path] : [path, folderOf, `${folderOf}*.c`, path.toUpperCase()];
  });
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
  while (filled() < PROJECTS.length) await new Promise((next) => setImmediate(next));
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
  while (!(await isLive())) await new Promise((next) => setImmediate(next));
}, 120_000);
afterAll(async () => {
  await indexed.close();
  await filling.close();
  rmSync(folder, { recursive: true });
});

/** Asks both gateways the same, and adds up what it costs them. */
async function compare(
  queries: readonly string[],
): Promise<{ readonly rows: number; readonly plain: number; readonly indexed: number }> {
  const other = await startPlain();
  const sum = { rows: 0, plain: 0, indexed: 0 };
  for (const query of queries) {
    const [many, truth] = await ask(other, query);
    const [few, found] = await ask(indexed, query);
    expect(found, query).toEqual(truth);
    sum.rows +=
      Object.values(truth as Record<string, { nodes: readonly unknown[] }>)[0]?.nodes.length ?? 0;
    sum.plain += many;
    sum.indexed += few;
  }
  await other.close();
  return sum;
}

describe.skipIf(!sqliteHere)('filters that read each patch, with an index', () => {
  it.each([
    [
      'patches',
      (path: string) =>
        `patches(first: 150, filter: { path: ["${path}"] }) { nodes { databaseId } }`,
    ],
    [
      'series',
      (path: string) =>
        `seriesList(first: 100, filter: { path: ["${path}"] }) { nodes { databaseId } }`,
    ],
    [
      'found series',
      (path: string) =>
        `search(first: 100, query: "path:${path}", types: [SERIES]) { nodes { ... on Series { databaseId } } }`,
    ],
    [
      'rows of the queue',
      (path: string) =>
        `reviewQueue(first: 100, filter: { path: ["${path}"] }) { nodes { series { databaseId } } }`,
    ],
  ])(
    'give the %s of a path as servers do, with fewer requests',
    async (_, field) => {
      const sum = await compare([...new Set(patterns())].map((path) => `{ ${field(path)} }`));
      expect(sum.indexed).toBeLessThan(sum.plain);
    },
    60_000,
  );

  it.each([
    [
      'patches',
      (address: string) =>
        `patches(first: 100, filter: { reviewedBy: ["${address}"] }) { nodes { databaseId } }`,
    ],
    [
      'found patches',
      (address: string) =>
        `search(first: 100, query: "rb:${address}", types: [PATCH]) { nodes { ... on Patch { databaseId } } }`,
    ],
  ])(
    'give the %s that somebody reviewed as servers do, with fewer requests',
    async (_, field) => {
      const tags = state.comments.flatMap(
        ({ content }) => /^Reviewed-by: .*<(.*)>$/m.exec(content)?.[1] ?? [],
      );
      const reviewers = [...new Set(tags)].slice(0, 3);
      expect(reviewers.length).toBeGreaterThan(0);
      const sum = await compare(
        [...reviewers, 'nobody@example.org'].map((one) => `{ ${field(one)} }`),
      );
      expect(sum.rows).toBeGreaterThan(0);
      expect(sum.indexed).toBeLessThan(sum.plain);
    },
    60_000,
  );
});
