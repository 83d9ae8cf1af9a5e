import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { ANA, OLA, reviewState, type SeriesPlan } from '../tools/reviewState.js';
import { startTestGateway, type TestGateway } from '../tools/startTestGateway.js';

const folder = mkdtempSync(join(tmpdir(), 'people-'));
const mailmapFile = join(folder, 'mailmap');
let gateway: TestGateway;
afterEach(() => gateway.close());
afterAll(() => {
  rmSync(folder, { recursive: true });
});

async function start(
  plan: SeriesPlan,
  review: Parameters<typeof startTestGateway>[0]['review'],
): Promise<void> {
  gateway = await startTestGateway({
    instances: [{ name: 'it', state: reviewState([plan]) }],
    review: review ?? {},
  });
}

interface Trailer {
  readonly kind: string;
  readonly identity: string;
  readonly counts: boolean;
  readonly person: { readonly email: string } | null;
}

const TRAILERS = 'trailers { kind identity counts person { email } }';

async function review(): Promise<{
  readonly series: {
    readonly trailers: readonly Trailer[];
    readonly reviewDecision: string;
    readonly reviewSummary: unknown;
    readonly coverLetter: {
      readonly comments: readonly { readonly trailers: readonly Trailer[] }[];
    };
    readonly thread: { readonly participants: unknown; readonly entries: readonly unknown[] };
  };
}> {
  return await gateway.data(`{ series(instance: "it", databaseId: 1) {
    ${TRAILERS} reviewDecision reviewSummary { reviewCount nackCount reviewers { email } }
    coverLetter { comments { ${TRAILERS} } }
    thread { participants { email } entries { messageId } } } }`);
}

const brief = (trailers: readonly Trailer[]): readonly string[] =>
  trailers
    .filter(({ kind }) => kind !== 'SIGN_OFF')
    .map(({ kind, identity, person }) => `${kind} ${identity} ${person?.email ?? '-'}`);

describe('a mailmap', () => {
  const plan: SeriesPlan = {
    patches: [{}, {}],
    replies: [
      // Sent from a different address of hers than the one in the trailer.
      {
        to: 'cover',
        from: { name: 'A. Ruiz', email: 'ana@old.example' },
        content: 'Reviewed-by: Ana Ruiz <ana@a.example>',
      },
      { to: 2, from: ANA, content: 'Reviewed-by: Ana <ana@old.example>' },
      // The submitter's other address.
      {
        to: 1,
        from: { name: 'K.', email: 'kofi@home.example' },
        content: 'Reviewed-by: K. <kofi@home.example>',
      },
    ],
  };

  it('combines the addresses in it into one person', async () => {
    writeFileSync(
      mailmapFile,
      '# people\nAna Ruiz <ana@a.example> <ana@old.example>\n<kofi@dev.example> <Kofi@Home.example>\n',
    );
    await start(plan, { mailmapFile });
    const { series } = await review();
    expect(brief(series.trailers)).toEqual([
      'REVIEW ALIAS ana@a.example',
      'REVIEW SELF kofi@home.example',
    ]);
    expect(series).toMatchObject({
      reviewDecision: 'APPROVED',
      reviewSummary: { reviewCount: 1, reviewers: [{ email: 'ana@a.example' }] },
      thread: { participants: [{ email: 'kofi@dev.example' }, { email: 'ana@old.example' }] },
    });
  });

  it('determines who belongs to a series, too', async () => {
    writeFileSync(mailmapFile, '<kofi@dev.example> <kofi@home.example>\n');
    const home = { name: 'K.', email: 'kofi@home.example' };
    await start({ patches: [{}, { from: home }] }, { mailmapFile });
    const query = '{ series(instance: "it", databaseId: 1) { isComplete strays { reason } } }';
    expect(await gateway.data(query)).toEqual({ series: { isComplete: true, strays: [] } });
    await gateway.reload({
      ...gateway.config,
      review: { ...gateway.config.review, mailmapFile: undefined },
    });
    expect(await gateway.data(query)).toEqual({
      series: { isComplete: false, strays: [{ reason: 'SUBMITTER' }] },
    });
  });

  it('is required for that', async () => {
    await start(plan, {});
    const { series } = await review();
    expect(brief(series.trailers)).toEqual([
      'REVIEW MISMATCH ana@a.example',
      'REVIEW MISMATCH ana@old.example',
      'REVIEW EXACT kofi@home.example',
    ]);
  });

  it('that is unreadable or invalid is refused with key and file', async () => {
    await start(plan, {});
    const reload = (file: string) =>
      gateway.reload({
        ...gateway.config,
        review: { mailmapFile: file, bots: [], authorStates: [] },
      });
    await expect(reload(folder)).rejects.toThrow(
      `review.mailmapFile is ${folder}, which cannot be read (EISDIR)`,
    );
    writeFileSync(mailmapFile, 'Ana Ruiz ana@a.example\n');
    await expect(reload(mailmapFile)).rejects.toThrow(
      `review.mailmapFile is ${mailmapFile}, which has no line of a mailmap`,
    );
    writeFileSync(mailmapFile, '# nobody yet\n');
    await reload(mailmapFile);
  });
});

describe('the replies of a bot', () => {
  const BOT = { name: 'CI', email: 'Bot+ci@lab.example' };
  const plan: SeriesPlan = {
    patches: [{}],
    replies: [
      {
        to: 'cover',
        from: BOT,
        content: 'Nacked-by: CI <bot+ci@lab.example>\nTested-by: CI <bot+ci@lab.example>',
      },
      { to: 'cover', from: OLA, content: 'Acked-by: Ola Berg <ola@b.example>' },
    ],
  };

  it.each(['bot+ci@lab.example', 'bot@lab.example', 'BOT+CI@LAB.EXAMPLE'])(
    'contribute no trailers, and remain in the thread: %s',
    async (bot) => {
      await start(plan, { bots: ['other@lab.example', bot] });
      const { series } = await review();
      expect(brief(series.trailers)).toEqual(['ACK EXACT ola@b.example']);
      expect(series.reviewDecision).toBe('APPROVED');
      expect(series.coverLetter.comments.map(({ trailers }) => brief(trailers))).toEqual([
        [],
        ['ACK EXACT ola@b.example'],
      ]);
      expect(series.thread.entries).toHaveLength(4);
    },
  );

  it('count if the bot is not configured', async () => {
    await start(plan, { bots: ['bot+net@lab.example', 'ci@lab.example'] });
    expect((await review()).series.reviewDecision).toBe('CHANGES_REQUESTED');
  });
});
