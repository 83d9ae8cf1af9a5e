import { describe, expect, it } from 'vitest';
import type { ReviewReply } from '../../../src/review/facts/mails.js';
import {
  DEFAULT_QUEUE,
  placeInQueue,
  type QueuedReply,
  type QueuedSeries,
  type QueueOptions,
} from '../../../src/review/facts/reviewQueue.js';
import { readSeriesTrailers } from '../../../src/review/facts/trailers.js';
import { ANA, KOFI, mail, OLA, reply, series } from './series.js';

const REVIEW = 'Reviewed-by: Ana Ruiz <ana@a.example>\n';
const BOT = { name: 'CI', email: 'ci@bots.example' };
const PEOPLE = { ...DEFAULT_QUEUE.people, bots: ['ci@bots.example'] };

function queued(
  replies: readonly (ReviewReply | QueuedReply)[] = [],
  rest: Partial<QueuedSeries> = {},
): QueuedSeries {
  const made = series(1, replies);
  const sent = '2026-01-01T00:00:00.000Z';
  const cover = made.cover === null ? null : { ...made.cover, date: sent };
  const all = { ...made, cover, patches: made.patches.map((one) => ({ ...one, date: sent })) };
  return {
    ...all,
    replies: replies.map((one) => ({ addressed: null, ...one })),
    trailers: readSeriesTrailers(all, PEOPLE).byPatch,
    status: 'ACTION_REQUIRED',
    stateSlugs: ['new'],
    isComplete: true,
    isLatestVersion: true,
    earlierMails: [],
    hasEarlierVersion: false,
    checks: 'SUCCESS',
    stateChangedAt: null,
    delegatedAt: null,
    responsible: [],
    ...rest,
  };
}

/** One hour after all mails of the test. */
function place(one: QueuedSeries, options: Partial<QueueOptions> = {}): (string | undefined)[] {
  const dates = [...one.patches, ...one.replies].map(({ date }) => Date.parse(date ?? ''));
  const nowMs = Math.max(...dates) + 3_600_000;
  const found = placeInQueue(one, { ...DEFAULT_QUEUE, people: PEOPLE, nowMs, ...options });
  return found === null ? [] : [found.waitingOn, ...found.reasons];
}

