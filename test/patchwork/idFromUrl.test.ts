import { describe, expect, it } from 'vitest';
import { idFromUrl } from '../../src/patchwork/idFromUrl.js';

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
