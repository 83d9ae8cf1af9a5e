import { describe, expect, it } from 'vitest';
import { parseDiff } from '../../../src/mail/diff/parseDiff.js';
import { carryTrailers, findConfirmation } from '../../../src/review/facts/carriedTrailers.js';
import { isSameDiff } from '../../../src/review/facts/pairVersions.js';
import { patchId } from '../../../src/mail/diff/patchId.js';
import { sumFiles } from '../../../src/review/facts/changedFiles.js';
import { rollUpChecks, type CheckFact } from '../../../src/review/facts/checkRollup.js';
import { checkCompleteness } from '../../../src/review/facts/completeness.js';
import { decideSeriesStatus } from '../../../src/review/facts/seriesStatus.js';
import { readSeriesThread } from '../../../src/review/facts/seriesThread.js';
import { readSeriesTrailers } from '../../../src/review/facts/trailers.js';
import { ANA, KOFI, OLA, patch, reply, series } from './series.js';

const REVIEW = 'Reviewed-by: Ana Ruiz <ana@a.example>\n';
const ACK = 'Acked-by: Ola Berg <ola@b.example>\n';
const DIFF = 'diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+b\n';

describe('trailers across versions', () => {
  const before =
    readSeriesTrailers(series(1, [reply('p1', ANA, REVIEW), reply('p1', OLA, ACK)])).byPatch.get(
      1,
    ) ?? [];
  const carried = readSeriesTrailers(series([patch(1, `T.\n\n${REVIEW}`)])).byPatch.get(1) ?? [];
  const regiven = readSeriesTrailers(series(1, [reply('p1', ANA, REVIEW)])).byPatch.get(1) ?? [];

  it('reports the fate of each trailer of the previous version', () => {
    const carry = (now: typeof before, isUnchanged: boolean) =>
      carryTrailers(before, now, isUnchanged).map((one) => one.carry);
    expect(carry(carried, true)).toEqual(['CARRIED', 'LOST']);
    expect(carry(carried, false)).toEqual(['CARRIED', 'DROPPED']);
    expect(carry(regiven, false)).toEqual(['REGIVEN', 'DROPPED']);
  });

  it('finds the reply that confirms a trailer in the message', () => {
    const [own] = carried;
    if (own === undefined) throw new Error('no trailer');
    expect(findConfirmation(own, [before])).toMatchObject({ author: ANA, source: 'REPLY' });
    expect(findConfirmation(own, [carried])).toBeNull();
    const both = readSeriesTrailers(
      series([patch(1, `T.\n\n${REVIEW}`)], [reply('p1', ANA, REVIEW)]),
    ).all;
    expect(both[0] === undefined ? null : findConfirmation(both[0], [])).toMatchObject({
      author: ANA,
    });
  });

  it.each([
    ['equal hashes', { hash: 'a', diff: null }, { hash: 'a', diff: null }, true],
    [
      'the hash of no text',
      { hash: 'da39a3ee5e6b4b0d3255bfef95601890afd80709', diff: null },
      { hash: 'da39a3ee5e6b4b0d3255bfef95601890afd80709', diff: null },
      false,
    ],
    [
      'other line numbers',
      { hash: 'a', diff: DIFF },
      { hash: 'b', diff: DIFF.replace('-1 +1', '-5 +5') },
      true,
    ],
    ['other text', { hash: 'a', diff: DIFF }, { hash: 'b', diff: DIFF.replace('+b', '+c') }, false],
    ['no diff', { hash: null, diff: null }, { hash: null, diff: null }, false],
    ['no text', { hash: null, diff: '' }, { hash: null, diff: '' }, false],
  ])('compares patches by %s', (_what, one, other, expected) => {
    const facts = ({ hash, diff }: { hash: string | null; diff: string | null }) => ({
      hash,
      unhashed: '',
      patchId: diff === null ? null : patchId(diff),
    });
    expect(isSameDiff(facts(one), facts(other))).toBe(expected);
  });
});

