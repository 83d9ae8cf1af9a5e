import { afterEach, describe, expect, it } from 'vitest';
import { createFaults } from '../../src/sample/server/faults.js';
import { ANA, OLA, reviewState, type PatchPlan, type SeriesPlan } from '../tools/reviewState.js';
import { startTestGateway, type TestGateway } from '../tools/startTestGateway.js';

let gateway: TestGateway;
afterEach(() => gateway.close());

async function start(plans: readonly SeriesPlan[], faults = createFaults()): Promise<void> {
  gateway = await startTestGateway({
    instances: [{ name: 'it', state: reviewState(plans), faults }],
    now: () => Date.UTC(2026, 10, 20),
    review: { bots: ['bot@b.example'] },
  });
}

const REVIEW = 'Reviewed-by: Ana Ruiz <ana@a.example>';
const ACK = 'Acked-by: Ola Berg <ola@b.example>';
const SIGNED = 'Signed-off-by: Kofi Boakye <kofi@dev.example>';

const diffOf = (path: string, line: string): string =>
  `diff --git a/${path} b/${path}\n--- a/${path}\n+++ b/${path}\n@@ -1,2 +1,3 @@\n one\n+${line}\n two\n`;

/** A patch with these trailers in its message. */
function patch(name: string, line: string, ...trailers: readonly string[]): PatchPlan {
  const content = `Do it.\n\n${[...trailers, SIGNED].join('\n')}\n---\n ${name}.c | 1 +`;
  return { title: `${name}: do it`, content, diff: diffOf(`${name}.c`, line) };
}

const v1: SeriesPlan = {
  title: 'Make it',
  patches: [patch('a', 'x'), patch('b', 'x'), patch('c', 'x')],
  replies: [
    { to: 'cover', from: ANA, content: REVIEW },
    { to: 2, from: OLA, content: ACK },
  ],
};

interface Trailer {
  readonly kind: string;
  readonly source: string;
  readonly counts: boolean;
  readonly carry: string | null;
  readonly confirmedBy: { readonly messageId: string } | null;
}

/** `REVIEW CARRIED by s1-r1@x` for each trailer except sign-offs, by patch. */
async function carries(
  id: number,
  sources = '[MESSAGE, REPLY, COVER_REPLY, EARLIER_VERSION]',
): Promise<readonly (readonly string[])[]> {
  const { series } = await gateway.data<{
    series: { patches: readonly { readonly trailers: readonly Trailer[] }[] };
  }>(
    `{ series(instance: "it", databaseId: ${String(id)}) { patches {
      trailers(filter: {source: ${sources}, kind: [REVIEW, ACK, TEST, NACK]}) {
        kind source counts carry confirmedBy { messageId } } } } }`,
  );
  return series.patches.map(({ trailers }) =>
    trailers.map(
      ({ kind, counts, carry, confirmedBy }) =>
        `${kind} ${carry ?? '-'} by ${confirmedBy?.messageId ?? '-'}${counts ? '' : ' (no)'}`,
    ),
  );
}