describe('placeInQueue', () => {
  const question = reply('p1', ANA, 'why?\n');
  const answer = reply(question.messageId, KOFI, 'because\n', { filedAt: 'p1' });
  const me = ['ana@a.example'];

  it.each([
    ['a new series', queued(), ['REVIEWERS', 'NO_REVIEW']],
    ['a new version', queued([], { hasEarlierVersion: true }), ['REVIEWERS', 'NEW_VERSION']],
    ['a newer version', queued([], { isLatestVersion: false }), ['NOBODY', 'NEWER_VERSION']],
    ['an accepted series', queued([], { status: 'ACCEPTED' }), []],
    ['a settled series', queued([], { status: 'PARTIALLY_ACCEPTED' }), []],
    ['one partly applied', queued([], { status: 'PARTIALLY_APPLIED' }), ['REVIEWERS', 'NO_REVIEW']],
    [
      'an author state, although it is closed',
      queued([], { status: 'CLOSED', stateSlugs: ['changes-requested'] }),
      ['AUTHOR', 'STATE'],
    ],
    ['missing patches', queued([], { isComplete: false }), ['AUTHOR', 'INCOMPLETE']],
    ['a question', queued([question]), ['AUTHOR', 'UNANSWERED_COMMENT']],
    ['an answer', queued([question, answer]), ['REVIEWERS', 'AUTHOR_REPLIED']],
    [
      'an answer and a bot',
      queued([question, answer, reply('p1', BOT, 'failed?\n')]),
      ['REVIEWERS', 'AUTHOR_REPLIED'],
    ],
    ['a review', queued([reply('p1', ANA, REVIEW)]), ['MAINTAINER', 'READY']],
    [
      'a review with a question',
      queued([reply('p1', ANA, `Why?\n${REVIEW}`)]),
      ['AUTHOR', 'UNANSWERED_COMMENT'],
    ],
    [
      'a review that quotes a question',
      queued([reply('p1', ANA, `> Why?\n${REVIEW}`)]),
      ['MAINTAINER', 'READY'],
    ],
    [
      'a rejection',
      queued([reply('p1', ANA, 'Nacked-by: Ana Ruiz <ana@a.example>\n')]),
      ['AUTHOR', 'NACKED'],
    ],
    ['failed checks', queued([], { checks: 'FAIL' }), ['AUTHOR', 'CHECKS_FAILED']],
    [
      'a question that was addressed',
      queued([{ ...question, addressed: true }]),
      ['REVIEWERS', 'NO_REVIEW'],
    ],
    [
      'a review that was marked open',
      queued([{ ...reply('p1', ANA, REVIEW), addressed: false }]),
      ['AUTHOR', 'UNANSWERED_COMMENT'],
    ],
    [
      'an answer of the author from another address',
      queued([question, { ...answer, submitter: { ...KOFI, email: 'kofi@home.example' } }]),
      ['REVIEWERS', 'AUTHOR_REPLIED'],
    ],
    [
      'answers of an author whose patches come through a relay',
      queued([question, answer], {
        submitter: { name: 'Kofi Boakye via B4 Relay', email: 'devnull+kofi@relay.example' },
      }),
      ['REVIEWERS', 'AUTHOR_REPLIED'],
    ],
    ['a ping of the author', queued([reply('p1', KOFI, 'ping\n')]), ['REVIEWERS', 'NO_REVIEW']],
  ])('of %s', (_what, one, expected) => {
    expect(place(one)).toEqual(expected);
  });

  it('uses the requested options', () => {
    expect(place(queued([], { checks: 'FAIL' }), { failedChecksWaitOnAuthor: false })).toEqual([
      'REVIEWERS',
      'NO_REVIEW',
    ]);
    expect(place(queued([reply('p1', ANA, REVIEW)]), { minApprovals: 2 })).toEqual([
      'REVIEWERS',
      'NO_REVIEW',
    ]);
    expect(place(queued([], { stateSlugs: ['odd'] }), { authorStates: ['odd'] })).toEqual([
      'AUTHOR',
      'STATE',
    ]);
    const one = queued();
    const nowMs = Date.parse(one.patches[0]?.date ?? '') + 60_000;
    expect(place({ ...one, isComplete: false }, { nowMs })).toEqual(['REVIEWERS', 'NO_REVIEW']);
    expect(place(one, { nowMs: nowMs + 15 * 86_400_000 })).toEqual([
      'REVIEWERS',
      'NO_REVIEW',
      'STALE',
    ]);
  });

  it('follows threads of thousands of mails', () => {
    let above = question;
    const thread = [question];
    for (let depth = 0; depth < 20_000; depth += 1) {
      above = reply(above.messageId, depth % 2 === 0 ? OLA : ANA, 'hm\n', { filedAt: 'p1' });
      thread.push(above);
    }
    const found = placeInQueue(
      queued([...thread, reply(above.messageId, KOFI, 'so\n', { filedAt: 'p1' })]),
      { ...DEFAULT_QUEUE, nowMs: Date.parse('2026-01-02T00:00:00Z'), me },
    );
    expect(found?.unanswered).toEqual([]);
  });

  it('finds what concerns the person', () => {
    expect(place(queued([question, answer]), { me })).toContain('REPLY_TO_ME');
    expect(place(queued([question, answer, reply('p1', BOT, 'x\n')]), { me })).toContain(
      'REPLY_TO_ME',
    );
    const thanks = reply(answer.messageId, ANA, 'thanks\n', { filedAt: 'p1' });
    expect(place(queued([question, answer, thanks]), { me })).not.toContain('REPLY_TO_ME');
    expect(place(queued([question]), { me })).not.toContain('REPLY_TO_ME');
    const next = queued([], { hasEarlierVersion: true, earlierMails: [mail('old', ANA, 'why?')] });
    expect(place(next, { me })).toEqual(['REVIEWERS', 'NEW_VERSION', 'CHANGED_SINCE_MY_REVIEW']);
    expect(place(next, { me: ['ola@b.example'] })).toEqual(['REVIEWERS', 'NEW_VERSION']);
    expect(place(queued([], { responsible: me }), { me })).toContain('MY_REVIEW_MISSING');
    expect(place(queued([reply('p1', ANA, REVIEW)], { responsible: me }), { me })).not.toContain(
      'MY_REVIEW_MISSING',
    );
  });

  describe('waits since', () => {
    const sinceOf = (one: QueuedSeries, options: Partial<QueueOptions> = {}) =>
      placeInQueue(one, { ...DEFAULT_QUEUE, people: PEOPLE, nowMs: 0, ...options })?.waitingSince;
    const [first, second, third] = [ANA, OLA, ANA].map((from) =>
      reply('p1', from, `Acked-by: ${from.name ?? ''} <${from.email ?? ''}>\n`),
    ) as [ReviewReply, ReviewReply, ReviewReply];
    const forged = reply('p1', BOT, REVIEW);

    it('the approval that made it ready', () => {
      expect(sinceOf(queued([first, second, third, forged]))).toBe(first.date);
      expect(sinceOf(queued([first, second, third]), { minApprovals: 2 })).toBe(second.date);
    });

    it("the author's answer, not a ping", () => {
      const ping = reply('p1', KOFI, 'ping\n');
      expect(sinceOf(queued([question, answer, ping]))).toBe(answer.date);
      const hint = reply(answer.messageId, OLA, 'well\n', { filedAt: 'p1' });
      const thanks = reply(hint.messageId, KOFI, 'thanks\n', { filedAt: 'p1' });
      expect(sinceOf(queued([question, answer, hint, thanks]))).toBe(thanks.date);
    });

    it('the change of the state, not of the delegate', () => {
      const state = { stateSlugs: ['needs-info'], stateChangedAt: '2027-01-01T00:00:00Z' };
      const one = queued([], { ...state, delegatedAt: '2027-02-01T00:00:00Z' });
      expect(sinceOf(one)).toBe('2027-01-01T00:00:00Z');
      expect(placeInQueue(one, { ...DEFAULT_QUEUE, nowMs: 0 })).toMatchObject({
        lastActivityAt: '2027-02-01T00:00:00Z',
      });
    });

    it('the first rejection that the author has not answered', () => {
      const nacks = [ANA, OLA].map((from) =>
        reply('p1', from, `Nacked-by: ${from.name ?? ''} <${from.email ?? ''}>\n`),
      );
      expect(sinceOf(queued(nacks))).toBe(nacks[0]?.date);
    });
  });

  it('returns the dates of activity, excluding submitter and bots for reviews', () => {
    const ping = reply('p1', KOFI, 'ping\n');
    const bot = reply('p1', BOT, 'ok\n');
    const found = placeInQueue(queued([question, ping, bot]), {
      ...DEFAULT_QUEUE,
      people: PEOPLE,
      nowMs: 0,
    });
    expect(found).toMatchObject({
      lastActivityAt: bot.date,
      lastReviewActivityAt: question.date,
      waitingSince: question.date,
      unanswered: [{ messageId: question.messageId }],
    });
    const ola = reply('p1', OLA, 'x\n');
    expect(
      placeInQueue(queued([ola], { stateChangedAt: '2027-01-01T00:00:00Z' }), {
        ...DEFAULT_QUEUE,
        nowMs: 0,
      }),
    ).toMatchObject({
      lastActivityAt: '2027-01-01T00:00:00Z',
      lastReviewActivityAt: ola.date,
    });
  });
});
