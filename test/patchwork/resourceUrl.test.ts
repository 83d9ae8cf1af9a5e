import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BadUserInputError } from '../../src/errors.js';
import { parseResourceUrl } from '../../src/patchwork/resourceUrl.js';

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

  it('recognizes a series in the URL of its list', () => {
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
    ['with a slash as in 2.2', 'a/b@host', 'a/b@host'],
    ['with two slashes', 'a//b@host', 'a//b@host'],
    ['with an encoded slash', 'a%2Fb@host', 'a/b@host'],
    ['with a slash as in 3.x', 'a%252Fb@host', 'a/b@host'],
    ['encoded whole', 'a%2Fb%40host', 'a/b@host'],
    ['encoded whole, twice', 'a%252Fb%2540host', 'a/b@host'],
    ['with a literal percent as in Django', '50%25off@host', '50%off@host'],
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

  it('does not mistake a longer name for a sub-path', () => {
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

  it('refuses a URL that is too long', () => {
    expect(() => targetOf(`/patch/${'/'.repeat(5000)}x`)).toThrow(/the maximum is 4096/);
  });

  it('accepts a Message-ID without @, as in a few mails', () => {
    expect(targetOf('/project/git/patch/alpine.27/mbox/')).toMatchObject({
      kind: 'patch',
      messageId: 'alpine.27',
    });
  });

  it('accepts a Message-ID with a blank, as Patchwork stores some', () => {
    expect(targetOf('/project/git/patch/a%20b@host/')).toMatchObject({
      kind: 'patch',
      messageId: 'a b@host',
    });
  });

  it.each(['https://jane:secret@example.net/patch/7/?token=secret', 'http://jane:secret@ x y/'])(
    'does not repeat the password of %s',
    (url) => {
      expect(() => parseResourceUrl(url, instances)).toThrow(/^(?!.*secret)/);
      expect(() => parseResourceUrl(url, instances)).not.toThrow(/secret/);
    },
  );

  it('skips an instance whose own URL is invalid', () => {
    const broken = [{ name: 'broken', url: '::' }, ...instances];
    expect(parseResourceUrl(`${kernel}/patch/7/`, broken).instance).toBe('kernel');
  });

  it('throws only BadUserInputError', () => {
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
