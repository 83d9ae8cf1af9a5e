import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { naiveDate } from '../../src/sample/server/dates.js';
import { releaseInstance, tokenOf, untilLive, writeRest } from '../tools/releaseGateway.js';
import { startTestGateway, type TestGateway } from '../tools/startTestGateway.js';
import {
  subscribe,
  TRANSPORTS,
  type TestSubscription,
  type Transport,
} from '../tools/subscribe.js';

interface Delivered {
  readonly cursor: string;
  readonly events: readonly { readonly databaseId: number; readonly category: string }[];
  readonly gaps: readonly { readonly reason: string }[];
}
type EventsData = Readonly<{ events: Delivered }>;

const EVENTS =
  'subscription ($after: String, $filter: EventFilter) { events(after: $after, filter: $filter) { cursor events { databaseId category } gaps { reason } } }';

let gateway: TestGateway;
const open: TestSubscription<unknown>[] = [];
beforeEach(async () => {
  gateway = await startTestGateway({
    instances: [releaseInstance('v31')],
    live: { enabled: true, pollSeconds: { min: 0.01, max: 0.01 } },
  });
  await untilLive(gateway);
});
afterEach(async () => {
  for (const subscription of open.splice(0)) await subscription.close();
  await gateway.close();
});

function events(
  transport: Transport,
  variables: Readonly<Record<string, unknown>> = {},
  query = EVENTS,
): TestSubscription<EventsData> {
  const subscription = subscribe<EventsData>(gateway.url, transport, query, { variables });
  open.push(subscription);
  return subscription;
}

async function next(subscription: TestSubscription<EventsData>): Promise<Delivered> {
  const message = await subscription.next();
  if (message?.data == null) throw new Error(`no delivery: ${JSON.stringify(message)}`);
  return message.data.events;
}

/** Adds a check, which is an event. */
async function act(patch = 7): Promise<void> {
  const check = { state: 'success', context: 'live' };
  await writeRest(gateway, 'v31', 'POST', 'cibot', `patches/${String(patch)}/checks/`, check);
}

/** The number of the newest event. */
function newestId(): number {
  return gateway.server('v31').store.events.rows.at(-1)?.id ?? 0;
}

async function openCount(): Promise<number> {
  const metrics = await (await fetch(`${gateway.url}/metrics`)).text();
  const counts = [...metrics.matchAll(/subscriptions_open\{transport="\w+"\} (\d+)/g)];
  return counts.reduce((sum, [, count]) => sum + Number(count), 0);
}

describe.each(TRANSPORTS)('events over %s', (transport) => {
  it('delivers a cursor immediately, and each event once, in order', async () => {
    const subscription = events(transport);
    expect((await next(subscription)).events).toEqual([]);
    for (let round = 0; round < 3; round += 1) {
      await act();
      const delivered = await next(subscription);
      expect(delivered.events).toEqual([{ databaseId: newestId(), category: 'CHECK_CREATED' }]);
    }
  });

  it('starts where an earlier answer ended', async () => {
    const { live } = await gateway.data<{ live: { cursor: string }[] }>('{ live { cursor } }');
    await act();
    const subscription = events(transport, { after: live[0]?.cursor });
    let delivered = await next(subscription);
    while (delivered.events.length === 0) delivered = await next(subscription);
    expect(delivered.events).toMatchObject([{ category: 'CHECK_CREATED' }]);
    expect(delivered.gaps).toEqual([]);
  });

  it('continues after a cursor, without repeats', async () => {
    const first = events(transport);
    const { cursor } = await next(first);
    await act();
    const seen = await next(first);
    await first.close();
    await act();
    await act();
    const ids: number[] = [];
    const second = events(transport, { after: cursor });
    while (ids.length < 3) ids.push(...(await next(second)).events.map((e) => e.databaseId));
    expect(ids[0]).toBe(seen.events[0]?.databaseId);
    expect(new Set(ids).size).toBe(3);
  });

  it('delivers only events that match its filter', async () => {
    const none = events(transport, { filter: { category: ['PATCH_CREATED'] } });
    const some = events(transport, { filter: { category: ['CHECK_CREATED'] } });
    await next(none);
    await next(some);
    await act();
    expect((await next(some)).events).toMatchObject([{ category: 'CHECK_CREATED' }]);
    const { events: store } = gateway.server('v31').store;
    const date = naiveDate(new Date(), 'UTC');
    const arrival = { category: 'patch-created', project: 1, date, actor: null, patch: 7 } as const;
    store.insert({ id: store.takeId(), ...arrival });
    expect((await next(none)).events).toMatchObject([{ category: 'PATCH_CREATED' }]);
    const other = Buffer.from('v31:Patch:11').toString('base64url');
    const ofPatch = events(transport, { filter: { patch: [other] } });
    await next(ofPatch);
    await act(7);
    await act(11);
    expect((await next(ofPatch)).events).toMatchObject([{ databaseId: newestId() }]);
  });

  it('reports a gap, and ends with EVENTS_GAP if gaps are not selected', async () => {
    const selecting = events(transport);
    const blind = events(transport, {}, 'subscription { events { cursor } }');
    await next(selecting);
    await blind.next();
    await act();
    await next(selecting);
    await blind.next();
    const { events: rows } = gateway.server('v31').store;
    const newest = [...rows.rows].sort((a, b) => (a.date < b.date ? 1 : -1))[0];
    if (newest !== undefined) rows.delete(newest.id);
    expect(await next(selecting)).toMatchObject({ gaps: [{ reason: 'FEED_REWOUND' }] });
    const last = await blind.next();
    expect(last?.errors).toMatchObject([
      { extensions: { code: 'EVENTS_GAP', instance: 'v31', reason: 'FEED_REWOUND' } },
    ]);
    expect(await blind.next()).toBeUndefined();
    const cursor = last?.errors?.[0]?.extensions?.['cursor'];
    await act();
    const resumed = events(transport, { after: cursor });
    expect((await next(resumed)).gaps).toEqual([]);
  });

  it('delivers the same to all equal subscribers, even if some come late or leave', async () => {
    const [one, leaving, other] = [events(transport), events(transport), events(transport)];
    const readers = [one, other].map((subscription) => ({ subscription, seen: [] as number[] }));
    const read = async (): Promise<void> => {
      for (const { subscription, seen } of readers) {
        const delivered = await next(subscription);
        seen.push(...delivered.events.map(({ databaseId }) => databaseId));
        expect(delivered.gaps).toEqual([]);
      }
    };
    const { cursor } = await next(one);
    for (const each of [leaving, other]) await next(each);
    for (let round = 0; round < 2; round += 1) {
      await act();
      await read();
    }
    await leaving.close();
    const late = events(transport, { after: cursor });
    const missed: number[] = [];
    while (missed.length < 2) {
      missed.push(...(await next(late)).events.map(({ databaseId }) => databaseId));
    }
    readers.push({ subscription: late, seen: missed });
    for (let round = 0; round < 2; round += 1) {
      await act();
      await read();
    }
    expect(new Set(missed).size).toBe(4);
    expect(readers.map(({ seen }) => seen)).toEqual([missed, missed, missed]);
  });

  it('leaves nothing open when its client disconnects', async () => {
    const subscription = events(transport);
    await next(subscription);
    expect(await openCount()).toBe(1);
    await subscription.close();
    while ((await openCount()) > 0) await new Promise((resolve) => setImmediate(resolve));
  });

  it('completes when the gateway closes', async () => {
    const subscription = events(transport);
    await next(subscription);
    const closing = gateway.close();
    expect(await subscription.next()).toBeUndefined();
    await closing;
  });

  it('refuses an invalid cursor', async () => {
    const error: unknown = await events(transport, { after: 'x' })
      .next()
      .catch((thrown: unknown) => thrown);
    const text =
      error instanceof Error && 'response' in error
        ? await (error.response as Response).text()
        : JSON.stringify(error);
    expect(text).toContain('is not a cursor of a subscription');
  });
});

