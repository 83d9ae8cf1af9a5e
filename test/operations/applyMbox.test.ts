import { afterEach, describe, expect, it } from 'vitest';
import { createFaults } from '../../src/sample/server/faults.js';
import { ANA, OLA, reviewState, type SeriesPlan } from '../tools/reviewState.js';
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

const RB = 'Reviewed-by: Ana Ruiz <ana@a.example>';
const TB = 'Tested-by: Ola Berg <ola@b.example>';
const SIGN_OFF = 'Signed-off-by: Kofi Boakye <kofi@dev.example>';

interface Applied {
  readonly text: string | null;
  readonly fileName: string;
  readonly missingIndexes: readonly number[];
  readonly warnings: readonly { readonly code: string; readonly message: string }[];
  readonly addedTrailers: readonly {
    readonly patch: { readonly databaseId: number };
    readonly trailer: { readonly name: string };
  }[];
  readonly ignoredTrailers: readonly { readonly name: string; readonly identity: string }[];
  readonly patches: readonly { readonly databaseId: number }[];
}
const FIELDS = `text fileName missingIndexes warnings { code message } patches { databaseId }
  addedTrailers { patch { databaseId } trailer { name } } ignoredTrailers { name identity }`;

const query = (id: number, options: string, fields = FIELDS): string =>
  `{ series(instance: "it", databaseId: ${String(id)}) { applyMbox(${options === '' ? 'options: null' : `options: {${options}}`}) { ${fields} } } }`;

async function apply(id = 1, options = '', fields = FIELDS): Promise<Applied | null> {
  const { series } = await gateway.data<{ series: { applyMbox: Applied | null } }>(
    query(id, options, fields),
  );
  return series.applyMbox;
}

/** Subjects in a mailbox, without prefix. */
const subjects = (mbox: Applied | null): readonly string[] =>
  Array.from(mbox?.text?.matchAll(/^Subject: (.*)$/gm) ?? [], ([, subject = '']) => subject);
const codes = (mbox: Applied | null): readonly string[] =>
  (mbox?.warnings ?? []).map(({ code }) => code);

const FIVE: SeriesPlan = {
  title: 'net: speed up lookups',
  patches: [{}, {}, {}, {}, {}],
  replies: [
    { to: 'cover', from: ANA, content: RB },
    { to: 2, from: OLA, content: TB },
    { to: 3, from: ANA, content: 'Nacked-by: Ana Ruiz <ana@a.example>' },
    { to: 4, from: OLA, content: 'Reviewed-by: Mia Lund <mia@c.example>' },
  ],
};

