import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { GatewayError } from '../../../src/errors.js';
import { createEntityStore, type EntityStore } from '../../../src/catalog/kinds/kinds.js';
import type { PatchEntity } from '../../../src/catalog/kinds/patch.js';
import { readPatchesBySeries } from '../../../src/catalog/reads/readPatchesBySeries.js';
import { Batch, LoadRequest } from '../../../src/catalog/reads/LoadRequest.js';
import { createFaults } from '../../../src/sample/server/faults.js';
import {
  startSampleServer,
  type SampleServer,
} from '../../../src/sample/server/startSampleServer.js';
import { readSeed } from '../../sample/server/replay/recording.js';
import { connectClient, type ConnectedClient } from '../../tools/connectClient.js';

const seed = readSeed('v3.1');
const faults = createFaults();
let sample: SampleServer;
let connected: ConnectedClient;
let store: EntityStore;
beforeEach(async () => {
  faults.clear();
  sample = await startSampleServer({ state: seed, faults });
  connected = connectClient(sample.url, { instance: { apiVersion: '1.3' } });
  store = createEntityStore();
});
afterEach(async () => {
  await connected.close();
  await sample.close();
});

/** Patches as listed by a series: only number and series are known. */
function reached(ids: readonly number[], seriesOf?: (id: number) => number): PatchEntity[] {
  return ids.map((id) => {
    const patch = store.patches.get(connected.client, id);
    const known = seed.patches.find((row) => row.id === id)?.series ?? undefined;
    patch.seriesId = seriesOf?.(id) ?? known;
    return patch;
  });
}

async function run(wanted: readonly PatchEntity[]) {
  const failed = new Map<number, string>();
  const requests = wanted.map((patch) => new LoadRequest(patch, 'summary', connected.scope));
  const [first, ...others] = requests;
  if (first === undefined) throw new Error('ask for a patch');
  const batch = new Batch([first, ...others]);
  const missed = await readPatchesBySeries(batch, wanted, (client, row) =>
    store.patches.addListed(client, row),
  );
  for (const [index, error] of batch.outcomes().entries()) {
    if (error instanceof GatewayError) failed.set(wanted[index]?.id ?? 0, error.code);
  }
  return { missed: missed.map(({ id }) => id), failed };
}

describe('readPatchesBySeries', () => {
  it('reads the patches of several series with one list', async () => {
    const wanted = reached([4, 5, 6, 28, 45, 46]);
    expect(await run(wanted)).toEqual({ missed: [], failed: new Map() });
    expect(wanted.map((patch) => patch.at('summary')?.id)).toEqual([4, 5, 6, 28, 45, 46]);
    expect(sample.requests.map(({ path }) => path)).toEqual([
      '/api/1.3/patches/?series=4&series=25&series=33&per_page=250',
    ]);
  });

  it('reads single patches and patches without a known series at their own URLs', async () => {
    expect((await run(reached([4]))).missed).toEqual([4]);
    // Number 1 is from before series were known.
    expect((await run(reached([1, 4, 5]))).missed).toEqual([1]);
    expect(sample.requests).toHaveLength(1);
  });

  it('does not trust an empty answer: one deleted series empties it for all', async () => {
    const wanted = reached([4, 28, 45, 700], (id) => (id === 700 ? 9999 : (undefined as never)));
    const { missed, failed } = await run(wanted);
    expect(missed).toEqual([700]);
    expect(failed.size).toBe(0);
    const asked = sample.requests.map(({ path }) =>
      [...path.matchAll(/series=(\d+)/g)].map(([, id]) => Number(id)),
    );
    // The whole batch, and then its halves.
    expect(asked[0]).toEqual([4, 25, 33, 9999]);
    expect(asked.length).toBeLessThanOrEqual(5);
  });

  it('reports a failure for each patch, and requests none of them individually from a failing server', async () => {
    faults.set({ fault: { kind: 'status', status: 500 } });
    const { missed, failed } = await run(reached([4, 5, 28]));
    expect(missed).toEqual([]);
    expect([...failed]).toEqual([4, 5, 28].map((id) => [id, 'UPSTREAM_UNAVAILABLE']));
    expect(faults.counters.affected).toBe(1);
    faults.resetCounters();
  });
});
