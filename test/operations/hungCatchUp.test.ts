import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decodeEventCursor, encodeEventCursor } from '../../src/live/eventCursor.js';
import { createFaults } from '../../src/sample/server/faults.js';
import {
  releaseInstance,
  untilLive,
  writeRest,
  type ReleaseName,
} from '../tools/releaseGateway.js';
import { startTestGateway, type TestGateway } from '../tools/startTestGateway.js';
import { subscribe, TRANSPORTS, type TestSubscription } from '../tools/subscribe.js';

interface Data {
  readonly events: {
    readonly cursor: string;
    readonly events: readonly {
      readonly databaseId: number;
      readonly instance: { readonly name: string };
    }[];
    readonly gaps: readonly unknown[];
    readonly sources: readonly {
      readonly instance: string;
      readonly warnings: readonly { readonly code: string }[];
    }[];
  };
}

const QUERY = `subscription ($after: String) { events(after: $after) {
  cursor events { databaseId instance { name } } gaps { reason }
  sources { instance warnings { code } }
} }`;

const faults = createFaults();
let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway({
    instances: [releaseInstance('v31', { faults }), releaseInstance('v32')],
    live: { enabled: true, pollSeconds: { min: 0.01, max: 0.01 } },
  });
  for (const name of ['v31', 'v32']) await untilLive(gateway, name);
});
afterAll(async () => {
  faults.clear();
  await gateway.close();
});

/** Adds a check. @returns the number of its event. */
async function act(name: ReleaseName): Promise<number> {
  await writeRest(gateway, name, 'POST', 'cibot', 'patches/7/checks/', {
    state: 'success',
    context: 'live',
  });
  return gateway.server(name).store.events.rows.at(-1)?.id ?? 0;
}

/** The current cursor, as one of an earlier process whose log is gone. */
async function cursorOfEarlierProcess(): Promise<string> {
  const subscription = subscribe<Data>(gateway.url, 'sse', QUERY);
  const cursor = (await subscription.next())?.data?.events.cursor ?? '';
  await subscription.close();
  const places = [...decodeEventCursor(cursor).places].map(
    ([name, place]) => [name, name === 'v31' ? { ...place, position: '' } : place] as const,
  );
  return encodeEventCursor({ places: new Map(places), objects: null });
}

/** The first delivery that has an event. */
async function untilEvent(
  subscription: TestSubscription<Data>,
  instance: string,
  id: number,
): Promise<Data['events']> {
  for (;;) {
    const delivery = (await subscription.next())?.data?.events;
    if (delivery === undefined) throw new Error('the subscription has ended');
    expect(delivery.gaps).toEqual([]);
    const found = delivery.events.some(
      (event) => event.instance.name === instance && event.databaseId === id,
    );
    if (found) return delivery;
  }
}

describe.each(TRANSPORTS)(
  'a server that hangs while missed events are read from it, over %s',
  (transport) => {
    it('does not delay the events of other servers, and loses none of its own', async () => {
      const after = await cursorOfEarlierProcess();
      faults.set({ fault: { kind: 'hang' }, path: '/events/' });
      const missed = await act('v31');
      const subscription = subscribe<Data>(gateway.url, transport, QUERY, { variables: { after } });
      const id = await act('v32');
      const { sources, cursor } = await untilEvent(subscription, 'v32', id);
      expect(sources).toMatchObject([
        { instance: 'v31', warnings: [{ code: 'CATCHING_UP' }] },
        { instance: 'v32', warnings: [] },
      ]);
      const { places } = decodeEventCursor(cursor);
      expect(places.get('v31')).toEqual(decodeEventCursor(after).places.get('v31'));
      faults.clear();
      await untilEvent(subscription, 'v31', missed);
      await subscription.close();
    });
  },
);

describe('a server that hangs while a series is read from it', () => {
  it('does not delay the objects of other servers', async () => {
    const hung = createFaults();
    const other = await startTestGateway({
      instances: [
        releaseInstance('v31', { faults: hung, timeoutMs: 100_000 }),
        releaseInstance('v32'),
      ],
      live: { enabled: true, pollSeconds: { min: 0.01, max: 0.01 } },
      limits: { patienceMs: 200 },
    });
    hung.set({ fault: { kind: 'hang' }, path: '/series/' });
    const ids = ['v31:Series:4', 'v32:Patch:7'].map((id) => Buffer.from(id).toString('base64url'));
    const query =
      'subscription ($ids: [ID!]!) { changed(ids: $ids) { node { id } gaps { reason } } }';
    const subscription = subscribe<{ changed: { node: { id: string } | null } }>(
      other.url,
      'sse',
      query,
      { variables: { ids } },
    );
    const first = await subscription.next();
    expect(first?.data?.changed.node).toBeNull();
    expect(first?.errors?.[0]?.extensions?.['code']).toBe('UPSTREAM_TIMEOUT');
    expect((await subscription.next())?.data?.changed.node?.id).toBe(ids[1]);
    await subscription.close();
    hung.clear();
    await other.close();
  });
});
