import { afterEach, describe, expect, it } from 'vitest';
import { createFaults, type Faults } from '../../src/sample/server/faults.js';
import { ANA, OLA, reviewState, type PatchPlan, type SeriesPlan } from '../tools/reviewState.js';
import { startTestGateway, type TestGateway } from '../tools/startTestGateway.js';

let gateway: TestGateway;
let nowMs = 0;
afterEach(() => gateway.close());

async function start(
  plans: readonly SeriesPlan[],
  options: { readonly faults?: Faults; readonly api?: '1.3' | '1.2' } = {},
): Promise<void> {
  const { faults = createFaults(), api = '1.3' } = options;
  nowMs = Date.UTC(2026, 10, 20);
  gateway = await startTestGateway({
    instances: [{ name: 'it', state: reviewState(plans, api), faults }],
    now: () => nowMs,
  });
}

const VERSIONS =
  'label version kind confidence isLatest reasons { kind detail score } series { databaseId }';

interface Version {
  readonly label: string;
  readonly kind: string;
  readonly confidence: string | null;
  readonly isLatest: boolean;
  readonly reasons: readonly { readonly kind: string; readonly detail: string }[];
  readonly series: { readonly databaseId: number };
}

interface Versioned {
  readonly versions: readonly Version[] | null;
  readonly supersedes: { readonly databaseId: number } | null;
  readonly supersededBy: { readonly databaseId: number } | null;
  readonly latestVersion: { readonly databaseId: number } | null;
  readonly isLatestVersion: boolean | null;
}

async function versionsOf(id: number, args = ''): Promise<Versioned> {
  const { series } = await gateway.data<{ series: Versioned }>(
    `{ series(instance: "it", databaseId: ${String(id)}) {
      versions${args} { ${VERSIONS} }
      supersedes { databaseId } supersededBy { databaseId } latestVersion { databaseId } isLatestVersion } }`,
  );
  return series;
}

/** `1 FULL`, `2 PARTIAL HIGH REPLY`, preceded by the number of the series. */
function brief({ versions }: Versioned): readonly string[] {
  return (versions ?? []).map(({ series, label, kind, confidence, reasons }) =>
    [series.databaseId, label, kind, confidence, ...reasons.map((reason) => reason.kind)]
      .filter((part) => part !== null)
      .join(' '),
  );
}

const places = ({ supersedes, supersededBy, latestVersion, isLatestVersion }: Versioned) => [
  supersedes?.databaseId ?? null,
  supersededBy?.databaseId ?? null,
  latestVersion?.databaseId ?? null,
  isLatestVersion,
];

/** A patch with a unique diff. */
function patch(title: string, rest: Partial<PatchPlan> = {}): PatchPlan {
  const diff = `diff --git a/a.c b/a.c\n--- a/a.c\n+++ b/a.c\n@@ -1 +1 @@\n-a\n+${title}\n`;
  return { title, diff, ...rest };
}

const two = [patch('one'), patch('two')];

