import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { createFaults, type Faults } from '../../src/sample/server/faults.js';
import { ANA, KOFI, OLA, reviewState, type SeriesPlan } from '../tools/reviewState.js';
import {
  startTestGateway,
  type Answer,
  type AskOptions,
  type TestGateway,
} from '../tools/startTestGateway.js';

const DAY_MS = 86_400_000;
/** When the first series of a test is sent. */
const START_MS = Date.UTC(2026, 8, 1);
const BOT = { name: 'CI', email: 'ci@bots.example' };

let gateway: TestGateway;
let nowMs = 0;
afterEach(() => gateway.close());

interface Options {
  readonly faults?: Faults;
  readonly api?: '1.3' | '1.2';
  readonly scanRows?: number;
  /** Days after the first series at which the queue is requested. */
  readonly day?: number;
  readonly authorStates?: readonly string[];
}

async function start(plans: readonly SeriesPlan[], options: Options = {}): Promise<void> {
  const { faults = createFaults(), api = '1.3', scanRows = 10_000, day = 10 } = options;
  nowMs = START_MS + day * DAY_MS;
  gateway = await startTestGateway({
    instances: [{ name: 'it', state: reviewState(plans, api), faults }],
    now: () => nowMs,
    limits: { scanRows },
  });
  const { config } = gateway;
  const authorStates = options.authorStates ?? config.review.authorStates;
  await gateway.reload({
    ...config,
    review: { ...config.review, bots: [BOT.email], authorStates },
  });
  await gateway.ask('{ instances { apiVersion } }');
  gateway.resetRequests();
}

interface Item {
  readonly series: { readonly databaseId: number; readonly instance: { readonly name: string } };
  readonly waitingOn: string;
  readonly reasons: readonly string[];
  readonly unanswered: readonly { readonly content: string }[];
  readonly lastActivityAt: string | null;
  readonly lastReviewActivityAt: string | null;
  readonly waitingSince: string | null;
}

