import { afterEach, describe, expect, it } from 'vitest';
import { createFaults, type Faults } from '../../src/sample/server/faults.js';
import { ANA, KOFI, OLA, reviewState, type SeriesPlan } from '../tools/reviewState.js';
import { startTestGateway, type TestGateway } from '../tools/startTestGateway.js';

const MINUTE_MS = 60_000;
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

interface Trailer {
  readonly name: string;
  readonly kind: string;
  readonly identity: string;
  readonly counts: boolean;
  readonly source: string;
  readonly note: string | null;
  readonly patchIndexes: readonly number[] | null;
  readonly person: { readonly email: string } | null;
}

const FIELDS = 'name kind value identity counts source note patchIndexes person { name email }';
const REVIEW = `
  trailers { ${FIELDS} }
  reviewSummary { reviewCount ackCount testCount nackCount reviewers { email } unreviewedIndexes }
  reviewDecision`;

interface Reviewed {
  readonly trailers: readonly Trailer[] | null;
  readonly reviewSummary: unknown;
  readonly reviewDecision: string | null;
  readonly patches: readonly Reviewed[];
}

async function reviewOf(id = 1): Promise<Reviewed> {
  const { series } = await gateway.data<{ series: Reviewed }>(
    `{ series(instance: "it", databaseId: ${String(id)}) { ${REVIEW} patches { ${REVIEW} } } }`,
  );
  return series;
}

/** Trailers without sign-offs, in short form: `REVIEW ana@a.example EXACT`. */
function brief({ trailers }: Reviewed): readonly string[] {
  return (trailers ?? [])
    .filter(({ kind }) => kind !== 'SIGN_OFF')
    .map(({ kind, person, identity }) => [kind, person?.email ?? '-', identity].join(' '));
}

const rb = (name: string, email: string): string => `Reviewed-by: ${name} <${email}>`;

