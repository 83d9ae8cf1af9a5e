import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildThread, readReferences, type ThreadMail } from '../../src/mail/thread.js';

function mail(messageId: string, references: string[], rest: Partial<ThreadMail> = {}): ThreadMail {
  return { messageId, references, date: null, index: null, isInside: true, ...rest };
}

function draw(mails: readonly ThreadMail[], externalIds: string[] = []): string[] {
  return buildThread(mails, new Set(externalIds)).map(
    ({ messageId, depth, place }) =>
      `${'  '.repeat(depth)}${messageId}${place === 'INSIDE' ? '' : ` ${place}`}`,
  );
}

describe('readReferences', () => {
  const read = (references: string[], inReplyTo: string[], addresses: string[] = []) =>
    readReferences({ messageId: 'own', references, inReplyTo, addresses });

  it.each([
    ['In-Reply-To wins', ['<a@x> <b@x>'], ['<c@x>'], ['a@x', 'b@x', 'c@x']],
    ['In-Reply-To wins over a later reference', ['<a@x> <b@x>'], ['<a@x>'], ['b@x', 'a@x']],
    ['without In-Reply-To the last reference', ['<a@x>\n\t<b@x>'], [], ['a@x', 'b@x']],
    ['the own id is dropped', ['<own> <a@x>'], ['<own>'], ['a@x']],
    ['y and n are dropped', [], ['<y>'], []],
    ['comments are skipped', [], ['<a@x> (message from Ana <1 Jan>)'], ['a@x']],
    ['text without brackets is skipped', [], ['Your message of Monday'], []],
  ])('%s', (_what, references, inReplyTo, expected) => {
    expect(read(references, inReplyTo)).toEqual(expected);
  });

  it('drops ids that are email addresses in the mail', () => {
    expect(read([], ['Message of Ana <ana@a.example> <m@x>'], ['ana@a.example'])).toEqual(['m@x']);
  });
});

describe('buildThread', () => {
  const cover = mail('cover', [], { index: 0, date: '2026-01-01T00:00:00Z' });
  const one = mail('p1', ['cover'], { index: 1, date: '2026-01-01T00:00:01Z' });
  const two = mail('p2', ['cover'], { index: 2, date: '2026-01-01T00:00:00Z' });

  it('orders patches by number and other mails by date', () => {
    const early = mail('r1', ['cover'], { date: '2026-01-01T00:00:00Z' });
    const late = mail('r2', ['cover'], { date: '2026-01-02T00:00:00Z' });
    const deep = mail('r3', ['cover', 'p1'], { date: '2026-01-03T00:00:00Z' });
    expect(draw([late, deep, two, early, one, cover])).toEqual([
      'cover',
      '  p1',
      '    r3',
      '  p2',
      '  r1',
      '  r2',
    ]);
  });

  it('puts patches without a cover on the same level', () => {
    expect(draw([mail('p2', [], { index: 2 }), mail('p1', [], { index: 1 })])).toEqual([
      'p1',
      'p2',
    ]);
  });

  it('creates no loop from two mails that reference each other, and shows both', () => {
    expect(draw([mail('a', ['b']), mail('b', ['a'])])).toEqual(['b', '  a']);
    expect(draw([mail('a', ['a'])])).toEqual(['a']);
  });

  it('shows a missing mail if there are mails below it', () => {
    const reply = mail('r', ['cover', 'gone@x'], { date: '2026-01-02T00:00:00Z' });
    expect(draw([cover, reply])).toEqual(['cover', '  gone@x MISSING', '    r']);
  });

  it('puts a reply filed under a v1 patch below the v2 cover that it answers', () => {
    const v2 = mail('v2', ['v1c', 'v1p'], { index: 0, date: '2026-01-03T00:00:00Z' });
    const answer = mail('r', ['v1c', 'v1p', 'v2'], {
      isInside: false,
      date: '2026-01-04T00:00:00Z',
    });
    const other = mail('o', ['v1c', 'v1p'], { isInside: false, date: '2026-01-02T00:00:00Z' });
    expect(draw([v2, answer, other], ['v1p'])).toEqual(['v1p EXTERNAL', '  v2', '    r']);
    expect(buildThread([v2, answer, other], new Set(['v1p']))[0]?.parentMessageId).toBe('v1c');
  });

  it('uses a repeated Message-ID once', () => {
    expect(draw([cover, one, { ...one, isInside: false }])).toEqual(['cover', '  p1']);
  });

  it('is no deeper than the number of its mails, shows each once and never loops', () => {
    const id = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h');
    const mails = fc.array(
      fc.record({
        messageId: id,
        references: fc.array(id, { maxLength: 4 }),
        date: fc.option(fc.constantFrom('2026-01-01T00:00:00Z', '2026-01-02T00:00:00Z')),
        index: fc.option(fc.nat(3)),
        isInside: fc.constant(true),
      }),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(mails, (all) => {
        const nodes = buildThread(all);
        const ids = nodes.map(({ messageId }) => messageId);
        expect(new Set(ids).size).toBe(ids.length);
        const inside = nodes.filter(({ place }) => place === 'INSIDE');
        expect(inside.map(({ messageId }) => messageId).sort()).toEqual(
          [...new Set(all.map(({ messageId }) => messageId))].sort(),
        );
        for (const [index, { depth }] of nodes.entries()) {
          expect(depth).toBeLessThanOrEqual((nodes[index - 1]?.depth ?? -1) + 1);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('threads 20,000 mails that reply to each other', () => {
    const mails = Array.from({ length: 20_000 }, (_, index) =>
      mail(`m${index}`, index === 0 ? [] : [`m${index - 1}`], {
        date: new Date(index * 1000).toISOString(),
        index: index === 0 ? 0 : null,
      }),
    );
    expect(buildThread(mails).at(-1)).toMatchObject({ messageId: 'm19999', depth: 19_999 });
  });
});
