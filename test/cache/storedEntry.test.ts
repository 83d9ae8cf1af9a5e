import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { decodeEntry, encodeEntry, MAX_SHARED_BYTES } from '../../src/cache/storedEntry.js';

const entry = {
  value: { name: 'Grüße 🚀', list: [1, null, ''] },
  startedAt: 1,
  knownTo: 1,
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
    const text = (await encodeEntry('k', large, 1_000)) ?? '';
    expect(text.slice(0, 1)).toBe(prefix);
    expect(text.length).toBeLessThan(1_000);
    expect(await decodeEntry('k', text)).toEqual(large);
  });

  it('is invalid under another key', async () => {
    const text = (await encodeEntry('k', entry, 1_000)) ?? '';
    expect(await decodeEntry('k', text)).toEqual(entry);
    expect(await decodeEntry('l', text)).toBeUndefined();
  });

  it('is invalid with more names than an entry has', async () => {
    const tags = Array.from({ length: 17 }, (_, index) => String(index));
    const text = (await encodeEntry('k', { ...entry, tags }, 1_000)) ?? '';
    expect(await decodeEntry('k', text)).toBeUndefined();
  });

  it.each([
    '',
    'j',
    'j{}',
    'j[]',
    'jnull',
    'j[1,2,3,4,5,6,7,"k",8]',
    'j[1,2,3,4,5,6,["a",5],"k",8]',
    'j["1",2,3,4,5,6,[],"k",8]',
    'j[1,"2",3,4,5,6,[],"k",8]',
    'j[1,-2,3,4,5,6,[],"k",8]',
    'j[1,2,3,4,5,6,[],"k"]',
    'x[1,2,3,4,5,6,[],"k",8]',
    '{"value":1,"expires":2}',
    'z',
    'z!!!!',
    `z${gzipSync('[1,2,3').toString('base64')}`,
    `z${gzipSync('j[1,2,3,4,5,6,[],"k",8]').toString('base64').slice(0, 20)}`,
    '\u0000\uffff',
  ])('is garbage when it reads %j', async (text) => {
    expect(await decodeEntry('k', text)).toBeUndefined();
  });

  describe('of the maximum size', () => {
    const jsonOf = (length: number): string => `[1,2,3,4,5,6,[],"k","${'x'.repeat(length - 23)}"]`;

    it('is read at the limit, and invalid beyond it, gzipped or not', async () => {
      for (const pack of [
        (json: string) => `j${json}`,
        (json: string) => `z${gzipSync(json).toString('base64')}`,
      ]) {
        expect(await decodeEntry('k', pack(jsonOf(MAX_SHARED_BYTES)))).toMatchObject({
          startedAt: 1,
        });
      }
      const beyond = jsonOf(MAX_SHARED_BYTES + 1);
      expect(await decodeEntry('k', `z${gzipSync(beyond).toString('base64')}`)).toBeUndefined();
      expect(await decodeEntry('k', `j${'x'.repeat(MAX_SHARED_BYTES * 2)}`)).toBeUndefined();
    });

    it('is written at the limit, and not beyond it', async () => {
      const sized = (length: number) => ({ ...entry, tags: [], value: 'x'.repeat(length - 23) });
      expect(await encodeEntry('k', sized(MAX_SHARED_BYTES), 1_000)).toMatch(/^z/);
      expect(await encodeEntry('k', sized(MAX_SHARED_BYTES + 1), 1_000)).toBeUndefined();
    });
  });

  it.each([
    'j[1,2,1e300,4,5,6,[],"k",7]',
    'j[1,2,-5,4,5,6,[],"k",7]',
    'j[1,2,3,null,5,6,[],"k",7]',
  ])('is garbage when its times are no times: %s', async (text) => {
    expect(await decodeEntry('k', text)).toBeUndefined();
  });
});
