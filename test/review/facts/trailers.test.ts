import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MailHeaders } from '../../../src/mail/headers.js';
import { parseMailmap } from '../../../src/mail/mailmap.js';
import { NO_PEOPLE_OPTIONS, readRouting } from '../../../src/review/facts/mails.js';
import { decideReview, summarizeReview } from '../../../src/review/facts/reviewSummary.js';
import { readReplyTrailers, readSeriesTrailers } from '../../../src/review/facts/trailers.js';
import type { TrailerFact } from '../../../src/review/facts/trailerFacts.js';
import { ANA, KOFI, mail, OLA, patch, reply, series } from './series.js';

const REVIEW = 'Reviewed-by: Ana Ruiz <ana@a.example>\n';
const ACK = 'Acked-by: Ola Berg <ola@b.example>\n';

function brief(facts: readonly TrailerFact[] | undefined): string[] {
  return (facts ?? []).map(
    ({ kind, identity, source, counts }) => `${kind} ${identity} ${source}${counts ? '' : ' -'}`,
  );
}

describe('readSeriesTrailers', () => {
  it('finds one trailer in a reply that quotes another', () => {
    const all = series(1, [reply('p1', OLA, `> ${REVIEW}Tested-by: Ola Berg <ola@b.example>\n`)]);
    expect(brief(readSeriesTrailers(all).byPatch.get(1))).toEqual(['TEST EXACT REPLY']);
  });

  it('counts a reply to the cover for each patch, and merges trailers that a person gave twice', () => {
    const all = series(3, [
      reply('cover', ANA, REVIEW),
      reply('p2', ANA, 'Reviewed-by: Ana Ruiz <ANA@a.example> # docs\n'),
    ]);
    const facts = readSeriesTrailers(all);
    expect(brief(facts.byPatch.get(1))).toEqual(['REVIEW EXACT COVER_REPLY']);
    expect(brief(facts.byPatch.get(2))).toEqual(['REVIEW EXACT COVER_REPLY']);
    expect(facts.byPatch.get(2)).toMatchObject([{ note: '# docs', occurrences: { length: 2 } }]);
    expect(facts.all).toHaveLength(1);
    expect(summarizeReview(facts.all, [1, 2, 3])).toEqual({
      reviewCount: 1,
      ackCount: 0,
      testCount: 0,
      nackCount: 0,
      reviewers: [ANA],
      unreviewedIndexes: [],
    });
  });

  it('limits a reply to the cover to the patches it names', () => {
    const facts = readSeriesTrailers(
      series(4, [reply('cover', OLA, `For patches 1, 3-4:\n\n${ACK}`)]),
    );
    expect(facts.all).toMatchObject([{ patchIndexes: [1, 3, 4], appliesTo: [1, 3, 4] }]);
    expect(facts.byPatch.get(2)).toEqual([]);
    expect(summarizeReview(facts.all, [1, 2, 3, 4]).unreviewedIndexes).toEqual([2]);
  });

  it('counts for no patch, with a warning, if the number is outside of the series', () => {
    const given = 'Acked-by: Ola Berg <ola@b.example> (patch 9)\n';
    const facts = readSeriesTrailers(series(4, [reply('cover', OLA, given)]));
    expect(facts.warnings).toMatchObject([{ code: 'SCOPE_OUT_OF_RANGE' }]);
    expect(facts.all).toMatchObject([{ patchIndexes: [], appliesTo: [] }]);
    expect(summarizeReview(facts.all, [1, 2, 3, 4])).toMatchObject({
      ackCount: 0,
      reviewers: [],
    });
  });

  it('widens a reply to a patch by its text', () => {
    const facts = readSeriesTrailers(series(2, [reply('p1', OLA, `For the series:\n${ACK}`)]));
    expect(facts.all).toMatchObject([{ patchIndexes: null, appliesTo: [1, 2] }]);
  });

  it('assigns a trailer to the diff inside the reply', () => {
    const embedded = reply(
      'p1',
      OLA,
      'How about\n-- >8 --\nT\n\nSigned-off-by: Ola Berg <ola@b.example>\n---\ndiff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+b\n',
    );
    const all = series(2, [embedded]);
    expect(readSeriesTrailers(all).all).toEqual([]);
    expect(brief(readReplyTrailers(embedded, 1, all))).toEqual(['SIGN_OFF EMBEDDED REPLY -']);
  });

  it('does not count the submitter, in replies and in the own message', () => {
    const own = 'Reviewed-by: Kofi Boakye <kofi@dev.example>\n';
    const facts = readSeriesTrailers(
      series(
        [patch(1, `T.\n\n${own}`), patch(2)],
        [
          reply('p2', KOFI, own),
          reply('p2', { name: 'Kofi Boakye', email: 'kofi+x@dev.example' }, own),
        ],
      ),
    );
    expect(brief(facts.all)).toEqual(['REVIEW SELF MESSAGE -']);
    expect(summarizeReview(facts.all, [1, 2]).reviewCount).toBe(0);
  });

  it('does not count the submitter under another address', () => {
    const home = { name: 'Kofi Boakye (ACME)', email: 'kofi@home.example' };
    const one = series(1, [reply('p1', home, 'Reviewed-by: Kofi Boakye <kofi@home.example>\n')]);
    expect(readSeriesTrailers(one).all).toMatchObject([{ identity: 'SELF', counts: false }]);
  });

  it('accepts a sign-off that the submitter had forgotten', () => {
    const given = reply('p1', KOFI, 'Signed-off-by: Kofi Boakye <kofi@dev.example>\n');
    expect(brief(readSeriesTrailers(series(1, [given])).all)).toEqual(['SIGN_OFF EXACT REPLY']);
  });

  it('lists trailers given for another person, but not those already in the message', () => {
    const facts = readSeriesTrailers(
      series(
        [patch(1, `T.\n\n${REVIEW}`), patch(2)],
        [reply('p1', OLA, REVIEW), reply('p2', OLA, REVIEW)],
      ),
    );
    expect(brief(facts.byPatch.get(1))).toEqual(['REVIEW NONE MESSAGE']);
    expect(facts.byPatch.get(1)).toMatchObject([{ occurrences: { length: 1 } }]);
    expect(brief(facts.byPatch.get(2))).toEqual(['REVIEW MISMATCH REPLY -']);
  });

  it("prefers a person's own trailer to one that does not count", () => {
    const facts = readSeriesTrailers(
      series(1, [reply('p1', OLA, REVIEW), reply('p1', ANA, REVIEW)]),
    );
    expect(brief(facts.all)).toEqual(['REVIEW EXACT REPLY']);
    expect(facts.all[0]?.occurrence.author).toEqual(ANA);
  });

  it('lists a name without address and does not count it', () => {
    const facts = readSeriesTrailers(series(1, [reply('p1', ANA, 'Reviewed-by: Ana Ruiz\n')]));
    expect(brief(facts.all)).toEqual(['REVIEW MALFORMED REPLY -']);
  });

  it('ignores bots and trailers in the cover letter', () => {
    const all = {
      ...series(1, [reply('p1', ANA, REVIEW)]),
      cover: mail('cover', KOFI, `T.\n\n${ACK}`),
    };
    const options = { ...NO_PEOPLE_OPTIONS, bots: ['ANA@a.example'] };
    expect(readSeriesTrailers(all, options).all).toEqual([]);
  });

  it('merges one person by mailmap, and distinguishes Reported-by and Suggested-by', () => {
    const mailmap = parseMailmap('Ana Ruiz <ana@a.example> <ana@old.example>\n');
    const given = `${REVIEW}Reported-by: Ana Ruiz <ana@old.example>\nSuggested-by: Ana Ruiz <ana@a.example>\n`;
    const all = series(1, [
      reply('p1', ANA, given),
      reply(
        'p1',
        { ...ANA, email: 'ana@old.example' },
        'Reviewed-by: Ana Ruiz <ana@old.example>\n',
      ),
    ]);
    const facts = readSeriesTrailers(all, { mailmap, bots: [] }).all;
    expect(facts.map(({ name }) => name)).toEqual(['Reviewed-by', 'Reported-by', 'Suggested-by']);
    expect(readSeriesTrailers(all).all).toHaveLength(4);
  });

  it('merges links by their Message-ID', () => {
    const content =
      'T.\n\nLink: https://a.example/r/x@y.example\nLink: https://b.example/all/x%40y.example/\n';
    expect(readSeriesTrailers(series([patch(1, content)])).all).toMatchObject([
      { kind: 'LINK', linkedMessageId: 'x@y.example', counts: true, occurrences: { length: 2 } },
    ]);
  });

  it('finds the trailers of a message that Patchwork moved into the diff', () => {
    const diff = `diff of both\n\n${REVIEW}---\ndiff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+b\n`;
    expect(brief(readSeriesTrailers(series([patch(1, 'See the', diff)])).all)).toEqual([
      'REVIEW NONE MESSAGE',
    ]);
  });

  describe('position of a reply', () => {
    it('follows In-Reply-To through other replies', () => {
      const first = reply('p2', KOFI, 'ping');
      const second = reply(first.messageId, ANA, REVIEW, { filedAt: 'cover' });
      const facts = readSeriesTrailers(series(2, [second, first]));
      expect(facts.all).toMatchObject([{ appliesTo: [2], source: 'REPLY' }]);
    });

    it('includes a reply to the cover that is filed under a patch of v1', () => {
      const answer = reply('cover', ANA, REVIEW, { filedAt: 'v1p1' });
      expect(readSeriesTrailers(series(2, [answer])).all).toMatchObject([
        { appliesTo: [1, 2], source: 'COVER_REPLY' },
      ]);
    });

    it('excludes a reply to another series that is filed here', () => {
      const answer = reply('p1', ANA, REVIEW, {
        routing: { senders: [ANA], references: ['p1', 'v2cover'] },
      });
      const all = { ...series(1, [answer]), externalIds: new Set(['v2cover']) };
      expect(readSeriesTrailers(all).all).toEqual([]);
      expect(readSeriesTrailers({ ...all, externalIds: new Set() }).all).toHaveLength(1);
    });

    it('uses the filing if the headers refer to unknown mails', () => {
      const answer = reply('p1', ANA, REVIEW, { routing: { senders: [ANA], references: [] } });
      expect(readSeriesTrailers(series(2, [answer])).all).toMatchObject([{ appliesTo: [1] }]);
    });

    it('ends if replies reference each other', () => {
      const one = reply('p1', ANA, REVIEW, {
        messageId: 'a',
        routing: { senders: [ANA], references: ['b'] },
      });
      const other = reply('p1', OLA, ACK, {
        messageId: 'b',
        routing: { senders: [OLA], references: ['a'] },
      });
      expect(readSeriesTrailers(series(1, [one, other])).all).toHaveLength(2);
    });
  });
});