describe('versions of a series', () => {
  it('are a chain with its reasons, the same for each version', async () => {
    await start([
      { title: 'net: fix leak', patches: two },
      { title: 'other work', patches: [patch('else')] },
      { title: 'net: fix leak', version: 2, patches: two },
      {
        title: 'net: stop the leak',
        version: 3,
        coverContent: 'Hi.\n\nChanges:\n- Link to v2: https://lore.example/r/s3-cover@x/\n',
        patches: [patch('new'), patch('newer')],
      },
    ]);
    const chain = ['1 1 FULL', '3 2 FULL CERTAIN TITLE PATCHES', '4 3 FULL CERTAIN LINK'];
    const first = await versionsOf(1);
    expect(brief(first)).toEqual(chain);
    expect(first.versions?.map(({ isLatest }) => isLatest)).toEqual([false, false, true]);
    expect(places(first)).toEqual([null, 3, 4, false]);
    const second = await versionsOf(3);
    expect(brief(second)).toEqual(chain);
    expect(places(second)).toEqual([1, 4, 4, false]);
    const third = await versionsOf(4);
    expect(brief(third)).toEqual(chain);
    expect(places(third)).toEqual([3, null, 4, true]);
    expect(places(await versionsOf(2))).toEqual([null, null, 2, true]);
  });

  it('distinguish branches', async () => {
    await start([
      { title: 'x: fix', prefixes: ['5.10'], patches: two },
      { title: 'x: fix', prefixes: ['5.10'], version: 2, patches: two },
      { title: 'x: fix', prefixes: ['6.1'], version: 2, patches: two },
    ]);
    expect(places(await versionsOf(1))).toEqual([null, 2, 2, false]);
    expect(places(await versionsOf(3))).toEqual([null, null, 3, true]);
    expect(places(await versionsOf(2))).toEqual([1, null, 2, true]);
  });

  it('end with the one that was resent', async () => {
    await start([
      { title: 'x: fix', version: 2, patches: two },
      { title: 'x: fix', prefixes: ['RESEND'], version: 2, patches: two },
    ]);
    const first = await versionsOf(1);
    expect(brief(first)).toEqual(['1 2 FULL', '2 2 RESEND HIGH TITLE']);
    expect(places(first)).toEqual([null, 2, 2, false]);
    expect(places(await versionsOf(2))).toEqual([1, null, 2, true]);
  });

  it('are certain with an equal change-id even if the title differs, but not with a prerequisite', async () => {
    const changeId = 'change-id: 20260901-leak-0123456789ab';
    await start([
      { title: 'net: fix leak', coverContent: `Hi.\n\n---\n${changeId}\n`, patches: two },
      {
        title: 'mm: all anew',
        version: 2,
        coverContent: `Hi.\n\n---\n${changeId}\n`,
        patches: [patch('three')],
      },
      {
        title: 'on top',
        version: 2,
        coverContent: `Hi.\n\n---\nprerequisite-${changeId}:v1\nbase-commit: 0123456789abcdef\n`,
        patches: [patch('four')],
      },
    ]);
    expect(brief(await versionsOf(1))).toEqual(['1 1 FULL', '2 2 FULL CERTAIN CHANGE_ID']);
    expect(places(await versionsOf(2))).toEqual([1, null, 2, true]);
    expect(places(await versionsOf(3))).toEqual([null, null, 3, true]);
    const { series } = await gateway.data<{ series: unknown }>(
      '{ series(instance: "it", databaseId: 3) { changeId baseCommit prerequisites { kind value series { databaseId } isOutdated } } }',
    );
    expect(series).toEqual({
      changeId: null,
      baseCommit: '0123456789abcdef',
      prerequisites: [
        {
          kind: 'CHANGE_ID',
          value: '20260901-leak-0123456789ab:v1',
          series: null,
          isOutdated: null,
        },
      ],
    });
  });

  it('of another author require more than a title', async () => {
    await start([
      { title: 'x: fix', patches: two },
      { title: 'x: fix', version: 2, from: ANA, patches: [patch('three')] },
      {
        title: 'y: other',
        version: 3,
        from: OLA,
        coverContent: 'Supersedes: <s2-cover@x>\n',
        patches: [patch('four')],
      },
      { title: 'x: fix', version: 4, from: ANA, thread: ['<s1-cover@x>'], patches: two },
    ]);
    expect(brief(await versionsOf(3))).toEqual(['2 2 FULL', '3 3 FULL CERTAIN SUPERSEDES']);
    expect(places(await versionsOf(4))).toEqual([2, null, 4, true]);
    expect(brief(await versionsOf(4))).toContain('4 4 FULL HIGH TITLE');
  });

  it('may replace only some patches', async () => {
    await start([
      { title: 'v1', cover: false, patches: [patch('a'), patch('b'), patch('c')] },
      {
        cover: false,
        version: 2,
        total: 3,
        positions: [2],
        patches: [patch('b', { thread: ['<s1-1@x>', '<s1-2@x>'] })],
      },
    ]);
    const first = await versionsOf(1);
    expect(brief(first)).toEqual(['1 1 FULL', '2 2 PARTIAL HIGH REPLY']);
    expect(places(first)).toEqual([null, 2, 2, false]);
    expect(places(await versionsOf(2))).toEqual([1, null, 2, true]);
  });

  it('are one if Patchwork split a posting, whose parts are the latest together', async () => {
    await start([
      { title: 'x', cover: false, patches: [patch('a'), patch('b')], day: 0 },
      { cover: false, version: 2, total: 2, positions: [1], patches: [patch('a')], day: 3 },
      { cover: false, version: 2, total: 2, positions: [2], patches: [patch('b')], day: 3 },
    ]);
    const first = await versionsOf(1);
    expect(first.versions?.map(({ kind, isLatest }) => [kind, isLatest])).toEqual([
      ['FULL', false],
      ['FULL', true],
      ['FRAGMENT', true],
    ]);
    expect(places(first)).toEqual([null, 2, 2, false]);
    expect(places(await versionsOf(2))).toEqual([1, null, 2, true]);
    expect(places(await versionsOf(3))).toEqual([1, null, 3, true]);
  });

  it('are returned down to a minimum confidence', async () => {
    await start([
      { title: 'net: foo: fix the leak', patches: [patch('d'), patch('e')] },
      { title: 'net: foo: fix leak', version: 2, patches: [patch('d'), patch('f')] },
    ]);
    expect(brief(await versionsOf(1))).toEqual(['1 1 FULL']);
    expect(brief(await versionsOf(1, '(minConfidence: LOW)'))).toEqual([
      '1 1 FULL',
      '2 2 FULL LOW SIMILAR',
    ]);
    expect((await versionsOf(1, '(minConfidence: LOW)')).isLatestVersion).toBe(true);
  });

  it('are those of related patches if there is no other reason', async () => {
    const state = reviewState([
      { title: 'one', patches: [patch('a')] },
      { title: 'two', version: 2, patches: [patch('b')] },
    ]);
    nowMs = Date.UTC(2026, 10, 20);
    gateway = await startTestGateway({
      now: () => nowMs,
      instances: [
        {
          name: 'it',
          state: {
            ...state,
            relations: [{ id: 1, patches: [1, 2] }],
            patches: state.patches.map((one) => ({ ...one, relation: 1 })),
          },
        },
      ],
    });
    expect(brief(await versionsOf(1))).toEqual(['1 1 FULL', '2 2 FULL HIGH RELATION']);
    expect(brief(await versionsOf(2))).toEqual(['1 1 FULL', '2 2 FULL HIGH RELATION']);
  });
});

