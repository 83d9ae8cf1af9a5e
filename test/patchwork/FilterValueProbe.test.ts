import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { toSlug } from '../../src/patchwork/StateNumbers.js';
import { patches } from '../../src/patchwork/resources/patch.js';
import { startSampleServer, type SampleServer } from '../../src/sample/server/startSampleServer.js';
import { readSeed } from '../sample/server/replay/recording.js';
import { connectClient, type ConnectedClient } from '../tools/connectClient.js';

let sample: SampleServer;
let connected: ConnectedClient;
let now = 0;
beforeEach(async () => {
  now = 1_800_000_000_000;
  sample = await startSampleServer({ state: readSeed('v3.1') });
  connected = connectClient(sample.url, {
    instance: { apiVersion: '1.3', states: { 'by-hand': { id: 77 } } },
    now: () => now,
  });
});
afterEach(async () => {
  await connected.close();
  await sample.close();
});

describe('toSlug', () => {
  it.each([
    ['New', 'new'],
    ['Under Review', 'under-review'],
    ['Needs Review / ACK', 'needs-review-ack'],
    ['needs_ack', 'needs-ack'],
    ['  RFC ', 'rfc'],
    ['', ''],
  ])('makes "%s" to "%s"', (name, slug) => {
    expect(toSlug(name)).toBe(slug);
  });
});

describe('hasRows', () => {
  it('caches for a minute that a value has no rows, and never that it has some', async () => {
    const { client, scope } = connected;
    const ask = (value: string) => client.filterValues.hasRows(patches, 'project', value, scope);
    expect([await ask('nope'), await ask('nope'), await ask('kettle')]).toEqual([
      false,
      false,
      true,
    ]);
    expect(sample.requests).toHaveLength(2);
    now += 59_000;
    await ask('nope');
    expect(sample.requests).toHaveLength(2);
    now += 2_000;
    await ask('nope');
    expect(sample.requests).toHaveLength(3);
  });
});

describe('numberOf', () => {
  it('finds the number of a state that cannot be requested by slug, and caches all for an hour', async () => {
    const { client, scope } = connected;
    expect(await client.stateNumbers.numberOf('needs-review-ack', scope)).toBe(12);
    const cost = sample.requests.length;
    expect(cost).toBeLessThanOrEqual(26);
    expect(await client.stateNumbers.numberOf('Needs Review / ACK', scope)).toBe(12);
    expect(await client.stateNumbers.numberOf('no-such-state', scope)).toBeUndefined();
    expect(sample.requests).toHaveLength(cost);
    now += 3_600_001;
    expect(await client.stateNumbers.numberOf('needs-review-ack', scope)).toBe(12);
    expect(sample.requests.length).toBe(cost * 2);
  });

  it('sends no requests for configured states, or for states whose slugs are known to work', async () => {
    const { client, scope } = connected;
    expect(await client.stateNumbers.numberOf('by-hand', scope)).toBe(77);
    expect(await client.stateNumbers.numberOf('accepted', scope)).toBeUndefined();
    expect(sample.requests).toEqual([]);
  });
});