interface Queue {
  readonly nodes: readonly Item[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  readonly sources: readonly {
    readonly instance: string;
    readonly status: string;
    readonly error: { readonly code: string; readonly message: string } | null;
    readonly warnings: readonly { readonly code: string; readonly message: string }[];
    readonly requests: number;
  }[];
}

const SOURCES =
  'sources { instance status error { code message } warnings { code message } requests }';
const FIELDS = `nodes { series { databaseId instance { name } } waitingOn reasons unanswered { content } lastReviewActivityAt waitingSince }
  pageInfo { hasNextPage endCursor } ${SOURCES}`;

async function ask(args = '', options: AskOptions = {}): Promise<Answer<{ reviewQueue: Queue }>> {
  return await gateway.ask<{ reviewQueue: Queue }>(`{ reviewQueue${args} { ${FIELDS} } }`, options);
}

async function queue(args = ''): Promise<Queue> {
  const { data, errors } = await ask(args);
  expect(errors).toBeUndefined();
  return data.reviewQueue;
}

/** `1 REVIEWERS NO_REVIEW`, in the order of the queue. */
const brief = ({ nodes }: Queue): readonly string[] =>
  nodes.map(({ series, waitingOn, reasons }) =>
    [series.databaseId, waitingOn, ...reasons].join(' '),
  );

const two = [{ title: 'one' }, { title: 'two' }];
const rb = 'Reviewed-by: Ana Ruiz <ana@a.example>';

describe('the review queue', () => {
  it('reports who has to act, longest waiting first', async () => {
    await start([
      { title: 'a', patches: two },
      { title: 'b', patches: two, replies: [{ to: 1, from: ANA, content: 'Why?' }] },
      { title: 'c', patches: two, replies: [{ to: 'cover', from: ANA, content: rb }] },
      { title: 'd', patches: [{ state: 'accepted' }] },
      { title: 'e', patches: [{ state: 'changes-requested' }] },
      { title: 'f', total: 3, patches: two },
      { title: 'g', patches: [{ checks: [{ state: 'fail' }] }] },
      {
        title: 'h',
        patches: two,
        replies: [
          { to: 'cover', from: ANA, content: 'Why?', messageId: 'why@x' },
          { to: 'why@x', from: KOFI, content: 'Because.' },
          { to: 'cover', from: BOT, content: 'Failed?' },
        ],
      },
      {
        title: 'i',
        patches: two,
        replies: [{ to: 2, from: OLA, content: 'Nacked-by: Ola Berg <ola@b.example>' }],
      },
    ]);
    const found = await queue();
    expect(brief(found)).toEqual([
      '1 REVIEWERS NO_REVIEW',
      '2 AUTHOR UNANSWERED_COMMENT',
      '3 MAINTAINER READY',
      '5 AUTHOR STATE',
      '6 AUTHOR INCOMPLETE',
      '7 AUTHOR CHECKS_FAILED',
      '8 REVIEWERS AUTHOR_REPLIED',
      '9 AUTHOR NACKED',
    ]);
    expect(found.nodes[1]?.unanswered).toEqual([{ content: 'Why?' }]);
    expect(found.nodes.every(({ waitingSince }) => waitingSince !== null)).toBe(true);
    expect(found.sources).toMatchObject([
      { instance: 'it', status: 'OK', error: null, warnings: [] },
    ]);
  });

  it('changes with each mail, and with a new version', async () => {
    const v2: SeriesPlan = {
      title: 'x: fix',
      version: 2,
      patches: two,
      replies: [
        { to: 1, from: ANA, content: 'why?', messageId: 'why@x' },
        { to: 'why@x', from: KOFI, content: 'because' },
        { to: 1, from: BOT, content: 'build failed?' },
      ],
    };
    const me = '(filter: {me: ["ANA@a.example"]})';
    await start([v2]);
    expect(brief(await queue(me))).toEqual(['1 REVIEWERS AUTHOR_REPLIED REPLY_TO_ME']);
    expect(brief(await queue())).toEqual(['1 REVIEWERS AUTHOR_REPLIED']);
    await gateway.close();
    await start([v2, { title: 'x: fix', version: 3, patches: two }]);
    expect(brief(await queue(me))).toEqual(['2 REVIEWERS NEW_VERSION CHANGED_SINCE_MY_REVIEW']);
    expect(brief(await queue('(filter: {me: ["ola@b.example"]})'))).toEqual([
      '2 REVIEWERS NEW_VERSION',
    ]);
    expect(brief(await queue('(filter: {waitingOn: [NOBODY]})'))).toEqual([
      '1 NOBODY NEWER_VERSION',
    ]);
    expect(brief(await queue('(filter: {reason: [NEWER_VERSION, NEW_VERSION]})'))).toEqual([
      '1 NOBODY NEWER_VERSION',
      '2 REVIEWERS NEW_VERSION',
    ]);
  });

  it('does not treat a review without a question as a question', async () => {
    await start([
      {
        title: 'a',
        patches: two,
        replies: [{ to: 'cover', from: ANA, content: `> why?\n\n${rb}` }],
      },
      { title: 'b', patches: two, replies: [{ to: 'cover', from: ANA, content: `why?\n\n${rb}` }] },
    ]);
    expect(brief(await queue())).toEqual(['1 MAINTAINER READY', '2 AUTHOR UNANSWERED_COMMENT']);
  });

  it('counts approvals that the author has collected', async () => {
    const content = `Do it.\n\n${rb}\nSigned-off-by: Kofi Boakye <kofi@dev.example>\n---\n`;
    await start([
      { title: 'a', version: 2, patches: [{ content }, { content }] },
      { title: 'b', version: 2, patches: [{ content }, {}] },
    ]);
    expect(brief(await queue())).toEqual(['1 MAINTAINER READY', '2 REVIEWERS NEW_VERSION']);
    expect(brief(await queue('(filter: {minApprovals: 2})'))).toEqual([
      '1 REVIEWERS NEW_VERSION',
      '2 REVIEWERS NEW_VERSION',
    ]);
  });

  it('includes replies that Patchwork filed under the version to which this one replies', async () => {
    await start([
      {
        title: 'x',
        cover: false,
        patches: [{ title: 'x', state: 'superseded' }],
        replies: [
          {
            to: 1,
            from: ANA,
            content: 'Still wrong?',
            thread: ['<s1-1@x>', '<s2-cover@x>'],
          },
        ],
      },
      { title: 'x', version: 2, thread: ['<s1-1@x>'], patches: two },
    ]);
    const found = await queue();
    expect(brief(found)).toEqual(['2 AUTHOR UNANSWERED_COMMENT']);
    expect(found.nodes[0]?.unanswered).toEqual([{ content: 'Still wrong?' }]);
  });

  it('treats a version that replaces some patches as complete together with the previous one', async () => {
    await start([
      { title: 'v1', cover: false, patches: [{ title: 'a' }, { title: 'b' }, { title: 'c' }] },
      {
        cover: false,
        version: 2,
        total: 3,
        positions: [2],
        patches: [{ title: 'b', thread: ['<s1-1@x>', '<s1-2@x>'] }],
      },
    ]);
    expect(brief(await queue())).toEqual(['2 REVIEWERS NEW_VERSION']);
  });

  describe('of a version that replaces some patches', () => {
    const [a, b, c] = [{ title: 'a' }, { title: 'b' }, { title: 'c' }];
    const v1 = (replies: NonNullable<SeriesPlan['replies']>): SeriesPlan => ({
      title: 'v1',
      cover: false,
      patches: [a, b, c],
      replies,
    });
    const v2: SeriesPlan = {
      cover: false,
      version: 2,
      total: 3,
      positions: [2],
      patches: [{ title: 'b', thread: ['<s1-1@x>', '<s1-2@x>'] }],
      replies: [{ to: 2, from: ANA, content: rb }],
    };

    it('is ready only if the patches that it keeps are approved, too', async () => {
      await start([v1([{ to: 1, from: ANA, content: rb }]), v2]);
      expect(brief(await queue())).toEqual(['2 REVIEWERS NEW_VERSION']);
      await gateway.close();
      await start([v1([1, 3].map((to) => ({ to, from: ANA, content: rb }))), v2]);
      expect(brief(await queue())).toEqual(['2 MAINTAINER READY']);
    });

    it('waits for the author if a question about a patch that it keeps is open', async () => {
      await start([v1([{ to: 3, from: OLA, content: 'Why c?' }]), v2]);
      const found = await queue();
      expect(brief(found)).toEqual(['2 AUTHOR UNANSWERED_COMMENT']);
      expect(found.nodes[0]?.unanswered).toEqual([{ content: 'Why c?' }]);
    });

    it('does not wait for an answer about a patch that it replaces', async () => {
      await start([v1([{ to: 2, from: OLA, content: 'Why b?' }]), v2]);
      expect(brief(await queue())).toEqual(['2 REVIEWERS NEW_VERSION']);
    });
  });

  it('does not read the texts of a series to leave out a patch of somebody else', async () => {
    const question = { to: 1, from: ANA, content: 'Why?' };
    const other = { name: '[2/2] x', from: OLA };
    await start([{ title: 'a', total: 2, patches: [...two, other], replies: [question] }]);
    expect(brief(await queue())).toEqual(['1 AUTHOR UNANSWERED_COMMENT']);
    expect(gateway.requests('it').filter((path) => path.includes('mbox'))).toEqual([]);
  });

  it('uses marks in Patchwork, and detects when they change', async () => {
    await start([
      { title: 'a', patches: two, replies: [{ to: 1, from: ANA, content: 'Why?' }] },
      { title: 'b', patches: two, replies: [{ to: 1, from: ANA, content: rb }] },
      ...Array.from({ length: 4 }, (_, index) => ({ title: `s${String(index)}`, patches: two })),
    ]);
    const mark = async (patch: number, comment: number, addressed: boolean): Promise<void> => {
      const path = `/api/1.3/patches/${String(patch)}/comments/${String(comment)}/`;
      const { status } = await fetch(`${gateway.server('it').url}${path}`, {
        method: 'PATCH',
        headers: {
          authorization: 'Token basalt-maintainer-token',
          'content-type': 'application/json',
        },
        body: JSON.stringify({ addressed }),
      });
      expect(status).toBe(200);
      nowMs += 60_000;
    };
    const first = async () => brief(await queue()).slice(0, 2);
    expect(await first()).toEqual(['1 AUTHOR UNANSWERED_COMMENT', '2 REVIEWERS NO_REVIEW']);
    await mark(1, 1, true);
    expect(await first()).toEqual(['1 REVIEWERS NO_REVIEW', '2 REVIEWERS NO_REVIEW']);
    await mark(3, 2, false);
    expect(await first()).toEqual(['1 REVIEWERS NO_REVIEW', '2 AUTHOR UNANSWERED_COMMENT']);
    gateway.resetRequests();
    nowMs += 60_000;
    expect(await first()).toEqual(['1 REVIEWERS NO_REVIEW', '2 AUTHOR UNANSWERED_COMMENT']);
    expect(gateway.requests('it').filter((path) => path.includes('/comments/'))).toEqual([]);
  });

  it('is stale if nothing has happened, neither a mail nor a state change', async () => {
    await start(
      [
        { title: 'a', patches: two },
        { title: 'b', patches: [{ state: 'under-review' }] },
      ],
      { day: 15 },
    );
    expect(brief(await queue())).toEqual(['1 REVIEWERS NO_REVIEW STALE', '2 REVIEWERS NO_REVIEW']);
    expect(brief(await queue('(filter: {reason: [STALE]})'))).toEqual([
      '1 REVIEWERS NO_REVIEW STALE',
    ]);
    expect(brief(await queue('(filter: {staleAfterDays: 20})'))).toEqual([
      '1 REVIEWERS NO_REVIEW',
      '2 REVIEWERS NO_REVIEW',
    ]);
    const { reviewQueue } = await gateway.data<{ reviewQueue: Queue }>(
      '{ reviewQueue { nodes { lastActivityAt } } }',
    );
    expect(reviewQueue.nodes.map(({ lastActivityAt }) => lastActivityAt)).toEqual([
      '2026-09-01T00:03:00Z',
      '2026-09-02T00:03:00.004321Z',
    ]);
  });

  it('waits since the change of the state, which a new delegate does not change', async () => {
    await start([{ title: 'a', patches: [{ state: 'changes-requested', delegate: 0 }] }]);
    const { reviewQueue } = await gateway.data<{ reviewQueue: Queue }>(
      '{ reviewQueue { nodes { waitingSince lastActivityAt } } }',
    );
    const { events } = gateway.server('it').store;
    const dateOf = (category: string): string =>
      `${events.rows.find((event) => event.category === category)?.date ?? ''}Z`;
    expect(reviewQueue.nodes).toEqual([
      { waitingSince: dateOf('patch-state-changed'), lastActivityAt: dateOf('patch-delegated') },
    ]);
  });

  it('uses the configured author states', async () => {
    await start(
      [
        { title: 'a', patches: [{ state: 'changes-requested' }] },
        { title: 'b', patches: [{ state: 'rfc' }] },
      ],
      { authorStates: ['rfc'] },
    );
    expect(brief(await queue())).toEqual(['2 AUTHOR STATE']);
  });

  it.each([
    ['{submitter: ["ola@b.example"]}', ['2']],
    ['{path: ["drivers/"]}', ['2']],
    ['{waitingOn: [AUTHOR]}', ['1']],
    ['{reason: [NO_REVIEW]}', ['2']],
    ['{project: ["nowhere"]}', []],
    ['{delegate: []}', []],
  ])('is filtered by %s', async (filter, expected) => {
    const diff =
      'diff --git a/drivers/a.c b/drivers/a.c\n--- a/drivers/a.c\n+++ b/drivers/a.c\n@@ -1 +1 @@\n-a\n+b\n';
    await start([
      { title: 'a', patches: two, replies: [{ to: 1, from: ANA, content: 'Why?' }] },
      { title: 'b', from: OLA, patches: [{ diff }] },
    ]);
    const { nodes } = await queue(`(filter: ${filter})`);
    expect(nodes.map(({ series }) => String(series.databaseId))).toEqual(expected);
  });

  it.each([
    ['{staleAfterDays: 0}', 'filter.staleAfterDays'],
    ['{minApprovals: 101}', 'filter.minApprovals'],
    ['{project: ["nowhere/net"]}', 'filter.project'],
  ])('refuses %s', async (filter, argument) => {
    await start([]);
    const { errors } = await ask(`(filter: ${filter})`);
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', argument } }]);
  });

  it('is not supported if replies cannot be read', async () => {
    nowMs = START_MS + 10 * DAY_MS;
    gateway = await startTestGateway({
      now: () => nowMs,
      instances: [{ name: 'it', state: reviewState([{ patches: two }]), apiVersion: '1.0' }],
    });
    const { data } = await ask();
    expect(data.reviewQueue).toMatchObject({
      nodes: [],
      sources: [{ status: 'SKIPPED', error: { code: 'NOT_SUPPORTED_BY_INSTANCE' } }],
    });
  });
});

describe('the queue of one person', () => {
  const MAINTAINERS = ['DRIVERS', 'M:\tOla Berg <ola@b.example>', 'F:\tdrivers/', ''].join('\n');
  const diff =
    'diff --git a/drivers/a.c b/drivers/a.c\n--- a/drivers/a.c\n+++ b/drivers/a.c\n@@ -1 +1 @@\n-a\n+b\n';
  const plans: readonly SeriesPlan[] = [
    { title: 'a', patches: [{ delegate: 1 }] },
    { title: 'b', patches: [{ diff }] },
    {
      title: 'c',
      patches: [{ diff }],
      replies: [{ to: 1, from: OLA, content: 'Acked-by: Ola Berg <ola@b.example>' }],
    },
    {
      title: 'd',
      patches: [{ diff, content: 'Do it.\n\nAcked-by: Ola Berg <ola@b.example>\n---\n' }],
    },
  ];

  it('includes series with owned paths that the person has not approved', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'maintainers-'));
    writeFileSync(join(folder, 'MAINTAINERS'), MAINTAINERS);
    await start(plans);
    const { config } = gateway;
    await gateway.reload({
      ...config,
      instances: config.instances.map((one) => ({
        ...one,
        maintainersFile: join(folder, 'MAINTAINERS'),
      })),
    });
    expect(brief(await queue('(filter: {me: ["ola@b.example"]})'))).toEqual([
      '1 REVIEWERS NO_REVIEW',
      '2 REVIEWERS NO_REVIEW MY_REVIEW_MISSING',
      '3 MAINTAINER READY',
      '4 MAINTAINER READY',
    ]);
    rmSync(folder, { recursive: true });
  });

  it('is found by the address of the user of a token', async () => {
    await start(plans);
    const query =
      '{ viewers { queue(filter: {reason: [MY_REVIEW_MISSING]}) { nodes { series { databaseId } reasons } } } }';
    const asked = async (role: string) =>
      await gateway.data<{ viewers: readonly { queue: Pick<Queue, 'nodes'> }[] }>(query, {
        headers: { 'x-patchwork-token': `it=basalt-${role}-token` },
      });
    const [mine] = (await asked('maintainer')).viewers;
    expect(mine?.queue.nodes).toMatchObject([
      { series: { databaseId: 1 }, reasons: ['NO_REVIEW', 'MY_REVIEW_MISSING'] },
    ]);
    const [other] = (await asked('reviewer')).viewers;
    expect(other?.queue.nodes).toEqual([]);
  });
});

