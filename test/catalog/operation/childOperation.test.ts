import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { childOperation } from '../../../src/catalog/operation/childScope.js';
import { clearStore, createEntityStore } from '../../../src/catalog/kinds/kinds.js';
import { FacetLoaders } from '../../../src/catalog/operation/FacetLoaders.js';
import { createObjectReaders } from '../../../src/catalog/operation/ObjectReaders.js';
import type { Operation } from '../../../src/catalog/operation/Operation.js';
import { names } from '../../../src/patchwork/names.js';
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
let operation: Operation;
beforeEach(async () => {
  faults.clear();
  sample = await startSampleServer({ state: seed, faults });
  connected = connectClient(sample.url, { instance: { apiVersion: '1.3' } });
  const { client, scope } = connected;
  const store = createEntityStore();
  operation = {
    gateway: { clients: new Map([[client.name, client]]), scanRows: 100, historyRows: 100 },
    store,
    scope,
    facets: new FacetLoaders(store, scope),
    readers: createObjectReaders(store, scope),
  };
});
afterEach(async () => {
  await connected.close();
  await sample.close();
});

const patch = (id: number, series?: number) => {
  const entity = operation.store.patches.get(connected.client, id);
  entity.seriesId = series;
  return entity;
};

describe('two sources of an operation', () => {
  it('share a pending read: it counts for the first, and both record its age', async () => {
    const [one, other] = [childOperation(operation), childOperation(operation)];
    await Promise.all([
      one.operation.facets.load(patch(4), 'detail'),
      other.operation.facets.load(patch(4), 'detail'),
    ]);
    expect(sample.requests.map(({ path }) => path)).toEqual(['/api/1.3/patches/4/']);
    expect([one.ledger.requests(), other.ledger.requests()]).toEqual([1, 0]);
    expect(one.ledger.notes().fetchedAt).toBeInstanceOf(Date);
    expect(other.ledger.notes().fetchedAt).toEqual(one.ledger.notes().fetchedAt);
  });

  it('share a batch of different objects', async () => {
    const [one, other] = [childOperation(operation), childOperation(operation)];
    await Promise.all([
      one.operation.facets.load(patch(4, 4), 'summary'),
      other.operation.facets.load(patch(28, 25), 'summary'),
    ]);
    expect(sample.requests).toHaveLength(1);
    expect([one.ledger.requests(), other.ledger.requests()]).toEqual([1, 0]);
    expect(other.ledger.notes().fetchedAt).toEqual(one.ledger.notes().fetchedAt);
  });

  it('wait for a detail that also provides the summary', async () => {
    const [one, other] = [childOperation(operation), childOperation(operation)];
    await Promise.all([
      one.operation.facets.load(patch(4), 'detail'),
      other.operation.facets.load(patch(4), 'summary'),
    ]);
    expect(sample.requests).toHaveLength(1);
    expect([one.ledger.requests(), other.ledger.requests()]).toEqual([1, 0]);
    expect(other.ledger.notes().fetchedAt).toEqual(one.ledger.notes().fetchedAt);
  });

  it('record the age of data that the operation read before', async () => {
    await operation.facets.load(patch(4), 'detail');
    await operation.readers.projects.load(connected.client);
    const late = childOperation(operation);
    await late.operation.facets.load(patch(4), 'summary');
    expect(late.ledger.notes().fetchedAt).toBeInstanceOf(Date);
    const lists = childOperation(operation);
    await lists.operation.readers.projects.load(connected.client);
    expect(lists.ledger.notes().fetchedAt).toBeInstanceOf(Date);
    expect([late.ledger.requests(), lists.ledger.requests()]).toEqual([0, 0]);
    expect(sample.requests).toHaveLength(2);
  });

  it('share lists of one object, individually and in batches', async () => {
    const [one, other] = [childOperation(operation), childOperation(operation)];
    const [first, second] = [patch(4), patch(28)];
    await Promise.all([
      one.operation.readers.comments.load(first),
      other.operation.readers.comments.load(first),
      one.operation.readers.checkSummaries.load(first),
      other.operation.readers.checkSummaries.load(second),
    ]);
    expect(sample.requests.map(({ path }) => path.replace(/\?.*/, '')).sort()).toEqual([
      '/api/1.3/events/',
      '/api/1.3/events/',
      '/api/1.3/patches/4/comments/',
    ]);
    expect([one.ledger.requests(), other.ledger.requests()]).toEqual([3, 0]);
    expect(other.ledger.notes().fetchedAt).toBeInstanceOf(Date);
  });

  it('both fail if their read fails', async () => {
    faults.add({ fault: { kind: 'status', status: 500 } });
    const [one, other] = [childOperation(operation), childOperation(operation)];
    const outcomes = await Promise.allSettled([
      one.operation.facets.load(patch(4), 'detail'),
      other.operation.facets.load(patch(4), 'detail'),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(faults.counters.affected).toBe(1);
    expect([one.ledger.requests(), other.ledger.requests()]).toEqual([1, 0]);
  });

  it('read again what the operation has discarded', async () => {
    const child = childOperation(operation);
    await child.operation.facets.load(patch(4), 'detail');
    await child.operation.readers.comments.load(patch(4));
    clearStore(operation.store);
    operation.facets.clear();
    operation.readers.clear();
    await connected.client.forget([patch(4).address, names.list('comments', patch(4).address)]);
    await child.operation.facets.load(patch(4), 'summary');
    await child.operation.readers.comments.load(patch(4));
    expect(child.ledger.requests()).toBe(4);
  });
});
