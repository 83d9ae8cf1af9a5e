import type { LookupAddress } from 'node:dns';
import { describe, expect, it } from 'vitest';
import { addressOf, isPublicAddress, publicLookup } from '../../src/hooks/addressGuard.js';

describe('isPublicAddress', () => {
  it.each(['1.1.1.1', '93.184.216.34', '2606:4700:4700::1111', '::ffff:8.8.8.8'])(
    'accepts %s',
    (address) => {
      expect(isPublicAddress(address)).toBe(true);
    },
  );

  it.each([
    '0.0.0.0',
    '0.1.2.3',
    '10.0.0.1',
    '100.64.0.1',
    '100.100.100.200',
    '127.0.0.1',
    '127.1.2.3',
    '168.63.129.16',
    '169.254.169.254',
    '172.16.0.1',
    '192.0.0.1',
    '192.0.2.1',
    '192.168.1.1',
    '198.18.0.1',
    '198.51.100.1',
    '203.0.113.1',
    '224.0.0.1',
    '240.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::127.0.0.1',
    '::ffff:127.0.0.1',
    '::ffff:10.0.0.1',
    '::ffff:a9fe:a9fe',
    '64:ff9b::127.0.0.1',
    '64:ff9b::a9fe:a9fe',
    '64:ff9b:1::7f00:1',
    '2002:7f00:1::1',
    '2001::1',
    '2001:db8::1',
    'fc00::1',
    'fd00:ec2::254',
    'fe80::1',
    'fe80::1%eth0',
    'fec0::1',
    'ff02::1',
    'localhost',
    '',
  ])('refuses %s', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  it.each([
    ['http://2130706433/', '127.0.0.1'],
    ['http://0x7f.1/', '127.0.0.1'],
    ['http://0177.0.0.1/', '127.0.0.1'],
    ['http://[::ffff:127.0.0.1]/', '::ffff:7f00:1'],
    ['http://example.org/', null],
  ])('finds the address of %s', (url, address) => {
    expect(addressOf(new URL(url))).toBe(address);
  });
});

describe('publicLookup', () => {
  const lookup = (addresses: readonly string[]) =>
    publicLookup((_host, _options, callback) => {
      callback(
        null,
        addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
      );
    });
  const ask = (addresses: readonly string[], all: boolean): Promise<string | LookupAddress[]> =>
    new Promise((resolve, reject) => {
      lookup(addresses)('example.org', { all }, (error, found) => {
        if (error === null) resolve(found);
        else reject(error);
      });
    });

  it('returns only the public addresses of a name', async () => {
    const both = ['10.0.0.1', '1.1.1.1'];
    expect(await ask(both, true)).toEqual([{ address: '1.1.1.1', family: 4 }]);
    expect(await ask(both, false)).toBe('1.1.1.1');
  });

  it.each([true, false])('fails for a name without a public address', async (all) => {
    await expect(ask(['169.254.169.254', '::1'], all)).rejects.toMatchObject({
      code: 'FORBIDDEN_ADDRESS',
    });
  });
});