describe('decideReview', () => {
  const decide = (all: ReturnType<typeof series>, options = {}, slug: string | null = 'new') => {
    const { byPatch } = readSeriesTrailers(all);
    const patches = [...byPatch].map(([number, trailers]) => ({
      number,
      trailers,
      stateSlug: slug,
    }));
    return decideReview(patches, { minApprovals: 1, confirmedKeys: null, ...options });
  };

  it.each([
    ['nothing', series(1), 'REVIEW_REQUIRED'],
    [
      'a test',
      series(1, [reply('p1', ANA, 'Tested-by: Ana Ruiz <ana@a.example>\n')]),
      'REVIEW_REQUIRED',
    ],
    ['an ack', series(1, [reply('p1', OLA, ACK)]), 'APPROVED'],
    ['one of two', series(2, [reply('p1', OLA, ACK)]), 'REVIEW_REQUIRED'],
    ['the cover', series(2, [reply('cover', OLA, ACK)]), 'APPROVED'],
    ['the message', series([patch(1, `T.\n\n${REVIEW}`)]), 'APPROVED'],
    ['no patch', series(0), 'REVIEW_REQUIRED'],
    [
      'a rejection and an ack',
      series(1, [reply('p1', OLA, ACK), reply('p1', ANA, 'Nacked-by: Ana Ruiz <ana@a.example>\n')]),
      'CHANGES_REQUESTED',
    ],
  ])('of %s', (_what, all, expected) => {
    expect(decide(all)).toBe(expected);
  });

  it('uses the state, the number of people and confirmed trailers', () => {
    const acked = series(1, [
      reply('p1', OLA, ACK),
      reply('p1', OLA, 'Reviewed-by: Ola Berg <ola@b.example>\n'),
    ]);
    expect(decide(acked, {}, 'changes-requested')).toBe('CHANGES_REQUESTED');
    expect(decide(acked, { minApprovals: 2 })).toBe('REVIEW_REQUIRED');
    expect(decide(acked, { confirmedKeys: new Set() })).toBe('APPROVED');
    const claimed = series([patch(1, `T.\n\n${REVIEW}`)]);
    expect(decide(claimed, { confirmedKeys: new Set() })).toBe('REVIEW_REQUIRED');
    expect(decide(claimed, { confirmedKeys: new Set(['1 REVIEW <ana@a.example>']) })).toBe(
      'APPROVED',
    );
  });
});

