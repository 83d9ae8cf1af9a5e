import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BadUserInputError } from '../../src/errors.js';
import { formatParsedQuery } from '../../src/search/formatParsedQuery.js';
import type { ParsedQuery, QueryPosition } from '../../src/search/ParsedQuery.js';
import { parseSearchQuery } from '../../src/search/parseSearchQuery.js';

const context = {
  now: new Date('2026-03-31T15:00:00Z'),
  instances: ['kernel', 'ozlabs', 'sourceware'],
};
const parse = (text: string): ParsedQuery => parseSearchQuery(text, context);

/** The terms without their positions, which are the same in two spellings of one query. */
function meaning(query: ParsedQuery): unknown[] {
  return query.terms.map((term) => {
    const { position: _, ...rest } = term;
    return term.kind === 'field'
      ? { ...rest, values: term.values.map((value): unknown => value.value) }
      : rest;
  });
}

function faultOf(text: string): BadUserInputError {
  try {
    parse(text);
  } catch (error) {
    if (error instanceof BadUserInputError) return error;
    throw error;
  }
  throw new Error(`${text} was taken`);
}

const word = (value: string, negated = false) => ({ kind: 'text', value, phrase: false, negated });
const phrase = (value: string, negated = false) => ({ kind: 'text', value, phrase: true, negated });
const field = (name: string, values: unknown[], negated = false) => ({
  kind: 'field',
  field: name,
  values,
  negated,
});
const span = (since: string | null, before: string | null) => ({ since, before });

