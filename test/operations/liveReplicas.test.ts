import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startSampleServer, type SampleServer } from '../../src/sample/server/startSampleServer.js';
import { startRedis, type RedisServer } from '../cache/startRedis.js';
import { readSeed } from '../sample/server/replay/recording.js';
import { lacks } from '../tools/programs.js';
import { startTestGateway, type TestGateway } from '../tools/startTestGateway.js';
import { subscribe, type TestSubscription } from '../tools/subscribe.js';

interface Delivered {
  readonly cursor: string;
  readonly events: readonly { readonly databaseId: number }[];
  readonly gaps: readonly { readonly reason: string }[];
}
type EventsData = Readonly<{ events: Delivered }>;

const EVENTS =
  'subscription ($after: String) { events(after: $after) { cursor events { databaseId } gaps { reason } } }';
const STATE = 'query Q($id: Int!) { patch(instance: "a", databaseId: $id) { state { slug } } }';

let redis: RedisServer;
let server: SampleServer;
const gateways: TestGateway[] = [];
const open: TestSubscription<EventsData>[] = [];

beforeAll(async () => {
  redis = await startRedis();
});
afterAll(() => redis.close());
afterEach(async () => {
  for (const subscription of open.splice(0)) await subscription.close();
  for (const gateway of gateways.splice(0)) await gateway.close();
  await server.close();
});

async function start(roles: readonly ('api' | 'poll')[], settle = true): Promise<TestGateway> {
  const gateway = await startTestGateway({
    instances: [{ name: 'a', url: server.url }],
    roles,
    live: { enabled: true, url: redis.url, pollSeconds: { min: 0.02, max: 0.02 } },
    cache: { ttlSeconds: { patches: 3_600 } },
    settle: settle && roles.includes('api'),
  });
  gateways.push(gateway);
  return gateway;
}

async function untilLive(gateway: TestGateway): Promise<void> {
  await expect
    .poll(() => gateway.data('{ live { state } }'), { timeout: 20_000 })
    .toEqual({ live: [{ state: 'LIVE' }] });
}

function subscribeAt({ url }: TestGateway, after?: string): TestSubscription<EventsData> {
  const subscription = subscribe<EventsData>(url, 'sse', EVENTS, { variables: { after } });
  open.push(subscription);
  return subscription;
}

async function next(subscription: TestSubscription<EventsData>): Promise<Delivered> {
  const message = await subscription.next();
  if (message?.data == null) throw new Error(`no delivery: ${JSON.stringify(message)}`);
  return message.data.events;
}

async function setState(patch: number, state: string): Promise<void> {
  const { users } = readSeed('v3.1');
  const token = users.find(({ username }) => username === 'mira')?.token ?? '';
  const response = await fetch(`${server.url}/api/patches/${String(patch)}/`, {
    method: 'PATCH',
    headers: { authorization: `Token ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ state }),
  });
  if (response.status !== 200) throw new Error(await response.text());
}

describe.skipIf(lacks('redis'))('gateways that share live.url', () => {
  it('receive from the polling one which events a server lacks, without a request', async () => {
    server = await startSampleServer({ state: readSeed('v2.2') });
    await start(['poll']);
    const follower = await start(['api'], false);
    await untilLive(follower);
    server.resetRequests();
    expect(await follower.data('{ live { warnings { code } } }')).toEqual({
      live: [{ warnings: [{ code: 'NO_COMMENT_EVENTS' }] }],
    });
    const isPoll = (path: string): boolean => path.includes('/events/');
    expect(server.requests.map(({ path }) => path).filter((path) => !isPoll(path))).toEqual([]);
  });

  it('let a subscriber continue on another one, while the polling one ends', async () => {
    server = await startSampleServer({ state: readSeed('v3.1') });
    const worker = await start(['poll']);
    const [one, other] = [await start(['api']), await start(['api', 'poll'])];
    await untilLive(one);
    await untilLive(other);
    expect((await fetch(`${worker.url}/graphql`)).status).toBe(404);
    expect((await fetch(`${worker.url}/healthz`)).status).toBe(200);

    const slugOf = async (gateway: TestGateway): Promise<string> =>
      (await gateway.data<{ patch: { state: { slug: string } } }>(STATE, { variables: { id: 7 } }))
        .patch.state.slug;
    const before = [await slugOf(one), await slugOf(other)];
    const slug = before[0] === 'accepted' ? 'rejected' : 'accepted';
    const first = subscribeAt(one);
    await next(first);
    await setState(7, slug);
    const seen = await next(first);
    expect(seen.events).toHaveLength(1);
    // Each invalidated the changed data before it notified its subscribers.
    expect(await slugOf(one)).toBe(slug);
    await expect.poll(() => slugOf(other)).toBe(slug);

    await first.close();
    await setState(8, slug);
    await worker.close();
    await setState(9, slug);
    const second = subscribeAt(other, seen.cursor);
    const ids: number[] = [];
    const gaps: string[] = [];
    while (ids.length < 2) {
      const delivered = await next(second);
      ids.push(...delivered.events.map(({ databaseId }) => databaseId));
      gaps.push(...delivered.gaps.map(({ reason }) => reason));
    }
    expect(gaps).toEqual([]);
    expect(new Set(ids).size).toBe(2);
    expect(ids).not.toContain(seen.events[0]?.databaseId);
  });
});
