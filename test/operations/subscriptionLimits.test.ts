import { once } from 'node:events';
import { connect } from 'node:net';
import { WebSocket } from 'ws';
import { afterEach, describe, expect, it } from 'vitest';
import { startSampleServer } from '../../src/sample/server/startSampleServer.js';
import { readSeed } from '../sample/server/replay/recording.js';
import { releaseInstance, tokenOf } from '../tools/releaseGateway.js';
import {
  startTestGateway,
  type TestGateway,
  type TestGatewayOptions,
} from '../tools/startTestGateway.js';
import {
  subscribe,
  TRANSPORTS,
  type SubscribeOptions,
  type TestSubscription,
  type Transport,
} from '../tools/subscribe.js';

const LIVE = { enabled: true, pollSeconds: { min: 0.01, max: 0.01 } };
const EVENTS =
  'subscription ($after: String) { events(after: $after) { cursor events { databaseId } gaps { reason } } }';

let gateway: TestGateway;
const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

async function start(options: Partial<TestGatewayOptions> = {}): Promise<void> {
  const started = await startTestGateway({
    instances: [releaseInstance('v31')],
    live: LIVE,
    ...options,
  });
  gateway = started;
  ends.push(() => started.close());
  while (
    (await gateway.data<{ live: { state: string }[] }>('{ live { state } }')).live[0]?.state !==
    'LIVE'
  );
}

interface Data {
  readonly events: {
    readonly cursor: string;
    readonly events: readonly { readonly databaseId: number }[];
    readonly gaps: readonly unknown[];
  };
}

function open(
  transport: Transport,
  query = EVENTS,
  options: SubscribeOptions = {},
): TestSubscription<Data> {
  const subscription = subscribe<Data>(gateway.url, transport, query, options);
  ends.push(() => subscription.close());
  return subscription;
}

