import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BadUserInputError } from '../../src/errors.js';
import { idFromUrl, pageLinks, parseResourceUrl } from '../../src/patchwork/links.js';

describe('pageLinks', () => {
  const url = 'http://patchwork.example.org/api/1.3/patches/';

  it('reads what a new server sends', () => {
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

  it('reads what Patchwork 2.2 sends', () => {
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

  it('reads a header that came in parts', () => {
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

  it('keeps what it read before the garbage', () => {
    expect(pageLinks('<?page=2>; rel="next", oops')).toMatchObject({ next: 2, unreadable: true });
  });

  it('takes any text at all', () => {
    fc.assert(
      fc.property(fc.string(), (header) => {
        expect(Object.keys(pageLinks(header))).toHaveLength(6);
      }),
    );
  });
});

describe('idFromUrl', () => {
  it.each([
    ['http://host/api/1.4/series/51/', 'series', 51, null],
    ['https://host/sub/api/patches/6392/', 'patches', 6392, null],
    ['http://host/api/1.2/patches/6392', 'patches', 6392, null],
    ['http://host/api/people/7/?format=json', 'people', 7, null],
    ['/api/1.3/users/2/', 'users', 2, null],
    ['http://host/api/1.3/patches/5/checks/9/', 'checks', 9, { resource: 'patches', id: 5 }],
    ['http://host/api/covers/5/comments/9/', 'comments', 9, { resource: 'covers', id: 5 }],
  ])('reads %s', (url, resource, id, parent) => {
    expect(idFromUrl(url)).toEqual({ resource, id, parent });
  });

  it.each([
    '',
    'http://host/api/1.4/series/',
    'http://host/api/1.4/projects/git/',
    'http://host/api/patches/5/comments/',
    'http://host/api/unknown/5/',
    'http://host/patch/5/',
    'http://host/api/patches/12345678901234567890/',
  ])('finds no single object in %j', (url) => {
    expect(idFromUrl(url)).toBeNull();
  });
});

describe('parseResourceUrl', () => {
  const instances = [
    { name: 'kernel', url: 'https://patchwork.kernel.org' },
    { name: 'ozlabs', url: 'http://patchwork.ozlabs.org/api/' },
    { name: 'local', url: 'http://127.0.0.1:8123/api/1.3' },
    { name: 'root', url: 'https://lists.example.org/' },
    { name: 'sub', url: 'https://lists.example.org/tools/patchwork/api' },
  ];
  const kernel = 'https://patchwork.kernel.org';
  const id = '20260131093000.1-2-jane@example.org';
  const targetOf = (path: string) => parseResourceUrl(`${kernel}${path}`, instances).target;

  it.each([
    ['/patch/7', { kind: 'patch', by: 'id', id: 7 }],
    ['/patch/7/mbox', { kind: 'patch', by: 'id', id: 7 }],
    ['/patch/7/raw', { kind: 'patch', by: 'id', id: 7 }],
    ['/cover/7', { kind: 'cover', by: 'id', id: 7 }],
    ['/cover/7/mbox', { kind: 'cover', by: 'id', id: 7 }],
    ['/series/7/mbox', { kind: 'series', by: 'id', id: 7 }],
    ['/series/7', { kind: 'series', by: 'id', id: 7 }],
    ['/comment/7', { kind: 'comment', by: 'id', id: 7, parent: null }],
    ['/bundle/7', { kind: 'bundle', by: 'id', id: 7 }],
    ['/user/bundle/7', { kind: 'bundle', by: 'id', id: 7 }],
    ['/user/bundle/7/mbox', { kind: 'bundle', by: 'id', id: 7 }],
    ['/bundle/jane/to%20test', { kind: 'bundle', by: 'name', owner: 'jane', name: 'to test' }],
    ['/bundle/jane/mbox', { kind: 'bundle', by: 'name', owner: 'jane', name: 'mbox' }],
    ['/bundle/jane/now/mbox', { kind: 'bundle', by: 'name', owner: 'jane', name: 'now' }],
    ['/project/net-next', { kind: 'project', by: 'linkName', linkName: 'net-next' }],
    ['/project/net-next/list', { kind: 'project', by: 'linkName', linkName: 'net-next' }],
    ['/project/net-next/bundles', { kind: 'project', by: 'linkName', linkName: 'net-next' }],
    [`/project/git/patch/${id}`, { kind: 'patch', by: 'messageId', project: 'git', messageId: id }],
    [
      `/project/git/patch/${id}/mbox`,
      { kind: 'patch', by: 'messageId', project: 'git', messageId: id },
    ],
    [
      `/project/git/patch/${id}/raw`,
      { kind: 'patch', by: 'messageId', project: 'git', messageId: id },
    ],
    [`/project/git/cover/${id}`, { kind: 'cover', by: 'messageId', project: 'git', messageId: id }],
    [
      `/project/git/cover/${id}/mbox`,
      { kind: 'cover', by: 'messageId', project: 'git', messageId: id },
    ],
    ['/api/patches/7', { kind: 'patch', by: 'id', id: 7 }],
    ['/api/1.2/patches/7', { kind: 'patch', by: 'id', id: 7 }],
    ['/api/1.9/covers/7', { kind: 'cover', by: 'id', id: 7 }],
    ['/api/series/7', { kind: 'series', by: 'id', id: 7 }],
    ['/api/bundles/7', { kind: 'bundle', by: 'id', id: 7 }],
    ['/api/people/7', { kind: 'person', by: 'id', id: 7 }],
    ['/api/users/7', { kind: 'user', by: 'id', id: 7 }],
    ['/api/projects/7', { kind: 'project', by: 'id', id: 7 }],
    ['/api/1.3/projects/git', { kind: 'project', by: 'linkName', linkName: 'git' }],
    ['/api/patches/7/comments', { kind: 'patch', by: 'id', id: 7 }],
    ['/api/covers/7/comments', { kind: 'cover', by: 'id', id: 7 }],
    ['/api/patches/7/checks', { kind: 'patch', by: 'id', id: 7 }],
    [
      '/api/1.3/patches/7/comments/9',
      { kind: 'comment', by: 'id', id: 9, parent: { kind: 'patch', id: 7 } },
    ],
    [
      '/api/1.3/covers/7/comments/9',
      { kind: 'comment', by: 'id', id: 9, parent: { kind: 'cover', id: 7 } },
    ],
    ['/api/patches/7/checks/9', { kind: 'check', by: 'id', id: 9, patchId: 7 }],
  ])('reads %s with and without trailing slash, query and fragment', (path, target) => {
    for (const tail of ['', '/', '/#123', '#123', '/?format=json', '//']) {
      expect(targetOf(`${path}${tail}`)).toEqual(target);
    }
  });

  it('reads a series from the list that shows it', () => {
    const series = { kind: 'series', by: 'id', id: 51 };
    expect(targetOf('/project/git/list/?series=51')).toEqual(series);
    expect(targetOf('/project/git/list/?state=*&series=51&archive=both')).toEqual(series);
    expect(targetOf('/project/git/list?series=51')).toEqual(series);
    for (const query of ['?series=', '?series=*', '?series=abc', '?submitter=5']) {
      expect(targetOf(`/project/git/list/${query}`)).toMatchObject({ kind: 'project' });
    }
  });

  it.each([
    ['plain', 'a.b+c@host', 'a.b+c@host'],
    ['with a slash as 2.2 writes it', 'a/b@host', 'a/b@host'],
    ['with two slashes', 'a//b@host', 'a//b@host'],
    ['with an encoded slash', 'a%2Fb@host', 'a/b@host'],
    ['with a slash as 3.x writes it', 'a%252Fb@host', 'a/b@host'],
    ['encoded whole', 'a%2Fb%40host', 'a/b@host'],
    ['encoded whole, twice', 'a%252Fb%2540host', 'a/b@host'],
    ['with a literal percent as Django writes it', '50%25off@host', '50%off@host'],
    ['with a literal escape', 'a%252Bb@host', 'a%2Bb@host'],
    ['with encoded brackets', '%3Ca@host%3E', 'a@host'],
  ])('reads a Message-ID %s', (_what, segment, messageId) => {
    const target = { kind: 'patch', by: 'messageId', project: 'git', messageId };
    expect(targetOf(`/project/git/patch/${segment}/`)).toEqual(target);
    expect(targetOf(`/project/git/patch/${segment}/mbox/`)).toEqual(target);
  });

  it.each([
    ['http for https', 'http://patchwork.kernel.org/patch/7/', 'kernel'],
    ['https for http', 'https://patchwork.ozlabs.org/patch/7/', 'ozlabs'],
    ['upper case', 'HTTPS://PatchWork.Kernel.ORG/patch/7/', 'kernel'],
    ['its default port', 'https://patchwork.kernel.org:443/patch/7/', 'kernel'],
    ['the other default port', 'http://patchwork.kernel.org:80/patch/7/', 'kernel'],
    ['a dot at the end of the host', 'https://patchwork.kernel.org./patch/7/', 'kernel'],
    ['no scheme', 'patchwork.kernel.org/patch/7/', 'kernel'],
    ['no scheme but slashes', '//patchwork.kernel.org/patch/7/', 'kernel'],
    ['brackets and blanks', ' <https://patchwork.kernel.org/patch/7/> ', 'kernel'],
    ['a user', 'https://jane:secret@patchwork.kernel.org/patch/7/', 'kernel'],
    ['a port', 'http://127.0.0.1:8123/patch/7/', 'local'],
    ['a port and no scheme', '127.0.0.1:8123/patch/7/', 'local'],
    ['a shared host', 'https://lists.example.org/patch/7/', 'root'],
    ['a sub-path', 'https://lists.example.org/tools/patchwork/patch/7/', 'sub'],
    ['the API under a sub-path', 'https://lists.example.org/tools/patchwork/api/patches/7/', 'sub'],
  ])('finds the instance of an address with %s', (_what, url, instance) => {
    expect(parseResourceUrl(url, instances)).toEqual({
      instance,
      target: { kind: 'patch', by: 'id', id: 7 },
    });
  });

  it('does not take a longer name for a sub-path', () => {
    expect(() =>
      parseResourceUrl('https://lists.example.org/tools/patchwork2/patch/7/', instances),
    ).toThrow(/is on root, but is not the URL of a single object/);
  });

  it.each([
    'https://patchwork.example.net/patch/7/',
    'https://patchwork.kernel.org:8443/patch/7/',
    'https://patchwork.kernel.org.example.net/patch/7/',
  ])('refuses %s and names the instances there are', (url) => {
    expect(() => parseResourceUrl(url, instances)).toThrow(BadUserInputError);
    expect(() => parseResourceUrl(url, instances)).toThrow(
      /configured are kernel \(https:\/\/patchwork\.kernel\.org\), ozlabs/,
    );
  });

  it.each([
    '/',
    '',
    '/about/',
    '/user/todo/git/',
    '/project/',
    '/project/git/unknown/',
    '/patch/abc/',
    '/patch/7/other/',
    '/comment/7/mbox/',
    '/bundle/',
    '/api/',
    '/api/1.3/',
    '/api/patches/',
    '/api/patches/abc/',
    '/api/patches/12345678901234567890/',
    '/api/events/5/',
    '/api/covers/5/checks/',
    '/api/covers/5/checks/6/',
    '/api/series/5/comments/6/',
    '/api/v1.3/patches/5/',
  ])('refuses %s on a known host and says what is known', (path) => {
    expect(() => targetOf(path)).toThrow(BadUserInputError);
    expect(() => targetOf(path)).toThrow(/supported forms are \/project\/NAME\//);
  });

  it.each(['', 'not an address', 'ftp://patchwork.kernel.org/patch/7/', 'http://', 'a@b'])(
    'refuses %j',
    (text) => {
      expect(() => parseResourceUrl(text, instances)).toThrow(BadUserInputError);
    },
  );

  it('refuses an address of endless length', () => {
    expect(() => targetOf(`/patch/${'/'.repeat(5000)}x`)).toThrow(/the maximum is 4096/);
  });

  it('takes a Message-ID without @, as a few mails have', () => {
    expect(targetOf('/project/git/patch/alpine.27/mbox/')).toMatchObject({
      kind: 'patch',
      messageId: 'alpine.27',
    });
  });

  it('takes a Message-ID with a blank, as Patchwork stores some', () => {
    expect(targetOf('/project/git/patch/a%20b@host/')).toMatchObject({
      kind: 'patch',
      messageId: 'a b@host',
    });
  });

  it.each(['https://jane:secret@example.net/patch/7/?token=secret', 'http://jane:secret@ x y/'])(
    'repeats no password of %s',
    (url) => {
      expect(() => parseResourceUrl(url, instances)).toThrow(/^(?!.*secret)/);
      expect(() => parseResourceUrl(url, instances)).not.toThrow(/secret/);
    },
  );

  it('skips an instance whose own address is broken', () => {
    const broken = [{ name: 'broken', url: '::' }, ...instances];
    expect(parseResourceUrl(`${kernel}/patch/7/`, broken).instance).toBe('kernel');
  });

  it('throws nothing but BadUserInputError', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (tail) => {
        for (const url of [tail, `${kernel}/${tail}`, `${kernel}/project/git/patch/${tail}`]) {
          try {
            expect(parseResourceUrl(url, instances).instance).toBe('kernel');
          } catch (error) {
            expect(error).toBeInstanceOf(BadUserInputError);
          }
        }
      }),
    );
  });
});
