import { expect, vi } from 'vitest';
import type { RedisServer } from '../cache/startRedis.js';
import type { TestGateway } from './startTestGateway.js';

/**
 * Waits until these gateways, and no others, use a shared cache and receive the invalidations of the others. May be
 * called before a test, where `expect.poll` does not work.
 */
export async function untilCacheIsShared(
  redis: RedisServer,
  gateways: readonly TestGateway[],
): Promise<void> {
  await vi.waitFor(
    async () => {
      expect(await subscribers(redis)).toBe(gateways.length);
      // Redis counted them before it answered, so that they know it once they have answered.
      for (const { url } of gateways) {
        const metrics = await (await fetch(`${url}/metrics`)).text();
        expect(metrics).toContain('patchwork_graphql_cache_l2_ready 1');
      }
    },
    { timeout: 10_000 },
  );
}

/** Number of gateways that receive the invalidations of the others. */
export async function subscribers({ client }: RedisServer): Promise<number> {
  const channels = await client.pubSubChannels();
  const counts = await Promise.all(channels.map((name) => client.pubSubNumSub([name])));
  return Object.values(Object.assign({}, ...counts) as Record<string, number>)
    .map(Number)
    .reduce((sum, count) => sum + count, 0);
}