describe('a patch', () => {
  it('replaces its counterpart in an earlier version, skipping versions that lack it', async () => {
    await start([
      { title: 'v1', cover: false, patches: [patch('a'), patch('b'), patch('c')] },
      {
        cover: false,
        version: 2,
        total: 3,
        positions: [2],
        patches: [patch('b', { thread: ['<s1-1@x>', '<s1-2@x>'] })],
      },
      {
        cover: false,
        version: 3,
        patches: [patch('c'), patch('a'), patch('b'), patch('fresh')],
        thread: ['<s1-1@x>'],
      },
    ]);
    const { patches } = await gateway.data<{
      patches: {
        nodes: readonly Readonly<
          Record<'supersedes' | 'supersededBy', { databaseId: number } | null>
        >[];
      };
    }>(
      '{ patches(orderBy: {field: ID, direction: ASC}) { nodes { supersedes { databaseId } supersededBy { databaseId } } } }',
    );
    expect(
      patches.nodes.map(({ supersedes, supersededBy }) => [
        supersedes?.databaseId ?? null,
        supersededBy?.databaseId ?? null,
      ]),
    ).toEqual([
      [null, 6],
      [null, 4],
      [null, 5],
      [2, 7],
      [3, null],
      [1, null],
      [4, null],
      [null, null],
    ]);
  });

  it('is null with the error if a version cannot be read', async () => {
    const faults = createFaults();
    await start(
      [
        { title: 'x', patches: two },
        { title: 'x', version: 2, patches: two },
      ],
      { faults },
    );
    faults.set({
      path: /\/series\/1\/mbox|\/patches\/[12]\//,
      fault: { kind: 'status', status: 500 },
    });
    const { data, errors } = await gateway.ask<{ patch: unknown }>(
      '{ patch(instance: "it", databaseId: 3) { name supersedes { name } } }',
    );
    expect(data.patch).toMatchObject({ supersedes: null });
    expect(errors).toMatchObject([
      { extensions: { instance: 'it', code: 'UPSTREAM_UNAVAILABLE' } },
    ]);
  });
});

