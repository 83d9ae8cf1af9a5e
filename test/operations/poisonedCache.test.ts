import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createBigState } from '../../bench/createBigState.js';
import { decodeEntry, encodeEntry, type StoredEntry } from '../../src/cache/storedEntry.js';
import type { SampleState } from '../../src/sample/server/SampleState.js';
import { startSampleServer, type SampleServer } from '../../src/sample/server/startSampleServer.js';
import { startRedis, type RedisServer } from '../cache/startRedis.js';
import { lacks } from '../tools/programs.js';
import { startTestGateway, type TestGateway } from '../tools/startTestGateway.js';
import { untilCacheIsShared } from '../tools/untilCacheIsShared.js';

/*
 * Whoever may write to the shared cache may be anybody. Each kind of value that a gateway keeps there
 * is replaced by what it is not, and a gateway that has read nothing yet is asked for all of them.
 */

const state: SampleState = {
  ...createBigState({ patches: 30, series: 10, projects: 2, people: 10, diffBytes: [300, 8000] }),
};
const messageId = state.patches[2]?.msgid.slice(1, -1) ?? '';

/** Reads something of every kind. */
const QUERIES = [
  `{ patches(first: 5) { totalCount nodes { databaseId name diff content hash mbox state { slug }
      checks { context } commentCount comments { content } related { databaseId }
      series { databaseId total patches { databaseId } } } } }`,
  `{ covers(first: 3) { totalCount nodes { databaseId name content mbox comments { content } } }
     seriesList(first: 3) { totalCount nodes { databaseId name mbox } } }`,
  `{ projects(first: 5) { nodes { databaseId name } }
     events(first: 5) { nodes { __typename date } }
     patchCounts(by: STATE) { totalCount groups { key count } } }`,
  `{ message(messageId: "${messageId}") { occurrences { messageId } }
     search(query: "patch", first: 5) { nodes { __typename } }
     patch(instance: "a", databaseId: 7) { name diff content }
     cover(instance: "a", databaseId: 3) { name content }
     series(instance: "a", databaseId: 3) { name total }
     project(instance: "a", linkName: "${state.projects[0]?.link_name ?? ''}") { name listEmail } }`,
] as const;

/** What is kept stays fresh over all tests. */
const LONG_TTL = {
  projects: 3_600,
  patches: 3_600,
  covers: 3_600,
  series: 3_600,
  comments: 3_600,
  checks: 3_600,
  events: 3_600,
  bundles: 3_600,
  mbox: 3_600,
};

interface CacheRow {
  readonly key: string;
  /** The key without what Redis has before it. */
  readonly name: string;
  readonly kind: string;
  readonly entry: StoredEntry;
}

let redis: RedisServer;
let server: SampleServer;
const gateways: TestGateway[] = [];
let rows: readonly CacheRow[] = [];
let answers: readonly unknown[] = [];
/** Requests that the answers cost where nothing is cached. */
let cost: Readonly<Record<string, number>> = {};

