import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { encodeGlobalId } from '../../src/graphql/globalId.js';
import { createFaults } from '../../src/sample/server/faults.js';
import { ANA, KOFI, OLA, reviewState, type SeriesPlan } from '../tools/reviewState.js';
import { startTestGateway, type TestGateway } from '../tools/startTestGateway.js';

let gateway: TestGateway;
let nowMs = 0;

async function start(
  plans: readonly SeriesPlan[],
  { faults = createFaults(), others = [] as readonly SeriesPlan[] } = {},
): Promise<void> {
  nowMs = Date.UTC(2026, 10, 20);
  gateway = await startTestGateway({
    instances: [
      { name: 'it', state: reviewState(plans), faults },
      ...(others.length > 0 ? [{ name: 'other', state: reviewState(others) }] : []),
    ],
    now: () => nowMs,
  });
}

const idOf = (id: number, type: 'Series' | 'Patch' = 'Series', instance = 'it'): string =>
  encodeGlobalId({ instance, type, id });

const diffOf = (file: string, ...lines: readonly string[]): string =>
  `diff --git a/${file} b/${file}\nindex 1..2 100644\n--- a/${file}\n+++ b/${file}\n@@ -1,2 +1,${String(2 + lines.length)} @@ main()\n one\n${lines.map((line) => `+${line}\n`).join('')} two\n`;
const SIGN_OFF = 'Signed-off-by: Kofi Boakye <kofi@dev.example>';
const RB = 'Reviewed-by: Ana Ruiz <ana@a.example>';

const V1: SeriesPlan = {
  title: 'net: speed',
  patches: [
    { title: 'net: one', content: `Do it.\n\n${SIGN_OFF}`, diff: diffOf('a.c', 'x') },
    { title: 'net: two', content: `Do it.\n\n${SIGN_OFF}`, diff: diffOf('b.c', 'y', 'z') },
    { title: 'net: three', content: `Do it.\n\n${SIGN_OFF}`, diff: diffOf('c.c', 'w') },
  ],
};
const V2: SeriesPlan = {
  ...V1,
  version: 2,
  patches: [
    { title: 'net: one', content: `Do it.\n\n${SIGN_OFF}`, diff: diffOf('a.c', 'x') },
    { title: 'net: two', content: `Do it.\n\n${SIGN_OFF}`, diff: diffOf('b.c', 'y', 'zz') },
    { title: 'net: four', content: `Do it.\n\n${SIGN_OFF}`, diff: diffOf('d.c', 'v', 'u') },
  ],
};

const FIELDS = `text from { databaseId } to { databaseId }
  pairs { kind changes pairedBy text hunks { fromStart toStart section lines } problem { code }
          from { databaseId } to { databaseId } }`;

interface Pair {
  readonly kind: string;
  readonly changes: readonly string[];
  readonly pairedBy: string | null;
  readonly text: string | null;
}
interface Compared {
  readonly compare: { readonly text: string; readonly pairs: readonly Pair[] } | null;
}

const query = (id: number, args: string): string =>
  `{ series(instance: "it", databaseId: ${String(id)}) { compare(${args}) { ${FIELDS} } } }`;

async function compare(id: number, args: string) {
  const { series } = await gateway.data<{ series: Compared }>(query(id, args));
  return series.compare;
}

const brief = (pairs: readonly Pair[] | undefined): readonly string[] =>
  (pairs ?? []).map(({ kind, changes, pairedBy }) =>
    [kind, changes.join('+'), pairedBy ?? '-'].join(' '),
  );

