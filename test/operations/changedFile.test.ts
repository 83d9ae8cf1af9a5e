import { afterEach, describe, expect, it } from 'vitest';
import { createFaults } from '../../src/sample/server/faults.js';
import { reviewState, type SeriesPlan } from '../tools/reviewState.js';
import { startTestGateway, type TestGateway } from '../tools/startTestGateway.js';

let gateway: TestGateway;
let nowMs = 0;
afterEach(() => gateway.close());

async function start(plans: readonly SeriesPlan[], faults = createFaults()): Promise<void> {
  nowMs = Date.UTC(2026, 10, 20);
  gateway = await startTestGateway({
    instances: [{ name: 'it', state: reviewState(plans), faults }],
    now: () => nowMs,
  });
}

const EDIT =
  'diff --git a/drivers/net/a.c b/drivers/net/a.c\nindex 1111111..2222222 100644\n--- a/drivers/net/a.c\n+++ b/drivers/net/a.c\n@@ -1,3 +1,3 @@ int main\n a\n--- old\n+++ new\n b\n';
const RENAME =
  'diff --git a/doc/x b/doc/my dir/x\nold mode 100644\nnew mode 100755\nsimilarity index 90%\nrename from doc/x\nrename to doc/my dir/x\n--- a/doc/x\n+++ b/doc/my dir/x\n@@ -1 +1,2 @@\n a\n+b\n';
const CUT = 'diff --git a/a.c b/a.c\n--- a/a.c\n+++ b/a.c\n@@ -1,5 +1,5 @@\n a\n-b\n';
const CRLF = 'diff --git a/w.c b/w.c\n--- a/w.c\n+++ b/w.c\n@@ -1 +1 @@\n-a\r\n+b\r\n';
const FILES = 'path previousPath changeType additions deletions oldMode newMode similarity';

