import { afterAll, afterEach, beforeAll, beforeEach, expect, describe, it } from 'vitest';
import {
  startSampleServer,
  type SampleServer,
} from '../../../src/sample/server/startSampleServer.js';
import { startRedis, type RedisServer } from '../../cache/startRedis.js';
import { idOf, releaseInstance } from '../../tools/releaseGateway.js';
import { startTestGateway, type TestGateway } from '../../tools/startTestGateway.js';
import { asUser, globalId, patchId } from './writing.js';
import { lacks } from '../../tools/programs.js';
import { untilCacheIsShared } from '../../tools/untilCacheIsShared.js';

let redis: RedisServer;
let server: SampleServer;
let writer: TestGateway;
let reader: TestGateway;
beforeAll(async () => {
  redis = await startRedis();
});
afterAll(() => redis.close());
beforeEach(async () => {
  await redis.client.flushAll();
  const { state } = releaseInstance('v31');
  if (state === undefined) throw new RangeError('there is no recorded data');
  server = await startSampleServer({ state });
  const open = async (): Promise<TestGateway> =>
    await startTestGateway({
      instances: [{ name: 'v31', url: server.url }],
      cache: { url: redis.url },
    });
  writer = await open();
  reader = await open();
  await untilCacheIsShared(redis, [writer, reader]);
});
afterEach(async () => {
  await Promise.all([writer.close(), reader.close()]);
  await server.close();
});

const databaseId = String(idOf('v31', 'b3@kettle'));
const patch = patchId('v31', 'b3@kettle');

describe.skipIf(lacks('redis'))('a write through one replica', () => {
  it.each<
    [what: string, read: string, write: string, username: string, before: unknown, after: unknown]
  >([
    [
      'a state',
      `{ patch(instance: "v31", databaseId: ${databaseId}) { state { slug } } }`,
      `updatePatch(input: {id: "${patch}", state: "accepted"}) { outcome }`,
      'mira',
      { patch: { state: { slug: 'new' } } },
      { patch: { state: { slug: 'accepted' } } },
    ],
    [
      'a list by state',
      '{ patches(filter: {state: ["deferred"]}) { totalCount } }',
      `updatePatch(input: {id: "${patch}", state: "deferred"}) { outcome }`,
      'mira',
      { patches: { totalCount: 1 } },
      { patches: { totalCount: 2 } },
    ],
    [
      'a list of checks',
      `{ patch(instance: "v31", databaseId: ${databaseId}) { check checks(filter: {context: ["new"]}) { context description } } }`,
      `createCheck(input: {patch: "${patch}", state: FAIL, context: "new"}) { outcome }`,
      'cibot',
      { patch: { check: 'SUCCESS', checks: [] } },
      { patch: { check: 'FAIL', checks: [{ context: 'new', description: null }] } },
    ],
    [
      'a bundle that becomes private',
      '{ bundle(instance: "v31", databaseId: 4) { name } bundles(filter: {owner: ["mira"]}) { totalCount nodes { name } } }',
      `updateBundle(input: {id: "${globalId('v31', 'Bundle', 4)}", public: false}) { outcome }`,
      'mira',
      { bundle: { name: 'for next' }, bundles: { totalCount: 1, nodes: [{ name: 'for next' }] } },
      { bundle: null, bundles: { totalCount: 0, nodes: [] } },
    ],
  ])(
    'is immediately visible through the other one: %s',
    async (_what, read, write, username, before, after) => {
      expect(await writer.data(read)).toEqual(before);
      expect(await reader.data(read)).toEqual(before);
      const outcome = await writer.data(`mutation { written: ${write} }`, asUser(username, 'v31'));
      expect(outcome).toEqual({ written: { outcome: 'APPLIED' } });
      expect(await writer.data(read)).toEqual(after);
      await expect.poll(() => reader.data(read)).toEqual(after);
    },
  );

  it('is visible in mboxes through the other one as well', async () => {
    const [number = 0] = server.store.bundles.require(4).patches;
    const read = `{
      patch(instance: "v31", databaseId: ${String(number)}) { mbox series { mbox } }
      bundle(instance: "v31", databaseId: 4) { mbox }
    }`;
    const email = server.store.userByName('cibot')?.email ?? '';
    const named = async (gateway: TestGateway): Promise<number> =>
      JSON.stringify(await gateway.data(read)).split(`X-Patchwork-Delegate: ${email}`).length - 1;
    const before = await named(writer);
    expect(await named(reader)).toBe(before);
    const input = `{id: "${globalId('v31', 'Patch', number)}", delegate: "cibot"}`;
    const write = `mutation { updatePatch(input: ${input}) { outcome } }`;
    await writer.data(write, asUser('mira', 'v31'));
    expect(await named(writer)).toBe(before + 3);
    await expect.poll(() => named(reader)).toBe(before + 3);
  });

  it('does not invalidate unchanged data', async () => {
    const read = `{ patch(instance: "v31", databaseId: ${databaseId}) { diff content } other: patch(instance: "v31", databaseId: 11) { state { slug } } }`;
    const before = await writer.data(read);
    const write = `mutation { updatePatch(input: {id: "${patch}", archived: true}) { outcome } }`;
    await writer.data(write, asUser('mira', 'v31'));
    server.resetRequests();
    expect(await writer.data(read)).toEqual(before);
    expect(server.requests.map(({ path }) => path)).toEqual([]);
  });
});