describe('compare', () => {
  beforeAll(() => start([V1, V2]));
  afterAll(() => gateway.close());

  it('costs the other series and two mboxes, and no texts again later', async () => {
    await compare(2, `with: "${idOf(1)}"`);
    expect(gateway.requests('it').sort()).toEqual([
      '/series/1/',
      '/series/1/mbox/',
      '/series/2/',
      '/series/2/mbox/',
    ]);
    gateway.resetRequests();
    await compare(2, `with: "${idOf(1)}", creationFactor: 60`);
    expect(gateway.requests('it')).toEqual([]);
    nowMs += 3_600_000;
    await compare(2, `with: "${idOf(1)}"`);
    expect(gateway.requests('it').sort()).toEqual(['/series/1/', '/series/2/']);
  });

  it('pairs patches and prints the same as git range-diff', async () => {
    expect(await compare(2, `with: "${idOf(1)}"`)).toEqual({
      text: [
        '1:  1 = 1:  4 net: one',
        '2:  2 ! 2:  5 net: two',
        '    @@ b.c',
        '     @@ b.c: main()',
        '      one',
        '     +y',
        '    -+z',
        '    ++zz',
        '      two',
        '3:  3 < -:  - net: three',
        '-:  - > 3:  6 net: four',
        '',
      ].join('\n'),
      from: { databaseId: 1 },
      to: { databaseId: 2 },
      pairs: [
        expect.objectContaining({ kind: 'IDENTICAL', pairedBy: 'DIFF', text: null, hunks: null }),
        {
          kind: 'CHANGED',
          changes: ['DIFF'],
          pairedBy: 'TITLE',
          text: '@@ b.c\n @@ b.c: main()\n  one\n +y\n-+z\n++zz\n  two',
          hunks: [
            {
              fromStart: 12,
              toStart: 12,
              section: 'b.c',
              lines: [' @@ b.c: main()', '  one', ' +y', '-+z', '++zz', '  two'],
            },
          ],
          problem: null,
          from: { databaseId: 2 },
          to: { databaseId: 5 },
        },
        expect.objectContaining({ kind: 'REMOVED', from: { databaseId: 3 }, to: null }),
        expect.objectContaining({ kind: 'ADDED', from: null, to: { databaseId: 6 } }),
      ],
    });
  });

  it.each([
    ['creationFactor: 0', 'CHANGED DIFF TITLE'],
    ['creationFactor: 1000', 'CHANGED SUBJECT+DIFF COST'],
  ])('pairs leftovers by the factor: %s', async (factor, expected) => {
    const comparison = await compare(2, `with: "${idOf(1)}", ${factor}`);
    expect(brief(comparison?.pairs)).toContain(expected);
    expect(comparison?.pairs).toHaveLength(factor.endsWith(' 0') ? 4 : 3);
  });

  it.each([
    [
      () => idOf(2),
      'with: a series cannot be compared with itself; use the "id" of another version',
    ],
    [() => idOf(1, 'Patch'), 'with: this is the id of a Patch; use the "id" of a Series'],
    [() => idOf(99), 'with: it has no series 99, or it is not visible'],
    [() => 'x', '"x" is not a valid global id'],
    [() => idOf(1, 'Series', 'nowhere'), 'nowhere'],
  ])('refuses what is not another series', async (id, message) => {
    const { errors } = await gateway.ask(query(2, `with: "${id()}"`));
    expect(errors).toMatchObject([
      { extensions: { code: 'BAD_USER_INPUT', argument: 'with' }, path: ['series', 'compare'] },
    ]);
    expect(errors?.[0]?.message).toContain(message);
  });

  it.each([-1, 1001])('refuses the factor %d', async (factor) => {
    const { errors } = await gateway.ask(
      query(2, `with: "${idOf(1)}", creationFactor: ${String(factor)}`),
    );
    expect(errors).toMatchObject([
      { extensions: { code: 'BAD_USER_INPUT', argument: 'creationFactor' } },
    ]);
  });
});