describe('parseSearchQuery', () => {
  it.each([
    ['fix leak', [word('fix'), word('leak')]],
    ['"fix a leak"', [phrase('fix a leak')]],
    ['fix -"a leak" -oops', [word('fix'), phrase('a leak', true), word('oops', true)]],
    ['"say \\"hi\\" \\\\ \\n"', [phrase('say "hi" \\ \\n')]],
    [
      'net: ethernet: fix drm/i915: x',
      ['net:', 'ethernet:', 'fix', 'drm/i915:', 'x'].map((w) => word(w)),
    ],
    ['-net: x', [word('net:', true), word('x')]],
    ['std::vector 12:30 foo() a,b', ['std::vector', '12:30', 'foo()', 'a,b'].map((w) => word(w))],
    ['a - b --force p->x ->y', ['a', '-', 'b', '--force', 'p->x', '->y'].map((w) => word(w))],
    ['[PATCH net] char *p', ['char', '*p'].map((w) => word(w))],
    ['"OR" or', [phrase('OR'), word('or')]],
    [
      'spin* -lock*',
      [
        { ...word('spin'), prefix: true },
        { ...word('lock', true), prefix: true },
      ],
    ],
  ])('reads the words of %j', (text, terms) => {
    expect(meaning(parse(text))).toEqual(terms);
  });

  it.each([
    ['b:leak', field('b', [{ text: 'leak', prefix: false }])],
    ['-nq:"a leak"', field('nq', [{ text: 'a leak', prefix: false }], true)],
    ['dfn:net/core/', field('dfn', [{ text: 'net/core/', prefix: false }])],
    ['dfb:spin_*', field('dfb', [{ text: 'spin_', prefix: true }])],
    ['to:jane', field('t', [{ text: 'jane', prefix: false }])],
    ['dfblob:1B2C3D4', field('dfblob', ['1b2c3d4'])],
    ['h:List-Id=netdev', field('h', [{ name: 'List-Id', text: 'netdev', prefix: false }])],
    ['age:<7d', field('date', [span('2026-03-24T00:00:00Z', null)])],
    ['age:>2w', field('date', [span(null, '2026-03-17T00:00:00Z')])],
    ['is:tested,obsolete', field('is', ['tested', 'obsolete'])],
    ['s:leak', field('subject', ['leak'])],
    ['subject:"a leak"', field('subject', ['a leak'])],
    ['f:jane@example.org', field('submitter', ['jane@example.org'])],
    ['from:jane', field('submitter', ['jane'])],
    ['author:"Jane Doe"', field('submitter', ['Jane Doe'])],
    ['submitter:jane,joe', field('submitter', ['jane', 'joe'])],
    ['l:netdev.vger.kernel.org', field('project', ['netdev.vger.kernel.org'])],
    ['list:netdev', field('project', ['netdev'])],
    ['Project:netdev', field('project', ['netdev'])],
    ['state:new,under-review', field('state', ['new', 'under-review'])],
    ['-state:"Needs Review / ACK",new', field('state', ['Needs Review / ACK', 'new'], true)],
    ['delegate:jane,none', field('delegate', ['jane', null])],
    ['delegate:"none"', field('delegate', ['none'])],
    ['archived:yes', field('archived', [true])],
    ['archived:FALSE', field('archived', [false])],
    ['check:fail,Warning', field('check', ['fail', 'warning'])],
    ['instance:Kernel', field('instance', ['kernel'])],
    ['is:pr,cover', field('is', ['pr', 'cover'])],
    ['m:<a%2Fb@host>', field('messageId', ['a%2Fb@host', 'a/b@host'])],
    ['msgid:a@b,c@d', field('messageId', ['a@b', 'c@d'])],
    ['-m:a@b', field('messageId', ['a@b'], true)],
    ['Message-ID: <a@b>', field('messageId', ['a@b'])],
    ['version:2', field('version', [{ minimum: 2, maximum: 2 }])],
    ['version:v2', field('version', [{ minimum: 2, maximum: 2 }])],
    [
      'version:1,3',
      field('version', [
        { minimum: 1, maximum: 1 },
        { minimum: 3, maximum: 3 },
      ]),
    ],
    ['version:2..4', field('version', [{ minimum: 2, maximum: 4 }])],
    ['version:2..', field('version', [{ minimum: 2, maximum: null }])],
    ['version:..4', field('version', [{ minimum: null, maximum: 4 }])],
    ['version:>1', field('version', [{ minimum: 2, maximum: null }])],
    ['version:>=2', field('version', [{ minimum: 2, maximum: null }])],
    ['version:<3', field('version', [{ minimum: null, maximum: 2 }])],
    ['version:<=3', field('version', [{ minimum: null, maximum: 3 }])],
  ])('reads the field %s', (text, term) => {
    expect(meaning(parse(text))).toEqual([term]);
  });

  it.each([
    ['d:2026-01-01..2026-02-01', span('2026-01-01T00:00:00Z', '2026-02-02T00:00:00Z')],
    ['d:20260101..20260201', span('2026-01-01T00:00:00Z', '2026-02-02T00:00:00Z')],
    ['d:2026-01-01..', span('2026-01-01T00:00:00Z', null)],
    ['d:..2026-02-01', span(null, '2026-02-02T00:00:00Z')],
    ['d:2026-01-31', span('2026-01-31T00:00:00Z', '2026-02-01T00:00:00Z')],
    ['date:>=2026-01-31', span('2026-01-31T00:00:00Z', null)],
    ['date:>2026-01-31', span('2026-02-01T00:00:00Z', null)],
    ['date:<2026-01-31', span(null, '2026-01-31T00:00:00Z')],
    ['date:<=2026-01-31', span(null, '2026-02-01T00:00:00Z')],
    [
      'd:2026-01-01T10:00:00+01:00..2026-01-01T12:00:00Z',
      span('2026-01-01T09:00:00Z', '2026-01-01T12:00:01Z'),
    ],
    ['since:2026-01-31', span('2026-01-31T00:00:00Z', null)],
    ['before:2026-01-31T09:30:00Z', span(null, '2026-01-31T09:30:00Z')],
    ['since:today', span('2026-03-31T00:00:00Z', null)],
    ['d:yesterday', span('2026-03-30T00:00:00Z', '2026-03-31T00:00:00Z')],
    ['since:7d', span('2026-03-24T00:00:00Z', null)],
    ['d:2.weeks.ago..', span('2026-03-17T00:00:00Z', null)],
    ['since:1m', span('2026-02-28T00:00:00Z', null)],
    ['since:last.month', span('2026-02-28T00:00:00Z', null)],
    ['d:last.week..today', span('2026-03-24T00:00:00Z', '2026-04-01T00:00:00Z')],
    ['since:2years', span('2024-03-31T00:00:00Z', null)],
    ['d:..9999-12-31', span(null, '9999-12-31T23:59:59Z')],
  ])('reads the dates of %s', (text, dates) => {
    expect(meaning(parse(text))).toEqual([field('date', [dates])]);
  });

  const messageId = (value: string, mayBeAddress = false) => ({
    kind: 'lookup',
    lookup: 'messageId',
    value,
    mayBeAddress,
    negated: false,
  });
  const number = { kind: 'lookup', lookup: 'number', value: 810817, negated: false };
  const url = {
    kind: 'lookup',
    lookup: 'url',
    value: 'https://patchwork.kernel.org/patch/7/?a=b,c',
    negated: false,
  };

  it.each([
    ['<20260131.1-2-jane@example.org>', [messageId('20260131.1-2-jane@example.org')]],
    ['fix <a@b>', [word('fix'), messageId('a@b')]],
    ['%3Ca%2Fb%40host%3E', [messageId('a/b@host')]],
    [
      '<a%252Fb@host>',
      [{ ...messageId('a/b@host'), forms: ['a%252Fb@host', 'a%2Fb@host', 'a/b@host'] }],
    ],
    [
      'https://lore.kernel.org/r/50%25off@host/',
      [{ ...messageId('50%off@host'), forms: ['50%off@host', '50%25off@host'] }],
    ],
    ['https://lore.kernel.org/netdev/a@host/T/#u', [messageId('a@host')]],
    ['20260131/x.1@host', [messageId('20260131/x.1@host')]],
    ['jane@example.org', [messageId('jane@example.org', true)]],
    ['is:patch jane@example.org', [field('is', ['patch']), messageId('jane@example.org', true)]],
    ['fix jane@example.org', [word('fix'), word('jane@example.org')]],
    ['"jane@example.org"', [phrase('jane@example.org')]],
    ['810817', [number]],
    ['  810817\n', [number]],
    ['instance:kernel 810817', [field('instance', ['kernel']), number]],
    ['fix 810817', [word('fix'), word('810817')]],
    ['state:new 810817', [field('state', ['new']), word('810817')]],
    ['1 2', [word('1'), word('2')]],
    ['-810817', [word('810817', true)]],
    ['"810817"', [phrase('810817')]],
    ['12345678901234567890', [word('12345678901234567890')]],
    ['https://patchwork.kernel.org/patch/7/?a=b,c', [url]],
    ['<https://patchwork.kernel.org/patch/7/?a=b,c>', [url]],
    ['is:patch https://patchwork.kernel.org/patch/7/?a=b,c', [field('is', ['patch']), url]],
  ])('knows what was pasted in %j', (text, terms) => {
    expect(meaning(parse(text))).toEqual(terms);
  });

  // Query, terms, and notes about its interpretation.
  it.each([
    ['(s:leak)', [field('subject', ['leak'])], ['PUNCTUATION']],
    [
      '( s:leak f:jane )',
      [field('subject', ['leak']), field('submitter', ['jane'])],
      ['PUNCTUATION', 'PUNCTUATION'],
    ],
    ['[state:new]', [field('state', ['new'])], ['PUNCTUATION']],
    ['{state:new}', [field('state', ['new'])], ['PUNCTUATION']],
    ['<state:new>', [field('state', ['new'])], ['PUNCTUATION']],
    ["'state:new'", [field('state', ['new'])], ['PUNCTUATION']],
    ['s:(leak)', [field('subject', ['leak'])], ['PUNCTUATION']],
    ["s:'leak'", [field('subject', ['leak'])], ['PUNCTUATION']],
    ['s:“a leak”', [field('subject', ['a leak'])], []],
    ['f:<jane@example.org>', [field('submitter', ['jane@example.org'])], []],
    ['f:"Jane Doe <jane@example.org>"', [field('submitter', ['jane@example.org'])], []],
    ['l:<netdev.vger.kernel.org>', [field('project', ['netdev.vger.kernel.org'])], []],
    ['state：new', [field('state', ['new'])], []],
    ['(a leak)', [word('a'), word('leak')], ['PUNCTUATION']],
    ['("a leak")', [phrase('a leak')], ['PUNCTUATION']],
    ['“a leak” „b c“ «d e»', [phrase('a leak'), phrase('b c'), phrase('d e')], []],
    ["'a leak'", [word('a'), word('leak')], ['PUNCTUATION']],
    ['`leak`, {a} (b); c! d?', ['leak', 'a', 'b', 'c', 'd'].map((w) => word(w)), ['PUNCTUATION']],
    ['Revert "net: x"', [word('Revert'), phrase('net: x')], []],
    ['fix ("net: x").', [word('fix'), phrase('net: x')], ['PUNCTUATION']],
    ['fix <linux/foo.h>', [word('fix'), word('linux/foo.h')], ['PUNCTUATION']],
    [
      'foo(x) bar() ->y *p a=b .config',
      ['foo(x)', 'bar()', '->y', '*p', 'a=b', '.config'].map((w) => word(w)),
      [],
    ],
    ['fix\u200bleak\u200e', [word('fix'), word('leak')], []],
    ['Re: net: fix a leak', ['net:', 'fix', 'a', 'leak'].map((w) => word(w)), ['SUBJECT_HEAD']],
    ['[PATCH v2 1/3] net: fix', ['net:', 'fix'].map((w) => word(w)), ['SUBJECT_HEAD']],
    [
      'Re: [netdev] [PATCH net-next v2 1/3] net: fix',
      ['net:', 'fix'].map((w) => word(w)),
      ['SUBJECT_HEAD'],
    ],
    ['Subject: Fwd: Re[2]: [PATCH] fix', [word('fix')], ['SUBJECT_HEAD']],
    ['"[PATCH v2] fix"', [phrase('[PATCH v2] fix')], ['SUBJECT_HEAD']],
    ['s:"Re: fix"', [field('subject', ['Re: fix'])], ['SUBJECT_HEAD']],
  ])('reads %j without what stands around its terms', (text, terms, codes) => {
    const parsed = parse(text);
    expect(meaning(parsed)).toEqual(terms);
    expect([...new Set(parsed.notes.map(({ code }) => code))]).toEqual([...new Set(codes)]);
  });

  it.each([
    ['<id-without-at>', [messageId('id-without-at')], ['MESSAGE_ID_LOOKUP']],
    ['<a@b>,', [messageId('a@b')], ['PUNCTUATION']],
    ['(<a@b>)', [messageId('a@b')], ['PUNCTUATION']],
    ['In-Reply-To: <a@b>', [messageId('a@b')], ['HEADER_NAME']],
    ['Link: https://lore.kernel.org/r/a@host', [messageId('a@host')], ['HEADER_NAME']],
    ['lore.kernel.org/r/a@host', [messageId('a@host')], []],
    ['<https://lore.kernel.org/netdev/a@host/>', [messageId('a@host')], []],
    ['(https://patchwork.kernel.org/patch/7/?a=b,c).', [url], ['PUNCTUATION']],
    ['patchwork.kernel.org/patch/7/?a=b,c', [url], []],
    ['#810817', [number], []],
    ['(810817)', [number], ['PUNCTUATION']],
  ])('recognizes the pasted text in %j, with its surroundings', (text, terms, codes) => {
    const parsed = parse(text);
    expect(meaning(parsed)).toEqual(terms);
    expect(parsed.notes.map(({ code }) => code)).toEqual(codes);
  });

  it('reports the position of every term and value', () => {
    const text = ' fix  -state:new,"in work" net: "a b"';
    const { terms } = parse(text);
    const at = ({ start, end }: QueryPosition) => text.slice(start, end);
    expect(terms.map((term) => at(term.position))).toEqual([
      'fix',
      '-state:new,"in work"',
      'net:',
      '"a b"',
    ]);
    const states = terms[1];
    expect(
      states?.kind === 'field' ? states.values.map((value) => at(value.position)) : [],
    ).toEqual(['new', '"in work"']);
  });

  it.each([
    ['', /empty/],
    [' \t\n', /empty/],
    ['x'.repeat(2001), /2001 characters/],
  ])('refuses %j', (text, fault) => {
    expect(faultOf(text).message).toMatch(fault);
  });

  // Query, the invalid part, the error, and the suggestion.
  it.each([
    ['fix sate:new', 'sate', /Unknown field "sate".*did you mean state:/, 'state'],
    ['porject:git', 'porject', /did you mean project:/, 'project'],
    ['Fixes:12345', 'Fixes', /fields are subject, .*quote the whole.*"Fixes:12345"/, undefined],
    ['nq:++', '++', /no letter, digit or _/, undefined],
    ['dfb:*', '*', /cannot begin with a wildcard/, undefined],
    ['b:ab*', 'ab*', /at least 3 letters/, undefined],
    ['h:netdev', 'netdev', /write h:List-Id=netdev/, undefined],
    ['h:Received=mx1', 'Received=mx1', /header Received is not indexed/, undefined],
    ['h:"Date=2026-01-01"', '"Date=2026-01-01"', /write d: for dates/, undefined],
    ['dfn:net/*.c', 'net/*.c', /write path: for a pattern/, 'path:net/*.c'],
    ['dfn:skb*ff.c', 'skb*ff.c', /write path: for a pattern/, 'path:skb*ff.c'],
    [
      'nq:drivers/*/phy.c',
      'drivers/*/phy.c',
      /must be at the end of a word/,
      'path:drivers/*/phy.c',
    ],
    ['dfpre:12', '12', /5 to 64 hexadecimal digits/, undefined],
    ['patchid:xyzxyz', 'xyzxyz', /hexadecimal/, undefined],
    ['age:7d', '7d', /"7d" is not an age.*age:<7d/, undefined],
    ['assignee:jane', 'assignee', /write delegate:/, undefined],
    ['after:2026-01-01', 'after', /write since:/, undefined],
    ['check:failed', 'failed', /did you mean fail\? Valid values are pending,/, 'fail'],
    ['check:red', 'red', /valid values are pending, success, warning, fail/, undefined],
    ['is:patch,serie', 'serie', /did you mean series/, 'series'],
    ['is:draft', 'draft', /valid values are patch, series, cover, pr, open, closed/, undefined],
    ['instance:kernal', 'kernal', /did you mean kernel/, 'kernel'],
    ['archived:maybe', 'maybe', /write true or false/, undefined],
    ['archived:yes,no', 'no', /accepts only one value/, undefined],
    ['version:two', 'two', /version:2\.\.4/, undefined],
    ['version:4..2', '4..2', /is not a version/, undefined],
    ['version:<0', '<0', /is not a version/, undefined],
    ['version:..', '..', /is not a version/, undefined],
    ['d:soon', 'soon', /"soon" is not a date.*2026-01-31/, undefined],
    ['d:2026-02-30', '2026-02-30', /is not a date/, undefined],
    ['d:2026-02-01..2026-01-01', '2026-02-01..2026-01-01', /ends before it begins/, undefined],
    ['d:..', '..', /needs a start or an end/, undefined],
    ['d:7d', '7d', /use 7d\.\. for everything since/, undefined],
    ['d:2026-01-01,2026-01-03', '2026-01-03', /accepts only one value/, undefined],
    ['m:"a b"', '"a b"', /not a valid Message-ID/, undefined],
    ['state:', 'state', /state: a value is missing/, undefined],
    ['state: new', 'state', /directly after the colon/, undefined],
    ['state:""', '""', /a value is missing/, undefined],
    ['state:new,', '', /after the comma/, undefined],
    ['a ""', '""', /phrase is empty/, undefined],
    ['a "b c', '"b c', /is not closed/, undefined],
    ['"a"b', 'b', /followed by a space/, undefined],
    ['a OR', 'R', /OR must be between two terms/, undefined],
    ['OR a', 'OR', /OR must be between two terms/, undefined],
    ['a OR OR b', 'OR', /OR must be between two terms/, undefined],
    ['(a OR b', '(', /is unbalanced/, undefined],
    ['a OR b)', ')', /is unbalanced/, undefined],
    ['a OR <b@c>', '<b@c>', /cannot be an alternative/, undefined],
    ['a OR (b c:', 'c', /value is missing/, undefined],
    [`${'a '.repeat(20)}OR zebra`, 'zebra', /at most 20 terms/, undefined],
    ['a AND b', 'AND', /omit it/, undefined],
    ['NOT a', 'NOT', /put - directly/, undefined],
    ['sp*', 'sp*', /at least 3 letters/, undefined],
    ['a -<b@c>', '-<b@c>', /cannot be excluded/, undefined],
    ['-(a b)', '-(', /put - directly before each term/, undefined],
    ['x -(state:new)', '-(', /group of terms/, '-state:new'],
    ['a || b', '||', /write OR between/, 'OR'],
    ['a && b', '&&', /omit it/, undefined],
    ["f:'Jane Doe'", "'Jane Doe'", /double quotes/, '"Jane Doe"'],
    ['fix"a leak"', '"', /quote is inside a word/, '"fix\\"a"'],
    ['s:a"b"', '"', /quote is inside a word/, '"a\\"b\\""'],
    ['“a leak', '“a leak', /is not closed/, undefined],
    ['*', '*', /must end a word/, undefined],
    ['s:spin*', 'spin*', /does not accept a wildcard/, 'spin'],
    ['f:jane*', 'jane*', /does not accept a wildcard/, 'jane'],
    ['l:net*', 'net*', /does not accept a wildcard/, 'net'],
    ['state=new', 'state=new', /followed by a colon/, 'state:new'],
    ['version>1', 'version>1', /followed by a colon/, 'version:>1'],
    ['--state:new', '--state:new', /single - excludes/, '-state:new'],
    ['+state:new', '+state:new', /all terms/, 'state:new'],
    ['!state:new', '!state:new', /single - excludes/, '-state:new'],
    ['–state:new', '–state:new', /single - excludes/, '-state:new'],
    ['fix –leak', '–leak', /not a minus/, '-leak'],
    ['fix,state:new', 'fix,state:new', /separate terms with spaces/, 'fix state:new'],
    ['state:new，accepted', 'new，accepted', /plain commas/, 'new,accepted'],
    ['ｆｉｘ', 'ｆｉｘ', /full-width letters/, 'fix'],
    ['()', ')', /Punctuation alone/, undefined],
    ['(', '(', /Punctuation alone/, undefined],
    ['mid:a@b', 'mid', /write m:/, undefined],
    ['', '', /query is empty/, undefined],
    ['  ', '  ', /query is empty/, undefined],
  ])('refuses %j and points at %j', (text, part, complaint, suggestion) => {
    const error = faultOf(text);
    const position = error.extensions['position'] as QueryPosition;
    expect(text.slice(position.start, position.end)).toBe(part);
    expect(error.message.replaceAll('\n', ' ')).toMatch(complaint);
    expect(error.extensions['suggestion']).toBe(suggestion);
    expect(error.code).toBe('BAD_USER_INPUT');
  });

  it.each([
    ['a OR b', '(a OR b)'],
    ['a b OR c', '(a b OR c)'],
    ['x (a OR b)', 'x (a OR b)'],
    ['(state:new OR check:fail) nq:leak', '(state:new OR check:fail) nq:leak'],
    ['(a (b OR -c)) OR d', '(a (b OR -c) OR d)'],
    ['((a OR b))', '(a OR b)'],
    ['foo(x) OR "(y)"', '(foo(x) OR "(y)")'],
  ])('groups %j', (text, expected) => {
    const query = parse(text);
    expect(formatParsedQuery(query)).toBe(expected);
    expect(formatParsedQuery(parse(expected))).toBe(expected);
  });

  it('marks the error', () => {
    expect(faultOf('fix sate:new').message.split('\n').slice(1)).toEqual([
      '  fix sate:new',
      '      ^^^^',
    ]);
    const long = faultOf(`${'word '.repeat(40)}sate:new ${'word '.repeat(40)}`).message.split('\n');
    expect(long[1]?.slice(long[2]?.indexOf('^'), (long[2]?.lastIndexOf('^') ?? 0) + 1)).toBe(
      'sate',
    );
    expect(long[1]?.length).toBeLessThan(100);
  });

  it('accepts any instance if none are given', () => {
    const { terms } = parseSearchQuery('instance:any', { now: context.now });
    expect(terms).toHaveLength(1);
  });
});

