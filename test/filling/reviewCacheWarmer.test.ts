import { afterAll, expect, it } from 'vitest';
import { createBigState } from '../../bench/createBigState.js';
import { openCache } from '../../src/cache/openCache.js';
import { openSearchIndex } from '../../src/corpus/openSearchIndex.js';
import { eventScope } from '../../src/live/readEventPage.js';
import { PATCH_MAIL } from '../../src/patchwork/MailHalves.js';
import { InstanceFiller } from '../../src/filling/InstanceFiller.js';
import { PatchworkClient } from '../../src/patchwork/PatchworkClient.js';
import { startSampleServer } from '../../src/sample/server/startSampleServer.js';
import { nameOf } from '../../src/review/reading/textFacts.js';
import { UndiciTransport } from '../../src/transport/UndiciTransport.js';
import { afterwards, closeSettings, NOW, run } from './setting.js';

afterAll(closeSettings);

const state = createBigState({ patches: 60, series: 20, projects: 1 });
const server = startSampleServer({ state });
afterwards(async () => (await server).close());

const CACHE_SECONDS = 10 * 86_400;

/** A filling whose cache is a real one. */
async function open(cacheBytes: number | undefined, now = () => NOW) {
  const { url: baseUrl } = await server;
  const cache = await openCache({ l1MaxBytes: 64 * 1024 * 1024, namespace: 'test' });
  const transport = new UndiciTransport({ instance: 'it', baseUrl, userAgent: 'test' });
  const options = { name: 'it', url: baseUrl, timezone: 'UTC' };
  const client = new PatchworkClient(options, { transport, cache, now });
  const place = { engine: 'sqlite', path: ':memory:', timeoutMs: 10_000 } as const;
  const index = await openSearchIndex(place, () => undefined);
  afterwards(async () => {
    await index.close();
    await client.close();
    await cache.close();
  });
  const filler = new InstanceFiller({
    index,
    client,
    projects: [{ instance: 'it', project: 'proj1', days: 4000, comments: true }],
    requestsPerSecond: 1e6,
    maxTextBytes: 2_000_000,
    feed: undefined,
    cacheShare:
      cacheBytes === undefined ? undefined : { bytes: cacheBytes, seconds: CACHE_SECONDS },
  });
  await run(filler);
  return { cache, client, filler };
}

/** Bytes in the cache after a filling with a given share for reviews. */
async function cachedBytes(cacheBytes: number | undefined): Promise<number> {
  const { cache } = await open(cacheBytes);
  return cache.stats().l1.bytes;
}

it('uses no more of the cache than the share for reviews, regardless of the number of indexed mails', async () => {
  const [none, few, all] = [
    await cachedBytes(undefined),
    await cachedBytes(20_000),
    await cachedBytes(8_000_000),
  ];
  expect(all).toBeGreaterThan(100_000);
  expect(few).toBeGreaterThan(10_000);
  expect(few).toBeLessThan(30_000);
  expect(none).toBe(0);
});

it('caches the text of a patch that arrives when the share is used up', async () => {
  const { client, filler } = await open(1);
  const { patches, events } = (await server).store;
  const [known] = patches.rows;
  if (known === undefined) throw new Error('the server has no patches');
  const id = patches.takeId();
  const date = new Date(NOW).toISOString().slice(0, 19);
  patches.insert({ ...known, id, date, msgid: '<arrived@example.org>', series: null });
  const { project } = known;
  events.insert({
    id: events.takeId(),
    category: 'patch-created',
    project,
    date,
    patch: id,
    actor: null,
  });
  await filler.step();
  const { signal } = new AbortController();
  const scope = { ...eventScope(signal, {}), bypassesCache: false };
  // Texts of several patches of a series are read together if nothing has been derived from them yet.
  const facts = [nameOf('message', id), nameOf('diff', id), nameOf('place', id)];
  expect([...(await client.derived.read(facts, () => true, scope)).keys()]).toEqual(facts);
  const cached = await client.mails.contents(PATCH_MAIL, [id], scope);
  expect([...cached.keys()]).toEqual([id]);
});
