import { afterEach, describe, expect, it } from 'vitest';
import { createFaults } from '../../src/sample/server/faults.js';
import { ANA, OLA, reviewState, type SeriesPlan } from '../tools/reviewState.js';
import { startTestGateway, type TestGateway } from '../tools/startTestGateway.js';

let gateway: TestGateway;
let nowMs = 0;
afterEach(() => gateway.close());

async function start(
  plans: readonly SeriesPlan[],
  { faults = createFaults(), scanRows = 10_000 } = {},
): Promise<void> {
  nowMs = Date.UTC(2026, 10, 20);
  gateway = await startTestGateway({
    instances: [{ name: 'it', state: reviewState(plans), faults }],
    now: () => nowMs,
    limits: { scanRows },
  });
}

const diffOf = (path: string): string =>
  `diff --git a/${path} b/${path}\n--- a/${path}\n+++ b/${path}\n@@ -1 +1 @@\n-a\n+b\n`;

/** Four series, newest last: reviewed, rejected, waiting, incomplete. */
const PLANS: readonly SeriesPlan[] = [
  {
    title: 'one',
    patches: [
      { diff: diffOf('drivers/net/a.c'), checks: [{ state: 'success' }], state: 'accepted' },
      { diff: diffOf('lib/b.c'), checks: [{ state: 'success' }], state: 'accepted' },
    ],
    replies: [
      { to: 'cover', from: ANA, content: 'Reviewed-by: Ana Ruiz <ana@a.example>' },
      { to: 2, from: OLA, content: 'Acked-by: Ola Berg <ola@b.example>' },
    ],
  },
  {
    title: 'two',
    version: 2,
    patches: [
      { diff: diffOf('drivers/net/a.c'), checks: [{ state: 'pending' }] },
      { diff: diffOf('c.c') },
    ],
    replies: [{ to: 1, from: ANA, content: 'Nacked-by: Ana Ruiz <ana@a.example>' }],
  },
  { title: 'three', patches: [{ diff: diffOf('drivers/usb/d.c') }, {}] },
  { title: 'four', total: 3, patches: [{ checks: [{ state: 'fail' }] }, {}] },
];

async function patchesOf(filter: string): Promise<readonly string[]> {
  const { patches } = await gateway.data<{
    patches: { nodes: readonly { databaseId: number }[] };
  }>(
    `{ patches(orderBy: {field: ID, direction: ASC}, filter: ${filter}) { nodes { databaseId } } }`,
  );
  return patches.nodes.map(({ databaseId }) => String(databaseId));
}

async function seriesOf(filter: string): Promise<readonly string[]> {
  const { seriesList } = await gateway.data<{
    seriesList: { nodes: readonly { name: string }[] };
  }>(`{ seriesList(orderBy: {field: ID, direction: ASC}, filter: ${filter}) { nodes { name } } }`);
  return seriesList.nodes.map(({ name }) => name);
}

describe('patches', () => {
  it.each([
    ['{checkRollup: [NONE]}', '4 5 6 8'],
    ['{checkRollup: [PENDING]}', '3'],
    ['{checkRollup: [NONE, FAIL]}', '4 5 6 7 8'],
    ['{path: ["drivers/net/"]}', '1 3'],
    ['{path: ["drivers/*/?.c", "c.c"]}', '1 3 4 5'],
    ['{reviewedBy: ["ANA@a.example"]}', '1 2'],
    ['{reviewedBy: ["ola@b.example"]}', '2'],
    ['{reviewDecision: [APPROVED]}', '1 2'],
    ['{reviewDecision: [CHANGES_REQUESTED]}', '3'],
    ['{hasReplies: true}', '2 3'],
    ['{hasReplies: false}', '1 4 5 6 7 8'],
    ['{path: ["drivers/net/"], reviewDecision: [APPROVED]}', '1'],
    ['{path: ["drivers/net/"], reviewedBy: []}', ''],
  ])('are filtered by %s', async (filter, expected) => {
    await start(PLANS);
    expect((await patchesOf(filter)).join(' ')).toBe(expected);
  });

  it('are counted with them', async () => {
    await start(PLANS);
    const { patchCounts } = await gateway.data<{ patchCounts: { totalCount: number } }>(
      '{ patchCounts(by: STATE, filter: {path: ["drivers/net/"]}) { totalCount groups { key count } } }',
    );
    expect(patchCounts).toMatchObject({ totalCount: 2 });
  });
});

