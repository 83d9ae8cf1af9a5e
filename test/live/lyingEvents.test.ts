import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { InstanceFeed } from '../../src/live/InstanceFeed.js';
import { createFaults, type Faults } from '../../src/sample/server/faults.js';
import { LIE_FAMILIES } from '../../src/sample/server/faults/lies/lies.js';
import { startSampleServer, type SampleServer } from '../../src/sample/server/startSampleServer.js';
import { readSeed } from '../sample/server/replay/recording.js';
import { connectClient, type ConnectedClient } from '../tools/connectClient.js';

const state = readSeed('v3.1');
const token = state.users.find(({ username }) => username === 'cibot')?.token ?? '';

let faults: Faults;
let server: SampleServer;
let connected: ConnectedClient;
beforeAll(async () => {
  faults = createFaults();
  server = await startSampleServer({ state, faults });
  connected = connectClient(server.url, { instance: { apiVersion: '1.3' } });
});
afterAll(async () => {
  await connected.close();
  await server.close();
});

/** Adds a check, which is an event. @returns its number. */
async function act(): Promise<number> {
  const response = await fetch(`${server.url}/api/patches/7/checks/`, {
    method: 'POST',
    headers: { authorization: `Token ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ state: 'success', context: 'live' }),
  });
  if (response.status !== 201) throw new Error(await response.text());
  return server.store.events.rows.at(-1)?.id ?? 0;
}

/** A few of each family, because each costs several requests. */
const LIES = Object.entries(LIE_FAMILIES).flatMap(([family, lies]) => {
  const step = family === 'rows' || family === 'links' ? 4 : 80;
  return lies.filter((_, index) => index % step === 0).map(({ name }) => name);
});

describe('a feed of a server that lies about its events', () => {
  it.each([...LIES, 'clock- 00:00:00 GMT'])(
    'loses no event without reporting a gap: %s',
    async (name) => {
      const feed = new InstanceFeed(connected.client, {
        pollSeconds: { min: 15, max: 120 },
        overlapSeconds: 120,
        maxLagSeconds: 180,
        maxAgeSeconds: 600,
        catchUpPages: 5,
        streamLength: 10_000,
      });
      const begin = feed.log.position;
      await feed.poll();
      const ids = [await act()];
      faults.resetCounters();
      faults.set({ fault: { kind: 'lie', name }, path: '/events/' });
      await feed.poll();
      expect(faults.counters.affected).toBeGreaterThan(0);
      faults.clear();
      ids.push(await act());
      await feed.poll();
      await feed.poll();
      feed.stop();
      expect(feed.status()).toMatchObject({ state: 'LIVE', error: null });
      const deliveries = (await feed.log.after(begin)) ?? [];
      const found = new Set(deliveries.flatMap(({ events }) => events.map(({ id }) => id)));
      const hasGap = deliveries.some(({ gaps }) => gaps.length > 0);
      if (!hasGap) expect(ids.filter((id) => !found.has(id))).toEqual([]);
      // Regardless of the gap, later events are found.
      expect(found).toContain(ids[1]);
    },
  );
});