describe('trailers of a series', () => {
  it('are those in replies to cover and patches, one per person, for the patches they apply to', async () => {
    await start([
      {
        patches: [{}, {}, {}],
        replies: [
          { to: 'cover', from: ANA, content: rb('Ana Ruiz', 'ana@a.example') },
          { to: 2, from: ANA, content: `${rb('Ana Ruiz', 'ANA@a.example')} # docs` },
          {
            to: 1,
            from: OLA,
            content: `> ${rb('Ana Ruiz', 'ana@a.example')}\n\nTested-by: Ola Berg <ola@b.example>`,
          },
        ],
      },
    ]);
    const series = await reviewOf();
    expect(brief(series)).toEqual(['REVIEW ana@a.example EXACT', 'TEST ola@b.example EXACT']);
    expect(series).toMatchObject({
      reviewDecision: 'APPROVED',
      reviewSummary: {
        reviewCount: 1,
        testCount: 1,
        reviewers: [{ email: 'ana@a.example' }],
        unreviewedIndexes: [],
      },
    });
    expect(series.patches.map(brief)).toEqual([
      ['REVIEW ana@a.example EXACT', 'TEST ola@b.example EXACT'],
      ['REVIEW ana@a.example EXACT'],
      ['REVIEW ana@a.example EXACT'],
    ]);
    expect(series.patches[1]?.trailers).toContainEqual(
      expect.objectContaining({ kind: 'REVIEW', note: '# docs' }),
    );
  });

  it('are limited to the patches that their text names', async () => {
    await start([
      {
        patches: [{}, {}, {}, {}],
        replies: [
          {
            to: 'cover',
            from: OLA,
            content: 'For patches 1, 3-4:\n\nAcked-by: Ola Berg <ola@b.example>',
          },
        ],
      },
    ]);
    const series = await reviewOf();
    expect(series.trailers).toContainEqual(
      expect.objectContaining({ kind: 'ACK', patchIndexes: [1, 3, 4] }),
    );
    expect(series).toMatchObject({
      reviewSummary: { unreviewedIndexes: [2] },
      reviewDecision: 'REVIEW_REQUIRED',
    });
  });

  it('of the submitter, in the name of others and in embedded diffs do not count', async () => {
    await start([
      {
        patches: [{}],
        cover: false,
        replies: [
          { to: 1, from: KOFI, content: rb('Kofi Boakye', 'kofi@dev.example') },
          { to: 1, from: ANA, content: rb('Ola Berg', 'ola@b.example') },
          {
            to: 1,
            from: OLA,
            content:
              'How about this?\n-- >8 --\nFix it.\n\nSigned-off-by: Ola Berg <ola@b.example>\n---\ndiff --git a/a b/a\n--- a/a\n+++ b/a\n@@ -1 +1 @@\n-a\n+b\n',
          },
        ],
      },
    ]);
    const series = await reviewOf();
    expect(brief(series)).toEqual([
      'REVIEW kofi@dev.example SELF',
      'REVIEW ola@b.example MISMATCH',
    ]);
    expect(series).toMatchObject({
      reviewDecision: 'REVIEW_REQUIRED',
      reviewSummary: { reviewCount: 0, unreviewedIndexes: [1] },
    });
    const { patch } = await gateway.data<{
      patch: { comments: { trailers: readonly Trailer[] }[] };
    }>(`{ patch(instance: "it", databaseId: 1) { comments { trailers { ${FIELDS} } } } }`);
    expect(patch.comments[2]?.trailers).toMatchObject([
      { kind: 'SIGN_OFF', identity: 'EMBEDDED', counts: false },
    ]);
    expect(patch.comments[0]?.trailers).toMatchObject([{ identity: 'SELF', counts: false }]);
  });

  it('request changes by one NACK, and by the state', async () => {
    await start([
      {
        patches: [{}, {}],
        replies: [
          { to: 'cover', from: ANA, content: rb('Ana Ruiz', 'ana@a.example') },
          { to: 2, from: OLA, content: 'Nacked-by: Ola Berg <ola@b.example>' },
        ],
      },
      {
        patches: [{ state: 'changes-requested' }, {}],
        replies: [{ to: 'cover', from: ANA, content: rb('Ana Ruiz', 'ana@a.example') }],
      },
    ]);
    const first = await reviewOf(1);
    expect(first.reviewDecision).toBe('CHANGES_REQUESTED');
    expect(first.patches.map(({ reviewDecision }) => reviewDecision)).toEqual([
      'APPROVED',
      'CHANGES_REQUESTED',
    ]);
    expect((await reviewOf(2)).reviewDecision).toBe('CHANGES_REQUESTED');
  });

  it("of a patch's own message are read from the mbox without those that Patchwork adds", async () => {
    const content =
      'Do it.\n\nFixes: 0123456789ab ("net: a\nb")\nReviewed-by: Ana Ruiz <ana@a.example>\nSigned-off-by: Kofi Boakye <kofi@dev.example>\n---\nv2: new\n lib/a.c | 1 +';
    await start([
      {
        patches: [{ content }, {}],
        replies: [
          { to: 1, from: OLA, content: 'Acked-by: Someone Else <else@c.example>' },
          { to: 1, from: ANA, content: rb('Ana Ruiz', 'ana@a.example') },
        ],
      },
    ]);
    const { patches } = await reviewOf();
    expect(
      patches[0]?.trailers?.map(({ kind, source, identity }) => [kind, source, identity]),
    ).toEqual([
      ['FIXES', 'MESSAGE', 'NONE'],
      ['REVIEW', 'MESSAGE', 'EXACT'],
      ['SIGN_OFF', 'MESSAGE', 'NONE'],
      ['ACK', 'REPLY', 'MISMATCH'],
    ]);
    expect(gateway.requests('it').filter((path) => path.startsWith('/patches/1/?'))).toEqual([]);
    expect(gateway.requests('it')).toContain('/series/1/mbox/');
  });

  it("of other people's patches in the series apply only to these", async () => {
    await start([
      {
        total: 2,
        patches: [{}, {}, { from: OLA, name: '[2/2] Series 1: another step 2' }],
        replies: [
          { to: 'cover', from: OLA, content: 'Tested-by: Ola Berg <ola@b.example>' },
          { to: 1, from: ANA, content: rb('Ana Ruiz', 'ana@a.example') },
          { to: 3, from: ANA, content: rb('Ana Ruiz', 'ana@a.example') },
          { to: 3, from: KOFI, content: 'Nacked-by: Kofi Boakye <kofi@dev.example>' },
        ],
      },
    ]);
    const series = await reviewOf();
    expect(brief(series)).toEqual(['TEST ola@b.example EXACT', 'REVIEW ana@a.example EXACT']);
    expect(series).toMatchObject({
      reviewDecision: 'REVIEW_REQUIRED',
      reviewSummary: { reviewCount: 1, nackCount: 0, unreviewedIndexes: [2] },
    });
    expect(series.patches.map(({ reviewDecision }) => reviewDecision)).toEqual([
      'APPROVED',
      'REVIEW_REQUIRED',
      'CHANGES_REQUESTED',
    ]);
  });

  it('of two patches with the same number are counted once', async () => {
    await start([{ total: 2, patches: [{}, {}, { name: '[2/2] Series 1: step 2 again' }] }]);
    expect(await reviewOf()).toMatchObject({ reviewSummary: { unreviewedIndexes: [1, 2] } });
  });

  it('reference the mails that contain them', async () => {
    await start([
      {
        patches: [{}, {}],
        replies: [
          { to: 'cover', from: ANA, content: rb('Ana Ruiz', 'ana@a.example') },
          { to: 1, from: OLA, content: 'Fine.\n\nTested-by: Ola Berg <ola@b.example>' },
        ],
      },
    ]);
    const { series } = await gateway.data<{ series: unknown }>(
      `{ series(instance: "it", databaseId: 1) { trailers(filter: {counts: true}) {
        occurrence { line author { email } date message { __typename messageId content submitter { name } } }
      } coverLetter { trailers { kind occurrences { message { messageId } } } } } }`,
    );
    expect(series).toMatchObject({
      trailers: [
        { occurrence: { line: 3, message: { __typename: 'Patch', messageId: 's1-1@x' } } },
        {
          occurrence: {
            author: { email: 'ana@a.example' },
            message: { __typename: 'Comment', submitter: { name: 'Ana Ruiz' } },
          },
        },
        { occurrence: { line: 3, message: { messageId: 's1-r2@x' } } },
      ],
      coverLetter: {
        trailers: [{ kind: 'REVIEW', occurrences: [{ message: { messageId: 's1-r1@x' } }] }],
      },
    });
  });

  it.each([
    ['{kind: [TEST, ACK]}', ['TEST ola@b.example EXACT']],
    ['{person: ["ANA@A.example"]}', ['REVIEW ana@a.example EXACT']],
    ['{source: [COVER_REPLY]}', ['REVIEW ana@a.example EXACT']],
    ['{counts: false}', ['REVIEW else@c.example MISMATCH']],
  ])('are filtered by %s', async (filter, expected) => {
    await start([
      {
        patches: [{}, {}],
        replies: [
          { to: 'cover', from: ANA, content: rb('Ana Ruiz', 'ana@a.example') },
          { to: 1, from: OLA, content: 'Tested-by: Ola Berg <ola@b.example>' },
          { to: 1, from: OLA, content: rb('Someone Else', 'else@c.example') },
        ],
      },
    ]);
    const { series } = await gateway.data<{ series: Reviewed }>(
      `{ series(instance: "it", databaseId: 1) { trailers(filter: ${filter}) { ${FIELDS} } } }`,
    );
    expect(brief(series)).toEqual(expected);
  });
});

