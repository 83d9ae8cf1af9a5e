import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { decodeEntry, encodeEntry } from '../../src/cache/storedEntry.js';

const entry = {
  value: { name: 'Grüße 🚀', list: [1, null, ''] },
  startedAt: 1,
  fetchedAt: 2,
  freshMs: 3,
  staleMs: 4,
  staleIfErrorMs: 5,
  tags: ['a', 'b'],
};

describe('an entry in L2', () => {
  it.each([
    ['small, as JSON', 'x', 'j'],
    ['large, compressed', 'x'.repeat(10_000), 'z'],
  ])('comes back as it was when it is %s', async (_name, padding, prefix) => {
    const large = { ...entry, value: { ...entry.value, padding } };
    const text = await encodeEntry(large, 1_000);
    expect(text.slice(0, 1)).toBe(prefix);
    expect(text.length).toBeLessThan(1_000);
    expect(await decodeEntry(text)).toEqual(large);
  });

  it.each([
    '',
    'j',
    'j{}',
    'j[]',
    'jnull',
    'j[1,2,3,4,5,6]',
    'j[1,2,3,4,["a",5],6]',
    'j["1",2,3,4,[],6]',
    'j[1,2,3,4,[]]',
    'x[1,2,3,4,[],6]',
    '{"value":1,"expires":2}',
    'z',
    'z!!!!',
    `z${gzipSync('[1,2,3').toString('base64')}`,
    `z${gzipSync('j[1,2,3,4,[],6]').toString('base64').slice(0, 20)}`,
    '\u0000\uffff',
  ])('is garbage when it reads %j', async (text) => {
    expect(await decodeEntry(text)).toBeUndefined();
  });
});
