import { afterEach, describe, expect, it } from 'vitest';
import { StateCatalog } from '../../src/patchwork/StateCatalog.js';
import { StateNumbers } from '../../src/patchwork/StateNumbers.js';
import type { SampleState } from '../../src/sample/server/SampleState.js';
import { startSampleServer, type SampleServer } from '../../src/sample/server/startSampleServer.js';
import { readSeed } from '../sample/server/replay/recording.js';
import { connectClient, type ConnectedClient } from '../tools/connectClient.js';

let sample: SampleServer;
let connected: ConnectedClient;
afterEach(async () => {
  await connected.close();
  await sample.close();
});

async function start(
  change: (state: SampleState) => SampleState = (state) => state,
): Promise<void> {
  sample = await startSampleServer({ state: change(readSeed('v3.1')) });
  connected = connectClient(sample.url, { instance: { apiVersion: '1.3' } });
}

async function complete(): Promise<Readonly<Record<string, string>> | undefined> {
  const known = await connected.client.states.complete(connected.scope);
  return known && Object.fromEntries(known.map(({ slug, value }) => [slug, value]));
}

/** Requests sent since the last call. */
function cost(): number {
  const { length } = sample.requests;
  sample.resetRequests();
  return length;
}

describe('the states of a server', () => {
  it('are found with 4 requests for 4 numbers if it has custom states', async () => {
    await start();
    expect(await complete()).toMatchObject({
      new: 'new',
      'awaiting-upstream': 'awaiting-upstream',
      queued: '11',
      'needs-review-ack': '12',
    });
    expect(cost()).toBe(6);
    await complete();
    expect(cost()).toBe(2);
  });

  it('are searched from 1 upwards if it lacks a default state', async () => {
    await start((state) => ({
      ...state,
      states: state.states.filter(({ name }) => name !== 'Awaiting Upstream'),
    }));
    expect(await complete()).toMatchObject({ new: '1', queued: '11', 'needs-review-ack': '12' });
    expect(cost()).toBe(14);
  });

  it('are searched below 11 as well if the others are not above it', async () => {
    await start((state) => ({
      ...state,
      states: state.states.map((row) =>
        row.id === 8 ? { ...row, id: 20 } : row.id === 11 ? { ...row, id: 8 } : row,
      ),
      patches: state.patches.map((row) => (row.state === 11 ? { ...row, state: 8 } : row)),
    }));
    expect(await complete()).toMatchObject({ queued: '8', 'needs-review-ack': '12' });
  });

  it('are not searched for if the server does not report its number of patches', async () => {
    await start();
    const { client, scope } = connected;
    const silent = {
      count: () => Promise.resolve(null),
      sample: () => Promise.reject(new Error('it is not asked')),
    };
    const numbers = new StateNumbers(silent, undefined, () => 0);
    expect(await new StateCatalog(numbers, client.derived, undefined).complete(scope)).toBe(
      undefined,
    );
  });
});