describe.each(TRANSPORTS)('changes over %s', (transport) => {
  it('delivers objects immediately, and their current data after each event', async () => {
    const ids = ['v31:Patch:7', 'v31:Patch:11'].map((id) => Buffer.from(id).toString('base64url'));
    const subscription = subscribe<{
      changed: { node: { databaseId: number; state: { slug: string } } | null };
    }>(
      gateway.url,
      transport,
      'subscription ($ids: [ID!]!) { changed(ids: $ids) { cursor node { ... on Patch { databaseId state { slug } } } events { category } } }',
      { variables: { ids } },
    );
    open.push(subscription);
    expect((await subscription.next())?.data?.changed.node?.databaseId).toBe(7);
    expect((await subscription.next())?.data?.changed.node?.databaseId).toBe(11);
    const response = await fetch(`${gateway.server('v31').url}/api/patches/11/`, {
      method: 'PATCH',
      headers: {
        authorization: `Token ${tokenOf('v31', 'mira')}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify({ state: 'deferred' }),
    });
    expect(response.status).toBe(200);
    expect((await subscription.next())?.data).toMatchObject({
      changed: {
        node: { databaseId: 11, state: { slug: 'deferred' } },
        events: [{ category: 'PATCH_STATE_CHANGED' }],
      },
    });
  });
});

describe('many WebSockets', () => {
  it('are served without a warning', async () => {
    const warnings: string[] = [];
    const warn = ({ name, message }: Error): void => {
      if (name === 'MaxListenersExceededWarning') warnings.push(message);
    };
    process.on('warning', warn);
    try {
      const subscriptions = Array.from({ length: 12 }, () => events('websocket'));
      for (const subscription of subscriptions) await next(subscription);
      expect(await openCount()).toBe(12);
    } finally {
      process.off('warning', warn);
    }
    expect(warnings).toEqual([]);
  });
});

describe('a client that accepts streams and JSON', () => {
  const accept = 'application/graphql-response+json, application/json, text/event-stream';
  const send = (query: string, operationName?: string) =>
    fetch(`${gateway.url}/graphql`, {
      method: 'POST',
      headers: { accept, 'content-type': 'application/json' },
      body: JSON.stringify({ query, operationName }),
    });

  it.each([
    ['{ instances { name } }', undefined],
    ['query subscription { instances { name } }', undefined],
    ['query One { instances { name } } subscription Two { events { cursor } }', 'One'],
  ])('gets JSON for %s', async (query, operationName) => {
    const answer = await send(query, operationName);
    expect(answer.headers.get('content-type')).toMatch(/json/);
    expect(await answer.json()).toEqual({ data: { instances: [{ name: 'v31' }] } });
  });

  it('receives a stream for a subscription', async () => {
    const answer = await send(
      'query One { instances { name } } subscription Two { events { cursor } }',
      'Two',
    );
    expect(answer.headers.get('content-type')).toMatch(/^text\/event-stream/);
    await answer.body?.cancel();
  });
});
