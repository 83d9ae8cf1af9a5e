import { describe, expect, it } from 'vitest';
import { clientKeyOf, RateLimiter } from '../../src/server/RateLimiter.js';

describe('RateLimiter', () => {
  it("permits a minute's requests at once, and later as many as the elapsed time allows", () => {
    let nowMs = 0;
    const limiter = new RateLimiter(60, () => nowMs);
    expect(limiter.spend('a', 60)).toEqual({
      limit: 60,
      remaining: 0,
      resetSeconds: 60,
      retryAfterSeconds: 1,
    });
    nowMs += 10_000;
    expect(limiter.look('a')).toMatchObject({ remaining: 10, retryAfterSeconds: 0 });
    nowMs += 600_000;
    expect(limiter.look('a')).toMatchObject({ remaining: 60, resetSeconds: 0 });
  });

  it('lets a client repay its whole debt, and refunds no more than its quota', () => {
    let nowMs = 0;
    const limiter = new RateLimiter(60, () => nowMs);
    expect(limiter.spend('a', 100)).toMatchObject({ remaining: 0, retryAfterSeconds: 41 });
    expect(limiter.spend('a', 1000)).toMatchObject({ remaining: 0, retryAfterSeconds: 1041 });
    expect(limiter.secondsUntil('a', 60)).toBe(1100);
    nowMs += 1_041_000;
    expect(limiter.look('a')).toMatchObject({ remaining: 1 });
    expect(limiter.secondsUntil('a', 1)).toBe(0);
    expect(limiter.spend('a', -1000)).toMatchObject({ remaining: 60 });
  });

  it('gives each client a separate quota', () => {
    const limiter = new RateLimiter(10, () => 0);
    limiter.spend('a', 10);
    expect(limiter.look('b')).toMatchObject({ remaining: 10 });
  });
});

describe('clientKeyOf', () => {
  it.each([
    ['192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:DB8:1:2::1', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['unknown', 'unknown'],
  ])('knows %s as %s', (address, key) => {
    expect(clientKeyOf(address)).toBe(key);
  });
});
