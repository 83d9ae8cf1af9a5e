import { afterEach, describe, expect, it } from 'vitest';
import { createFaults } from '../../src/sample/server/faults.js';
import { ANA, reviewState, type SeriesPlan } from '../tools/reviewState.js';
import { startTestGateway, type TestGateway } from '../tools/startTestGateway.js';

let gateway: TestGateway;
afterEach(() => gateway.close());

async function start(plan: SeriesPlan, faults = createFaults()): Promise<void> {
  gateway = await startTestGateway({
    instances: [
      {
        name: 'it',
        state: reviewState([plan]),
        faults,
        states: { 'under-review': { category: 'UNKNOWN' } },
      },
    ],
  });
}

async function read(fields: string): Promise<unknown> {
  const { series } = await gateway.data<{ series: unknown }>(
    `{ series(instance: "it", databaseId: 1) { ${fields} } }`,
  );
  return series;
}

describe('status of a series', () => {
  it.each([
    ['accepted accepted new', 'PARTIALLY_APPLIED'],
    ['accepted rejected', 'PARTIALLY_ACCEPTED'],
    ['accepted accepted', 'ACCEPTED'],
    ['superseded superseded superseded', 'SUPERSEDED'],
    ['superseded rejected', 'CLOSED'],
    ['new under-review', 'ACTION_REQUIRED'],
    ['accepted under-review', 'UNKNOWN'],
  ])('with patches in %s is %s', async (states, status) => {
    await start({ patches: states.split(' ').map((state) => ({ state })) });
    expect(await read('status')).toEqual({ status });
    expect(gateway.requests('it')).toEqual(['/series/1/', '/patches/?series=1&per_page=250']);
  });

  it('is null with the error if the patches cannot be read', async () => {
    const faults = createFaults();
    await start({ patches: [{}, {}] }, faults);
    faults.set({ path: /patches/, fault: { kind: 'status', status: 500 } });
    const { data, errors } = await gateway.ask<{ series: unknown }>(
      '{ series(instance: "it", databaseId: 1) { status isComplete missingIndexes strays { reason } total } }',
    );
    expect(data.series).toEqual({
      status: null,
      isComplete: null,
      missingIndexes: null,
      strays: null,
      total: 2,
    });
    expect(errors?.length).toBe(4);
  });
});

describe('completeness of a series', () => {
  const FIELDS = 'isComplete missingIndexes receivedAll strays { reason patch { name } }';

  it('is complete with each number once', async () => {
    await start({ patches: [{}, {}, {}] });
    expect(await read(FIELDS)).toEqual({
      isComplete: true,
      missingIndexes: [],
      receivedAll: true,
      strays: [],
    });
  });

  it('lists missing numbers', async () => {
    await start({ total: 4, patches: [{}, {}] });
    expect(await read(FIELDS)).toMatchObject({ isComplete: false, missingIndexes: [3, 4] });
  });

  it('does not count a patch of the next version that was added to it, although Patchwork does', async () => {
    await start({ total: 2, patches: [{}, { name: '[v2,2/2] Series 1: step 2' }] });
    expect(await read(FIELDS)).toEqual({
      isComplete: false,
      missingIndexes: [2],
      receivedAll: true,
      strays: [{ reason: 'VERSION', patch: { name: '[v2,2/2] Series 1: step 2' } }],
    });
  });

  it('does not count patches of another length or author', async () => {
    await start({
      total: 3,
      patches: [{}, { name: '[2/5] other' }, { from: ANA }],
    });
    expect(await read(FIELDS)).toMatchObject({
      isComplete: false,
      missingIndexes: [2, 3],
      strays: [{ reason: 'COUNT' }, { reason: 'SUBMITTER' }],
    });
  });
});