describe('trailers of the previous version', () => {
  it('are carried, given again, dropped with the change, or lost', async () => {
    await start([
      v1,
      {
        title: 'Make it',
        version: 2,
        patches: [patch('a', 'x', REVIEW), patch('b', 'y'), patch('c', 'x')],
        replies: [{ to: 2, from: OLA, content: ACK }],
      },
    ]);
    expect(await carries(2)).toEqual([
      ['REVIEW CARRIED by s1-r1@x'],
      ['REVIEW DROPPED by s1-r1@x (no)', 'ACK REGIVEN by s2-r1@x'],
      ['REVIEW LOST by s1-r1@x (no)'],
    ]);
    // Without EARLIER_VERSION, only those of this version are listed.
    expect(await carries(2, '[MESSAGE, REPLY]')).toEqual([
      ['REVIEW CARRIED by s1-r1@x'],
      ['ACK REGIVEN by s2-r1@x'],
      [],
    ]);
    const { series } = await gateway.data<{ series: unknown }>(
      `{ series(instance: "it", databaseId: 2) { reviewSummary { reviewCount unreviewedIndexes }
        trailers(filter: {source: [EARLIER_VERSION], kind: [REVIEW]}) {
          source counts carry occurrences { message { __typename messageId } } } } }`,
    );
    expect(series).toEqual({
      reviewSummary: { reviewCount: 1, unreviewedIndexes: [3] },
      trailers: [
        {
          source: 'EARLIER_VERSION',
          counts: true,
          carry: 'LOST',
          occurrences: [
            { message: { __typename: 'Comment', messageId: 's1-r1@x' } },
            { message: { __typename: 'Patch', messageId: 's2-1@x' } },
          ],
        },
      ],
    });
  });

  it('are dropped with a change below text that Patchwork takes for the diff', async () => {
    const split = (line: string): PatchPlan => ({
      ...patch('b', line),
      content: 'The',
      diff: `diff of the tables is below.\n\n${SIGNED}\n---\n${diffOf('b.c', line)}`,
    });
    await start([
      { ...v1, patches: [split('x')], replies: [{ to: 'cover', from: ANA, content: REVIEW }] },
      { title: 'Make it', version: 2, patches: [split('y')] },
    ]);
    expect(await carries(2)).toEqual([['REVIEW DROPPED by s1-r1@x (no)']]);
  });

  it.each([
    ['a mode', 'old mode 100644\nnew mode 100755\n', ''],
    ['the old name', 'similarity index 90%\nrename from o.c\nrename to b.c\n', ''],
    [
      'a binary file',
      '',
      'diff --git a/l b/l\nindex 1111..2222\nBinary files a/l and b/l differ\n',
    ],
  ])(
    'are dropped with a change of %s, which is not part of the hash',
    async (_what, head, file) => {
      const [before, now] = [patch('b', 'x'), patch('b', 'x')];
      const diff = `${(now.diff ?? '').replace('--- ', `${head}--- `)}${file}`;
      await start([
        { ...v1, patches: [before], replies: [{ to: 'cover', from: ANA, content: REVIEW }] },
        { title: 'Make it', version: 2, patches: [{ ...now, diff }] },
      ]);
      expect(await carries(2)).toEqual([['REVIEW DROPPED by s1-r1@x (no)']]);
    },
  );

  it('follow a patch whose title and diff were changed, and no other patch', async () => {
    const longer = (title: string, line: string): PatchPlan => ({
      ...patch('a', 'x'),
      title,
      diff: `diff --git a/a.c b/a.c\n--- a/a.c\n+++ b/a.c\n@@ -1,2 +1,8 @@\n one\n+1\n+2\n+3\n+4\n+5\n+${line}\n two\n`,
    });
    await start([
      { ...v1, patches: [longer('first', '6'), patch('b', 'x')] },
      { title: 'Make it', version: 2, patches: [longer('now called so', '7'), patch('z', 'q')] },
    ]);
    expect(await carries(2)).toEqual([['REVIEW DROPPED by s1-r1@x (no)'], []]);
  });

  it('are those of the version that a partial version did not change', async () => {
    await start([
      v1,
      {
        title: 'b: do it',
        version: 2,
        total: 3,
        cover: false,
        patches: [
          {
            ...patch('b', 'y', ACK),
            name: '[v2,2/3] b: do it',
            thread: ['<s1-cover@x>', '<s1-2@x>'],
          },
        ],
      },
      {
        title: 'Make it',
        version: 3,
        patches: [patch('a', 'x', REVIEW), patch('b', 'y'), patch('c', 'z')],
      },
    ]);
    expect(await carries(2)).toEqual([
      ['REVIEW DROPPED by s1-r1@x (no)', 'ACK CARRIED by s1-r2@x'],
    ]);
    expect(await carries(3)).toEqual([
      ['REVIEW CARRIED by s1-r1@x'],
      // v2 no longer had the review.
      ['ACK LOST by s1-r2@x (no)'],
      ['REVIEW DROPPED by s1-r1@x (no)'],
    ]);
  });

  it('are unknown if there is no previous version', async () => {
    await start([{ patches: [patch('a', 'x', REVIEW)] }]);
    expect(await carries(1)).toEqual([['REVIEW - by -']]);
  });
});

describe('confirmedBy', () => {
  it('is a reply of this version, without additional requests', async () => {
    await start([
      { patches: [patch('a', 'x', REVIEW)], replies: [{ to: 1, from: ANA, content: REVIEW }] },
    ]);
    const query = (more: string): string =>
      `{ series(instance: "it", databaseId: 1) { trailers(filter: {kind: [REVIEW]}) { source ${more} } } }`;
    const { series } = await gateway.data<{ series: unknown }>(query('confirmedBy { messageId }'));
    expect(series).toEqual({
      trailers: [{ source: 'MESSAGE', confirmedBy: { messageId: 's1-r1@x' } }],
    });
    const requests = gateway.requests('it');
    expect(requests.filter((path) => path.includes('submitter'))).toEqual([]);
  });

  it('is null if only others, the author or a bot gave the trailer', async () => {
    await start([
      {
        title: 'Make it',
        patches: [patch('a', 'x')],
        replies: [
          { to: 1, from: OLA, content: REVIEW },
          {
            to: 1,
            from: { name: 'Bot', email: 'bot@b.example' },
            content: 'Acked-by: Bot <bot@b.example>',
          },
          { to: 1, from: ANA, content: `> ${REVIEW}\n\nThis was a quote.` },
        ],
      },
      {
        title: 'Make it',
        version: 2,
        patches: [patch('a', 'x', REVIEW, 'Acked-by: Bot <bot@b.example>')],
      },
    ]);
    expect(await carries(2)).toEqual([['REVIEW - by -', 'ACK - by -']]);
  });

  it('is found several versions back', async () => {
    await start([
      v1,
      {
        title: 'Make it',
        version: 2,
        patches: [patch('a', 'x', REVIEW), patch('b', 'x'), patch('c', 'x')],
      },
      {
        title: 'Make it',
        version: 3,
        patches: [patch('a', 'x', REVIEW), patch('b', 'x'), patch('c', 'x')],
      },
    ]);
    expect((await carries(3))[0]).toEqual(['REVIEW CARRIED by s1-r1@x']);
  });
});