const FIVE: SeriesPlan = {
  patches: [{}, {}, {}, {}, {}],
  replies: [
    { to: 'cover', from: ANA, content: rb('Ana Ruiz', 'ana@a.example') },
    { to: 1, from: OLA, content: 'Tested-by: Ola Berg <ola@b.example>' },
    { to: 3, from: OLA, content: 'Why?' },
  ],
};
const SUMMARY = `{ series(instance: "it", databaseId: 1) {
  reviewSummary { reviewCount testCount } trailers { kind } } }`;
/** Requests other than for the series itself. */
const beyond = (): string[] => gateway.requests('it').filter((path) => path !== '/series/1/');

describe('the requests for trailers', () => {
  it('of a series of five with a cover are 7 at first, and 2 lists of events later', async () => {
    await start([FIVE]);
    const first = await gateway.data<{ series: unknown }>(SUMMARY);
    expect(
      beyond()
        .map((path) => path.replace(/\d+/, 'N'))
        .sort(),
    ).toEqual([
      '/covers/N/comments/?per_page=250',
      ...Array.from({ length: 5 }, () => '/patches/N/comments/?per_page=250'),
      '/series/N/mbox/',
    ]);
    gateway.resetRequests();
    nowMs += 5 * MINUTE_MS;
    expect(await gateway.data(SUMMARY)).toEqual(first);
    expect(
      beyond()
        .map((path) => path.split('&')[0])
        .sort(),
    ).toEqual([
      '/events/?category=cover-comment-created',
      '/events/?category=patch-comment-created',
    ]);
  });

  it('include one more list if a reply has arrived', async () => {
    await start([FIVE]);
    await gateway.data(SUMMARY);
    const { store } = gateway.server('it');
    const [comment] = store.patchComments.rows.filter(({ on }) => on.id === 3);
    const [event] = store.events.rows.filter(
      ({ category, patch }) => category === 'patch-comment-created' && patch === 3,
    );
    if (comment === undefined || event === undefined) throw new Error('there is no reply');
    store.patchComments.insert({
      ...comment,
      id: 900,
      msgid: '<new@x>',
      content: 'Tested-by: Ola Berg <ola@b.example>\nNacked-by: Ola Berg <ola@b.example>',
    });
    store.events.insert({ ...event, id: 90_000, patch_comment: 900 });
    gateway.resetRequests();
    // The list is still cached, and older than the event.
    nowMs += 20_000;
    const { series } = await gateway.data<{ series: unknown }>(
      '{ series(instance: "it", databaseId: 1) { reviewSummary { nackCount } } }',
    );
    expect(series).toEqual({ reviewSummary: { nackCount: 1 } });
    expect(beyond().filter((path) => !path.startsWith('/events/'))).toEqual([
      '/patches/3/comments/?per_page=250',
    ]);
  });

  it('detect a deleted reply', async () => {
    await start([FIVE]);
    await gateway.data(SUMMARY);
    const { store } = gateway.server('it');
    for (const one of store.patchComments.rows.filter(({ on }) => on.id === 1))
      store.patchComments.delete(one.id);
    for (const one of store.events.rows.filter(
      ({ category, patch }) => category === 'patch-comment-created' && patch === 1,
    )) {
      store.events.delete(one.id);
    }
    nowMs += 5 * MINUTE_MS;
    expect(await gateway.data(SUMMARY)).toMatchObject({
      series: { reviewSummary: { reviewCount: 1, testCount: 0 } },
    });
  });

  it('are the lists again below API 1.3, which has no events of replies', async () => {
    await start([FIVE], { api: '1.2' });
    const query = SUMMARY.replace('databaseId: 1', 'databaseId: 1');
    await gateway.data(query);
    gateway.resetRequests();
    nowMs += 5 * MINUTE_MS;
    await gateway.data(query);
    expect(
      gateway.requests('it').filter((path) => path.includes('/comments/')).length,
    ).toBeGreaterThan(4);
    expect(gateway.requests('it').filter((path) => path.includes('events'))).toEqual([]);
  });

  it('of a page of 30 series are at most 110 at first and 6 later', async () => {
    const tested = { checks: [{ state: 'success' as const }] };
    const withReplies: SeriesPlan = {
      patches: [tested, tested, tested, tested, tested],
      replies: [
        { to: 'cover', from: ANA, content: rb('Ana Ruiz', 'ana@a.example') },
        { to: 2, from: OLA, content: 'Tested-by: Ola Berg <ola@b.example>' },
      ],
    };
    const faults = createFaults();
    await start(
      Array.from({ length: 30 }, () => withReplies),
      { faults },
    );
    faults.set({ fault: { kind: 'delay', ms: 20 } });
    const page = `{ seriesList(first: 30) { nodes {
      status isComplete checkRollup { state } reviewDecision reviewSummary { reviewCount testCount }
      trailers(filter: {kind: [REVIEW, TEST]}) { kind } files { path additions } } } }`;
    const first = await gateway.data<{ seriesList: { nodes: readonly unknown[] } }>(page);
    expect(first.seriesList.nodes).toEqual(
      Array.from({ length: 30 }, () => ({
        status: 'ACTION_REQUIRED',
        isComplete: true,
        checkRollup: { state: 'SUCCESS' },
        reviewDecision: 'APPROVED',
        reviewSummary: { reviewCount: 1, testCount: 1 },
        trailers: [{ kind: 'REVIEW' }, { kind: 'TEST' }],
        files: [{ path: 'lib/a.c', additions: 5 }],
      })),
    );
    // Plain REST requires the page, 150 patches, 150 lists of their replies and 30 of those of covers.
    // The page, the states, 30 mboxes, 8 batches of events, and a list for each with replies.
    expect(gateway.requests('it').length).toBeLessThanOrEqual(110);
    gateway.resetRequests();
    nowMs += 5 * MINUTE_MS;
    expect(await gateway.data(page)).toEqual(first);
    expect(gateway.requests('it').length).toBeLessThanOrEqual(6);
  });
});

