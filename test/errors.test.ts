import { describe, expect, it } from 'vitest';
import { ERRORS, GatewayError, type ErrorCode } from '../src/errors.js';

const codes = Object.keys(ERRORS) as ErrorCode[];

describe('ERRORS', () => {
  it('lets a cached value replace a failed server and nothing else', () => {
    const outages = codes.filter((code) => ERRORS[code].kind === 'OUTAGE');
    expect(outages).toEqual([
      'UPSTREAM_TIMEOUT',
      'UPSTREAM_UNAVAILABLE',
      'UPSTREAM_BAD_RESPONSE',
      'UPSTREAM_RATE_LIMITED',
    ]);
  });

  it.each(codes)('gives an error of %s the meaning of its row', (code) => {
    expect(new GatewayError('it failed', { code }).meaning).toBe(ERRORS[code]);
  });

  it('answers no fault of the client with a status of the server', () => {
    for (const code of codes) {
      const { kind, httpStatus } = ERRORS[code];
      if (kind === 'CLIENT') expect(httpStatus, code).toBeLessThan(500);
      if (kind === 'OUTAGE') expect(httpStatus, code).toBeGreaterThanOrEqual(500);
    }
  });
});
