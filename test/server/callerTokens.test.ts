import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { readCallerTokens } from '../../src/server/callerTokens.js';
import { GatewayKeys } from '../../src/server/gatewayKeys.js';

const sha256 = (key: string): string => createHash('sha256').update(key).digest('hex');

const KEY = 'a-key-of-the-gateway';
const sources = {
  instances: ['kernel', 'ozlabs'],
  tokenHeader: 'X-Tokens',
  gatewayKeys: new GatewayKeys([
    { name: 'dashboard', sha256: sha256(KEY).toUpperCase(), tokens: { kernel: 'k1', gone: 'g1' } },
  ]),
};

describe('readCallerTokens', () => {
  it.each<[what: string, headers: Record<string, string>, tokens: Record<string, string>]>([
    ['nothing', {}, {}],
    ['the configured header', { 'x-tokens': 'kernel=a, ozlabs=b' }, { kernel: 'a', ozlabs: 'b' }],
    ['another header', { 'x-patchwork-token': 'kernel=a' }, {}],
    ['a key', { authorization: `Bearer ${KEY}` }, { kernel: 'k1' }],
    ['a key in other letters', { authorization: `bearer  ${KEY} ` }, { kernel: 'k1' }],
    [
      'a key and a token of one instance',
      { authorization: `Bearer ${KEY}`, 'x-tokens': 'kernel=a' },
      { kernel: 'a' },
    ],
    [
      'a key and a token of another instance',
      { authorization: `Bearer ${KEY}`, 'x-tokens': 'ozlabs=b' },
      { kernel: 'k1', ozlabs: 'b' },
    ],
    ['Basic credentials', { authorization: 'Basic dXNlcjpwYXNz' }, {}],
    ['a cookie', { cookie: 'sessionid=kernel' }, {}],
  ])('reads %s', (_what, headers, tokens) => {
    const read = readCallerTokens(headers, sources);
    expect(Object.fromEntries(read.tokens)).toEqual(tokens);
    expect(read.badTokens).toBeUndefined();
  });

  it.each([
    ['a key that is not known', { authorization: 'Bearer secret-1' }, 'UNAUTHENTICATED'],
    ['the hash of a key', { authorization: `Bearer ${sha256(KEY)}` }, 'UNAUTHENTICATED'],
    ['half a token', { 'x-tokens': 'kernel=secret-1, secret-2' }, 'BAD_USER_INPUT'],
    [
      'an incomplete token together with a key',
      { 'x-tokens': 'secret-2', authorization: `Bearer ${KEY}` },
      'BAD_USER_INPUT',
    ],
  ])('refuses %s without revealing it', (_what, headers, code) => {
    const { tokens, badTokens } = readCallerTokens(headers, sources);
    expect(tokens.size).toBe(0);
    expect(badTokens?.code).toBe(code);
    expect(badTokens?.message).not.toMatch(/secret|a-key|[0-9a-f]{64}/);
  });

  it('ignores bearer tokens if there are no keys', () => {
    const headers = { authorization: 'Bearer of-a-proxy' };
    const read = readCallerTokens(headers, { ...sources, gatewayKeys: new GatewayKeys([]) });
    expect(read).toEqual({ tokens: new Map(), badTokens: undefined });
  });
});