describe('rollUpChecks', () => {
  const check = (
    id: number,
    patchId: number,
    user: string,
    state: CheckFact['state'],
    date: string | null,
    context = 'build',
  ): CheckFact => ({ id, patch: patchId, user, state, date, context });

  it('selects the latest of each user and context, and the worst of these', () => {
    const checks = [
      check(1, 1, 'ci1', 'FAIL', '2026-01-01T10:00:00'),
      check(2, 1, 'ci1', 'SUCCESS', '2026-01-01T11:00:00'),
      check(3, 1, 'ci2', 'FAIL', '2026-01-01T09:00:00'),
    ];
    expect(rollUpChecks(checks, [1])).toMatchObject({
      state: 'FAIL',
      contexts: [{ context: 'build', state: 'FAIL', checks: [{ id: 2 }, { id: 3 }] }],
    });
    expect(rollUpChecks(checks.slice(0, 2), [1]).state).toBe('SUCCESS');
  });

  it('selects the higher number for equal dates, in any order', () => {
    const checks = [
      check(2, 1, 'a', 'SUCCESS', '2026-01-01T10:00:00'),
      check(1, 1, 'a', 'FAIL', '2026-01-01T10:00:00'),
    ];
    expect(rollUpChecks(checks, [1]).state).toBe('SUCCESS');
    expect(rollUpChecks(checks.toReversed(), [1]).state).toBe('SUCCESS');
  });

  it('is NONE without checks, and never pending', () => {
    expect(rollUpChecks([], [1])).toEqual({
      state: 'NONE',
      contexts: [],
      uncheckedPatches: [1],
      pendingSince: null,
    });
  });

  it.each([
    [['SUCCESS'], 'SUCCESS', [2]],
    [['PENDING', 'SUCCESS'], 'PENDING', []],
    [['WARNING', 'PENDING'], 'WARNING', []],
    [['FAIL', 'WARNING'], 'FAIL', []],
  ] as const)('of a series with %s is %s', (states, expected, unchecked) => {
    const checks = states.map((state, index) =>
      check(index, index + 1, 'ci', state, `2026-01-0${index + 1}`),
    );
    expect(rollUpChecks(checks, [1, 2])).toMatchObject({
      state: expected,
      uncheckedPatches: unchecked,
    });
  });

  it('lists the patches that lack a context, and the oldest pending check', () => {
    const rollup = rollUpChecks(
      [
        check(1, 1, 'ci', 'PENDING', '2026-01-02T00:00:00', 'b'),
        check(2, 2, 'ci', 'PENDING', '2026-01-01T00:00:00', 'b'),
        check(3, 2, 'ci', 'SUCCESS', '2026-01-01T00:00:00', 'a'),
      ],
      [1, 2],
    );
    expect(rollup.contexts).toMatchObject([
      { context: 'a', missingFrom: [1] },
      { context: 'b', missingFrom: [] },
    ]);
    expect(rollup.pendingSince).toBe('2026-01-01T00:00:00');
  });
});

describe('decideSeriesStatus', () => {
  const CATEGORIES = {
    new: 'ACTION_REQUIRED',
    accepted: 'ACCEPTED',
    rejected: 'CLOSED',
    superseded: 'CLOSED',
    'obsolete-v1': 'CLOSED',
    'odd-word': 'UNKNOWN',
  } as const;

  it.each([
    ['accepted accepted new', 'PARTIALLY_APPLIED'],
    ['accepted rejected', 'PARTIALLY_ACCEPTED'],
    ['accepted accepted', 'ACCEPTED'],
    ['superseded superseded superseded', 'SUPERSEDED'],
    ['superseded obsolete-v1', 'SUPERSEDED'],
    ['superseded rejected', 'CLOSED'],
    ['new odd-word', 'ACTION_REQUIRED'],
    ['accepted odd-word', 'UNKNOWN'],
    ['rejected odd-word', 'UNKNOWN'],
    ['new rejected', 'ACTION_REQUIRED'],
    ['', 'UNKNOWN'],
  ])('of "%s" is %s', (slugs, expected) => {
    const words = slugs.split(' ').filter((slug) => slug !== '') as (keyof typeof CATEGORIES)[];
    expect(decideSeriesStatus(words.map((slug) => ({ slug, category: CATEGORIES[slug] })))).toBe(
      expected,
    );
  });
});