describe('any series', () => {
  const LINES = [
    REVIEW,
    ACK,
    'Nacked-by: x\n',
    '---\n',
    'For patches 1-3:\n',
    '-- >8 --\n',
    '\n',
    'text\n',
  ];
  const text = fc.array(fc.constantFrom(...LINES), { maxLength: 6 }).map((lines) => lines.join(''));
  const id = fc.constantFrom('p1', 'p2', 'cover', 'a', 'b', 'gone');
  const replies = fc.array(
    fc.record({
      id: fc.nat(9),
      messageId: id,
      date: fc.option(fc.constantFrom('2026-01-01T00:00:00Z', 'never')),
      submitter: fc.option(fc.constantFrom(ANA, OLA, KOFI, { name: null, email: null })),
      content: text,
      filedAt: id,
      routing: fc.record({
        senders: fc.array(fc.constantFrom(ANA, OLA), { maxLength: 2 }),
        references: fc.array(id, { maxLength: 3 }),
      }),
    }),
    { maxLength: 8 },
  );

  it('is read without errors, and counts nobody without an address', () => {
    fc.assert(
      fc.property(text, replies, (content, all) => {
        const facts = readSeriesTrailers(series([patch(1, content), patch(2)], all));
        for (const { counts, kind, personKey } of facts.all) {
          if (counts && kind !== 'LINK') expect(personKey).not.toBeNull();
        }
        expect(summarizeReview(facts.all, [1, 2]).unreviewedIndexes.length).toBeLessThanOrEqual(2);
      }),
      { numRuns: 500 },
    );
  });
});

describe('readRouting', () => {
  it('reads senders and references from the headers', () => {
    const headers = new MailHeaders({
      From: '"Ruiz, Ana via list" <list@l.example>',
      'Reply-To': 'Ana Ruiz <ana@a.example>',
      To: 'Kofi <kofi@dev.example>',
      References: '<a@x>\n <b@x>',
      'In-Reply-To': '<c@x> <kofi@dev.example>',
    });
    expect(readRouting(headers, 'own')).toEqual({
      senders: [{ name: 'Ruiz, Ana via list', email: 'list@l.example' }, ANA],
      references: ['a@x', 'b@x', 'c@x'],
    });
  });
});
