import type { RequestListener } from 'node:http';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  decodeEventCursor,
  encodeEventCursor,
  type SubscriberPlace,
} from '../../src/live/eventCursor.js';
import { naiveDate } from '../../src/sample/server/dates.js';
import { releaseInstance } from '../tools/releaseGateway.js';
import { startTestGateway, type TestGateway } from '../tools/startTestGateway.js';
import {
  subscribe,
  TRANSPORTS,
  type Message,
  type TestSubscription,
  type Transport,
} from '../tools/subscribe.js';

interface Gap {
  readonly reason: string;
  readonly instance: { readonly name: string };
  readonly missedAtLeast: number | null;
}
type EventsData = Readonly<{
  events: { readonly events: readonly unknown[]; readonly gaps?: readonly Gap[] };
}>;

const CONTENT = 'events { ... on CheckCreatedEvent { patch { content } } }';
const SELECTING = `subscription ($after: String) { events(after: $after) {
  cursor ${CONTENT} gaps { reason missedAtLeast instance { name } }
} }`;
/** Does not select gaps. */
const BLIND = `subscription ($after: String) { events(after: $after) { cursor ${CONTENT} } }`;

let gateway: TestGateway;
/** Waiting requests for a patch; undefined if they are answered immediately. */
let held: (() => void)[] | undefined;
const open: TestSubscription<EventsData>[] = [];

const wrap =
  (listener: RequestListener): RequestListener =>
  (request, response) => {
    const answer = (): void => {
      listener(request, response);
    };
    if (held !== undefined && /\/patches\/\d+\/$/.test(request.url ?? '')) held.push(answer);
    else answer();
  };

function release(): void {
  const answers = held ?? [];
  held = undefined;
  for (const answer of answers) answer();
}

beforeAll(async () => {
  gateway = await startTestGateway({
    instances: [
      releaseInstance('v31', { faults: { wrap } }),
      releaseInstance('v22', { live: { enabled: false } as never }),
    ],
    live: { enabled: true, pollSeconds: { min: 0.01, max: 0.01 } },
    subscriptions: { bufferedDeliveries: 2 },
  });
  for (;;) {
    const { live } = await gateway.data<{ live: { state: string }[] }>(
      '{ live(instances: ["v31"]) { state } }',
    );
    if (live[0]?.state === 'LIVE') break;
  }
});
afterAll(() => gateway.close());
afterEach(async () => {
  release();
  for (const subscription of open.splice(0)) await subscription.close();
});

function events(transport: Transport, query: string, after?: string): TestSubscription<EventsData> {
  const subscription = subscribe<EventsData>(gateway.url, transport, query, {
    variables: { after },
  });
  open.push(subscription);
  return subscription;
}

async function cursorNow(): Promise<string> {
  const { live } = await gateway.data<{ live: { cursor: string }[] }>(
    '{ live(instances: ["v31"]) { cursor } }',
  );
  return live[0]?.cursor ?? '';
}

/** Creates an event, and waits until the gateway has found it. */
async function act(patch: number): Promise<void> {
  const before = await cursorNow();
  const { events: store } = gateway.server('v31').store;
  const date = naiveDate(new Date(), 'UTC');
  const id = store.takeId();
  store.insert({ id, category: 'check-created', project: 1, date, actor: null, patch });
  await expect.poll(cursorNow, { timeout: 20_000 }).not.toBe(before);
}

/** The first message with gaps or errors. */
async function untilGap(
  subscription: TestSubscription<EventsData>,
): Promise<Message<EventsData> | undefined> {
  for (;;) {
    const message = await subscription.next();
    const gaps = message?.data?.events.gaps ?? [];
    if (message === undefined || message.errors !== undefined || gaps.length > 0) return message;
  }
}

/** The current cursor, with a different position of one instance. */
async function cursorWith(instance: string, place: Partial<SubscriberPlace>): Promise<string> {
  const { places, objects } = decodeEventCursor(await cursorNow());
  const known = places.get('v31') ?? { position: '', given: 0, date: null, id: null };
  const changed = new Map(places).set(instance, { ...known, ...place });
  return encodeEventCursor({ places: changed, objects });
}

/** The gap as delivered to a subscriber that selects it, and the end of one that does not. */
async function expectGap(
  [selecting, blind]: readonly [TestSubscription<EventsData>, TestSubscription<EventsData>],
  reason: string,
  instance: string,
): Promise<Gap | undefined> {
  const gaps = (await untilGap(selecting))?.data?.events.gaps ?? [];
  expect(gaps).toMatchObject([{ reason, instance: { name: instance } }]);
  const last = await untilGap(blind);
  expect(last?.errors).toMatchObject([{ extensions: { code: 'EVENTS_GAP', reason, instance } }]);
  expect(await blind.next()).toBeUndefined();
  // It continues after the gap.
  const cursor = last?.errors?.[0]?.extensions?.['cursor'];
  const resumed = events('sse', SELECTING, String(cursor));
  await act(3);
  const next = await resumed.next();
  expect(next?.data?.events.gaps).toEqual([]);
  return gaps[0];
}

describe.each(TRANSPORTS)('a gap over %s', (transport) => {
  it('is SLOW_CLIENT if too many deliveries are waiting', async () => {
    const both = [events(transport, SELECTING), events(transport, BLIND)] as const;
    for (const subscription of both) await subscription.next();
    held = [];
    // Its content is not cached yet.
    await act(transport === 'sse' ? 1 : 2);
    await expect.poll(() => held?.length, { timeout: 20_000 }).toBeGreaterThan(0);
    for (const patch of [4, 5, 6]) await act(patch);
    release();
    const gap = await expectGap(both, 'SLOW_CLIENT', 'v31');
    expect(gap?.missedAtLeast).toBeGreaterThanOrEqual(3);
  });

  it('is TRIMMED if the position of a cursor is no longer stored', async () => {
    const after = await cursorWith('v31', { position: 'gone', date: null, id: null });
    const both = [events(transport, SELECTING, after), events(transport, BLIND, after)] as const;
    await expectGap(both, 'TRIMMED', 'v31');
  });

  it('is NOT_FOLLOWED if an instance is no longer followed', async () => {
    const after = await cursorWith('v22', { position: 'gone' });
    const both = [events(transport, SELECTING, after), events(transport, BLIND, after)] as const;
    await expectGap(both, 'NOT_FOLLOWED', 'v22');
  });
});