describe('reviewDecision with confirmedOnly', () => {
  const decide = async (id: number, more = ''): Promise<unknown> => {
    const { series } = await gateway.data<{ series: { a: unknown; b: unknown } }>(
      `{ series(instance: "it", databaseId: ${String(id)}) {
        a: reviewDecision b: reviewDecision(confirmedOnly: true ${more}) } }`,
    );
    return [series.a, series.b];
  };

  it('uses replies of earlier versions, each for its own patch', async () => {
    const claimed = [patch('a', 'x', REVIEW), patch('b', 'x', REVIEW), patch('c', 'x', REVIEW)];
    await start([
      v1,
      { title: 'Make it', version: 2, patches: claimed },
      { title: 'Other', patches: claimed.slice(0, 1) },
      {
        title: 'Third',
        patches: [patch('d', 'x'), patch('e', 'x')],
        replies: [{ to: 1, from: ANA, content: REVIEW }],
      },
      { title: 'Third', version: 2, patches: [patch('d', 'x', REVIEW), patch('e', 'x', REVIEW)] },
    ]);
    expect(await decide(2)).toEqual(['APPROVED', 'APPROVED']);
    expect(await decide(2, 'minApprovals: 2')).toEqual(['APPROVED', 'REVIEW_REQUIRED']);
    expect(await decide(3)).toEqual(['APPROVED', 'REVIEW_REQUIRED']);
    expect(await decide(5)).toEqual(['APPROVED', 'REVIEW_REQUIRED']);
  });

  it('does not look for versions if replies are sufficient, or if nothing is', async () => {
    await start([v1, { patches: [patch('a', 'x')] }]);
    expect(await decide(1)).toEqual(['APPROVED', 'APPROVED']);
    expect(await decide(2)).toEqual(['REVIEW_REQUIRED', 'REVIEW_REQUIRED']);
    expect(gateway.requests('it').filter((path) => path.includes('submitter'))).toEqual([]);
  });
});

describe('data of an earlier version', () => {
  const plans: readonly SeriesPlan[] = [
    v1,
    {
      title: 'Make it',
      version: 2,
      patches: [patch('a', 'x', REVIEW), patch('b', 'x', REVIEW), patch('c', 'x', REVIEW)],
    },
  ];

  it.each([
    ['a list of its replies', /\/patches\/2\/comments/],
    ['the list of versions', /\/series\/\?/],
  ])('is null with the error where %s cannot be read', async (_what, path) => {
    const faults = createFaults();
    await start(plans, faults);
    faults.set({ path, fault: { kind: 'status', status: 500 } });
    const { data, errors } = await gateway.ask<{ series: unknown }>(
      `{ series(instance: "it", databaseId: 2) { name reviewDecision strict: reviewDecision(confirmedOnly: true)
        trailers(filter: {kind: [REVIEW]}) { kind carry confirmedBy { messageId } }
        earlier: trailers(filter: {source: [EARLIER_VERSION]}) { kind } } }`,
    );
    expect(data.series).toEqual({
      name: 'Make it',
      reviewDecision: 'APPROVED',
      strict: null,
      trailers: [{ kind: 'REVIEW', carry: null, confirmedBy: null }],
      earlier: null,
    });
    expect(errors?.map(({ path: at }) => at?.at(-1))).toEqual(
      expect.arrayContaining(['strict', 'carry', 'confirmedBy', 'earlier']),
    );
    for (const { extensions } of errors ?? []) {
      expect(extensions).toMatchObject({ code: 'UPSTREAM_UNAVAILABLE', instance: 'it' });
    }
  });

  it('costs the versions, its mbox and its replies, and later only what may have changed', async () => {
    await start(plans);
    const query = `{ series(instance: "it", databaseId: 2) {
      trailers(filter: {kind: [REVIEW]}) { carry confirmedBy { messageId } } } }`;
    await gateway.data(query);
    const first = gateway.requests('it');
    expect(first.filter((path) => path.includes('mbox')).sort()).toEqual([
      '/series/1/mbox/',
      '/series/2/mbox/',
    ]);
    expect(first.length).toBeLessThanOrEqual(15);
    gateway.resetRequests();
    await gateway.data(query);
    expect(gateway.requests('it').length).toBeLessThanOrEqual(3);
  });
});