/** A client that subscribes, and never reads. @returns a function that disconnects it. */
async function stall(
  transport: Transport,
  url: string,
  query: string,
): Promise<() => Promise<void>> {
  if (transport === 'sse') {
    const { hostname, port } = new URL(url);
    const body = JSON.stringify({ query });
    const socket = connect(Number(port), hostname).pause();
    socket.on('error', () => undefined);
    socket.write(
      `POST /graphql HTTP/1.1\r\nhost: ${hostname}:${port}\r\naccept: text/event-stream\r\n` +
        `content-type: application/json\r\ncontent-length: ${String(body.length)}\r\n\r\n${body}`,
    );
    return async () => void socket.destroy();
  }
  const socket = new WebSocket(`${url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
  socket.on('error', () => undefined);
  await once(socket, 'open');
  socket.send('{"type":"connection_init"}');
  await once(socket, 'message');
  socket.pause();
  socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query } }));
  return async () => {
    socket.terminate();
  };
}

/** The sum of a metric over the transports. */
async function metric(name: string): Promise<number> {
  const metrics = await (await fetch(`${gateway.url}/metrics`)).text();
  const counts = [...metrics.matchAll(new RegExp(`_${name}(?:\\{.*\\})? (\\d+)`, 'g'))];
  return counts.reduce((sum, [, count]) => sum + Number(count), 0);
}

/** The error that a refused client receives. */
async function refusal(subscription: TestSubscription<unknown>): Promise<string> {
  const thrown: unknown = await subscription.next().then(
    (message) => message,
    (error: unknown) => error,
  );
  if (typeof thrown === 'object' && thrown !== null && 'response' in thrown) {
    return await (thrown.response as Response).text();
  }
  // A refused handshake causes an event with a message.
  if (typeof thrown === 'object' && thrown !== null && 'message' in thrown) {
    return String(thrown.message);
  }
  return JSON.stringify(thrown);
}

describe.each(TRANSPORTS)('limits over %s', (transport) => {
  it.each([
    ['a query', '{ instances { name } }', {}, 'Only subscriptions are executed'],
    [
      'a mutation',
      'mutation { deleteBundle(input: { id: "x" }) { errors { message } } }',
      {},
      'Only subscriptions are executed',
    ],
    ['an unknown field', 'subscription { events { nothing } }', {}, 'GRAPHQL_VALIDATION_FAILED'],
    ['text that is not GraphQL', 'subscription {', {}, 'GRAPHQL_PARSE_FAILED'],
    [
      'two fields',
      'subscription { a: events { cursor } b: events { cursor } }',
      {},
      'GRAPHQL_VALIDATION_FAILED',
    ],
    [
      'a field that is skipped',
      'subscription { events @skip(if: true) { cursor } }',
      {},
      'exactly one field',
    ],
    ['a wrong variable', EVENTS, { variables: { after: 1 } }, 'BAD_USER_INPUT'],
    [
      'an unknown instance',
      'subscription { events(instances: ["x"]) { cursor } }',
      {},
      'Unknown instance',
    ],
    [
      'ids without events',
      `subscription { changed(ids: ["${Buffer.from('v31:Bundle:1').toString('base64url')}"]) { cursor } }`,
      {},
      'no events about it',
    ],
    ['no ids', 'subscription { changed(ids: []) { cursor } }', {}, '1 to 100'],
    [
      'too many tokens',
      `subscription { events { cursor ${'cursor '.repeat(300)} } }`,
      {},
      'limits.maxTokens',
    ],
    ['unreadable tokens', EVENTS, { headers: { 'x-patchwork-token': 'nowhere=1' } }, 'nowhere'],
    [
      'an unknown gateway key',
      EVENTS,
      { headers: { authorization: 'Bearer wrong' } },
      'UNAUTHENTICATED',
    ],
  ] as const)('refuse %s', async (_what, query, options, words) => {
    await start({
      limits: { maxTokens: 250 },
      access: {
        gatewayKeys: [{ name: 'ci', sha256: '0'.repeat(64), tokens: {} }],
      },
    });
    expect(await refusal(open(transport, query, options))).toContain(words);
  });

  it('refuse a page of another origin, and accept a configured one', async () => {
    await start({ cors: { origins: ['https://good.example'] } });
    const bad = open(transport, EVENTS, { origin: 'https://bad.example' });
    expect(await refusal(bad)).toMatch(/403|FORBIDDEN/);
    const good = open(transport, EVENTS, { origin: 'https://good.example' });
    expect((await good.next())?.data?.events.cursor).toBeDefined();
    const own = open(transport, EVENTS, { origin: gateway.url });
    expect((await own.next())?.data?.events.cursor).toBeDefined();
  });

  it.each([
    ['one client', { maxPerClient: 1 }, 'TOO_MANY_SUBSCRIPTIONS'],
    ['all clients', { max: 1 }, 'TOO_MANY_SUBSCRIPTIONS'],
    ['where they are disabled', { max: 1, enabled: false }, 'FORBIDDEN'],
  ] as const)('bound the subscriptions of %s', async (_what, subscriptions, code) => {
    await start({ subscriptions });
    if (code !== 'FORBIDDEN') await open(transport).next();
    expect(await refusal(open(transport))).toContain(code);
  });

  it('refuse subscriptions to an instance that is not followed', async () => {
    const started = await startTestGateway({ instances: [releaseInstance('v31')] });
    gateway = started;
    ends.push(() => started.close());
    expect(await refusal(open(transport))).toContain('live.enabled');
  });

  it('count the requests of a client', async () => {
    const startedAtMs = Date.now();
    await start({ now: () => startedAtMs });
    const { config } = gateway;
    // From here on, because waiting for the first poll costs requests as well.
    await gateway.reload({
      ...config,
      limits: { ...config.limits, upstreamRequestsPerMinutePerClient: 100 },
    });
    const costly =
      'subscription { events { events { ... on PatchCreatedEvent { patch { content } } } gaps { reason } } }';
    const taken = async (): Promise<string> => await refusal(open(transport, costly));
    for (let count = 0; count < 100; count += 1) {
      expect((await gateway.ask('{ instances { name } }')).status).toBe(200);
    }
    expect(await taken()).toMatch(/429|RATE_LIMITED/);
  });

  it('complete a subscription at its maximum age', async () => {
    await start({ subscriptions: { maxConnectionAgeSeconds: 0.1 } });
    const subscription = open(transport);
    await subscription.next();
    expect(await subscription.next()).toBeUndefined();
  });

  it('disconnect a client that does not read at its maximum age', async () => {
    await start({ heartbeatMs: 1, subscriptions: { maxConnectionAgeSeconds: 2 } });
    const cursors = Array.from({ length: 190 }, (_, index) => `c${String(index)}: cursor`);
    const query = `subscription { events { ${cursors.join(' ')} gaps { reason } } }`;
    const stop = await stall(transport, gateway.url, query);
    ends.push(stop);
    const deliveries = (): Promise<number> => metric('subscription_deliveries_total');
    await expect.poll(deliveries, { timeout: 20_000 }).toBeGreaterThan(10);
    await expect.poll(() => metric('subscriptions_open'), { timeout: 20_000 }).toBe(0);
  });

  it('deliver only the cursor while nothing happens', async () => {
    await start({ heartbeatMs: 10 });
    const subscription = open(transport);
    for (let count = 0; count < 3; count += 1) {
      expect((await subscription.next())?.data?.events.events).toEqual([]);
    }
  });

  it('accept a cursor after a restart, and lose nothing', async () => {
    const state = readSeed('v3.1');
    const server = await startSampleServer({ state });
    ends.push(() => server.close());
    const act = async (): Promise<void> => {
      await fetch(`${server.url}/api/patches/7/checks/`, {
        method: 'POST',
        headers: {
          authorization: `Token ${tokenOf('v31', 'cibot')}`,
          'content-type': 'application/json',
        },
        body: JSON.stringify({ state: 'success', context: 'live' }),
      });
    };
    const instances = [{ name: 'v31', url: server.url, timezone: state.server.time_zone }];
    await start({ instances });
    const first = open(transport);
    const cursor = (await first.next())?.data?.events.cursor;
    await first.close();
    await act();
    await gateway.close();
    await act();
    await start({ instances });
    await act();
    const second = open(transport, EVENTS, { variables: { after: cursor } });
    // Events of the overlap before the cursor may be repeated.
    const missing = new Set(
      [...server.store.events.rows]
        .map(({ id }) => id)
        .sort((left, right) => left - right)
        .slice(-3),
    );
    while (missing.size > 0) {
      const events = (await second.next())?.data?.events;
      expect(events?.gaps).toEqual([]);
      for (const { databaseId } of events?.events ?? []) missing.delete(databaseId);
    }
    expect(missing.size).toBe(0);
  });
});