describe('a queue with unreadable data', () => {
  const plans: readonly SeriesPlan[] = [
    { title: 'a', patches: two, replies: [{ to: 1, from: ANA, content: 'Why?' }] },
    { title: 'b', patches: two },
    { title: 'c', patches: two },
  ];

  it('omits the row, with a warning, and is PARTIAL', async () => {
    const faults = createFaults();
    await start(plans, { faults });
    faults.set({ path: /patches\/1\/comments/, fault: { kind: 'status', status: 500 } });
    const found = await queue();
    expect(brief(found)).toEqual(['2 REVIEWERS NO_REVIEW', '3 REVIEWERS NO_REVIEW']);
    expect(found.sources).toMatchObject([
      {
        status: 'PARTIAL',
        error: { code: 'UPSTREAM_UNAVAILABLE' },
        warnings: [{ code: 'ROW_LEFT_OUT' }],
      },
    ]);
    expect(found.sources[0]?.warnings[0]?.message).toContain('series 1');
  });

  it.each([
    ['the patches', /\/patches\/\?/],
    ['the newer series', /\/series\/\?/],
    ['all replies', /comments/],
  ])('fails where %s are missing', async (_what, path) => {
    const faults = createFaults();
    await start(plans, { faults });
    faults.set({ path, fault: { kind: 'status', status: 500 } });
    const found = await queue();
    expect(found.nodes).toEqual([]);
    expect(found.sources).toMatchObject([
      { status: 'FAILED', error: { code: 'UPSTREAM_UNAVAILABLE' } },
    ]);
  });

  it('is PARTIAL beyond limits.scanRows', async () => {
    await start(plans, { scanRows: 2 });
    const found = await queue();
    expect(found.sources).toMatchObject([
      { status: 'PARTIAL', error: { code: 'QUERY_TOO_EXPENSIVE' } },
    ]);
    expect(brief(found)).toContain('3 REVIEWERS NO_REVIEW');
  });

  it('over three instances has complete rows of those that answer', async () => {
    nowMs = START_MS + 10 * DAY_MS;
    const faults = createFaults();
    gateway = await startTestGateway({
      now: () => nowMs,
      instances: [
        { name: 'one', state: reviewState(plans) },
        { name: 'two', state: reviewState(plans.slice(0, 2)), faults },
        { name: 'three', state: reviewState(plans.map((plan) => ({ ...plan, day: 5 }))) },
      ],
    });
    const at = async (args: string) => {
      const found = await queue(args);
      return {
        rows: found.nodes.map(
          ({ series }) => `${series.instance.name} ${String(series.databaseId)}`,
        ),
        sources: found.sources.map(({ instance, status }) => `${instance} ${status}`),
        ...found.pageInfo,
      };
    };
    faults.set({ path: /./, fault: { kind: 'status', status: 503 } });
    const first = await at('(first: 3)');
    expect(first).toMatchObject({
      rows: ['one 1', 'one 2', 'one 3'],
      sources: ['one OK', 'two FAILED', 'three OK'],
      hasNextPage: true,
    });
    // It has kept its position: its rows are returned once it answers again.
    faults.clear();
    nowMs += 120_000;
    const second = await at(`(first: 10, after: "${first.endCursor ?? ''}")`);
    expect(second.rows).toEqual(['two 1', 'two 2', 'three 2', 'three 3', 'three 1']);
    expect(second.hasNextPage).toBe(false);
    const { errors } = await ask(
      `(first: 10, filter: {minApprovals: 2}, after: "${first.endCursor ?? ''}")`,
    );
    expect(errors).toMatchObject([{ extensions: { argument: 'after' } }]);
  });
});

