import { describe, expect, it } from 'vitest';
import { ERRORS, GatewayError, type ErrorCode } from '../src/errors.js';

const codes = Object.keys(ERRORS) as ErrorCode[];

describe('ERRORS', () => {
  it('permits a cached value only if the server failed', () => {
    const outages = codes.filter((code) => ERRORS[code].kind === 'OUTAGE');
    expect(outages).toEqual([
      'UPSTREAM_TIMEOUT',
      'UPSTREAM_UNAVAILABLE',
      'UPSTREAM_BAD_RESPONSE',
      'UPSTREAM_RATE_LIMITED',
    ]);
  });

  it.each(codes)('assigns the meaning of its row to an error of %s', (code) => {
    expect(new GatewayError('it failed', { code }).meaning).toBe(ERRORS[code]);
  });

  it('uses no server error status for an error of the client', () => {
    for (const code of codes) {
      const { kind, httpStatus } = ERRORS[code];
      if (kind === 'CLIENT') expect(httpStatus, code).toBeLessThan(500);
      if (kind === 'OUTAGE') expect(httpStatus, code).toBeGreaterThanOrEqual(500);
    }
  });
});