describe('formatParsedQuery', () => {
  it.each([
    ['f:jane s:"a b" -l:netdev', 'submitter:jane subject:"a b" -project:netdev'],
    ['d:2026-01-01..2026-02-01', 'date:2026-01-01T00:00:00Z..2026-02-01T23:59:59Z'],
    ['since:7d', 'since:2026-03-24T00:00:00Z'],
    ['version:>1', 'version:2..'],
    ['delegate:none,"none"', 'delegate:none,"none"'],
    ['is:pr 810817', 'is:pr 810817'],
    ['%3Ca%40b%3E', '<a@b>'],
    ['-"say \\"hi\\"" net: x', '-"say \\"hi\\"" net: x'],
  ])('writes %j as %j', (text, expected) => {
    expect(formatParsedQuery(parse(text))).toBe(expected);
  });
});

describe('the grammar', () => {
  const name = fc.constantFrom(
    ...['s', 'f', 'l', 'd', 'm', 'author', 'project', 'state', 'delegate', 'archived', 'check'],
    ...['version', 'instance', 'is', 'since', 'before', 'date', 'Message-ID', 'sate', 'net'],
  );
  const value = fc.oneof(
    fc.constantFrom(
      'new',
      'none',
      'yes',
      'fail',
      'kernel',
      'pr',
      '2',
      '2..4',
      '>1',
      'a@b',
      '<a@b>',
    ),
    fc.constantFrom(
      '2026-01-01',
      '2026-01-01..',
      '..20260101',
      '7d',
      'today',
      'a%25252Fb@c',
      '',
      '"',
    ),
    fc.constantFrom('2026-01-01T00:00:00.5Z', '2026-01-01T00:00:00Z..2026-01-01T00:00:00.25Z'),
    fc.string({ maxLength: 6 }),
    fc.string({ maxLength: 6 }).map((text) => `"${text.replace(/["\\]/g, '\\$&')}"`),
  );
  const part = fc.oneof(
    { weight: 3, arbitrary: fc.string({ maxLength: 8 }) },
    { weight: 2, arbitrary: value },
    {
      weight: 5,
      arbitrary: fc
        .tuple(fc.constantFrom('', '', '-'), name, fc.array(value, { maxLength: 3 }))
        .map(([dash, field_, values]) => `${dash}${field_}:${values.join(',')}`),
    },
    fc.constantFrom('OR', '-', '--x', 'net:', '5', '-5', 'jane@example.org', 'https://h/patch/5/'),
  );
  const query = fc.oneof(
    fc.array(part, { maxLength: 6 }).map((parts) => parts.join(' ')),
    part,
    fc.string({ unit: 'binary' }),
  );

  it('throws only BadUserInputError, with a position in the query', () => {
    fc.assert(
      fc.property(query, (text) => {
        try {
          expect(parse(text).terms.length).toBeGreaterThan(0);
        } catch (error) {
          if (!(error instanceof BadUserInputError)) throw error;
          const position = error.extensions['position'] as QueryPosition;
          expect(position.start).toBeGreaterThanOrEqual(0);
          expect(position.end).toBeGreaterThanOrEqual(position.start);
          expect(position.end).toBeLessThanOrEqual(text.length);
        }
      }),
      { numRuns: 3000 },
    );
  });

  /** Valid queries; the test above covers the others. */
  const goodQuery = fc
    .array(
      part.filter((text) => {
        try {
          return parse(text).terms.length > 0;
        } catch {
          return false;
        }
      }),
      { minLength: 1, maxLength: 6 },
    )
    .map((parts) => parts.join(' '))
    .filter((text) => {
      try {
        return parse(text).terms.length > 0;
      } catch {
        return false;
      }
    });

  it('assigns every non-blank character to exactly one term', () => {
    fc.assert(
      fc.property(goodQuery, (text) => {
        let end = 0;
        for (const { position } of parse(text).terms) {
          expect(text.slice(end, position.start).trim()).toBe('');
          expect(position.end).toBeGreaterThan(position.start);
          end = position.end;
        }
        expect(text.slice(end).trim()).toBe('');
      }),
      { numRuns: 1000 },
    );
  });

  it('keeps the meaning if a query is formatted and parsed again', () => {
    fc.assert(
      fc.property(goodQuery, (text) => {
        const parsed = parse(text);
        expect(meaning(parse(formatParsedQuery(parsed)))).toEqual(meaning(parsed));
      }),
      { numRuns: 1000 },
    );
  });

  it.each(['m:<20260131>', 'm:<!', 'm:<a%40b%zz>', '<a%40b%zz>', 'm:a@b,<c>', 'm:<a%2541>'])(
    'formats %s with the same meaning',
    (text) => {
      const parsed = parse(text);
      expect(meaning(parse(formatParsedQuery(parsed)))).toEqual(meaning(parsed));
    },
  );
});
