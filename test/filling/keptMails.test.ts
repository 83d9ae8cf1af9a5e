import { afterAll, expect, it } from 'vitest';
import { createBigState } from '../../bench/createBigState.js';
import { openCache } from '../../src/cache/openCache.js';
import { openSearchIndex } from '../../src/corpus/openSearchIndex.js';
import { InstanceFiller } from '../../src/filling/InstanceFiller.js';
import { PatchworkClient } from '../../src/patchwork/PatchworkClient.js';
import { startSampleServer } from '../../src/sample/server/startSampleServer.js';
import { createTransport } from '../../src/transport/createTransport.js';
import { afterwards, closeSettings, NOW, run } from './setting.js';

afterAll(closeSettings);

const state = createBigState({ patches: 60, series: 20, projects: 1 });
const server = startSampleServer({ state });
afterwards(async () => (await server).close());

/** Bytes of the cache after a filling that may use some for reviews. */
async function bytesKept(keptBytes: number | undefined): Promise<number> {
  const { url: baseUrl } = await server;
  const cache = await openCache({ l1MaxBytes: 64 * 1024 * 1024, namespace: 'test' });
  const transport = createTransport({ instance: 'it', baseUrl, userAgent: 'test' });
  const options = { name: 'it', url: baseUrl, timezone: 'UTC' };
  const client = new PatchworkClient(options, { transport, cache, now: () => NOW });
  const place = { engine: 'sqlite', path: ':memory:', timeoutMs: 10_000 } as const;
  const index = await openSearchIndex(place, () => undefined);
  await run(
    new InstanceFiller({
      index,
      client,
      projects: [{ instance: 'it', project: 'proj1', days: 4000, comments: true }],
      requestsPerSecond: 1e6,
      maxTextBytes: 2_000_000,
      feed: undefined,
      keptBytes,
    }),
  );
  const { bytes } = cache.stats().l1;
  await index.close();
  await client.close();
  await cache.close();
  return bytes;
}

it('uses no more of the cache than the share for reviews, however many mails are indexed', async () => {
  const [none, few, all] = [
    await bytesKept(undefined),
    await bytesKept(20_000),
    await bytesKept(8_000_000),
  ];
  expect(all).toBeGreaterThan(100_000);
  expect(few).toBeGreaterThan(10_000);
  expect(few).toBeLessThan(30_000);
  expect(none).toBe(0);
});