describe('the requests for versions', () => {
  /** A chain of three, and 20 series of the submitter that have some words in common with it. */
  const busy = (): readonly SeriesPlan[] => [
    ...Array.from({ length: 20 }, (_, index) => ({
      title: `net: fix the leak of ${String.fromCharCode(97 + index)}x`,
      version: 1 + (index % 2),
      patches: [patch(`else ${String.fromCharCode(97 + index)}`)],
    })),
    { title: 'net: fix the leak', patches: two },
    { title: 'net: fix the leak', version: 2, patches: two },
    { title: 'net: fix the leak', version: 3, patches: two },
  ];
  const paths = (): readonly string[] =>
    gateway
      .requests('it')
      .map((path) => path.split('?')[0] ?? '')
      .sort();

  it('are at most 13 at first, and later one list in addition to the series itself', async () => {
    await start(busy());
    const ask = async (): Promise<Versioned> => {
      const { series } = await gateway.data<{ series: Versioned }>(
        `{ series(instance: "it", databaseId: 22) { versions { ${VERSIONS} } } }`,
      );
      return series;
    };
    const first = await ask();
    expect(brief(first)).toEqual([
      '21 1 FULL',
      '22 2 FULL CERTAIN TITLE PATCHES',
      '23 3 FULL CERTAIN TITLE PATCHES',
    ]);
    expect(gateway.requests('it').length).toBeLessThanOrEqual(13);
    gateway.resetRequests();
    nowMs += 300_000;
    expect(await ask()).toEqual(first);
    expect(paths()).toEqual(['/series/', '/series/22/']);
  });

  it('are one list for all series of a page', async () => {
    await start(busy());
    const ask = async () =>
      await gateway.data<{
        seriesList: { nodes: readonly { databaseId: number; isLatestVersion: boolean }[] };
      }>('{ seriesList { nodes { databaseId isLatestVersion } } }');
    const { seriesList } = await ask();
    expect(
      seriesList.nodes
        .filter(({ isLatestVersion }) => !isLatestVersion)
        .map((one) => one.databaseId),
    ).toEqual([22, 21]);
    gateway.resetRequests();
    nowMs += 300_000;
    await ask();
    // The patches are read for relations, and the series since the oldest.
    expect(paths()).toEqual(['/patches/', '/series/', '/series/']);
  });

  it.each([
    ['the list of series', /\/series\/\?.*submitter=/],
    ['the own head', /\/covers\/1023\//],
    ['the head of a candidate', /\/covers\/1022\//],
  ])('give null with the error of %s', async (_what, path) => {
    const faults = createFaults();
    await start(busy(), { faults });
    faults.set({ path, fault: { kind: 'status', status: 500 } });
    const { data, errors } = await gateway.ask<{ series: Versioned }>(
      '{ series(instance: "it", databaseId: 23) { name versions { label } latestVersion { name } supersedes { name } } }',
    );
    expect(data.series).toMatchObject({
      name: expect.any(String) as string,
      versions: null,
      latestVersion: null,
      supersedes: null,
    });
    expect(errors?.map(({ extensions }) => extensions.instance)).toEqual(['it', 'it', 'it']);
    expect(errors?.[0]?.extensions.request).toMatch(path);
  });

  it('never make a series the latest if newer ones could not be read', async () => {
    const faults = createFaults();
    await start(busy(), { faults });
    faults.set({ path: /\/series\/\?/, fault: { kind: 'status', status: 500 } });
    const { data, errors } = await gateway.ask<{ series: Versioned }>(
      '{ series(instance: "it", databaseId: 23) { isLatestVersion } }',
    );
    expect(data.series.isLatestVersion).toBeNull();
    expect(errors).toMatchObject([
      { extensions: { code: 'UPSTREAM_UNAVAILABLE', instance: 'it' } },
    ]);
  });
});

describe('the latest version', () => {
  const plans: readonly SeriesPlan[] = [
    { title: 'net: fix leak', patches: two },
    { title: 'other work', patches: [patch('else')] },
    { title: 'net: fix leak', version: 2, patches: two },
    { title: 'by Ana', from: ANA, patches: [patch('hers')] },
    { title: 'by Ola', from: OLA, patches: [patch('his')] },
    { title: 'by Ola', from: OLA, version: 2, patches: [patch('his')] },
  ];
  const query = (filter: string, list = 'seriesList'): string =>
    `{ ${list}(orderBy: {field: ID, direction: ASC}, filter: ${filter}) { nodes { databaseId } sources { status error { code } } } }`;

  it.each([
    ['seriesList', '{isLatestVersion: true}', [2, 3, 4, 6]],
    ['seriesList', '{isLatestVersion: false}', [1, 5]],
    ['seriesList', '{isLatestVersion: false, submitter: ["ola@b.example"]}', [5]],
    ['patches', '{isLatestVersion: true}', [3, 4, 5, 6, 8]],
    ['patches', '{isLatestVersion: false}', [1, 2, 7]],
  ])('filters %s by %s', async (list, filter, expected) => {
    await start(plans);
    const data = await gateway.data<Record<string, { nodes: readonly { databaseId: number }[] }>>(
      query(filter, list),
    );
    expect(data[list]?.nodes.map(({ databaseId }) => databaseId)).toEqual(expected);
  });

  it.each([
    ['is:latest is:series', ['by Ana', 'by Ola', 'net: fix leak', 'other work']],
    ['-is:latest is:series', ['by Ola', 'net: fix leak']],
    ['-is:latest is:patch', ['his', 'one', 'two']],
    ['is:latest his', ['his']],
  ])('is found by %s', async (text, expected) => {
    await start(plans);
    const { search } = await gateway.data<{
      search: { nodes: readonly { name: string }[] };
    }>(
      `{ search(query: ${JSON.stringify(text)}) { nodes { ... on Patch { name } ... on Series { name } } } }`,
    );
    expect(search.nodes.map(({ name }) => name.replace(/^\[.*\] /, '')).sort()).toEqual(expected);
  });

  it('makes the source fail if it cannot be determined', async () => {
    const faults = createFaults();
    await start(plans, { faults });
    // The list itself is answered, but not the list of newer series.
    faults.set({ path: /\/series\/\?.*since=/, fault: { kind: 'status', status: 500 } });
    const { data } = await gateway.ask<{ seriesList: unknown }>(query('{isLatestVersion: true}'));
    expect(data.seriesList).toMatchObject({
      nodes: [],
      sources: [{ status: 'FAILED', error: { code: 'UPSTREAM_UNAVAILABLE' } }],
    });
  });
});

describe('prerequisites', () => {
  it('are resolved on the same instance and on others', async () => {
    nowMs = Date.UTC(2026, 10, 20);
    const state = reviewState([
      { title: 'base', patches: two },
      { title: 'base', version: 2, patches: two },
      {
        title: 'on top',
        coverContent: [
          'Depends-on: series-1',
          'Depends-on: patch-3 ("one")',
          'Depends-on: series-77',
          'Based-on: <s2-cover@x>',
          'Depends-on: https://lore.example/r/away-1@x/',
          `prerequisite-patch-id: ${'0123456789'.repeat(4)}`,
          'Depends-on: the other one',
        ].join('\n'),
        patches: [patch('three', { content: 'Do it.\n\nDepends-on: <s1-1@x>\n' }), patch('four')],
      },
    ]);
    const other = reviewState([{ title: 'away', cover: false, patches: [patch('away')] }]);
    gateway = await startTestGateway({
      now: () => nowMs,
      instances: [
        { name: 'it', state },
        {
          name: 'other',
          state: {
            ...other,
            patches: other.patches.map((one) => ({ ...one, msgid: '<away-1@x>' })),
          },
        },
      ],
    });
    const { series } = await gateway.data<{ series: { prerequisites: unknown } }>(
      `{ series(instance: "it", databaseId: 3) { prerequisites {
        kind value series { databaseId instance { name } } patch { databaseId } isOutdated } } }`,
    );
    const on = (name: string, databaseId: number) => ({ databaseId, instance: { name } });
    expect(series.prerequisites).toEqual([
      { kind: 'NUMBER', value: 'series-1', series: on('it', 1), patch: null, isOutdated: true },
      {
        kind: 'NUMBER',
        value: 'patch-3',
        series: on('it', 2),
        patch: { databaseId: 3 },
        isOutdated: false,
      },
      { kind: 'NUMBER', value: 'series-77', series: null, patch: null, isOutdated: null },
      {
        kind: 'MESSAGE_ID',
        value: 's2-cover@x',
        series: on('it', 2),
        patch: null,
        isOutdated: false,
      },
      {
        kind: 'URL',
        value: 'https://lore.example/r/away-1@x/',
        series: on('other', 1),
        patch: { databaseId: 1 },
        isOutdated: false,
      },
      {
        kind: 'PATCH_ID',
        value: '0123456789'.repeat(4),
        series: null,
        patch: null,
        isOutdated: null,
      },
      {
        kind: 'MESSAGE_ID',
        value: 's1-1@x',
        series: on('it', 1),
        patch: { databaseId: 1 },
        isOutdated: true,
      },
    ]);
  });
});