describe.skipIf(lacks('redis'))(
  'a shared cache with values that are not what they stand for',
  () => {
    beforeAll(async () => {
      redis = await startRedis();
      server = await startSampleServer({ state });
      const gateway = await open();
      server.resetRequests();
      answers = await askAll(gateway);
      cost = server.countByEndpoint();
      await gateway.close();
      gateways.length = 0;
      rows = await readRows();
    });
    afterEach(async () => {
      await Promise.all(gateways.splice(0).map((gateway) => gateway.close()));
    });
    afterAll(async () => {
      await redis.close();
      await server.close();
    });

    it('holds values of every kind', () => {
      expect([...new Set(rows.map(({ kind }) => kind))].sort()).toEqual([
        '/cover/N/mbox/',
        '/patch/N/mbox/',
        '/series/N/mbox/',
        'content covers/N',
        'content patches/N',
        'covers/',
        'covers/N/',
        'covers/N/comments/',
        'events/',
        'patches/',
        'patches/N/',
        'patches/N/comments/',
        'projects/',
        'projects/projN/',
        'series/',
        'series/N/',
      ]);
    });

    it('answers without a request while nothing is replaced', async () => {
      await replaceAll((one) => encode(one, {}));
      const gateway = await open();
      server.resetRequests();
      expect(await askAll(gateway)).toEqual(answers);
      expect(server.countByEndpoint()).toEqual({});
    });

    const POISONS: readonly (readonly [what: string, poison: (one: CacheRow) => unknown])[] = [
      ['undefined objects', () => ({})],
      ['lists', () => []],
      ['numbers', () => 7],
      ['booleans', () => true],
      // The mbox of a series that has only its cover is empty.
      ['empty texts', ({ kind }) => (kind === '/series/N/mbox/' ? ' ' : '')],
      ['lists of nulls', () => [null, null]],
      ['objects of nulls', () => ({ id: null, rows: null, name: null })],
      ['pages of nulls', () => ({ rows: [null], unreadable: [], hasNext: false, lastPage: null })],
      ['deeply nested lists', () => JSON.parse('['.repeat(2_000) + ']'.repeat(2_000)) as unknown],
    ];
    it.each(POISONS)('gives the right answers with %s', async (_what, poison) => {
      await expectRight((one) => encode(one, { value: poison(one) }));
    });

    /** For each kind one of several other kinds, in turn. */
    async function eachExchange(
      run: (otherOf: (one: CacheRow) => CacheRow) => Promise<void>,
    ): Promise<void> {
      const kinds = [...new Map(rows.map((one) => [one.kind, one])).values()];
      for (const step of [1, 2, 5, 9]) {
        await run((one) => {
          const at = kinds.findIndex(({ kind }) => kind === one.kind);
          return kinds[(at + step) % kinds.length] ?? one;
        });
      }
    }

    it('gives the right answers with entries of other keys', async () => {
      await eachExchange((otherOf) => expectRight((one) => encode(otherOf(one), {})));
    });

    it('has no fault of the gateway with values of other kinds', async () => {
      await eachExchange(async (otherOf) => {
        await replaceAll((one) => encode(one, { value: otherOf(one).entry.value }));
        await expectNoInternalError();
      });
    });

    it('fails with no fault of the gateway where all is said to be absent', async () => {
      await replaceAll((one) => encode(one, { value: null }));
      await expectNoInternalError();
      const gateway = await open();
      const { errors = [] } = await gateway.ask(QUERIES[0]);
      // A patch without an mbox is not believed, and not read again.
      expect(new Set(errors.map(({ extensions }) => extensions.code))).toEqual(
        new Set(['UPSTREAM_BAD_RESPONSE']),
      );
    });

    it.each([
      ['a time to come', { fetchedAt: 8e15, startedAt: 8e15 }],
      ['many names', { tags: Array.from({ length: 200_000 }, (_, index) => `t${String(index)}`) }],
    ])('gives the right answers with values of %s', async (_what, fields) => {
      await expectRight((one) => encode(one, fields));
    });

    it('unpacks no more of a gzip bomb than the largest value that is shared', async () => {
      const bomb = `z${gzipSync(Buffer.alloc(120 * 1024 * 1024, 0x20)).toString('base64')}`;
      let peakBytes = 0;
      const before = process.memoryUsage().rss;
      const timer = setInterval(() => {
        peakBytes = Math.max(peakBytes, process.memoryUsage().rss - before);
      }, 5);
      try {
        await expectRight(() => Promise.resolve(bomb));
      } finally {
        clearInterval(timer);
      }
      // Each of them whole would be 120 MiB, and there is one for each key.
      expect(peakBytes).toBeLessThan(700 * 1024 * 1024);
    });
  },
);

/** A gateway that has found the shared cache. */
async function open(): Promise<TestGateway> {
  const gateway = await startTestGateway({
    instances: [{ name: 'a', url: server.url }],
    cache: { url: redis.url, l2TimeoutMs: 10_000, ttlSeconds: LONG_TTL },
  });
  gateways.push(gateway);
  await untilCacheIsShared(redis, [gateway]);
  return gateway;
}

async function askAll(gateway: TestGateway): Promise<readonly unknown[]> {
  const data: unknown[] = [];
  for (const query of QUERIES) data.push(await gateway.data(query));
  return data;
}

async function readRows(): Promise<readonly CacheRow[]> {
  const keys = await redis.client.keys('*:e:*');
  const entries = await Promise.all(
    keys.map(async (key) => {
      const name = key.slice(key.indexOf(':e:') + 3);
      const entry = await decodeEntry(name, (await redis.client.get(key)) ?? '');
      return entry === undefined ? [] : [{ key, name, kind: kindOf(key), entry }];
    }),
  );
  return entries.flat().sort((a, b) => (a.key < b.key ? -1 : 1));
}

/** `patches/N/checks/`, `patches/` for a list, `content patches/N`. */
function kindOf(key: string): string {
  const [, query = key] = /:\d+ (?:\d\.\d )?(.*)$/.exec(key) ?? [];
  const isLast = query.includes('page=last');
  return query.replace(/\?.*/, isLast ? ' last' : '').replace(/\d+/g, 'N');
}

async function encode({ name, entry }: CacheRow, fields: Partial<StoredEntry>): Promise<string> {
  return (await encodeEntry(name, { ...entry, ...fields }, 4_096)) ?? '';
}

async function replaceAll(text: (one: CacheRow) => Promise<string>): Promise<void> {
  await redis.client.flushAll();
  for (const one of rows) await redis.client.set(one.key, await text(one));
}

/** A gateway that finds these texts in the cache answers as if they were not there, by the same requests. */
async function expectRight(text: (one: CacheRow) => Promise<string>): Promise<void> {
  await replaceAll(text);
  const gateway = await open();
  server.resetRequests();
  expect(await askAll(gateway)).toEqual(answers);
  expect(server.countByEndpoint()).toEqual(cost);
  await gateway.close();
  gateways.splice(gateways.indexOf(gateway), 1);
}

async function expectNoInternalError(): Promise<void> {
  const gateway = await open();
  for (const query of QUERIES) {
    const { errors = [] } = await gateway.ask(query);
    expect(errors.map(({ extensions }) => extensions.code)).not.toContain('INTERNAL_SERVER_ERROR');
  }
  await gateway.close();
  gateways.splice(gateways.indexOf(gateway), 1);
}