describe('series', () => {
  it.each([
    ['{status: [ACCEPTED]}', 'one'],
    ['{status: [ACTION_REQUIRED]}', 'two three four'],
    ['{isComplete: true}', 'one two three'],
    ['{isComplete: false}', 'four'],
    ['{checkRollup: [NONE]}', 'three'],
    ['{checkRollup: [FAIL, PENDING]}', 'two four'],
    ['{version: [2, 3]}', 'two'],
    ['{category: [ACCEPTED]}', 'one'],
    ['{delegate: ["nobody"]}', ''],
    ['{path: ["drivers/"]}', 'one two three'],
    ['{reviewDecision: [APPROVED]}', 'one'],
    ['{reviewDecision: [REVIEW_REQUIRED], isComplete: true}', 'three'],
    ['{version: [2], status: [ACCEPTED]}', ''],
  ])('are filtered by %s', async (filter, expected) => {
    await start(PLANS);
    expect((await seriesOf(filter)).join(' ')).toBe(expected);
  });
});

describe('a filter that reads each row', () => {
  it('costs the texts once: 1 request per series, later none', async () => {
    await start(PLANS);
    const filter = '{path: ["drivers/net/"]}';
    await patchesOf(filter);
    expect(
      gateway
        .requests('it')
        .map((path) => path.split('?')[0])
        .sort(),
    ).toEqual([
      '/patches/',
      '/series/',
      '/series/1/mbox/',
      '/series/2/mbox/',
      '/series/3/mbox/',
      '/series/4/mbox/',
    ]);
    gateway.resetRequests();
    nowMs += 3_600_000;
    await patchesOf(filter);
    expect(gateway.requests('it').map((path) => path.split('?')[0])).toEqual(['/patches/']);
  });

  it('continues after the rows it has examined', async () => {
    await start(PLANS, { scanRows: 4 });
    const page = async (after: string) =>
      await gateway.data<{
        patches: {
          nodes: readonly { databaseId: number }[];
          pageInfo: { hasNextPage: boolean; endCursor: string | null };
        };
      }>(
        `{ patches(first: 2, ${after} filter: {path: ["drivers/net/"]}) { nodes { databaseId } pageInfo { hasNextPage endCursor } } }`,
      );
    const { patches: first } = await page('');
    expect(first).toMatchObject({ nodes: [], pageInfo: { hasNextPage: true } });
    const { patches: second } = await page(`after: "${first.pageInfo.endCursor ?? ''}",`);
    expect(second.nodes.map(({ databaseId }) => databaseId)).toEqual([3, 1]);
  });

  it('fails if a row cannot be decided, and omits none', async () => {
    const faults = createFaults();
    await start(PLANS, { faults });
    faults.set({ path: /comments/, fault: { kind: 'status', status: 500 } });
    const { data } = await gateway.ask<{
      patches: { nodes: unknown[]; sources: readonly { status: string; error: unknown }[] };
    }>(
      '{ patches(filter: {reviewDecision: [APPROVED]}) { nodes { databaseId } sources { status error { code } } } }',
    );
    expect(data.patches).toMatchObject({ nodes: [], sources: [{ status: 'FAILED' }] });
  });

  it.each([
    ['patches(filter: {path: [""]})', 'path'],
    ['patches(filter: {path: ["lib/", "/drivers/net/"]})', 'path'],
    ['seriesList(filter: {path: [""]})', 'path'],
    ['reviewQueue(filter: {path: ["/"]})', 'path'],
    ['patches(filter: {reviewedBy: ["ana"]})', 'reviewedBy'],
  ])('refuses %s, which nothing can fit, before anything is read', async (field, name) => {
    await start(PLANS);
    const { data, errors } = await gateway.ask(`{ list: ${field} { totalCount } }`);
    expect(data).toEqual({ list: null });
    expect(errors?.[0]?.extensions).toEqual({
      code: 'BAD_USER_INPUT',
      argument: `filter.${name}`,
    });
    expect(gateway.requests('it')).toEqual([]);
  });
});