describe('the requests of a queue', () => {
  /**
   * 60 series of 200 patches, 40 with a cover: 45 have a question, 5 are reviewed by replies, 10 have no
   * reply. An older reply has shown that the server creates events for replies.
   */
  const plans = (): readonly SeriesPlan[] => [
    {
      title: 'done',
      patches: [{ state: 'accepted' }],
      replies: [
        { to: 'cover', from: ANA, content: 'Fine.' },
        { to: 1, from: ANA, content: 'Fine.' },
      ],
    },
    ...Array.from({ length: 60 }, (_, index): SeriesPlan => {
      const size = index < 20 ? 5 : index < 40 ? 4 : 1;
      const hasCover = index < 40;
      const question = { from: OLA, content: 'Why is that?' };
      const kind = index % 12;
      const replies: SeriesPlan['replies'] =
        kind === 0 && hasCover
          ? [{ to: 'cover', from: ANA, content: rb }]
          : kind < 2
            ? []
            : [
                { to: 1, ...question },
                ...(hasCover ? [{ to: 2, ...question }] : []),
                ...(index < 14 ? [{ to: 'cover', ...question }] : []),
              ];
      return {
        replies,
        from: { name: `Dev ${String(index)}`, email: `dev${String(index)}@x.example` },
        title: `work number ${String(index)}`,
        cover: hasCover,
        day: 1 + (index % 9),
        patches: Array.from({ length: size }, (_patch, place) => ({
          title: `step ${String(index)} ${String(place)}`,
        })),
      };
    }),
  ];

  const counts = (): Readonly<Record<string, number>> => {
    const found: Record<string, number> = {};
    for (const path of gateway.requests('it')) {
      const name = (path.split('?')[0] ?? '').replace(/\d+/, 'N');
      found[name] = (found[name] ?? 0) + 1;
    }
    return found;
  };

  it('are about 110 at first, and about 8 later', async () => {
    await start(plans());
    const first = await queue('(first: 100)');
    expect(first.nodes).toHaveLength(60);
    expect(counts()).toEqual({
      '/patches/': 3,
      '/series/': 1,
      '/events/': 8,
      '/patches/N/comments/': 82,
      '/covers/N/comments/': 14,
      // Texts of the series for which they may change who has to act.
      '/series/N/mbox/': 4,
      '/patches/N/': 2,
    });
    expect(first.sources).toMatchObject([
      { status: 'OK', requests: gateway.requests('it').length },
    ]);
    gateway.resetRequests();
    nowMs += 300_000;
    expect(brief(await queue('(first: 100)'))).toEqual(brief(first));
    expect(counts()).toEqual({ '/patches/': 3, '/series/': 1, '/events/': 3 });
  });

  it('are 2 for the state changes of all stale rows, decided by replies or by texts', async () => {
    await start(
      [
        { title: 'a', patches: two },
        { title: 'b', patches: two, replies: [{ to: 1, from: ANA, content: 'Why?' }] },
        { title: 'c', patches: [{ state: 'changes-requested' }] },
      ],
      { day: 30 },
    );
    expect(brief(await queue())).toEqual([
      '1 REVIEWERS NO_REVIEW STALE',
      '2 AUTHOR UNANSWERED_COMMENT STALE',
      '3 AUTHOR STATE STALE',
    ]);
    const changes = gateway
      .requests('it')
      .filter((path) => /category=patch-(state|del)/.test(path));
    expect(changes).toHaveLength(2);
  });

  it('are none for texts if replies have decided that the author has to act', async () => {
    await start([
      {
        title: 'a',
        patches: [{ state: 'changes-requested' }],
        replies: [{ to: 1, from: ANA, content: 'Please rebase.' }],
      },
      {
        title: 'b',
        patches: [{ checks: [{ state: 'fail' }] }],
        replies: [{ to: 1, from: ANA, content: rb }],
      },
    ]);
    expect(brief(await queue())).toEqual(['1 AUTHOR STATE', '2 AUTHOR CHECKS_FAILED']);
    expect(Object.keys(counts()).filter((path) => /mbox|patches.N.$/.test(path))).toEqual([]);
  });

  it.each([
    ['one list of its submitters', false],
    ['a list of each submitter, where a row of the list of all cannot be read', true],
  ])('for earlier versions of incomplete series are %s', async (_what, isGarbled) => {
    const faults = createFaults();
    const incomplete = (title: string, from = KOFI): SeriesPlan => ({
      title,
      from,
      cover: false,
      total: 3,
      patches: [{ title: `${title} one` }, { title: `${title} two` }],
    });
    await start([incomplete('lamp'), incomplete('chair'), incomplete('table', OLA)], { faults });
    if (isGarbled) {
      faults.set({ path: /submitter=\d+&submitter=/, fault: { kind: 'wrong-types' } });
    }
    expect(brief(await queue())).toEqual([
      '1 AUTHOR INCOMPLETE',
      '2 AUTHOR INCOMPLETE',
      '3 AUTHOR INCOMPLETE',
    ]);
    const lists = gateway
      .requests('it')
      .filter((path) => /^.series.*submitter=/.test(path) && path.includes('before='));
    expect(lists).toHaveLength(isGarbled ? 3 : 1);
  });
});
