import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BadUserInputError } from '../../src/errors.js';
import { decodeCursor, encodeCursor } from '../../src/federation/cursor.js';
import type { SourceState } from '../../src/federation/cursor.js';

const state = new Map<string, SourceState>([
  ['kernel', { kind: 'exhausted' }],
  ['ozlabs', { kind: 'open', position: null, failed: true }],
]);
const text = encodeCursor(state, 'hash');

function refusal(cursor: string, hash = 'hash', instances?: string[]): string {
  try {
    decodeCursor(cursor, hash, instances);
  } catch (error) {
    if (error instanceof BadUserInputError) return error.message;
    throw error;
  }
  return 'accepted';
}

const position = fc.record(
  {
    key: fc.string({ unit: 'binary' }),
    id: fc.maxSafeNat(),
    ties: fc.nat(),
    offset: fc.nat(),
  },
  { requiredKeys: ['key', 'id', 'ties'] },
);
const sourceState = fc.oneof(
  fc.constant({ kind: 'exhausted' as const }),
  fc.record({ kind: fc.constant('ended' as const), position: fc.option(position) }),
  fc.record({
    kind: fc.constant('open' as const),
    position: fc.option(position),
    failed: fc.boolean(),
  }),
);

describe('a cursor', () => {
  it('round-trips any state, as URL-safe text', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.string(), sourceState)), (entries) => {
        const state = new Map<string, SourceState>(entries);
        const text = encodeCursor(state, 'hash');
        expect(text).toMatch(/^[\w-]+$/);
        expect(decodeCursor(text, 'hash')).toEqual(state);
      }),
    );
  });

  it('has less than 200 characters for three instances', () => {
    const position = { key: '2026-11-20T10:55:31', id: 14_000_000, ties: 3 };
    const open: SourceState = { kind: 'open', position, failed: false };
    const state = new Map(['kernel', 'ozlabs', 'sourceware'].map((name) => [name, open]));
    expect(encodeCursor(state, 'abcdefghijkl').length).toBeLessThan(240);
  });

  it.each(['', 'hello', '42', '!!!', 'YXJyYXljb25uZWN0aW9uOjE=', `${text}=`, ` ${text}`])(
    'is refused if it is not a cursor: %j',
    (invented) => {
      expect(refusal(invented)).toContain('is not a cursor of this API');
    },
  );

  it('is refused if it is truncated anywhere', () => {
    for (let length = 2; length < text.length; length += 1) {
      expect(refusal(text.slice(0, length))).toContain('is truncated or modified');
    }
  });

  it('is refused if any character is changed', () => {
    for (let index = 0; index < text.length; index += 1) {
      const other = text[index] === 'A' ? 'B' : 'A';
      const altered = text.slice(0, index) + other + text.slice(index + 1);
      expect(refusal(altered)).not.toBe('accepted');
    }
  });

  it('is refused if its version is unknown, which the message names', () => {
    const bytes = Buffer.from(text, 'base64url');
    bytes[1] = 9;
    expect(refusal(bytes.toString('base64url'))).toContain('has version 9');
  });

  it('is refused for another filter, order or set of instances', () => {
    expect(refusal(text, 'other')).toContain(
      'created for another filter, order or set of instances',
    );
    expect(refusal(text, 'other', ['ozlabs', 'kernel'])).toContain('created for another filter');
    expect(refusal(text, 'other', ['kernel'])).toContain(
      'created for the instances kernel, ozlabs, but this query selects kernel.',
    );
  });
});