describe('applyMbox', () => {
  it('contains every patch in order, with its counted trailers', async () => {
    await start([FIVE]);
    const mbox = await apply();
    expect(subjects(mbox)).toEqual(
      [1, 2, 3, 4, 5].map((n) => `[PATCH ${n}/5] net: speed up lookups: step ${n}`),
    );
    expect(mbox).toMatchObject({
      fileName: 'net-speed-up-lookups.mbx',
      missingIndexes: [],
      patches: [1, 2, 3, 4, 5].map((databaseId) => ({ databaseId })),
    });
    expect(mbox?.text).toContain(`${SIGN_OFF}\n${RB}\n${TB}\n---\n`);
    expect(mbox?.text?.split(RB)).toHaveLength(6);
    expect(mbox?.addedTrailers).toHaveLength(6);
    expect(mbox?.ignoredTrailers).toEqual([
      { name: 'Nacked-by', identity: 'EXACT' },
      { name: 'Reviewed-by', identity: 'MISMATCH' },
    ]);
    expect(codes(mbox)).toEqual(['NACKED', 'MISMATCHED_TRAILER']);
  });

  it('costs the details and the replies at first, and two lists of events later', async () => {
    await start([FIVE]);
    await apply(1, '', 'text');
    expect(gateway.requests('it').sort()).toEqual(
      [
        '/covers/1001/comments/?per_page=250',
        ...[1, 2, 3, 4, 5].map((id) => `/patches/${String(id)}/`),
        ...[1, 2, 3, 4, 5].map((id) => `/patches/${String(id)}/comments/?per_page=250`),
        '/series/1/',
      ].sort(),
    );
    gateway.resetRequests();
    nowMs += 600_000;
    await apply(1, '', 'text');
    expect(
      gateway
        .requests('it')
        .map((path) => path.replace(/\?.*/, ''))
        .sort(),
    ).toEqual(['/events/', '/events/', '/series/1/']);
  });

  it('reads no replies if no trailers are requested', async () => {
    await start([FIVE]);
    const mbox = await apply(1, 'trailers: false', 'text addedTrailers { trailer { name } }');
    expect(mbox?.text).not.toContain(RB);
    expect(gateway.requests('it').filter((path) => path.includes('comments'))).toEqual([]);
  });

  it('has no text if patches are missing, unless this is allowed', async () => {
    await start([{ title: 'net: part', total: 3, cover: false, patches: [{}] }]);
    const mbox = await apply();
    expect(mbox).toMatchObject({ text: null, missingIndexes: [2, 3] });
    expect(codes(mbox)).toEqual(['MISSING_PATCH', 'MISSING_PATCH']);
    expect(subjects(await apply(1, 'allowIncomplete: true'))).toEqual([
      '[PATCH 1/3] net: part: step 1',
    ]);
    expect(await apply(1, 'patchIndexes: [1]')).toMatchObject({ missingIndexes: [], warnings: [] });
    expect(await apply(1, 'patchIndexes: [1, 3]')).toMatchObject({
      text: null,
      missingIndexes: [3],
    });
  });

  it('contains the requested patches, in order and each once', async () => {
    await start([FIVE]);
    const mbox = await apply(1, 'patchIndexes: [4, 2, 4]');
    expect(mbox?.patches).toEqual([{ databaseId: 2 }, { databaseId: 4 }]);
    expect(subjects(mbox)).toHaveLength(2);
    expect(mbox?.addedTrailers.map(({ patch }) => patch.databaseId)).toEqual([2, 2, 4]);
  });

  it.each([
    ['patchIndexes: []', 'options.patchIndexes', 'omit it for all'],
    ['patchIndexes: [0]', 'options.patchIndexes', '0 is not among the positions 1 to 5'],
    ['patchIndexes: [-1]', 'options.patchIndexes', '-1 is not a position'],
    ['patchIndexes: [9]', 'options.patchIndexes', '9 is not among the positions 1 to 5'],
    ['linkFormat: "lore"', 'options.linkFormat', 'it must be a URL'],
    ['linkFormat: "https://l.example/ %s"', 'options.linkFormat', 'it must be a URL'],
  ])('refuses %s', async (options, argument, message) => {
    await start([FIVE]);
    const { errors } = await gateway.ask(query(1, options));
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', argument } }]);
    expect(errors?.[0]?.message).toContain(message);
  });

  it('treats null as the default of each option', async () => {
    await start([FIVE]);
    const names =
      'trailers includeMismatched lostTrailers partialReroll patchIndexes linkFormat messageIdTrailer includePrerequisites allowIncomplete';
    const options = names.split(' ').map((name) => `${name}: null`);
    expect(await apply(1, options.join(', '))).toEqual(await apply());
  });

  it('adds links as requested, and none that the message already has', async () => {
    const own = `Do it.\n\n${SIGN_OFF}\nLink: https://l.example/s1-2@x/`;
    await start([{ ...FIVE, replies: [], patches: [{}, { content: own }] }]);
    const { text = null } =
      (await apply(1, 'linkFormat: "https://l.example/%s/", messageIdTrailer: true')) ?? {};
    expect(text).toContain(
      `${SIGN_OFF}\nLink: https://l.example/s1-1@x/\nMessage-ID: <s1-1@x>\n---`,
    );
    expect(text).toContain(`Link: https://l.example/s1-2@x/\nMessage-ID: <s1-2@x>\n`);
    expect(text?.split('Link:')).toHaveLength(3);
  });

  it('uses the last of several patches with the same number, and reports it', async () => {
    await start([
      {
        title: 'net: twice',
        total: 2,
        patches: [{}, {}, { name: '[2/2] net: twice: again' }],
      },
    ]);
    const mbox = await apply();
    expect(mbox?.patches).toEqual([{ databaseId: 1 }, { databaseId: 3 }]);
    expect(codes(mbox)).toEqual(['DUPLICATE_PATCH']);
  });

  it('omits strays of another version, and reports them', async () => {
    await start([
      { title: 'net: mixed', total: 2, patches: [{}, {}, { name: '[v2,2/2] net: mixed: again' }] },
    ]);
    const mbox = await apply();
    expect(mbox?.patches).toEqual([{ databaseId: 1 }, { databaseId: 2 }]);
    expect(codes(mbox)).toEqual(['STRAY_PATCH']);
  });

  it('is null with the error of an unreadable list of replies', async () => {
    const faults = createFaults();
    faults.set({ path: /patches\/3\/comments/, fault: { kind: 'status', status: 500 } });
    await start([FIVE], faults);
    const { data, errors } = await gateway.ask<{ series: { applyMbox: Applied | null } }>(
      query(1, ''),
    );
    expect(data.series.applyMbox).toBeNull();
    expect(errors).toMatchObject([
      { extensions: { code: 'UPSTREAM_UNAVAILABLE', instance: 'it' } },
    ]);
    expect(await apply(1, 'trailers: false')).toMatchObject({ missingIndexes: [] });
  });
});

