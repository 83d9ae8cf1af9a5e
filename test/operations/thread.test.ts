import { afterEach, describe, expect, it } from 'vitest';
import { createFaults } from '../../src/sample/server/faults.js';
import { ANA, KOFI, OLA, reviewState, type SeriesPlan } from '../tools/reviewState.js';
import { startTestGateway, type TestGateway } from '../tools/startTestGateway.js';

let gateway: TestGateway;
afterEach(() => gateway.close());

async function start(plans: readonly SeriesPlan[], faults = createFaults()): Promise<void> {
  gateway = await startTestGateway({
    instances: [{ name: 'it', state: reviewState(plans), faults }],
    now: () => Date.UTC(2026, 10, 20),
  });
}

interface Entry {
  readonly messageId: string;
  readonly depth: number;
  readonly place: string;
  readonly parentMessageId: string | null;
  readonly message: { readonly __typename: string } | null;
}
interface Thread {
  readonly entries: readonly Entry[];
  readonly participants: readonly { readonly email: string }[];
  readonly lastMessageAt: string;
}
const THREAD =
  'thread { entries { messageId depth place parentMessageId message { __typename submitter { name } } } participants { email } lastMessageAt }';

/** `  r1@x` for a mail at depth 1, with its place if it is not part of the thread. */
function outline({ entries }: Thread): readonly string[] {
  return entries.map(
    ({ depth, messageId, place }) =>
      `${'  '.repeat(depth)}${messageId}${place === 'INSIDE' ? '' : ` ${place}`}`,
  );
}

const DISCUSSED: SeriesPlan = {
  patches: [{}, {}],
  replies: [
    { to: 2, from: ANA, content: 'Why?', messageId: 'why@x' },
    { to: 'why@x', from: KOFI, content: 'Because.', messageId: 'because@x' },
    { to: 'cover', from: OLA, content: 'Nice.', messageId: 'nice@x' },
    {
      to: 1,
      from: OLA,
      content: 'Late.',
      messageId: 'late@x',
      thread: ['<s1-cover@x>', '<gone@x>'],
    },
  ],
};

describe('thread', () => {
  it('has patches by number and other mails by date, below the mails they reply to', async () => {
    await start([DISCUSSED]);
    const { series } = await gateway.data<{ series: { thread: Thread } }>(
      `{ series(instance: "it", databaseId: 1) { ${THREAD} } }`,
    );
    expect(outline(series.thread)).toEqual([
      's1-cover@x',
      '  s1-1@x',
      '  s1-2@x',
      '    why@x',
      '      because@x',
      '  nice@x',
      '  gone@x MISSING',
      '    late@x',
    ]);
    expect(series.thread.participants.map(({ email }) => email)).toEqual([
      KOFI.email,
      ANA.email,
      OLA.email,
    ]);
    expect(series.thread.entries.map(({ message }) => message?.__typename ?? null)).toEqual([
      'Cover',
      'Patch',
      'Patch',
      'Comment',
      'Comment',
      'Comment',
      null,
      'Comment',
    ]);
    expect(gateway.requests('it')).toHaveLength(6 + 1);
  });

  it('of a patch is its part, and of a cover the whole thread', async () => {
    await start([DISCUSSED]);
    const { patch, cover } = await gateway.data<{
      patch: { thread: Thread };
      cover: { thread: Thread };
    }>(
      `{ patch(instance: "it", databaseId: 2) { ${THREAD} } cover(instance: "it", databaseId: 1001) { ${THREAD} } }`,
    );
    expect(outline(patch.thread)).toEqual(['s1-2@x', '  why@x', '    because@x']);
    expect(patch.thread.participants.map(({ email }) => email)).toEqual([KOFI.email, ANA.email]);
    expect(cover.thread.entries).toHaveLength(8);
  });

  it('has a reply that Patchwork filed under the version to which this one replies', async () => {
    await start([
      {
        patches: [{}],
        cover: false,
        replies: [
          {
            to: 1,
            from: OLA,
            content: 'Reviewed-by: Ola Berg <ola@b.example>',
            messageId: 'misfiled@x',
            thread: ['<s1-1@x>', '<s2-cover@x>'],
          },
          {
            to: 1,
            from: KOFI,
            content: 'Thanks.',
            messageId: 'thanks@x',
            thread: ['<s1-1@x>', '<s2-cover@x>', '<misfiled@x>'],
          },
          { to: 1, from: ANA, content: 'About v1.', messageId: 'old@x' },
        ],
      },
      { version: 2, patches: [{}, {}], thread: ['<s1-1@x>'] },
    ]);
    const { first, second } = await gateway.data<{
      first: { trailers: unknown; thread: Thread };
      second: { reviewDecision: string; trailers: unknown; thread: Thread };
    }>(
      `{ first: series(instance: "it", databaseId: 1) { trailers(filter: {kind: [REVIEW]}) { name } ${THREAD} }
         second: series(instance: "it", databaseId: 2) { reviewDecision trailers(filter: {kind: [REVIEW]}) { source } ${THREAD} } }`,
    );
    expect(outline(second.thread)).toEqual([
      's1-1@x EXTERNAL',
      '  s2-cover@x',
      '    s2-1@x',
      '    s2-2@x',
      '    misfiled@x',
      '      thanks@x',
    ]);
    expect(second).toMatchObject({
      reviewDecision: 'APPROVED',
      trailers: [{ source: 'COVER_REPLY' }],
    });
    expect(first.trailers).toEqual([]);
    expect(outline(first.thread)).toEqual(['s1-1@x', '  old@x']);
  });

  it('contains two mails that reference each other as parent', async () => {
    await start([
      {
        patches: [{}],
        cover: false,
        replies: [
          { to: 1, from: ANA, content: 'a', messageId: 'a@x', thread: ['<b@x>'] },
          { to: 1, from: OLA, content: 'b', messageId: 'b@x', thread: ['<a@x>'] },
        ],
      },
    ]);
    const { series } = await gateway.data<{ series: { thread: Thread } }>(
      `{ series(instance: "it", databaseId: 1) { ${THREAD} } }`,
    );
    expect(series.thread.entries.map(({ messageId }) => messageId).sort()).toEqual([
      'a@x',
      'b@x',
      's1-1@x',
    ]);
  });

  it('is null with the error if a list of replies cannot be read', async () => {
    const faults = createFaults();
    await start([DISCUSSED], faults);
    faults.set({ path: /patches\/2\/comments/, fault: { kind: 'status', status: 500 } });
    const { data, errors } = await gateway.ask<{ series: unknown }>(
      `{ series(instance: "it", databaseId: 1) { name ${THREAD} } }`,
    );
    expect(data.series).toEqual({ name: 'Series 1', thread: null });
    expect(errors).toMatchObject([{ path: ['series', 'thread'], extensions: { instance: 'it' } }]);
  });
});

it('finds the mail that a reply refers to', async () => {
  await start([DISCUSSED]);
  const { patch } = await gateway.data<{ patch: unknown }>(
    '{ patch(instance: "it", databaseId: 2) { comments { inReplyTo { __typename messageId } } } }',
  );
  expect(patch).toEqual({
    comments: [
      { inReplyTo: { __typename: 'Patch', messageId: 's1-2@x' } },
      { inReplyTo: { __typename: 'Comment', messageId: 'why@x' } },
    ],
  });
  expect(gateway.requests('it')).toHaveLength(2);
});