describe('files', () => {
  it('of a patch are those that git apply finds', async () => {
    await start([{ patches: [{ diff: EDIT + RENAME }] }]);
    const { patch } = await gateway.data<{ patch: unknown }>(
      `{ patch(instance: "it", databaseId: 1) { additions deletions changedFiles diffProblems { code }
         files { ${FILES} } } }`,
    );
    expect(patch).toEqual({
      additions: 2,
      deletions: 1,
      changedFiles: 2,
      diffProblems: [],
      files: [
        expect.objectContaining({
          path: 'drivers/net/a.c',
          changeType: 'MODIFIED',
          additions: 1,
          deletions: 1,
        }),
        {
          path: 'doc/my dir/x',
          previousPath: 'doc/x',
          changeType: 'RENAMED',
          additions: 1,
          deletions: 0,
          oldMode: '100644',
          newMode: '100755',
          similarity: 90,
        },
      ],
    });
  });

  it('of a series are sums over its patches, with hunks and patches, with 1 request', async () => {
    await start([{ patches: [{ diff: EDIT }, { diff: EDIT + RENAME }, { diff: RENAME }] }]);
    const query = `{ series(instance: "it", databaseId: 1) { changedFiles additions deletions
      files(path: ["drivers/"]) { path additions hunks { section oldStart lines } patches { index } } } }`;
    const { series } = await gateway.data<{ series: unknown }>(query);
    const hunk = { section: 'int main', oldStart: 1, lines: [' a', '--- old', '+++ new', ' b'] };
    expect(series).toEqual({
      changedFiles: 2,
      additions: 4,
      deletions: 2,
      files: [
        {
          path: 'drivers/net/a.c',
          additions: 2,
          hunks: [hunk, hunk],
          patches: [{ index: 1 }, { index: 2 }],
        },
      ],
    });
    expect(gateway.requests('it')).toEqual(['/series/1/', '/series/1/mbox/']);
  });

  it('are cached, without the texts', async () => {
    await start([{ patches: [{ diff: EDIT }, { diff: RENAME }] }]);
    const query =
      '{ series(instance: "it", databaseId: 1) { files { path } patches { additions } } }';
    const first = await gateway.data(query);
    gateway.resetRequests();
    nowMs += 3_600_000;
    expect(await gateway.data(query)).toEqual(first);
    expect(gateway.requests('it')).toEqual(['/series/1/']);
  });

  it.each([
    ['["drivers/"]', ['drivers/net/a.c']],
    ['["doc/x"]', ['doc/my dir/x']],
    ['["*.c"]', []],
    ['["drivers/*/?.c", "doc/*/x"]', ['drivers/net/a.c', 'doc/my dir/x']],
  ])('are those of the paths %s', async (path, expected) => {
    await start([{ patches: [{ diff: EDIT + RENAME }] }]);
    const { patch } = await gateway.data<{ patch: { files: { path: string }[] } }>(
      `{ patch(instance: "it", databaseId: 1) { files(path: ${path}) { path } } }`,
    );
    expect(patch.files.map((file) => file.path)).toEqual(expected);
  });

  it('of a broken diff are those before the problem, which is reported', async () => {
    await start([{ patches: [{ diff: EDIT + CUT }, { diff: EDIT }] }]);
    const { series } = await gateway.data<{ series: { patches: unknown[] } }>(
      '{ series(instance: "it", databaseId: 1) { patches { files { path } diffProblems { code line } } } }',
    );
    expect(series.patches[0]).toEqual({
      files: [{ path: 'drivers/net/a.c' }, { path: 'a.c' }],
      diffProblems: [{ code: 'CORRUPT_HUNK', line: 15 }],
    });
  });

  it('are null without a diff', async () => {
    await start([{ patches: [{ diff: null, content: 'Please pull.' }] }]);
    const { patch } = await gateway.data<{ patch: unknown }>(
      '{ patch(instance: "it", databaseId: 1) { files { path } additions changedFiles diffProblems { code } } }',
    );
    expect(patch).toEqual({ files: null, additions: null, changedFiles: null, diffProblems: null });
  });

  it('have the same lines from the mbox, which has no carriage returns, as from the patch', async () => {
    await start([{ patches: [{ diff: CRLF }, { diff: CRLF }] }]);
    const HUNKS = 'files { additions hunks { lines } }';
    const { series, patch } = await gateway.data<{ series: { files: unknown[] }; patch: unknown }>(
      `{ series(instance: "it", databaseId: 1) { ${HUNKS} }
         patch(instance: "it", databaseId: 1) { ${HUNKS} diff } }`,
    );
    expect(patch).toEqual({
      diff: CRLF,
      files: [{ additions: 1, hunks: [{ lines: ['-a', '+b'] }] }],
    });
    expect(series.files).toEqual([
      { additions: 2, hunks: [{ lines: ['-a', '+b'] }, { lines: ['-a', '+b'] }] },
    ]);
  });

  it('are null with the error if one text cannot be read', async () => {
    const faults = createFaults();
    await start([{ patches: [{ diff: EDIT }, { diff: RENAME }] }], faults);
    faults.set({ path: /mbox|patches\/2\/$/, fault: { kind: 'html' } });
    const { data, errors } = await gateway.ask<{ series: unknown }>(
      '{ series(instance: "it", databaseId: 1) { additions files { path } patches { additions } } }',
    );
    expect(data.series).toEqual({
      additions: null,
      files: null,
      patches: [{ additions: 1 }, { additions: null }],
    });
    expect(errors?.map(({ extensions }) => extensions.instance)).toEqual(['it', 'it', 'it']);
  });
});

it('splits message and notes of a patch', async () => {
  await start([
    {
      patches: [
        {
          content:
            'From: Ana <ana@a.example>\n\nDo it.\n\nBecause.\n\nSigned-off-by: Ana <ana@a.example>\n---\nv2: shorter\n\n lib/a.c | 1 +\n 1 file changed, 1 insertion(+)',
        },
      ],
    },
  ]);
  const { patch } = await gateway.data<{ patch: unknown }>(
    '{ patch(instance: "it", databaseId: 1) { commitMessage notes } }',
  );
  expect(patch).toEqual({ commitMessage: 'Do it.\n\nBecause.', notes: 'v2: shorter' });
});