describe('checkCompleteness', () => {
  const named = (name: string, submitter = KOFI) => ({ name, submitter });
  const check = (names: ReturnType<typeof named>[], version: number, total: number | null) => {
    const { isComplete, missingIndexes, strays } = checkCompleteness({
      version,
      total,
      submitter: KOFI,
      patches: names,
    });
    return [isComplete, missingIndexes, strays.map(({ reason }) => reason)];
  };

  it.each([
    ['each once', [named('[v2,1/2] a'), named('[v2,2/2] b')], 2, 2, [true, [], []]],
    ['one unnumbered', [named('a')], 1, 1, [true, [], []]],
    ['one lost', [named('[1/2] a')], 1, 2, [false, [2], []]],
    ['one twice', [named('[1/2] a'), named('[1/2] b'), named('[2/2] c')], 1, 2, [false, [], []]],
    ['a v2 patch in v1', [named('[1/2] a'), named('[v2,2/2] b')], 1, 2, [false, [2], ['VERSION']]],
    ['another count', [named('[1/1] a'), named('[2/3] b')], 1, 1, [true, [], ['COUNT']]],
    [
      'another sender',
      [named('[1/2] a'), named('[2/2] b', OLA)],
      1,
      2,
      [false, [2], ['SUBMITTER']],
    ],
    [
      'an alias of the sender',
      [named('[1/1] a', { ...KOFI, email: 'kofi+x@dev.example' })],
      1,
      1,
      [true, [], []],
    ],
    ['v5.1, which counts as 1', [named('[v5.1,1/1] a')], 1, 1, [true, [], []]],
    ['no total', [named('[1/2] a')], 1, null, [false, [2], []]],
    ['nothing', [], 1, 2, [false, [1, 2], []]],
  ])('of %s', (_what, patches, version, total, expected) => {
    expect(check(patches, version, total)).toEqual(expected);
  });
});

describe('sumFiles', () => {
  it('sums over patches and lists those that change a file', () => {
    const added = parseDiff(
      'diff --git a/n b/n\nnew file mode 100644\n--- /dev/null\n+++ b/n\n@@ -0,0 +1 @@\n+a\n',
    ).files;
    const edited = parseDiff(DIFF + DIFF.replaceAll('/x', '/n')).files;
    const sum = sumFiles([
      { number: 2, files: edited },
      { number: 1, files: added },
    ]);
    expect(sum).toMatchObject({
      additions: 3,
      deletions: 2,
      changedFiles: 2,
      files: [
        { path: 'n', changeType: 'ADDED', additions: 2, patches: [1, 2], hunks: { length: 2 } },
        { path: 'x', changeType: 'MODIFIED', patches: [2] },
      ],
    });
  });
});

describe('readSeriesThread', () => {
  it('returns entries, participants and the last date', () => {
    const question = reply('p1', ANA, 'why?');
    const answer = reply(question.messageId, KOFI, 'because', { filedAt: 'p1' });
    const elsewhere = reply('cover', OLA, 'nice', { filedAt: 'v1p' });
    const foreign = reply('v1p', OLA, 'old', { filedAt: 'v1p' });
    const own = series(2, [question, answer, elsewhere, foreign]);
    const thread = readSeriesThread(own);
    expect(thread.entries.map(({ messageId, depth }) => [messageId, depth])).toEqual([
      ['cover', 0],
      ['p1', 1],
      [question.messageId, 2],
      [answer.messageId, 3],
      ['p2', 1],
      [elsewhere.messageId, 1],
    ]);
    expect(thread.participants).toEqual([ANA, KOFI, OLA]);
    expect(thread.lastMessageAt).toBe(own.patches.at(-1)?.date);
  });
});