describe('trailers that cannot be read completely', () => {
  it.each([
    ['a list of replies', /patches\/2\/comments/],
    ['the replies to the cover', /covers\/\d+\/comments/],
  ])(
    'are null with the error if %s is missing, as are counts and decisions',
    async (_name, path) => {
      const faults = createFaults();
      await start([FIVE], { faults });
      faults.set({ path, fault: { kind: 'status', status: 500 } });
      const { data, errors } = await gateway.ask<{ series: unknown }>(
        `{ series(instance: "it", databaseId: 1) { name trailers { kind } reviewDecision
         reviewSummary { reviewCount } patches { reviewDecision } } }`,
      );
      expect(data.series).toEqual({
        name: 'Series 1',
        trailers: null,
        reviewDecision: null,
        reviewSummary: null,
        patches: Array.from({ length: 5 }, () => ({ reviewDecision: null })),
      });
      expect(errors?.[0]).toMatchObject({ extensions: { instance: 'it' } });
    },
  );

  it.each([
    ['is a web page', { kind: 'html' }],
    ['is given up by a front end', { kind: 'status', status: 504 }],
    ['is an error of the server', { kind: 'status', status: 500 }],
  ] as const)('are read from each patch where the mbox %s', async (_what, fault) => {
    const faults = createFaults();
    await start([FIVE], { faults });
    faults.set({ path: /mbox/, fault });
    const { series } = await gateway.data<{ series: unknown }>(SUMMARY);
    expect(series).toMatchObject({ reviewSummary: { reviewCount: 1, testCount: 1 } });
    expect(gateway.requests('it').filter((path) => /^\/patches\/\d+\/$/.test(path))).toHaveLength(
      5,
    );
  });
});
