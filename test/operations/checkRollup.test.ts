import { afterEach, describe, expect, it } from 'vitest';
import { createFaults } from '../../src/sample/server/faults.js';
import { reviewState, type CheckPlan, type SeriesPlan } from '../tools/reviewState.js';
import { startTestGateway, type TestGateway } from '../tools/startTestGateway.js';

let gateway: TestGateway;
afterEach(() => gateway.close());

async function start(plans: readonly SeriesPlan[], faults = createFaults()): Promise<void> {
  gateway = await startTestGateway({
    instances: [{ name: 'it', state: reviewState(plans), faults }],
  });
}

function seriesOf(...checks: readonly (readonly CheckPlan[])[]): SeriesPlan {
  return { patches: checks.map((list) => ({ checks: list })) };
}

interface Rollup {
  readonly state: string;
  readonly pendingSince: string | null;
  readonly uncheckedPatches: readonly { readonly index: number | null }[];
  readonly contexts: readonly {
    readonly context: string;
    readonly state: string;
    readonly checks: readonly unknown[];
    readonly missingFrom: readonly { readonly index: number | null }[];
  }[];
}

const ROLLUP = `checkRollup {
  state pendingSince uncheckedPatches { index }
  contexts { context state checks { databaseId } missingFrom { index } }
}`;

async function rollupOf(id = 1): Promise<Rollup> {
  const { series } = await gateway.data<{ series: { checkRollup: Rollup } }>(
    `{ series(instance: "it", databaseId: ${String(id)}) { ${ROLLUP} } }`,
  );
  return series.checkRollup;
}

describe('checkRollup of a series', () => {
  it('has the latest check per user and context, worst first', async () => {
    await start([
      seriesOf([
        { state: 'fail', user: 1 },
        { state: 'fail' },
        { state: 'success' },
        { state: 'warning', context: 'lint' },
      ]),
    ]);
    expect(await rollupOf()).toMatchObject({
      state: 'FAIL',
      contexts: [
        { context: 'build', state: 'FAIL', checks: [{ databaseId: 1 }, { databaseId: 3 }] },
        { context: 'lint', state: 'WARNING', checks: [{ databaseId: 4 }] },
      ],
    });
  });

  it('is the worst of the patches that have checks, and lists the others', async () => {
    await start([seriesOf([{ state: 'success' }], [])]);
    expect(await rollupOf()).toMatchObject({
      state: 'SUCCESS',
      uncheckedPatches: [{ index: 2 }],
      contexts: [{ context: 'build', state: 'SUCCESS', missingFrom: [{ index: 2 }] }],
      pendingSince: null,
    });
  });

  it('is PENDING if a patch has pending checks, and reports since when', async () => {
    await start([seriesOf([{ state: 'pending' }], [{ state: 'success' }])]);
    const rollup = await rollupOf();
    expect(rollup).toMatchObject({ state: 'PENDING', uncheckedPatches: [] });
    expect(rollup.pendingSince).toMatch(/^2026-09-01T00:\d\d:\d\d\.\d+Z$/);
  });

  it('is NONE without checks, although REST reports pending', async () => {
    await start([seriesOf([], [])]);
    const { series } = await gateway.data<{
      series: { checkRollup: { state: string }; patches: unknown };
    }>(
      '{ series(instance: "it", databaseId: 1) { checkRollup { state } patches { check checkRollup { state } } } }',
    );
    expect(series).toEqual({
      checkRollup: { state: 'NONE' },
      patches: [
        { check: 'PENDING', checkRollup: { state: 'NONE' } },
        { check: 'PENDING', checkRollup: { state: 'NONE' } },
      ],
    });
  });
});

describe('the requests of checkRollup', () => {
  const STATES = '{ seriesList(first: 25) { nodes { checkRollup { state } status isComplete } } }';

  it('are one list of patches for a page of series if every state is certain', async () => {
    await start(
      Array.from({ length: 25 }, () => seriesOf([{ state: 'success' }], [{ state: 'fail' }])),
    );
    await gateway.data(STATES);
    expect(gateway.requests('it').map((path) => path.split('?')[0])).toEqual([
      '/series/',
      '/patches/',
    ]);
  });

  it('are two batches of events if some are pending', async () => {
    await start(Array.from({ length: 25 }, () => seriesOf([{ state: 'success' }], [])));
    await gateway.data(STATES);
    expect(gateway.requests('it').map((path) => path.split('?')[0])).toEqual([
      '/series/',
      '/patches/',
      '/events/',
      '/events/',
    ]);
  });

  it('are none for a patch that is pending if another one failed', async () => {
    await start([seriesOf([{ state: 'fail' }], [])]);
    await gateway.data('{ seriesList { nodes { checkRollup { state } } } }');
    expect(gateway.requests('it').filter((path) => path.includes('events'))).toEqual([]);
  });

  it('include the list of a patch whose checks have a different user than their events', async () => {
    // Sent by one account for two users: according to the events, the second replaces the first.
    const state = reviewState([
      seriesOf([{ state: 'fail' }, { state: 'success', user: 1 }], [{ state: 'success' }]),
    ]);
    const [actor] = state.events.flatMap(({ category, actor: one }) =>
      category === 'check-created' && one != null ? [one] : [],
    );
    const events = state.events.map((event) =>
      event.category === 'check-created' ? { ...event, actor: actor ?? null } : event,
    );
    gateway = await startTestGateway({ instances: [{ name: 'it', state: { ...state, events } }] });
    expect(await rollupOf()).toMatchObject({
      state: 'FAIL',
      contexts: [
        { state: 'FAIL', checks: [{ databaseId: 1 }, { databaseId: 2 }, { databaseId: 3 }] },
      ],
    });
    expect(gateway.requests('it')).toContain('/patches/1/checks/?per_page=250');
  });

  it('include the lists if fields are selected that events lack', async () => {
    await start([seriesOf([{ state: 'fail' }], [{ state: 'success' }])]);
    await gateway.data(
      '{ series(instance: "it", databaseId: 1) { checkRollup { contexts { checks { user { username } } } } } }',
    );
    const checks = gateway.requests('it').filter((path) => path.includes('checks'));
    expect(checks).toHaveLength(2);
  });
});

it('is null with the error if decisive checks cannot be read', async () => {
  const faults = createFaults();
  await start([seriesOf([], [{ state: 'success' }])], faults);
  faults.set({ path: /checks|events/, fault: { kind: 'status', status: 500 } });
  const { data, errors } = await gateway.ask<{ series: { checkRollup: unknown; status: string } }>(
    '{ series(instance: "it", databaseId: 1) { status checkRollup { state } } }',
  );
  expect(data.series).toEqual({ status: 'ACTION_REQUIRED', checkRollup: null });
  expect(errors).toMatchObject([
    { path: ['series', 'checkRollup', 'state'], extensions: { instance: 'it' } },
  ]);
});
