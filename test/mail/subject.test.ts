import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeSubject, parsePatchName } from '../../src/mail/subject.js';

describe('parsePatchName', () => {
  it.each([
    ['[iproute2,v3,1/3] testsuite: x', ['iproute2', 'v3', '1/3'], 3, 1, 3, 'testsuite: x'],
    ['[1/3] lid: name the states', ['1/3'], 1, 1, 3, 'lid: name the states'],
    ['[v2,01/12] a', ['v2', '01/12'], 2, 1, 12, 'a'],
    ['[RFC,net-next,v3,02/10] b', ['RFC', 'net-next', 'v3', '02/10'], 3, 2, 10, 'b'],
    ['[ovs-dev,0/7] cover', ['ovs-dev', '0/7'], 1, 0, 7, 'cover'],
    ['[PATCH] one', ['PATCH'], 1, null, null, 'one'],
    ['[PATCH v2 3/4] as mailed', ['PATCH', 'v2', '3/4'], 2, 3, 4, 'as mailed'],
    ['[foo][bar 2/3] two brackets', ['foo', 'bar', '2/3'], 1, 2, 3, 'two brackets'],
    ['[foo] [bar baz,v3]  spaced', ['foo', 'bar', 'baz', 'v3'], 3, null, null, 'spaced'],
    ['[PATCH1/8] glued', ['PATCH1/8'], 1, 1, 8, 'glued'],
    ['[v2PATCH12/15] glued', ['v2PATCH12/15'], 1, 12, 15, 'glued'],
    ['[3 of 5] mercurial', ['3 of 5'], 1, 3, 5, 'mercurial'],
    ['[PATCH 3 of 5 V2] mercurial', ['PATCH', '3 of 5', 'V2'], 2, 3, 5, 'mercurial'],
    ['[GIT,PULL] kettle lid work', ['GIT', 'PULL'], 1, null, null, 'kettle lid work'],
    ['no brackets at all', [], 1, null, null, 'no brackets at all'],
    ['late version (v4)', [], 4, null, null, 'late version (v4)'],
    ['[v2] wins (v4)', ['v2'], 2, null, null, 'wins (v4)'],
    ['half 1/2 done', [], 1, null, null, 'half 1/2 done'],
    ['title [1/2] inside', [], 1, null, null, 'title [1/2] inside'],
    ['[unclosed 1/2', [], 1, null, null, '[unclosed 1/2'],
    ['[] empty', [], 1, null, null, 'empty'],
    ['[1/2]', ['1/2'], 1, 1, 2, ''],
    ['', [], 1, null, null, ''],
    [null, [], 1, null, null, ''],
    [undefined, [], 1, null, null, ''],
  ] as const)('takes %j apart', (name, prefixes, version, index, count, title) => {
    expect(parsePatchName(name)).toEqual({ prefixes, version, index, count, title });
  });

  it('round-trips the parts of a name', () => {
    const word = fc.stringMatching(/^[a-z][a-z-]{0,8}$/);
    fc.assert(
      fc.property(
        fc.uniqueArray(word, { maxLength: 3 }),
        fc.integer({ min: 2, max: 99 }),
        fc.integer({ min: 0, max: 200 }),
        fc.integer({ min: 1, max: 200 }),
        word,
        (words, version, index, count, title) => {
          const prefixes = [...words, `v${version}`, `${index}/${count}`];
          expect(parsePatchName(`[${prefixes.join(',')}] ${title}`)).toEqual({
            prefixes,
            version,
            index,
            count,
            title,
          });
        },
      ),
    );
  });

  it('accepts any text', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 300 }), (name) => {
        const parsed = parsePatchName(name);
        expect(name.endsWith(parsed.title)).toBe(true);
        expect((parsed.index === null) === (parsed.count === null)).toBe(true);
      }),
    );
  });
});

describe('decodeSubject', () => {
  it.each([
    [
      '[PATCH] ofproto: Transition ukey on dp_ops\n\terror.',
      '[PATCH] ofproto: Transition ukey on dp_ops error.',
    ],
    ['Re: a\r\n b', 'Re: a b'],
    ['Re: =?utf-8?b?5L+u5aSN?=\n =?utf-8?b?5Lqn5ZOB?=', 'Re: 修复产品'],
    ['Re: =?UTF-8?Q?gr=C3=BC=C3=9Fe?= again', 'Re: grüße again'],
    ['Re: ', 'Re: '],
    ['', ''],
    ['raw \ufffd\ufffdtf8', 'raw \ufffd\ufffdtf8'],
  ])('makes %j readable', (raw, subject) => {
    expect(decodeSubject(raw)).toBe(subject);
  });
});