describe('applyMbox of later versions', () => {
  const V1: SeriesPlan = {
    title: 'net: speed',
    patches: [{}, {}, {}],
    replies: [
      { to: 1, from: ANA, content: RB },
      { to: 2, from: OLA, content: TB },
    ],
  };

  it('warns of a newer version', async () => {
    await start([V1, { ...V1, version: 2, replies: [] }]);
    expect(codes(await apply(1))).toEqual(['NEWER_VERSION']);
    expect(codes(await apply(2))).toEqual([]);
    expect((await apply(2))?.fileName).toBe('v2-net-speed.mbx');
  });

  it('completes a partial reroll from the previous version', async () => {
    await start([
      V1,
      {
        title: 'net: speed',
        version: 2,
        total: 3,
        cover: false,
        patches: [{ name: '[v2,2/3] net: speed: step 2', thread: ['<s1-cover@x>', '<s1-2@x>'] }],
        replies: [{ to: 1, from: OLA, content: 'Acked-by: Ola Berg <ola@b.example>' }],
      },
    ]);
    const mbox = await apply(2);
    expect(mbox).toMatchObject({
      missingIndexes: [],
      patches: [{ databaseId: 1 }, { databaseId: 4 }, { databaseId: 3 }],
    });
    expect(subjects(mbox)).toHaveLength(3);
    expect(codes(mbox)).toEqual(['PARTIAL_REROLL']);
    expect(
      mbox?.addedTrailers.map(({ patch, trailer }) => [patch.databaseId, trailer.name]),
    ).toEqual([
      [1, 'Reviewed-by'],
      [4, 'Acked-by'],
    ]);
    expect(await apply(2, 'partialReroll: false')).toMatchObject({
      text: null,
      missingIndexes: [1, 3],
    });
  });

  it('restores trailers of unchanged patches, if requested', async () => {
    await start([
      V1,
      {
        ...V1,
        version: 2,
        replies: [],
        patches: [
          {},
          {
            diff: 'diff --git a/lib/a.c b/lib/a.c\n--- a/lib/a.c\n+++ b/lib/a.c\n@@ -1 +1 @@\n-one\n+two\n',
          },
          {},
        ],
      },
    ]);
    expect((await apply(2))?.addedTrailers).toEqual([]);
    const mbox = await apply(2, 'lostTrailers: true');
    expect(
      await apply(
        2,
        'lostTrailers: true',
        'addedTrailers { trailer { source carry occurrence { message { messageId } } } }',
      ),
    ).toEqual({
      addedTrailers: [
        {
          trailer: {
            source: 'EARLIER_VERSION',
            carry: 'LOST',
            occurrence: { message: { messageId: 's1-r1@x' } },
          },
        },
      ],
    });
    expect(mbox?.addedTrailers).toEqual([
      { patch: { databaseId: 4 }, trailer: { name: 'Reviewed-by' } },
    ]);
    expect(mbox?.text?.split(RB)).toHaveLength(2);
  });
});