describe('compare', () => {
  afterEach(() => gateway.close());

  it('reads patches one by one if the mbox is not available', async () => {
    const faults = createFaults();
    faults.set({ path: /series\/1\/mbox/, fault: { kind: 'status', status: 504 } });
    await start([V1, V2], { faults });
    expect(brief((await compare(2, `with: "${idOf(1)}"`))?.pairs)).toEqual([
      'IDENTICAL  DIFF',
      'CHANGED DIFF TITLE',
      'REMOVED  -',
      'ADDED  -',
    ]);
    expect(gateway.requests('it').filter((path) => path.startsWith('/patches/'))).toHaveLength(3);
  });

  it('does not attribute trailers that Patchwork adds to its mbox to the author', async () => {
    const collected = V1.patches.map((patch) => ({
      ...patch,
      content: `${patch.content ?? ''}\n${RB}`,
    }));
    await start([
      {
        ...V1,
        replies: [
          { to: 1, from: ANA, content: RB },
          { to: 2, from: KOFI, content: SIGN_OFF },
        ],
      },
      { ...V1, version: 2, patches: collected, replies: [{ to: 3, from: OLA, content: RB }] },
    ]);
    const comparison = await compare(2, `with: "${idOf(1)}"`);
    expect(brief(comparison?.pairs)).toEqual([
      'CHANGED TRAILERS DIFF',
      'CHANGED TRAILERS DIFF',
      'CHANGED TRAILERS DIFF',
    ]);
  });

  it('uses the previous version by default, and is null if there is none', async () => {
    await start([V1, V2]);
    const comparison = await compare(2, 'creationFactor: null');
    expect(comparison).toMatchObject({ from: { databaseId: 1 }, to: { databaseId: 2 } });
    expect(await compare(2, 'with: null')).toEqual(comparison);
    expect(await compare(1, 'with: null')).toBeNull();
  });

  describe('of a version that replaces some patches', () => {
    const partial: SeriesPlan = {
      title: 'net: two',
      version: 2,
      total: 3,
      cover: false,
      patches: V2.patches.slice(1, 2).map((patch) => ({
        ...patch,
        name: '[v2,2/3] net: two',
        thread: ['<s1-cover@x>', '<s1-2@x>'],
      })),
    };

    it('lets the other patches stand', async () => {
      await start([V1, partial]);
      const comparison = await compare(2, 'with: null');
      expect(comparison).toMatchObject({ from: { databaseId: 1 }, to: { databaseId: 2 } });
      expect(brief(comparison?.pairs)).toEqual([
        'IDENTICAL  DIFF',
        'CHANGED DIFF TITLE',
        'IDENTICAL  DIFF',
      ]);
      expect(comparison?.pairs).toMatchObject([
        { from: { databaseId: 1 }, to: { databaseId: 1 } },
        { from: { databaseId: 2 }, to: { databaseId: 4 } },
        { from: { databaseId: 3 }, to: { databaseId: 3 } },
      ]);
    });

    it('is what the next version is compared with', async () => {
      await start([V1, partial, { ...V2, version: 3 }]);
      const comparison = await compare(3, 'with: null');
      expect(comparison).toMatchObject({ from: { databaseId: 2 }, to: { databaseId: 3 } });
      expect(brief(comparison?.pairs)).toEqual([
        'IDENTICAL  DIFF',
        'IDENTICAL  DIFF',
        'REMOVED  -',
        'ADDED  -',
      ]);
    });

    it('is compared alone with a given series', async () => {
      await start([V1, partial]);
      expect(brief((await compare(2, `with: "${idOf(1)}"`))?.pairs)).toEqual([
        'REMOVED  -',
        'CHANGED DIFF TITLE',
        'REMOVED  -',
      ]);
    });
  });

  it('compares series of two instances', async () => {
    await start([V1], { others: [V1, V2] });
    const comparison = await compare(1, `with: "${idOf(2, 'Series', 'other')}"`);
    expect(brief(comparison?.pairs)).toEqual([
      'IDENTICAL  DIFF',
      'CHANGED DIFF TITLE',
      'REMOVED  -',
      'ADDED  -',
    ]);
  });

  it('is null with the error of the request that failed', async () => {
    const faults = createFaults();
    faults.set([
      { path: /series\/1\/mbox/, fault: { kind: 'status', status: 504 } },
      { path: /patches\/2\/$/, fault: { kind: 'status', status: 500 } },
    ]);
    await start([V1, V2], { faults });
    const { data, errors } = await gateway.ask<{ series: Compared }>(
      query(2, `with: "${idOf(1)}"`),
    );
    expect(data.series.compare).toBeNull();
    expect(errors).toMatchObject([
      { extensions: { code: 'UPSTREAM_UNAVAILABLE', instance: 'it' } },
    ]);
  });
});
