import { describe, expect, it } from 'vitest';
import { BadUserInputError, GatewayError } from '../../src/errors.js';
import { fanOut } from '../../src/federation/fanOut.js';

describe('fanOut', () => {
  it('settles every instance, regardless of the others', async () => {
    const fetchedAt = new Date('2026-11-20T10:00:00Z');
    const down = new GatewayError('down', { code: 'UPSTREAM_UNAVAILABLE' });
    const error = new GatewayError('b: too slow', { code: 'UPSTREAM_TIMEOUT', instance: 'b' });
    const outcomes = await fanOut(
      ['a', 'b', 'c'],
      (instance, note) => {
        if (instance === 'b') return Promise.reject(error);
        if (instance === 'c') note({ stale: { fetchedAt, error: down } });
        return Promise.resolve(`from ${instance}`);
      },
      { requests: (instance) => (instance === 'a' ? 2 : 1) },
    );
    expect(outcomes).toEqual([
      { instance: 'a', value: 'from a', status: status('a', 'OK', 2) },
      {
        instance: 'b',
        error,
        status: {
          ...status('b', 'TIMED_OUT', 1),
          error: { code: 'UPSTREAM_TIMEOUT', message: 'b: too slow' },
        },
      },
      {
        instance: 'c',
        value: 'from c',
        status: {
          ...status('c', 'STALE', 1),
          fetchedAt,
          error: { code: down.code, message: down.message },
        },
      },
    ]);
  });

  it.each([new BadUserInputError('no such thing'), new TypeError('a bug')])(
    'throws %s on',
    async (error) => {
      await expect(fanOut(['a'], () => Promise.reject(error))).rejects.toBe(error);
    },
  );
});

function status(instance: string, status: string, requests: number): object {
  return { instance, status, error: null, warnings: [], fetchedAt: null, requests };
}