describe('applyMbox with prerequisites', () => {
  const one = (title: string, ...needs: readonly string[]): SeriesPlan => ({
    title,
    cover: false,
    patches: [
      {
        title,
        content: [
          'Do it.',
          '',
          SIGN_OFF,
          '---',
          ...needs.map((need) => `Depends-on: ${need}`),
        ].join('\n'),
      },
    ],
  });
  const withThem = 'includePrerequisites: true';

  it('contains its prerequisites before it, each once', async () => {
    await start([
      one('net: base'),
      one('net: middle', '<s1-1@x>'),
      one('net: side', 'series-1 ("net: base")'),
      one('net: top', 'patch-2', 'https://lore.example/r/s3-1@x/', '<s1-1@x>'),
    ]);
    const mbox = await apply(4, withThem);
    expect(subjects(mbox)).toEqual([
      '[PATCH] net: base',
      '[PATCH] net: middle',
      '[PATCH] net: side',
      '[PATCH] net: top',
    ]);
    expect(mbox?.warnings).toEqual([]);
    expect(subjects(await apply(4))).toEqual(['[PATCH] net: top']);
  });

  it('reports cycles, missing prerequisites, and excessive depth', async () => {
    await start([
      one('net: a', '<s2-1@x>', '<gone@x>', 'series-77'),
      one('net: b', '<s1-1@x>'),
      one('net: c1'),
      one('net: c2', 'series-3'),
      one('net: c3', 'series-4'),
      one('net: c4', 'series-5'),
      one('net: c5', 'series-6'),
      one('net: c6', 'series-7'),
      one('net: c7', 'series-8'),
    ]);
    const circle = await apply(1, withThem);
    expect(subjects(circle)).toEqual(['[PATCH] net: b', '[PATCH] net: a']);
    expect(codes(circle)).toEqual([
      'PREREQUISITE_LOOP',
      'PREREQUISITE_NOT_FOUND',
      'PREREQUISITE_NOT_FOUND',
    ]);
    const deep = await apply(9, withThem);
    expect(codes(deep)).toEqual(['PREREQUISITE_TOO_DEEP']);
    expect(subjects(deep)).toEqual([2, 3, 4, 5, 6, 7].map((n) => `[PATCH] net: c${String(n)}`));
  });

  it('omits an incomplete prerequisite, and reports it', async () => {
    await start([{ title: 'net: part', total: 2, patches: [{}] }, one('net: top', 'series-1')]);
    const mbox = await apply(2, withThem);
    expect(subjects(mbox)).toEqual(['[PATCH] net: top']);
    expect(codes(mbox)).toContain('PREREQUISITE_INCOMPLETE');
  });
});

describe('applyMbox of mails changed by a list', () => {
  /** One patch, with these headers instead of those with the same name. */
  async function startWith(changed: Readonly<Record<string, string>>): Promise<void> {
    const state = reviewState([{ title: 'net: one', cover: false, patches: [{}] }]);
    const [patch] = state.patches;
    if (patch === undefined) throw new RangeError('there is no patch');
    const kept = patch.headers
      .split(/\n(?![ \t])/)
      .filter((line) => !Object.keys(changed).some((name) => line.startsWith(`${name}:`)));
    const headers = [
      ...kept,
      ...Object.entries(changed).map(([name, value]) => `${name}: ${value}`),
    ];
    nowMs = Date.UTC(2026, 10, 20);
    const patches = [{ ...patch, headers: headers.join('\n') }, ...state.patches.slice(1)];
    gateway = await startTestGateway({
      instances: [{ name: 'it', state: { ...state, patches } }],
      now: () => nowMs,
    });
  }
  const headerOf = (mbox: Applied | null, name: string): string | undefined =>
    new RegExp(`^${name}: (.*)$`, 'm').exec(mbox?.text ?? '')?.[1];

  it.each([
    ['Kofi Boakye via List <list@lists.example>', 'Kofi Boakye <kofi@dev.example>'],
    ['"Kofi Boakye (ABC) via List" <list@lists.example>', 'Kofi Boakye <kofi@dev.example>'],
    ['"Boakye, Kofi" <kofi@dev.example>', '"Boakye, Kofi" <kofi@dev.example>'],
    ['kofi@dev.example', '<kofi@dev.example>'],
    ['=?utf-8?q?K=C3=B6fi_B?= <kofi@dev.example>', '=?UTF-8?B?S8O2ZmkgQg==?= <kofi@dev.example>'],
  ])('takes the sender of %s', async (from, expected) => {
    await startWith({ From: from });
    expect(headerOf(await apply(), 'From')).toBe(expected);
  });

  it.each([
    ['Thu, 1 Oct 2026 10:00:00 +0200', 'Thu, 1 Oct 2026 10:00:00 +0200'],
    ['Thu, 1 Oct 2026 10:00:00 +0200 (CEST)', 'Thu, 1 Oct 2026 10:00:00 +0200'],
    ['yesterday', /^Tue, 01 Sep 2026 \d\d:\d\d:\d\d \+0000$/],
  ])('has a date that git can read: %s', async (sent, expected) => {
    await startWith({ Date: sent });
    expect(headerOf(await apply(), 'Date')).toEqual(
      typeof expected === 'string' ? expected : expect.stringMatching(expected),
    );
  });
});
