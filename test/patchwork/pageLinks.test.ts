import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pageLinks } from '../../src/patchwork/pageLinks.js';

describe('pageLinks', () => {
  const url = 'http://patchwork.example.org/api/1.3/patches/';

  it('parses the header of a new server', () => {
    const header = `<${url}?page=4&per_page=30>; rel="next", <${url}?page=2>; rel="prev", <${url}?page=1>; rel="first", <${url}?order=-date,-id&page=214>; rel="last"`;
    expect(pageLinks(header)).toEqual({
      next: 4,
      nextPath: '/api/1.3/patches/',
      prev: 2,
      first: 1,
      last: 214,
      unreadable: false,
    });
  });

  it('parses the header of Patchwork 2.2', () => {
    expect(pageLinks(`<${url}?page=3>; rel="next", <${url}>; rel="prev"`)).toEqual({
      next: 3,
      nextPath: '/api/1.3/patches/',
      prev: 1,
      first: null,
      last: null,
      unreadable: false,
    });
  });

  it.each([[null], [undefined], [''], [[]]])('has no pages for %j', (header) => {
    expect(pageLinks(header)).toEqual({
      next: null,
      nextPath: null,
      prev: null,
      first: null,
      last: null,
      unreadable: false,
    });
  });

  it.each([
    ['an unquoted relation', '<?page=2>; rel=next'],
    ['other parameters', '<?page=2>; title="a, b; rel=\\"prev\\""; rel="next"; x'],
    ['upper case', '<?page=2>; REL="NEXT"'],
    ['several relations', '<?page=2>; rel="item next"'],
    ['blanks and empty elements', ' , <?page=2> ; rel = "next" , '],
    ['a comma in the address', '<?order=-date,-id&page=2>; rel="next"'],
    ['page given twice', '<?page=1&page=2>; rel="next"'],
    ['two next links', '<?page=2>; rel="next", <?page=3>; rel="next"'],
    ['two rel parameters', '<?page=2>; rel="next"; rel="prev"'],
    ['a fragment', '<?page=2#page=9>; rel="next"'],
  ])('reads %s', (_what, header) => {
    expect(pageLinks(header)).toMatchObject({ next: 2, prev: null, unreadable: false });
  });

  it('parses a header that was sent in parts', () => {
    expect(pageLinks(['<?page=2>; rel="next"', '<?page=9>; rel="last"'])).toMatchObject({
      next: 2,
      last: 9,
    });
  });

  it.each([
    ['next without a page', '<http://x/api/patches/>; rel="next"'],
    ['a page that is no number', '<?page=two>; rel="next"'],
    ['page 0', '<?page=0>; rel="next"'],
    ['an endless page number', '<?page=12345678901234567890>; rel="next"'],
    ['garbage', 'no links here'],
    ['a cut header', '<http://x/?pa'],
  ])('tells that it could not read %s', (_what, header) => {
    expect(pageLinks(header)).toMatchObject({ next: null, unreadable: true });
  });

  it('keeps links before invalid text', () => {
    expect(pageLinks('<?page=2>; rel="next", oops')).toMatchObject({ next: 2, unreadable: true });
  });

  it('accepts any text', () => {
    fc.assert(
      fc.property(fc.string(), (header) => {
        expect(Object.keys(pageLinks(header))).toHaveLength(6);
      }),
    );
  });
});
