import { afterEach, describe, expect, it, vi } from 'vitest';
import { TokenTrust } from '../../src/patchwork/TokenTrust.js';
import { RateLimiter } from '../../src/server/RateLimiter.js';
import { Pacer } from '../../src/transport/Pacer.js';
import { releaseInstance } from '../tools/releaseGateway.js';
import { startTestGateway, type TestGateway } from '../tools/startTestGateway.js';

const HOUR_MS = 3_600_000;

let gateway: TestGateway | undefined;
afterEach(async () => {
  vi.useRealTimers();
  await gateway?.close();
  gateway = undefined;
});

/** Durations are measured with the monotonic clock; only the wall clock is changed here. */
function stepBy(ms: number): void {
  vi.setSystemTime(Date.now() + ms);
}

describe.each([
  ['steps back an hour', -HOUR_MS],
  ['steps forward a year', 365 * 24 * HOUR_MS],
])('a wall clock that %s', (_what, ms) => {
  it('affects neither rates, nor trusted tokens, nor quotas', () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const pacer = new Pacer(0.01);
    const trust = new TokenTrust();
    const limiter = new RateLimiter(60);
    expect(pacer.take()).toBe(0);
    trust.accept('token');
    expect(limiter.spend('client', 60)).toMatchObject({ remaining: 0 });
    stepBy(ms);
    const waitMs = pacer.take();
    expect(waitMs).toBeGreaterThan(0);
    expect(waitMs).toBeLessThanOrEqual(100_000);
    expect(trust.isTrusted('token')).toBe(true);
    expect(trust.isTrusted('other')).toBe(false);
    expect(limiter.spend('client', 60).retryAfterSeconds).toBeGreaterThan(0);
  });

  it('does not make a gateway discard cached data or detected versions', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    gateway = await startTestGateway({ instances: [releaseInstance('v31')] });
    const query = '{ patches(first: 3, filter: { project: ["nowhere"] }) { nodes { name } } }';
    const first = await gateway.ask(query);
    expect(gateway.requests('v31').length).toBeGreaterThan(0);
    gateway.resetRequests();
    stepBy(ms);
    expect(await gateway.ask(query)).toEqual(first);
    expect(gateway.requests('v31')).toEqual([]);
  });
});
