import { describe, expect, it } from 'vitest';
import { BadUserInputError } from '../../src/errors.js';
import { decodeGlobalId, encodeGlobalId, NODE_TYPES } from '../../src/graphql/globalId.js';

const HANGING = ['Check', 'PatchComment', 'CoverComment'];

describe('a global id', () => {
  it.each(NODE_TYPES)('of a %s is URL-safe and can be decoded', (type) => {
    const id = {
      instance: 'my-server-2',
      type,
      id: 14_000_000,
      parent: HANGING.includes(type) ? 9 : undefined,
    };
    const text = encodeGlobalId(id);
    expect(text).toMatch(/^[A-Za-z0-9_-]+$/);
    expect(decodeGlobalId(text)).toEqual(id);
  });

  it('never changes, because clients store it', () => {
    expect(encodeGlobalId({ instance: 'kernel', type: 'Patch', id: 7 })).toBe(
      'a2VybmVsOlBhdGNoOjc',
    );
  });

  it('depends on instance, type, number and parent', () => {
    const ids = [
      { instance: 'a', type: 'Patch', id: 7 },
      { instance: 'b', type: 'Patch', id: 7 },
      { instance: 'a', type: 'Cover', id: 7 },
      { instance: 'a', type: 'Patch', id: 8 },
      { instance: 'a', type: 'Check', id: 7, parent: 1 },
      { instance: 'a', type: 'Check', id: 7, parent: 2 },
    ] as const;
    expect(new Set(ids.map((id) => encodeGlobalId(id))).size).toBe(ids.length);
  });

  it.each([
    '',
    '7',
    'kernel:Nothing:7',
    'kernel:Patch',
    'kernel:Patch:-7',
    'kernel:Patch:7:8',
    'kernel:Check:7',
    'KERNEL:Patch:7',
  ])('does not hold "%s"', (plain) => {
    const text = Buffer.from(plain).toString('base64url');
    expect(() => decodeGlobalId(text)).toThrow(BadUserInputError);
  });

  it.each(['7', 'kernel:Patch:7', 'a2VybmVsOlBhdGNoOjc=', 'a2VybmVsOlBhdGNoOjc\n', 'ä'])(
    'is not encoded as %j',
    (text) => {
      expect(() => decodeGlobalId(text)).toThrow(/is not a valid global id; use the field "id"/);
    },
  );
});
