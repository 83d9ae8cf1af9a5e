import { describe, expect, it } from 'vitest';
import { parseValkeyAddress } from '../../src/valkey/address.js';
import { openLink } from '../../src/valkey/openLink.js';

const NOBODY = { username: undefined, password: undefined };

describe('parseValkeyAddress', () => {
  it.each([
    ['redis://127.0.0.1:6379', { host: '127.0.0.1', port: 6379 }, {}],
    ['redis://valkey', { host: 'valkey', port: 6379 }, {}],
    ['redis://valkey/', { host: 'valkey', port: 6379 }, {}],
    ['redis://[::1]:6380', { host: '::1', port: 6380 }, {}],
    [
      'rediss://user:p%40ss@host:1/3',
      { host: 'host', port: 1 },
      { username: 'user', password: 'p@ss', database: 3, isTls: true },
    ],
  ])('takes %s for one server', (url, node, rest) => {
    const usual = { isTls: false, database: 0, ...NOBODY };
    expect(parseValkeyAddress(url)).toEqual({ kind: 'SINGLE', url, node, ...usual, ...rest });
  });

  it.each([
    'redis://a:1,b:2',
    'redis://a:1, redis://b:2',
    'redis+cluster://a:1,b:2',
    'redis+cluster://a:1,b:2/0',
  ])('takes %s for a cluster', (text) => {
    const nodes = [
      { host: 'a', port: 1 },
      { host: 'b', port: 2 },
    ];
    expect(parseValkeyAddress(text)).toEqual({ kind: 'CLUSTER', nodes, isTls: false, ...NOBODY });
  });

  it('parses the primary, the database and both logins of a URL with Sentinels', () => {
    const text = 'rediss+sentinel://me:a%3Ab@s1,s2:26380/main/2?sentinelPassword=x';
    expect(parseValkeyAddress(text)).toEqual({
      kind: 'SENTINEL',
      nodes: [
        { host: 's1', port: 26_379 },
        { host: 's2', port: 26_380 },
      ],
      primary: 'main',
      isTls: true,
      database: 2,
      username: 'me',
      password: 'a:b',
      sentinel: { username: undefined, password: 'x' },
    });
  });

  it.each([
    '',
    'valkey:6379',
    'http://valkey:6379',
    'redis://',
    'redis://a b',
    'redis://a:70000',
    'redis://%zz@a',
    'redis+sentinel://s1,s2',
    'redis+cluster://a/3',
    'redis://a,',
    'redis://a/b',
    'redis+sentinel://s1/main?password=x',
    'redis+sentinel://s1/main/first',
  ])('refuses %j', (text) => {
    expect(parseValkeyAddress(text)).toBeUndefined();
  });
});

describe('openLink', () => {
  it('does not show a URL that it refuses', () => {
    const open = () => openLink('redis://:hunter2@', { silenceMs: 1_000, isPinged: false });
    expect(open).toThrow('this is not an address of a Valkey or Redis');
    expect(open).not.toThrow('hunter2');
  });
});
